/** Phrases that the cells' sentences share. */

import { heldInWords } from "./held.js";
import { formatShort, isNothing } from "./numbers.js";

/** @typedef {import("./faces.js").Piece} Piece */
/** @typedef {import("./read.js").Cell} Cell */

/** @param {Cell} cell */
export const startOf = (cell) => `At t = ${cell.t}, unit ${cell.unit}`;

/** @param {number} before what it held */
export function heldBefore(before) {
  return isNothing(before) ? "the almost nothing it held" : `the ${formatShort(before)} it held`;
}

/** @param {Cell} cell @param {string} signal @returns {Piece} a held signal's number */
export function holding(cell, signal) {
  return [heldInWords(cell.held[signal], formatShort(cell[signal])), signal];
}

/**
 * @param {Cell} cell @param {import("../cells/kind.js").Kind} kind @param {string[]} signals
 * @returns {Piece[]} a sentence on those of the signals that are held; none where nothing is
 */
export function heldSentence(cell, kind, signals) {
  const held = signals.filter((signal) => cell.held[signal]);
  if (held.length === 0) return [];
  const pieces = held.flatMap((signal, k) => /** @type {Piece[]} */ ([
    [`${k ? ", the" : " The"} ${kind.names[signal]} is `], holding(cell, signal),
  ]));
  return [...pieces, ["."]];
}
