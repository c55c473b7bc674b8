/** What a unit's h looks like: simple things that are known of the problem, and how far h goes with each. */

import { bestSinusoid } from "./spectrum.js";

/** @typedef {{text: string, score: number}} Label a score is a correlation (its size), 0 to 1 */
/** @typedef {{name: string, values: Float64Array}} Probe (T), NaN where it says nothing */

const STILL = 0.01;

/**
 * One unit's labels, the best first; none for a unit that hardly moves.
 * @param {Float64Array} h (T·H) @param {number} H @param {number} unit @param {Probe[]} probes
 * @returns {Label[]}
 */
export function labelUnit(h, H, unit, probes) {
  const own = new Float64Array(h.length / H);
  for (let t = 0; t < own.length; t += 1) own[t] = h[t * H + unit];
  const range = own.reduce((a, b) => Math.max(a, b)) - own.reduce((a, b) => Math.min(a, b));
  if (!(range >= STILL)) return [];
  const labels = probes.map(({ name, values }) => followed(name, correlation(own, values)));
  const clock = bestSinusoid(own);
  if (clock) labels.push({ text: `clock of period ${clock.period.toFixed(clock.period < 20 ? 1 : 0)}`, score: clock.score });
  labels.push({ text: "latches", score: latch(own) });
  return labels.sort((a, b) => b.score - a.score);
}

/** @param {string} name @param {number} r @returns {Label} */
function followed(name, r) {
  return { text: r < 0 ? `${name}, upside down` : name, score: Math.abs(r) };
}

/**
 * What a unit may follow: each input, the target where one is asked (each class of it), and the count of timesteps.
 * @param {import("../wire.js").Message} problem
 * @returns {Probe[]} only those that vary
 */
export function probesOf({ values, arrays }) {
  const { inputs, targets, part } = arrays;
  const T = part.length;
  const F = values.model.input_size;
  /** @param {string} name @param {(t: number) => number} at @returns {Probe} */
  const probe = (name, at) => ({ name, values: Float64Array.from({ length: T }, (_, t) => at(t)) });
  const asked = (/** @type {(t: number) => number} */ at) => (/** @type {number} */ t) => (part[t] >= 0 ? at(t) : NaN);
  const goalAt = (/** @type {number} */ t) => (values.ahead ? targets[t * values.ahead.steps + values.ahead.step - 1] : targets[t]);
  const goals = values.loss === "cross_entropy"
    ? values.class_names.map((/** @type {string} */ name, /** @type {number} */ k) =>
      probe(`follows the target ${name}`, asked((t) => Number(targets[t] === k))))
    : [probe("follows the prediction target", asked(goalAt))];
  const fed = values.input_names.map((/** @type {string} */ name, /** @type {number} */ k) =>
    probe(F === 1 ? "follows the input" : `follows the input ${name}`, (t) => inputs[t * F + k]));
  return [...fed, ...goals, probe("counts since the start", (t) => t)].filter(({ values: own }) => varies(own));
}

/** @param {Float64Array} values */
function varies(values) {
  const there = values.filter((value) => !Number.isNaN(value));
  return there.length > 2 && there.some((value) => value !== there[0]);
}

/**
 * Pearson's r over the timesteps at which both are there; 0 where either does not vary.
 * @param {Float64Array} a (T) @param {Float64Array} b (T)
 */
export function correlation(a, b) {
  let [n, sumA, sumB] = [0, 0, 0];
  for (let t = 0; t < a.length; t += 1) {
    if (Number.isNaN(b[t])) continue;
    n += 1;
    sumA += a[t];
    sumB += b[t];
  }
  const [meanA, meanB] = [sumA / n, sumB / n];
  let [aa, bb, ab] = [0, 0, 0];
  for (let t = 0; t < a.length; t += 1) {
    if (Number.isNaN(b[t])) continue;
    aa += (a[t] - meanA) ** 2;
    bb += (b[t] - meanB) ** 2;
    ab += (a[t] - meanA) * (b[t] - meanB);
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
}

/**
 * How far a signal has two values and holds them: its correlation with the best two-valued copy of itself (Otsu 1979),
 * times how much more seldom that copy switches than one in random order would, 2 p (1 − p) (T − 1) times.
 * @param {Float64Array} signal (T)
 */
export function latch(signal) {
  const T = signal.length;
  const sorted = signal.toSorted();
  const mean = sorted.reduce((sum, value) => sum + value, 0) / T;
  const whole = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  let best = { between: 0, threshold: Infinity, share: 0 };
  let sum = 0;
  for (let k = 1; k < T; k += 1) {
    sum += sorted[k - 1];
    if (sorted[k] === sorted[k - 1]) continue;
    const [low, high] = [sum / k, (mean * T - sum) / (T - k)];
    const between = (k * (T - k) * (high - low) ** 2) / T;
    if (between > best.between) best = { between, threshold: sorted[k], share: k / T };
  }
  let switches = 0;
  for (let t = 1; t < T; t += 1) if (signal[t] >= best.threshold !== signal[t - 1] >= best.threshold) switches += 1;
  const random = 2 * best.share * (1 - best.share) * (T - 1);
  if (!(whole > 0 && random > 0)) return 0;
  return Math.sqrt(Math.min(1, best.between / whole)) * Math.max(0, 1 - switches / random);
}
