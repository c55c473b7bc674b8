import assert from "node:assert/strict";
import { test } from "node:test";

import { answerLines, answerSentence, timeInWords } from "../../../assets/explorer/reading.js";
import { runOn, think, usualPlace, withWeights } from "../../../assets/explorer/scene.js";
import { createSettled } from "../../../assets/explorer/settled.js";
import { largest, literal, probabilities, topRow } from "../../../assets/explorer/top_row.js";

const PALETTE = { ink: "#000001", target: "#000002", prediction: "#000003", muted: "#000004" };

/** A forecasting problem of three timesteps, the first without an answer. */
const LEVELS = {
  values: {
    loss: "mse", unit: "ppm", target_name: "x", input_names: ["x"], target_input: 0, time_labels: ["May", "June", "July"],
    target_scale: { normalisation: "difference", centre: 0, spread: 1 },
    model: { input_size: 1, hidden_size: 1, num_layers: 1, output_size: 1 },
  },
  arrays: {
    inputs: Float32Array.of(1, 2, 3), targets: Float32Array.of(2, 3, 4), part: Int8Array.of(-1, 0, 2),
    actual: Float64Array.of(10, 11, 12), anchor: Float64Array.of(9, 10, 11),
  },
};
const WEIGHTS = {
  "w.lstm.weight_ih_l0": new Float32Array(4), "w.lstm.weight_hh_l0": new Float32Array(4), "w.lstm.bias_ih_l0": new Float32Array(4),
  "w.lstm.bias_hh_l0": new Float32Array(4), "w.head.weight": new Float32Array(1), "w.head.bias": Float32Array.of(0.5),
};
/** A problem of classes: the last of three timesteps is asked. */
const CLASSES = {
  values: {
    loss: "cross_entropy", input_names: ["A", "<b>"], class_names: ["<b>", "Z"], time_labels: [],
    model: { input_size: 2, hidden_size: 1, num_layers: 1, output_size: 2 },
  },
  arrays: {
    inputs: Float32Array.of(1, 0, 0, 1, 1, 0), targets: Int32Array.of(0, 0, 1), part: Int8Array.of(-1, -1, 2),
    actual: new Float64Array(3), anchor: new Float64Array(3),
  },
};
const CLASS_VIEW = { problem: CLASSES, trace: { y: Float64Array.of(0, 0, 0, 0, 1, 3) }, palette: PALETTE };

test("a message without weights keeps those of before, and one with weights brings its own", () => {
  const before = { values: { step: 1 }, arrays: { "w.a": Float32Array.of(1), loss: Float64Array.of(3) } };
  const bare = { values: { step: 2 }, arrays: { loss: Float64Array.of(2) } };
  const kept = withWeights(before, bare);
  assert.equal(kept.values.step, 2);
  assert.deepEqual({ ...kept.arrays }, { "w.a": before.arrays["w.a"], loss: bare.arrays.loss });
  const full = { values: {}, arrays: { "w.a": Float32Array.of(9) } };
  assert.equal(withWeights(before, full), full);
});

test("a network whose head says one half predicts the value before plus one half", () => {
  const thought = think(LEVELS, { values: {}, arrays: WEIGHTS });
  const { shown, errors } = thought;
  assert.deepEqual([...shown.levels], [9.5, 10.5, 11.5]);
  assert.equal(errors.test.network.mae, 0.5);
  assert.deepEqual([...runOn(LEVELS, thought, 3)], [12.5, 13, 13.5]);
  assert.equal(runOn(LEVELS, thought, 0), null);
});

test("before the first weights nothing is worked out", () => {
  assert.deepEqual(think(LEVELS, { values: {}, arrays: {} }), { weights: null, trace: null, shown: { levels: null }, errors: null });
});

test("the top row has gaps where nothing is asked, and the free run starts at the last prediction", () => {
  const view = { problem: LEVELS, shown: { levels: Float64Array.of(1, 2, 3) }, freeRun: Float64Array.of(4, Infinity) };
  const row = topRow(view);
  assert.deepEqual(row.value.y, [null, 11, 12]);
  assert.deepEqual(row.prediction.y, [null, 2, 3]);
  assert.deepEqual(row["free run"], { x: [2, 3, 4], y: [3, 4, null] });
});

test("symbols stand in rows of input symbols and of classes that are none", () => {
  const row = topRow(CLASS_VIEW);
  assert.deepEqual(row.symbol.y, [0, 1, 0]);
  assert.equal(row.symbol.text[1], literal("<b>"));
  assert.deepEqual([row.target.x, row.target.y, row.prediction.y], [[2], [2], [2]]);
});

test("text for Plotly holds none of the letters that it reads", () => {
  assert.doesNotMatch(literal("<b>x</b>$a$%{y}\"'"), /[<>$%{"']/);
});

test("probabilities sum to one and keep the order of huge scores", () => {
  const shares = probabilities([1000, 1001, -1000], 0, 3);
  assert.ok(Math.abs(shares.reduce((a, b) => a + b) - 1) < 1e-12);
  assert.equal(largest([1000, 1001, -1000], 0, 3), 1);
  assert.ok(Math.abs(shares[1] / shares[0] - Math.E) < 1e-9);
});

test("an answer is said in a sentence, with its probability", () => {
  assert.equal(answerSentence(CLASS_VIEW), "Asked at t = 2, the network answers Z with 88 %, which is right.");
  assert.equal(answerSentence({ problem: LEVELS, trace: {} }), "");
});

test("at a timestep there is to read what was there and what the network said", () => {
  const view = { problem: LEVELS, shown: { levels: Float64Array.of(1, 2, 3.25) }, palette: PALETTE };
  assert.deepEqual(answerLines(view, 2).map((line) => line.value), ["12 ppm", "3.25 ppm", "11 ppm"]);
  assert.deepEqual(answerLines(view, 0), []);
  assert.deepEqual(answerLines(CLASS_VIEW, 2).map((line) => line.value), ["A", "Z", "Z (88 %)"]);
  assert.equal(timeInWords(view, 1), "t = 1 · predicts June");
  assert.equal(timeInWords(CLASS_VIEW, 1), "t = 1");
});

test("a reader starts in the middle of a series, and where a class is asked", () => {
  assert.deepEqual(usualPlace(LEVELS), { t: 1, unit: 0, layer: 0 });
  assert.deepEqual(usualPlace(CLASSES), { t: 2, unit: 0, layer: 0 });
});

test("the page is told once that a run has come to rest", () => {
  const settled = createSettled();
  /** @type {unknown[]} */
  const told = [];
  const mount = (run, turn) => settled.mounted({ run, turn }, (name, value) => told.push([name, value]));
  mount("a", 0);
  settled.saw(undefined, { state: "paused", step: 3 });
  assert.deepEqual(told, []);
  mount("a", 1);
  settled.saw("paused", { state: "playing", step: 4 });
  settled.saw("playing", { state: "finished", step: 9 });
  settled.saw("finished", { state: "finished", step: 9 });
  mount("a", 1);
  settled.saw("finished", { state: "finished", step: 9 });
  assert.deepEqual(told, [["settled", "a:9:finished"]]);
});

test("a command that is done before its first look is told as well", () => {
  const settled = createSettled();
  /** @type {unknown[]} */
  const told = [];
  settled.mounted({ run: "a", turn: 0 }, () => undefined);
  settled.saw(undefined, { state: "paused", step: 3 });
  settled.mounted({ run: "a", turn: 1 }, (_, value) => told.push(value));
  settled.saw("paused", { state: "paused", step: 4 });
  assert.deepEqual(told, ["a:4:paused"]);
});
