/** Which unit matters: every unit of a layer erased alone, one run each, ranked by what that does to the answers. */

import { kindOf } from "../cells/kind.js";
import { errorsByPart, PARTS } from "../parts.js";
import { largest, probabilities } from "../top_row.js";
import { erase } from "./erase.js";
import { intervening } from "./intervene.js";

/** @typedef {{layer: number, from: number, to: number}} Where which layer is asked, and when it is erased */
/**
 * How good the answers of one part are: test where it has answers, else validation, else training.
 * @typedef {object} Outcome
 * @property {number} cost the mean absolute error in the data's unit; of classes 1 less the mean probability of the right one
 * @property {number[]} answers the class at each timestep that is asked; empty for levels
 */
/**
 * @typedef {Where & {trace: unknown, part: import("../parts.js").Part, right: number[], whole: Outcome, none: Outcome,
 *   units: {unit: number, outcome: Outcome}[]}} Found `right` are the right answers of that part, none for levels; `whole`
 *   is the network as it is, `none` without any unit of the layer, `units` without each, the one that is missed most first
 */

/** Multiplications up to which all of it is done before a reader waits. */
const AT_ONCE = 1.5e8;

/** @param {import("../cells/forward.js").Model} model @param {number} T */
export function isQuick(model, T) {
  const { hidden_size: H, input_size: F, num_layers: L, output_size: K } = model;
  return (H + 1) * T * (kindOf(model).gates.length * H * (H + F + (L - 1) * 2 * H) + K * H) <= AT_ONCE;
}

/**
 * @param {any} view @param {Where} where
 * @returns {Generator<number, Found>} yields how much of it is done
 */
export function* withoutEach({ problem, weights, trace }, where) {
  const { model } = problem.values;
  const { hidden_size: H } = model;
  const { part, right, outcomeOf } = judged(problem);
  /** @param {number[] | null} units @param {number} share of the work that is done */
  function* without(units, share) {
    const runs = intervening(weights, model, trace, erase(kindOf(model), { ...where, units }));
    let now = runs.next();
    while (!now.done) {
      yield share;
      now = runs.next();
    }
    return outcomeOf(now.value.y);
  }
  const units = [];
  for (let unit = 0; unit < H; unit += 1) units.push({ unit, outcome: yield* without([unit], unit / (H + 1)) });
  const none = yield* without(null, H / (H + 1));
  units.sort((one, other) => other.outcome.cost - one.outcome.cost);
  return { ...where, trace, part, right, whole: outcomeOf(trace.y), none, units };
}

/** @param {any} problem @returns {{part: import("../parts.js").Part, right: number[], outcomeOf: (y: Float64Array) => Outcome}} */
function judged(problem) {
  const { output_size: K } = problem.values.model;
  const number = Math.max(0, ...problem.arrays.part);
  const part = PARTS[number];
  if (problem.values.loss !== "cross_entropy") {
    return { part, right: [], outcomeOf: (y) => ({ cost: /** @type {any} */ (errorsByPart(problem, y)[part]).network.mae, answers: [] }) };
  }
  const asked = Array.from(problem.arrays.part, (_, t) => t).filter((t) => problem.arrays.part[t] === number);
  const right = asked.map((t) => problem.arrays.targets[t]);
  return {
    part,
    right,
    outcomeOf(y) {
      const shares = asked.map((t, k) => probabilities(y, t, K)[right[k]]);
      const cost = 1 - shares.reduce((sum, share) => sum + share, 0) / shares.length;
      return { cost, answers: asked.map((t) => largest(y, t, K)) };
    },
  };
}
