/** What the map says, in words. */

import { three } from "../numbers.js";
import { largestSize } from "./bitmap.js";
import { momentOf } from "./units.js";

/**
 * @typedef {object} Map
 * @property {any} problem
 * @property {Float64Array} values (R·T), at r·T + s
 * @property {Int32Array} outputs (R) rising timesteps: the rows
 * @property {number | null} column which input; null for all together
 */

/** What the map shows. @param {Map} map */
export function mapInWords({ values, outputs, column, problem }) {
  const { input_names: names } = problem.values;
  const T = problem.arrays.part.length;
  const largest = largestSize(values);
  const at = values.findIndex((value) => Math.abs(value) === largest);
  const what = names.length === 1 ? "by that input" : column === null ? "by all columns of that input together, without a sign" : `by ${names[column]} of that input`;
  const thinned = outputs.length < T ? ` Of ${T} outputs one in ${outputs[1] - outputs[0]} is shown: the whole map would take too long here.` : "";
  if (largest === 0) return `No output moves with any input: the map is empty.${thinned}`;
  if (!Number.isFinite(largest)) return "The derivatives are not numbers: the network's weights ran away.";
  return `Each row is an output, each column an input, the colour the derivative ${what}. The largest is ${three(values[at])}: the output at t = ${outputs[Math.floor(at / T)]} by the input at s = ${at % T}.${thinned}`;
}

/** One value of it. @param {Map} map @param {number} r @param {number} s */
export function spotInWords({ values, outputs, problem }, r, s) {
  const t = outputs[r];
  const when = problem.values.time_labels.length ? ` (${momentOf(problem, s)})` : "";
  const value = s > t ? "0, it comes later" : three(values[r * problem.arrays.part.length + s]);
  return `output at t = ${t} by the input at s = ${s}${when}: ${value}`;
}

/** The derivatives of one output by each input, from the last back. @param {Map} map @param {number} r @returns {string[][]} */
export function rowOfMap({ values, outputs, problem }, r) {
  const T = problem.arrays.part.length;
  const labels = problem.values.time_labels.length > 0;
  return Array.from({ length: outputs[r] + 1 }, (_, k) => outputs[r] - k)
    .map((s) => [labels ? `s = ${s} (${momentOf(problem, s)})` : `s = ${s}`, three(values[r * T + s])]);
}

/** The row of the first output at or after t. @param {Map} map @param {number} t */
export function rowAt({ outputs }, t) {
  const found = outputs.findIndex((each) => each >= t);
  return found < 0 ? outputs.length - 1 : found;
}
