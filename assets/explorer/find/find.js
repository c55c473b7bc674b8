/** Units that are high in a span of time and low elsewhere, and other moments at which they do the same. */

/** @typedef {"size" | "h" | "c"} Reading what of a unit is compared: |h|, h or c */
/** @typedef {{from: number, to: number}} Span timesteps, both ends included */
/** @typedef {{unit: number, inside: number, outside: number, effect: number | null}} Found means, and the effect's size */

/** A unit whose values range over less says nothing, however regular it is. */
const STILL = 0.01;
/** Units with an effect below this do not take part in a match: Cohen's "small" ends there. */
export const CLEAR = 0.5;
export const MOST_TOP = 5;
const MOST_MATCHES = 5;
const LEAST_MATCH = 0.5;
/** Above this much work, stretches are tried at every few timesteps only. */
const MOST_PRODUCTS = 1e6;

/** @param {Record<string, Float64Array>} signals @param {Reading} reading @returns {Float64Array} (T·H) */
export function readingOf({ h, c }, reading) {
  if (reading === "size") return h.map(Math.abs);
  return reading === "h" ? h : c;
}

/**
 * Units by how much higher they are inside the span than outside, in pooled standard deviations (Cohen's d 1988). A unit
 * that hardly moves has no effect and stands last.
 * @param {Float64Array} values (T·H) @param {number} H @param {Span} span
 * @returns {Found[]} empty where nothing is outside
 */
export function rankUnits(values, H, span) {
  const T = values.length / H;
  if (span.to - span.from + 1 >= T) return [];
  const found = Array.from({ length: H }, (_, unit) => compared(values, H, unit, span));
  return [...found.filter(({ effect }) => effect !== null).sort(byEffect), ...found.filter(({ effect }) => effect === null)];
}

/** The largest first. @param {Found} a @param {Found} b */
function byEffect({ unit: a, effect: one }, { unit: b, effect: other }) {
  return one === other ? a - b : Number(one) > Number(other) ? -1 : 1;
}

/** @param {Float64Array} values @param {number} H @param {number} unit @param {Span} span @returns {Found} */
function compared(values, H, unit, { from, to }) {
  const T = values.length / H;
  const count = [to - from + 1, T - (to - from + 1)];
  const sum = [0, 0];
  let [low, high] = [Infinity, -Infinity];
  for (let t = 0, at = unit; t < T; t += 1, at += H) {
    sum[t >= from && t <= to ? 0 : 1] += values[at];
    low = Math.min(low, values[at]);
    high = Math.max(high, values[at]);
  }
  const [inside, outside] = [sum[0] / count[0], sum[1] / count[1]];
  let squares = 0;
  for (let t = 0, at = unit; t < T; t += 1, at += H) squares += (values[at] - (t >= from && t <= to ? inside : outside)) ** 2;
  if (!(high - low >= STILL)) return { unit, inside, outside, effect: null };
  const spread = Math.sqrt(squares / Math.max(1, T - 2));
  const effect = inside === outside ? 0 : (inside - outside) / spread;
  return { unit, inside, outside, effect };
}

/**
 * The units whose pattern in the span other moments are compared with.
 * @param {Found[]} ranking @returns {number[]} none where no unit stands out
 */
export function topUnits(ranking) {
  return ranking.filter(({ effect }) => effect !== null && effect >= CLEAR).slice(0, MOST_TOP).map(({ unit }) => unit);
}

/**
 * Other stretches, as long as the span, where these units do the same. With z their values less their mean over the
 * sequence, in standard deviations, S the span's z and W a stretch's, the match is 2 S·W / (|S|² + |W|²): 1 where they are
 * equal, 0 where they have nothing in common, and less for the same shape of another size. Below 0.5 it is none.
 * @param {Float64Array} values (T·H) @param {number} H @param {Span} span @param {number[]} units
 * @returns {{from: number, to: number, match: number}[]} the best first, apart from each other and from the span
 */
export function matches(values, H, span, units) {
  if (units.length === 0) return [];
  const T = values.length / H;
  const length = span.to - span.from + 1;
  const z = units.map((unit) => standardised(values, H, unit));
  /** @type {{from: number, to: number, match: number}[]} */
  const found = [];
  const every = Math.ceil((T * length * units.length) / MOST_PRODUCTS);
  for (let from = 0; from + length <= T; from += every) {
    let product = 0;
    let own = 0;
    let other = 0;
    for (const each of z) {
      for (let k = 0; k < length; k += 1) {
        const a = each[span.from + k];
        const b = each[from + k];
        product += a * b;
        own += a * a;
        other += b * b;
      }
    }
    const match = (2 * product) / (own + other);
    if (match >= LEAST_MATCH) found.push({ from, to: from + length - 1, match });
  }
  found.sort((a, b) => b.match - a.match || a.from - b.from);
  const apart = (/** @type {Span} */ a, /** @type {Span} */ b) => a.to < b.from || b.to < a.from;
  /** @type {typeof found} */
  const chosen = [];
  for (const each of found) {
    if (chosen.length === MOST_MATCHES) break;
    if ([span, ...chosen].every((taken) => apart(taken, each))) chosen.push(each);
  }
  return chosen;
}

/** @param {Float64Array} values @param {number} H @param {number} unit @returns {Float64Array} (T) */
function standardised(values, H, unit) {
  const own = new Float64Array(values.length / H);
  for (let t = 0; t < own.length; t += 1) own[t] = values[t * H + unit];
  const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
  const spread = Math.sqrt(own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / own.length);
  return own.map((value) => (spread > 0 ? (value - mean) / spread : 0));
}

/**
 * A span that lies within the sequence, its ends in order.
 * @param {Span} span @param {number} T @returns {Span}
 */
export function within({ from, to }, T) {
  const inside = (/** @type {number} */ t) => Math.min(T - 1, Math.max(0, Math.round(t) || 0));
  const [a, b] = [inside(from), inside(to)];
  return a <= b ? { from: a, to: b } : { from: b, to: a };
}

/**
 * A span of the same length, moved to lie around t as far as the sequence allows.
 * @param {Span} span @param {number} t @param {number} T @returns {Span}
 */
export function around({ from, to }, t, T) {
  const length = Math.min(T, to - from + 1);
  const start = Math.min(T - length, Math.max(0, t - Math.floor((length - 1) / 2)));
  return { from: start, to: start + length - 1 };
}
