/**
 * What differs between the cells on the way back through time: the local derivatives of one layer at one timestep. The
 * same as lstm_viz/model/backward_cells.py. A row holds the derivatives by a timestep's states: ∂c, then ∂h of an LSTM,
 * else ∂h.
 */

import { affine } from "../cells/affine.js";

/** @typedef {ArrayLike<number>} Numbers */
/**
 * @typedef {object} Way
 * @property {number} states how many times H values a row has; ∂h is its last H
 * @property {(s: number) => void} look works the derivatives of timestep s out
 * @property {(rows: Float64Array, at: number) => void} hear lets ∂c hear what its own h passes back to it
 * @property {(through: Float64Array, j: number, matrix: Numbers, columns: number, column: number, isH: boolean) => void} fill
 *   row j of `through`: what leads from the states to what a column of U (isH) or of W, of so many columns, reads
 * @property {(rows: Float64Array, at: number) => void} keep makes ∂c what the cell state alone passes to the timestep before
 */
/** @typedef {{hh: Numbers, bhh: Numbers, signals: Record<string, Float64Array>, H: number}} Layer */

const nothing = () => {};

/** @param {Layer} layer @returns {Way} */
function lstmWay({ signals, H }) {
  const { i, f, g, o, c } = signals;
  const gates = new Float64Array(4 * H); // what c changes by per pre-activation of i, f and g, and h per that of o, c held
  const [shown, kept] = [new Float64Array(H), new Float64Array(H)];
  return {
    states: 2,
    look(s) {
      for (let u = 0, at = s * H; u < H; u += 1, at += 1) {
        const squashed = Math.tanh(c[at]);
        gates[u] = g[at] * i[at] * (1 - i[at]);
        gates[H + u] = (s > 0 ? c[at - H] : 0) * f[at] * (1 - f[at]);
        gates[2 * H + u] = i[at] * (1 - g[at] * g[at]);
        gates[3 * H + u] = squashed * o[at] * (1 - o[at]);
        shown[u] = o[at] * (1 - squashed * squashed);
        kept[u] = f[at];
      }
    },
    hear(rows, at) {
      for (let u = 0; u < H; u += 1) rows[at + u] += rows[at + H + u] * shown[u];
    },
    fill(through, j, matrix, columns, column) {
      const gate = H * columns;
      for (let u = 0, to = j * 2 * H, at = column; u < H; u += 1, to += 1, at += columns) {
        through[to] = gates[u] * matrix[at] + gates[H + u] * matrix[at + gate] + gates[2 * H + u] * matrix[at + 2 * gate];
        through[to + H] = gates[3 * H + u] * matrix[at + 3 * gate];
      }
    },
    keep(rows, at) {
      for (let u = 0; u < H; u += 1) rows[at + u] *= kept[u];
    },
  };
}

/** @param {Layer} layer @returns {Way} */
function gruWay({ hh, bhh, signals, H }) {
  const { r, z, n, h } = signals;
  const gates = new Float64Array(3 * H); // what h changes by per pre-activation of r, z and n
  const [reset, open, kept, none] = Array.from({ length: 4 }, () => new Float64Array(H));
  const [ofN, biasOfN] = [Float64Array.from(hh).subarray(2 * H * H), Float64Array.from(bhh).subarray(2 * H)];
  return {
    states: 1,
    look(s) {
      const [before, first] = s > 0 ? [h, (s - 1) * H] : [none, 0];
      affine(ofN, biasOfN, before, first, reset);
      for (let u = 0, at = s * H; u < H; u += 1, at += 1) {
        const byN = (1 - z[at]) * (1 - n[at] * n[at]);
        gates[u] = byN * reset[u] * r[at] * (1 - r[at]);
        gates[H + u] = (before[first + u] - n[at]) * z[at] * (1 - z[at]);
        gates[2 * H + u] = byN;
        open[u] = r[at];
        kept[u] = z[at];
      }
    },
    hear: nothing,
    fill(through, j, matrix, columns, column, isH) {
      const gate = H * columns;
      for (let u = 0, to = j * H, at = column; u < H; u += 1, to += 1, at += columns) {
        const byN = isH ? gates[2 * H + u] * open[u] : gates[2 * H + u]; // n reads h through r
        through[to] = gates[u] * matrix[at] + gates[H + u] * matrix[at + gate] + byN * matrix[at + 2 * gate];
      }
      if (isH) through[j * H + column] += kept[column];
    },
    keep: nothing,
  };
}

/** @param {Layer} layer @returns {Way} */
function rnnWay({ signals: { h }, H }) {
  const slopes = new Float64Array(H);
  return {
    states: 1,
    look(s) {
      for (let u = 0; u < H; u += 1) slopes[u] = 1 - h[s * H + u] ** 2;
    },
    hear: nothing,
    fill(through, j, matrix, columns, column) {
      for (let u = 0; u < H; u += 1) through[j * H + u] = slopes[u] * matrix[u * columns + column];
    },
    keep: nothing,
  };
}

/** By the kind's name. @type {Record<import("../cells/kind.js").CellName, (layer: Layer) => Way>} */
export const WAYS = { lstm: lstmWay, gru: gruWay, rnn: rnnWay };
