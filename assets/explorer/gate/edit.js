/** Weights typed by hand: an edit says what one number of the network is to be; nothing here changes what it is given. */

import { isReset, parameterOf, rowOf } from "./terms.js";

/** @typedef {import("./terms.js").Where} Where */
/** @typedef {import("./terms.js").Term} Term */
/** @typedef {Record<string, Float32Array | Float64Array>} Arrays by torch's names */
/**
 * @typedef {object} Edit
 * @property {string} name torch's @property {number} at where in that parameter
 * @property {number} value
 * @property {string | null} beside the parameter that is added to it: torch's second bias, where both are one
 * @property {Where} where @property {Pick<Term, "group" | "index">} term whose weight it is
 */

/** How far from 0 a weight may be, and how many may be edited. */
export const [LARGEST, MOST] = [1e6, 1000];
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,2})?$/i;

/**
 * @param {Where} where the gate that is open @param {Pick<Term, "group" | "index">} term one of its terms
 * @param {number} value what its weight is to be
 * @param {number} inputSize F_layer @param {number} hiddenSize H
 * @returns {Edit}
 */
export function editOf(where, { group, index }, value, inputSize, hiddenSize) {
  const row = rowOf(where, hiddenSize);
  const which = { x: "weight_ih", h: "weight_hh", b: "bias_ih", d: "bias_hh" }[group];
  const at = { x: row * inputSize + index, h: row * hiddenSize + index, b: row, d: row }[group];
  const beside = group === "b" && !isReset(where) ? parameterOf(where, "bias_hh") : null;
  return { name: parameterOf(where, which), at, value, beside, where, term: { group, index } };
}

/**
 * The network as it would be. Where both of torch's biases are one to the reader, the first takes what the second lacks.
 * @template {Arrays} Weights
 * @param {Weights} weights @param {Edit[]} edits in the order in which they were made
 * @returns {Weights} new arrays where something is edited, the same ones elsewhere
 */
export function edited(weights, edits) {
  /** @type {Arrays} */
  const made = { ...weights };
  for (const edit of edits) {
    const { name, at, value } = edit;
    if (made[name] === weights[name]) made[name] = weights[name].slice();
    made[name][at] = value - besideIn(made, edit);
  }
  return /** @type {Weights} */ (made);
}

/** What an edit's weight is in a network. @param {Arrays} weights @param {Edit} edit */
export function weightOf(weights, edit) {
  return weights[edit.name][edit.at] + besideIn(weights, edit);
}

/** @param {Arrays} weights @param {Edit} edit */
function besideIn(weights, { beside, at }) {
  return beside ? weights[beside][at] : 0;
}

/** How many weights are edited, the same one twice being one. @param {Edit[]} edits */
export function countOf(edits) {
  return new Set(edits.map(({ name, at }) => `${name} ${at}`)).size;
}

/**
 * The edited numbers as they stand in the network: what the server needs to do the same to the same bits.
 * @param {Edit[]} edits @param {Arrays} made the edited network
 * @returns {{name: string, at: number, value: number}[]} each number once
 */
export function plainEdits(edits, made) {
  const each = new Map(edits.map(({ name, at }) => [`${name} ${at}`, { name, at, value: made[name][at] }]));
  return [...each.values()];
}

/**
 * @param {string} text as a person types it: with a true minus or a decimal comma too
 * @returns {number | null} null where it is no number
 */
export function typed(text) {
  const plain = text.trim().replace("−", "-").replace(",", ".");
  return NUMBER.test(plain) ? Number(plain) : null;
}

/** @param {string} text what was typed @param {Edit[]} edits those that stand @returns {string} why it cannot be taken; empty if it can */
export function refusal(text, edits) {
  const value = typed(text);
  if (value === null) return `“${text}” is no number: type one like −0.5.`;
  if (Math.abs(value) > LARGEST) return `“${text}” is too large: a weight lies between −1 000 000 and 1 000 000.`;
  return edits.length < MOST ? "" : `${MOST} edits stand already: undo some of them.`;
}
