/** Any of our networks, whatever its cell: over a whole sequence, or one timestep at a time. */

import * as lstm from "../lstm.js";
import { GRU } from "./gru.js";
import { kindOf } from "./kind.js";
import { RNN } from "./rnn.js";
import { forwardStack, stackReader } from "./stack.js";

/** @typedef {import("../lstm.js").Weights} Weights */
/** @typedef {import("../lstm.js").Model & {cell?: string}} Model */

const STACKS = { gru: GRU, rnn: RNN };

/**
 * Reads a whole sequence from a zero state.
 * @param {Weights} weights @param {Model} model @param {ArrayLike<number>} inputs (T, F), scaled @param {number} T
 * @returns {any} {layers: [{signals, inputs}], y}
 */
export function forward(weights, model, inputs, T) {
  const { name } = kindOf(model);
  return name === "lstm" ? lstm.forward(weights, model, inputs, T) : forwardStack(STACKS[name], weights, model, inputs, T);
}

/**
 * A network that reads one timestep at a time, from a zero state.
 * @param {Weights} weights @param {Model} model
 * @returns {(x: ArrayLike<number>, at: number, y: Float64Array) => void} writes the K outputs into y
 */
export function createRunner(weights, model) {
  const { name } = kindOf(model);
  const read = name === "lstm" ? lstm.createReader(weights, model) : stackReader(STACKS[name], weights, model);
  return (x, at, y) => lstm.readOut(weights, model, read(x, at), 0, y, 0);
}
