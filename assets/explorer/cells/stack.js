/** A stack of recurrent layers from a zero state, and the linear head on top, whatever the cell. */

import { readOut } from "../lstm.js";
import { affine } from "./affine.js";

/** @typedef {import("../lstm.js").Weights} Weights */
/** @typedef {import("../lstm.js").Model} Model */
/**
 * A cell's part of one timestep: from both products to its signals.
 * @typedef {object} Cell
 * @property {string} prefix of torch's names: "gru" for "gru.weight_ih_l0"
 * @property {number} blocks how many times H rows its matrices have
 * @property {string[]} signals the last is h
 * @property {(fromX: Float64Array, fromH: Float64Array, hBefore: ArrayLike<number>, before: number,
 *   signals: Record<string, Float64Array>, at: number, hiddenSize: number) => void} finish fromX is W x_t + b, fromH is
 *   U h_{t−1} + b′, both (blocks·H); hBefore from `before` on; signals are written from `at` on
 */
/** @typedef {{layers: {signals: Record<string, Float64Array>, inputs: ArrayLike<number>}[], y: Float64Array}} Trace */

/**
 * @param {Cell} cell @param {Weights} weights @param {Model} model
 * @param {ArrayLike<number>} inputs (T, F) @param {number} T
 * @returns {Trace} signals have index t * H + u, y has index t * K + k
 */
export function forwardStack(cell, weights, model, inputs, T) {
  const { hidden_size: H, num_layers: L, output_size: K } = model;
  /** @type {Trace["layers"]} */
  const layers = [];
  let fed = inputs;
  for (let layer = 0; layer < L; layer += 1) {
    const signals = forwardLayer(cell, weights, layer, fed, T, H);
    layers.push({ signals, inputs: fed });
    fed = signals.h;
  }
  const y = new Float64Array(T * K);
  for (let t = 0; t < T; t += 1) readOut(weights, model, fed, t * H, y, t * K);
  return { layers, y };
}

/** @param {Cell} cell @param {Weights} weights @param {number} layer @param {ArrayLike<number>} fed @param {number} T @param {number} H */
function forwardLayer(cell, weights, layer, fed, T, H) {
  const signals = roomFor(cell, T * H);
  const step = stepOf(cell, weights, layer, H);
  const start = new Float64Array(H);
  const features = fed.length / T;
  for (let t = 0; t < T; t += 1) step(fed, t * features, t ? signals.h : start, t ? (t - 1) * H : 0, signals, t * H);
  return signals;
}

/**
 * The same network, fed one timestep at a time from a zero state.
 * @param {Cell} cell @param {Weights} weights @param {Model} model
 * @returns {(x: ArrayLike<number>, at: number) => ArrayLike<number>} takes the inputs of a timestep, which start at
 *   `at`, and gives h (H) of the top layer, good until the next timestep
 */
export function stackReader(cell, weights, { hidden_size: H, num_layers: L }) {
  const layers = Array.from({ length: L }, (_, layer) => ({
    step: stepOf(cell, weights, layer, H),
    before: new Float64Array(H),
    signals: roomFor(cell, H),
  }));
  return (x, at) => {
    let [fed, from] = [x, at];
    for (const { step, before, signals } of layers) {
      step(fed, from, before, 0, signals, 0);
      before.set(signals.h);
      [fed, from] = [signals.h, 0];
    }
    return fed;
  };
}

/** @param {Cell} cell @param {number} size @returns {Record<string, Float64Array>} */
function roomFor({ signals }, size) {
  return Object.fromEntries(signals.map((name) => [name, new Float64Array(size)]));
}

/** @param {Cell} cell @param {Weights} weights @param {number} layer @param {number} H */
function stepOf({ prefix, blocks, finish }, weights, layer, H) {
  const [W, U, b, d] = ["weight_ih", "weight_hh", "bias_ih", "bias_hh"].map((kind) => weights[`${prefix}.${kind}_l${layer}`]);
  const [fromX, fromH] = [new Float64Array(blocks * H), new Float64Array(blocks * H)];
  /**
   * @param {ArrayLike<number>} x @param {number} xAt @param {ArrayLike<number>} hBefore @param {number} before
   * @param {Record<string, Float64Array>} signals @param {number} at
   */
  return (x, xAt, hBefore, before, signals, at) => {
    affine(W, b, x, xAt, fromX);
    affine(U, d, hBefore, before, fromH);
    finish(fromX, fromH, hBefore, before, signals, at, H);
  };
}
