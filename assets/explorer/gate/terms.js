/**
 * What goes into one gate of one unit, term by term: W x_t, U h_{t−1} and b, as products that add up to z.
 * torch keeps two biases, which are one to the reader, but for a GRU's candidate: there r multiplies U h_{t−1} + b′.
 */

/** @typedef {string} Gate a signal's letter, one of its cell's gates */
/** @typedef {Record<string, ArrayLike<number>>} Weights by torch's names */
/** @typedef {{kind: import("../cells/kind.js").Kind, layer: number, gate: Gate, unit: number}} Where */
/** @typedef {"x" | "h" | "b" | "d"} Group W x_t, U h_{t−1}, b, or b′ where it stands apart */
/**
 * @typedef {object} Term
 * @property {Group} group
 * @property {number} index the input's column, or the unit whose h_{t−1} it is; 0 for a bias
 * @property {number} weight
 * @property {number} value what the weight multiplies; 1 for a bias
 * @property {number} factor what multiplies both: r_t where the gate stands behind it, else 1
 * @property {number} product of the three
 */
/** @typedef {{x: ArrayLike<number>, hBefore: ArrayLike<number>, reset: number}} Fed x (F_layer,), hBefore (H,), r_t or 1 */

const SHARES = new Set(["i", "f", "o", "z", "r"]);

/** Whether r multiplies what comes from h. @param {Pick<Where, "kind" | "gate">} where */
export function isReset({ kind, gate }) {
  return kind.name === "gru" && gate === "n";
}

/** A gate's row in torch's stacked matrices. @param {Where} where @param {number} hiddenSize */
export function rowOf({ kind, gate, unit }, hiddenSize) {
  return kind.torchOrder.indexOf(gate) * hiddenSize + unit;
}

/** torch's name of a parameter of the layer. @param {Where} where @param {string} which "weight_ih", "bias_hh" … */
export function parameterOf({ kind, layer }, which) {
  return `${kind.name}.${which}_l${layer}`;
}

/**
 * @param {Weights} weights @param {Where} where @param {Fed} fed
 * @returns {Term[]} W's columns, U's and the bias; behind a reset gate W's, b, then U's and b′
 */
export function termsOf(weights, where, { x, hBefore, reset }) {
  const row = rowOf(where, hBefore.length);
  const [W, U, b, d] = ["weight_ih", "weight_hh", "bias_ih", "bias_hh"].map((which) => weights[parameterOf(where, which)]);
  const fromX = products("x", W, row, x, 1);
  if (!isReset(where)) return [...fromX, ...products("h", U, row, hBefore, 1), bias("b", b[row] + d[row], 1)];
  return [...fromX, bias("b", b[row], 1), ...products("h", U, row, hBefore, reset), bias("d", d[row], reset)];
}

/** @param {"b" | "d"} group @param {number} weight @param {number} factor @returns {Term} */
function bias(group, weight, factor) {
  return { group, index: 0, weight, value: 1, factor, product: factor * weight };
}

/** @param {Group} group @param {ArrayLike<number>} matrix @param {number} row @param {ArrayLike<number>} vector @param {number} factor @returns {Term[]} */
function products(group, matrix, row, vector, factor) {
  const start = row * vector.length;
  return Array.from({ length: vector.length }, (_, index) => {
    const weight = matrix[start + index];
    return { group, index, weight, value: vector[index], factor, product: factor * weight * vector[index] };
  });
}

/** @param {{product: number}[]} terms */
export function sumOf(terms) {
  return terms.reduce((sum, { product }) => sum + product, 0);
}

/** Whether a gate lies between 0 and 1. @param {Gate} gate */
export function isShare(gate) {
  return SHARES.has(gate);
}

/** What the gate makes of its pre-activation: σ of a share, tanh of all else. @param {Gate} gate @param {number} z */
export function squash(gate, z) {
  return isShare(gate) ? 1 / (1 + Math.exp(-z)) : Math.tanh(z);
}

/** @param {Gate} gate */
export function squashName(gate) {
  return isShare(gate) ? "σ" : "tanh";
}

/**
 * What a unit's layer is fed at t, what its units showed before, and its reset gate where there is one.
 * @param {{signals: Record<string, Float64Array>, inputs: any}} trace of one layer: h (T·H), inputs (T·F_layer)
 * @param {number} t @param {number} unit @param {number} hiddenSize
 * @returns {Fed}
 */
export function fedAt({ signals, inputs }, t, unit, hiddenSize) {
  const features = (inputs.length * hiddenSize) / signals.h.length;
  const hBefore = t > 0 ? signals.h.subarray((t - 1) * hiddenSize, t * hiddenSize) : new Float64Array(hiddenSize);
  return { x: inputs.subarray(t * features, (t + 1) * features), hBefore, reset: signals.r?.[t * hiddenSize + unit] ?? 1 };
}
