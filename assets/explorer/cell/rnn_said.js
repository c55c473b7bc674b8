/** The plain recurrent cell in numbers, equations and words: Elman 1990 in the form of torch.nn.RNN. */

import { exact, number } from "./equations.js";
import { addend, formatShort } from "./numbers.js";
import { holding, startOf } from "./sentence.js";

/** @typedef {import("./read.js").Cell} Cell */
/** @typedef {import("./faces.js").Piece} Piece */

export const PLOTS = [{ signals: ["h"], height: 88, own: true }];

/** @param {any} cell */
export function parts({ sums: { h: { wx, uh, b, d } } }) {
  const bias = b + d;
  return { wx, uh, bias, before: { h: wx + uh + bias } };
}

/** @type {import("./equations.js").Equation[]} */
export const EQUATIONS = [
  ["h", "tanh(W x_t + U h_{t−1} + b)", [
    ["= tanh(", [(cell) => exact(cell.wx)], " ", [(cell) => addend(exact(cell.uh))], " ", [(cell) => addend(exact(cell.bias))], ")"],
    ["= tanh(", [(cell) => exact(cell.before.h)], ") = ", number("h")],
  ]],
];

/** @param {Cell} cell @returns {Piece[]} */
export function sentence(cell) {
  const { t, layer, held, wx, uh, bias, h } = cell;
  const start = startOf(cell);
  if (held.h) return [[`${start} has its hidden state `], holding(cell, "h"), ["."]];
  const fed = layer === 0 ? "the input" : "the layer below";
  const past = t === 0 ? "" : `, ${formatShort(uh)} from the hidden state before`;
  return [
    [`${start} adds ${formatShort(wx)} from ${fed}${past} and a bias of ${formatShort(bias)}; tanh makes `],
    [formatShort(h), "h"], [" of it."],
  ];
}
