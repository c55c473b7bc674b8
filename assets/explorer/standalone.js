/** The door of an exported page: the explorer on messages that the page itself holds. Nothing is asked of any server. */

import { createExplorer } from "./explorer.js";

/** @param {HTMLElement} parent */
export function mountStandalone(parent) {
  const explorer = createExplorer(parent);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const show = () => {
    document.documentElement.dataset.theme = dark.matches ? "dark" : "light";
    explorer.show({ run: "exported", base: "", theme: dark.matches ? "dark" : "light", source: held }, () => {});
  };
  dark.addEventListener("change", show);
  show();
  /** @type {any} */ (parent).lvExplorer = { status: explorer.status };
}

/** @type {import("./feed.js").Source} */
async function held(address) {
  const name = /** @type {RegExpMatchArray} */ (address.match(/\/(problem|live|weights)(\?|$)/))[1];
  const text = /** @type {HTMLElement} */ (document.getElementById(`lv-${name}`)).textContent ?? "";
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer;
}
