/** The sequence in numbers: what is fed, asked and answered at each timestep, and the signals of the chosen unit. */

import { isAhead, stepInWords } from "./ahead.js";
import { kindOf } from "./cells/kind.js";
import { formatNumber } from "./cell/numbers.js";
import { answerLines, answerSentence } from "./reading.js";

/** Timesteps on either side of the cursor: so many can be written while it moves. */
const AROUND = 50;
const LEVELS = ["value", "prediction", "last value"];
const AHEAD = ["value", "prediction", "80 % band", "last value"];
const CLASSES = ["input", "target", "prediction"];

/** @param {any} view @returns {string[]} */
function answers({ problem }) {
  if (isAhead(problem)) return AHEAD;
  return problem.values.loss === "cross_entropy" ? CLASSES : LEVELS;
}

/** @param {any} view @returns {string[]} the columns' names, the timestep first */
export function sequenceHeads(view) {
  return ["timestep", ...answers(view), ...kindOf(view.problem.values.model).signals.map((signal) => `${signal}, unit ${view.unit}`)];
}

/** @param {any} view @returns {string[][]} one row for each timestep around the cursor */
export function sequenceRows(view) {
  const { problem, trace, layer, unit, t: now } = view;
  const { model, time_labels: labels } = problem.values;
  const { signals } = trace.layers[layer];
  const first = Math.max(0, now - AROUND);
  const last = Math.min(problem.arrays.part.length - 1, now + AROUND);
  return Array.from({ length: last - first + 1 }, (_, k) => first + k).map((t) => {
    const said = Object.fromEntries(answerLines(view, t).map(({ name, value }) => [name, value]));
    const numbers = kindOf(model).signals.map((signal) => formatNumber(signals[signal][t * model.hidden_size + unit], 3));
    return [labels[t] ? `${t} (${labels[t]})` : String(t), ...answers(view).map((name) => said[name] ?? ""), ...numbers];
  });
}

/** What the picture shows at the cursor; empty where a sentence above has said the only answer. @param {any} view */
export function sequenceInWords(view) {
  if (answerSentence(view)) return "";
  const { t, problem } = view;
  const { input, target, value, prediction } = Object.fromEntries(answerLines(view, t).map((line) => [line.name, line.value]));
  if (isAhead(problem)) return aheadInWords(view);
  const label = problem.values.time_labels[t];
  const fed = input ? `, fed ${input},` : "";
  if (!prediction) return `At t = ${t}${fed} no answer is asked.`;
  if (target) return `At t = ${t}${fed} the network answers ${prediction}; ${target} is right.`;
  return `At t = ${t} the network predicts ${prediction}${label ? ` for ${label}` : ""}; it was ${value}.`;
}

/** @param {any} view */
function aheadInWords(view) {
  const { t, problem } = view;
  const { step } = problem.values.ahead;
  const { value, prediction, "80 % band": band } = Object.fromEntries(answerLines(view, t).map((line) => [line.name, line.value]));
  const label = problem.values.time_labels[t + step - 1];
  const start = `At t = ${t} the median forecast ${stepInWords(step)} is ${prediction}${label ? ` for ${label}` : ""}, its 80 % band ${band}`;
  return problem.arrays.part[t] < 0 ? `${start}; what it will be is not known yet.` : `${start}; it was ${value}.`;
}
