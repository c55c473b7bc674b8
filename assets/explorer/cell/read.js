/** One unit at one timestep, in exact numbers. */

import { faceOf } from "./faces.js";

/** @typedef {import("../cells/kind.js").Kind} Kind */
/** @typedef {import("./held.js").Held} Held */
/**
 * The sums of one row of the matrices: W x_t, U h_{t−1} and the two biases.
 * @typedef {{wx: number, uh: number, b: number, d: number}} Sums
 */
/**
 * The chosen unit at timestep t; each of its signals stands under its own letter, beside what its kind of cell makes of
 * them on the way (`parts` of its face).
 * @typedef {object} CellParts
 * @property {number} t
 * @property {number} unit
 * @property {number} layer
 * @property {number} hBefore h_{t−1}, 0 at t = 0
 * @property {Float32Array | Float64Array} x (F_layer,) what the layer is fed at t
 * @property {Record<string, Sums>} sums for each gate
 * @property {Record<string, number>} before for each gate what goes into its σ or tanh
 * @property {Held} held what of it is held
 */
/** @typedef {CellParts & Record<string, any>} Cell */

/**
 * @param {Kind} kind
 * @param {{signals: Record<string, Float64Array>, inputs: Float32Array | Float64Array}} trace of one layer: signals
 *   (T·H), inputs (T·F_layer)
 * @param {Record<string, ArrayLike<number>>} weights that made the trace
 * @param {{layer: number, unit: number, t: number, hiddenSize: number}} at
 * @param {Held} [held]
 * @returns {Cell}
 */
export function readCell(kind, trace, weights, { layer, unit, t, hiddenSize: H }, held = {}) {
  const { signals, inputs } = trace;
  const features = (inputs.length * H) / signals.h.length;
  const x = inputs.subarray(t * features, (t + 1) * features);
  const hAllBefore = t > 0 ? signals.h.subarray((t - 1) * H, t * H) : new Float64Array(H);
  const own = (/** @type {number} */ at) => Object.fromEntries(kind.signals.map((name) => [name, t + at < 0 ? 0 : signals[name][(t + at) * H + unit]]));
  const sums = sumsOf(kind, weights, layer, unit, x, hAllBefore);
  const cell = { t, unit, layer, x, sums, held, ...own(0), hBefore: hAllBefore[unit] };
  return { ...cell, ...faceOf(kind).parts(cell, own(-1)) };
}

/**
 * @param {Kind} kind @param {Record<string, ArrayLike<number>>} weights by torch's names, flat
 * @param {number} layer @param {number} unit
 * @param {ArrayLike<number>} x (F_layer,) @param {ArrayLike<number>} hBefore (H,)
 * @returns {Record<string, Sums>} for each gate
 */
export function sumsOf({ name, torchOrder }, weights, layer, unit, x, hBefore) {
  const [W, U, b, d] = ["weight_ih", "weight_hh", "bias_ih", "bias_hh"].map((each) => weights[`${name}.${each}_l${layer}`]);
  const sums = [...torchOrder].map((gate, slot) => {
    const row = slot * hBefore.length + unit;
    return [gate, { wx: dot(W, row, x), uh: dot(U, row, hBefore), b: b[row], d: d[row] }];
  });
  return Object.fromEntries(sums);
}

/** @param {ArrayLike<number>} matrix @param {number} row @param {ArrayLike<number>} vector */
function dot(matrix, row, vector) {
  const start = row * vector.length;
  let sum = 0;
  for (let k = 0; k < vector.length; k += 1) sum += matrix[start + k] * vector[k];
  return sum;
}
