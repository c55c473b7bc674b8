/** In what a contribution is said, and what the network was fed at a timestep. */

import { isAhead } from "../ahead.js";
import { three } from "../numbers.js";
import { largest } from "../top_row.js";

/** @typedef {{factor: number, unit: string}} Scale contributions times the factor are in the unit */

/**
 * Scaled outputs at t, and differences of them, in the data's unit; of logarithms in percent, which holds while they are
 * small.
 * @param {any} problem @param {number} t @returns {Scale}
 */
export function scaleOf(problem, t) {
  if (isAhead(problem)) {
    const spread = problem.arrays.spread[t];
    return problem.values.ahead.log ? { factor: 100 * spread, unit: "%" } : { factor: spread, unit: problem.values.unit };
  }
  const { loss, target_scale: scale, unit } = problem.values;
  if (loss === "cross_entropy" || !scale) return { factor: 1, unit: "" };
  return scale.normalisation === "log_difference" ? { factor: 100 * scale.spread, unit: "%" } : { factor: scale.spread, unit };
}

/** @param {number} value @param {Scale} scale @returns {string} with its sign, and "–" where it is not known */
export function signed(value, { factor, unit }) {
  const shown = three(value * factor);
  if (shown === "–") return shown;
  return inUnit(`${value > 0 ? "+" : ""}${shown}`, unit);
}

/** When what is fed at s was: a label counts from the answer, which comes one timestep later. @param {any} problem @param {number} s */
export function momentOf(problem, s) {
  const { time_labels: labels } = problem.values;
  if (labels.length === 0) return `t = ${s}`;
  return s > 0 ? labels[s - 1] : `before ${labels[0]}`;
}

/** What is fed at s, in words: a symbol, or the level or its change where that alone is fed; else "". @param {any} problem @param {number} s */
export function fedAt(problem, s) {
  const { loss, input_names: names, target_input: own, unit, model } = problem.values;
  if (loss === "cross_entropy") return names[largest(problem.arrays.inputs, s, model.input_size)];
  if (own !== 0 || model.input_size > 1) return "";
  const { anchor } = problem.arrays;
  const kind = problem.values.target_scale?.normalisation;
  if (kind === "none") return inUnit(three(anchor[s]), unit);
  if (s === 0) return "";
  return kind === "difference"
    ? `change ${signed(anchor[s] - anchor[s - 1], { factor: 1, unit })}`
    : `change ${signed(anchor[s] / anchor[s - 1] - 1, { factor: 100, unit: "%" })}`;
}

/** What an occluded input is put to, in words. @param {any} problem */
export function insteadOf({ values: { loss, target_scale: scale, input_names: names } }) {
  if (loss === "cross_entropy") return "no symbol";
  if (loss === "quantile") return names.length > 1 ? "zeros" : "a zero";
  if (names.length > 1) return "the mean of each column";
  return scale?.normalisation === "none" ? "the mean" : "the mean change";
}

/** A number never parts from its unit at a line's end. @param {string} number @param {string} unit */
export function inUnit(number, unit) {
  return unit ? `${number}\u00a0${unit}` : number;
}

/** The sum over the columns of x_s · ∂y/∂x_s, timestep by timestep. @param {ArrayLike<number>} inputs (T, F) @param {Float64Array} byInput (t+1, F) @param {number} F */
export function timesInput(inputs, byInput, F) {
  const found = new Float64Array(byInput.length / F);
  for (let at = 0; at < byInput.length; at += 1) found[Math.floor(at / F)] += inputs[at] * byInput[at];
  return found;
}

/** The column that adds most at s, by gradient × input. @param {any} problem @param {Float64Array} byInput @param {number} s */
export function largestColumn(problem, byInput, s) {
  const { input_names: names } = problem.values;
  const F = names.length;
  const sizes = names.map((/** @type {string} */ _, /** @type {number} */ f) => Math.abs(byInput[s * F + f] * problem.arrays.inputs[s * F + f]));
  return names[sizes.indexOf(Math.max(...sizes))];
}
