/**
 * The GRU in numbers, equations and words: Cho et al. 2014 in the form of torch.nn.GRU, where the reset gate stands behind
 * the product with h_{t−1} and the update gate says how much is kept.
 */

import { KINDS } from "../cells/kind.js";
import { exact, gateEquation, number } from "./equations.js";
import { addend, formatShare, formatShort } from "./numbers.js";
import { heldBefore, heldSentence, holding, startOf } from "./sentence.js";

/** @typedef {import("./read.js").Cell} Cell */
/** @typedef {import("./faces.js").Piece} Piece */

const KIND = KINDS.gru;

export const PLOTS = [
  { signals: ["z", "r"], height: 74, own: false },
  { signals: ["h", "n"], height: 88, own: true },
];

/** kept is z h_{t−1}, written is (1 − z) n. @param {any} cell */
export function parts({ sums, z, r, n, hBefore }) {
  const all = (/** @type {import("./read.js").Sums} */ { wx, uh, b, d }) => wx + uh + b + d;
  const [fromX, fromH] = [sums.n.wx + sums.n.b, sums.n.uh + sums.n.d];
  const gated = r * fromH;
  const before = { z: all(sums.z), r: all(sums.r), n: fromX + gated };
  return { before, fromX, fromH, gated, open: 1 - z, kept: z * hBefore, written: (1 - z) * n };
}

/** @type {import("./equations.js").Equation[]} */
export const EQUATIONS = [
  gateEquation(KIND, "z"),
  gateEquation(KIND, "r"),
  ["n", "tanh(W_n x_t + b_n + r_t·(U_n h_{t−1} + b_n′))", [
    ["= tanh(", [(cell) => exact(cell.fromX)], " + ", number("r"), " × ", [(cell) => exact(cell.fromH)], ")"],
    ["= tanh(", [(cell) => exact(cell.before.n)], ") = ", number("n")],
  ]],
  ["h", "(1 − z_t)·n_t + z_t·h_{t−1}", [
    ["= ", [(cell) => exact(cell.open), "z"], " × ", number("n"), " + ", number("z"), " × ", [(cell) => exact(cell.hBefore), "h"]],
    ["= ", [(cell) => exact(cell.written)], " ", [(cell) => addend(exact(cell.kept))], " = ", number("h")],
  ]],
];

/** @param {Cell} cell @returns {Piece[]} */
export function sentence(cell) {
  const { t, held, z, r, n, h, open, hBefore } = cell;
  const start = startOf(cell);
  if (held.h) return [[`${start} has its hidden state `], holding(cell, "h"), ["."], ...heldSentence(cell, KIND, KIND.gates)];
  /** @type {Piece[]} */
  const keeps = t === 0 ? [[`${start} holds nothing yet`]] : [[`${start} keeps `], [formatShare(z), "z"], [` of ${heldBefore(hBefore)}`]];
  /** @type {Piece[]} */
  const past = t === 0 ? [] : [[", which listens to "], [formatShare(r), "r"], [" of the past"]];
  return [
    ...keeps, [" and takes "], [formatShare(open), "z"], [" of the candidate "], [formatShort(n), "n"], ...past,
    [": it becomes "], [formatShort(h), "h"], ["."], ...heldSentence(cell, KIND, KIND.gates),
  ];
}
