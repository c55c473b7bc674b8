/** What is asked of the network at a timestep: an output, or the loss. */

import { largest, probabilities } from "../top_row.js";

/** The predicted output: the largest at t. @param {import("./layers_back.js").Known} known @param {number} t */
export function predictedOutput({ trace, model }, t) {
  return largest(trace.y, t, model.output_size);
}

/** One output, as its derivative by all of them. @param {number} K @param {number} k @returns {Float64Array} (K) */
export function oneOutput(K, k) {
  const found = new Float64Array(K);
  found[k] = 1;
  return found;
}

/**
 * The derivative of the loss at t by the outputs: of the squared error of the scaled output, or of the cross entropy.
 * Where no answer is asked at t, the predicted output itself stands for the loss.
 * @param {import("./layers_back.js").Known} known @param {any} problem @param {number} t
 * @returns {Float64Array} (K)
 */
export function lossByOutput(known, problem, t) {
  const { output_size: K } = known.model;
  const { part, targets } = problem.arrays;
  if (part[t] < 0) return oneOutput(K, predictedOutput(known, t));
  if (problem.values.loss === "mse") return Float64Array.of(2 * (known.trace.y[t] - targets[t]));
  const found = Float64Array.from(probabilities(known.trace.y, t, K));
  found[targets[t]] -= 1;
  return found;
}
