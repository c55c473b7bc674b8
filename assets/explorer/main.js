/** The explorer's door: Streamlit calls `mount` at every rerun, with the same parent element. */

import { createExplorer } from "./explorer.js";

/**
 * @typedef {object} Component what Streamlit hands over
 * @property {{run: string, base: string, turn?: string, theme?: "light" | "dark"}} data
 * @property {HTMLElement & {lvExplorer?: {status: () => object}}} parentElement
 * @property {(name: string, value: unknown) => void} setStateValue
 */

/** @type {WeakMap<HTMLElement, {explorer: ReturnType<typeof createExplorer>, newest: object}>} */
const mounted = new WeakMap();

/**
 * Builds the explorer at the first call, and tells it what is wanted at each.
 * @param {Component} component
 * @returns {() => void} takes the explorer away, unless it has been mounted again since
 */
export function mount(component) {
  const parent = component.parentElement;
  const known = mounted.get(parent) ?? { explorer: createExplorer(parent), newest: {} };
  const mine = {};
  known.newest = mine;
  mounted.set(parent, known);
  parent.lvExplorer = { status: known.explorer.status };
  known.explorer.show(component.data, component.setStateValue);
  return () => {
    if (known.newest !== mine) return;
    known.explorer.destroy();
    mounted.delete(parent);
    delete parent.lvExplorer;
  };
}
