/** The plain recurrent cell as torch's nn.RNN computes it (Elman 1990): h_t = tanh(W x_t + b + U h_{t−1} + b′). */

import { forwardStack } from "./stack.js";

/** @type {import("./stack.js").Cell} */
const RNN = {
  prefix: "rnn",
  blocks: 1,
  signals: ["h"],
  finish(fromX, fromH, _hBefore, _before, signals, at, H) {
    for (let u = 0; u < H; u += 1) signals.h[at + u] = Math.tanh(fromX[u] + fromH[u]);
  },
};

/** @param {import("./stack.js").Weights} weights @param {import("./stack.js").Model} model @param {ArrayLike<number>} inputs (T, F) @param {number} T */
export function forwardRnn(weights, model, inputs, T) {
  return forwardStack(RNN, weights, model, inputs, T);
}
