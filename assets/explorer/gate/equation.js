/** The gate's equation: in letters, with the sums of its three parts, and with a number for each bar. */

import { addend } from "../cell_numbers.js";
import { mathNodes } from "../cell_equations.js";
import { add, say } from "../elements.js";
import { squash, squashName, sumOf } from "./terms.js";
import { exact } from "./words.js";

/** @typedef {import("./terms.js").Gate} Gate */
/** @typedef {import("./rows.js").Row} Row */

const PARTS = /** @type {const} */ (["x", "h", "b"]);

/** @param {HTMLElement} parent */
export function createEquation(parent) {
  const root = add(parent, "div", "lv-gate-equation");
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", "The equation with its numbers; arrow keys go from term to term");
  const letters = add(root, "div", "lv-gate-line-of");
  const sums = add(root, "div", "lv-gate-line-of");
  const numbers = add(root, "div", "lv-gate-line-of");
  /** @type {HTMLElement[]} */
  let single = [];
  sums.append("= ");
  const opening = add(sums, "span");
  const groupTerms = PARTS.map((part) => piece(sums, part));
  sums.append(")");
  numbers.append("= ");
  const openingToo = add(numbers, "span");
  const terms = add(numbers, "span");
  numbers.append(") = ");
  const ending = piece(numbers, "z");
  const result = add(numbers, "b", "lv-gate-result");
  let gateNow = "";

  /** @param {Gate} gate */
  function write(gate) {
    if (gate === gateNow) return;
    gateNow = gate;
    letters.replaceChildren(...mathNodes(`${gate}_t = ${squashName(gate)}(`));
    PARTS.forEach((part, k) => {
      if (k) letters.append(" + ");
      const source = { x: `W_${gate} x_t`, h: `U_${gate} h_{t−1}`, b: `b_${gate}` }[part];
      piece(letters, part).append(...mathNodes(source));
    });
    letters.append(")");
    for (const each of [opening, openingToo]) each.textContent = `${squashName(gate)}(`;
  }

  return {
    root,
    /** @param {Gate} gate @param {Row[]} rows @param {number} z */
    update(gate, rows, z) {
      write(gate);
      groupTerms.forEach((term, k) => say(term, signed(sumOf(rows.filter(({ slot }) => slot[0] === PARTS[k])), k)));
      if (single.length !== rows.length || single.some((term, k) => term.dataset.part !== rows[k].slot)) {
        terms.replaceChildren();
        single = rows.map(({ slot }, k) => {
          if (k) terms.append(" ");
          return piece(terms, slot);
        });
      }
      rows.forEach(({ product }, k) => say(single[k], signed(product, k)));
      say(ending, `${squashName(gate)}(${exact(z)}) = `);
      say(result, exact(squash(gate, z)));
    },
  };
}

/** @param {number} value @param {number} place in its sum */
function signed(value, place) {
  return place ? addend(exact(value)) : exact(value);
}

/** @param {HTMLElement} parent @param {string} part */
function piece(parent, part) {
  const made = add(parent, "span", "lv-gate-piece");
  made.dataset.part = part;
  made.tabIndex = -1;
  return made;
}
