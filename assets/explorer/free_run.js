/** The network runs on by itself: from the end of the data on, it reads its own predictions. */

import { createRunner } from "./cells/forward.js";
import { restored } from "./restore.js";

/** @typedef {import("./wire.js").Message} Message */

/**
 * @param {Message} problem
 * @returns {string | null} why the network cannot run on by itself, in a sentence; null where it can
 */
export function freeRunRefusal(problem) {
  const { loss, target_input: own, target_name: target, input_names: names, target_scale: scale } = problem.values;
  if (loss === "quantile") return "The network says several rows ahead at once, so it need not read its own answers.";
  if (loss === "cross_entropy") return "The network answers with a class, which it cannot read as its next input.";
  if (own === null || !scale) {
    return `The network does not read the past of ${target}: feed ${target} to run on freely.`;
  }
  const others = names.filter((/** @type {string} */ _, /** @type {number} */ column) => column !== own);
  if (others.length === 0) return null;
  return `The network also reads ${listed(others)}, whose future nobody knows: feed only ${target} to run on freely.`;
}

/** @param {string[]} names */
function listed(names) {
  if (names.length > 3) return `${names.length} other columns`;
  return names.length === 1 ? names[0] : `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;
}

/**
 * Reads the sequence and its last known answer, then its own predictions. The normalised target is what the target's
 * own input column holds one timestep later, so an output is fed back as it is.
 * @param {Message} problem one that `freeRunRefusal` does not refuse
 * @param {import("./lstm.js").Weights} weights
 * @param {import("./cells/forward.js").Model} model F = K = 1
 * @param {number} steps
 * @returns {Float64Array} (steps) in the data's own unit; the first belongs to timestep T
 */
export function freeRun(problem, weights, model, steps) {
  const { inputs, targets, actual } = problem.arrays;
  const scale = problem.values.target_scale;
  const T = targets.length;
  const read = createRunner(weights, model);
  const fed = new Float64Array(1);
  for (let t = 0; t < T; t++) read(inputs, t, fed);
  fed[0] = targets[T - 1];
  const values = new Float64Array(steps);
  let anchor = actual[T - 1];
  for (let k = 0; k < steps; k++) {
    read(fed, 0, fed);
    anchor = restored(scale, fed[0], anchor);
    values[k] = anchor;
  }
  return values;
}
