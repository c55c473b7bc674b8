/** The plain recurrent cell as torch's nn.RNN computes it (Elman 1990): h_t = tanh(W x_t + b + U h_{t−1} + b′). */

import { KINDS } from "./kind.js";

/** @type {import("./stack.js").Cell} */
export const RNN = {
  prefix: KINDS.rnn.name,
  blocks: 1,
  signals: KINDS.rnn.signals,
  finish(fromX, fromH, _hBefore, _before, signals, at, H) {
    for (let u = 0; u < H; u += 1) signals.h[at + u] = Math.tanh(fromX[u] + fromH[u]);
  },
};
