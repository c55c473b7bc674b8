/** What follows for the memory of a layer from its trace. */

import { directPath, halfLives, saturable, saturation, stillness } from "./memory.js";
import { orderUnits } from "./order.js";

/**
 * @typedef {object} Facts
 * @property {Record<string, {shut: number[], open: number[]}>} shares of time, (H,) each, by what can be saturated
 * @property {ReturnType<typeof stillness>} still
 * @property {number[]} order the unit at each place
 * @property {Record<string, string>} colours of what can be saturated
 */
/**
 * What there is besides, where a gate keeps what was written.
 * @typedef {object} Lives
 * @property {import("./memory.js").Path} path
 * @property {Float64Array} lives (H,) half-lives in timesteps
 * @property {{name: string, steps: number} | undefined} span what memories are measured against
 * @property {string} colour of the gate that keeps
 */
/** @typedef {Facts & Lives} LivesOf */

/** @param {import("../cells/kind.js").Kind} kind @param {any} view @param {import("./order.js").Order} order @returns {Facts} */
export function factsOf(kind, { trace, weights, layer, problem, palette }, order) {
  const { model } = problem.values;
  const H = model.hidden_size;
  const { signals } = trace.layers[layer];
  const names = saturable(kind);
  const signed = kind.shares.length === 0;
  return {
    shares: Object.fromEntries(names.map((name) => [name, saturation(signals[name], H, signed)])),
    still: stillness(signals.h, H),
    order: orderUnits(order, { signals, weights, model, layer }),
    colours: Object.fromEntries(names.map((name) => [name, palette[kind.words[name]]])),
  };
}

/** @param {import("../cells/kind.js").Kind} kind one with a gate that keeps @param {any} view @returns {Lives} */
export function livesOf(kind, { trace, layer, problem, specs, palette }) {
  const path = /** @type {import("./memory.js").Path} */ (directPath(kind, trace.layers[layer].signals));
  const lives = halfLives(path.keep, problem.values.model.hidden_size);
  return { path, lives, span: specs.half_life.layout.meta, colour: palette[kind.words[/** @type {string} */ (kind.keep)]] };
}
