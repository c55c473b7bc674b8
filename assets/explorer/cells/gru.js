/**
 * The GRU as torch's nn.GRU computes it (Cho et al. 2014, with the reset gate behind the product):
 * r, z = σ(W x_t + b + U h_{t−1} + b′), n = tanh(W x_t + b + r (U h_{t−1} + b′)), h_t = (1 − z) n + z h_{t−1}.
 * torch stacks the rows in the order r, z, n.
 */

import { KINDS } from "./kind.js";

/** @param {number} x */
const sigmoid = (x) => 1 / (1 + Math.exp(-x));

/** @type {import("./stack.js").Cell} */
export const GRU = {
  prefix: KINDS.gru.name,
  blocks: 3,
  signals: [...KINDS.gru.torchOrder, KINDS.gru.state],
  finish(fromX, fromH, hBefore, before, signals, at, H) {
    for (let u = 0; u < H; u += 1) {
      const r = sigmoid(fromX[u] + fromH[u]);
      const z = sigmoid(fromX[H + u] + fromH[H + u]);
      const n = Math.tanh(fromX[2 * H + u] + r * fromH[2 * H + u]);
      signals.r[at + u] = r;
      signals.z[at + u] = z;
      signals.n[at + u] = n;
      signals.h[at + u] = (1 - z) * n + z * hBefore[before + u];
    }
  },
};
