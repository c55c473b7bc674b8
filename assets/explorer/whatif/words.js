/** Interventions in words, and units as a person types them. */

import { formatLimit } from "../cell/numbers.js";
import { KINDS } from "../cells/kind.js";

/** @typedef {import("./intervene.js").Intervention} Intervention */
/** @typedef {import("../cell/numbers.js").Signal} Signal */

/** "forget gate f"; a letter means the same in every cell. @type {Record<Signal, string>} */
export const SIGNAL_NAMES = Object.assign({}, ...Object.values(KINDS).map(({ names }) =>
  Object.fromEntries(Object.entries(names).map(([signal, name]) => [signal, `${name} ${signal}`]))));

/** What a signal may be held at: σ gives 0 to 1, tanh −1 to 1; c has no bounds. @param {Signal} signal @returns {[number, number]} */
export function boundsOf(signal) {
  if (signal === "c") return [-Infinity, Infinity];
  return Object.values(KINDS).some(({ shares }) => shares.includes(signal)) ? [0, 1] : [-1, 1];
}

/** @param {Intervention[]} interventions */
export function label(interventions) {
  return interventions.map(inWords).join("; ");
}

/** @param {Intervention} intervention e.g. "forget gate f of all units at 0, t = 5 to 9" */
export function inWords({ layer, units, signal, kind, value, from, to }) {
  const when = `t = ${from}${to > from ? ` to ${to}` : ""}`;
  const who = `${units ? unitsInWords(units) : "all units"} of layer ${layer + 1}`;
  if (kind === "ablate") return `${who} ablated (h is 0 for every reader), ${when}`;
  const how = kind === "freeze" ? "frozen" : `at ${formatLimit(value)}`;
  return `${SIGNAL_NAMES[signal]} of ${who} ${how}, ${when}`;
}

/** @param {number[]} units */
export function unitsInWords(units) {
  if (units.length === 1) return `unit ${units[0]}`;
  return units.length > 6 ? `${units.length} units` : `units ${units.slice(0, -1).join(", ")} and ${units[units.length - 1]}`;
}

/** What is wrong with a text that names no units. @param {string} text @param {number} count how many units there are */
export function unitsTrouble(text, count) {
  const which = count === 1 ? "there is unit 0 alone" : `write numbers from 0 to ${count - 1}, such as ${count > 4 ? "0, 2-4" : "0, 1"}`;
  return text.trim() ? `“${text.trim()}” names something that is no unit of this layer: ${which}.` : `No unit is named: ${which}.`;
}

/**
 * @param {string} text e.g. "0, 3, 5-8"
 * @param {number} count how many units there are
 * @returns {number[] | null} in order, each once; null where the text names something else
 */
export function unitsOf(text, count) {
  const found = new Set();
  for (const piece of text.split(/[\s,;]+/).filter(Boolean)) {
    const match = /^(\d+)(?:[-–](\d+))?$/.exec(piece);
    if (!match) return null;
    const [from, to] = [Number(match[1]), Number(match[2] ?? match[1])];
    if (from > to || to >= count) return null;
    for (let unit = from; unit <= to; unit++) found.add(unit);
  }
  return found.size ? [...found].sort((a, b) => a - b) : null;
}
