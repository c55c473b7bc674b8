import assert from "node:assert/strict";
import { test } from "node:test";

import * as gru from "../../../assets/explorer/cell/gru_said.js";
import * as lstm from "../../../assets/explorer/cell/lstm_said.js";
import * as rnn from "../../../assets/explorer/cell/rnn_said.js";

/** @param {Record<string, any>} given */
function lstmWith(given) {
  const cell = { t: 114, unit: 2, f: 0.86, i: 0.92, g: 0.07, o: 0.93, cBefore: 0.05, held: {}, ...given };
  const written = cell.i * cell.g;
  const kept = cell.f * cell.cBefore;
  const c = given.c ?? kept + written;
  const tanhC = Math.tanh(c);
  return { ...cell, kept, written, c, tanhC, h: given.h ?? cell.o * tanhC };
}

/** @param {import("../../../assets/explorer/cell/faces.js").Piece[]} pieces */
const joined = (pieces) => pieces.map(([text]) => text).join("");
const said = (/** @type {Record<string, any>} */ given) => joined(lstm.sentence(/** @type {any} */ (lstmWith(given))));

test("an LSTM's sentence says what is kept, added and shown", () => {
  assert.equal(said({}),
    "At t = 114, unit 2 keeps 86 % of the 0.050 it held and adds 0.064; it shows 93 % of tanh(c): 0.099.");
});

test("what is written and what was held have their signs", () => {
  assert.equal(said({ g: -0.5 }),
    "At t = 114, unit 2 keeps 86 % of the 0.050 it held and adds −0.46; it shows 93 % of tanh(c): −0.37.");
  assert.equal(said({ cBefore: -2 }),
    "At t = 114, unit 2 keeps 86 % of the −2.00 it held and adds 0.064; it shows 93 % of tanh(c): −0.86.");
});

test("what rounds to zero is called almost nothing, whatever its sign", () => {
  for (const g of [0.001, -0.001]) assert.match(said({ g }), /and adds almost nothing;/);
  for (const cBefore of [0.001, -0.001, 0]) {
    assert.match(said({ cBefore }), /keeps 86 % of the almost nothing it held and/);
  }
});

test("nothing is held before the first timestep", () => {
  assert.match(said({ t: 0, cBefore: 0, g: -0.5 }), /^At t = 0, unit 2 holds nothing yet and writes −0\.46; it/);
});

test("the ends of a gate are not called 0 % or 100 %", () => {
  assert.match(said({ f: 0.9999, o: 0.0001 }), /keeps more than 99 % of .* it shows less than 1 % of tanh/);
});

test("a held gate is told behind the sentence, which is still true", () => {
  assert.equal(said({ f: 0, held: { f: "held" } }),
    "At t = 114, unit 2 keeps 0 % of the 0.050 it held and adds 0.064; it shows 93 % of tanh(c): 0.060. The forget gate is held at 0.00.");
});

test("a held state takes the place of what would have made it", () => {
  assert.equal(said({ c: 1.5, h: 0, held: { c: "frozen", h: "ablated", o: "held", i: "held" } }),
    "At t = 114, unit 2 has its cell state frozen at 1.50; its hidden state is ablated: 0.00. The input gate is held at 0.92, the output gate is held at 0.93.");
});

const GRU = { t: 9, unit: 4, z: 0.75, r: 0.3, n: -0.4, hBefore: 0.8, open: 0.25, h: 0.5, held: {} };
const ofGru = (/** @type {Record<string, any>} */ given) => joined(gru.sentence(/** @type {any} */ ({ ...GRU, ...given })));

test("a GRU's sentence says what is kept, what is taken and what comes of it", () => {
  assert.equal(ofGru({}),
    "At t = 9, unit 4 keeps 75 % of the 0.80 it held and takes 25 % of the candidate −0.40, which listens to 30 % of the past: it becomes 0.50.");
  assert.equal(ofGru({ t: 0, hBefore: 0, h: -0.1 }),
    "At t = 0, unit 4 holds nothing yet and takes 25 % of the candidate −0.40: it becomes −0.10.");
  assert.equal(ofGru({ h: 0.2, held: { h: "held", z: "frozen" } }),
    "At t = 9, unit 4 has its hidden state held at 0.20. The update gate is frozen at 0.75.");
});

const RNN = { t: 9, unit: 4, layer: 0, wx: 0.2, uh: -0.5, bias: 0.1, h: -0.197, held: {} };
const ofRnn = (/** @type {Record<string, any>} */ given) => joined(rnn.sentence(/** @type {any} */ ({ ...RNN, ...given })));

test("an RNN's sentence says what is added and what tanh makes of it", () => {
  assert.equal(ofRnn({}),
    "At t = 9, unit 4 adds 0.20 from the input, −0.50 from the hidden state before and a bias of 0.10; tanh makes −0.20 of it.");
  assert.match(ofRnn({ t: 0, layer: 1 }), /adds 0\.20 from the layer below and a bias of 0\.10; tanh/);
  assert.equal(ofRnn({ h: 0, held: { h: "ablated" } }), "At t = 9, unit 4 has its hidden state ablated: 0.00.");
});

test("the coloured pieces are the figures of their signals", () => {
  const sentences = [lstm.sentence(/** @type {any} */ (lstmWith({}))), gru.sentence(/** @type {any} */ (GRU)), rnn.sentence(/** @type {any} */ (RNN))];
  const coloured = sentences.map((pieces) => pieces.filter(([, signal]) => signal));
  for (const [text] of coloured.flat()) assert.match(text, /^−?[\d.]+( %)?$/);
  assert.deepEqual(coloured.map((pieces) => pieces.map(([, signal]) => signal).join("")), ["fgoh", "zznrh", "h"]);
});
