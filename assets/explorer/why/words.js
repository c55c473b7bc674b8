/** What the panel says, in sentences. */

import { kindOf } from "../cells/kind.js";
import { isAhead, stepInWords } from "../ahead.js";
import { three } from "../numbers.js";
import { BOUND, COUNTS } from "./agreement.js";
import { fedAt, insteadOf, inUnit, momentOf, scaleOf, signed } from "./units.js";

/** Below this share of the largest, a part of a float32 sum is rounded away; also in lstm_viz/figures/gradients.py. */
export const FLOAT32_NOISE = 2 ** -24;
/** A length that goes so many times further than where it ends has turned. */
const TURN = 3;

/** @typedef {import("./answer.js").Answer} Answer */

/** "1998-04 (412 ppm)" or "A at t = 3". @param {any} problem @param {number} s */
export function inputInWords(problem, s) {
  const fed = fedAt(problem, s);
  if (problem.values.loss === "cross_entropy") return `${fed} at t = ${s}`;
  return fed ? `${momentOf(problem, s)} (${fed})` : momentOf(problem, s);
}

/** The first sentence: the answer, and what counts most for it. @param {Answer} answer */
export function answerInWords(answer) {
  const { problem, t, k, level, gradient, occluded } = answer;
  const { loss, class_names: classes } = problem.values;
  const scale = scaleOf(problem, t);
  const [said, what] = loss === "cross_entropy"
    ? [classes[k], `the logit of ${classes[k]}`]
    : [inUnit(three(level), problem.values.unit) + medianInWords(problem), "the answer"];
  if (!Number.isFinite(answer.known.trace.y[t * answer.known.model.output_size + k])) return `At t = ${t} the network's answer is not a number: its weights ran away.`;
  const [most] = contributors(answer, 1);
  const start = `At t = ${t} the network answers ${said}.`;
  if (most === undefined) return `${start} No input up to then moves it.`;
  const which = `What counts most is the input ${loss === "cross_entropy" ? "" : "of "}${inputInWords(problem, most)}`;
  if (!Number.isFinite(occluded[most])) return `${start} ${which}: by gradient × input it adds ${signed(gradient[most], scale)}.`;
  const off = signed(Math.abs(occluded[most]), scale).slice(1) || "0";
  return `${start} ${which}: with ${insteadOf(problem)} in its place ${what} would be ${off} ${occluded[most] > 0 ? "lower" : "higher"}.`;
}

/** @param {any} problem */
function medianInWords(problem) {
  return isAhead(problem) ? `, the median ${stepInWords(problem.values.ahead.step)}` : "";
}

/**
 * The inputs that add or take most, by the larger of the two ways' values.
 * @param {Answer} answer @param {number} count @returns {number[]} timesteps
 */
export function contributors({ gradient, occluded }, count) {
  const size = (/** @type {number} */ s) => Math.max(Math.abs(gradient[s]), Math.abs(occluded[s] || 0));
  return Array.from(gradient, (_, s) => s).filter((s) => size(s) > 0).sort((a, b) => size(b) - size(a) || b - a).slice(0, count);
}

/** Whether the two ways agree, with the numbers. @param {Answer} answer */
export function agreementInWords({ problem, t, known, agreement, gradient, occluded }) {
  const { rho, count, apart, disagree } = agreement;
  const measured = rho === null
    ? `Only ${count === 1 ? "1 input counts" : `${count} inputs count`}, too few to compare their ranks.`
    : `Over the ${count} inputs that count (${100 * COUNTS} % of the largest at least) their ranks correlate at ${rho.toFixed(2).replace("-", "−")}; below ${BOUND} is a disagreement.`;
  if (!disagree) return rho === null ? measured : `The two ways agree. ${measured}`;
  const scale = scaleOf(problem, t);
  const [one, two] = apart === null ? ["", ""] : [signed(gradient[apart], scale), signed(occluded[apart], scale)];
  const largest = apart === null ? "" : ` For the largest, ${inputInWords(problem, apart)}, gradient × input says ${one} and occlusion ${two}.`;
  return `The two ways disagree: trust neither alone.${largest} ${measured} A gradient sees only a tiny change, and nothing where ${kindOf(known.model).keep ? "gates" : "units"} are saturated; occlusion takes the whole input away.`;
}

