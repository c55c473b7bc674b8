/** All units' numbers at this step, for who would rather read them. */

import { formatNumber, shortName, WORD } from "./numbers.js";
import { add, say } from "../elements.js";

/** @param {HTMLElement} parent @param {import("../cells/kind.js").Kind} kind */
export function createUnitsTable(parent, kind) {
  const { signals: names } = kind;
  const root = add(parent, "details", "lv-cell-table");
  const summary = add(root, "summary", "", "Table");
  root.hidden = true;
  const frame = add(root, "div");
  Object.assign(frame, { tabIndex: 0 });
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", "All units at this step");
  const table = add(frame, "table");
  const head = add(add(table, "thead"), "tr");
  add(head, "th", "", "unit").scope = "col";
  for (const signal of names) {
    const column = add(head, "th", `lv-cell-text-${WORD[signal]}`, signal);
    Object.assign(column, { scope: "col", title: shortName(kind, signal) });
  }
  const body = add(table, "tbody");
  /** @type {import("./units.js").Moment | null} */
  let now = null;

  function write() {
    if (!now || !root.open || root.hidden) return;
    const { signals, hiddenSize, unit, t } = now;
    while (body.rows.length > hiddenSize) body.deleteRow(-1);
    for (let row = body.rows.length; row < hiddenSize; row += 1) addRow(body, row, names.length);
    for (let row = 0; row < hiddenSize; row += 1) {
      const { cells } = body.rows[row];
      names.forEach((signal, k) => say(cells[k + 1], formatNumber(signals[signal][t * hiddenSize + row])));
      body.rows[row].setAttribute("aria-current", String(row === unit));
    }
  }

  root.addEventListener("toggle", write);
  return {
    /** @param {boolean} yes */
    show(yes) {
      root.hidden = !yes;
    },
    /** @param {import("./units.js").Moment} moment @param {string} whose numbers they are, if there are others */
    update(moment, whose) {
      now = moment;
      say(summary, whose ? `Table: ${whose}` : "Table");
      write();
    },
  };
}

/** @param {HTMLTableSectionElement} body @param {number} unit @param {number} columns */
function addRow(body, unit, columns) {
  const row = add(body, "tr");
  add(row, "th", "", String(unit)).scope = "row";
  for (let k = 0; k < columns; k += 1) add(row, "td");
}
