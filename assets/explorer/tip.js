/** A small note beside the pointer. */

import { add } from "./elements.js";

const AWAY = 14;

/** @param {HTMLElement} frame */
export function createTip(frame) {
  const tip = add(frame, "div", "lv-tip");
  tip.hidden = true;
  return {
    /** @param {string} title @param {import("./reading.js").Line[]} lines @param {number} x @param {number} y */
    show(title, lines, x, y) {
      tip.replaceChildren();
      add(tip, "b", "", title);
      for (const { name, value, colour } of lines) {
        const line = add(tip, "div");
        add(line, "i").style.background = colour;
        add(line, "span", "", name);
        add(line, "span", "lv-number", value);
      }
      tip.hidden = false;
      const left = x + AWAY + tip.offsetWidth > frame.clientWidth ? x - AWAY - tip.offsetWidth : x + AWAY;
      const top = Math.min(y + AWAY, frame.clientHeight - tip.offsetHeight);
      tip.style.transform = `translate(${Math.max(0, left)}px, ${Math.max(0, top)}px)`;
    },
    hide() {
      tip.hidden = true;
    },
  };
}
