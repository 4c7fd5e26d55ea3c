/* Systems: lines that are there since a year and carry so much a year, as wide as they carry.

   A line of the page's data: {id, layer, title, parts, zoom?, digits?, since?, unbuilt?, idle?, facts, series, sources};
   lines come in the order of painting, and how a layer looks is in look.systems.
   The first series gives the width; a year without a figure is drawn thin, one whose last figure
   is some years old is drawn pale. */
import { between, boxOf, decode, meets, nearest, pathOf, trace } from "./geometry.js";
import { enterWorld } from "./sheet.js";
import { figure, stands } from "./standing.js";

const REACH_PX = 7, LEAST_PX = 0.15, CASE = "#ffffff", NEW_RAIL = "#ffd24d";
const IDLE = 0.4, UNBUILT = 0.75, NOT_EXACT = 0.55;

function prepare(line, { digits, sources }) {
  const parts = line.parts.map((text) => {
    const xy = decode(text, line.digits || digits);
    return { xy, path: pathOf(xy), box: boxOf(xy) };
  });
  const named = (holder) => ({ ...holder, sources: (holder.sources || []).map((i) => sources[i]) });
  return { ...named(line), series: (line.series || []).map(named), parts };
}

const prepareArea = (area, digits) => {
  const path = new Path2D();
  area.rings.forEach((text) => trace(path, decode(text, digits), true));
  return { since: area.since, path };
};

const strokeParts = (ctx, parts, { width, colour, dash = [] }) => {
  ctx.lineWidth = width;
  ctx.strokeStyle = colour;
  ctx.setLineDash(dash);
  parts.forEach((part) => ctx.stroke(part.path));
  ctx.setLineDash([]);
};

/** How faint a line is drawn: what is idle or not built, and what has only an old figure. */
const strengthOf = ({ line, style, known }) => {
  if (line.idle) return IDLE;
  if (line.unbuilt) return UNBUILT;
  return style.px_per_unit && known && !known.exact ? NOT_EXACT : 1;
};

/** Painter and finder of the systems. */
export class Systems {
  constructor(payload, look, { shown, year }) {
    Object.assign(this, { look, shown, year, lit: null, drawn: [] });
    this.lines = payload.lines.map((line) => prepare(line, payload));
    this.areas = (payload.areas || []).map((area) => prepareArea(area, payload.digits));
  }

  /** Light a line by its id; returns whether that changes the picture. */
  light(id) {
    const changes = this.lit !== id;
    this.lit = id;
    return changes;
  }

  get(id) {
    return this.lines.find((line) => line.id === id);
  }

  visible() {
    return this.lines.filter((line) => this.shown(line.layer) && stands(line, this.year()));
  }

  /** Ids of the lines that stand in the year shown, by layer: what the picture tells, as a value. */
  standing() {
    return this.visible().reduce((all, line) => {
      (all[line.layer] = all[line.layer] || []).push(line.id);
      return all;
    }, {});
  }

  /** The line nearest to a point in world units, within reach; those drawn later win. */
  find({ x, y }, scale) {
    const reachOf = ({ w }) => Math.max(REACH_PX, w / 2 + 2) / scale;
    const linesOf = (item) => {
      const reach = reachOf(item), near = [x - reach, y - reach, x + reach, y + reach];
      return item.parts.filter((part) => meets(part.box, near)).map((part) => part.xy);
    };
    const item = nearest(this.drawn, { x, y }, linesOf, reachOf);
    return item && item.line;
  }

  paint(ctx, f) {
    const px = enterWorld(ctx, f);
    ctx.lineJoin = "round";
    if (this.shown("provinces")) this.tint(ctx);
    this.drawn = this.visible().filter((line) => f.zoom >= (line.zoom || 0)).map((line) => this.lay(line, f))
      .filter(({ parts, w }) => parts.length && w >= LEAST_PX);
    this.drawn.filter(({ style }) => !style.over_routes).forEach((item) => this.draw(ctx, item, px));
  }

  /** Paint what lies over the routes: the same picture, on their sheet. */
  paintAbove(ctx, f) {
    const items = this.drawn.filter(({ style }) => style.over_routes);
    if (!items.length) return;
    const px = enterWorld(ctx, f);
    ctx.lineJoin = "round";
    items.forEach((item) => this.draw(ctx, item, px));
  }

  /** Tint the provinces by the services they have; many services make no black. */
  tint(ctx) {
    const year = this.year();
    ctx.fillStyle = this.look.tint;
    this.areas.forEach(({ since, path }) => {
      const services = since.filter((first) => year === null || first <= year).length;
      ctx.globalAlpha = 0.42 * (1 - Math.exp(-services / 4));
      if (services) ctx.fill(path, "evenodd");
    });
    ctx.globalAlpha = 1;
  }

  /** What is in sight of a line, and how wide it is. */
  lay(line, { view, zoom }) {
    const style = this.look.systems[line.layer];
    const known = style.px_per_unit ? figure(line.series && line.series[0], this.year()) : null;
    const px = style.base_px + (known ? known.value * style.px_per_unit : 0);
    const w = px * between(zoom, [3, 0.6], [7.5, 1.2]);
    return { line, style, w, known, parts: line.parts.filter((part) => meets(part.box, view)) };
  }

  draw(ctx, item, px) {
    const { line, style, w, parts } = item, dashed = line.unbuilt ? [5 * px, 4 * px] : style.dash.map((d) => d * px);
    ctx.lineCap = style.dash.length === 2 ? "round" : "butt";
    this.drawUnder(ctx, item, { px, dashed });
    ctx.globalAlpha = style.alpha * strengthOf(item);
    const colour = line.id === this.lit ? this.look.paper.accent : style.colour;
    strokeParts(ctx, parts, { width: w * px, colour, dash: dashed });
    if (style.core && w > 2 && !line.unbuilt) strokeParts(ctx, parts, { width: (w - 1.9) * px, colour: style.core });
    ctx.globalAlpha = 1;
  }

  /** The casing under a line, and the light under a railway of the year shown. */
  drawUnder(ctx, { line, style, w, parts }, { px, dashed }) {
    if (style.case_px) {
      const dash = style.case_dashed ? dashed : [];
      ctx.globalAlpha = 0.85;
      strokeParts(ctx, parts, { width: (w + 2 * style.case_px) * px, colour: CASE, dash });
    }
    if (style.glows_when_new && line.since === this.year()) {
      strokeParts(ctx, parts, { width: (w + 7) * px, colour: NEW_RAIL });
    }
  }
}
