/**
 * What goes into one gate of one unit, term by term: W x_t, U h_{t−1} and b, as products that add up to z.
 * torch keeps two biases and stacks the gates' rows in the order i, f, g, o.
 */

/** @typedef {"i" | "f" | "g" | "o"} Gate */
/** @typedef {Record<string, ArrayLike<number>>} Weights by torch's names */
/** @typedef {{layer: number, gate: Gate, unit: number}} Where */
/** @typedef {"x" | "h" | "b"} Group W x_t, U h_{t−1} or b */
/**
 * @typedef {object} Term
 * @property {Group} group
 * @property {number} index the input's column, or the unit whose h_{t−1} it is; 0 for the bias
 * @property {number} weight
 * @property {number} value what the weight multiplies; 1 for the bias
 * @property {number} product
 */

export const GATES = /** @type {const} */ (["f", "i", "g", "o"]);
const TORCH_GATE_ORDER = "ifgo";

/** A gate's row in torch's stacked matrices. @param {Where} where @param {number} hiddenSize */
export function rowOf({ gate, unit }, hiddenSize) {
  return TORCH_GATE_ORDER.indexOf(gate) * hiddenSize + unit;
}

/**
 * @param {Weights} weights @param {Where} where
 * @param {ArrayLike<number>} x (F_layer,) @param {ArrayLike<number>} hBefore (H,)
 * @returns {Term[]} W's columns, then U's, then the bias
 */
export function termsOf(weights, where, x, hBefore) {
  const row = rowOf(where, hBefore.length);
  const [W, U, b, d] = ["weight_ih", "weight_hh", "bias_ih", "bias_hh"].map((kind) => weights[`lstm.${kind}_l${where.layer}`]);
  const bias = b[row] + d[row];
  return [
    ...products("x", W, row, x),
    ...products("h", U, row, hBefore),
    { group: "b", index: 0, weight: bias, value: 1, product: bias },
  ];
}

/** @param {Group} group @param {ArrayLike<number>} matrix @param {number} row @param {ArrayLike<number>} vector @returns {Term[]} */
function products(group, matrix, row, vector) {
  const start = row * vector.length;
  return Array.from({ length: vector.length }, (_, index) => {
    const weight = matrix[start + index];
    return { group, index, weight, value: vector[index], product: weight * vector[index] };
  });
}

/** @param {{product: number}[]} terms */
export function sumOf(terms) {
  return terms.reduce((sum, { product }) => sum + product, 0);
}

/** What the gate makes of its pre-activation: σ, but tanh for the candidate. @param {Gate} gate @param {number} z */
export function squash(gate, z) {
  return gate === "g" ? Math.tanh(z) : 1 / (1 + Math.exp(-z));
}

/** @param {Gate} gate */
export function squashName(gate) {
  return gate === "g" ? "tanh" : "σ";
}

/**
 * What the layer is fed at t, and what its units showed before.
 * @param {{signals: {h: Float64Array}, inputs: any}} trace of one layer: h (T·H), inputs (T·F_layer)
 * @param {number} t @param {number} hiddenSize
 */
export function fedAt({ signals, inputs }, t, hiddenSize) {
  const features = (inputs.length * hiddenSize) / signals.h.length;
  const before = t > 0 ? signals.h.subarray((t - 1) * hiddenSize, t * hiddenSize) : new Float64Array(hiddenSize);
  return { x: inputs.subarray(t * features, (t + 1) * features), hBefore: before };
}
