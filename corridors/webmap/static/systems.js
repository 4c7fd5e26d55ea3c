/* Systems: lines that are there since a year and carry so much a year, as wide as they carry.

   A line of the page's data: {id, layer, title, parts, since?, unbuilt?, idle?, facts, series, sources};
   lines come in the order of painting, and how a layer looks is in look.systems.
   The first series gives the width; a year without a figure is drawn thin, one whose last figure
   is up to NEAR years old is drawn pale. */
(() => {
  "use strict";
  const C = (window.corridors = window.corridors || {});
  const NEAR = 4, REACH_PX = 7;

  /** Whether something that stands since a year is there; unbuilt things are there today only. */
  const stands = (item, year) => (year === null ? !item.closed
    : !item.unbuilt && !(item.since > year) && !(item.closed && item.closed <= year));

  /** The figure of a series for a year: {value, year, kind, source}, or null. */
  function figure(series, year) {
    const points = series ? series.points : [];
    const last = points.filter((p) => year === null || p[0] <= year).pop();
    if (!last) return null;
    const exact = year === null ? last === points[points.length - 1] : last[0] === year;
    if (!exact && year - last[0] > NEAR) return null;
    return { value: last[1], year: last[0], kind: last[2], source: series.sources[last[3]], exact };
  }

  function prepare(line, { digits, sources }) {
    const parts = line.parts.map((text) => {
      const xy = C.decode(text, digits), path = new Path2D();
      path.moveTo(xy[0], xy[1]);
      for (let i = 2; i < xy.length; i += 2) path.lineTo(xy[i], xy[i + 1]);
      return { xy, path, box: C.boxOf(xy) };
    });
    const named = (holder) => ({ ...holder, sources: (holder.sources || []).map((i) => sources[i]) });
    return { ...named(line), series: (line.series || []).map(named), parts };
  }

  const meets = (b, v) => b[0] <= v[2] && b[2] >= v[0] && b[1] <= v[3] && b[3] >= v[1];

  /** Painter and finder of the systems. */
  function systems(payload, look, { shown, year }) {
    const lines = payload.lines.map((line) => prepare(line, payload));
    const areas = (payload.areas || []).map((area) => {
      const path = new Path2D(), rings = area.rings.map((text) => C.decode(text, payload.digits));
      rings.forEach((xy) => {
        path.moveTo(xy[0], xy[1]);
        for (let i = 2; i < xy.length; i += 2) path.lineTo(xy[i], xy[i + 1]);
        path.closePath();
      });
      return { since: area.since, path };
    });
    let lit = null, drawn = [];
    const services = (area) => area.since.filter((first) => year() === null || first <= year()).length;
    /** Tint the provinces by the services they have; many services make no black. */
    const tint = (ctx) => {
      ctx.fillStyle = look.tint;
      areas.forEach((area) => {
        ctx.globalAlpha = 0.42 * (1 - Math.exp(-services(area) / 4));
        if (services(area)) ctx.fill(area.path, "evenodd");
      });
      ctx.globalAlpha = 1;
    };

    const grow = (zoom) => C.between(zoom, [3, 0.6], [7.5, 1.2]);
    const widthOf = (line, style, zoom) => {
      const known = style.px_per_unit ? figure(line.series && line.series[0], year()) : null;
      const px = style.base_px + (known ? known.value * style.px_per_unit : 0);
      return { w: px * grow(zoom), known };
    };
    const visible = () => lines.filter((line) => shown(line.layer) && stands(line, year()));

    const stroke = (ctx, item, w, colour, dash) => {
      ctx.lineWidth = w;
      ctx.strokeStyle = colour;
      ctx.setLineDash(dash);
      item.parts.forEach((part) => ctx.stroke(part.path));
      ctx.setLineDash([]);
    };
    const draw = (ctx, item, px) => {
      const { line, style, w, known } = item, dashed = line.unbuilt ? [5 * px, 4 * px] : style.dash.map((d) => d * px);
      const faint = line.idle ? 0.4 : line.unbuilt ? 0.75 : style.px_per_unit && known && !known.exact ? 0.55 : 1;
      ctx.lineCap = style.dash.length === 2 ? "round" : "butt";
      if (style.case_px) {
        ctx.globalAlpha = 0.85;
        stroke(ctx, item, (w + 2 * style.case_px) * px, "#ffffff", style.case_dashed ? dashed : []);
      }
      if (style.glows_when_new && line.since === year()) stroke(ctx, item, (w + 7) * px, "#ffd24d", []);
      ctx.globalAlpha = style.alpha * faint;
      stroke(ctx, item, w * px, line.id === lit ? look.paper.accent : style.colour, dashed);
      if (style.core && w > 2 && !line.unbuilt) stroke(ctx, item, (w - 1.9) * px, style.core, []);
      ctx.globalAlpha = 1;
    };

    const paint = (ctx, f) => {
      const px = C.enterWorld(ctx, f);
      ctx.lineJoin = "round";
      drawn = [];
      if (shown("provinces")) tint(ctx);
      visible().forEach((line) => {
        const parts = line.parts.filter((part) => meets(part.box, f.view));
        const style = look.systems[line.layer], { w, known } = widthOf(line, style, f.zoom);
        if (!parts.length || w < 0.15) return;
        const item = { line, parts, style, w, known };
        drawn.push(item);
        draw(ctx, item, px);
      });
    };

    /** The line nearest to a point in world units, within reach; those drawn later win. */
    const find = (x, y, scale) => {
      let best = null, least = Infinity;
      drawn.forEach(({ line, parts, w }) => {
        const reach = (Math.max(REACH_PX, w / 2 + 2)) / scale, near = [x - reach, y - reach, x + reach, y + reach];
        parts.filter((part) => meets(part.box, near)).forEach(({ xy }) => {
          for (let i = 2; i < xy.length; i += 2) {
            const ax = xy[i - 2], ay = xy[i - 1], bx = xy[i] - ax, by = xy[i + 1] - ay;
            const t = Math.max(0, Math.min(1, ((x - ax) * bx + (y - ay) * by) / (bx * bx + by * by || 1)));
            const d = Math.hypot(ax + t * bx - x, ay + t * by - y);
            if (d < reach && d <= least) { least = d; best = line; }
          }
        });
      });
      return best;
    };
    /** Ids of the lines that stand in the year shown, by layer: what the picture tells, as a value. */
    const standing = () => visible().reduce((all, line) => {
      (all[line.layer] = all[line.layer] || []).push(line.id);
      return all;
    }, {});
    return { paint, find, standing, light: (id) => { lit = id; }, get: (id) => lines.find((l) => l.id === id) };
  }

  const plain = (value) => value.toLocaleString("en", { maximumFractionDigits: Math.abs(value) < 100 ? 2 : 0 }).replace(/,/g, "\u202f");
  const amount = (value, unit) => `${plain(value)}\u202f${unit}`;

  /** What a tooltip says of what something carried. */
  const carried = (item, year, words) => {
    const series = item.series && item.series[0], known = figure(series, year);
    if (!series) return "";
    return known ? `${series.title} ${known.year}: ${amount(known.value, series.unit)}` : `${series.title}: ${words.no_figure}`;
  };

  Object.assign(C, { systems, stands, figure, amount, carried });
})();
