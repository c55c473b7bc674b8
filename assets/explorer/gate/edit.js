/** Weights typed by hand: an edit says what one number of the network is to be; nothing here changes what it is given. */

import { rowOf } from "./terms.js";

/** @typedef {import("./terms.js").Where} Where */
/** @typedef {import("./terms.js").Term} Term */
/** @typedef {Record<string, Float32Array | Float64Array>} Arrays by torch's names */
/**
 * @typedef {object} Edit
 * @property {string} name torch's @property {number} at where in that parameter
 * @property {number} value
 * @property {Where} where @property {Pick<Term, "group" | "index">} term whose weight it is
 */

/**
 * @param {Where} where the gate that is open @param {Term} term one of its terms
 * @param {number} value what its weight is to be
 * @param {number} inputSize F_layer @param {number} hiddenSize H
 * @returns {Edit}
 */
export function editOf(where, term, value, inputSize, hiddenSize) {
  const row = rowOf(where, hiddenSize);
  const kind = { x: "weight_ih", h: "weight_hh", b: "bias_ih" }[term.group];
  const at = { x: row * inputSize + term.index, h: row * hiddenSize + term.index, b: row }[term.group];
  return { name: `lstm.${kind}_l${where.layer}`, at, value, where, term: { group: term.group, index: term.index } };
}

/**
 * The network as it would be. Both of torch's biases are one to the reader: the first takes what the second lacks.
 * @template {Arrays} Weights
 * @param {Weights} weights @param {Edit[]} edits in the order in which they were made
 * @returns {Weights} new arrays where something is edited, the same ones elsewhere
 */
export function edited(weights, edits) {
  /** @type {Arrays} */
  const made = { ...weights };
  for (const { name, at, value } of edits) {
    if (made[name] === weights[name]) made[name] = weights[name].slice();
    made[name][at] = value - otherBias(weights, name, at);
  }
  return /** @type {Weights} */ (made);
}

/** What an edit's weight is in a network. @param {Arrays} weights @param {Edit} edit */
export function weightOf(weights, { name, at }) {
  return weights[name][at] + otherBias(weights, name, at);
}

/** @param {Arrays} weights @param {string} name @param {number} at */
function otherBias(weights, name, at) {
  return name.includes("bias_ih") ? weights[name.replace("bias_ih", "bias_hh")][at] : 0;
}

/**
 * @param {string} text as a person types it: with a true minus or a decimal comma too
 * @returns {number | null} null where it is no number
 */
export function typed(text) {
  const plain = text.trim().replace("−", "-").replace(",", ".");
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,2})?$/i.test(plain) ? Number(plain) : null;
}
