/** The way back from a network's scaled output to the data's own unit. */

import { isAhead, medians } from "./ahead.js";

/** @typedef {import("./wire.js").Message} Message */
/** @typedef {{normalisation: "none" | "difference" | "log_difference", centre: number, spread: number}} Scale */

/**
 * @param {Scale} scale
 * @param {number} y scaled
 * @param {number} anchor the value before the answer, in the data's own unit
 */
export function restored(scale, y, anchor) {
  const value = y * scale.spread + scale.centre;
  if (scale.normalisation === "difference") return anchor + value;
  if (scale.normalisation === "log_difference") return anchor * Math.exp(value);
  return value;
}

/**
 * @param {Message} problem
 * @param {ArrayLike<number>} y (T) scaled outputs, or (T·K) of quantiles
 * @returns {Float64Array | null} (T) predictions in the data's own unit, of quantiles the median; null for classes,
 *   which have none
 */
export function levels(problem, y) {
  if (problem.values.loss === "cross_entropy") return null;
  if (isAhead(problem)) return medians(problem, y);
  const { target_scale: scale } = problem.values;
  const { anchor } = problem.arrays;
  return Float64Array.from(y, (value, t) => (scale ? restored(scale, value, anchor[t]) : value));
}
