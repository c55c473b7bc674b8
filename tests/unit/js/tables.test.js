import assert from "node:assert/strict";
import { test } from "node:test";

import { lossRows } from "../../../assets/explorer/loss_table.js";
import { sequenceHeads, sequenceInWords, sequenceRows } from "../../../assets/explorer/sequence_rows.js";

const T = 120;
const signals = Object.fromEntries([..."figoch"].map((name, k) => [name, Float64Array.from({ length: T * 2 }, (_, at) => at / 1000 + k)]));
const palette = {};

/** @param {any} more */
function levelView(more = {}) {
  const part = Int8Array.from({ length: T }, (_, t) => (t === 0 ? -1 : 0));
  const numbers = (/** @type {number} */ start) => Float64Array.from({ length: T }, (_, t) => start + t);
  const model = { hidden_size: 2, output_size: 1, num_layers: 1 };
  const problem = { values: { loss: "mse", unit: "ppm", time_labels: [], model }, arrays: { part, actual: numbers(10), anchor: numbers(9) } };
  return { problem, palette, trace: { layers: [{ signals }] }, shown: { levels: numbers(10.5) }, layer: 0, unit: 1, t: 3, ...more };
}

test("the sequence's table has what is asked and answered around the cursor, and the chosen unit's signals", () => {
  const view = levelView();
  assert.deepEqual(sequenceHeads(view), ["timestep", "value", "prediction", "last value", "f, unit 1", "i, unit 1", "g, unit 1", "o, unit 1", "c, unit 1", "h, unit 1"]);
  const rows = sequenceRows(view);
  assert.equal(rows.length, 54);
  assert.deepEqual(rows[0].slice(0, 5), ["0", "", "", "", "0.001"]);
  assert.deepEqual(rows[3], ["3", "13 ppm", "13.5 ppm", "12 ppm", "0.007", "1.007", "2.007", "3.007", "4.007", "5.007"]);
  const late = sequenceRows(levelView({ t: 115 }));
  assert.deepEqual([late[0][0], late[late.length - 1][0]], ["65", "119"]);
});

test("the sequence is told at the cursor, in the words of its moments", () => {
  assert.equal(sequenceInWords(levelView()), "At t = 3 the network predicts 13.5 ppm; it was 13 ppm.");
  assert.equal(sequenceInWords(levelView({ t: 0 })), "At t = 0 no answer is asked.");
  const view = levelView();
  view.problem.values.time_labels = Array.from({ length: T }, (_, t) => `day ${t}`);
  assert.equal(sequenceInWords(view), "At t = 3 the network predicts 13.5 ppm for day 3; it was 13 ppm.");
  assert.equal(sequenceRows(view)[3][0], "3 (day 3)");
});

test("of symbols it is told what is fed, answered and right, unless the only answer is told already", () => {
  const values = { loss: "cross_entropy", class_names: ["A", "B"], input_names: ["A", "?"], time_labels: [], model: { hidden_size: 1, input_size: 2, output_size: 2 } };
  const viewOf = (/** @type {number[]} */ part) => ({
    problem: { values, arrays: { part, inputs: [1, 0, 0, 1, 0, 1], targets: [0, 0, 1] } }, palette, trace: { y: [0, 0, 3, 0, 3, 0] }, shown: {}, t: 2,
  });
  assert.equal(sequenceInWords(viewOf([-1, 2, 2])), "At t = 2, fed ?, the network answers A (95 %); B is right.");
  assert.equal(sequenceInWords({ ...viewOf([-1, 2, 2]), t: 0 }), "At t = 0, fed A, no answer is asked.");
  assert.equal(sequenceInWords(viewOf([-1, -1, 2])), "");
});

test("the loss's table has the steps that can be shown, the newest first, and a dash before the first validation", () => {
  const arrays = { snapshots: Int32Array.of(0, 500, 1000), snapshot_loss: Float64Array.of(NaN, 0.5, 0.25), snapshot_validation: Float64Array.of(NaN, NaN, 0.3) };
  assert.deepEqual(lossRows(arrays), [["1,000", "0.250", "0.300"], ["500", "0.500", "–"]]);
  assert.deepEqual(lossRows({}), []);
});
