/**
 * Backpropagation through time for our network, in float64; lstm_viz/model/backward.py says the same in Python.
 *
 * From the asked timestep back to the first, in each from the top layer down: ∂h_t is what the head, the layer above and
 * the next timestep pass back; ∂c_t = ∂c_{t+1} f_{t+1} + ∂h_t o_t (1 − tanh² c_t); ∂a is ∂c or ∂h times the gate's own
 * slope; ∂h_{t−1} = Uᵀ ∂a_t and ∂x_t = Wᵀ ∂a_t.
 */

/** @typedef {{weights: import("../lstm.js").Weights, model: import("../lstm.js").Model, trace: import("../lstm.js").Trace}} Known */
/**
 * One layer's local derivatives at one timestep.
 * @typedef {{gates: Float64Array, shown: Float64Array}} Slopes gates (4H): what c changes by per pre-activation of i, f and
 *   g, and h per pre-activation of o, c held; shown (H): ∂h/∂c
 */
/**
 * @typedef {{byInput: Float64Array, h: Float64Array[], c: Float64Array[]}} Passed byInput (t+1, F); h and c: of each layer
 *   the length of its derivative at each timestep, (t+1)
 */

/** @param {number} H @returns {Slopes} */
export function emptySlopes(H) {
  return { gates: new Float64Array(4 * H), shown: new Float64Array(H) };
}

/** @param {import("../lstm.js").Signals} signals @param {number} H @param {number} s @param {Slopes} out */
export function slopesAt({ i, f, g, o, c }, H, s, out) {
  for (let u = 0, at = s * H; u < H; u += 1, at += 1) {
    const squashed = Math.tanh(c[at]);
    const before = s > 0 ? c[at - H] : 0;
    out.gates[u] = g[at] * i[at] * (1 - i[at]);
    out.gates[H + u] = before * f[at] * (1 - f[at]);
    out.gates[2 * H + u] = i[at] * (1 - g[at] * g[at]);
    out.gates[3 * H + u] = squashed * o[at] * (1 - o[at]);
    out.shown[u] = o[at] * (1 - squashed * squashed);
  }
}

/**
 * One thing that is asked at t, followed back to the first timestep. Rests at every timestep, so that a caller can stop.
 * @param {Known} known @param {number} t
 * @param {ArrayLike<number>} byOutput (K) its derivative by the outputs at t
 * @returns {Generator<void, Passed>}
 */
export function* backward({ weights, model, trace }, t, byOutput) {
  const { hidden_size: H, input_size: F, num_layers: L } = model;
  const slopes = emptySlopes(H);
  const layers = trace.layers.map(({ signals }, l) => ({
    signals, ih: weights[`lstm.weight_ih_l${l}`], hh: weights[`lstm.weight_hh_l${l}`],
    c: new Float64Array(H), h: new Float64Array(H), before: new Float64Array(H), asked: new Float64Array(l ? H : F),
  }));
  const norms = () => layers.map(() => new Float64Array(t + 1));
  const found = { byInput: new Float64Array((t + 1) * F), h: norms(), c: norms() };
  headBack(weights["head.weight"], byOutput, layers[L - 1].h);
  for (let s = t; s >= 0; s -= 1) {
    for (let l = L - 1; l >= 0; l -= 1) {
      const { signals, ih, hh, c, h, before, asked } = layers[l];
      if (l < L - 1) for (let u = 0; u < H; u += 1) h[u] += layers[l + 1].asked[u];
      slopesAt(signals, H, s, slopes);
      for (let u = 0; u < H; u += 1) c[u] += h[u] * slopes.shown[u];
      found.h[l][s] = length(h);
      found.c[l][s] = length(c);
      gatesBack(slopes.gates, c, h);
      timesTransposed(hh, slopes.gates, before);
      timesTransposed(ih, slopes.gates, asked);
      for (let u = 0; u < H; u += 1) c[u] *= signals.f[s * H + u];
      h.set(before);
    }
    found.byInput.set(layers[0].asked, s * F);
    yield;
  }
  return found;
}

/** @param {ArrayLike<number>} head (K·H) @param {ArrayLike<number>} byOutput (K) @param {Float64Array} h what is passed back */
function headBack(head, byOutput, h) {
  for (let k = 0; k < byOutput.length; k += 1) {
    for (let u = 0; u < h.length; u += 1) h[u] += byOutput[k] * head[k * h.length + u];
  }
}

/** Slopes become derivatives by the pre-activations. @param {Float64Array} gates @param {Float64Array} c @param {Float64Array} h */
function gatesBack(gates, c, h) {
  const H = c.length;
  for (let u = 0; u < H; u += 1) {
    for (let gate = 0; gate < 3; gate += 1) gates[gate * H + u] *= c[u];
    gates[3 * H + u] *= h[u];
  }
}

/** @param {ArrayLike<number>} matrix (R·C) @param {Float64Array} rows (R) @param {Float64Array} out (C) rows · matrix */
function timesTransposed(matrix, rows, out) {
  const C = out.length;
  const quarter = rows.length / 4;
  out.fill(0);
  for (let u = 0; u < quarter; u += 1) {
    // the four gates at once: `out` is read and written a quarter as often
    const [i, f, g, o] = [rows[u], rows[quarter + u], rows[2 * quarter + u], rows[3 * quarter + u]];
    for (let k = 0, at = u * C, gate = quarter * C; k < C; k += 1, at += 1) {
      out[k] += i * matrix[at] + f * matrix[at + gate] + g * matrix[at + 2 * gate] + o * matrix[at + 3 * gate];
    }
  }
}

/** @param {Float64Array} vector */
function length(vector) {
  let sum = 0;
  for (const value of vector) sum += value * value;
  return Math.sqrt(sum);
}
