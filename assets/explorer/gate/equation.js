/** The gate's equation: in letters, with the sums of its parts, and with a number for each bar. */

import { addend } from "../cell/numbers.js";
import { mathNodes } from "../cell/equations.js";
import { add, say } from "../elements.js";
import { isReset, squash, squashName } from "./terms.js";
import { exact } from "./words.js";

/** @typedef {import("./terms.js").Where} Where */
/** @typedef {import("./terms.js").Term} Term */
/** @typedef {import("./rows.js").Row} Row */
/** What stands before each of its parts and behind the last: in letters, and where numbers bring their own sign. */
const PLAIN = { parts: ["x", "h", "b"], letters: ["", " + ", " + ", ")"], sums: ["", " ", " ", ")"] };
const RESET = {
  parts: ["x", "b", "r", "h", "d"],
  letters: ["", " + ", " + ", "·(", " + ", "))"],
  sums: ["", " ", " ", " × (", " ", "))"],
};

/** @param {HTMLElement} parent */
export function createEquation(parent) {
  const root = add(parent, "div", "lv-gate-equation");
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", "The equation with its numbers; arrow keys go from term to term");
  const letters = add(root, "div", "lv-gate-line-of");
  const sums = add(root, "div", "lv-gate-line-of");
  const numbers = add(root, "div", "lv-gate-line-of");
  numbers.append("= ");
  const opening = add(numbers, "span");
  const terms = add(numbers, "span");
  numbers.append(") = ");
  const ending = piece(numbers, "z");
  const result = add(numbers, "b", "lv-gate-result");
  /** @type {HTMLElement[]} */
  let single = [];
  /** @type {HTMLElement[]} */
  let ofSums = [];
  let known = "";

  /** @param {Where} where */
  function write(where) {
    if (known === where.kind.name + where.gate) return;
    known = where.kind.name + where.gate;
    const squashed = `${squashName(where.gate)}(`;
    opening.textContent = squashed;
    letters.replaceChildren(...mathNodes(`${where.gate}_t = `), squashed);
    sums.replaceChildren(`= ${squashed}`);
    const shape = shapeOf(where);
    lay(letters, shape.parts, shape.letters).forEach((each, k) => each.append(...mathNodes(lettersOf(where, shape.parts[k]))));
    ofSums = lay(sums, shape.parts, shape.sums);
  }

  return {
    root,
    /** @param {Where} where @param {Term[]} all @param {Row[]} rows @param {number} z */
    update(where, all, rows, z) {
      write(where);
      const { parts, sums: before } = shapeOf(where);
      parts.forEach((part, k) => {
        const value = exact(part === "r" ? all[all.length - 1].factor : sumBefore(all, part));
        say(ofSums[k], before[k] === " " ? addend(value) : value);
      });
      if (single.length !== rows.length || single.some((term, k) => term.dataset.part !== rows[k].slot)) {
        terms.replaceChildren();
        single = rows.map(({ slot }, k) => {
          if (k) terms.append(" ");
          return piece(terms, slot);
        });
      }
      rows.forEach(({ product }, k) => say(single[k], k ? addend(exact(product)) : exact(product)));
      say(ending, `${squashName(where.gate)}(${exact(z)}) = `);
      say(result, exact(squash(where.gate, z)));
    },
  };
}

/** @param {Where} where */
function shapeOf(where) {
  return isReset(where) ? RESET : PLAIN;
}

/** A part before r multiplies it. @param {Term[]} terms @param {string} part */
function sumBefore(terms, part) {
  return terms.reduce((sum, { group, weight, value }) => (group === part ? sum + weight * value : sum), 0);
}

/** @param {Where} where @param {string} part */
function lettersOf({ kind, gate }, part) {
  const of = kind.gates.length > 1 ? `_${gate}` : "";
  return { x: `W${of} x_t`, h: `U${of} h_{t−1}`, b: `b${of}`, d: `b${of}′`, r: "r_t" }[part] ?? "";
}

/** Lays an empty piece for each part. @param {HTMLElement} line @param {string[]} parts @param {string[]} between */
function lay(line, parts, between) {
  const pieces = parts.map((part, k) => {
    line.append(between[k]);
    return part === "r" ? add(line, "span") : piece(line, part);
  });
  line.append(between[parts.length]);
  return pieces;
}

/** @param {HTMLElement} parent @param {string} part */
function piece(parent, part) {
  const made = add(parent, "span", "lv-gate-piece");
  made.dataset.part = part;
  made.tabIndex = -1;
  return made;
}
