/** The lines over the map: the cursor's output, and what is read off. */

import { add } from "../elements.js";
import { across, down } from "./map_ground.js";

/** @param {HTMLElement} frame */
export function createMapLines(frame) {
  const now = add(frame, "div", "lv-why-line lv-why-now");
  const row = add(frame, "div", "lv-why-line");
  const column = add(frame, "div", "lv-why-line");
  return {
    /** @param {import("./map_ground.js").Ground} ground @param {number} cursor timestep @param {{t: number, s: number} | null} spot */
    place(ground, cursor, spot) {
      level(now, ground, cursor);
      row.hidden = column.hidden = !spot;
      if (!spot) return;
      level(row, ground, spot.t);
      column.hidden = !isInside(ground, spot.s);
      Object.assign(column.style, { top: `${ground.top}px`, height: `${ground.height}px`, transform: `translateX(${across(ground, spot.s)}px)` });
    },
  };
}

/** @param {HTMLElement} line @param {import("./map_ground.js").Ground} ground @param {number} t */
function level(line, ground, t) {
  line.hidden = !isInside(ground, t);
  Object.assign(line.style, { left: `${ground.left}px`, width: `${ground.width}px`, transform: `translateY(${down(ground, t)}px)` });
}

/** @param {import("./map_ground.js").Ground} ground @param {number} at */
function isInside({ from, to }, at) {
  return at > from && at < to;
}
