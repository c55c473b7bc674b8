/** The terms of a gate as rows that add up: the largest first and by name, the rest of a group as one, each starting where the last ended. */

import { sumOf } from "./terms.js";

/** @typedef {import("./terms.js").Term} Term */
/**
 * @typedef {object} Row
 * @property {string} slot where it stands: "x0", "x1" …, "x+" for the others; the same at every timestep
 * @property {Term | null} term null for the others
 * @property {Term[]} members the others' terms; empty for a named term
 * @property {number} product
 * @property {number} from the sum of all rows before
 * @property {number} to the sum with this row
 */

/** A group of more than this has its largest ones by name, and one row for the others. */
export const MOST = 8;
/** So many values of 0 beside others, as of the letters that are not fed, are one row: they add nothing. */
const MANY_ZEROS = 3;

/**
 * @param {Term[]} terms in the order of their groups
 * @param {Set<string> | null} kept names (see `nameOf`) of the terms to show, whatever their size; null: the largest
 * @returns {Row[]} adding up to z
 */
export function rowsOf(terms, kept = null) {
  /** @type {Omit<Row, "from" | "to">[]} */
  const rows = [];
  for (const group of new Set(terms.map((term) => term.group))) {
    const own = terms.filter((term) => term.group === group);
    const named = chosen(own, kept);
    named.forEach((term, k) => rows.push({ slot: `${group}${k}`, term, members: [], product: term.product }));
    if (named.length === own.length) continue;
    const shown = new Set(named);
    const members = own.filter((term) => !shown.has(term));
    rows.push({ slot: `${group}+`, term: null, members, product: sumOf(members) });
  }
  return stacked(rows, 0);
}

/** @param {Row} row of others @returns {Row[]} a row for each of them, from where theirs starts to where it ends */
export function unfolded(row) {
  const rows = row.members.map((term) => ({ slot: row.slot, term, members: [], product: term.product }));
  return stacked(rows, row.from);
}

/** @param {Omit<Row, "from" | "to">[]} rows @param {number} start @returns {Row[]} */
function stacked(rows, start) {
  let sum = start;
  return rows.map((row) => ({ ...row, from: sum, to: (sum += row.product) }));
}

/** @param {Term[]} own one group's @param {Set<string> | null} kept @returns {Term[]} by name: the largest first, or the kept ones as they stood */
function chosen(own, kept) {
  if (kept) {
    const known = new Map(own.map((term) => [nameOf(term), term]));
    const again = [...kept].flatMap((name) => known.get(name) ?? []);
    if (again.length) return again;
  }
  return [...own].sort((a, b) => Math.abs(b.product) - Math.abs(a.product)).slice(0, byName(own));
}

/** How many of a group stand by name. @param {Term[]} own */
function byName(own) {
  const alive = own.filter(({ value }) => value !== 0).length;
  const folded = alive > 0 && own.length - alive >= MANY_ZEROS;
  return folded ? Math.min(alive, MOST - 1) : own.length > MOST ? MOST - 1 : own.length;
}

/** @param {Term} term */
export function nameOf({ group, index }) {
  return `${group}${index}`;
}

/** @param {Row[]} rows @returns {[number, number]} the least and the greatest sum on the way, 0 among them */
export function reach(rows) {
  let [low, high] = [0, 0];
  for (const { to } of rows) {
    low = Math.min(low, to);
    high = Math.max(high, to);
  }
  return [low, high];
}
