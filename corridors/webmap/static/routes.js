/* Corridors and routes: cased lines, side by side where they share a track, found under the pointer. */
import { between, decode, nearest, pathOf } from "./geometry.js";
import { lanesOf, offset, project } from "./lanes.js";
import { enterPixels } from "./sheet.js";
import { stands } from "./standing.js";

const REACH_PX = 9, BEHIND_ROUTES = 0.38, LIT_PX = 1.6, LANE_GAP_PX = 1.3;
const SHADE = { shadowColor: "rgba(29,43,54,.35)", shadowBlur: 7, shadowOffsetY: 1 };

/** Decode the legs of a route once. */
function prepare(route, digits) {
  const legs = route.legs.map((leg) => {
    const xy = decode(leg.line, digits);
    return { ...leg, xy, lanes: lanesOf(leg.lanes, xy.length / 2) };
  });
  return { ...route, legs };
}

/** Painter and finder for the two sets of routes, "corridors" and "routes". */
export class Routes {
  constructor(look, { shown, year, above = () => undefined }) {
    Object.assign(this, { look, shown, year, above, drawn: [], sets: { corridors: [], routes: [] }, lit: null });
  }

  /** Put an overlay in the place of a set; returns its routes. */
  set(kind, overlay) {
    this.sets[kind] = (overlay.routes || []).map((route) => prepare(route, overlay.digits));
    return this.sets[kind];
  }

  /** Light a {route, leg}, all legs when it names none; null lights nothing. */
  light(value) {
    this.lit = value;
  }

  /** The leg nearest to a point of the sheet, within reach. */
  find(point) {
    return nearest(this.drawn, point, (item) => [item.xy], () => REACH_PX);
  }

  paint(ctx, f) {
    enterPixels(ctx, f);
    ctx.lineJoin = "round";
    const families = this.lay("corridors", f), routes = this.lay("routes", f);
    const pass = (items, draw) => items.forEach((item) => draw.call(this, ctx, item));
    ctx.globalAlpha = routes.length ? BEHIND_ROUTES : 1;
    pass(families, this.casing);
    ctx.globalAlpha = routes.length ? BEHIND_ROUTES : 1;
    pass(families, this.colour);
    ctx.globalAlpha = 1;
    this.above(ctx, f);
    enterPixels(ctx, f);
    pass(routes, this.shade);
    pass(routes, this.casing);
    ctx.globalAlpha = 1;
    pass(routes, this.colour);
    this.drawn = [...families, ...routes];
    pass(this.drawn.filter((item) => this.isLit(item)), this.wider);
  }

  /** Lay the legs of a set for this picture. */
  lay(kind, f) {
    const chosen = kind === "routes", style = this.look.lines[chosen ? "route" : "corridor"];
    const w = between(f.zoom, [3, style.width_px[0]], [8, style.width_px[1]]), gap = chosen ? 0 : w + LANE_GAP_PX;
    const there = (route) => (chosen ? this.shown("routes")
      : this.shown(`family-${route.family}`) && stands(route, this.year()));
    return this.sets[kind].filter(there).flatMap((route) => route.legs.map((leg, index) => {
      const xy = offset(project(leg, f), gap);
      return { kind, route, leg, index, style, w, xy, path: pathOf(xy) };
    }));
  }

  isLit({ route, index }) {
    const { lit } = this;
    return lit && lit.route === route.id && (lit.leg === null || lit.leg === undefined || lit.leg === index);
  }

  modeOf(leg) {
    return this.look.modes[leg.mode] || this.look.modes.rail;
  }

  casing(ctx, { path, w, style, leg }) {
    if (this.modeOf(leg).dash.length && leg.mode !== "road") ctx.globalAlpha *= 0.75;
    ctx.setLineDash([]);
    ctx.lineCap = "round";
    ctx.lineWidth = w + 2 * style.case_px;
    ctx.strokeStyle = style.case;
    ctx.stroke(path);
  }

  colour(ctx, { path, w, route, leg }) {
    const { dash } = this.modeOf(leg);
    ctx.lineCap = dash.length ? "round" : "butt";
    ctx.setLineDash(dash.map((d) => d * w));
    ctx.lineWidth = w;
    ctx.strokeStyle = route.colour;
    ctx.stroke(path);
    ctx.setLineDash([]);
  }

  shade(ctx, item) {
    ctx.save();
    Object.assign(ctx, SHADE);
    this.casing(ctx, item);
    ctx.restore();
  }

  /** A lit leg: wider, above the others. */
  wider(ctx, item) {
    const { w, style } = item, big = { ...item, w: w + LIT_PX, style: { ...style, case_px: style.case_px + LIT_PX } };
    this.shade(ctx, big);
    ctx.globalAlpha = 1;
    this.colour(ctx, big);
  }
}
