/** What is asked of the network at a timestep: an output, or the loss. */

import { isAhead, medianOutput, quantileSlopes } from "../ahead.js";
import { largest, probabilities } from "../top_row.js";

/**
 * The predicted output: the largest at t, of quantiles the median.
 * @param {any} problem @param {import("./layers_back.js").Known} known @param {number} t
 */
export function predictedOutput(problem, { trace, model }, t) {
  return isAhead(problem) ? medianOutput(problem, trace.y, t) : largest(trace.y, t, model.output_size);
}

/** One output, as its derivative by all of them. @param {number} K @param {number} k @returns {Float64Array} (K) */
export function oneOutput(K, k) {
  const found = new Float64Array(K);
  found[k] = 1;
  return found;
}

/**
 * The derivative of the loss at t by the outputs: of the squared error of the scaled output, of the cross entropy, or of
 * the quantile loss of all rows ahead.
 * Where no answer is asked at t, the predicted output itself stands for the loss.
 * @param {import("./layers_back.js").Known} known @param {any} problem @param {number} t
 * @returns {Float64Array} (K)
 */
export function lossByOutput(known, problem, t) {
  const { output_size: K } = known.model;
  const { part, targets } = problem.arrays;
  if (part[t] < 0) return oneOutput(K, predictedOutput(problem, known, t));
  if (isAhead(problem)) return quantileSlopes(problem, known.trace.y, t);
  if (problem.values.loss === "mse") return Float64Array.of(2 * (known.trace.y[t] - targets[t]));
  const found = Float64Array.from(probabilities(known.trace.y, t, K));
  found[targets[t]] -= 1;
  return found;
}
