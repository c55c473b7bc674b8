/**
 * Our network in JavaScript: LSTM layers as torch's nn.LSTM computes them, and a linear head. Weights are float32, the
 * arithmetic is float64.
 *
 * For each layer: i, f, o = σ(W x_t + b + U h_{t-1} + b'), g = tanh(…), c_t = f c_{t-1} + i g, h_t = o tanh(c_t).
 * torch stacks the four gates' rows in the order i, f, g, o.
 */

/** @typedef {Record<string, Float32Array | Float64Array>} Weights by torch's names, e.g. "lstm.weight_ih_l0" */
/** @typedef {{input_size: number, hidden_size: number, num_layers: number, output_size: number}} Model */
/** @typedef {{i: Float64Array, f: Float64Array, g: Float64Array, o: Float64Array, c: Float64Array, h: Float64Array}} Signals */
/** @typedef {{signals: Signals, inputs: ArrayLike<number>}} LayerTrace index t * H + u, and t * F + column */
/** @typedef {{layers: LayerTrace[], y: Float64Array}} Trace y has index t * K + k */
/**
 * One layer, ready to step.
 * @typedef {{inputSize: number, hiddenSize: number, weightIh: ArrayLike<number>, weightHh: ArrayLike<number>,
 *   bias: Float64Array}} Layer
 */
/** @typedef {{h: Float64Array, c: Float64Array}} State of one layer, (H) each */

/** @param {Weights} weights @param {Model} model @returns {Layer[]} */
export function layersOf(weights, model) {
  const hiddenSize = model.hidden_size;
  return Array.from({ length: model.num_layers }, (_, layer) => {
    const hh = weights[`lstm.bias_hh_l${layer}`];
    return {
      inputSize: layer === 0 ? model.input_size : hiddenSize,
      hiddenSize,
      weightIh: weights[`lstm.weight_ih_l${layer}`],
      weightHh: weights[`lstm.weight_hh_l${layer}`],
      bias: Float64Array.from(weights[`lstm.bias_ih_l${layer}`], (value, row) => value + hh[row]),
    };
  });
}

/** @param {number} hiddenSize @returns {State} */
export function zeroState(hiddenSize) {
  return { h: new Float64Array(hiddenSize), c: new Float64Array(hiddenSize) };
}

/** @param {number} size @returns {Signals} */
export function emptySignals(size) {
  const made = () => new Float64Array(size);
  return { i: made(), f: made(), g: made(), o: made(), c: made(), h: made() };
}

/** @param {number} x */
const sigmoid = (x) => 1 / (1 + Math.exp(-x));

/**
 * Writes the four gates of one timestep of one layer.
 * @param {Layer} layer
 * @param {ArrayLike<number>} x @param {number} xAt where this timestep's inputs start
 * @param {Float64Array} h (H) the hidden state before
 * @param {Signals} out @param {number} at where this timestep's H values are written
 */
export function gatesAt(layer, x, xAt, h, out, at) {
  const { inputSize: F, hiddenSize: H, weightIh, weightHh, bias } = layer;
  for (let u = 0; u < H; u++) {
    // four sums at once: they do not wait for each other
    let i = bias[u];
    let f = bias[H + u];
    let g = bias[2 * H + u];
    let o = bias[3 * H + u];
    for (let k = 0, row = u * F, gate = H * F; k < F; k++, row++) {
      const value = x[xAt + k];
      i += weightIh[row] * value;
      f += weightIh[row + gate] * value;
      g += weightIh[row + 2 * gate] * value;
      o += weightIh[row + 3 * gate] * value;
    }
    for (let k = 0, row = u * H, gate = H * H; k < H; k++, row++) {
      const value = h[k];
      i += weightHh[row] * value;
      f += weightHh[row + gate] * value;
      g += weightHh[row + 2 * gate] * value;
      o += weightHh[row + 3 * gate] * value;
    }
    out.i[at + u] = sigmoid(i);
    out.f[at + u] = sigmoid(f);
    out.g[at + u] = Math.tanh(g);
    out.o[at + u] = sigmoid(o);
  }
}

