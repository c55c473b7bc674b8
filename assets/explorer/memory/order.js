/** Orders of a layer's units: permutations, so that `order[rank]` is the unit that stands at `rank`. */

import { kindOf } from "../cells/kind.js";
import { halfLives } from "./memory.js";

/** @typedef {"own" | "similarity" | "half-life" | "weight"} Order */

/** Every order; where no gate keeps anything there is no half-life to go by. @param {import("../cells/kind.js").Kind} kind @returns {Order[]} */
export function ordersOf({ keep }) {
  return keep ? ["own", "similarity", "half-life", "weight"] : ["own", "similarity", "weight"];
}

/** @param {Order} order @param {boolean} onTop whether the output reads this layer */
export function orderInWords(order, onTop) {
  if (order === "weight") return onTop ? "by |weight to the output|" : "by |weight to the next layer|";
  return { own: "as they are", similarity: "by similarity", "half-life": "by half-life" }[order];
}

/** Enough to tell how alike two units are; longer sequences are looked at every so many timesteps. */
const MOST_STEPS = 1000;

/** @param {number} H @returns {number[]} */
export function asTheyAre(H) {
  return Array.from({ length: H }, (_, unit) => unit);
}

/** The largest first, equal ones as they are, what is no number last. @param {ArrayLike<number>} values (H,) @returns {number[]} */
export function byValue(values) {
  const rank = (/** @type {number} */ unit) => (Number.isNaN(values[unit]) ? -Infinity : values[unit]);
  return asTheyAre(values.length).sort((a, b) => (rank(a) === rank(b) ? a - b : rank(a) > rank(b) ? -1 : 1));
}

/**
 * Units that do the same stand side by side: a chain that starts with the most alike pair and grows at whichever end
 * finds the more alike neighbour. Units that never move come last.
 * @param {Float64Array} h (T·H) @param {number} H @returns {number[]}
 */
export function bySimilarity(h, H) {
  const shapes = shapesOf(h, H);
  const still = asTheyAre(H).filter((unit) => !shapes[unit]);
  const left = new Set(asTheyAre(H).filter((unit) => shapes[unit]));
  if (left.size < 2) return [...left, ...still];
  const alike = likeness(shapes, H);
  /** @param {number} unit */
  const nearest = (unit) => {
    let best = -1;
    for (const other of left) if (other !== unit && (best < 0 || alike[unit * H + other] > alike[unit * H + best])) best = other;
    return { unit: best, value: alike[unit * H + best] };
  };
  let first = { from: -1, to: -1, value: -Infinity };
  for (const from of left) {
    const { unit: to, value } = nearest(from);
    if (value > first.value) first = { from, to, value };
  }
  const chain = [first.from, first.to];
  chain.forEach((unit) => left.delete(unit));
  while (left.size > 0) {
    const [before, after] = [nearest(chain[0]), nearest(chain[chain.length - 1])];
    const next = before.value > after.value ? before : after;
    if (next === before) chain.unshift(next.unit);
    else chain.push(next.unit);
    left.delete(next.unit);
  }
  return [...(chain[0] > chain[chain.length - 1] ? chain.reverse() : chain), ...still];
}

/**
 * How much is read of each unit: Σ |weight| from its h to the output, or to the layer above.
 * @param {import("../lstm.js").Weights} weights @param {import("../cells/forward.js").Model} model @param {number} layer
 * @returns {Float64Array} (H,)
 */
export function readWeights(weights, model, layer) {
  const H = model.hidden_size;
  const onTop = layer === model.num_layers - 1;
  const matrix = weights[onTop ? "head.weight" : `${kindOf(model).name}.weight_ih_l${layer + 1}`];
  const sums = new Float64Array(H);
  for (let at = 0; at < matrix.length; at += 1) sums[at % H] += Math.abs(matrix[at]);
  return sums;
}

/**
 * @param {Order} order
 * @param {{signals: Record<string, Float64Array>, weights: import("../lstm.js").Weights,
 *   model: import("../cells/forward.js").Model, layer: number}} network `signals` of that layer
 * @returns {number[]} a permutation of 0 … H − 1
 */
export function orderUnits(order, { signals, weights, model, layer }) {
  const H = model.hidden_size;
  if (order === "similarity") return bySimilarity(signals.h, H);
  const { keep } = kindOf(model);
  if (order === "half-life" && keep) return byValue(halfLives(signals[keep], H));
  if (order === "weight") return byValue(readWeights(weights, model, layer));
  return asTheyAre(H);
}

/** Each unit's h less its mean, as long as 1; null for one that never moves. @param {Float64Array} h @param {number} H */
function shapesOf(h, H) {
  const every = Math.ceil(h.length / H / MOST_STEPS);
  return asTheyAre(H).map((unit) => {
    const own = [];
    for (let at = unit; at < h.length; at += every * H) own.push(h[at]);
    const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
    const length = Math.sqrt(own.reduce((sum, value) => sum + (value - mean) ** 2, 0));
    return length > 1e-12 * (1 + Math.abs(mean)) * Math.sqrt(own.length) ? Float64Array.from(own, (value) => (value - mean) / length) : null;
  });
}

/** Correlations of the units that move. @param {(Float64Array | null)[]} shapes @param {number} H */
function likeness(shapes, H) {
  const alike = new Float64Array(H * H);
  for (let a = 0; a < H; a += 1) {
    for (let b = 0; b < a; b += 1) {
      const [one, other] = [shapes[a], shapes[b]];
      if (!one || !other) continue;
      let sum = 0;
      for (let t = 0; t < one.length; t += 1) sum += one[t] * other[t];
      alike[a * H + b] = alike[b * H + a] = sum;
    }
  }
  return alike;
}
