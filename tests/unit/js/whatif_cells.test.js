/** What if? in a GRU and in a tanh RNN. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { forward } from "../../../assets/explorer/cells/forward.js";
import { KINDS, kindOf } from "../../../assets/explorer/cells/kind.js";
import { intervene } from "../../../assets/explorer/whatif/intervene.js";
import { comesBack } from "../../../assets/explorer/whatif/lesson.js";
import { lessonSentence } from "../../../assets/explorer/whatif/lesson_words.js";
import { PRESETS } from "../../../assets/explorer/whatif/presets.js";
import { suppose } from "../../../assets/explorer/whatif/suppose.js";
import { boundsOf, inWords } from "../../../assets/explorer/whatif/words.js";
import { largestGap, randomArray } from "./numeric_cases.js";

const [T, F, H, K] = [40, 2, 5, 3];
const BLOCKS = { gru: 3, rnn: 1 };

/** @param {"gru" | "rnn"} cell @param {number} [layers] */
function network(cell, layers = 2) {
  const model = { cell, input_size: F, hidden_size: H, num_layers: layers, output_size: K };
  const weights = { "head.weight": randomArray(901, K * H), "head.bias": randomArray(902, K) };
  for (let l = 0; l < layers; l++) {
    const sizes = { weight_ih: H * (l ? H : F), weight_hh: H * H, bias_ih: H, bias_hh: H };
    Object.entries(sizes).forEach(([kind, size], k) => { weights[`${cell}.${kind}_l${l}`] = randomArray(10 * l + k, BLOCKS[cell] * size); });
  }
  return { model, weights, base: forward(weights, model, randomArray(9, T * F), T) };
}

const held = (more = {}) => ({ layer: 0, units: null, signal: "h", kind: "hold", value: 0, from: 10, to: 15, ...more });

function gap(one, other) {
  const signals = one.layers.flatMap((layer, l) => Object.keys(layer.signals).map((name) => largestGap(layer.signals[name], other.layers[l].signals[name])));
  return Math.max(...signals, largestGap(one.y, other.y));
}

for (const cell of /** @type {const} */ (["gru", "rnn"])) {
  for (const signal of KINDS[cell].signals) {
    test(`holding ${signal} of a ${cell} at its own values changes not a bit`, () => {
      const { weights, model, base } = network(cell, 3);
      const own = [0, 1, 2].flatMap((layer) => [0, 7, T - 1].flatMap((t) => [0, 3].map((unit) =>
        held({ layer, units: [unit], signal, value: base.layers[layer].signals[signal][t * H + unit], from: t, to: t }))));
      assert.equal(gap(intervene(weights, model, base, own), base), 0);
    });

    test(`a held ${signal} of a ${cell} has its value over the span, and only what can follow from it changes`, () => {
      const { weights, model, base } = network(cell);
      const { layers } = intervene(weights, model, base, [held({ layer: 1, units: [1, 4], signal, value: 0.3 })]);
      for (let t = 10; t <= 15; t++) for (const unit of [1, 4]) assert.equal(layers[1].signals[signal][t * H + unit], 0.3);
      assert.equal(layers[0], base.layers[0]);
      assert.deepEqual(layers[1].signals.h.slice(0, 10 * H), base.layers[1].signals.h.slice(0, 10 * H));
      assert.notDeepEqual(layers[1].signals.h.slice(10 * H), base.layers[1].signals.h.slice(10 * H));
    });
  }

  test(`an erased memory of a ${cell} starts anew`, () => {
    const { weights, model, base } = network(cell);
    const place = { layer: 0, unit: 3, t: 11, last: T - 1, units: null, from: 5, to: 9 };
    const { make } = /** @type {any} */ (PRESETS[cell].find(({ name }) => name === "Erase the memory (h)"));
    const found = intervene(weights, model, base, [...make(place), ...make({ ...place, layer: 1 })]);
    const fresh = forward(weights, model, base.layers[0].inputs.slice(12 * F), T - 12);
    assert.ok(largestGap(found.y.slice(12 * K), fresh.y) < 1e-14);
  });
}

test("a GRU that never forgets keeps what it is: an update gate at 1 leaves h at its start", () => {
  const { weights, model, base } = network("gru", 1);
  const place = { layer: 0, unit: 3, t: 11, last: T - 1, units: [2], from: 5, to: 9 };
  const { h } = intervene(weights, model, base, PRESETS.gru[0].make(place)).layers[0].signals;
  for (let t = 0; t < T; t++) assert.equal(h[t * H + 2], 0);
});

