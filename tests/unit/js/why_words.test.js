import assert from "node:assert/strict";
import { test } from "node:test";

import { firstShown } from "../../../assets/explorer/why/bars.js";
import { shade } from "../../../assets/explorer/why/bitmap.js";
import { inPowers } from "../../../assets/explorer/why/fade_chart.js";
import { across, down, edges, spotAt, usualSpan } from "../../../assets/explorer/why/map_ground.js";
import { mapInWords, rowAt, rowOfMap, spotInWords } from "../../../assets/explorer/why/map_words.js";
import { fedAt, largestColumn, momentOf, scaleOf, signed, timesInput } from "../../../assets/explorer/why/units.js";
import { agreementInWords, answerInWords, contributors, fadingInWords, reachInWords } from "../../../assets/explorer/why/words.js";

const SPACE = "\u00a0";

/** A forecasting problem of five timesteps. @param {string} normalisation */
function series(normalisation = "none") {
  return {
    values: {
      loss: "mse", unit: "ppm", window: 4, input_names: ["x"], target_input: 0, time_labels: ["Feb", "Mar", "Apr", "May", "June"],
      target_scale: { normalisation, centre: 0, spread: 0.5 }, model: { input_size: 1, output_size: 1 },
    },
    arrays: {
      inputs: Float32Array.of(1, 2, 3, 4, 5), part: Int8Array.of(0, 0, 0, 0, 2), anchor: Float64Array.of(100, 110, 121, 110, 100),
    },
  };
}

/** A problem of classes: one-hot symbols A, B and ?, asked at the last of five timesteps. */
const CLASSES = {
  values: {
    loss: "cross_entropy", unit: "", window: 5, input_names: ["A", "B", "?"], class_names: ["A", "B"], time_labels: [],
    target_scale: null, target_input: null, model: { input_size: 3, output_size: 2 },
  },
  arrays: { inputs: Float32Array.of(0, 1, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 1), part: Int8Array.of(-1, -1, -1, -1, 0) },
};

/** An answer at t = 4 that input 1 adds most to. @param {any} problem @param {object} [more] */
function answerOf(problem, more = {}) {
  const y = new Float64Array(5 * problem.values.model.output_size).fill(1);
  return {
    problem, t: 4, k: problem.values.model.output_size - 1, level: 7.5, from: 0,
    known: { model: problem.values.model, trace: { y } },
    gradient: Float64Array.of(0, 4, -1, 0.01, 1), occluded: Float64Array.of(0, 6, -1.5, 0.01, 1),
    agreement: { count: 4, rho: 0.8, apart: null, disagree: false },
    norms: { h: [Float64Array.of(1, 1, 1, 1, 1)], c: [Float64Array.of(1e-9, 1e-8, 0.25, 0.5, 1)] },
    ...more,
  };
}

test("what an input adds is said in the data's unit, in percent for logarithms, and bare for logits", () => {
  assert.equal(signed(3, scaleOf(series())), `+1.50${SPACE}ppm`);
  assert.equal(signed(-0.1, scaleOf(series("difference"))), `−0.0500${SPACE}ppm`);
  assert.equal(signed(0.02, scaleOf(series("log_difference"))), `+1.00${SPACE}%`);
  assert.equal(signed(2, scaleOf(CLASSES)), "+2.00");
  assert.equal(signed(Number.NaN, scaleOf(series())), "–");
});

test("an input is of the moment before the answer's, and is called by what was fed", () => {
  assert.deepEqual([0, 1, 4].map((s) => momentOf(series(), s)), ["before Feb", "Feb", "May"]);
  assert.equal(momentOf(CLASSES, 3), "t = 3");
  assert.equal(fedAt(series(), 2), `121${SPACE}ppm`);
  assert.equal(fedAt(series("difference"), 2), `change +11.0${SPACE}ppm`);
  assert.equal(fedAt(series("log_difference"), 1), `change +10.0${SPACE}%`);
  assert.equal(fedAt(series("difference"), 0), "");
  assert.equal(fedAt(CLASSES, 4), "?");
});

test("gradient × input is summed over the columns, and the largest column is named", () => {
  const byInput = Float64Array.of(1, 10, 100, 0, 0, 0);
  assert.deepEqual(timesInput(Float32Array.of(1, 2, 3, 1, 1, 1), byInput, 3), Float64Array.of(321, 0));
  assert.equal(largestColumn(CLASSES, byInput, 0), "B");
});

test("the first sentence says the answer, what counts most, and what would be without it", () => {
  assert.equal(answerInWords(answerOf(series())),
    `At t = 4 the network answers 7.50${SPACE}ppm. What counts most is the input of Feb (110${SPACE}ppm): with the mean in its place the answer would be 3.00${SPACE}ppm lower.`);
  assert.match(answerInWords(answerOf(CLASSES)), /answers B\. What counts most is the input A at t = 1: with no symbol in its place the logit of B would be 6\.00 lower\.$/);
  const falls = answerOf(series("difference"), { occluded: Float64Array.of(0, -6, 0, 0, 0) });
  assert.match(answerInWords(falls), /with the mean change in its place the answer would be 3\.00\u00a0ppm higher\.$/);
});

test("where occlusion did not go, gradient × input speaks alone, and how far it went is said", () => {
  const short = answerOf(series(), { from: 3, occluded: Float64Array.of(Number.NaN, Number.NaN, Number.NaN, 0.01, 1) });
  assert.match(answerInWords(short), /by gradient × input it adds \+2\.00\u00a0ppm\.$/);
  assert.match(reachInWords(short), /goes back 2 timesteps only/);
  assert.equal(reachInWords(answerOf(series())), "");
});

