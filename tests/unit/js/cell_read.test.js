import assert from "node:assert/strict";
import { test } from "node:test";

import { readCell, sumsOf } from "../../../assets/explorer/cell/read.js";
import { forward } from "../../../assets/explorer/cells/forward.js";
import { KINDS } from "../../../assets/explorer/cells/kind.js";
import { randomArray } from "./numeric_cases.js";

const [T, F, H, L] = [5, 2, 4, 2];
const sigmoid = (/** @type {number} */ z) => 1 / (1 + Math.exp(-z));

/** A network of this kind, what it is fed, and what happens in it. @param {import("../../../assets/explorer/cells/kind.js").Kind} kind */
function thought(kind) {
  const model = { cell: kind.name, input_size: F, hidden_size: H, num_layers: L, output_size: 1 };
  const rows = kind.torchOrder.length * H;
  const weights = { "head.weight": randomArray(1, H), "head.bias": randomArray(2, 1) };
  for (let l = 0; l < L; l += 1) {
    weights[`${kind.name}.weight_ih_l${l}`] = randomArray(10 * l + 3, rows * (l ? H : F));
    weights[`${kind.name}.weight_hh_l${l}`] = randomArray(10 * l + 4, rows * H);
    weights[`${kind.name}.bias_ih_l${l}`] = randomArray(10 * l + 5, rows);
    weights[`${kind.name}.bias_hh_l${l}`] = randomArray(10 * l + 6, rows);
  }
  return { weights, trace: forward(weights, model, randomArray(7, T * F), T) };
}

/** Every cell of a kind's network. @param {import("../../../assets/explorer/cells/kind.js").Kind} kind */
function cellsOf(kind) {
  const { weights, trace } = thought(kind);
  const cells = [];
  for (let layer = 0; layer < L; layer += 1) {
    for (let t = 0; t < T; t += 1) {
      for (let unit = 0; unit < H; unit += 1) {
        cells.push(readCell(kind, trace.layers[layer], weights, { layer, unit, t, hiddenSize: H }));
      }
    }
  }
  return cells;
}

/** @param {number} found @param {number} expected */
const near = (found, expected) => assert.ok(Math.abs(found - expected) < 1e-12, `${found} is not ${expected}`);

for (const kind of Object.values(KINDS)) {
  test(`the squashed sums are the gates of every unit of the ${kind.title}`, () => {
    for (const cell of cellsOf(kind)) {
      for (const gate of kind.gates) near((kind.shares.includes(gate) ? sigmoid : Math.tanh)(cell.before[gate]), cell[gate]);
    }
  });

  test(`h before and the inputs of the ${kind.title} are those of its layer`, () => {
    const { weights, trace } = thought(kind);
    const { signals, inputs } = trace.layers[1];
    const at = (/** @type {number} */ t) => readCell(kind, trace.layers[1], weights, { layer: 1, unit: 2, t, hiddenSize: H });
    assert.equal(at(0).hBefore, 0);
    assert.equal(at(3).hBefore, signals.h[2 * H + 2]);
    assert.deepEqual(at(3).x, inputs.slice(3 * H, 4 * H));
  });

  test(`with no input and no past only the biases of the ${kind.title} are left`, () => {
    const { weights } = thought(kind);
    const sums = sumsOf(kind, weights, 0, 1, new Float64Array(F), new Float64Array(H));
    [...kind.torchOrder].forEach((gate, slot) => {
      const row = slot * H + 1;
      const [b, d] = ["bias_ih", "bias_hh"].map((name) => weights[`${kind.name}.${name}_l0`][row]);
      assert.deepEqual(sums[gate], { wx: 0, uh: 0, b, d });
    });
  });
}

test("what an LSTM keeps and writes makes its cell state", () => {
  for (const cell of cellsOf(KINDS.lstm)) {
    near(cell.kept + cell.written, cell.c);
    near(cell.o * cell.tanhC, cell.h);
    if (cell.t === 0) assert.equal(cell.cBefore, 0);
  }
});

test("what a GRU keeps and writes makes its hidden state", () => {
  for (const cell of cellsOf(KINDS.gru)) {
    near(cell.kept + cell.written, cell.h);
    near(cell.gated, cell.r * cell.fromH);
    near(cell.fromX + cell.gated, cell.before.n);
  }
});

test("what an RNN's input, past and bias bring makes its hidden state", () => {
  for (const { wx, uh, bias, h } of cellsOf(KINDS.rnn)) near(Math.tanh(wx + uh + bias), h);
});
