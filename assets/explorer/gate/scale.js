/** The axis of the bars: wide enough for the whole sequence, so that it stands still while t moves. */

import { roundLimits } from "../cell/shapes.js";
import { reach, rowsOf } from "./rows.js";
import { fedAt, termsOf } from "./terms.js";

/** Looking at every timestep would cost more than a frame. */
const LOOKS = 24;

/** @typedef {import("./terms.js").Where} Where */
/** @typedef {{weights: import("./terms.js").Weights, trace: any}} Network and what it computes over the sequence */

/** @returns {(network: Network, where: Where, hiddenSize: number, now: [number, number]) => [number, number]} */
export function createScale() {
  /** @type {unknown[]} */
  let known = [];
  /** @type {[number, number]} */
  let seen = [0, 0];
  return (network, where, hiddenSize, now) => {
    const key = [network.trace, where.layer, where.unit, where.gate];
    if (key.some((each, k) => each !== known[k])) {
      known = key;
      seen = reachOf(network, where, hiddenSize);
    }
    return roundLimits([[...seen, ...now]], 1, 0);
  };
}

/** @param {Network} network @param {Where} where @param {number} hiddenSize @returns {[number, number]} */
function reachOf({ weights, trace }, where, hiddenSize) {
  const layer = trace.layers[where.layer];
  const last = layer.signals.h.length / hiddenSize - 1;
  let [low, high] = [0, 0];
  for (let look = 0; look <= LOOKS; look += 1) {
    const fed = fedAt(layer, Math.round((last * look) / LOOKS), where.unit, hiddenSize);
    const [least, most] = reach(rowsOf(termsOf(weights, where, fed)));
    [low, high] = [Math.min(low, least), Math.max(high, most)];
  }
  return [low, high];
}
