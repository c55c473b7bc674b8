import assert from "node:assert/strict";
import { test } from "node:test";

import { forward } from "../../../assets/explorer/lstm.js";
import { KINDS } from "../../../assets/explorer/cells/kind.js";
import { errorsByPart } from "../../../assets/explorer/parts.js";
import { levels } from "../../../assets/explorer/restore.js";
import { topRow } from "../../../assets/explorer/top_row.js";
import { departures } from "../../../assets/explorer/whatif/departures.js";
import { answerSentence, errorRows, errorSentence } from "../../../assets/explorer/whatif/effect.js";
import { intervene } from "../../../assets/explorer/whatif/intervene.js";
import { comesBack } from "../../../assets/explorer/whatif/lesson.js";
import { lessonSentence } from "../../../assets/explorer/whatif/lesson_words.js";
import { PRESETS } from "../../../assets/explorer/whatif/presets.js";
import { suppose, supposedIn } from "../../../assets/explorer/whatif/suppose.js";
import { inWords, unitsOf, unitsTrouble } from "../../../assets/explorer/whatif/words.js";
import { largestGap, randomArray, randomNetwork } from "./numeric_cases.js";

const [T, F, H, K] = [40, 2, 5, 3];
const NAMES = "ifgoch";

function network(layers = 2) {
  const { model, weights } = randomNetwork(F, H, layers, K);
  for (const array of Object.values(weights)) array.forEach((value, k) => { array[k] = 2 * value; });
  return { model, weights, base: forward(weights, model, randomArray(9, T * F), T) };
}

/** @returns {import("../../../assets/explorer/whatif/intervene.js").Intervention} */
const held = (more = {}) => ({ layer: 0, units: null, signal: "f", kind: "hold", value: 0, from: 10, to: 15, ...more });

function gap(one, other) {
  const signals = one.layers.flatMap((layer, l) => [...NAMES].map((name) => largestGap(layer.signals[name], other.layers[l].signals[name])));
  return Math.max(...signals, largestGap(one.y, other.y));
}

test("without interventions the trace is the very same", () => {
  const { weights, model, base } = network();
  assert.equal(intervene(weights, model, base, []), base);
});

for (const signal of NAMES) {
  test(`holding ${signal} at its own values changes not a bit`, () => {
    const { weights, model, base } = network(3);
    const own = [0, 1, 2].flatMap((layer) => [0, 7, T - 1].flatMap((t) => [0, 3].map((unit) =>
      held({ layer, units: [unit], signal, value: base.layers[layer].signals[signal][t * H + unit], from: t, to: t }))));
    assert.equal(gap(intervene(weights, model, base, own), base), 0);
  });

  test(`a held ${signal} has its value over the span, and only what can follow from it changes`, () => {
    const { weights, model, base } = network();
    const { layers } = intervene(weights, model, base, [held({ layer: 1, units: [1, 4], signal, value: 0.3 })]);
    for (let t = 10; t <= 15; t++) for (const unit of [1, 4]) assert.equal(layers[1].signals[signal][t * H + unit], 0.3);
    assert.equal(layers[0], base.layers[0]);
    for (const name of NAMES) {
      assert.deepEqual(layers[1].signals[name].slice(0, 10 * H), base.layers[1].signals[name].slice(0, 10 * H));
      assert.notDeepEqual(layers[1].signals[name].slice(16 * H), base.layers[1].signals[name].slice(16 * H));
    }
  });

  test(`a frozen ${signal} keeps the value of this run before the span`, () => {
    const { weights, model, base } = network(1);
    const before = held({ signal: "g", value: 0.9, from: 5, to: 8 });
    const { signals } = intervene(weights, model, base, [before, held({ units: [2], signal, kind: "freeze" })]).layers[0];
    const kept = signals[signal][9 * H + 2];
    for (let t = 10; t <= 15; t++) assert.equal(signals[signal][t * H + 2], kept);
    assert.notEqual(signals[signal][16 * H + 2], kept);
    assert.notEqual(kept, base.layers[0].signals[signal][9 * H + 2]);
  });
}

