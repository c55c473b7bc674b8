/**
 * One LSTM unit at one timestep, in exact numbers, and how numbers are written.
 * Equations: Hochreiter & Schmidhuber 1997 with the forget gate of Gers et al. 2000, in the form of torch.nn.LSTM.
 */

/** @typedef {"f" | "i" | "g" | "o" | "c" | "h"} Signal */
/** @typedef {Record<"i" | "f" | "g" | "o", number>} PreActivations */
/**
 * @typedef {object} Cell the chosen unit at timestep t
 * @property {number} t
 * @property {number} unit
 * @property {number} f @property {number} i @property {number} g @property {number} o
 * @property {number} c @property {number} h
 * @property {number} cBefore c_{t−1}, 0 at t = 0
 * @property {number} hBefore h_{t−1}, 0 at t = 0
 * @property {number} kept f·c_{t−1}
 * @property {number} written i·g
 * @property {number} tanhC tanh(c)
 * @property {PreActivations} before what goes into σ and tanh
 * @property {Float32Array | Float64Array} x (F_layer,) what the layer is fed at t
 */

/** A signal's word, which is also its colour's key in the palette. */
export const WORD = Object.freeze({
  f: "forget", i: "input", g: "candidate", o: "output", c: "cell", h: "hidden",
});

const TORCH_GATE_ORDER = /** @type {const} */ (["i", "f", "g", "o"]);

/**
 * W x_t + U h_{t−1} + b of one unit, for each gate.
 * @param {Record<string, ArrayLike<number>>} weights by torch's names, flat; gate rows i f g o
 * @param {number} layer
 * @param {number} unit
 * @param {ArrayLike<number>} x (F_layer,)
 * @param {ArrayLike<number>} hBefore (H,)
 * @returns {PreActivations}
 */
export function preActivations(weights, layer, unit, x, hBefore) {
  const [W, U, b, d] = ["weight_ih", "weight_hh", "bias_ih", "bias_hh"]
    .map((name) => weights[`lstm.${name}_l${layer}`]);
  const H = hBefore.length;
  const sums = TORCH_GATE_ORDER.map((gate, slot) => {
    const row = slot * H + unit;
    return [gate, b[row] + d[row] + dot(W, row, x) + dot(U, row, hBefore)];
  });
  return /** @type {PreActivations} */ (Object.fromEntries(sums));
}

/** @param {ArrayLike<number>} matrix @param {number} row @param {ArrayLike<number>} vector */
function dot(matrix, row, vector) {
  const start = row * vector.length;
  let sum = 0;
  for (let k = 0; k < vector.length; k += 1) sum += matrix[start + k] * vector[k];
  return sum;
}

/**
 * @param {{signals: Record<Signal, Float64Array>, inputs: Float32Array | Float64Array}} trace of one layer: signals
 *   (T·H), inputs (T·F_layer)
 * @param {Record<string, ArrayLike<number>>} weights that made the trace
 * @param {{layer: number, unit: number, t: number, hiddenSize: number}} at
 * @returns {Cell}
 */
export function readCell(trace, weights, { layer, unit, t, hiddenSize: H }) {
  const { signals, inputs } = trace;
  const features = (inputs.length * H) / signals.h.length;
  const x = inputs.subarray(t * features, (t + 1) * features);
  const hAllBefore = t > 0 ? signals.h.subarray((t - 1) * H, t * H) : new Float64Array(H);
  const at = t * H + unit;
  const [f, i, g, o, c, h] = [signals.f[at], signals.i[at], signals.g[at], signals.o[at], signals.c[at], signals.h[at]];
  const cBefore = t > 0 ? signals.c[at - H] : 0;
  const before = preActivations(weights, layer, unit, x, hAllBefore);
  return {
    t, unit, f, i, g, o, c, h, cBefore, hBefore: hAllBefore[unit], x, before,
    kept: f * cBefore, written: i * g, tanhC: Math.tanh(c),
  };
}

/** @param {number} value @param {number} [decimals] @returns {string} with a true minus, and no minus before zero */
export function formatNumber(value, decimals = 2) {
  if (!Number.isFinite(value)) return "–";
  const digits = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(digits) !== 0 ? `−${digits}` : digits;
}

/** @param {number} value a round one @returns {string} with no more figures than it has */
export function formatLimit(value) {
  return String(Number(value.toPrecision(3))).replace("-", "−");
}

/** @param {number} value 0 to 1 @returns {string} in percent; only a true 0 or 1 is called 0 % or 100 % */
export function formatShare(value) {
  if (!Number.isFinite(value)) return "–";
  if (value > 0 && value < 0.005) return "less than 1 %";
  if (value >= 0.995 && value < 1) return "more than 99 %";
  return `${Math.round(value * 100)} %`;
}

/** @param {string} shown a formatted number @returns {string} as the second term of a sum: "+ 0.12" or "− 0.12" */
export function addend(shown) {
  return shown.startsWith("−") ? `− ${shown.slice(1)}` : `+ ${shown}`;
}

/** @param {ArrayLike<number>} x @returns {string} the value where there is one, else how many there are */
export function formatInput(x) {
  return x.length === 1 ? formatNumber(x[0]) : `(${x.length} values)`;
}
