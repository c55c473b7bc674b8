/**
 * How long each unit of a layer remembers, from its trace alone; the same as in lstm_viz/model/memory.py.
 * Unrolled from a zero state, c_t = Σ_s i_s g_s ∏_{s<k≤t} f_k in an LSTM, and h_t = Σ_s (1 − z_s) n_s ∏_{s<k≤t} z_k in a
 * GRU. A tanh RNN has no such path. Signals have index t·H + unit.
 */

/** @typedef {import("../cells/kind.js").Kind} Kind */
/** @typedef {Record<string, Float64Array>} Signals each (T·H) */
/**
 * The direct path of a layer's memory.
 * @typedef {object} Path
 * @property {Float64Array} keep (T·H), the share that is kept
 * @property {Float64Array} written (T·H), what is written into the state
 * @property {Float64Array} state (T·H), c or h
 */

/** A gate below the first or above the second is saturated. */
const SHARES = /** @type {const} */ ([0.1, 0.9]);
/** Where h of an RNN is near its own ends. */
const SIGNED = /** @type {const} */ ([-0.9, 0.9]);
/** A unit is constant if its h ranges over less, and dead if moreover its |h| stays below. */
export const STILL = 0.01;

/** @param {Kind} kind @param {Signals} signals @returns {Path | null} null where no gate keeps anything */
export function directPath({ name, state, keep }, signals) {
  if (!keep) return null;
  const { i, g, z, n } = signals;
  const written = name === "lstm" ? i.map((each, at) => each * g[at]) : z.map((each, at) => (1 - each) * n[at]);
  return { keep: signals[keep], written, state: signals[state] };
}

/** What of a cell can be saturated: its gates, or h where it has none. @param {Kind} kind @returns {string[]} */
export function saturable({ shares }) {
  return shares.length ? shares : ["h"];
}

/**
 * ln ½ / mean ln of what is kept, of each unit: infinite if it never forgets, 0 if nothing is kept at any timestep.
 * @param {Float64Array} keep (T·H) @param {number} H @returns {Float64Array} (H,)
 */
export function halfLives(keep, H) {
  const T = keep.length / H;
  return Float64Array.from({ length: H }, (_, unit) => {
    let sum = 0;
    for (let at = unit; at < keep.length; at += H) sum += Math.log(keep[at]);
    return sum === 0 ? Infinity : Math.log(0.5) / (sum / T);
  });
}

/**
 * The shares of time that a gate is shut and open; of a signed signal, that it is near −1 and near 1.
 * @param {Float64Array} signal (T·H) @param {number} H @param {boolean} [signed]
 * @returns {{shut: number[], open: number[]}} (H,) each
 */
export function saturation(signal, H, signed = false) {
  const [low, high] = signed ? SIGNED : SHARES;
  const shut = Array.from({ length: H }, () => 0);
  const open = Array.from({ length: H }, () => 0);
  for (let at = 0; at < signal.length; at += 1) {
    if (signal[at] < low) shut[at % H] += 1;
    else if (signal[at] > high) open[at % H] += 1;
  }
  const T = signal.length / H;
  return { shut: shut.map((count) => count / T), open: open.map((count) => count / T) };
}

/**
 * @param {Float64Array} h (T·H) @param {number} H
 * @returns {{range: number[], constant: number[], dead: number[]}} what h of each unit ranges over; the units that hardly
 *   move, and those of them that are near 0 as well
 */
export function stillness(h, H) {
  const low = Float64Array.from(h.subarray(0, H));
  const high = Float64Array.from(low);
  for (let at = H; at < h.length; at += 1) {
    const unit = at % H;
    if (h[at] < low[unit]) low[unit] = h[at];
    else if (h[at] > high[unit]) high[unit] = h[at];
  }
  const range = Array.from(low, (least, unit) => high[unit] - least);
  const constant = range.map((_, unit) => unit).filter((unit) => range[unit] < STILL);
  const dead = constant.filter((unit) => Math.max(Math.abs(low[unit]), Math.abs(high[unit])) < STILL);
  return { range, constant, dead };
}

/**
 * What the unit wrote at each s and is left at t.
 * @param {Path} path @param {number} H @param {number} unit @param {number} t
 * @returns {Float64Array} (t + 1); it sums to the state at t
 */
export function leftAt({ keep, written }, H, unit, t) {
  const left = new Float64Array(t + 1);
  let kept = 1;
  for (let s = t, at = t * H + unit; s >= 0; s -= 1, at -= H) {
    left[s] = written[at] * kept;
    kept *= keep[at];
    if (kept === 0) break;
  }
  return left;
}

/** Far below what a pixel or a printed number shows of a state near 1. */
const GONE = 1e-12;

/**
 * The retention triangle of the timesteps `from` to `to` (excluded), thinned to at most `most` cells a side: a cell is the
 * largest (by size) of what was written in its `every` timesteps s and is left at the last of its `every` timesteps t.
 * Timesteps before 0 have empty cells.
 * @param {Path} path @param {number} H @param {number} unit
 * @param {{from: number, to: number, most: number}} part
 * @returns {{side: number, every: number, cells: Float64Array, largest: number}} cells at row · side + column
 */
export function triangle({ keep, written }, H, unit, { from, to, most }) {
  const every = Math.ceil((to - from) / most);
  const side = Math.ceil((to - from) / every);
  const cells = new Float64Array(side * side);
  let largest = 0;
  for (let row = 0; row < side; row += 1) {
    const t = Math.min(to, from + (row + 1) * every) - 1;
    let kept = 1;
    for (let s = t, at = t * H + unit; s >= Math.max(0, from) && kept > GONE; s -= 1, at -= H) {
      const left = written[at] * kept;
      const cell = row * side + Math.floor((s - from) / every);
      if (Math.abs(left) > Math.abs(cells[cell])) cells[cell] = left;
      kept *= keep[at];
    }
    for (let cell = row * side; cell < (row + 1) * side; cell += 1) largest = Math.max(largest, Math.abs(cells[cell]));
  }
  return { side, every, cells, largest };
}

/**
 * The timesteps at which most of what is left was written, the largest part (by size) first, the later of equal ones first.
 * @param {Float64Array} left as from `leftAt` @param {number} count
 * @returns {number[]} s
 */
export function largestParts(left, count) {
  /** @type {number[]} */
  const found = [];
  for (let s = left.length - 1; s >= 0; s -= 1) {
    const size = Math.abs(left[s]);
    if (size === 0 || (found.length === count && size <= Math.abs(left[found[count - 1]]))) continue;
    let place = found.length;
    while (place > 0 && Math.abs(left[found[place - 1]]) < size) place -= 1;
    found.splice(place, 0, s);
    if (found.length > count) found.pop();
  }
  return found;
}
