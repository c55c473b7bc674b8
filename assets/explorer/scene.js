/** From messages to what is drawn: the trace, the answers in the data's unit, the errors, the free run. */

import { band, isAhead, medianAhead } from "./ahead.js";
import { forward } from "./cells/forward.js";
import { freeRun, freeRunRefusal } from "./free_run.js";
import { errorsByPart } from "./parts.js";
import { levels } from "./restore.js";
import { weightsOf } from "./timeline/picture.js";

const PREFIX = "w.";

/** @typedef {import("./wire.js").Message} Message */

/**
 * @param {Message | null} before the live message before, of the same run
 * @param {Message} now
 * @returns {Message} now, with the weights of before where it brings none
 */
export function withWeights(before, now) {
  if (!before || carriesWeights(now)) return now;
  const kept = Object.entries(before.arrays).filter(([name]) => name.startsWith(PREFIX));
  return { ...now, arrays: { ...now.arrays, ...Object.fromEntries(kept) } };
}

/** @param {Message} message */
export function carriesWeights(message) {
  return Object.keys(message.arrays).some((name) => name.startsWith(PREFIX));
}

/**
 * What follows from the weights, worked out only when they are new.
 * @param {Message} problem @param {Message} live
 */
export function think(problem, live) {
  const weights = weightsOf(live);
  if (!weights) return { weights: null, trace: null, shown: { levels: null }, errors: null };
  const trace = forward(weights, problem.values.model, problem.arrays.inputs, problem.arrays.part.length);
  const shown = { levels: levels(problem, trace.y), band: isAhead(problem) ? band(problem, trace.y) : null };
  return { weights, trace, shown, errors: errorsByPart(problem, trace.y) };
}

/**
 * What the network says of the time after its data: freely, if that is asked for, or its median of several rows ahead.
 * @param {Message} problem @param {ReturnType<typeof think>} thought @param {number} steps 0 for none
 * @returns {Float64Array | null}
 */
export function runOn(problem, { weights, trace }, steps) {
  if (isAhead(problem)) return trace && medianAhead(problem, trace.y);
  if (!steps || !weights || freeRunRefusal(problem)) return null;
  return freeRun(problem, weights, problem.values.model, steps);
}

/** Where a reader starts who has asked for nothing. @param {Message} problem */
export function usualPlace(problem) {
  const { part } = problem.arrays;
  const asked = problem.values.loss === "cross_entropy" ? part.findLastIndex((each) => each >= 0) : -1;
  return { t: asked >= 0 ? asked : Math.floor(part.length / 2), unit: 0, layer: 0 };
}

/** How many timesteps, units and layers there are. @param {Message} problem */
export function counts(problem) {
  const { hidden_size: unit, num_layers: layer } = problem.values.model;
  return { t: problem.arrays.part.length, unit, layer };
}
