/** The terms as a table: name, weight × value, a bar from the sum before to the sum after, the product, the sum so far. */

import { add, say } from "../elements.js";
import { createLine } from "./line.js";
import { unfolded } from "./rows.js";

/** @typedef {import("./rows.js").Row} Row */
/** @typedef {import("./terms.js").Term} Term */
/** @typedef {ReturnType<typeof createLine>} Line */
/**
 * @typedef {object} Shown
 * @property {Row[]} rows @property {number} z
 * @property {[number, number]} scale the sums at the two ends of the bars' axis
 * @property {import("./terms.js").Where} where
 * @property {boolean} behind whether r multiplies what comes from h
 * @property {string[]} inputNames
 * @property {(term: Term) => number | null} before a term's weight before it was edited; null where it was not
 */

/**
 * @param {HTMLElement} parent
 * @param {(term: Term, text: string, field: HTMLInputElement) => boolean} onEdit whether it was taken
 * @param {() => void} onUnfold
 */
export function createBars(parent, onEdit, onUnfold) {
  const table = add(parent, "div", "lv-gate-bars");
  table.setAttribute("role", "table");
  table.setAttribute("aria-label", "The terms of the pre-activation");
  const factors = heading(table);
  const body = add(table, "div", "lv-gate-rows");
  body.setAttribute("role", "rowgroup");
  const foot = add(table, "div", "lv-gate-foot");
  foot.setAttribute("role", "rowgroup");
  const total = createLine(foot, onEdit);
  total.root.classList.add("lv-gate-total");
  /** @type {Line[]} */
  const lines = [];
  /** Which groups' others stand one by one. */
  const open = new Set();

  /** @param {string} group */
  function unfold(group) {
    if (!open.delete(group)) open.add(group);
    onUnfold();
  }

  return {
    table,
    /** @param {Shown} shown */
    update(shown) {
      const listed = shown.rows.flatMap((row) => (row.term || !open.has(row.slot) ? [row] : [row, ...unfolded(row)]));
      while (lines.length < listed.length) lines.push(createLine(body, onEdit, unfold));
      lines.splice(listed.length).forEach((line) => line.root.remove());
      listed.forEach((row, k) => lines[k].update(row, shown, open.has(row.slot)));
      table.classList.toggle("lv-gate-unfolded", listed.length > shown.rows.length);
      table.classList.toggle("lv-gate-behind", shown.behind);
      say(factors, shown.behind ? "weight × value × r" : "weight × value");
      total.finish(shown);
    },
  };
}

/** @param {HTMLElement} table @returns {HTMLElement} what says which factors stand below it */
function heading(table) {
  const group = add(table, "div");
  group.setAttribute("role", "rowgroup");
  const row = add(group, "div", "lv-gate-row lv-gate-head");
  row.setAttribute("role", "row");
  const names = [["name", "term"], ["factors", "weight × value"], ["track", "takes away ← → adds"], ["product", "product"], ["sum", "sum so far"]];
  for (const [kind, text] of names) add(row, "span", `lv-gate-${kind}`, text).setAttribute("role", "columnheader");
  return /** @type {HTMLElement} */ (row.children[1]);
}
