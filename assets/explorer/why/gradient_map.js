/**
 * The T×T map ∂y_t/∂x_s, for all t at once: both states of a timestep are one row, (∂c, ∂h), and everything before it is
 * one matrix product. The same as gradient_map in lstm_viz/model/gradients.py.
 */

import { emptySlopes, slopesAt } from "./backward.js";
import { matrixProduct, ROWS, roundUp } from "./product.js";

/** Multiplications of one map; about two seconds. What would take more shows fewer outputs. */
const WORK = 1.5e9;
/** Up to here it is done before a reader waits; beyond, it is done when it is asked for. */
const AT_ONCE = 1.5e8;
const FEWEST = 60;

/** @param {import("../lstm.js").Model} model @param {number} T multiplications for every output */
function work({ hidden_size: H, input_size: F, num_layers: L }, T) {
  return ((T * T) / 2) * 2 * H * (H + F + (L - 1) * 2 * H);
}

/** @param {import("../lstm.js").Model} model @param {number} T */
export function isQuick(model, T) {
  return work(model, T) <= AT_ONCE;
}

/** The timesteps whose outputs are shown: all, or every so many, the last one always. @param {import("../lstm.js").Model} model @param {number} T */
export function shownOutputs(model, T) {
  const every = Math.max(1, Math.min(Math.ceil(T / FEWEST), Math.ceil(work(model, T) / WORK)));
  return Int32Array.from({ length: Math.ceil(T / every) }, (_, k) => T - 1 - k * every).toReversed();
}

/**
 * @param {import("./backward.js").Known} known
 * @param {Int32Array} outputs rising timesteps t: the rows
 * @param {(t: number) => number} outputAt which of the K outputs is asked at t
 * @param {number | null} column which input; null for the length over all of them, which has no sign
 * @returns {Generator<number, Float64Array>} (R·T), at r·T + s; yields how much of the way is done
 */
export function* gradientMap(known, outputs, outputAt, column) {
  const { weights, model, trace } = known;
  const { hidden_size: H, input_size: F, num_layers: L } = model;
  const T = trace.y.length / model.output_size;
  const columns = column === null ? Array.from({ length: F }, (_, f) => f) : [column];
  const layers = trace.layers.map(({ signals }, l) => createLayer(weights, l, signals, H, l ? null : columns, outputs.length));
  const slopes = emptySlopes(H);
  const found = new Float64Array(outputs.length * T);
  let first = outputs.length;
  for (let s = T - 1; s >= 0; s -= 1) {
    if (first > 0 && outputs[first - 1] === s) {
      first -= 1;
      const top = layers[L - 1];
      for (let u = 0; u < H; u += 1) top.rows[first * 2 * H + H + u] = weights["head.weight"][outputAt(s) * H + u];
    }
    for (let l = L - 1; l >= 0; l -= 1) {
      layers[l].pass(s, first, l < L - 1 ? layers[l + 1] : null, slopes);
      yield 1 - (s / T) ** 2;
    }
    const { passed, width } = layers[0];
    for (let r = first; r < outputs.length; r += 1) found[r * T + s] = together(passed, r * width + H, columns.length, column);
    for (const layer of layers) layer.carry(s, first);
  }
  return found;
}

/** @param {Float64Array} passed @param {number} at @param {number} count @param {number | null} column */
function together(passed, at, count, column) {
  if (column !== null) return passed[at];
  let sum = 0;
  for (let f = 0; f < count; f += 1) sum += passed[at + f] ** 2;
  return Math.sqrt(sum);
}

/**
 * One layer with the derivatives (R, 2H) that are on their way through it.
 * @param {import("../lstm.js").Weights} weights @param {number} l @param {import("../lstm.js").Signals} signals
 * @param {number} H @param {number[] | null} columns of its inputs; null for all H
 * @param {number} count R
 */
function createLayer(weights, l, signals, H, columns, count) {
  const hh = weights[`lstm.weight_hh_l${l}`];
  const ih = weights[`lstm.weight_ih_l${l}`];
  const wanted = columns ?? Array.from({ length: H }, (_, u) => u);
  const F = ih.length / (4 * H);
  const width = roundUp(H + wanted.length, 2);
  const rows = new Float64Array(roundUp(count, ROWS) * 2 * H);
  const passed = new Float64Array(roundUp(count, ROWS) * width);
  const through = new Float64Array(width * 2 * H);

  /** What leads from (∂c_s, ∂h_s) to ∂h_{s−1} by way of the gates, and to ∂x_s: a row for each of those. @param {Float64Array} gates */
  function fillThrough(gates) {
    for (let u = 0; u < H; u += 1) {
      for (let j = 0; j < H; j += 1) fill(gates, u, j, hh, u * H + j, H * H);
      for (let j = 0; j < wanted.length; j += 1) fill(gates, u, H + j, ih, u * F + wanted[j], H * F);
    }
  }

  /** @param {Float64Array} gates @param {number} u @param {number} j @param {ArrayLike<number>} matrix @param {number} at @param {number} gate its rows' length */
  function fill(gates, u, j, matrix, at, gate) {
    const to = j * 2 * H + u;
    through[to] = gates[u] * matrix[at] + gates[H + u] * matrix[at + gate] + gates[2 * H + u] * matrix[at + 2 * gate];
    through[to + H] = gates[3 * H + u] * matrix[at + 3 * gate];
  }

  return {
    rows,
    passed,
    width,
    /** @param {number} s @param {number} first row @param {{passed: Float64Array, width: number} | null} above @param {import("./backward.js").Slopes} slopes */
    pass(s, first, above, slopes) {
      slopesAt(signals, H, s, slopes);
      fillThrough(slopes.gates);
      for (let r = first; r < count; r += 1) {
        const at = r * 2 * H;
        for (let u = 0; u < H; u += 1) {
          if (above) rows[at + H + u] += above.passed[r * above.width + H + u];
          rows[at + u] += rows[at + H + u] * slopes.shown[u];
        }
      }
      matrixProduct(rows, through, passed, first, count, 2 * H, width);
    },
    /** Makes them the derivatives of the timestep before. @param {number} s @param {number} first */
    carry(s, first) {
      for (let r = first; r < count; r += 1) {
        const at = r * 2 * H;
        for (let u = 0; u < H; u += 1) {
          rows[at + u] *= signals.f[s * H + u];
          rows[at + H + u] = passed[r * width + u];
        }
      }
    },
  };
}
