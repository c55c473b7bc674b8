/**
 * The T×T map ∂y_t/∂x_s, for all t at once: the states of a timestep are one row, and everything before it is one matrix
 * product. The same as gradient_map in lstm_viz/model/gradients.py.
 */

import { kindOf } from "../cells/kind.js";
import { layersBack } from "./layers_back.js";

/** @typedef {import("../cells/forward.js").Model} Model */

/** Multiplications of one map; about two seconds. What would take more shows fewer outputs. */
const WORK = 1.5e9;
/** Up to here it is done before a reader waits; beyond, it is done when it is asked for. */
const AT_ONCE = 1.5e8;
const FEWEST = 60;

/** @param {Model} model @param {number} T multiplications for every output */
function work(model, T) {
  const { hidden_size: H, input_size: F, num_layers: L } = model;
  const states = kindOf(model).state === "c" ? 2 : 1;
  return ((T * T) / 2) * states * H * (H + F + (L - 1) * 2 * H);
}

/** @param {Model} model @param {number} T */
export function isQuick(model, T) {
  return work(model, T) <= AT_ONCE;
}

/** The timesteps whose outputs are shown: all, or every so many, the last one always. @param {Model} model @param {number} T */
export function shownOutputs(model, T) {
  const every = Math.max(1, Math.min(Math.ceil(T / FEWEST), Math.ceil(work(model, T) / WORK)));
  return Int32Array.from({ length: Math.ceil(T / every) }, (_, k) => T - 1 - k * every).toReversed();
}

/**
 * @param {import("./layers_back.js").Known} known
 * @param {Int32Array} outputs rising timesteps t: the rows
 * @param {(t: number) => number} outputAt which of the K outputs is asked at t
 * @param {number | null} column which input; null for the length over all of them, which has no sign
 * @returns {Generator<number, Float64Array>} (R·T), at r·T + s; yields how much of the way is done
 */
export function* gradientMap(known, outputs, outputAt, column) {
  const { weights, model, trace } = known;
  const { hidden_size: H, input_size: F, num_layers: L } = model;
  const T = trace.y.length / model.output_size;
  const columns = column === null ? Array.from({ length: F }, (_, f) => f) : [column];
  const layers = layersBack(known, columns, outputs.length);
  const found = new Float64Array(outputs.length * T);
  let first = outputs.length;
  for (let s = T - 1; s >= 0; s -= 1) {
    if (first > 0 && outputs[first - 1] === s) {
      first -= 1;
      const top = layers[L - 1];
      for (let u = 0; u < H; u += 1) top.rows[first * top.size + top.toH + u] = weights["head.weight"][outputAt(s) * H + u];
    }
    for (let l = L - 1; l >= 0; l -= 1) {
      layers[l].pass(s, first, l < L - 1 ? layers[l + 1] : null);
      yield 1 - (s / T) ** 2;
    }
    const { passed, width } = layers[0];
    for (let r = first; r < outputs.length; r += 1) found[r * T + s] = together(passed, r * width + H, columns.length, column);
    for (const layer of layers) layer.carry(first);
  }
  return found;
}

/** @param {Float64Array} passed @param {number} at @param {number} count @param {number | null} column */
function together(passed, at, count, column) {
  if (column !== null) return passed[at];
  let sum = 0;
  for (let f = 0; f < count; f += 1) sum += passed[at + f] ** 2;
  return Math.sqrt(sum);
}
