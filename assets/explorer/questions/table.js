/** The numbers of a figure as a table that opens on demand; it is filled only while it is open. */

import { add } from "../elements.js";

/**
 * @param {HTMLElement} parent @param {string} caption what the numbers are @param {string[]} heads of the columns; the first names the row
 */
export function createTable(parent, caption, heads) {
  const details = add(parent, "details", "lv-table");
  add(details, "summary", "", "Table");
  const scroll = add(details, "div", "lv-table-scroll");
  scroll.tabIndex = 0;
  scroll.setAttribute("role", "region");
  scroll.setAttribute("aria-label", caption);
  const table = add(scroll, "table");
  const head = add(add(table, "thead"), "tr");
  const body = add(table, "tbody");
  /** @type {() => string[][]} */
  let rows = () => [];

  /** @param {string[]} names */
  function name(names) {
    head.replaceChildren();
    for (const text of names) add(head, "th", "", text).scope = "col";
  }

  function fill() {
    if (!details.open) return;
    const made = document.createElement("tbody");
    for (const [name, ...cells] of rows()) {
      const row = add(made, "tr");
      add(row, "th", "", name).scope = "row";
      for (const cell of cells) add(row, "td", "", cell);
    }
    body.replaceChildren(...made.childNodes);
  }

  name(heads);
  details.addEventListener("toggle", fill);
  return {
    name,
    /** @param {() => string[][]} make a row for each thing: its name, then its numbers */
    show(make) {
      rows = make;
      fill();
    },
    /** @param {boolean} yes */
    hide(yes) {
      details.hidden = yes;
    },
  };
}
