import assert from "node:assert/strict";
import { test } from "node:test";

import { emptySignals, forward, layersOf, step, zeroState } from "../../../assets/explorer/lstm.js";
import { largestGap, randomArray, randomNetwork } from "./numeric_cases.js";

/** The equations as torch's documentation writes them, one row of a matrix at a time. */
function byTheBook(weights, model, inputs, T) {
  const { input_size: F, hidden_size: H, num_layers: L, output_size: K } = model;
  const dot = (matrix, row, vector) => vector.reduce((sum, value, k) => sum + matrix[row * vector.length + k] * value, 0);
  const sigma = (x) => 1 / (1 + Math.exp(-x));
  let rows = Array.from({ length: T }, (_, t) => Array.from(inputs.slice(t * F, (t + 1) * F)));
  const layers = [];
  for (let l = 0; l < L; l++) {
    const of = (name) => weights[`lstm.${name}_l${l}`];
    const trace = { i: [], f: [], g: [], o: [], c: [], h: [] };
    let h = Array(H).fill(0);
    let c = Array(H).fill(0);
    rows = rows.map((x) => {
      const sum = (row) => dot(of("weight_ih"), row, x) + of("bias_ih")[row] + dot(of("weight_hh"), row, h) + of("bias_hh")[row];
      const block = (number, act) => Array.from({ length: H }, (_, u) => act(sum(number * H + u)));
      const now = { i: block(0, sigma), f: block(1, sigma), g: block(2, Math.tanh), o: block(3, sigma) };
      c = c.map((before, u) => now.f[u] * before + now.i[u] * now.g[u]);
      h = c.map((value, u) => now.o[u] * Math.tanh(value));
      for (const [name, values] of Object.entries({ ...now, c, h })) trace[name].push(...values);
      return h;
    });
    layers.push(trace);
  }
  const y = rows.flatMap((h) => Array.from({ length: K }, (_, k) => dot(weights["head.weight"], k, h) + weights["head.bias"][k]));
  return { layers, y };
}

for (const [F, H, L, K, T] of [[1, 16, 1, 1, 30], [3, 5, 2, 5, 17], [2, 7, 3, 1, 9], [1, 1, 1, 1, 1]]) {
  test(`the trace of ${L}×${H} with F=${F}, K=${K} follows the equations`, () => {
    const { model, weights } = randomNetwork(F, H, L, K);
    const inputs = randomArray(77, T * F);
    const found = forward(weights, model, inputs, T);
    const expected = byTheBook(weights, model, inputs, T);
    assert.equal(found.layers.length, L);
    found.layers.forEach(({ signals }, l) => {
      for (const name of "ifgoch") assert.ok(largestGap(signals[name], expected.layers[l][name]) < 1e-13, `${name} of layer ${l}`);
    });
    assert.ok(largestGap(found.y, expected.y) < 1e-13);
  });
}

test("each layer's inputs are the hidden states of the layer below", () => {
  const { model, weights } = randomNetwork(2, 4, 3, 1);
  const inputs = randomArray(5, 20);
  const { layers } = forward(weights, model, inputs, 10);
  assert.equal(layers[0].inputs, inputs);
  assert.deepEqual(layers[1].inputs, layers[0].signals.h);
  assert.deepEqual(layers[2].inputs, layers[1].signals.h);
});

test("a layer goes on from where it stopped", () => {
  const { model, weights } = randomNetwork(2, 6, 1, 1);
  const inputs = randomArray(6, 40);
  const whole = forward(weights, model, inputs, 20).layers[0].signals;
  const [layer] = layersOf(weights, model);
  const before = forward(weights, model, inputs.slice(0, 24), 12).layers[0].signals;
  const state = { h: before.h.slice(-6), c: before.c.slice(-6) };
  const after = emptySignals(8 * 6);
  for (let t = 12; t < 20; t++) step(layer, inputs, t * 2, state, after, (t - 12) * 6);
  for (const name of "ifgoch") assert.deepEqual(after[name], whole[name].slice(12 * 6));
});

test("huge weights saturate the gates instead of making them not a number", () => {
  const { model, weights } = randomNetwork(1, 4, 2, 1);
  for (const array of Object.values(weights)) array.forEach((value, k) => { array[k] = value * 1e6; });
  const { layers } = forward(weights, model, randomArray(8, 50), 50);
  for (const { signals } of layers) {
    for (const gate of [signals.i, signals.f, signals.o]) assert.ok(gate.every((value) => value >= 0 && value <= 1));
    assert.ok(signals.h.every((value) => Math.abs(value) <= 1));
  }
});

test("a sequence of no timesteps has an empty trace", () => {
  const { model, weights } = randomNetwork(1, 3, 1, 1);
  const { layers, y } = forward(weights, model, new Float32Array(0), 0);
  assert.equal(layers[0].signals.h.length, 0);
  assert.equal(y.length, 0);
});

test("a state starts at zero", () => {
  assert.deepEqual(zeroState(2), { h: new Float64Array(2), c: new Float64Array(2) });
});
