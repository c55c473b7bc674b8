/** The names beside the strips, as plain text: as Plotly's annotations they cost more than all the lines. */

import { add } from "./elements.js";

const GAP = 10;

/** @param {HTMLElement} frame */
export function createStripLabels(frame) {
  const root = add(frame, "div", "lv-strip-labels");
  /** @type {HTMLElement[]} */
  let labels = [];
  /** @type {unknown} what they were made from */
  let made = null;

  return {
    /** @param {any} spec the sequence's; its annotations "strip" stand in the order of its heat maps */
    name(spec) {
      if (made === spec) return;
      made = spec;
      root.replaceChildren();
      labels = spec.layout.annotations.filter((/** @type {any} */ note) => note.name === "strip").map((/** @type {any} */ note) => {
        const label = add(root, "div");
        label.style.color = note.font.color;
        for (const line of note.text.split("<br>")) add(label, "span", "", line);
        return label;
      });
    },
    /** @param {{top: number, height: number}[]} rows in the order of the labels @param {number} left where the strips begin */
    place(rows, left) {
      labels.forEach((label, k) => {
        const { top, height } = rows[k];
        Object.assign(label.style, { width: `${left - GAP}px`, top: `${top}px`, height: `${height}px` });
      });
    },
  };
}
