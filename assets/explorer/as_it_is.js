/** By the strips, while something is supposed: what of the picture stays that of the network as it is. */

import { add, say } from "./elements.js";
import { answerSentence } from "./reading.js";

/** @param {HTMLElement} parent @returns {(view: any) => void} */
export function createAsItIs(parent) {
  const line = add(parent, "p", "lv-said");
  return (view) => say(line, asItIs(view));
}

/**
 * @param {any} view
 * @returns {string} empty where nothing is held and no weight is edited; a comparison with another step says itself what it is
 */
export function asItIs(view) {
  const { supposed } = view;
  if (!supposed?.interventions && !supposed?.edits) return "";
  const mark = view.problem.values.loss === "cross_entropy" ? "marks what would be" : "is the dashed line";
  return `${answerSentence(view) ? "The answer above and the strips show" : "The strips show"} the network as it is; “what if” ${mark}.`;
}