test("frozen from the start, c and h stay at 0 and a gate at what it is at first", () => {
  const { weights, model, base } = network(1);
  for (const [signal, kept] of [["c", 0], ["h", 0], ["f", base.layers[0].signals.f[2]]]) {
    const { signals } = intervene(weights, model, base, [held({ units: [2], signal, kind: "freeze", from: 0 })]).layers[0];
    for (let t = 0; t <= 15; t++) assert.equal(signals[signal][t * H + 2], kept);
  }
});

test("c is set after the update, and h follows from it", () => {
  const { weights, model, base } = network(1);
  const { f, i, g, o, c, h } = intervene(weights, model, base, [held({ signal: "c", value: 0.7 })]).layers[0].signals;
  for (let at = 0; at < T * H; at++) {
    const t = Math.floor(at / H);
    if (t < 10 || t > 15) assert.ok(Math.abs(c[at] - (f[at] * (c[at - H] ?? 0) + i[at] * g[at])) < 1e-12);
    assert.equal(h[at], o[at] * Math.tanh(c[at]));
  }
});

test("of two that hold the same the later one counts", () => {
  const { weights, model, base } = network(1);
  const [one, two] = [held({ value: 1 }), held({ units: [3], from: 12, to: 12 })];
  assert.equal(intervene(weights, model, base, [one, two]).layers[0].signals.f[12 * H + 3], 0);
  assert.equal(intervene(weights, model, base, [two, one]).layers[0].signals.f[12 * H + 3], 1);
});

test("an erased memory starts anew", () => {
  const { weights, model, base } = network(2);
  const erased = [0, 1].flatMap((layer) => ["c", "h"].map((signal) => held({ layer, signal, from: 11, to: 11 })));
  const found = intervene(weights, model, base, erased);
  const fresh = forward(weights, model, base.layers[0].inputs.slice(12 * F), T - 12);
  for (const name of NAMES) assert.ok(largestGap(found.layers[1].signals[name].slice(12 * H), fresh.layers[1].signals[name]) < 1e-14);
});

/** A view of a forecasting problem with one input, whose network is random. */
function levelView(bias = 0, seed = 4) {
  const { model, weights } = randomNetwork(1, H, 1, 1);
  weights["lstm.bias_ih_l0"].forEach((_, row, all) => { if (row >= H && row < 2 * H) all[row] += bias; });
  const inputs = randomArray(seed, T);
  const part = Int8Array.from({ length: T }, (_, t) => (t < 2 ? -1 : t < 28 ? 0 : t < 34 ? 1 : 2));
  const problem = {
    values: { loss: "mse", unit: "ppm", target_scale: { normalisation: "none", centre: 5, spread: 2 }, model },
    arrays: { inputs, part, actual: Float64Array.from(inputs, (x) => 5 + x), anchor: new Float64Array(T) },
  };
  const trace = forward(weights, model, inputs, T);
  return { problem, weights, trace, shown: { levels: levels(problem, trace.y) }, errors: errorsByPart(problem, trace.y), t: 20, unit: 1, layer: 0 };
}

test("a counterfactual is worked out for the weights on the screen, once", () => {
  const before = levelView();
  const supposed = suppose(before, [held()]);
  assert.equal(supposedIn({ ...before, supposed }), supposed);
  const after = levelView(1);
  const renewed = supposedIn({ ...after, supposed });
  assert.deepEqual(renewed, suppose(after, [held()]));
  assert.equal(supposedIn({ ...after, supposed }), renewed);
  assert.equal(supposedIn({ ...after, supposed: null }), null);
  assert.equal(supposedIn({ ...after, trace: null, supposed }), null);
});

test("a departure of another kind is left as it is, and goes by its own name", () => {
  const view = levelView();
  const other = { ...levelView(1), label: "step 300 <b>" };
  assert.equal(supposedIn({ ...view, supposed: other }), other);
  assert.equal(topRow({ ...view, supposed: other })["what if"].name, "step 300 &#60;b&#62;");
  assert.equal("name" in topRow({ ...view, supposed: suppose(view, [held()]) })["what if"], false);
});

