/* The ground: sea, grid, coast glow, land, relief, lakes, rivers, borders, railways. */
import { WORLD, between, boxOf, decode, inBand, meets, trace, worldX, worldY } from "./geometry.js";
import { tonedRelief } from "./relief.js";
import { enterPixels, enterWorld } from "./sheet.js";
import { stands } from "./standing.js";

const GLOW = [[26, 0.1], [19, 0.16], [12, 0.28], [6.5, 0.5]], HALO = "#d9cdbd";
const GRID_STEPS = [[4, 20], [6, 10], [8, 5]], FINEST_STEP = 1;

/** Lines or polygons made ready when first seen: {box, path}. */
class Shapes {
  constructor(items, digits) {
    this.items = items || [];
    this.digits = digits;
    this.ready = null;
  }

  prepare() {
    this.ready = this.items.map((item) => {
      const rings = (Array.isArray(item) ? item : [item]).map((text) => decode(text, this.digits));
      const path = new Path2D();
      rings.forEach((xy) => trace(path, xy, Array.isArray(item)));
      return { box: boxOf(rings[0]), path };
    });
    this.items = null;
  }

  seen(view) {
    if (!this.ready) this.prepare();
    return this.ready.filter(({ box }) => meets(box, view));
  }
}

const KEYS = {
  land: ["fill", "lines"], lakes: ["fill"], rivers: ["lines"], rails: ["lines"], borders: ["solid", "dashed", "regions"],
};
const FINE_FROM = 5;

const levelsOf = (levels, keys) => (levels || []).map((level) => ({
  ...level, ...Object.fromEntries(keys.map((key) => [key, new Shapes(level[key], level.digits)])),
}));

const stroke = (ctx, shapes, { view, width, colour, dash = [] }) => {
  ctx.lineWidth = width;
  ctx.strokeStyle = colour;
  ctx.setLineDash(dash);
  shapes.seen(view).forEach((shape) => ctx.stroke(shape.path));
  ctx.setLineDash([]);
};

const fill = (ctx, shapes, view, colour) => {
  ctx.fillStyle = colour;
  shapes.seen(view).forEach((shape) => ctx.fill(shape.path, "evenodd"));
};

const gridStep = (zoom) => (GRID_STEPS.find(([below]) => zoom < below) || [0, FINEST_STEP])[1];

export class Ground {
  /** `finer` is called when a view wants levels that are not there yet. */
  constructor(base, look, { shown, year, finer = null }) {
    Object.assign(this, { look, shown, year, finer, paper: look.paper, relief: null, bounds: null });
    Object.keys(KEYS).forEach((kind) => { this[kind] = levelsOf(base[kind], KEYS[kind]); });
  }

  /** Add the levels of the large scales; until then the finest one there stands in for them. */
  refine(base) {
    this.finer = null;
    Object.keys(KEYS).forEach((kind) => this[kind].push(...levelsOf(base[kind], KEYS[kind])));
  }

  async setRelief(relief) {
    if (!relief || !relief.url) return;
    this.relief = await tonedRelief(relief, this.paper.relief);
    this.bounds = relief.bounds;
  }

  /** The level of a kind for a zoom. */
  level(kind, zoom) {
    const levels = this[kind], last = levels.at(-1), found = levels.find(inBand(zoom));
    return found || (this.finer && last && zoom >= last.zoom[0] ? last : undefined);
  }

  /** Paint the sea, then everything once for each turn of the world in sight. */
  paint(ctx, f) {
    if (this.finer && f.zoom >= FINE_FROM) this.finer();
    enterPixels(ctx, f);
    ctx.fillStyle = this.paper.sea;
    ctx.fillRect(0, 0, f.size.x, f.size.y);
    [-WORLD, 0, WORLD].forEach((shift) => {
      const view = [f.view[0] - shift, f.view[1], f.view[2] - shift, f.view[3]];
      if (view[2] < 0 || view[0] > WORLD) return;
      const turn = { zoom: f.zoom, view, px: enterWorld(ctx, f, shift) };
      this.paintGrid(ctx, turn);
      this.paintLand(ctx, turn);
      this.paintWater(ctx, turn);
      this.paintBorders(ctx, turn);
      this.paintRails(ctx, turn);
    });
  }

