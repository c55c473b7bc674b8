/** Interventions in words, and units as a person types them. */

import { formatLimit } from "../cell_numbers.js";

/** @typedef {import("./intervene.js").Intervention} Intervention */
/** @typedef {import("../cell_numbers.js").Signal} Signal */

/** @type {Record<Signal, string>} */
export const SIGNAL_NAMES = {
  f: "forget gate f", i: "input gate i", g: "candidate g", o: "output gate o", c: "cell state c", h: "hidden state h",
};

/** What a signal may be held at: σ gives 0 to 1, tanh −1 to 1; c has no bounds. @type {Record<Signal, [number, number]>} */
export const BOUNDS = { f: [0, 1], i: [0, 1], o: [0, 1], g: [-1, 1], h: [-1, 1], c: [-Infinity, Infinity] };

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
function unitsInWords(units) {
  if (units.length === 1) return `unit ${units[0]}`;
  return units.length > 6 ? `${units.length} units` : `units ${units.slice(0, -1).join(", ")} and ${units[units.length - 1]}`;
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
