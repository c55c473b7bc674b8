/** The six equations, with this step's numbers in them. */

import { addend, formatNumber, WORD } from "./cell_numbers.js";
import { add } from "./elements.js";

/** @typedef {import("./cell_numbers.js").Cell} Cell */
/** @typedef {import("./cell_numbers.js").Signal} Signal */
/** @typedef {(cell: Cell) => void} Update */
/** @typedef {[(cell: Cell) => string, Signal?]} Slot a number and the signal whose colour it wears */

const exact = (/** @type {number} */ value) => formatNumber(value, 3);
const number = (/** @type {Signal} */ signal) => /** @type {Slot} */ ([(cell) => exact(cell[signal]), signal]);
const cBefore = /** @type {Slot} */ ([(cell) => exact(cell.cBefore), "c"]);

/**
 * Left side, right side, then lines of this step's numbers. Where lines break never depends on the numbers, so nothing
 * jumps.
 */
const EQUATIONS = /** @type {[Signal, string, (string | Slot)[][]][]} */ ([
  ...(/** @type {const} */ (["f", "i", "g", "o"])).map((gate) => {
    const squash = gate === "g" ? "tanh" : "σ";
    const numbers = [`= ${squash}(`, [(/** @type {Cell} */ cell) => exact(cell.before[gate])], ") = ", number(gate)];
    return [gate, `${squash}(W_${gate} x_t + U_${gate} h_{t−1} + b_${gate})`, [numbers]];
  }),
  ["c", "f_t·c_{t−1} + i_t·g_t", [
    ["= ", number("f"), " × ", cBefore, " + ", number("i"), " × ", number("g")],
    ["= ", [(cell) => exact(cell.kept)], " ", [(cell) => addend(exact(cell.written))], " = ", number("c")],
  ]],
  ["h", "o_t·tanh(c_t)", [["= ", number("o"), " × ", [(cell) => exact(cell.tanhC)], " = ", number("h")]]],
]);

/** @param {HTMLElement} parent @returns {Update} */
export function createCellEquations(parent) {
  const list = add(parent, "div", "lv-cell-equations");
  /** @type {Update[]} */
  const updates = [];
  for (const [signal, formula, groups] of EQUATIONS) {
    const row = add(list, "div", groups.length > 1 ? "lv-cell-equation lv-cell-long" : "lv-cell-equation");
    add(row, "span", "lv-cell-formula").append(...mathNodes(`${signal}_t = ${formula}`));
    const numbers = add(row, "span", "lv-cell-numbers");
    for (const group of groups) {
      const unbroken = add(numbers, "span", "lv-cell-unbroken");
      for (const piece of group) updates.push(...place(piece, unbroken));
    }
  }
  return (cell) => updates.forEach((each) => each(cell));
}

/** @param {string | Slot} piece @param {HTMLElement} parent @returns {Update[]} */
function place(piece, parent) {
  if (typeof piece === "string") {
    parent.append(piece);
    return [];
  }
  const [say, signal] = piece;
  const text = document.createTextNode("");
  add(parent, "span", signal ? `lv-cell-word lv-cell-text-${WORD[signal]}` : "").append(text);
  return [(cell) => { text.data = say(cell); }];
}

/**
 * "f_t" and "h_{t−1}" become letters with an index below; a signal's letter wears its colour.
 * @param {string} source
 */
export function mathNodes(source) {
  return source.split(/([A-Za-z]_(?:\{[^}]+\}|[A-Za-z]))/).map((part, k) => {
    if (k % 2 === 0) return document.createTextNode(part);
    const word = WORD[/** @type {Signal} */ (part[0])];
    const letter = document.createElement("span");
    if (word) letter.className = `lv-cell-word lv-cell-text-${word}`;
    letter.append(part[0]);
    add(letter, "sub", "", part.slice(2).replace(/[{}]/g, ""));
    return letter;
  });
}
