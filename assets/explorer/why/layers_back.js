/** The layers of a network on the way back through time, with R things that are asked at once: one row for each. */

import { kindOf } from "../cells/kind.js";
import { matrixProduct, ROWS, roundUp } from "./product.js";
import { WAYS } from "./ways.js";

/**
 * @typedef {{weights: import("../lstm.js").Weights, model: import("../cells/forward.js").Model, trace: {layers: {signals:
 *   Record<string, Float64Array>, inputs: ArrayLike<number>}[], y: Float64Array}}} Known
 */
/** @typedef {ReturnType<typeof createLayer>} LayerBack */

/**
 * @param {Known} known @param {number[]} columns which of the inputs are asked @param {number} count R
 * @returns {LayerBack[]}
 */
export function layersBack(known, columns, count) {
  const { hidden_size: H, num_layers: L } = known.model;
  const all = Array.from({ length: H }, (_, u) => u);
  return Array.from({ length: L }, (_, l) => createLayer(known, l, l ? all : columns, count));
}

/** @param {Known} known @param {number} l @param {number[]} wanted which of its inputs @param {number} count R */
function createLayer({ weights, model, trace }, l, wanted, count) {
  const { hidden_size: H } = model;
  const { name } = kindOf(model);
  const [ih, hh, bhh] = ["weight_ih", "weight_hh", "bias_hh"].map((kind) => weights[`${name}.${kind}_l${l}`]);
  const way = WAYS[name]({ hh, bhh, signals: trace.layers[l].signals, H });
  const F = trace.layers[l].inputs.length / (trace.y.length / model.output_size);
  const size = way.states * H;
  const width = roundUp(H + wanted.length, 2);
  const rows = new Float64Array(roundUp(count, ROWS) * size);
  const passed = new Float64Array(roundUp(count, ROWS) * width);
  const through = new Float64Array(width * size);
  const toH = size - H;

  return {
    /** (R, states · H): the derivatives by the states */
    rows,
    /** (R, width): ∂h of the timestep before, then the derivatives by the inputs */
    passed,
    size,
    width,
    /** Where ∂h starts in a row. */
    toH,
    /** @param {number} s @param {number} first row @param {{passed: Float64Array, width: number} | null} above */
    pass(s, first, above) {
      way.look(s);
      for (let j = 0; j < H; j += 1) way.fill(through, j, hh, H, j, true);
      wanted.forEach((column, j) => way.fill(through, H + j, ih, F, column, false));
      for (let r = first; r < count; r += 1) {
        if (above) for (let u = 0; u < H; u += 1) rows[r * size + toH + u] += above.passed[r * above.width + H + u];
        way.hear(rows, r * size);
      }
      matrixProduct(rows, through, passed, first, count, size, width);
    },
    /** Makes them the derivatives of the timestep before. @param {number} first */
    carry(first) {
      for (let r = first; r < count; r += 1) {
        way.keep(rows, r * size);
        for (let u = 0; u < H; u += 1) rows[r * size + toH + u] = passed[r * width + u];
      }
    },
  };
}
