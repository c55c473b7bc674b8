/**
 * One timestep of one layer with room to hold a signal, cell by cell. The order is that of
 * lstm_viz/model/intervene_cells.py: what is held stands in its place before anything reads it.
 */

import { affine } from "../cells/affine.js";
import { GRU } from "../cells/gru.js";
import { RNN } from "../cells/rnn.js";
import { carry, cellAt, gatesAt, hiddenAt, layersOf, zeroState } from "../lstm.js";

/** @typedef {Record<string, Float64Array>} Signals index t * H + u */
/** @typedef {(names: string) => void} Hold puts what is held of these signals in its place at this timestep */
/** @typedef {(inputs: ArrayLike<number>, signals: Signals, t: number, hold: Hold) => void} Walk writes timestep t */
/** @typedef {(weights: import("../lstm.js").Weights, model: import("../cells/forward.js").Model, l: number) => Walk} Walker */

/** @type {Walker} */
function lstmWalk(weights, model, l) {
  const layer = layersOf(weights, model)[l];
  const { hiddenSize: H, inputSize: F } = layer;
  const state = zeroState(H);
  return (inputs, given, t, hold) => {
    const signals = /** @type {import("../lstm.js").Signals} */ (/** @type {unknown} */ (given));
    if (t > 0) carry(state, signals, (t - 1) * H);
    gatesAt(layer, inputs, t * F, state.h, signals, t * H);
    hold("ifgo");
    cellAt(state.c, signals, t * H);
    hold("c");
    hiddenAt(H, signals, t * H);
    hold("h");
  };
}

/** @type {Walker} */
function gruWalk(weights, model, l) {
  const H = model.hidden_size;
  const read = reader(GRU, weights, model, l);
  return (inputs, signals, t, hold) => {
    const { fromX, fromH, hBefore, before } = read(inputs, signals, t);
    const { r, z, n, h } = signals;
    const at = t * H;
    GRU.finish(fromX, fromH, hBefore, before, signals, at, H);
    hold("rz");
    for (let u = 0; u < H; u += 1) n[at + u] = Math.tanh(fromX[2 * H + u] + r[at + u] * fromH[2 * H + u]);
    hold("n");
    for (let u = 0; u < H; u += 1) h[at + u] = (1 - z[at + u]) * n[at + u] + z[at + u] * hBefore[before + u];
    hold("h");
  };
}

/** @type {Walker} */
function rnnWalk(weights, model, l) {
  const H = model.hidden_size;
  const read = reader(RNN, weights, model, l);
  return (inputs, signals, t, hold) => {
    const { fromX, fromH, hBefore, before } = read(inputs, signals, t);
    RNN.finish(fromX, fromH, hBefore, before, signals, t * H, H);
    hold("h");
  };
}

/** Both products of a timestep. @param {import("../cells/stack.js").Cell} cell @param {import("../lstm.js").Weights} weights @param {import("../lstm.js").Model} model @param {number} l */
function reader({ prefix, blocks }, weights, { input_size, hidden_size: H }, l) {
  const [W, U, b, d] = ["weight_ih", "weight_hh", "bias_ih", "bias_hh"].map((kind) => weights[`${prefix}.${kind}_l${l}`]);
  const [fromX, fromH, start] = [blocks * H, blocks * H, H].map((size) => new Float64Array(size));
  const F = l ? H : input_size;
  /** @param {ArrayLike<number>} inputs @param {Signals} signals @param {number} t */
  return (inputs, { h }, t) => {
    const [hBefore, before] = t > 0 ? [h, (t - 1) * H] : [start, 0];
    affine(W, b, inputs, t * F, fromX);
    affine(U, d, hBefore, before, fromH);
    return { fromX, fromH, hBefore, before };
  };
}

/** By the kind's name. @type {Record<import("../cells/kind.js").CellName, Walker>} */
export const WALKS = { lstm: lstmWalk, gru: gruWalk, rnn: rnnWalk };
