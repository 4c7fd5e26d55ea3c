/* The only script that measures on the earth; corridors/geodesy.py is its counterpart. */
const RADIUS_KM = 6378.137, FLATTENING = 1 / 298.257223563;

/** Length of the shortest line between two points on the WGS 84 ellipsoid, km (Andoyer–Lambert). */
export function distanceKm(a, b) {
  const rad = Math.PI / 180;
  const f = ((a.lat + b.lat) / 2) * rad, g = ((a.lat - b.lat) / 2) * rad, l = ((a.lng - b.lng) / 2) * rad;
  const sg = Math.sin(g) ** 2, cg = Math.cos(g) ** 2, sf = Math.sin(f) ** 2, cf = Math.cos(f) ** 2;
  const sl = Math.sin(l) ** 2, cl = Math.cos(l) ** 2;
  const s = sg * cl + cf * sl, c = cg * cl + sf * sl;
  if (!s || !c) return 0;
  const w = Math.atan(Math.sqrt(s / c)), r = Math.sqrt(s * c) / w;
  const flat = FLATTENING * (((3 * r - 1) / (2 * c)) * sf * cg - ((3 * r + 1) / (2 * s)) * cf * sg);
  return 2 * w * RADIUS_KM * (1 + flat);
}

/** Length of a line of points, km. */
export const lengthKm = (points) => points.slice(1).reduce((sum, point, i) => sum + distanceKm(points[i], point), 0);
