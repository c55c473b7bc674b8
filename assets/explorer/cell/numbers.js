/** How a cell's signals are named and its numbers written. */

import { KINDS } from "../cells/kind.js";

/** @typedef {string} Signal of a cell's kind: "f", "i", "g", "o", "c", "h" of an LSTM */

/** A signal's word, which is also its colour's key in the palette; no letter means two things. @type {Record<Signal, string>} */
export const WORD = Object.freeze(Object.assign({}, ...Object.values(KINDS).map(({ words }) => words)));

/** @param {import("../cells/kind.js").Kind} kind @param {Signal} signal @returns {string} "update" for the update gate */
export function shortName(kind, signal) {
  return kind.names[signal].replace(/ (gate|state)$/, "");
}

/** @param {number} value @param {number} [decimals] @returns {string} with a true minus, and no minus before zero */
export function formatNumber(value, decimals = 2) {
  if (!Number.isFinite(value)) return "–";
  const digits = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(digits) !== 0 ? `−${digits}` : digits;
}

/** Two decimals; three of a small number, so that 0.00 is not said of what is −0.004 beside it. @param {number} value @returns {string} */
export function formatShort(value) {
  return formatNumber(value, value !== 0 && Math.abs(value) < 0.1 ? 3 : 2);
}

/** Whether two decimals of it are 0. @param {number} value */
export function isNothing(value) {
  return Number(formatNumber(value)) === 0;
}

/** @param {number} value a round one @returns {string} with no more figures than it has */
export function formatLimit(value) {
  return String(Number(value.toPrecision(3))).replace("-", "−");
}

/** @param {number} value 0 to 1 @returns {string} in percent; only a true 0 or 1 is called 0 % or 100 % */
export function formatShare(value) {
  if (!Number.isFinite(value)) return "–";
  if (value > 0 && value < 0.005) return "less than 1 %";
  if (value >= 0.995 && value < 1) return "more than 99 %";
  return `${Math.round(value * 100)} %`;
}

/** @param {string} shown a formatted number @returns {string} as the second term of a sum: "+ 0.12" or "− 0.12" */
export function addend(shown) {
  return shown.startsWith("−") ? `− ${shown.slice(1)}` : `+ ${shown}`;
}

/** @param {ArrayLike<number>} x @returns {string} the value where there is one, else how many there are */
export function formatInput(x) {
  return x.length === 1 ? formatShort(x[0]) : `(${x.length} values)`;
}
