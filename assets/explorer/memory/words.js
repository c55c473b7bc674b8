/** What the memory panel says. */

import { formatNumber } from "../cell/numbers.js";
import { percent, three } from "../numbers.js";
import { saturable, STILL } from "./memory.js";

const NAMED = 8;
/** What the triangle leaves out, by the cell's name. */
export const DIRECT_PATH = {
  lstm: "This is the direct path only, through the forget gate. h also feeds back into the gates and writes c anew, so an "
    + "input may be remembered for longer than this triangle shows.",
  gru: "This is the direct path only, through h: the update gate z keeps its share of h, and 1 − z of the candidate n is "
    + "written. h also feeds back into the gates and the candidate, so an input may be remembered for longer than this triangle shows.",
};
export const NO_GATE = "What is remembered goes through the weights from h to h and the tanh alone. Where h is near −1 or 1 the tanh is "
  + "flat, and the past hardly changes it. “Why this output?” shows how far back an output depends on its inputs.";

/** @param {number} life in timesteps */
export function lifeInWords(life) {
  if (life === Infinity) return "never forgets";
  if (life === 0) return "forgets at once";
  return `half-life ${three(life)} ${three(life) === "1.00" ? "timestep" : "timesteps"}`;
}

/** @param {number} life in timesteps, as a table's cell */
export function lifeInCell(life) {
  return life === Infinity ? "never forgets" : life === 0 ? "0 (at once)" : three(life);
}

/**
 * @param {{unit: number, layer: number, lives: ArrayLike<number>, span: {name: string, steps: number} | undefined}} now
 */
export function lifeSentence({ unit, layer, lives, span }) {
  const own = lives[unit];
  const all = Array.from(lives);
  const longer = all.filter((life) => life > own).length;
  const who = `Unit ${unit} of layer ${layer + 1}`;
  const what = own === Infinity ? `${who} never forgets`
    : own === 0 ? `${who} forgets at once`
      : `${who} loses half of what it holds in ${three(own)} timesteps`;
  const rank = all.length === 1 ? "" : longer === 0 ? "; no unit holds longer" : `; ${longer} of ${all.length} units hold longer`;
  const first = all.indexOf(Math.max(...all));
  const longest = longer === 0 || all.length === 1 ? "" : ` Unit ${first} has the longest memory: ${all[first] === Infinity ? "it never forgets" : lifeInWords(all[first])}.`;
  return `${what}${rank}.${longest} ${spanSentence(all, span)}`.trim();
}

/** @param {{unit: number, layer: number, shares: {shut: number[], open: number[]}}} now */
export function rnnSentence({ unit, layer, shares }) {
  return `A tanh RNN has no gate that keeps anything: h is written anew at every timestep, so no unit has a half-life. h of unit ${unit} of `
    + `layer ${layer + 1} is saturated, |h| above 0.9, ${shareInWords(shares.shut[unit] + shares.open[unit])} of the time.`;
}

/** @param {import("../cells/kind.js").Kind} kind @returns {string[]} of a table's columns */
export function saturationHeads({ shares }) {
  return shares.length ? shares.flatMap((gate) => [`${gate} shut`, `${gate} open`]) : ["h below −0.9", "h above 0.9"];
}

/** @param {import("../cells/kind.js").Kind} kind @param {{shut: number[], open: number[]}} share @param {number} unit */
export function saturatedLine({ shares }, { shut, open }, unit) {
  const [low, high] = [shareInWords(shut[unit]), shareInWords(open[unit])];
  return shares.length ? `shut ${low}, open ${high}` : `${low} of the time below −0.9, ${high} above 0.9`;
}

/** @param {import("../cells/kind.js").Kind} kind @param {Record<string, {shut: number[], open: number[]}>} shares @param {number} unit */
export function saturationSentence(kind, shares, unit) {
  const said = saturable(kind).map((name, k) => {
    const line = saturatedLine(kind, shares[name], unit);
    return `${kind.names[name]} ${k || !kind.keep ? line : line.replace(",", " of the time,")}`;
  });
  return `Unit ${unit}: ${said.join("; ")}.`;
}

/** @param {number[]} lives @param {{name: string, steps: number} | undefined} span */
function spanSentence(lives, span) {
  if (!span) return "";
  const longer = lives.filter((life) => life >= span.steps).length;
  const who = `${longer || "no"} ${longer === 1 ? "unit has" : longer ? "units have" : "unit has"} a half-life that long`;
  if (span.name === "lag") return `The answer is asked ${span.steps} timesteps after the symbol: ${who}.`;
  return `A training window is ${span.steps} timesteps long: ${who}.`;
}

/** @param {{constant: number[], dead: number[]}} still @param {number} H */
export function stillSentence({ constant, dead }, H) {
  const moving = constant.filter((unit) => !dead.includes(unit));
  const said = [
    moving.length ? `Constant (h ranges over less than ${STILL}): ${unitsInWords(moving, H)}.` : "",
    dead.length ? `Dead (constant, and |h| below ${STILL}): ${unitsInWords(dead, H)}.` : "",
  ].filter(Boolean);
  return said.length ? said.join(" ") : "No unit is constant or dead.";
}

/** @param {number[]} units @param {number} H */
function unitsInWords(units, H) {
  if (units.length === H && H > 1) return "all units";
  const named = units.slice(0, NAMED).join(", ");
  const more = units.length > NAMED ? ` and ${units.length - NAMED} more` : "";
  return `${units.length === 1 ? "unit" : "units"} ${named}${more}`;
}

/**
 * @param {{unit: number, t: number, state: string, value: number, left: Float64Array, parts: number[]}} now `parts`: the
 *   largest, by size
 */
export function leftSentence({ unit, t, state, value, left, parts }) {
  const said = `At t = ${t}, ${state} of unit ${unit} is ${formatNumber(value, 4)}.`;
  if (parts.length === 0) return `${said} Nothing is left of anything it wrote.`;
  const [s] = parts;
  const ago = s === t ? "just now" : `${t - s} ${t - s === 1 ? "timestep" : "timesteps"} before`;
  return `${said} The largest part, ${formatNumber(left[s], 4)}, was written at s = ${s}, ${ago}.`;
}

/** In percent, unbroken at a line's end. @param {number} share */
export const shareInWords = (share) => (share === 0 || share === 1 ? `${share * 100} %` : percent(share)).replace(" ", "\u00a0");

/** @param {number} every how many timesteps a cell stands for */
export function thinnedSentence(every) {
  if (every === 1) return "";
  return `Thinned for drawing: a dot is the largest part of ${every} timesteps s, left at the last of ${every} timesteps t.`;
}