/** How far occlusion went, where it did not go all the way. @param {Answer} answer */
export function reachInWords({ t, from }) {
  if (from === 0) return "";
  return `Occlusion goes back ${t + 1 - from} timesteps only: in a network of this size further back would take too long.`;
}

/** How the gradient by what carries a layer's memory fades: c of an LSTM, else h. @param {Answer} answer @param {number} layer */
export function fadingInWords({ problem, t, norms }, layer) {
  const { names, state } = kindOf(problem.values.model);
  const all = norms[state];
  const name = all.length > 1 ? ` of layer ${layer + 1}` : "";
  const what = `the derivative of ${problem.arrays.part[t] < 0 ? "the output" : "the loss"} by the ${names[state]}${name}`;
  const lengths = all[layer];
  if (t === 0) return "At t = 0 there is no way back yet.";
  if (!lengths.every(Number.isFinite)) return `From t = ${t} ${what} is not a number.`;
  if (lengths[t] === 0) return `At t = ${t} ${what} is 0 already.`;
  const reach = problem.values.window - 1;
  const back = Math.max(1, Math.min(t, reach));
  const far = back === reach ? `${back} timesteps back, as far as a training window reaches,` : `${steps(back)} back`;
  const lost = firstBelow(lengths, t, FLOAT32_NOISE * largestLength(norms));
  const noise = lost === null
    ? "It stays above the noise of float32 all the way."
    : `From ${steps(t - lost)} back it is below the noise of float32: training rounds it away.`;
  return `From t = ${t} ${what} ${wayInWords(lengths, t, t - back)}: ${far} it is ${timesSmaller(lengths[t] / lengths[t - back])}. ${noise}`;
}

/** Whether it fades or grows on its way back, and where it turns if it does not go on so. @param {Float64Array} lengths @param {number} t @param {number} far */
function wayInWords(lengths, t, far) {
  const fades = lengths[far] < lengths[t];
  const way = lengths.subarray(far, t + 1);
  const end = fades ? Math.min(...way) : Math.max(...way);
  const beyond = fades ? lengths[far] / end : end / lengths[far];
  const [now, then] = fades ? ["fades", "grows"] : ["grows", "fades"];
  return beyond > TURN ? `${now}, but ${then} again before t = ${far + way.indexOf(end)}, where it is ${timesSmaller(lengths[t] / end)}` : now;
}

/** @param {{h: Float64Array[], c: Float64Array[]}} norms */
export function largestLength({ h, c }) {
  return [...h, ...c].reduce((most, values) => values.reduce((largest, value) => Math.max(largest, value), most), 0);
}

/** @param {number} count */
function steps(count) {
  return count === 1 ? "1 timestep" : `${count} timesteps`;
}

/** @param {number} ratio of the near one to the far one */
function timesSmaller(ratio) {
  if (!Number.isFinite(ratio)) return "0";
  return ratio < 1 ? `${times(1 / ratio)} larger` : `${times(ratio)} smaller`;
}

/** @param {number} ratio not under 1 */
function times(ratio) {
  return ratio < 1e4 ? `${three(ratio)} times` : `about ${powerOfTen(Math.round(Math.log10(ratio)))} times`;
}

/** "10⁻⁶". @param {number} exponent */
export function powerOfTen(exponent) {
  const raised = Array.from(String(exponent), (digit) => (digit === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]));
  return `10${raised.join("")}`;
}

/** Where it is first below a level on its way back, and stays there. @param {Float64Array} lengths @param {number} t @param {number} level */
function firstBelow(lengths, t, level) {
  let above = 0;
  while (above <= t && lengths[above] < level) above += 1;
  return above === 0 || above > t ? null : above - 1;
}
