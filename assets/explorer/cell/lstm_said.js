/**
 * The LSTM in numbers, equations and words: Hochreiter & Schmidhuber 1997 with the forget gate of Gers et al. 2000, in the
 * form of torch.nn.LSTM.
 */

import { KINDS } from "../cells/kind.js";
import { exact, gateEquation, number } from "./equations.js";
import { addend, formatShare, formatShort, isNothing } from "./numbers.js";
import { heldBefore, heldSentence, holding, startOf } from "./sentence.js";

/** @typedef {import("./read.js").Cell} Cell */
/** @typedef {import("./faces.js").Piece} Piece */

const KIND = KINDS.lstm;

export const PLOTS = [
  { signals: ["f", "i", "o"], height: 74, own: false },
  { signals: ["c", "g", "h"], height: 88, own: true },
];

/** kept is f c_{t−1}, written is i g. @param {any} cell @param {Record<string, number>} before */
export function parts({ sums, f, i, g, c }, { c: cBefore }) {
  const before = Object.fromEntries(Object.entries(sums).map(([gate, { wx, uh, b, d }]) => [gate, wx + uh + b + d]));
  return { before, cBefore, kept: f * cBefore, written: i * g, tanhC: Math.tanh(c) };
}

/** @type {import("./equations.js").Equation[]} */
export const EQUATIONS = [
  ...KIND.gates.map((gate) => gateEquation(KIND, gate)),
  ["c", "f_t·c_{t−1} + i_t·g_t", [
    ["= ", number("f"), " × ", [(cell) => exact(cell.cBefore), "c"], " + ", number("i"), " × ", number("g")],
    ["= ", [(cell) => exact(cell.kept)], " ", [(cell) => addend(exact(cell.written))], " = ", number("c")],
  ]],
  ["h", "o_t·tanh(c_t)", [["= ", number("o"), " × ", [(cell) => exact(cell.tanhC)], " = ", number("h")]]],
];

/** @param {Cell} cell @returns {Piece[]} */
export function sentence(cell) {
  const { held, o, h } = cell;
  /** @type {Piece[]} */
  const shows = held.h
    ? [["; its hidden state is "], holding(cell, "h"), ["."]]
    : [["; it shows "], [formatShare(o), "o"], [" of tanh(c): "], [formatShort(h), "h"], ["."]];
  return [...opening(cell), ...shows, ...heldSentence(cell, KIND, KIND.gates)];
}

/** @param {Cell} cell @returns {Piece[]} */
function opening(cell) {
  const { t, held, f, cBefore, written } = cell;
  const start = startOf(cell);
  if (held.c) return [[`${start} has its cell state `], holding(cell, "c")];
  if (t === 0) return [[`${start} holds nothing yet and writes `], [formatShort(written), "g"]];
  const added = isNothing(written) ? "almost nothing" : formatShort(written);
  return [[`${start} keeps `], [formatShare(f), "f"], [` of ${heldBefore(cBefore)} and adds `], [added, "g"]];
}