test("a line is dashed only where it departs, from the point where it leaves", () => {
  const found = departures([0, 1, 2, 3, 4, 5], [0, 1, 2, 9, 4, 5]);
  assert.deepEqual([...found], [NaN, NaN, 2, 9, 4, NaN]);
  assert.ok(departures([1, 2], [1, 2]).every(Number.isNaN));
  assert.deepEqual([...departures([7, 0, 7, 1], [7, 0, 7, 5], 2, 1)], [0, 5]);
});

test("the dashes of the top row stand in the data's unit, with gaps where nothing is asked", () => {
  const view = levelView();
  const supposed = suppose(view, [held({ from: 0, to: T - 1, signal: "h", value: 0.5 })]);
  const { y } = topRow({ ...view, supposed })["what if"];
  assert.deepEqual(y.slice(0, 2), [null, null]);
  assert.equal(y[20], 2 * supposed.trace.y[20] + 5);
});

test("the class that would be answered has a mark of its own", () => {
  const model = { input_size: 2, hidden_size: 1, num_layers: 1, output_size: 2 };
  const problem = {
    values: { loss: "cross_entropy", input_names: ["x", "?"], class_names: ["A", "B"], model },
    arrays: { inputs: Float32Array.of(1, 0, 0, 1), targets: Int32Array.of(0, 1), part: Int8Array.of(-1, 2) },
  };
  const base = { y: Float64Array.of(0, 0, 1, 2) };
  const supposed = { base, trace: { y: Float64Array.of(0, 0, 2, 1) }, interventions: [held()] };
  const row = topRow({ problem, trace: base, supposed });
  assert.deepEqual([row.prediction.x, row.prediction.y, row["what if"]], [[1], [3], { x: [1], y: [2] }]);
  assert.equal("what if" in topRow({ problem, trace: base, supposed: null }), false);
});

test("the change of error is told part by part in the data's unit", () => {
  const view = levelView();
  const supposed = suppose(view, [held({ signal: "h", value: 1, from: 30, to: 31 })]);
  const rows = errorRows(view, supposed);
  assert.deepEqual(rows.map(({ part }) => part), ["train", "validation", "test"]);
  assert.equal(rows[0].change, "unchanged");
  const [one, two] = [view.errors.validation.network.mae, supposed.errors.validation.network.mae];
  assert.equal(rows[1].change, `${two > one ? "+" : "−"}${Math.abs(100 * (two / one - 1)).toFixed(0)} %`);
  assert.match(errorSentence(view, supposed), /^Mean absolute error in ppm: train \S+ \(unchanged\), validation \S+ → \S+ \(\S+ %\), test /);
  assert.match(answerSentence(view, supposed), /^The prediction moves most at t = 3\d: by [+−]\S+ ppm\.$/);
});

test("what changes nothing is said to change nothing", () => {
  const view = levelView();
  const own = held({ units: [0], value: view.trace.layers[0].signals.f[10 * H], from: 10, to: 10 });
  const supposed = suppose(view, [own]);
  assert.equal(answerSentence(view, supposed), "The prediction does not change.");
  assert.deepEqual(comesBack(view, supposed), { memory: 0, prediction: 0, same: false, by: null });
  assert.equal(lessonSentence(comesBack(view, supposed), KINDS.lstm), "The prediction hardly moves, the memory c of the units held hardly moves.");
});

/**
 * One unit that reads a pulse at t = 3 and shows what it holds ever after: h writes it anew through g, or f keeps it.
 * @param {number} fromH what g reads of h @param {number} iBias @param {number} fBias
 */
