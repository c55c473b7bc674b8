/** All units' numbers at this step, for who would rather read them. */

import { formatNumber, WORD } from "./cell_numbers.js";
import { add, say } from "./elements.js";

const SIGNALS = /** @type {const} */ (["f", "i", "g", "o", "c", "h"]);

/** @param {HTMLElement} parent */
export function createUnitsTable(parent) {
  const root = add(parent, "details", "lv-cell-table");
  add(root, "summary", "", "Table");
  root.hidden = true;
  const frame = add(root, "div");
  Object.assign(frame, { tabIndex: 0 });
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", "All units at this step");
  const table = add(frame, "table");
  const head = add(add(table, "thead"), "tr");
  add(head, "th", "", "unit").scope = "col";
  for (const signal of SIGNALS) {
    const column = add(head, "th", `lv-cell-text-${WORD[signal]}`, signal);
    Object.assign(column, { scope: "col", title: WORD[signal] });
  }
  const body = add(table, "tbody");
  /** @type {import("./cell_units.js").Moment | null} */
  let now = null;

  function write() {
    if (!now || !root.open || root.hidden) return;
    const { signals, hiddenSize, unit, t } = now;
    while (body.rows.length > hiddenSize) body.deleteRow(-1);
    for (let row = body.rows.length; row < hiddenSize; row += 1) addRow(body, row);
    for (let row = 0; row < hiddenSize; row += 1) {
      const { cells } = body.rows[row];
      SIGNALS.forEach((signal, k) => say(cells[k + 1], formatNumber(signals[signal][t * hiddenSize + row])));
      body.rows[row].setAttribute("aria-current", String(row === unit));
    }
  }

  root.addEventListener("toggle", write);
  return {
    /** @param {boolean} yes */
    show(yes) {
      root.hidden = !yes;
    },
    /** @param {import("./cell_units.js").Moment} moment */
    update(moment) {
      now = moment;
      write();
    },
  };
}

/** @param {HTMLTableSectionElement} body @param {number} unit */
function addRow(body, unit) {
  const row = add(body, "tr");
  add(row, "th", "", String(unit)).scope = "row";
  for (const _ of SIGNALS) add(row, "td");
}
