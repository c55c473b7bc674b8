/** One layer of any cell, stepped from any place of a trace. */

import { affine } from "../cells/affine.js";
import { GRU } from "../cells/gru.js";
import { kindOf } from "../cells/kind.js";
import { RNN } from "../cells/rnn.js";
import { emptySignals, layersOf, step, zeroState } from "../lstm.js";

/** Differences of states below this share of their size, or of 1, are rounding. */
const ROUNDING = 2 ** -50;

/** @typedef {Record<string, Float64Array>} Signals */
/**
 * @typedef {object} Run
 * @property {Record<string, Float64Array>} state h, and c of an LSTM, (H) each: as they are now
 * @property {(x: ArrayLike<number>, at: number) => void} step takes a timestep's inputs, which start at `at`
 */

/** @param {import("../lstm.js").Weights} weights @param {import("../cells/forward.js").Model} model @returns {Run[]} */
export function runsOf(weights, model) {
  const { name } = kindOf(model);
  if (name === "lstm") return layersOf(weights, model).map(lstmRun);
  const cell = { gru: GRU, rnn: RNN }[name];
  return Array.from({ length: model.num_layers }, (_, l) => stackRun(cell, weights, l, model.hidden_size));
}

/** @param {import("../lstm.js").Layer} layer @returns {Run} */
function lstmRun(layer) {
  const [state, out] = [zeroState(layer.hiddenSize), emptySignals(layer.hiddenSize)];
  return { state: /** @type {any} */ (state), step: (x, at) => step(layer, x, at, state, out, 0) };
}

/** @param {import("../cells/stack.js").Cell} cell @param {import("../lstm.js").Weights} weights @param {number} l @param {number} H @returns {Run} */
function stackRun({ prefix, blocks, signals, finish }, weights, l, H) {
  const [W, U, b, d] = ["weight_ih", "weight_hh", "bias_ih", "bias_hh"].map((kind) => weights[`${prefix}.${kind}_l${l}`]);
  const [fromX, fromH] = [new Float64Array(blocks * H), new Float64Array(blocks * H)];
  const out = Object.fromEntries(signals.map((name) => [name, new Float64Array(H)]));
  const state = { h: new Float64Array(H) };
  return {
    state,
    step(x, at) {
      affine(W, b, x, at, fromX);
      affine(U, d, state.h, 0, fromH);
      finish(fromX, fromH, state.h, 0, out, 0, H);
      state.h.set(out.h);
    },
  };
}

/** Puts a run to where the trace was before timestep s. @param {Run} run @param {Signals} signals @param {number} s */
export function startBefore({ state }, signals, s) {
  for (const [name, values] of Object.entries(state)) {
    const H = values.length;
    if (s > 0) values.set(signals[name].subarray((s - 1) * H, s * H));
    else values.fill(0);
  }
}

/** Whether nothing but rounding is left of the difference from the trace at t. @param {Run} run @param {Signals} signals @param {number} t */
export function isBack({ state }, signals, t) {
  return Object.entries(state).every(([name, values]) => {
    const at = t * values.length;
    return values.every((value, u) => Math.abs(value - signals[name][at + u]) <= ROUNDING * (1 + Math.abs(value)));
  });
}
