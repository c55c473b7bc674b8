/** The units, the one that is missed most first, each with what is left without it and a bar of the change. */

import { add } from "../elements.js";

/** @param {HTMLElement} parent @param {(unit: number) => void} onUnit */
export function createRanking(parent, onUnit) {
  const root = add(parent, "div", "lv-whatif-scroll");
  root.tabIndex = 0;
  root.setAttribute("role", "region");
  root.setAttribute("aria-label", "The units, the one that is missed most first");
  const table = add(root, "table");
  const head = add(add(table, "thead"), "tr");
  const body = add(table, "tbody");

  /** @param {string} name @param {string[]} cells @param {number} share of the bar's room, for the worse above 0 */
  function addRow(name, cells, share) {
    const row = add(body, "tr");
    const first = add(row, "th", "", name);
    first.scope = "row";
    for (const cell of cells) add(row, "td", "", cell);
    const track = add(add(row, "td"), "div", "lv-whatif-track");
    const bar = add(track, "span", share < 0 ? "lv-whatif-better" : "");
    Object.assign(bar.style, { width: `${Math.abs(share)}%`, left: `${Math.min(50, 50 + share)}%` });
    return first;
  }

  return {
    root,
    /** @param {ReturnType<typeof import("./each_words.js").eachRows>} shown */
    fill({ head: names, whole, rows, reach }) {
      const held = body.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement).dataset.unit : null;
      head.replaceChildren();
      for (const name of ["without", ...names, "better ← → worse"]) add(head, "th", "", name).scope = "col";
      body.replaceChildren();
      addRow("nothing", whole, 0);
      for (const { unit, cells, change } of rows) {
        const name = addRow("", cells, (50 * change) / (reach || 1));
        const button = add(name, "button", "lv-whatif-unit", `unit ${unit}`);
        button.type = "button";
        button.dataset.unit = String(unit);
        button.addEventListener("click", () => onUnit(unit));
        if (button.dataset.unit === held) button.focus({ preventScroll: true });
      }
    },
    /** @param {number} chosen */
    point(chosen) {
      for (const button of body.querySelectorAll("button")) {
        button.setAttribute("aria-pressed", String(button.dataset.unit === String(chosen)));
      }
    },
  };
}
