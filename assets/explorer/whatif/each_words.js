/** What is learnt from erasing each unit alone, in a sentence and in the rows of its table. */

import { formatShare } from "../cell/numbers.js";
import { three } from "../numbers.js";
import { growth } from "./effect.js";
import { unitsInWords } from "./words.js";

/** @typedef {import("./each_unit.js").Found} Found */
/** @typedef {import("./each_unit.js").Outcome} Outcome */
/** A change below this share of the error is not worth a word. */
const SLIGHT = 0.01;
/** The least change of the error, or of a probability, that a bar of full length stands for. */
const TELLING = 0.1;

/** @param {Found} found @param {any} problem @returns {string} */
export function eachInWords(found, problem) {
  const { whole } = found;
  if (!Number.isFinite(whole.cost)) return "The answers are not numbers: the network's weights ran away.";
  if (problem.values.loss !== "cross_entropy") return levelsInWords(found, problem.values.unit);
  return whole.answers.length === 1 ? answerInWords(found, problem) : answersInWords(found);
}

/** @param {Found} found @param {string} unit of the data */
function levelsInWords({ whole, none, units: [first, second], part }, unit) {
  const name = (/** @type {Outcome} */ { cost }) => `${three(cost)}${unit ? ` ${unit}` : ""}`;
  const more = (/** @type {Outcome} */ { cost }) => growth(cost / whole.cost - 1);
  const error = `the mean absolute error on the ${part} part`;
  const all = second ? ` With all of them erased it is ${name(none)}.` : "";
  if (first.outcome.cost <= whole.cost * (1 + SLIGHT)) {
    return `No unit alone is missed: whichever is erased, ${error} grows by no more than 1 % of its ${name(whole)}.${all}`;
  }
  const next = second && second.outcome.cost > whole.cost ? `; next comes unit ${second.unit} (${more(second.outcome)})` : "";
  return `Unit ${first.unit} is missed most: without it ${error} is ${name(first.outcome)} instead of ${three(whole.cost)} `
    + `(${more(first.outcome)})${next}.${all}`;
}

/** @param {Found} found @param {any} problem */
function answerInWords({ whole, none, units, right: [right] }, problem) {
  const { class_names: classes } = problem.values;
  const [own] = whole.answers;
  const wrong = own === right ? "" : ` The right one is ${classes[right]}.`;
  const changing = units.filter(({ outcome }) => outcome.answers[0] !== own);
  if (changing.length === 0) {
    const all = none.answers[0] === own
      ? `it is ${classes[own]} too${wrong ? "" : `, with ${formatShare(1 - none.cost)}`}`
      : `it is ${classes[none.answers[0]]}, so what it needs is spread over several units`;
    return `No unit alone changes the answer: it stays ${classes[own]} whichever is erased. With all of them erased ${all}.${wrong}`;
  }
  const [first, ...others] = changing;
  const too = others.length === 0 ? "no other unit alone changes it"
    : `${unitsInWords(others.map(({ unit }) => unit))} alone ${others.length === 1 ? "changes" : "change"} it too`;
  return `Without unit ${first.unit} the answer becomes ${classes[first.outcome.answers[0]]} instead of ${classes[own]}; ${too}.${wrong}`;
}

/** @param {Found} found */
function answersInWords({ whole, units, right }) {
  const count = right.length;
  const changing = units.filter(({ outcome }) => outcome.answers.some((answer, k) => answer !== whole.answers[k]));
  if (changing.length === 0) return `No unit alone changes any of the ${count} answers.`;
  const [{ unit, outcome }] = changing;
  const changed = outcome.answers.filter((answer, k) => answer !== whole.answers[k]).length;
  const others = changing.length - 1;
  const too = others === 0 ? "no other unit alone changes any" : others === 1 ? "one other unit alone changes some too" : `${others} other units alone change some too`;
  return `Without unit ${unit}, ${changed} of ${count} answers change (right: ${hits(outcome, right)} instead of ${hits(whole, right)}); ${too}.`;
}

/**
 * @param {Found} found @param {any} problem
 * @returns {{head: string[], rows: {unit: number, cells: string[], change: number}[], whole: string[],
 *   reach: number}} the head without the unit and the change; `whole` as the cells of a row; a change above 0 is for the
 *   worse; `reach` is that of a bar of full length
 */
export function eachRows({ whole, units, part, right }, problem) {
  const { loss, unit, class_names: classes } = problem.values;
  const one = right.length === 1;
  /** @param {Outcome} outcome */
  const cells = (outcome) => {
    if (loss !== "cross_entropy") return [three(outcome.cost), outcome === whole ? "" : growth(outcome.cost / whole.cost - 1)];
    return [one ? classes[outcome.answers[0]] : `${hits(outcome, right)} of ${right.length}`, formatShare(1 - outcome.cost)];
  };
  const head = loss !== "cross_entropy" ? [`${part} error${unit ? ` in ${unit}` : ""}`, "change"]
    : one ? ["answer", `probability of ${classes[right[0]]}`] : ["right answers", "mean probability of the right one"];
  const rows = units.map(({ unit: each, outcome }) => ({ unit: each, cells: cells(outcome), change: outcome.cost - whole.cost }));
  const least = TELLING * (loss === "cross_entropy" ? 1 : whole.cost);
  return { head, whole: cells(whole), rows, reach: Math.max(least, ...rows.map(({ change }) => Math.abs(change))) };
}

/** @param {Outcome} outcome @param {number[]} right */
function hits({ answers }, right) {
  return answers.filter((answer, k) => answer === right[k]).length;
}
