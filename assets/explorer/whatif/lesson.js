/** How long what was disturbed stays disturbed, and what brought it back. */

import { kindOf } from "../cells/kind.js";
import { levels } from "../restore.js";
import { largest } from "../top_row.js";
import { erase } from "./erase.js";
import { intervene } from "./intervene.js";

/** @typedef {import("./suppose.js").Supposed} Supposed */
/** @typedef {import("./intervene.js").Intervention} Intervention */
/** @typedef {import("./intervene.js").Trace} Trace */

/** Back is what is within this share of its range over the whole sequence. */
const NEAR = 0.05;
/** Within so many timesteps a return is called quick. */
const QUICK = 5;

/**
 * How many timesteps after the last span something is back for good: 0 where it was never away, Infinity where it does
 * not come back.
 * @typedef {object} Return
 * @property {number} memory the state that carries it, c of an LSTM, else h: of every unit that was held
 * @property {number | null} prediction in the data's unit; null for classes
 * @property {boolean} same whether every answer from the first span on is still the same class; false for levels
 */
/**
 * What wrote the memory anew, or gave the answer: "inputs" where it is the same as soon with the states of the whole layer
 * erased; else h, and other units too where only some were shut. "nothing" where the memory never left.
 * @typedef {"h" | "others" | "inputs" | "nothing"} Writer
 */

/**
 * @param {any} view @param {Supposed} supposed
 * @returns {(Return & {by: Writer | null}) | null} null where a span reaches the end, so that nothing could come back; `by`
 *   only where the gates that keep were shut and it changed little: it was soon back, or the answer is the same
 */
export function comesBack(view, { interventions, base, trace }) {
  const to = Math.max(...interventions.map((each) => each.to));
  if (to >= view.problem.arrays.part.length - 1) return null;
  const kind = kindOf(view.problem.values.model);
  const found = returnOf(view, interventions, trace, to);
  if (!interventions.every((each) => forgets(each, kind.keep))) return { ...found, by: null };
  if (found.memory === 0) return { ...found, by: "nothing" };
  const quick = /** @type {("memory" | "prediction")[]} */ (["memory", "prediction"]).filter((name) => isQuick(found[name]));
  if (quick.length === 0 && !found.same) return { ...found, by: null };
  const erased = interventions.flatMap((each) => erase(kind, { ...each, units: null }));
  const without = returnOf(view, interventions, intervene(view.weights, view.problem.values.model, base, erased), to);
  const asSoon = quick.every((name) => Number(without[name]) <= Number(found[name]));
  if (found.same ? without.same : asSoon) return { ...found, by: "inputs" };
  return { ...found, by: interventions.every(({ units }) => units === null) ? "h" : "others" };
}

/** @param {number | null} after */
function isQuick(after) {
  return after !== null && after > 0 && after <= QUICK;
}

/** @param {Intervention} intervention @param {string | null} keep the gate that keeps, if there is one */
function forgets({ signal, kind, value }, keep) {
  return signal === keep && kind === "hold" && value === 0;
}

/** @param {any} view @param {Intervention[]} interventions @param {Trace} other @param {number} to @returns {Return} */
function returnOf({ problem, trace, shown }, interventions, other, to) {
  const { hidden_size: H, output_size: K } = problem.values.model;
  const { part } = problem.arrays;
  const { state } = kindOf(problem.values.model);
  const all = Array.from({ length: H }, (_, unit) => unit);
  const ends = interventions.flatMap(({ layer, units }) => (units ?? all).map((unit) =>
    lastAway(trace.layers[layer].signals[state], other.layers[layer].signals[state], H, unit)));
  const after = (/** @type {number} */ end) => (end < 0 ? 0 : end === part.length - 1 ? Infinity : Math.max(1, end + 1 - to));
  const memory = after(Math.max(...ends));
  const from = Math.min(...interventions.map((each) => each.from));
  const asked = Array.from(part, (_, t) => t).filter((t) => part[t] >= 0);
  const moved = levels(problem, other.y);
  if (!moved) {
    const later = asked.filter((t) => t >= from);
    const same = later.length > 0 && later.every((t) => largest(trace.y, t, K) === largest(other.y, t, K));
    return { memory, prediction: null, same };
  }
  const end = lastAway(asked.map((t) => shown.levels[t]), asked.map((t) => moved[t]), 1, 0);
  return { memory, prediction: after(end < 0 ? -1 : asked[end]), same: false };
}

/**
 * @param {ArrayLike<number>} before (T·stride) @param {ArrayLike<number>} after @param {number} stride @param {number} at
 * @returns {number} the last place of T at which the value is away from where it was; −1 for none
 */
function lastAway(before, after, stride, at) {
  let [low, high] = [Infinity, -Infinity];
  for (let k = at; k < before.length; k += stride) {
    low = Math.min(low, before[k]);
    high = Math.max(high, before[k]);
  }
  const near = NEAR * (high - low);
  for (let place = before.length / stride - 1; place >= 0; place--) {
    if (Math.abs(after[place * stride + at] - before[place * stride + at]) > near) return place;
  }
  return -1;
}
