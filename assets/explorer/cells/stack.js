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
function forwardLayer({ prefix, blocks, signals: names, finish }, weights, layer, fed, T, H) {
  const [W, U, b, d] = ["weight_ih", "weight_hh", "bias_ih", "bias_hh"].map((kind) => weights[`${prefix}.${kind}_l${layer}`]);
  const signals = Object.fromEntries(names.map((name) => [name, new Float64Array(T * H)]));
  const [fromX, fromH] = [new Float64Array(blocks * H), new Float64Array(blocks * H)];
  const start = new Float64Array(H);
  const features = W.length / fromX.length;
  for (let t = 0; t < T; t += 1) {
    const hBefore = t ? signals.h : start;
    const before = t ? (t - 1) * H : 0;
    affine(W, b, fed, t * features, fromX);
    affine(U, d, hBefore, before, fromH);
    finish(fromX, fromH, hBefore, before, signals, t * H, H);
  }
  return signals;
}
