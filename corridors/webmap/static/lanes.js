/* Lines side by side: a lane for each point of a leg, eased, and the points moved by it. */
const STEP_PX = 1.6, EASE_PX = 26, FLAT_LANE = 0.01;

/** Lane of each of `count` points, from runs of [steps, lane]. */
export function lanesOf(runs, count) {
  const lanes = new Float32Array(count);
  let at = 0;
  (runs || []).forEach(([steps, lane]) => {
    lanes.fill(lane, at, at + steps + 1);
    at += steps;
  });
  return lanes;
}

/** Project a leg {xy, lanes} to px of the sheet, thinned, with the lane of each point kept. */
export function project({ xy, lanes }, { scale, origin }) {
  const xs = [], ys = [], kept = [];
  for (let i = 0; i < xy.length; i += 2) {
    const x = xy[i] * scale - origin.x, y = xy[i + 1] * scale - origin.y, n = xs.length;
    const last = i + 2 >= xy.length;
    if (n && !last && Math.abs(x - xs[n - 1]) + Math.abs(y - ys[n - 1]) < STEP_PX) continue;
    xs.push(x);
    ys.push(y);
    kept.push(lanes[i / 2]);
  }
  return { xs, ys, lanes: kept };
}

/** Ease the lanes along the line, so that lines part and join in a curve. */
export function ease({ xs, ys, lanes }) {
  const eased = Float32Array.from(lanes);
  const pass = (from, to, step) => {
    for (let i = from + step; i !== to; i += step) {
      const keep = Math.exp(-Math.hypot(xs[i] - xs[i - step], ys[i] - ys[i - step]) / EASE_PX);
      eased[i] = eased[i - step] * keep + eased[i] * (1 - keep);
    }
  };
  pass(0, xs.length, 1);
  pass(xs.length - 1, -1, -1);
  return eased;
}

/** Move the points sideways by their lane: the mean normal of the steps that meet there. */
export function offset(points, gap) {
  const { xs, ys } = points, lanes = ease(points), count = xs.length, moved = new Float64Array(2 * count);
  const aside = lanes.some((lane) => Math.abs(lane) > FLAT_LANE), reach = Math.max(1, Math.round(4 / STEP_PX));
  for (let i = 0; i < count; i += 1) {
    const a = Math.max(0, i - reach), b = Math.min(count - 1, i + reach);
    const dx = xs[b] - xs[a], dy = ys[b] - ys[a], length = Math.hypot(dx, dy) || 1;
    const shift = aside ? lanes[i] * gap : 0;
    moved[2 * i] = xs[i] - (dy / length) * shift;
    moved[2 * i + 1] = ys[i] + (dx / length) * shift;
  }
  return moved;
}
