/* Corridors and routes: cased lines, side by side where they share a track, found under the pointer. */
(() => {
  "use strict";
  const C = (window.corridors = window.corridors || {});
  const STEP_PX = 1.6, EASE_PX = 26, REACH_PX = 9;

  /** Decode the legs of a route once. */
  function prepare(route, digits) {
    const legs = route.legs.map((leg) => {
      const xy = C.decode(leg.line, digits), lanes = new Float32Array(xy.length / 2);
      let at = 0;
      (leg.lanes || []).forEach(([count, lane]) => {
        lanes.fill(lane, at, at + count + 1);
        at += count;
      });
      return { ...leg, xy, lanes };
    });
    return { ...route, legs };
  }

  /** Project a leg to px of the sheet, thinned, with an eased lane for each point. */
  function project(leg, f) {
    const { xy, lanes } = leg, xs = [], ys = [], ls = [];
    for (let i = 0; i < xy.length; i += 2) {
      const x = xy[i] * f.scale - f.origin.x, y = xy[i + 1] * f.scale - f.origin.y, n = xs.length;
      const last = i + 2 >= xy.length;
      if (n && !last && Math.abs(x - xs[n - 1]) + Math.abs(y - ys[n - 1]) < STEP_PX) continue;
      xs.push(x);
      ys.push(y);
      ls.push(lanes[i / 2]);
    }
    return { xs, ys, ls };
  }

  /** Ease the lanes along the line, so that lines part and join in a curve. */
  function ease({ xs, ys, ls }) {
    const pass = (from, to, step) => {
      for (let i = from + step; i !== to; i += step) {
        const d = Math.hypot(xs[i] - xs[i - step], ys[i] - ys[i - step]);
        const keep = Math.exp(-d / EASE_PX);
        eased[i] = eased[i - step] * keep + eased[i] * (1 - keep);
      }
    };
    const eased = Float32Array.from(ls);
    pass(0, xs.length, 1);
    pass(xs.length - 1, -1, -1);
    return eased;
  }

  /** Move the points sideways by their lane: the mean normal of the two steps that meet there. */
  function offset(p, gap) {
    const lanes = ease(p), n = p.xs.length, out = new Float64Array(2 * n);
    if (!lanes.some((l) => Math.abs(l) > 0.01)) {
      for (let i = 0; i < n; i++) { out[2 * i] = p.xs[i]; out[2 * i + 1] = p.ys[i]; }
      return out;
    }
    const reach = Math.max(1, Math.round(4 / STEP_PX));
    for (let i = 0; i < n; i++) {
      const a = Math.max(0, i - reach), b = Math.min(n - 1, i + reach);
      const dx = p.xs[b] - p.xs[a], dy = p.ys[b] - p.ys[a], d = Math.hypot(dx, dy) || 1;
      out[2 * i] = p.xs[i] - (dy / d) * lanes[i] * gap;
      out[2 * i + 1] = p.ys[i] + (dx / d) * lanes[i] * gap;
    }
    return out;
  }

  function pathOf(xy) {
    const path = new Path2D();
    path.moveTo(xy[0], xy[1]);
    for (let i = 2; i < xy.length; i += 2) path.lineTo(xy[i], xy[i + 1]);
    return path;
  }

  /** Painter and finder for sets of routes. */
  function traffic(look, { shown, year }) {
    let drawn = [], sets = { corridors: [], routes: [] }, lit = null;

    const width = (style, zoom) => C.between(zoom, [3, style.width_px[0]], [8, style.width_px[1]]);
    const lay = (kind, f) => {
      const style = look.lines[kind === "routes" ? "route" : "corridor"], w = width(style, f.zoom);
      const gap = kind === "routes" ? 0 : w + 1.3;
      return sets[kind].filter((r) => shown(kind === "routes" ? "routes" : `family-${r.family}`))
        .filter((r) => kind === "routes" || C.stands(r, year()))
        .flatMap((route) => route.legs.map((leg, index) => {
          const xy = offset(project(leg, f), gap);
          return { kind, route, leg, index, style, w, xy, path: pathOf(xy) };
        }));
    };
    const pass = (ctx, items, draw) => items.forEach((item) => { draw(ctx, item); });
    const casing = (ctx, { path, w, style, leg }) => {
      const mode = look.modes[leg.mode] || look.modes.rail;
      if (mode.dash.length && leg.mode !== "road") ctx.globalAlpha *= 0.75;
      ctx.setLineDash([]);
      ctx.lineCap = "round";
      ctx.lineWidth = w + 2 * style.case_px;
      ctx.strokeStyle = style.case;
      ctx.stroke(path);
    };
    const colour = (ctx, { path, w, route, leg }) => {
      const mode = look.modes[leg.mode] || look.modes.rail;
      ctx.lineCap = mode.dash.length ? "round" : "butt";
      ctx.setLineDash(mode.dash.map((d) => d * w));
      ctx.lineWidth = w;
      ctx.strokeStyle = route.colour;
      ctx.stroke(path);
      ctx.setLineDash([]);
    };
    const shade = (ctx, item) => {
      ctx.save();
      ctx.shadowColor = "rgba(29,43,54,.35)";
      ctx.shadowBlur = 7;
      ctx.shadowOffsetY = 1;
      casing(ctx, item);
      ctx.restore();
    };
    const isLit = (item) => lit && lit.route === item.route.id &&
      (lit.leg === null || lit.leg === undefined || lit.leg === item.index);

    const paint = (ctx, f) => {
      C.enterPixels(ctx, f);
      ctx.lineJoin = "round";
      const families = lay("corridors", f), routes = lay("routes", f);
      ctx.globalAlpha = routes.length ? 0.38 : 1;
      pass(ctx, families, casing);
      ctx.globalAlpha = routes.length ? 0.38 : 1;
      pass(ctx, families, colour);
      ctx.globalAlpha = 1;
      pass(ctx, routes, shade);
      pass(ctx, routes, casing);
      ctx.globalAlpha = 1;
      pass(ctx, routes, colour);
      [...families, ...routes].filter(isLit).forEach((item) => {
        const big = { ...item, w: item.w + 1.6, style: { ...item.style, case_px: item.style.case_px + 1.6 } };
        shade(ctx, big);
        ctx.globalAlpha = 1;
        colour(ctx, big);
      });
      drawn = [...families, ...routes];
    };
    /** The leg nearest to a point of the sheet, within reach; the later drawn wins. */
    const find = (x, y) => {
      let best = null, least = REACH_PX ** 2;
      drawn.forEach((item) => {
        const { xy } = item;
        for (let i = 2; i < xy.length; i += 2) {
          const ax = xy[i - 2], ay = xy[i - 1], bx = xy[i] - ax, by = xy[i + 1] - ay;
          const t = Math.max(0, Math.min(1, ((x - ax) * bx + (y - ay) * by) / (bx * bx + by * by || 1)));
          const d = (ax + t * bx - x) ** 2 + (ay + t * by - y) ** 2;
          if (d <= least) { least = d; best = item; }
        }
      });
      return best;
    };
    const set = (kind, overlay) => {
      sets[kind] = (overlay.routes || []).map((route) => prepare(route, overlay.digits));
      return sets[kind];
    };
    return { paint, find, set, light: (value) => { lit = value; }, routes: (kind) => sets[kind] };
  }

  Object.assign(C, { traffic });
})();
