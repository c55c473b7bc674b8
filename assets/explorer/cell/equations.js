/** A cell's equations, with this step's numbers in them. */

import { heldInWords } from "./held.js";
import { formatNumber, WORD } from "./numbers.js";
import { add, say } from "../elements.js";

/** @typedef {import("./read.js").Cell} Cell */
/** @typedef {(cell: Cell) => void} Update */
/** @typedef {[(cell: Cell) => string, string?]} Slot a number and the signal whose colour it wears */
/**
 * The signal on the left side, the right side, then lines of this step's numbers. Where lines break never depends on the
 * numbers, so nothing jumps.
 * @typedef {[string, string, (string | Slot)[][]]} Equation
 */

export const exact = (/** @type {number} */ value) => formatNumber(value, 3);

/** @param {string} signal @returns {Slot} */
export const number = (signal) => [(cell) => exact(cell[signal]), signal];

/** @param {import("../cells/kind.js").Kind} kind @param {string} gate of all that goes into it in one sum @returns {Equation} */
export function gateEquation({ shares }, gate) {
  const squash = shares.includes(gate) ? "σ" : "tanh";
  const numbers = [`= ${squash}(`, /** @type {Slot} */ ([(cell) => exact(cell.before[gate])]), ") = ", number(gate)];
  return [gate, `${squash}(W_${gate} x_t + U_${gate} h_{t−1} + b_${gate})`, [numbers]];
}

/**
 * @param {HTMLElement} parent @param {Equation[]} equations
 * @returns {Update} where a signal is held it says so: then its equation does not hold
 */
export function createCellEquations(parent, equations) {
  const list = add(parent, "div", "lv-cell-equations");
  const updates = equations.flatMap(([signal, formula, groups]) => {
    const row = add(list, "div", groups.length > 1 ? "lv-cell-equation lv-cell-long" : "lv-cell-equation");
    row.dataset.equation = signal;
    add(row, "span", "lv-cell-formula").append(...mathNodes(`${signal}_t = ${formula}`));
    const numbers = add(row, "span", "lv-cell-numbers");
    const slots = groups.flatMap((group) => {
      const unbroken = add(numbers, "span", "lv-cell-unbroken");
      return group.flatMap((piece) => place(piece, unbroken));
    });
    return [...slots, holder(row, numbers, signal, groups.length)];
  });
  return (cell) => updates.forEach((each) => each(cell));
}

/**
 * @param {HTMLElement} row @param {HTMLElement} numbers @param {string} signal @param {number} lines that the numbers take
 * @returns {Update}
 */
function holder(row, numbers, signal, lines) {
  const note = add(row, "span", `lv-cell-holding lv-cell-text-${WORD[signal]}`);
  note.style.minHeight = `${lines}lh`;
  note.hidden = true;
  return ({ held, [signal]: value }) => {
    const how = held[signal];
    row.classList.toggle("lv-cell-holds", Boolean(how));
    numbers.hidden = Boolean(how);
    note.hidden = !how;
    if (how) say(note, heldInWords(how, exact(value)));
  };
}

/** @param {string | Slot} piece @param {HTMLElement} parent @returns {Update[]} */
function place(piece, parent) {
  if (typeof piece === "string") {
    parent.append(piece);
    return [];
  }
  const [tell, signal] = piece;
  const text = document.createTextNode("");
  add(parent, "span", signal ? `lv-cell-word lv-cell-text-${WORD[signal]}` : "").append(text);
  return [(cell) => { text.data = tell(cell); }];
}

/**
 * "f_t" and "h_{t−1}" become letters with an index below; a signal's letter wears its colour.
 * @param {string} source
 */
export function mathNodes(source) {
  return source.split(/([A-Za-z]_(?:\{[^}]+\}|[A-Za-z]))/).map((part, k) => {
    if (k % 2 === 0) return document.createTextNode(part);
    const word = WORD[part[0]];
    const letter = document.createElement("span");
    if (word) letter.className = `lv-cell-word lv-cell-text-${word}`;
    letter.append(part[0]);
    add(letter, "sub", "", part.slice(2).replace(/[{}]/g, ""));
    return letter;
  });
}