/** Writes c of one timestep from its gates. @param {Float64Array} c (H) before @param {Signals} out @param {number} at */
export function cellAt(c, out, at) {
  for (let u = 0; u < c.length; u++) out.c[at + u] = out.f[at + u] * c[u] + out.i[at + u] * out.g[at + u];
}

/** Writes h of one timestep from its o and c. @param {number} H @param {Signals} out @param {number} at */
export function hiddenAt(H, out, at) {
  for (let u = 0; u < H; u++) out.h[at + u] = out.o[at + u] * Math.tanh(out.c[at + u]);
}

/** Makes what was written at a timestep the state before the next. @param {State} state @param {Signals} out @param {number} at */
export function carry({ h, c }, out, at) {
  for (let u = 0; u < h.length; u++) {
    h[u] = out.h[at + u];
    c[u] = out.c[at + u];
  }
}

/**
 * Takes one timestep of one layer.
 * @param {Layer} layer
 * @param {ArrayLike<number>} x @param {number} xAt where this timestep's inputs start
 * @param {State} state the state before; afterwards the state after
 * @param {Signals} out @param {number} at where this timestep's H values are written
 */
export function step(layer, x, xAt, state, out, at) {
  gatesAt(layer, x, xAt, state.h, out, at);
  cellAt(state.c, out, at);
  hiddenAt(layer.hiddenSize, out, at);
  carry(state, out, at);
}

/**
 * Writes the K outputs of one timestep.
 * @param {Weights} weights @param {Model} model
 * @param {ArrayLike<number>} h @param {number} hAt where this timestep's H values start
 * @param {Float64Array} y @param {number} yAt
 */
export function readOut(weights, model, h, hAt, y, yAt) {
  const H = model.hidden_size;
  const weight = weights["head.weight"];
  const bias = weights["head.bias"];
  for (let k = 0; k < model.output_size; k++) {
    let sum = bias[k];
    for (let u = 0; u < H; u++) sum += weight[k * H + u] * h[hAt + u];
    y[yAt + k] = sum;
  }
}

/**
 * The network's layers, fed one timestep at a time from a zero state.
 * @param {Weights} weights @param {Model} model
 * @returns {(x: ArrayLike<number>, at: number) => ArrayLike<number>} takes the inputs of a timestep, which start at
 *   `at`, and gives h (H) of the top layer, good until the next timestep
 */
export function createReader(weights, model) {
  const layers = layersOf(weights, model).map((layer) => ({
    layer,
    state: zeroState(layer.hiddenSize),
    signals: emptySignals(layer.hiddenSize),
  }));
  return (x, at) => {
    let [fed, from] = [x, at];
    for (const { layer, state, signals } of layers) {
      step(layer, fed, from, state, signals, 0);
      [fed, from] = [signals.h, 0];
    }
    return fed;
  };
}

/**
 * Reads a whole sequence from a zero state.
 * @param {Weights} weights @param {Model} model
 * @param {ArrayLike<number>} inputs (T, F), scaled
 * @param {number} T
 * @returns {Trace}
 */
export function forward(weights, model, inputs, T) {
  const H = model.hidden_size;
  /** @type {LayerTrace[]} */
  const layers = [];
  let fed = inputs;
  for (const layer of layersOf(weights, model)) {
    const signals = emptySignals(T * H);
    const state = zeroState(H);
    for (let t = 0; t < T; t++) step(layer, fed, t * layer.inputSize, state, signals, t * H);
    layers.push({ signals, inputs: fed });
    fed = signals.h;
  }
  const y = new Float64Array(T * model.output_size);
  for (let t = 0; t < T; t++) readOut(weights, model, fed, t * H, y, t * model.output_size);
  return { layers, y };
}
