/** Quantiles of the rows ahead: which output is which, and back to the data's unit; lstm_viz/data/ahead.py says the same. */

/** @typedef {import("./wire.js").Message} Message */
/** @typedef {{from: Float64Array, to: Float64Array}} Band the ends of the 80 % band, in the data's own unit */

const [LOW, MEDIAN, HIGH] = [0.1, 0.5, 0.9];

/** "3 steps ahead". @param {number} step */
export function stepInWords(step) {
  return `${step} step${step === 1 ? "" : "s"} ahead`;
}

/** Whether a network gives quantiles of the rows ahead. @param {{values: any}} problem */
export function isAhead({ values }) {
  return values.loss === "quantile";
}

/** The output that is the median of the step that is looked at. @param {{values: any}} problem @param {ArrayLike<number>} y (T·K) @param {number} t */
export function medianOutput(problem, y, t) {
  return outputOf(problem, y, t, MEDIAN, problem.values.ahead.step);
}

/**
 * Which of the outputs at t is a quantile so many steps ahead, once they are put in order: a network may cross them.
 * @param {{values: any}} problem @param {ArrayLike<number>} y (T·K) @param {number} t @param {number} quantile
 * @param {number} step from 1
 */
export function outputOf({ values }, y, t, quantile, step) {
  const { quantiles, steps } = values.ahead;
  const first = (step - 1) * quantiles.length;
  const at = t * steps * quantiles.length;
  const order = quantiles.map((/** @type {number} */ _, /** @type {number} */ q) => first + q)
    .sort((/** @type {number} */ a, /** @type {number} */ b) => y[at + a] - y[at + b]);
  return order[quantiles.indexOf(quantile)];
}

/**
 * A quantile so many steps ahead, in the data's own unit.
 * @param {Message} problem @param {ArrayLike<number>} y (T·K) @param {number} t @param {number} quantile
 * @param {number} step from 1
 */
export function quantileAt(problem, y, t, quantile, step) {
  const { centre, spread, part } = problem.arrays;
  const { steps, quantiles, log } = problem.values.ahead;
  const each = centre.length / part.length;
  const output = y[t * steps * quantiles.length + outputOf(problem, y, t, quantile, step)];
  const value = centre[t * each + (each > 1 ? step - 1 : 0)] + spread[t] * output;
  return log ? Math.exp(value) : value;
}

/** The median at each timestep, of the step that is looked at, (T). @param {Message} problem @param {ArrayLike<number>} y (T·K) */
export function medians(problem, y) {
  return near(problem, y, MEDIAN);
}

/**
 * The forecast: what the last timestep says of the steps after the one that is looked at, (h − step).
 * @param {Message} problem @param {ArrayLike<number>} y (T·K)
 */
export function medianAhead(problem, y) {
  return far(problem, y, MEDIAN);
}

/**
 * Around the medians and then around the forecast.
 * @param {Message} problem @param {ArrayLike<number>} y (T·K)
 * @returns {Band} (T + h − step)
 */
export function band(problem, y) {
  const edge = (/** @type {number} */ quantile) => Float64Array.of(...near(problem, y, quantile), ...far(problem, y, quantile));
  return { from: edge(LOW), to: edge(HIGH) };
}

/** @param {Message} problem @param {ArrayLike<number>} y @param {number} quantile */
function near(problem, y, quantile) {
  return Float64Array.from(problem.arrays.part, (_, t) => quantileAt(problem, y, t, quantile, problem.values.ahead.step));
}

/** @param {Message} problem @param {ArrayLike<number>} y @param {number} quantile */
function far(problem, y, quantile) {
  const { steps, step } = problem.values.ahead;
  const last = problem.arrays.part.length - 1;
  return Float64Array.from({ length: steps - step }, (_, k) => quantileAt(problem, y, last, quantile, step + k + 1));
}

/**
 * The problem with another step ahead looked at: its answers, and where they are asked.
 * @param {Message} problem as it came @param {number} step from 1
 * @returns {Message}
 */
export function lookAhead(problem, step) {
  const { ahead } = problem.values;
  const { actual, part, targets } = problem.arrays;
  const asked = part.map((each, t) => (Number.isNaN(targets[t * ahead.steps + step - 1]) ? -1 : each));
  const coming = Float64Array.from(actual, (_, t) => actual[t + step - 1] ?? NaN);
  return { ...problem, values: { ...problem.values, ahead: { ...ahead, step } }, arrays: { ...problem.arrays, actual: coming, part: asked } };
}

/**
 * The derivative of the quantile loss at t, over all its answers that are known, by the outputs: of max(q e, (q − 1) e),
 * e = target − y.
 * @param {Message} problem @param {ArrayLike<number>} y (T·K) @param {number} t
 * @returns {Float64Array} (K), 0 for answers that are not known
 */
export function quantileSlopes(problem, y, t) {
  const { steps, quantiles } = problem.values.ahead;
  const targets = problem.arrays.targets.subarray(t * steps, (t + 1) * steps);
  const count = targets.reduce((/** @type {number} */ sum, /** @type {number} */ each) => sum + (Number.isNaN(each) ? 0 : 1), 0);
  const slope = (/** @type {number} */ k) => {
    const [step, q] = [Math.floor(k / quantiles.length), k % quantiles.length];
    if (Number.isNaN(targets[step])) return 0;
    const off = Math.sign(targets[step] - y[t * steps * quantiles.length + k]);
    return (0.5 - quantiles[q] - 0.5 * off) / (count * quantiles.length);
  };
  return Float64Array.from({ length: steps * quantiles.length }, (_, k) => slope(k));
}
