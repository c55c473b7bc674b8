/** One answer, taken apart: everything that is worked out for one timestep t, in steps that can be stopped. */

import { agreement } from "./agreement.js";
import { lossByOutput, oneOutput, predictedOutput } from "./asked.js";
import { backward } from "./backward.js";
import { occlusion, reach } from "./occlusion.js";
import { timesInput } from "./units.js";

/**
 * @typedef {object} Answer
 * @property {any} problem
 * @property {import("./layers_back.js").Known} known what it was made from
 * @property {number} t
 * @property {number} k which output is asked
 * @property {number | null} level the answer in the data's unit; null for classes
 * @property {number} from the first timestep that was occluded
 * @property {Float64Array} byInput ∂y/∂x, (t+1, F)
 * @property {Float64Array} gradient gradient × input, summed over the columns, (t+1)
 * @property {Float64Array} occluded (t+1), NaN before `from`
 * @property {{h: Float64Array[], c: Float64Array[]}} norms of the loss at t, of each layer, (t+1); no c where the cell has none
 * @property {import("./agreement.js").Agreement} agreement
 */

/**
 * @param {import("./layers_back.js").Known} known @param {any} problem
 * @param {ArrayLike<number> | null} levels (T) the answers in the data's unit @param {number} t
 * @returns {Generator<number, Answer>} yields how much of it is done
 */
export function* takeApart(known, problem, levels, t) {
  const { model } = known;
  const k = predictedOutput(problem, known, t);
  const { byInput } = yield* quietly(backward(known, t, oneOutput(model.output_size, k)));
  const { h, c } = yield* quietly(backward(known, t, lossByOutput(known, problem, t)));
  const from = t + 1 - reach(model, t);
  const occluded = yield* occlusion(known, t, k, from);
  const gradient = timesInput(problem.arrays.inputs, byInput, model.input_size);
  return {
    problem, known, t, k, level: levels ? levels[t] : null, from, byInput, gradient, occluded, norms: { h, c },
    agreement: agreement(gradient, occluded),
  };
}

/** @template Result @param {Generator<void, Result>} job @returns {Generator<number, Result>} */
function* quietly(job) {
  let now = job.next();
  while (!now.done) {
    yield 0;
    now = job.next();
  }
  return now.value;
}
