/** What the memory panel says. */

import { formatNumber } from "../cell_numbers.js";
import { percent, three } from "../numbers.js";
import { STILL } from "./memory.js";

const NAMED = 8;

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
  return `${what}${rank}. ${spanSentence(all, span)}`.trim();
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
 * @param {{unit: number, t: number, c: number, left: Float64Array, parts: number[]}} now `parts`: the largest, by size
 */
export function leftSentence({ unit, t, c, left, parts }) {
  const said = `At t = ${t}, c of unit ${unit} is ${formatNumber(c, 4)}.`;
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
