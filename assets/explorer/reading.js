/** What there is to read at one timestep: the lines of the note beside the pointer, and the sentence of an answer. */

import { isAhead } from "./ahead.js";
import { formatShare } from "./cell/numbers.js";
import { kindOf } from "./cells/kind.js";
import { three } from "./numbers.js";
import { largest, probabilities } from "./top_row.js";

/** @typedef {{name: string, value: string, colour: string}} Line */

/** Less than this share of the series' spread is what float64 leaves of a zero. */
const ROUNDING = 1e-12;

/** @param {any} view @param {number} t */
export function timeInWords(view, t) {
  const { time_labels: labels, ahead } = view.problem.values;
  const label = labels[t + (ahead?.step ?? 1) - 1];
  return label ? `t = ${t} · predicts ${label}` : `t = ${t}`;
}

/** @param {any} view @param {number} t @returns {Line[]} */
export function answerLines(view, t) {
  const { problem, shown, palette } = view;
  const { part, actual, anchor } = problem.arrays;
  const { loss, unit } = problem.values;
  if (loss === "cross_entropy") return symbolLines(view, t);
  if (part[t] < 0 && !isAhead(problem)) return [];
  const least = ROUNDING * Math.abs(problem.values.target_scale?.spread ?? 0);
  const inWords = (/** @type {number} */ value) => (Math.abs(value) < least ? "0" : precise(value));
  const inUnit = (/** @type {number} */ value) => (unit ? `${inWords(value)} ${unit}` : inWords(value));
  const lines = [{ name: "value", value: Number.isFinite(actual[t]) ? inUnit(actual[t]) : "not known yet", colour: palette.target }];
  if (shown.levels) lines.push({ name: "prediction", value: inUnit(shown.levels[t]), colour: palette.prediction });
  if (shown.band) lines.push({ name: "80 % band", value: `${inWords(shown.band.from[t])} to ${inUnit(shown.band.to[t])}`, colour: palette.prediction });
  lines.push({ name: "last value", value: inUnit(anchor[t]), colour: palette.muted });
  return lines;
}

/** @param {any} view @param {number} t @returns {Line[]} */
function symbolLines({ problem, trace, palette }, t) {
  const { inputs, targets, part } = problem.arrays;
  const { input_names: names, class_names: classes, model } = problem.values;
  const lines = [{ name: "input", value: names[largest(inputs, t, model.input_size)], colour: palette.ink }];
  if (part[t] < 0) return lines;
  lines.push({ name: "target", value: classes[targets[t]], colour: palette.target });
  if (!trace) return lines;
  const answer = largest(trace.y, t, model.output_size);
  const share = probabilities(trace.y, t, model.output_size)[answer];
  lines.push({ name: "prediction", value: `${classes[answer]} (${formatShare(share)})`, colour: palette.prediction });
  return lines;
}

/** The answers asked for, in a sentence; empty where every timestep is asked. @param {any} view */
export function answerSentence({ problem, trace }) {
  const { targets, part } = problem.arrays;
  const { loss, class_names: classes, model } = problem.values;
  if (loss !== "cross_entropy" || !trace) return "";
  const asked = Array.from(part, (_, t) => t).filter((t) => part[t] >= 0);
  if (asked.length !== 1) return "";
  const [t] = asked;
  const shares = probabilities(trace.y, t, model.output_size);
  const answer = largest(trace.y, t, model.output_size);
  const right = answer === targets[t] ? "which is right" : `but it was ${classes[targets[t]]}`;
  return `Asked at t = ${t}, the network answers ${classes[answer]} with ${formatShare(shares[answer])}, ${right}.`;
}

/** @param {any} view @param {number} t @param {string} signal @param {number} unit @returns {Line} */
export function signalLine({ trace, layer, problem, palette }, t, signal, unit) {
  const { names, words } = kindOf(problem.values.model);
  const value = trace.layers[layer].signals[signal][t * problem.values.model.hidden_size + unit];
  return { name: `${names[signal]} ${signal}, unit ${unit}`, value: value.toFixed(4).replace("-", "−"), colour: palette[words[signal]] };
}

/** @param {number} value */
function precise(value) {
  const size = Math.abs(value);
  return size >= 1e-3 && size < 1e7 ? String(Number(value.toPrecision(5))).replace("-", "−") : three(value);
}
