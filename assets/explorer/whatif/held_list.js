/** What is held, one line each, to be let go again. */

import { WORD } from "../cell/numbers.js";
import { add } from "../elements.js";
import { inWords } from "./words.js";

/** @typedef {import("./intervene.js").Intervention} Intervention */

/**
 * @param {HTMLElement} parent @param {(left: Intervention[]) => void} onLeft called with what is still held
 * @param {HTMLElement} rest where the focus goes from a button that goes away, so that a keyboard's reader is not lost
 */
export function createHeldList(parent, onLeft, rest) {
  const list = add(parent, "ul", "lv-whatif-held");
  list.setAttribute("aria-label", "Held");
  /** @type {Intervention[] | null} */
  let shown = null;
  const clear = add(parent, "button", "lv-button lv-whatif-clear", "Let go of all");
  clear.type = "button";
  clear.addEventListener("click", () => {
    rest.focus();
    onLeft([]);
  });

  return (/** @type {Intervention[]} */ held) => {
    if (held === shown) return;
    shown = held;
    list.hidden = held.length === 0;
    clear.hidden = held.length < 2;
    list.replaceChildren();
    for (const each of held) {
      const item = add(list, "li");
      const words = inWords(each);
      item.style.setProperty("--line", `var(--lv-${WORD[each.signal]})`);
      add(item, "span", "", words);
      const button = add(item, "button", "lv-button", "Let go");
      button.type = "button";
      button.setAttribute("aria-label", `Let go: ${words}`);
      button.addEventListener("click", () => {
        rest.focus();
        onLeft(held.filter((other) => other !== each));
      });
    }
  };
}
