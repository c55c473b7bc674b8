/** How the opened gate is spoken of. */

import { formatNumber, formatShare, WORD } from "../cell_numbers.js";

/** @typedef {import("./terms.js").Term} Term */
/** @typedef {import("./terms.js").Where} Where */
/** @typedef {import("./rows.js").Row} Row */

/** Three decimals everywhere, so that what is read adds up to within the last digit. @param {number} value */
export const exact = (value) => formatNumber(value, 3);

/** @param {import("./terms.js").Gate} gate */
export function gateName(gate) {
  return gate === "g" ? "candidate" : `${WORD[gate]} gate`;
}

/** @param {Pick<Term, "group" | "index">} term @param {Where} where @param {string[]} inputNames of the data's columns */
export function termName({ group, index }, where, inputNames) {
  if (group === "b") return "bias";
  if (group === "h") return index === where.unit ? `own h (unit ${index})` : `h of unit ${index}`;
  return where.layer === 0 ? inputNames[index] : `unit ${index} of layer ${where.layer}`;
}

/** A term's name inside a sentence. @param {Row} row @param {Where} where @param {string[]} inputNames */
export function rowInWords(row, where, inputNames) {
  if (!row.term) return `the ${othersName(row, where)} together`;
  const name = termName(row.term, where, inputNames);
  if (row.term.group === "b") return "the bias";
  if (row.term.group === "x") return where.layer === 0 ? `the input “${name}”` : name;
  return name.replace(/^own h.*/, "its own h");
}

/** @param {Row} row @param {Where} where */
export function othersName({ slot, members }, where) {
  const what = slot[0] === "x" && where.layer === 0 ? "inputs" : "units";
  return `${members.length} other ${what}`;
}

/**
 * @param {Where & {t: number}} place @param {number} value the gate's @param {Row[]} rows
 * @param {(row: Row) => string} name of a row
 */
export function gateSentence({ gate, unit, t }, value, rows, name) {
  const start = `At t = ${t}, the ${gateName(gate)} of unit ${unit} is ${formatNumber(value)}: ${meaning(gate, value)}.`;
  const largest = (/** @type {number} */ sign) =>
    rows.reduce((best, row) => (row.product * sign > (best?.product ?? 0) * sign ? row : best), /** @type {Row | null} */ (null));
  const [up, down] = [largest(1), largest(-1)].map((row) => (row && Math.abs(row.product) >= 0.0005 ? row : null));
  const said = (/** @type {Row} */ row) => `${name(row)} (${exact(row.product)})`;
  if (up && down) return `${start} Most is added by ${said(up)} and most is taken away by ${said(down)}.`;
  if (up) return `${start} Most is added by ${said(up)}; nothing takes away.`;
  return down ? `${start} Most is taken away by ${said(down)}; nothing adds.` : `${start} Nothing moves it from z = 0.`;
}

/** @param {import("./terms.js").Gate} gate @param {number} value */
function meaning(gate, value) {
  if (gate === "g") return "that is what could be written into the cell";
  const share = formatShare(value);
  return { f: `${share} of the cell state is kept`, i: `${share} of the candidate is written`, o: `${share} of tanh(c) is shown` }[gate];
}
