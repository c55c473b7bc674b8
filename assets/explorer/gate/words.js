/** How the opened gate is spoken of. */

import { formatNumber, formatShare, formatShort } from "../cell/numbers.js";
import { isReset } from "./terms.js";

/** @typedef {import("./terms.js").Term} Term */
/** @typedef {import("./terms.js").Where} Where */
/** @typedef {import("./rows.js").Row} Row */

/** What a gate's value means, by its cell. @type {Record<string, Record<string, (value: number) => string>>} */
const MEANINGS = {
  lstm: {
    f: (value) => `${formatShare(value)} of the cell state is kept`,
    i: (value) => `${formatShare(value)} of the candidate is written`,
    g: () => "that is what could be written into the cell",
    o: (value) => `${formatShare(value)} of tanh(c) is shown`,
  },
  gru: {
    z: (value) => `${formatShare(value)} of the hidden state is kept`,
    r: (value) => `${formatShare(value)} of U h + b′ goes into the candidate`,
    n: () => "that is what could be written into the hidden state",
  },
  rnn: { h: () => "that is what the unit hands on" },
};

/** Three decimals everywhere, so that what is read adds up to within the last digit. @param {number} value */
export const exact = (value) => formatNumber(value, 3);

/** @param {Where} where */
export function gateName({ kind, gate }) {
  return kind.names[gate];
}

/** @param {Pick<Term, "group">} term */
export function isBias({ group }) {
  return group === "b" || group === "d";
}

/** @param {Pick<Term, "group" | "index">} term @param {Where} where @param {string[]} inputNames of the data's columns */
export function termName({ group, index }, where, inputNames) {
  if (group === "d") return "bias b′";
  if (group === "b") return isReset(where) ? "bias b" : "bias";
  if (group === "h") return index === where.unit ? `own h (unit ${index})` : `h of unit ${index}`;
  return where.layer === 0 ? inputNames[index] : `unit ${index} of layer ${where.layer}`;
}

/** A term's name inside a sentence. @param {Row} row @param {Where} where @param {string[]} inputNames */
export function rowInWords(row, where, inputNames) {
  if (!row.term) return `the ${othersName(row, where)} together`;
  const name = termName(row.term, where, inputNames);
  if (isBias(row.term)) return `the ${name}`;
  if (row.term.group === "x") return where.layer === 0 ? `the input “${name}”` : name;
  return name.replace(/^own h.*/, "its own h");
}

/** @param {Row} row @param {Where} where */
export function othersName({ slot, members }, where) {
  const what = slot[0] === "x" && where.layer === 0 ? "inputs" : "units";
  return members.every(({ value }) => value === 0) ? `${members.length} ${what} at 0` : `${members.length} other ${what}`;
}

/** What a term multiplies its weight with. @param {Term} term @param {boolean} behind whether r multiplies it too */
export function factorsOf(term, behind) {
  const value = isBias(term) ? "" : `× ${exact(term.value)}`;
  return behind && (term.group === "h" || term.group === "d") ? `${value} × ${exact(term.factor)}`.trim() : value;
}

/**
 * @param {Where & {t: number}} place @param {number} value the gate's @param {Row[]} rows
 * @param {(row: Row) => string} name of a row
 */
export function gateSentence(place, value, rows, name) {
  const meant = MEANINGS[place.kind.name][place.gate](value);
  const start = `At t = ${place.t}, the ${gateName(place)} of unit ${place.unit} is ${formatShort(value)}: ${meant}.`;
  const largest = (/** @type {number} */ sign) =>
    rows.reduce((best, row) => (row.product * sign > (best?.product ?? 0) * sign ? row : best), /** @type {Row | null} */ (null));
  const [up, down] = [largest(1), largest(-1)].map((row) => (row && Math.abs(row.product) >= 0.0005 ? row : null));
  const said = (/** @type {Row} */ row) => `${name(row)} (${exact(row.product)})`;
  if (up && down) return `${start} Most is added by ${said(up)} and most is taken away by ${said(down)}.`;
  if (up) return `${start} Most is added by ${said(up)}; nothing takes away.`;
  return down ? `${start} Most is taken away by ${said(down)}; nothing adds.` : `${start} Nothing moves it from 0.`;
}
