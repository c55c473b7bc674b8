/** A figure's numbers as a table, made when it is opened. */

import { add } from "../elements.js";

/** @param {HTMLElement} parent @param {string} caption */
export function createTable(parent, caption) {
  const fold = add(parent, "details", "lv-why-table");
  add(fold, "summary", "", "Table");
  const frame = add(fold, "div", "lv-why-scroll");
  frame.tabIndex = 0;
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", caption);
  let fill = () => {};
  fold.addEventListener("toggle", () => fill());

  return {
    /** @param {boolean} yes */
    hide(yes) {
      fold.hidden = yes;
    },
    /** @param {string[]} head @param {() => string[][]} rows a row's first cell is its name */
    show(head, rows) {
      fill = () => {
        frame.replaceChildren();
        if (!fold.open) return;
        const table = add(frame, "table");
        add(table, "caption", "", caption);
        const top = add(add(table, "thead"), "tr");
        for (const name of head) add(top, "th", "", name).scope = "col";
        const body = add(table, "tbody");
        for (const [name, ...cells] of rows()) {
          const row = add(body, "tr");
          add(row, "th", "", name).scope = "row";
          for (const cell of cells) add(row, "td", "", cell);
        }
      };
      fill();
    },
  };
}