test("each preset of the other cells holds what its name says, of the chosen units", () => {
  const place = { layer: 0, unit: 3, t: 20, last: 39, units: [1, 2], from: 15, to: 24 };
  const made = (/** @type {"gru" | "rnn"} */ cell) => Object.fromEntries(PRESETS[cell].map(({ name, make }) => [name, make(place).map(inWords)]));
  const who = "of units 1 and 2 of layer 1 at";
  const ablated = ["units 1 and 2 of layer 1 ablated (h is 0 for every reader), t = 0 to 39"];
  assert.deepEqual(made("gru"), {
    "Never forget": [`update gate z ${who} 1, t = 0 to 39`],
    "Close the reset gate": [`reset gate r ${who} 0, t = 0 to 39`],
    "Forget at t": [`update gate z ${who} 0, t = 20`],
    "Forget over the span": [`update gate z ${who} 0, t = 15 to 24`],
    "Erase the memory (h)": [`hidden state h ${who} 0, t = 20`],
    "Ablate the units": ablated,
  });
  assert.deepEqual(made("rnn"), {
    "Erase the memory (h)": [`hidden state h ${who} 0, t = 20`],
    "Erase the memory over the span": [`hidden state h ${who} 0, t = 15 to 24`],
    "Ablate the units": ablated,
  });
});

test("a share is held from 0 to 1, what is squashed by tanh from −1 to 1, and c at any value", () => {
  assert.deepEqual(["z", "r", "f", "n", "h", "c"].map(boundsOf), [[0, 1], [0, 1], [0, 1], [-1, 1], [-1, 1], [-Infinity, Infinity]]);
});

/**
 * One unit of a GRU that reads a pulse at t = 3: z keeps h, or n writes it anew from the h before.
 * @param {number} fromX what n reads of the pulse @param {number} fromH what n reads of h @param {number} zBias
 */
function gruLatch(fromX, fromH, zBias) {
  const model = { cell: "gru", input_size: 1, hidden_size: 1, num_layers: 1, output_size: 1 };
  const weights = {
    "gru.weight_ih_l0": Float32Array.of(0, -24, fromX), "gru.weight_hh_l0": Float32Array.of(0, 0, fromH),
    "gru.bias_ih_l0": Float32Array.of(9, zBias, 0), "gru.bias_hh_l0": new Float32Array(3),
    "head.weight": Float32Array.of(1), "head.bias": Float32Array.of(0),
  };
  const inputs = Float32Array.from({ length: T }, (_, t) => (t === 3 ? 1 : 0));
  const part = new Int8Array(T);
  const problem = { values: { loss: "mse", unit: "", target_scale: null, model }, arrays: { inputs, part, actual: new Float64Array(T), anchor: new Float64Array(T) } };
  const trace = forward(weights, model, inputs, T);
  return { problem, weights, trace, shown: { levels: trace.y }, errors: {} };
}

test("a GRU's h that only z keeps is gone when z shuts once, and nothing is taught", () => {
  const view = gruLatch(3, 0, 12);
  assert.ok(view.trace.y[T - 1] > 0.7);
  const found = comesBack(view, suppose(view, [held({ signal: "z", from: 20, to: 20 })]));
  assert.deepEqual([found?.memory, found?.by], [Infinity, null]);
});

test("where n writes h anew, shutting z changes little, and that is said in the words of a GRU", () => {
  const view = gruLatch(0.31, 3, 0);
  const found = comesBack(view, suppose(view, [held({ signal: "z", from: 4, to: 4 })]));
  assert.deepEqual(found, { memory: 3, prediction: 3, same: false, by: "h" });
  assert.equal(lessonSentence(found, kindOf({ cell: "gru" })),
    "The prediction is back after 3 timesteps, the memory h of the units held is back after 3 timesteps (within 5 % of its range). Shutting z puts n in the place of h: n reads the h before through r, and carries what h held, and h is written anew from it. With h erased it stays away longer.");
});

test("of a tanh RNN no gate is said to have forgotten", () => {
  const { weights, model, base } = network("rnn", 1);
  const problem = { values: { loss: "cross_entropy", class_names: ["A", "B", "C"], model }, arrays: { part: new Int8Array(T), targets: new Int32Array(T), inputs: base.layers[0].inputs } };
  const view = { problem, weights, trace: base, shown: { levels: null }, errors: {} };
  const found = comesBack(view, suppose(view, [held()]));
  assert.equal(found?.by, null);
  assert.match(lessonSentence(found, KINDS.rnn), /^The memory h of the units held is back (after|at) /);
});
