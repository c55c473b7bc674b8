/** What the cell does at this step, in one plain sentence. */

import { formatNumber, formatShare } from "./cell_numbers.js";

/** Which signal's colour each piece of the sentence wears; null is plain text. */
export const SENTENCE_SIGNALS = /** @type {const} */ ([null, "f", null, "g", null, "o", null, "h", null]);

/**
 * @param {import("./cell_numbers.js").Cell} cell
 * @returns {string[]} one piece for each of SENTENCE_SIGNALS; joined they are the sentence
 */
export function sentencePieces(cell) {
  const start = `At t = ${cell.t}, unit ${cell.unit}`;
  const [verb, amount] = change(cell.written);
  const opening = cell.t === 0
    ? [`${start} holds nothing yet`, "", " and writes ", formatNumber(cell.written)]
    : [`${start} keeps `, formatShare(cell.f), ` of ${held(cell.cBefore)} and ${verb} `, amount];
  return [...opening, "; it shows ", formatShare(cell.o), " of tanh(c): ", formatNumber(cell.h), "."];
}

/** @param {number} value */
function held(value) {
  const shown = formatNumber(value);
  return Number(shown) === 0 ? "the almost nothing it held" : `the ${shown} it held`;
}

/** @param {number} written @returns {[string, string]} the verb and the amount */
function change(written) {
  const amount = formatNumber(written);
  return ["adds", Number(amount) === 0 ? "almost nothing" : amount];
}
