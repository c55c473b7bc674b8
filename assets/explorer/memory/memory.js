/**
 * How long each unit of a layer remembers, from its trace alone; the same as in lstm_viz/model/memory.py.
 * Unrolled from a zero state, c_t = Σ_s i_s g_s ∏_{s<k≤t} f_k. Signals have index t·H + unit.
 */

/** @typedef {import("../lstm.js").Signals} Signals */
/** @typedef {"f" | "i" | "o"} Gate */

export const GATES = /** @type {Gate[]} */ (["f", "i", "o"]);
/** A gate below the first or above the second is saturated. */
const [SHUT, OPEN] = [0.1, 0.9];
/** A unit is constant if its h ranges over less, and dead if moreover its |h| stays below. */
export const STILL = 0.01;

/**
 * ln ½ / mean ln f of each unit: infinite if it never forgets, 0 if its f is 0 at any timestep.
 * @param {Float64Array} f (T·H) @param {number} H @returns {Float64Array} (H,)
 */
export function halfLives(f, H) {
  const T = f.length / H;
  return Float64Array.from({ length: H }, (_, unit) => {
    let sum = 0;
    for (let at = unit; at < f.length; at += H) sum += Math.log(f[at]);
    return sum === 0 ? Infinity : Math.log(0.5) / (sum / T);
  });
}

/**
 * The shares of time that a gate is shut and open.
 * @param {Float64Array} gate (T·H) @param {number} H
 * @returns {{shut: number[], open: number[]}} (H,) each
 */
export function saturation(gate, H) {
  const shut = Array.from({ length: H }, () => 0);
  const open = Array.from({ length: H }, () => 0);
  for (let at = 0; at < gate.length; at += 1) {
    if (gate[at] < SHUT) shut[at % H] += 1;
    else if (gate[at] > OPEN) open[at % H] += 1;
  }
  const T = gate.length / H;
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
 * What the unit wrote at each s and is left in c at t.
 * @param {Signals} signals @param {number} H @param {number} unit @param {number} t
 * @returns {Float64Array} (t + 1); it sums to c_t
 */
export function leftAt({ i, f, g }, H, unit, t) {
  const left = new Float64Array(t + 1);
  let kept = 1;
  for (let s = t, at = t * H + unit; s >= 0; s -= 1, at -= H) {
    left[s] = i[at] * g[at] * kept;
    kept *= f[at];
    if (kept === 0) break;
  }
  return left;
}

/** Far below what a pixel or a printed number shows of a c near 1. */
const GONE = 1e-12;

/**
 * The retention triangle of the timesteps `from` to `to` (excluded), thinned to at most `most` cells a side: a cell is the
 * largest (by size) of what was written in its `every` timesteps s and is left at the last of its `every` timesteps t.
 * Timesteps before 0 have empty cells.
 * @param {Signals} signals @param {number} H @param {number} unit
 * @param {{from: number, to: number, most: number}} part
 * @returns {{side: number, every: number, cells: Float64Array, largest: number}} cells at row · side + column
 */
export function triangle({ i, f, g }, H, unit, { from, to, most }) {
  const every = Math.ceil((to - from) / most);
  const side = Math.ceil((to - from) / every);
  const cells = new Float64Array(side * side);
  let largest = 0;
  for (let row = 0; row < side; row += 1) {
    const t = Math.min(to, from + (row + 1) * every) - 1;
    let kept = 1;
    for (let s = t, at = t * H + unit; s >= Math.max(0, from) && kept > GONE; s -= 1, at -= H) {
      const left = i[at] * g[at] * kept;
      const cell = row * side + Math.floor((s - from) / every);
      if (Math.abs(left) > Math.abs(cells[cell])) cells[cell] = left;
      kept *= f[at];
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
