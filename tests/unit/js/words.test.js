import assert from "node:assert/strict";
import { test } from "node:test";

import { keyTarget } from "../../../assets/explorer/cursor.js";
import { comparison } from "../../../assets/explorer/errors_table.js";
import { stateInWords, troubleInWords } from "../../../assets/explorer/figures_row.js";
import { pauseAfter } from "../../../assets/explorer/feed.js";
import { lossAxis } from "../../../assets/explorer/loss_chart.js";
import { duration, grouped, percent, three } from "../../../assets/explorer/numbers.js";

test("numbers have three figures, a true minus, and a dash where there is none", () => {
  const cases = [[0.00219, "0.00219"], [0.16, "0.160"], [2.3456, "2.35"], [-12.345, "−12.3"], [1234.5, "1235"], [0, "0"],
    [0.0000123, "1.2e−5"], [null, "–"], [NaN, "–"], [undefined, "–"]];
  for (const [value, text] of cases) assert.equal(three(value), text);
  assert.equal(percent(0.0234), "2.3 %");
  assert.equal(percent(0.412), "41 %");
  assert.equal(percent(-92.216), "−9,222 %");
  assert.equal(percent(null), "–");
  assert.equal(grouped(20000), "20,000");
  assert.equal(grouped(600), "600");
});

test("time left is said in the unit that a person would use", () => {
  assert.deepEqual([0.4, 12.4, 89, 95, 7200].map(duration), ["about a second", "12 s", "89 s", "2 min", "2.0 h"]);
});

test("a run in line says how many are before it, and for how long if that is known", () => {
  assert.equal(stateInWords({ state: "queued", ahead: 3, wait: 40 }), "Waiting for a place · 3 ahead · about 40 s");
  assert.equal(stateInWords({ state: "queued", ahead: 0, wait: null }), "Waiting for a place · 0 ahead");
});

test("what stopped a run is said, else what is wrong though it goes on", () => {
  const values = { message: "stopped", warning: "not saved" };
  for (const state of ["failed", "gone", "disconnected"]) assert.equal(troubleInWords({ ...values, state }), "stopped");
  assert.equal(troubleInWords({ ...values, state: "playing" }), "not saved");
  assert.equal(troubleInWords({ message: "left over", warning: null, state: "playing" }), "");
});

test("the state is said in words, with speed and time left only while it trains", () => {
  const values = { step: 40, goal: 600, steps_per_second: 231.4, seconds_left: 12 };
  assert.equal(stateInWords({ ...values, state: "playing" }), "Training · 231 steps/s · 12 s left");
  assert.equal(stateInWords({ ...values, state: "paused" }), "Paused · 40 of 600 steps");
  assert.equal(stateInWords({ ...values, state: "failed" }), "Stopped");
  assert.equal(stateInWords({ state: "playing", steps_per_second: null, seconds_left: null }), "Training");
});

test("keys move by one, by ten and to the ends, and never leave the sequence", () => {
  assert.equal(keyTarget("ArrowLeft", 5, 9), 4);
  assert.equal(keyTarget("ArrowRight", 9, 9), 9);
  assert.equal(keyTarget("PageUp", 3, 199), 13);
  assert.equal(keyTarget("PageDown", 3, 199), 0);
  assert.equal(keyTarget("Home", 3, 199), 0);
  assert.equal(keyTarget("End", 3, 199), 199);
  assert.equal(keyTarget("a", 3, 199), null);
});

test("a lost connection is tried again after a growing pause of at most five seconds", () => {
  const pauses = [1, 2, 3, 4, 5, 20].map(pauseAfter);
  assert.deepEqual(pauses, [400, 800, 1600, 3200, 5000, 5000]);
});

test("the loss axis holds every positive loss and names two at least", () => {
  for (const losses of [[0.6, 1.6], [1e-5, 1], [1], [0.5, 0.5], [NaN, 0, 0.02], [2e-7, 300]]) {
    const shown = losses.filter((loss) => loss > 0).map(Math.log10);
    const { range, tickvals, ticktext } = lossAxis(losses);
    assert.ok(range[0] <= Math.min(...shown) && range[1] >= Math.max(...shown));
    assert.ok(tickvals.length >= 2);
    assert.deepEqual(ticktext.map(Number), tickvals);
  }
  assert.deepEqual(lossAxis([NaN]), {});
});

test("the network is measured against the last value, or its answers counted", () => {
  const levels = { test: { count: 9, network: { mae: 1, rmse: 2 }, lastValue: { mae: 4, rmse: 5 } } };
  assert.equal(comparison(levels, "mse").value, "25 %");
  assert.equal(comparison({ test: { count: 4, accuracy: 0.75, chance: 0.25 } }, "cross_entropy").value, "3 of 4");
  const { name, value } = comparison({ test: { count: 1, accuracy: 1, chance: 0.25 } }, "cross_entropy");
  assert.deepEqual([name, value], ["this sequence’s answer", "right"]);
  assert.equal(comparison(null, "mse").value, "–");
  assert.equal(comparison({ test: null }, "cross_entropy").value, "–");
});
