/* A canvas in a pane of the map, and the two units that it is drawn in: px of the sheet and world units. */

/** A canvas that covers the map and a third of a screen around it, moved with the map's own panes. */
export const Sheet = L.Renderer.extend({
  options: { padding: 0.35 },
  initialize(painter, options) {
    L.Renderer.prototype.initialize.call(this, options);
    this._painter = painter;
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
  /** The point of the sheet, px, under a point of the map's layers. */
  point(layerPoint) {
    return layerPoint.subtract(this._bounds.min);
  },
  /** Paint again without moving. */
  repaint() {
    if (!this._bounds) return;
    const map = this._map, zoom = map.getZoom(), dots = window.devicePixelRatio || 1;
    const scale = 2 ** zoom, origin = map.getPixelOrigin().add(this._bounds.min);
    const size = this._bounds.getSize(), ctx = this._ctx;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, this._container.width, this._container.height);
    const view = [origin.x / scale, origin.y / scale, (origin.x + size.x) / scale, (origin.y + size.y) / scale];
    this._painter.paint(ctx, { zoom, scale, dots, origin, size, view });
  },
});

/** Set the canvas so that world units can be drawn; returns how long a px is in them. */
export const enterWorld = (ctx, f, shift = 0) => {
  const k = f.scale * f.dots;
  ctx.setTransform(k, 0, 0, k, (shift * f.scale - f.origin.x) * f.dots, -f.origin.y * f.dots);
  return 1 / f.scale;
};

/** Set the canvas so that px of the sheet can be drawn. */
export const enterPixels = (ctx, f) => ctx.setTransform(f.dots, 0, 0, f.dots, 0, 0);
