/**
 * From which value to which a strip's colours run. A signed signal's limits lie symmetric around 0, so that 0 keeps its
 * colour whatever is scaled; a gate's are its least and its greatest value.
 */

import { formatLimit } from "./cell/numbers.js";
import { symmetricLimits } from "./colour.js";

/** @typedef {"fixed" | "unit" | "layer" | "net"} Scale what shares limits; fixed: 0 to 1, −1 to 1, and c by its layer */
/** @typedef {[number, number]} Limits the values of the scale's two ends */
/** @typedef {import("./cells/kind.js").Kind} Kind */

/** What moves less has nothing to be scaled by, and wears the fixed colours. */
const STILL = 0.001;

/**
 * @param {Scale} scale @param {Kind} kind @param {{signals: Record<string, Float64Array>}[]} layers of the trace
 * @param {number} layer the one that is shown @param {number} H
 * @returns {Record<string, Limits[]>} signal → (H,)
 */
export function limitsOf(scale, kind, layers, layer, H) {
  return Object.fromEntries(kind.signals.map((signal) => {
    const signed = !kind.shares.includes(signal);
    const own = layers[layer].signals[signal];
    if (scale === "fixed") return [signal, same(fixedLimits(signal, signed, own), H)];
    if (scale === "unit") return [signal, Array.from({ length: H }, (_, unit) => scaled(extremes(own, unit, H), signed))];
    const ends = (scale === "net" ? layers.map(({ signals }) => signals[signal]) : [own]).map((values) => extremes(values, 0, 1));
    return [signal, same(scaled([Math.min(...ends.map(([low]) => low)), Math.max(...ends.map(([, high]) => high))], signed), H)];
  }));
}

/** @param {string} signal @param {boolean} signed @param {Float64Array} values @returns {Limits} */
function fixedLimits(signal, signed, values) {
  if (signal === "c") return symmetricLimits(values);
  return signed ? [-1, 1] : [0, 1];
}

/** @param {Limits} ends @param {boolean} signed @returns {Limits} */
function scaled([low, high], signed) {
  const most = Math.max(Math.abs(low), Math.abs(high));
  if (signed) return most < STILL ? [-1, 1] : [-most, most];
  return high - low < STILL ? [0, 1] : [low, high];
}

/** @param {Float64Array} values @param {number} from @param {number} every @returns {Limits} */
function extremes(values, from, every) {
  let [low, high] = [values[from], values[from]];
  for (let at = from; at < values.length; at += every) {
    const value = values[at];
    if (value < low) low = value;
    else if (value > high) high = value;
  }
  return [low, high];
}

/** @param {Limits} limits @param {number} H */
function same(limits, H) {
  return Array.from({ length: H }, () => limits);
}

/**
 * What full colour means for the chosen unit; signals that share their limits are named together.
 * @param {Scale} scale @param {Kind} kind @param {Record<string, Limits[]>} limits @param {number} unit
 */
export function coloursInWords(scale, { signals, shares }, limits, unit) {
  /** @type {Map<string, string[]>} */
  const groups = new Map();
  for (const signal of signals) {
    const [low, high] = limits[signal][unit].map(formatLimit);
    const where = shares.includes(signal) ? `at\u00a0${high}, none\u00a0at\u00a0${low}` : `at\u00a0±${high}, none\u00a0at\u00a00`;
    groups.set(where, [...(groups.get(where) ?? []), signal]);
  }
  const who = { fixed: "", unit: ` for unit ${unit}`, layer: " in this layer", net: " in the whole net" }[scale];
  return `Full colour${who}: ${[...groups].map(([where, names]) => `${names.join(", ")} ${where}`).join("; ")}.`;
}