function latch(fromH, iBias, fBias) {
  const model = { input_size: 1, hidden_size: 1, num_layers: 1, output_size: 1 };
  const weights = {
    "lstm.weight_ih_l0": Float32Array.of(0, 0, 3, 0), "lstm.weight_hh_l0": Float32Array.of(0, 0, fromH, 0),
    "lstm.bias_ih_l0": Float32Array.of(iBias, fBias, 0, 9), "lstm.bias_hh_l0": new Float32Array(4),
    "head.weight": Float32Array.of(1), "head.bias": Float32Array.of(0),
  };
  const inputs = Float32Array.from({ length: T }, (_, t) => (t === 3 ? 1 : 0));
  const part = new Int8Array(T);
  const problem = {
    values: { loss: "mse", unit: "", target_scale: null, model },
    arrays: { inputs, part, actual: new Float64Array(T), anchor: new Float64Array(T) },
  };
  const trace = forward(weights, model, inputs, T);
  return { problem, weights, trace, shown: { levels: levels(problem, trace.y) }, errors: errorsByPart(problem, trace.y) };
}

test("forgetting changes little where h writes c anew, and that is said", () => {
  const view = latch(3, 4, 0);
  assert.ok(view.trace.y[T - 1] > 0.9);
  assert.deepEqual(comesBack(view, suppose(view, [held({ from: 20, to: 20 })])), { memory: 4, prediction: 2, same: false, by: "h" });
  const erased = comesBack(view, suppose(view, ["c", "h"].map((signal) => held({ signal, from: 20, to: 20 }))));
  assert.equal(erased.memory, Infinity);
  assert.match(lessonSentence(erased, KINDS.lstm), /^The prediction is not back when the sequence ends, the memory c of the units held is not back/);
});

test("a memory that only f keeps is gone when f shuts once, and nothing is taught", () => {
  const view = latch(0, 4, 12);
  assert.ok(view.trace.y[T - 1] > 0.7);
  const found = comesBack(view, suppose(view, [held({ from: 20, to: 20 })]));
  assert.deepEqual([found.memory, found.by], [Infinity, null]);
});

test("where f keeps nothing anyway there is nothing to forget", () => {
  const view = latch(3, 4, -4);
  assert.ok(view.trace.y[T - 1] > 0.7);
  assert.equal(comesBack(view, suppose(view, [held({ from: 20, to: 20 })])).by, "nothing");
});

test("a unit that follows its input needs no memory, and that is said", () => {
  const view = latch(0, 4, 0);
  const supposed = suppose(view, [held({ from: 4, to: 4 })]);
  assert.deepEqual(comesBack(view, supposed), { memory: 4, prediction: 4, same: false, by: "inputs" }); // 0.98 · ½ᵏ is under 5 % of 0.98 from k = 5, t = 8 on
});

test("of a span that reaches the end no return is told", () => {
  const view = latch(3, 4, 0);
  assert.equal(comesBack(view, suppose(view, [held({ from: 20, to: T - 1 })])), null);
  assert.equal(lessonSentence(null, KINDS.lstm), "");
});

/** The lessons by what they say, each from the findings that lead to it. */
for (const [found, said] of [
  [{ memory: 1, prediction: 2, same: false, by: "h" }, "The prediction is back after 2 timesteps, the memory c of the units held is back at the next timestep (within 5 % of its range). Shutting f empties only c: h still carries what c held, and c is written anew from it. With c and h erased together it stays away longer."],
  [{ memory: 3, prediction: 0, same: false, by: "inputs" }, "The prediction hardly moves, the memory c of the units held is back after 3 timesteps (within 5 % of its range). With c and h erased together it is back as soon: what is needed here comes from the inputs, not from this layer's memory."],
  [{ memory: Infinity, prediction: null, same: true, by: "others" }, "The memory c of the units held is not back when the sequence ends. Shutting f empties only c of these units: h and the other units still carry what the answer needs. With c and h erased together the answer changes."],
  [{ memory: 0, prediction: 0, same: false, by: "nothing" }, "The prediction hardly moves, the memory c of the units held hardly moves. There was little to forget: what f keeps of c was small already."],
  [{ memory: 9, prediction: null, same: true, by: "inputs" }, "The memory c of the units held is back after 9 timesteps (within 5 % of its range). With c and h erased together the answer is the same too."],
]) {
  test(`a lesson is told: ${found.by}, memory ${found.memory}, prediction ${found.prediction}`, () => assert.equal(lessonSentence(found, KINDS.lstm), said));
}

