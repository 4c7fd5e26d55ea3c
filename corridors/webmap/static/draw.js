/* Drawing: encoded geometry -> canvas. One canvas for the ground, one for the lines of traffic.
   Everything is kept in "world" units: Web Mercator, 0…256 from west to east. */
(() => {
  "use strict";
  const C = (window.corridors = window.corridors || {});
  const CHUNK = 5, MORE = 32, FIRST = 63, WORLD = 256;

  const worldX = (lon) => ((lon + 180) / 360) * WORLD;
  const worldY = (lat) => {
    const s = Math.sin((Math.max(-85.05, Math.min(85.05, lat)) * Math.PI) / 180);
    return (0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI)) * WORLD;
  };

  /** Read an encoded line as a flat array of world coordinates. */
  function decode(text, digits) {
    const scale = 10 ** digits, out = [];
    let at = 0, lon = 0, lat = 0;
    const next = () => {
      let value = 0, shift = 0, group;
      do {
        group = text.charCodeAt(at++) - FIRST;
        value += (group & (MORE - 1)) * 2 ** shift;
        shift += CHUNK;
      } while (group >= MORE);
      return value % 2 ? -(value + 1) / 2 : value / 2;
    };
    while (at < text.length) {
      lon += next();
      lat += next();
      out.push(worldX(lon / scale), worldY(lat / scale));
    }
    return Float64Array.from(out);
  }

  const boxOf = (xy) => {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < xy.length; i += 2) {
      if (xy[i] < box[0]) box[0] = xy[i];
      if (xy[i] > box[2]) box[2] = xy[i];
      if (xy[i + 1] < box[1]) box[1] = xy[i + 1];
      if (xy[i + 1] > box[3]) box[3] = xy[i + 1];
    }
    return box;
  };

  const trace = (path, xy, close) => {
    path.moveTo(xy[0], xy[1]);
    for (let i = 2; i < xy.length; i += 2) path.lineTo(xy[i], xy[i + 1]);
    if (close) path.closePath();
  };

  /** Lines or polygons made ready when first seen: {box, path}. */
  class Shapes {
    constructor(items, digits) {
      this.items = items || [];
      this.digits = digits;
      this.ready = null;
    }
    prepare() {
      this.ready = this.items.map((item) => {
        const rings = (Array.isArray(item) ? item : [item]).map((t) => decode(t, this.digits));
        const path = new Path2D();
        rings.forEach((xy) => trace(path, xy, Array.isArray(item)));
        return { box: boxOf(rings[0]), path };
      });
      this.items = null;
    }
    seen(view) {
      if (!this.ready) this.prepare();
      return this.ready.filter(({ box: b }) =>
        b[0] <= view[2] && b[2] >= view[0] && b[1] <= view[3] && b[3] >= view[1]);
    }
  }

  const inBand = (zoom) => (level) => zoom >= level.zoom[0] && zoom < level.zoom[1];
  const between = (zoom, [z1, v1], [z2, v2]) =>
    v1 + (v2 - v1) * Math.max(0, Math.min(1, (zoom - z1) / (z2 - z1)));

  /** A canvas that covers the map and half a screen around it, moved with the map's own panes. */
  const Sheet = L.Renderer.extend({
    options: { padding: 0.35 },
    initialize(paint, options) {
      L.Renderer.prototype.initialize.call(this, options);
      this._paint = paint;
    },
    getEvents() {
      const events = L.Renderer.prototype.getEvents.call(this);
      return events;
    },
    _initContainer() {
      this._container = document.createElement("canvas");
      this._container.setAttribute("aria-hidden", "true");
      this._ctx = this._container.getContext("2d");
    },
    _destroyContainer() {
      L.DomUtil.remove(this._container);
    },
    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      const { min } = this._bounds, size = this._bounds.getSize();
      const dots = window.devicePixelRatio || 1, canvas = this._container;
      L.DomUtil.setPosition(canvas, min);
      const width = Math.round(size.x * dots), height = Math.round(size.y * dots);
      if (canvas.width !== width || canvas.height !== height) {
        canvas.width = width;
        canvas.height = height;
        canvas.style.width = `${size.x}px`;
        canvas.style.height = `${size.y}px`;
      }
      this.repaint();
    },
    _updatePaths() {},
    /** Paint again without moving. */
    repaint() {
      if (!this._bounds) return;
      const map = this._map, zoom = map.getZoom(), dots = window.devicePixelRatio || 1;
      const scale = 2 ** zoom, origin = map.getPixelOrigin().add(this._bounds.min);
      const size = this._bounds.getSize(), ctx = this._ctx;
      ctx.setTransform(1, 0, 0, 1, 0, 0);
      ctx.clearRect(0, 0, this._container.width, this._container.height);
      const view = [origin.x / scale, origin.y / scale,
        (origin.x + size.x) / scale, (origin.y + size.y) / scale];
      this._paint(ctx, { zoom, scale, dots, origin, size, view, sheet: this });
    },
  });

  /** Set the canvas so that world units can be drawn; returns px -> world. */
  const enterWorld = (ctx, f, shift = 0) => {
    const k = f.scale * f.dots;
    ctx.setTransform(k, 0, 0, k, (shift * f.scale - f.origin.x) * f.dots, -f.origin.y * f.dots);
    return 1 / f.scale;
  };
  const enterPixels = (ctx, f) => ctx.setTransform(f.dots, 0, 0, f.dots, 0, 0);

  /** The ground: sea, grid, coast glow, land, relief, lakes, rivers, borders, railways. */
  function ground(base, look, { shown, year }) {
    const levels = (name, keys) => (base[name] || []).map((level) => {
      const out = { ...level };
      keys.forEach((key) => { out[key] = new Shapes(level[key], level.digits); });
      return out;
    });
    const land = levels("land", ["fill", "lines"]), lakes = levels("lakes", ["fill"]);
    const rivers = levels("rivers", ["lines"]), rails = levels("rails", ["lines"]);
    const borders = levels("borders", ["solid", "dashed", "regions"]);
    const paper = look.paper;
    let relief = null;

    const stroke = (ctx, shapes, view, width, colour, dash = []) => {
      ctx.lineWidth = width;
      ctx.strokeStyle = colour;
      ctx.setLineDash(dash);
      shapes.seen(view).forEach((s) => ctx.stroke(s.path));
      ctx.setLineDash([]);
    };
    const fill = (ctx, shapes, view, colour) => {
      ctx.fillStyle = colour;
      shapes.seen(view).forEach((s) => ctx.fill(s.path, "evenodd"));
    };

    const paintGrid = (ctx, f, px) => {
      const step = f.zoom < 4 ? 20 : f.zoom < 6 ? 10 : f.zoom < 8 ? 5 : 1;
      ctx.lineWidth = 0.7 * px;
      ctx.strokeStyle = paper.grid;
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
    };
    const paintRelief = (ctx, f) => {
      const strength = between(f.zoom, [6.5, 1], [8.75, 0]);
      if (!relief || !strength || !shown("relief")) return;
      const [west, south, east, north] = base.relief.bounds;
      ctx.globalAlpha = strength;
      ctx.imageSmoothingQuality = "high";
      ctx.drawImage(relief, worldX(west), worldY(north), worldX(east) - worldX(west),
        worldY(south) - worldY(north));
      ctx.globalAlpha = 1;
    };
    const paintLand = (ctx, f, view, px) => {
      const level = land.find(inBand(f.zoom));
      if (!level) return;
      const wide = between(f.zoom, [2, 0.55], [6, 1.25]);
      ctx.lineJoin = "round";
      ctx.lineCap = "round";
      [[26, 0.1], [19, 0.16], [12, 0.28], [6.5, 0.5]].forEach(([width, alpha]) => {
        ctx.globalAlpha = alpha;
        stroke(ctx, level.lines, view, width * wide * px, paper.glow);
      });
      ctx.globalAlpha = 1;
      fill(ctx, level.fill, view, paper.land);
      paintRelief(ctx, f);
      stroke(ctx, level.lines, view, between(f.zoom, [2, 0.5], [6, 0.9]) * px, paper.coast);
    };
    const paintWater = (ctx, f, view, px) => {
      const level = rivers.find(inBand(f.zoom)), still = lakes.find(inBand(f.zoom));
      if (level) stroke(ctx, level.lines, view, between(f.zoom, [3, 0.5], [8, 1.3]) * px, paper.river);
      if (!still) return;
      fill(ctx, still.fill, view, paper.lake);
      stroke(ctx, still.fill, view, 0.7 * px, paper.coast);
    };
    const paintBorders = (ctx, f, view, px) => {
      const level = borders.find(inBand(f.zoom)), w = between(f.zoom, [2, 0.6], [7, 1.25]) * px;
      if (!level) return;
      if (shown("regions")) stroke(ctx, level.regions, view, 0.7 * px, paper.region, [2 * px, 2 * px]);
      ctx.globalAlpha = 0.35;
      if (f.zoom > 4) stroke(ctx, level.solid, view, w * 4.5, "#d9cdbd");
      ctx.globalAlpha = 1;
      stroke(ctx, level.solid, view, w, paper.border);
      stroke(ctx, level.dashed, view, w, paper.disputed, [3.5 * px, 3 * px]);
    };
    const paintRails = (ctx, f, view, px) => {
      if (!shown("rails")) return;
      const there = (level) => inBand(f.zoom)(level) && C.stands(level, year());
      rails.filter(there).forEach((level) => {
        const gauge = look.gauges[level.gauge] || look.gauges[1435];
        const w = between(f.zoom, [4, 0.5], [10, 1.5]) * (level.rank === 1 ? 1.25 : 1);
        ctx.lineCap = "butt";
        ctx.globalAlpha = between(f.zoom, [level.zoom[0] - 0.01, 0.45], [level.zoom[0] + 1.5, 0.95]);
        const dash = level.status === "open" ? [] : [3 * px, 3 * px];
        stroke(ctx, level.lines, view, w * px, gauge.colour, dash);
        if (gauge.ties && f.zoom > 5.5) {
          const tie = between(f.zoom, [5.5, 3], [9, 5.5]);
          stroke(ctx, level.lines, view, tie * px, gauge.colour, [0.9 * px, between(f.zoom, [5.5, 9], [9, 12]) * px]);
        }
        ctx.globalAlpha = 1;
      });
    };

    const paint = (ctx, f) => {
      enterPixels(ctx, f);
      ctx.fillStyle = paper.sea;
      ctx.fillRect(0, 0, f.size.x, f.size.y);
      [-WORLD, 0, WORLD].forEach((shift) => {
        const view = [f.view[0] - shift, f.view[1], f.view[2] - shift, f.view[3]];
        if (view[2] < 0 || view[0] > WORLD) return;
        const px = enterWorld(ctx, f, shift);
        paintGrid(ctx, f, px);
        [paintLand, paintWater, paintBorders, paintRails].forEach((step) => step(ctx, f, view, px));
      });
    };
    /** Load the relief and tone it: dark becomes brown with that much cover, light nothing. */
    const loadRelief = async () => {
      if (!base.relief) return;
      const image = new Image();
      image.src = base.relief.url;
      await image.decode();
      const canvas = document.createElement("canvas");
      canvas.width = image.naturalWidth;
      canvas.height = image.naturalHeight;
      const ctx = canvas.getContext("2d", { willReadFrequently: true });
      ctx.drawImage(image, 0, 0);
      const data = ctx.getImageData(0, 0, canvas.width, canvas.height), d = data.data;
      const tone = [1, 3, 5].map((i) => parseInt(paper.relief.slice(i, i + 2), 16));
      for (let i = 0; i < d.length; i += 4) {
        d[i + 3] = (255 - d[i]) * base.relief.strength;
        [d[i], d[i + 1], d[i + 2]] = tone;
      }
      ctx.putImageData(data, 0, 0);
      relief = canvas;
    };
    return { paint, loadRelief };
  }

  Object.assign(C, { decode, boxOf, worldX, worldY, Sheet, ground, between, inBand, enterPixels, enterWorld });
})();
