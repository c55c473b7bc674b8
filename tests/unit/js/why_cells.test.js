/** Why this output? of a GRU and of a tanh RNN: against small changes of the inputs. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { forward } from "../../../assets/explorer/cells/forward.js";
import { oneOutput } from "../../../assets/explorer/why/asked.js";
import { backward } from "../../../assets/explorer/why/backward.js";
import { gradientMap } from "../../../assets/explorer/why/gradient_map.js";
import { occlusion } from "../../../assets/explorer/why/occlusion.js";
import { fadingInWords } from "../../../assets/explorer/why/words.js";
import { largestGap, randomArray } from "./numeric_cases.js";

const [F, H, L, K, T] = [2, 4, 3, 2, 9];
const BLOCKS = { gru: 3, rnn: 1 };
const NUDGE = 1e-5;

/** @param {Generator<any, any>} job @returns {any} what it comes to */
function result(job) {
  let now = job.next();
  while (!now.done) now = job.next();
  return now.value;
}

/** @param {"gru" | "rnn"} cell */
function known(cell) {
  const model = { cell, input_size: F, hidden_size: H, num_layers: L, output_size: K };
  const weights = { "head.weight": randomArray(901, K * H), "head.bias": randomArray(902, K) };
  for (let l = 0; l < L; l++) {
    const sizes = { weight_ih: H * (l ? H : F), weight_hh: H * H, bias_ih: H, bias_hh: H };
    Object.entries(sizes).forEach(([kind, size], k) => { weights[`${cell}.${kind}_l${l}`] = randomArray(10 * l + k, BLOCKS[cell] * size); });
  }
  const inputs = Float64Array.from(randomArray(55, T * F), (value) => 2 * value);
  return { model, weights, inputs, trace: forward(weights, model, inputs, T) };
}

/** y_t,k where some inputs are others. @param {any} net @param {(inputs: Float64Array) => void} change @param {number} t @param {number} k */
function answerWith({ weights, model, inputs }, change, t, k) {
  const other = inputs.slice();
  change(other);
  return forward(weights, model, other, T).y[t * K + k];
}

for (const cell of /** @type {const} */ (["gru", "rnn"])) {
  test(`gradients of a ${cell} by its inputs are what small changes of the inputs do`, () => {
    const net = known(cell);
    for (const t of [0, 4, T - 1]) {
      for (let k = 0; k < K; k++) {
        const { byInput, h, c } = result(backward(net, t, oneOutput(K, k)));
        const expected = Array.from(byInput, (_, at) => {
          const [more, less] = [NUDGE, -NUDGE].map((nudge) => answerWith(net, (inputs) => { inputs[at] += nudge; }, t, k));
          return (more - less) / (2 * NUDGE);
        });
        assert.ok(largestGap(byInput, expected) < 1e-8);
        assert.deepEqual([h.length, c.length], [L, 0]);
      }
    }
  });

  test(`each row of a ${cell}'s map is one walk back`, () => {
    const net = known(cell);
    const outputs = Int32Array.of(1, 3, 6, T - 1);
    const map = result(gradientMap(net, outputs, () => 1, 0));
    outputs.forEach((t, r) => {
      const { byInput } = result(backward(net, t, oneOutput(K, 1)));
      const own = Array.from({ length: T }, (_, s) => (s <= t ? byInput[s * F] : 0));
      assert.ok(largestGap(map.slice(r * T, (r + 1) * T), own) < 1e-12);
    });
  });

  test(`occlusion in a ${cell} is the answer less the answer without that input`, () => {
    const net = known(cell);
    const t = T - 1;
    const expected = Array.from({ length: T }, (_, s) =>
      net.trace.y[t * K] - answerWith(net, (inputs) => inputs.fill(0, s * F, (s + 1) * F), t, 0));
    assert.ok(largestGap(result(occlusion(net, t, 0, 0)), expected) < 1e-12);
  });
}

test("how the gradient fades is told of h where there is no c", () => {
  const problem = { values: { window: 3, model: { cell: "gru" } }, arrays: { part: Int8Array.of(0, 0, 0) } };
  const norms = { h: [Float64Array.of(0.01, 0.1, 1)], c: [] };
  assert.equal(fadingInWords(/** @type {any} */ ({ problem, t: 2, norms }), 0),
    "From t = 2 the derivative of the loss by the hidden state fades: 2 timesteps back, as far as a training window reaches, it is 100 times smaller. It stays above the noise of float32 all the way.");
});
