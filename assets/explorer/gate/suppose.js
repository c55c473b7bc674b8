/** The counterfactual of the edited weights: the whole network read again with them. */

import { think } from "../scene.js";
import { grouped } from "../numbers.js";
import { countOf, edited } from "./edit.js";

/** @typedef {import("./edit.js").Edit} Edit */
/**
 * @typedef {object} Edited what `actions.suppose` is given
 * @property {Edit[]} edits
 * @property {any} base the trace that it departs from
 * @property {import("./edit.js").Arrays} weights
 * @property {any} trace @property {{levels: any}} shown in the data's unit @property {any} errors
 * @property {string} label
 */

/** @param {any} view @param {Edit[]} edits @returns {Edited} */
export function supposeEdits(view, edits) {
  const weights = edited(view.weights, edits);
  const arrays = Object.fromEntries(Object.entries(weights).map(([name, array]) => [`w.${name}`, array]));
  const label = `${countInWords(edits)}, step ${grouped(view.live.values.weights_step)}`;
  return /** @type {any} */ ({ ...think(view.problem, { ...view.live, arrays }), edits, base: view.trace, label });
}

/** @type {Edited | null} the last one that was worked out anew */
let newest = null;

/**
 * The edits that stand, worked out for the weights that are on the screen now. Who supposes something else takes them
 * away, for the picture can depart in one way only.
 * @param {any} view @returns {Edited | null}
 */
export function editedIn(view) {
  const { supposed, trace } = view;
  if (!supposed?.edits || supposed.base === trace) return supposed?.edits ? supposed : null;
  if (newest?.base !== trace || newest?.edits !== supposed.edits) newest = supposeEdits(view, supposed.edits);
  return newest;
}

/** @param {Edit[]} edits */
export function countInWords(edits) {
  const count = countOf(edits);
  return `${grouped(count)} weight${count === 1 ? "" : "s"} edited`;
}
