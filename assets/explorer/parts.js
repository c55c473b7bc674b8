/** How far the answers to the probe sequence are off, for training, validation and test each. */

import { levels } from "./restore.js";

/** @typedef {import("./wire.js").Message} Message */
/** @typedef {{mae: number, rmse: number}} Errors in the data's own unit */
/** @typedef {{count: number, network: Errors, lastValue: Errors}} LevelErrors over the same timesteps */
/** @typedef {{count: number, accuracy: number, chance: number}} ClassErrors shares of 1 */
/** @typedef {"train" | "validation" | "test"} Part */

/** @type {Part[]} the place is the number that the array `part` holds */
export const PARTS = ["train", "validation", "test"];

/**
 * @param {Message} problem
 * @param {ArrayLike<number>} y (T·K) scaled outputs, quantiles or scores of classes
 * @returns {Record<Part, LevelErrors | ClassErrors | null>} null where the sequence has no answer of that part
 */
export function errorsByPart(problem, y) {
  const predicted = levels(problem, y);
  /** @param {Part} name @param {number} number @returns {[Part, LevelErrors | ClassErrors | null]} */
  const entry = (name, number) => {
    const asked = timestepsOf(problem.arrays.part, number);
    if (asked.length === 0) return [name, null];
    return [name, predicted ? levelErrors(problem, predicted, asked) : classErrors(problem, y, asked)];
  };
  return /** @type {any} */ (Object.fromEntries(PARTS.map(entry)));
}

/** @param {ArrayLike<number>} part @param {number} number @returns {number[]} */
function timestepsOf(part, number) {
  return Array.from(part, (_, t) => t).filter((t) => part[t] === number);
}

/** @param {Message} problem @param {Float64Array} predicted @param {number[]} asked @returns {LevelErrors} */
function levelErrors(problem, predicted, asked) {
  const { actual, anchor } = problem.arrays;
  return { count: asked.length, network: errors(predicted, actual, asked), lastValue: errors(anchor, actual, asked) };
}

/** @param {ArrayLike<number>} predicted @param {ArrayLike<number>} actual @param {number[]} asked @returns {Errors} */
function errors(predicted, actual, asked) {
  let absolute = 0;
  let squared = 0;
  for (const t of asked) {
    const off = predicted[t] - actual[t];
    absolute += Math.abs(off);
    squared += off * off;
  }
  return { mae: absolute / asked.length, rmse: Math.sqrt(squared / asked.length) };
}

/** @param {ClassErrors} errors @returns {string} */
export function rightInWords({ accuracy, count }) {
  if (count === 1) return accuracy === 1 ? "right" : "wrong";
  return `${Math.round(accuracy * count)} of ${count}`;
}

/** @param {Message} problem @param {ArrayLike<number>} y @param {number[]} asked @returns {ClassErrors} */
function classErrors(problem, y, asked) {
  const K = problem.values.model.output_size;
  const right = asked.filter((t) => likeliest(y, t * K, K) === problem.arrays.targets[t]).length;
  return { count: asked.length, accuracy: right / asked.length, chance: 1 / K };
}

/** @param {ArrayLike<number>} scores @param {number} from @param {number} count @returns {number} the first of the highest */
function likeliest(scores, from, count) {
  let best = 0;
  for (let k = 1; k < count; k++) if (scores[from + k] > scores[from + best]) best = k;
  return best;
}
