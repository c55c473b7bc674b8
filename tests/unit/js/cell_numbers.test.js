import assert from "node:assert/strict";
import { test } from "node:test";

import {
  addend, formatInput, formatLimit, formatNumber, formatShare, preActivations, readCell,
} from "../../../assets/explorer/cell_numbers.js";

const H = 3;
const F = 2;
const T = 4;

/** Numbers in (−1, 1) that are the same in every run. @param {number} seed */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return state / 2 ** 30 - 1;
  };
}

/** One gate's parameters, kept apart from the other gates'. @param {() => number} next */
function gateParameters(next) {
  const row = (/** @type {number} */ size) => Array.from({ length: size }, next);
  const matrix = (/** @type {number} */ size) => Array.from({ length: H }, () => row(size));
  return { W: matrix(F), U: matrix(H), b: row(H), d: row(H) };
}

/** @param {number} seed @param {number} layer */
function parameters(seed, layer) {
  const next = numbers(seed);
  const gates = { i: gateParameters(next), f: gateParameters(next), g: gateParameters(next), o: gateParameters(next) };
  const stacked = [gates.i, gates.f, gates.g, gates.o];
  const arrays = {
    [`lstm.weight_ih_l${layer}`]: stacked.flatMap(({ W }) => W.flat()),
    [`lstm.weight_hh_l${layer}`]: stacked.flatMap(({ U }) => U.flat()),
    [`lstm.bias_ih_l${layer}`]: stacked.flatMap(({ b }) => b),
    [`lstm.bias_hh_l${layer}`]: stacked.flatMap(({ d }) => d),
  };
  return { gates, arrays };
}

/** The layer's trace by the six equations, unit by unit. */
function traceOf(/** @type {ReturnType<typeof parameters>["gates"]} */ gates) {
  const next = numbers(99);
  const inputs = Float64Array.from({ length: T * F }, next);
  const signals = Object.fromEntries([..."ifgoch"].map((name) => [name, new Float64Array(T * H)]));
  const sigmoid = (/** @type {number} */ z) => 1 / (1 + Math.exp(-z));
  for (let t = 0; t < T; t += 1) {
    for (let u = 0; u < H; u += 1) {
      const sum = ({ W, U, b, d }) => {
        const past = U[u].map((weight, k) => (t ? weight * signals.h[(t - 1) * H + k] : 0));
        const now = W[u].map((weight, k) => weight * inputs[t * F + k]);
        return [...past, ...now, b[u], d[u]].reduce((total, each) => total + each, 0);
      };
      const at = t * H + u;
      for (const name of "ifo") signals[name][at] = sigmoid(sum(gates[name]));
      signals.g[at] = Math.tanh(sum(gates.g));
      signals.c[at] = signals.f[at] * (t ? signals.c[at - H] : 0) + signals.i[at] * signals.g[at];
      signals.h[at] = signals.o[at] * Math.tanh(signals.c[at]);
    }
  }
  return { signals, inputs };
}

test("the squashed pre-activations are the gates at every timestep and unit", () => {
  for (const layer of [0, 1]) {
    const { gates, arrays } = parameters(7 + layer, layer);
    const trace = traceOf(gates);
    for (let t = 0; t < T; t += 1) {
      for (let unit = 0; unit < H; unit += 1) {
        const cell = readCell(trace, arrays, { layer, unit, t, hiddenSize: H });
        for (const gate of "ifo") assert.ok(Math.abs(1 / (1 + Math.exp(-cell.before[gate])) - cell[gate]) < 1e-12);
        assert.ok(Math.abs(Math.tanh(cell.before.g) - cell.g) < 1e-12);
      }
    }
  }
});

test("what is kept and what is written add up to the cell state", () => {
  const { gates, arrays } = parameters(5, 0);
  const trace = traceOf(gates);
  for (let t = 0; t < T; t += 1) {
    const cell = readCell(trace, arrays, { layer: 0, unit: 2, t, hiddenSize: H });
    assert.ok(Math.abs(cell.kept + cell.written - cell.c) < 1e-12);
    assert.ok(Math.abs(cell.o * cell.tanhC - cell.h) < 1e-12);
    assert.equal(cell.cBefore, t ? trace.signals.c[(t - 1) * H + 2] : 0);
    assert.deepEqual(cell.x, trace.inputs.slice(t * F, t * F + F));
  }
});

test("with no input and no past only the two biases are left", () => {
  const { gates, arrays } = parameters(3, 0);
  const before = preActivations(arrays, 0, 1, new Float64Array(F), new Float64Array(H));
  for (const gate of "ifgo") assert.equal(before[gate], gates[gate].b[1] + gates[gate].d[1]);
});

test("numbers have a true minus and zero has none", () => {
  assert.equal(formatNumber(-0.126), "−0.13");
  assert.equal(formatNumber(-0.004), "0.00");
  assert.equal(formatNumber(-0), "0.00");
  assert.equal(formatNumber(12.3456, 3), "12.346");
  assert.equal(formatNumber(Number.NaN), "–");
  const next = numbers(11);
  for (let k = 0; k < 200; k += 1) {
    const value = 5 * next();
    assert.ok(Math.abs(Number(formatNumber(value).replace("−", "-")) - value) <= 0.005 + 1e-12);
  }
});

test("a limit of an axis has no more figures than it needs", () => {
  assert.deepEqual([0, 1, -0.8, 1.5, -0.003, 20].map(formatLimit), ["0", "1", "−0.8", "1.5", "−0.003", "20"]);
});

test("a share is a whole percent and only a true 0 or 1 is called so", () => {
  assert.deepEqual([0, 0.004, 0.005, 0.864, 0.9949, 0.9999, 1].map(formatShare),
    ["0 %", "less than 1 %", "1 %", "86 %", "99 %", "more than 99 %", "100 %"]);
  assert.equal(formatShare(Number.NaN), "–");
});

test("the second term of a sum brings its own sign", () => {
  assert.equal(addend(formatNumber(0.12)), "+ 0.12");
  assert.equal(addend(formatNumber(-0.12)), "− 0.12");
});

test("one input is shown by value and several by their count", () => {
  assert.equal(formatInput([-0.42]), "−0.42");
  assert.equal(formatInput([1, 0, 0]), "(3 values)");
});
