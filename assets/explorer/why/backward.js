/**
 * Backpropagation through time for our network, in float64; lstm_viz/model/backward.py says the same in Python.
 *
 * From the asked timestep back to the first, in each from the top layer down: ∂h_t is what the head, the layer above and
 * the next timestep pass back; ∂a is ∂h, or ∂c of an LSTM, times the gate's own slope; ∂h_{t−1} = Uᵀ ∂a_t and what the
 * cell passes on by itself, ∂x_t = Wᵀ ∂a_t. What differs between the cells is in ways.js.
 */

import { layersBack } from "./layers_back.js";

/** @typedef {import("./layers_back.js").Known} Known */
/**
 * @typedef {{byInput: Float64Array, h: Float64Array[], c: Float64Array[]}} Passed byInput (t+1, F); h and c: of each layer
 *   the length of its derivative at each timestep, (t+1); no c where the cell has none
 */

/**
 * One thing that is asked at t, followed back to the first timestep. Rests at every timestep, so that a caller can stop.
 * @param {Known} known @param {number} t
 * @param {ArrayLike<number>} byOutput (K) its derivative by the outputs at t
 * @returns {Generator<void, Passed>}
 */
export function* backward(known, t, byOutput) {
  const { hidden_size: H, input_size: F, num_layers: L } = known.model;
  const layers = layersBack(known, Array.from({ length: F }, (_, f) => f), 1);
  const norms = () => layers.map(() => new Float64Array(t + 1));
  const found = { byInput: new Float64Array((t + 1) * F), h: norms(), c: layers[0].toH ? norms() : [] };
  headBack(known.weights["head.weight"], byOutput, layers[L - 1], H);
  for (let s = t; s >= 0; s -= 1) {
    for (let l = L - 1; l >= 0; l -= 1) {
      const { rows, toH, size } = layers[l];
      layers[l].pass(s, 0, l < L - 1 ? layers[l + 1] : null);
      found.h[l][s] = length(rows, toH, size);
      if (toH) found.c[l][s] = length(rows, 0, toH);
    }
    found.byInput.set(layers[0].passed.subarray(H, H + F), s * F);
    for (const layer of layers) layer.carry(0);
    yield;
  }
  return found;
}

/** @param {ArrayLike<number>} head (K·H) @param {ArrayLike<number>} byOutput (K) @param {import("./layers_back.js").LayerBack} top @param {number} H */
function headBack(head, byOutput, { rows, toH }, H) {
  for (let k = 0; k < byOutput.length; k += 1) {
    for (let u = 0; u < H; u += 1) rows[toH + u] += byOutput[k] * head[k * H + u];
  }
}

/** @param {Float64Array} values @param {number} from @param {number} to */
function length(values, from, to) {
  let sum = 0;
  for (let k = from; k < to; k += 1) sum += values[k] * values[k];
  return Math.sqrt(sum);
}
