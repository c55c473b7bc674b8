/** What follows from a set of interventions, worked out once for the newest weights. */

import { errorsByPart } from "../parts.js";
import { levels } from "../restore.js";
import { intervene } from "./intervene.js";
import { label } from "./words.js";

/** @typedef {import("./intervene.js").Intervention} Intervention */
/**
 * @typedef {object} Supposed
 * @property {Intervention[]} interventions
 * @property {string} label what is supposed, in words
 * @property {import("./intervene.js").Trace} base the trace that it departs from
 * @property {import("./intervene.js").Trace} trace
 * @property {{levels: Float64Array | null}} shown in the data's unit
 * @property {ReturnType<typeof errorsByPart>} errors
 */

/** @param {any} view @param {Intervention[]} interventions @returns {Supposed} */
export function suppose({ problem, weights, trace: base }, interventions) {
  const trace = intervene(weights, problem.values.model, base, interventions);
  const shown = { levels: levels(problem, trace.y) };
  const errors = errorsByPart(problem, trace.y);
  return { interventions, label: label(interventions), base, trace, shown, errors };
}

/** @type {Supposed | null} the last one that was worked out */
let newest = null;

/**
 * The counterfactual of the view, for the weights that are on the screen now: also while it trains, and whichever
 * question is open.
 * @param {any} view @returns {(Omit<Supposed, "interventions"> & {interventions?: Intervention[]}) | null} without interventions where the
 *   departure is of another kind, such as another step of training
 */
export function supposedIn(view) {
  const { supposed, trace } = view;
  if (!supposed || !trace) return null;
  if (!supposed.interventions || supposed.base === trace) return supposed;
  if (newest?.base !== trace || newest.interventions !== supposed.interventions) newest = suppose(view, supposed.interventions);
  return newest;
}