  paintGrid(ctx, { zoom, px }) {
    const step = gridStep(zoom);
    ctx.lineWidth = 0.7 * px;
    ctx.strokeStyle = this.paper.grid;
    ctx.beginPath();
    for (let lon = -180; lon <= 180; lon += step) {
      ctx.moveTo(worldX(lon), 0);
      ctx.lineTo(worldX(lon), WORLD);
    }
    for (let lat = -80; lat <= 80; lat += step) {
      ctx.moveTo(0, worldY(lat));
      ctx.lineTo(WORLD, worldY(lat));
    }
    ctx.stroke();
  }

  paintLand(ctx, { zoom, view, px }) {
    const level = this.level("land", zoom), { paper } = this;
    if (!level) return;
    const wide = between(zoom, [2, 0.55], [6, 1.25]);
    ctx.lineJoin = "round";
    ctx.lineCap = "round";
    GLOW.forEach(([width, alpha]) => {
      ctx.globalAlpha = alpha;
      stroke(ctx, level.lines, { view, width: width * wide * px, colour: paper.glow });
    });
    ctx.globalAlpha = 1;
    fill(ctx, level.fill, view, paper.land);
    this.paintRelief(ctx, zoom);
    stroke(ctx, level.lines, { view, width: between(zoom, [2, 0.5], [6, 0.9]) * px, colour: paper.coast });
  }

  paintRelief(ctx, zoom) {
    const strength = between(zoom, [6.5, 1], [8.75, 0]);
    if (!this.relief || !strength || !this.shown("relief")) return;
    const [west, south, east, north] = this.bounds;
    ctx.globalAlpha = strength;
    ctx.imageSmoothingQuality = "high";
    ctx.drawImage(this.relief, worldX(west), worldY(north), worldX(east) - worldX(west), worldY(south) - worldY(north));
    ctx.globalAlpha = 1;
  }

  paintWater(ctx, { zoom, view, px }) {
    const level = this.level("rivers", zoom), still = this.level("lakes", zoom), { paper } = this;
    if (level) stroke(ctx, level.lines, { view, width: between(zoom, [3, 0.5], [8, 1.3]) * px, colour: paper.river });
    if (!still) return;
    fill(ctx, still.fill, view, paper.lake);
    stroke(ctx, still.fill, { view, width: 0.7 * px, colour: paper.coast });
  }

  paintBorders(ctx, { zoom, view, px }) {
    const level = this.level("borders", zoom), width = between(zoom, [2, 0.6], [7, 1.25]) * px, { paper } = this;
    if (!level) return;
    if (this.shown("regions")) {
      stroke(ctx, level.regions, { view, width: 0.7 * px, colour: paper.region, dash: [2 * px, 2 * px] });
    }
    ctx.globalAlpha = 0.35;
    if (zoom > 4) stroke(ctx, level.solid, { view, width: width * 4.5, colour: HALO });
    ctx.globalAlpha = 1;
    stroke(ctx, level.solid, { view, width, colour: paper.border });
    stroke(ctx, level.dashed, { view, width, colour: paper.disputed, dash: [3.5 * px, 3 * px] });
  }

  paintRails(ctx, turn) {
    if (!this.shown("rails")) return;
    const rough = this.finer && turn.zoom;
    this.rails.filter((level) => (inBand(turn.zoom)(level) || rough >= level.zoom[1]) && stands(level, this.year()))
      .forEach((level) => this.paintRail(ctx, level, turn));
  }

  paintRail(ctx, level, { zoom, view, px }) {
    const gauge = this.look.gauges[level.gauge] || this.look.gauges[1435], { colour } = gauge;
    const width = between(zoom, [4, 0.5], [10, 1.5]) * (level.rank === 1 ? 1.25 : 1);
    ctx.lineCap = "butt";
    ctx.globalAlpha = between(zoom, [level.zoom[0] - 0.01, 0.45], [level.zoom[0] + 1.5, 0.95]);
    const dash = level.status === "open" ? [] : [3 * px, 3 * px];
    stroke(ctx, level.lines, { view, width: width * px, colour, dash });
    if (gauge.ties && zoom > 5.5) {
      const tie = between(zoom, [5.5, 3], [9, 5.5]), apart = between(zoom, [5.5, 9], [9, 12]);
      stroke(ctx, level.lines, { view, width: tie * px, colour, dash: [0.9 * px, apart * px] });
    }
    ctx.globalAlpha = 1;
  }
}
