/* Encoded lines, world units (Web Mercator, 0…256 from west to east), boxes and the one hit test. */
const CHUNK = 5, MORE = 32, FIRST = 63, MAX_MERCATOR_LAT = 85.05;
export const WORLD = 256;

export const worldX = (lon) => ((lon + 180) / 360) * WORLD;

export const worldY = (lat) => {
  const held = Math.max(-MAX_MERCATOR_LAT, Math.min(MAX_MERCATOR_LAT, lat));
  const sine = Math.sin((held * Math.PI) / 180);
  return (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * WORLD;
};

/** Read an encoded line (corridors/webmap/encode.py) as a flat array of world coordinates. */
export function decode(text, digits) {
  const scale = 10 ** digits, xy = [];
  let at = 0, lon = 0, lat = 0;
  const next = () => {
    let value = 0, shift = 0, group;
    do {
      group = text.charCodeAt(at) - FIRST;
      at += 1;
      value += (group & (MORE - 1)) * 2 ** shift;
      shift += CHUNK;
    } while (group >= MORE);
    return value % 2 ? -(value + 1) / 2 : value / 2;
  };
  while (at < text.length) {
    lon += next();
    lat += next();
    xy.push(worldX(lon / scale), worldY(lat / scale));
  }
  return Float64Array.from(xy);
}

/** Box of a flat array of coordinates: least x and y, greatest x and y. */
export const boxOf = (xy) => {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < xy.length; i += 2) {
    if (xy[i] < box[0]) box[0] = xy[i];
    if (xy[i] > box[2]) box[2] = xy[i];
    if (xy[i + 1] < box[1]) box[1] = xy[i + 1];
    if (xy[i + 1] > box[3]) box[3] = xy[i + 1];
  }
  return box;
};

/** Whether two boxes share a point. */
export const meets = (a, b) => a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1];

/** Add a line, or a ring when it closes, to a path. */
export const trace = (path, xy, closes = false) => {
  path.moveTo(xy[0], xy[1]);
  for (let i = 2; i < xy.length; i += 2) path.lineTo(xy[i], xy[i + 1]);
  if (closes) path.closePath();
};

/** Path of one line. */
export const pathOf = (xy) => {
  const path = new Path2D();
  trace(path, xy);
  return path;
};

/** Square of the distance from a point to a line, in the line's own units. */
export function squareToLine(xy, x, y) {
  let least = Infinity;
  for (let i = 2; i < xy.length; i += 2) {
    const ax = xy[i - 2], ay = xy[i - 1], dx = xy[i] - ax, dy = xy[i + 1] - ay;
    const part = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
    least = Math.min(least, (ax + part * dx - x) ** 2 + (ay + part * dy - y) ** 2);
  }
  return least;
}

/** Choose the item nearest to a point within reach; the later of two equally near ones, as it is drawn above.

    `linesOf(item)` gives the flat lines of an item, `reachOf(item)` how far it may lie. */
export function nearest(items, { x, y }, linesOf, reachOf) {
  let best = null, least = Infinity;
  items.forEach((item) => {
    const reach = reachOf(item) ** 2;
    linesOf(item).forEach((xy) => {
      const square = squareToLine(xy, x, y);
      if (square > reach || square > least) return;
      least = square;
      best = item;
    });
  });
  return best;
}

/** Whether a zoom lies in the band of a level of detail. */
export const inBand = (zoom) => (level) => zoom >= level.zoom[0] && zoom < level.zoom[1];

/** Interpolate a value between two zooms; beyond them the nearer value holds. */
export const between = (zoom, [z1, v1], [z2, v2]) =>
  v1 + (v2 - v1) * Math.max(0, Math.min(1, (zoom - z1) / (z2 - z1)));
