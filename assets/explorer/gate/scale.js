/** The axis of the bars: wide enough for the whole sequence, so that it stands still while t moves. */

import { roundLimits } from "../cell_shapes.js";
import { reach, rowsOf } from "./rows.js";
import { fedAt, termsOf } from "./terms.js";

/** Looking at every timestep would cost more than a frame. */
const LOOKS = 24;

/** @returns {(view: any, weights: import("./terms.js").Weights, where: import("./terms.js").Where, now: [number, number]) => [number, number]} */
export function createScale() {
  /** @type {unknown[]} */
  let known = [];
  /** @type {[number, number]} */
  let seen = [0, 0];
  return (view, weights, where, now) => {
    const key = [view.trace, weights, where.layer, where.unit, where.gate];
    if (key.some((each, k) => each !== known[k])) {
      known = key;
      seen = reachOf(view, weights, where);
    }
    return roundLimits([[...seen, ...now]], 1, 0);
  };
}

/** @param {any} view @param {import("./terms.js").Weights} weights @param {import("./terms.js").Where} where @returns {[number, number]} */
function reachOf(view, weights, where) {
  const trace = view.trace.layers[where.layer];
  const { hidden_size: hiddenSize } = view.problem.values.model;
  const last = view.problem.arrays.part.length - 1;
  let [low, high] = [0, 0];
  for (let look = 0; look <= LOOKS; look += 1) {
    const { x, hBefore } = fedAt(trace, Math.round((last * look) / LOOKS), hiddenSize);
    const [least, most] = reach(rowsOf(termsOf(weights, where, x, hBefore)));
    [low, high] = [Math.min(low, least), Math.max(high, most)];
  }
  return [low, high];
}
