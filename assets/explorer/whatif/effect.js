/** What a supposition changes in the answers, in sentences and in the rows of a table. */

import { formatShare } from "../cell/numbers.js";
import { percent, three } from "../numbers.js";
import { PARTS, rightInWords } from "../parts.js";
import { largest, probabilities } from "../top_row.js";

/** @typedef {import("./suppose.js").Supposed} Supposed */
/** @typedef {{part: string, before: string, after: string, change: string}} Row */

/** @param {any} view @param {Supposed} supposed @returns {Row[]} the parts that have answers */
export function errorRows(view, { errors: after }) {
  const { loss } = view.problem.values;
  const rows = [];
  for (const part of PARTS) {
    const [one, two] = /** @type {any[]} */ ([view.errors[part], after[part]]);
    if (!one) continue;
    if (loss === "cross_entropy") {
      const [before, after] = [one, two].map(rightInWords);
      rows.push({ part, before, after, change: one.count === 1 ? (before === after ? "unchanged" : "changed") : signed(Math.round((two.accuracy - one.accuracy) * one.count)) });
    } else {
      const [from, to] = [one.network.mae, two.network.mae];
      rows.push({ part, before: three(from), after: three(to), change: from > 0 ? growth(to / from - 1) : "–" });
    }
  }
  return rows;
}

/** @param {number} share @returns {string} e.g. "+12 %", "−3.1 %", "unchanged"; a dash where there is nothing to compare with */
export function growth(share) {
  const shown = percent(share);
  if (!Number.isFinite(share)) return shown;
  if (/^−?0\.0 %$/.test(shown)) return share === 0 ? "unchanged" : "hardly changed";
  return share > 0 ? `+${shown}` : shown;
}

/** @param {number} count */
function signed(count) {
  if (count === 0) return "unchanged";
  return count > 0 ? `+${count}` : `−${-count}`;
}

/**
 * @param {any} view @param {Supposed} supposed
 * @returns {string} the change of error, in one sentence; empty where a single answer has been told already
 */
export function errorSentence(view, supposed) {
  const { loss, unit } = view.problem.values;
  if (loss === "cross_entropy" && Object.values(supposed.errors).reduce((sum, each) => sum + (each?.count ?? 0), 0) === 1) return "";
  const parts = errorRows(view, supposed).map(({ part, before, after, change }) =>
    before === after ? `${part} ${before} (${change})` : `${part} ${before} → ${after} (${change})`);
  const what = loss === "cross_entropy" ? "Right answers" : `Mean absolute error${unit ? ` in ${unit}` : ""}`;
  return parts.length ? `${what}: ${parts.join(", ")}.` : "";
}

/** @param {any} view @param {Supposed} supposed @returns {string} how far the prediction moves, or whether the answer changes */
export function answerSentence(view, supposed) {
  return view.problem.values.loss === "cross_entropy" ? classSentence(view, supposed) : levelSentence(view, supposed);
}

/** @param {any} view @param {Supposed} supposed */
function levelSentence({ problem, shown }, { shown: { levels } }) {
  const { part } = problem.arrays;
  const { unit } = problem.values;
  let [most, at] = [0, -1];
  for (let t = 0; t < part.length; t++) {
    const off = part[t] >= 0 ? Math.abs(levels[t] - shown.levels[t]) : 0;
    if (off > most) [most, at] = [off, t];
  }
  if (at < 0) return "The prediction does not change.";
  const moved = levels[at] - shown.levels[at];
  return `The prediction moves most at t = ${at}: by ${moved > 0 ? "+" : ""}${three(moved)}${unit ? ` ${unit}` : ""}.`;
}

/** @param {any} view @param {Supposed} supposed */
function classSentence({ problem, trace }, supposed) {
  const { part, targets } = problem.arrays;
  const { class_names: classes, model: { output_size: K } } = problem.values;
  const asked = Array.from(part, (_, t) => t).filter((t) => part[t] >= 0);
  const changed = asked.filter((t) => largest(trace.y, t, K) !== largest(supposed.trace.y, t, K));
  if (asked.length !== 1) {
    return changed.length ? `${changed.length} of ${asked.length} answers change.` : "No answer changes.";
  }
  const [t] = asked;
  const right = targets[t];
  const share = (/** @type {Float64Array} */ y) => formatShare(probabilities(y, t, K)[right]);
  const [one, two] = [trace.y, supposed.trace.y].map((y) => classes[largest(y, t, K)]);
  const answer = one === two ? `the answer stays ${one}` : `the answer changes from ${one} to ${two}`;
  const [before, after] = [share(trace.y), share(supposed.trace.y)];
  const has = before === after ? `still has ${after}` : `has ${after} instead of ${before}`;
  return `At t = ${t}, ${answer}; the right one, ${classes[right]}, ${has}.`;
}