test("of classes it is told whether the answer changes, and what the right one's probability becomes", () => {
  const model = { input_size: 1, hidden_size: 1, num_layers: 1, output_size: 2 };
  const problem = {
    values: { loss: "cross_entropy", unit: "", class_names: ["A", "B"], model },
    arrays: { targets: Int32Array.of(0, 0, 1), part: Int8Array.of(-1, -1, 2) },
  };
  const viewOf = (y) => ({ problem, trace: { y: Float64Array.from(y) }, errors: errorsByPart(problem, y) });
  const view = viewOf([0, 0, 0, 0, 0, 2]);
  assert.equal(answerSentence(view, viewOf([0, 0, 0, 0, 2, 0])), "At t = 2, the answer changes from B to A; the right one, B, has 12 % instead of 88 %.");
  assert.equal(answerSentence(view, viewOf([0, 0, 0, 0, 0, 1])), "At t = 2, the answer stays B; the right one, B, has 73 % instead of 88 %.");
  assert.equal(answerSentence(view, view), "At t = 2, the answer stays B; the right one, B, still has 88 %.");
  assert.equal(errorSentence(view, view), "");
  assert.deepEqual(errorRows(view, viewOf([0, 0, 0, 0, 2, 0])), [{ part: "test", before: "right", after: "wrong", change: "changed" }]);
});

test("each preset holds what its name says, where the reader is", () => {
  const place = { layer: 1, unit: 3, t: 20, last: 39, units: [1, 2], from: 15, to: 24 };
  const made = Object.fromEntries(PRESETS.lstm.map(({ name, make }) => [name, make(place).map(inWords)]));
  assert.deepEqual(made, {
    "Never forget": ["forget gate f of units 1 and 2 of layer 2 at 1, t = 0 to 39"],
    "Close the input gate": ["input gate i of units 1 and 2 of layer 2 at 0, t = 0 to 39"],
    "Open the output gate": ["output gate o of units 1 and 2 of layer 2 at 1, t = 0 to 39"],
    "Forget at t": ["forget gate f of units 1 and 2 of layer 2 at 0, t = 20"],
    "Forget over the span": ["forget gate f of units 1 and 2 of layer 2 at 0, t = 15 to 24"],
    "Erase the memory (c and h)": [
      "cell state c of units 1 and 2 of layer 2 at 0, t = 20", "hidden state h of units 1 and 2 of layer 2 at 0, t = 20",
    ],
    "Ablate the units": ["units 1 and 2 of layer 2 ablated (h is 0 for every reader), t = 0 to 39"],
  });
});

test("what is frozen, and how many units, is said", () => {
  assert.equal(inWords(held({ kind: "freeze", units: [1, 2, 3, 4, 5, 6, 7] })), "forget gate f of 7 units of layer 1 frozen, t = 10 to 15");
  assert.equal(inWords(held({ value: -0.25, signal: "g" })), "candidate g of all units of layer 1 at −0.25, t = 10 to 15");
});

for (const [text, expected] of [
  ["0, 3, 5-7", [0, 3, 5, 6, 7]], ["7 7;1", [1, 7]], ["5–6", [5, 6]], ["", null], ["8", null], ["6-8", null], ["3-1", null], ["a", null], ["-1", null],
]) {
  test(`“${text}” of 8 units are ${expected}`, () => assert.deepEqual(unitsOf(text, 8), expected));
}

test("a text that names no units is answered with what may be written", () => {
  assert.equal(unitsTrouble(" 99, x ", 8), "“99, x” names something that is no unit of this layer: write numbers from 0 to 7, such as 0, 2-4.");
  assert.equal(unitsTrouble("", 3), "No unit is named: write numbers from 0 to 2, such as 0, 1.");
  assert.equal(unitsTrouble("1", 1), "“1” names something that is no unit of this layer: there is unit 0 alone.");
});