test("an answer that nothing moves, and one that is no number, are said to be so", () => {
  const none = { gradient: new Float64Array(5), occluded: new Float64Array(5) };
  assert.match(answerInWords(answerOf(series(), none)), /No input up to then moves it/);
  const known = { model: { output_size: 1 }, trace: { y: new Float64Array(5).fill(Number.NaN) } };
  assert.match(answerInWords(answerOf(series(), { known })), /not a number/);
});

test("the largest contributors come first, of either way", () => {
  assert.deepEqual(contributors(answerOf(series()), 3), [1, 2, 4]);
});

test("agreement is said with its number, and disagreement warns with both values", () => {
  assert.match(agreementInWords(answerOf(series())), /^The two ways agree\. Over the 4 inputs .* 0\.80; below 0\.6 is a disagreement\.$/);
  const apart = answerOf(series(), { agreement: { count: 4, rho: -0.25, apart: 1, disagree: true } });
  assert.match(agreementInWords(apart), /^The two ways disagree: .* Feb .* says \+2\.00\u00a0ppm and occlusion \+3\.00\u00a0ppm\. .* −0\.25/);
  const few = answerOf(series(), { agreement: { count: 1, rho: null, apart: null, disagree: false } });
  assert.equal(agreementInWords(few), "Only 1 input counts, too few to compare their ranks.");
});

test("fading is said at the reach of a training window, and where float32 loses it", () => {
  const words = fadingInWords(answerOf(series()), 0);
  assert.match(words, /the loss by the cell state fades: 3 timesteps back, as far as a training window reaches, it is about 10⁸ times smaller\./);
  assert.match(words, /From 3 timesteps back it is below the noise of float32/);
  const grows = answerOf(series(), { norms: { h: [new Float64Array(5)], c: [Float64Array.of(1, 4, 1, 1, 1)] } });
  assert.match(fadingInWords(grows, 0), /grows: .* 4\.00 times larger\. It stays above/);
  const turns = answerOf(series(), { norms: { h: [new Float64Array(5)], c: [Float64Array.of(0, 2, 0.1, 1, 4)] } });
  assert.match(fadingInWords(turns, 0), /fades, but grows again before t = 2, where it is 40\.0 times smaller: 3 timesteps back, .* it is 2\.00 times smaller\./);
  const peaks = answerOf(series(), { norms: { h: [new Float64Array(5)], c: [Float64Array.of(0, 2, 8, 1, 1)] } });
  assert.match(fadingInWords(peaks, 0), /grows, but fades again before t = 2, where it is 8\.00 times larger: .* it is 2\.00 times larger\./);
  const first = answerOf(series(), { t: 0, norms: { h: [Float64Array.of(1)], c: [Float64Array.of(1)] } });
  assert.match(fadingInWords(first, 0), /no way back/);
});

test("ticks are powers of ten where they are small or large", () => {
  assert.deepEqual([1e-8, 3e-5, 0.01, 0.3, 100, 1e6].map(inPowers), ["10⁻⁸", "3·10⁻⁵", "0.01", "0.3", "100", "10⁶"]);
});

test("the bars begin where something counts, at a round number of timesteps", () => {
  const gradient = new Float64Array(400);
  gradient[399] = 1;
  assert.equal(firstShown({ gradient, occluded: gradient, t: 399 }), 385);
  const occluded = gradient.slice();
  occluded[360] = -0.5;
  assert.equal(firstShown({ gradient, occluded, t: 399 }), 350);
  occluded[0] = 0.5;
  assert.equal(firstShown({ gradient, occluded, t: 399 }), 0);
});

test("shades keep sign and order and reach three powers of ten down", () => {
  assert.deepEqual([2, -2, 0.002, 1e-9, 0].map((value) => shade(value, 2)), [1, -1, 0, 0, 0]);
  assert.ok(Math.abs(shade(-0.02, 2) + 1 / 3) < 1e-12);
  assert.equal(shade(0, 0), 0);
});

test("the map shows all timesteps, or some around the cursor that never leave the sequence", () => {
  assert.deepEqual(edges(50, 120, 0), [-0.5, 119.5]);
  assert.deepEqual(edges(299, 600, 100), [223.5, 323.5]);
  assert.deepEqual(edges(3, 600, 100), [-0.5, 99.5]);
  assert.deepEqual(edges(599, 600, 100), [499.5, 599.5]);
  assert.deepEqual([usualSpan(200), usualSpan(201)], [0, 100]);
});

test("a place on the map is the timesteps that are drawn there", () => {
  const ground = { left: 50, top: 20, width: 400, height: 200, from: 9.5, to: 29.5 };
  assert.deepEqual(spotAt(ground, across(ground, 12), down(ground, 28)), { s: 12, t: 28 });
  assert.equal(spotAt(ground, 49, 30), null);
  assert.equal(spotAt(ground, 60, 221), null);
});

test("the map says its largest value, which outputs it shows, and each value where it is pointed at", () => {
  const values = new Float64Array(10);
  values.set([0.5, -2], 2);
  const map = { problem: series(), values, outputs: Int32Array.of(2, 4), column: null };
  assert.match(mapInWords(map), /largest is −2\.00: the output at t = 2 by the input at s = 3\. Of 5 outputs one in 2 is shown/);
  assert.match(mapInWords({ ...map, values: new Float64Array(10) }), /the map is empty/);
  assert.equal(spotInWords(map, 0, 2), "output at t = 2 by the input at s = 2 (Mar): 0.500");
  assert.match(spotInWords(map, 0, 3), /0, it comes later$/);
  assert.deepEqual(rowOfMap(map, 0).map(([, value]) => value), ["0.500", "0", "0"]);
  assert.deepEqual([0, 2, 3, 4, 9].map((t) => rowAt(map, t)), [0, 0, 1, 1, 1]);
});
