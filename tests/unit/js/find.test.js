import assert from "node:assert/strict";
import { test } from "node:test";

import { around, matches, rankUnits, readingOf, topUnits, within } from "../../../assets/explorer/find/find.js";
import { createLabeller } from "../../../assets/explorer/find/labeller.js";
import { findSentence } from "../../../assets/explorer/find/panel.js";
import { correlation, labelUnit, latch, probesOf } from "../../../assets/explorer/find/probes.js";
import { bestSinusoid, fit, powers } from "../../../assets/explorer/find/spectrum.js";
import { effectInWords, labelInWords } from "../../../assets/explorer/find/unit_list.js";

const T = 120;

/** @param {((t: number) => number)[]} shapes one for each unit @param {number} [steps] @returns {Float64Array} (T·H) */
function valuesOf(shapes, steps = T) {
  return Float64Array.from({ length: steps * shapes.length }, (_, at) => shapes[at % shapes.length](Math.floor(at / shapes.length)));
}

/** Numbers about 0 that are the same in every run. @param {number} seed */
function noise(seed) {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return state / 2 ** 30 - 1;
  };
}

/** @param {number} found @param {number} expected @param {number} [off] */
const near = (found, expected, off = 1e-9) => assert.ok(Math.abs(found - expected) <= off, `${found} is not ${expected}`);

const bump = (/** @type {number} */ t) => (t >= 30 && t <= 39 ? 1 : 0);

test("units are ranked by Cohen's d, worked out a second way", () => {
  const next = noise(3);
  const values = valuesOf([next, (t) => next() + 2 * bump(t), (t) => next() - bump(t)]);
  const ranking = rankUnits(values, 3, { from: 30, to: 39 });
  assert.deepEqual(ranking.map(({ unit }) => unit), [1, 0, 2]);
  const variance = (/** @type {number[]} */ all) => {
    const mean = all.reduce((a, b) => a + b) / all.length;
    return { mean, squares: all.map((each) => (each - mean) ** 2).reduce((a, b) => a + b) };
  };
  for (const { unit, effect, inside, outside } of ranking) {
    const own = Array.from({ length: T }, (_, t) => values[t * 3 + unit]);
    const [a, b] = [variance(own.slice(30, 40)), variance([...own.slice(0, 30), ...own.slice(40)])];
    near(inside, a.mean);
    near(outside, b.mean);
    near(/** @type {number} */ (effect), (a.mean - b.mean) / Math.sqrt((a.squares + b.squares) / (T - 2)));
  }
});

test("a unit that is two-valued exactly in the span has an endless effect, and one that hardly moves has none", () => {
  const ranking = rankUnits(valuesOf([() => 0.5, bump, (t) => 0.001 * bump(t), (t) => -bump(t)]), 4, { from: 30, to: 39 });
  assert.deepEqual(ranking.map(({ unit, effect }) => [unit, effect]), [[1, Infinity], [3, -Infinity], [0, null], [2, null]]);
  assert.deepEqual(topUnits(ranking), [1]);
});

test("a span of one timestep is compared too, and one of the whole sequence is not", () => {
  const values = valuesOf([(t) => t]);
  assert.equal(rankUnits(values, 1, { from: 7, to: 7 })[0].inside, 7);
  assert.deepEqual(rankUnits(values, 1, { from: 0, to: T - 1 }), []);
});

test("what is compared is the size of h, h or c", () => {
  const signals = /** @type {any} */ ({ h: Float64Array.of(-0.5, 0.2), c: Float64Array.of(3, 4) });
  assert.deepEqual(["size", "h", "c"].map((each) => Array.from(readingOf(signals, /** @type {any} */ (each)))), [[0.5, 0.2], [-0.5, 0.2], [3, 4]]);
});

test("the moment at which the same units do the same is found, its match 1 where it is equal", () => {
  const twice = (/** @type {number} */ t) => bump(t) + bump(t - 50);
  const half = (/** @type {number} */ t) => bump(t) + 0.5 * bump(t - 50);
  const found = matches(valuesOf([twice, twice]), 2, { from: 30, to: 39 }, [0, 1]);
  assert.deepEqual([found[0].from, found[0].to], [80, 89]);
  near(found[0].match, 1);
  const weaker = matches(valuesOf([twice, half]), 2, { from: 30, to: 39 }, [0, 1]);
  assert.equal(weaker[0].from, 80);
  assert.ok(weaker[0].match < 0.99);
});

test("moments do not overlap each other or the span, and are none where nothing is alike or no unit stands out", () => {
  const wave = valuesOf([(t) => Math.sin(t / 4)]);
  const span = { from: 30, to: 36 };
  const found = matches(wave, 1, span, [0]);
  assert.ok(found.length > 2);
  const taken = new Set();
  for (const { from, to } of [span, ...found]) {
    for (let t = from; t <= to; t += 1) {
      assert.ok(!taken.has(t));
      taken.add(t);
    }
  }
  assert.deepEqual(matches(valuesOf([bump]), 1, { from: 30, to: 39 }, [0]), []);
  assert.deepEqual(matches(wave, 1, span, []), []);
});

test("a span is brought within the sequence with its ends in order, and moved around a timestep", () => {
  assert.deepEqual(within({ from: 50, to: -3 }, 40), { from: 0, to: 39 });
  assert.deepEqual(within({ from: NaN, to: 4.4 }, 40), { from: 0, to: 4 });
  assert.deepEqual(around({ from: 0, to: 4 }, 20, 40), { from: 18, to: 22 });
  assert.deepEqual(around({ from: 0, to: 4 }, 39, 40), { from: 35, to: 39 });
  assert.deepEqual(around({ from: 10, to: 90 }, 0, 40), { from: 0, to: 39 });
});

test("the transform's powers are those of the sum that defines it", () => {
  const signal = Float64Array.from({ length: 13 }, noise(9));
  const found = powers(signal, 16);
  for (let k = 0; k < 16; k += 1) {
    let [re, im] = [0, 0];
    signal.forEach((value, t) => {
      re += value * Math.cos((2 * Math.PI * k * t) / 16);
      im -= value * Math.sin((2 * Math.PI * k * t) / 16);
    });
    near(found[k], re * re + im * im, 1e-10);
  }
});

test("the fit of a sinusoid is that of least squares, worked out by projecting on what is at right angles", () => {
  const frequency = 0.083;
  const raw = Float64Array.from({ length: T }, noise(4));
  const mean = raw.reduce((a, b) => a + b) / T;
  const signal = raw.map((value) => value - mean);
  const dot = (/** @type {number[]} */ a, /** @type {number[]} */ b) => a.reduce((sum, each, k) => sum + each * b[k], 0);
  const less = (/** @type {number[]} */ a, /** @type {number[]} */ b) => a.map((each, k) => each - (dot(a, b) / dot(b, b)) * b[k]);
  const one = Array.from(signal, () => 1);
  const cos = less(Array.from(signal, (_, t) => Math.cos(2 * Math.PI * frequency * t)), one);
  const sin = less(less(Array.from(signal, (_, t) => Math.sin(2 * Math.PI * frequency * t)), one), cos);
  const own = Array.from(signal);
  near(fit(signal, frequency), (dot(own, cos) ** 2 / dot(cos, cos) + dot(own, sin) ** 2 / dot(sin, sin)) / dot(own, own));
});

test("a clock's period is found between the transform's frequencies, whatever its phase and level", () => {
  for (const period of [2, 3.3, 10, 24.7, 59]) {
    const signal = Float64Array.from({ length: T }, (_, t) => 0.3 + 0.2 * Math.cos((2 * Math.PI * t) / period + 0.4));
    const found = /** @type {any} */ (bestSinusoid(signal));
    near(found.period, period, 0.01 * period);
    near(found.score, 1, 1e-4);
  }
});

test("a sequence too short for two turns has no clock", () => {
  assert.equal(bestSinusoid(Float64Array.of(1, 2, 1, 2, 1)), null);
});

test("a latch holds one of two values; noise, a spike and a constant do not", () => {
  const score = (/** @type {(t: number) => number} */ shape) => latch(Float64Array.from({ length: T }, (_, t) => shape(t)));
  assert.ok(score((t) => (t < 50 ? -0.8 : 0.6)) > 0.95);
  assert.ok(score((t) => (t < 50 || t > 90 ? -0.8 : 0.6)) > 0.9);
  assert.ok(score(noise(2)) < 0.3);
  assert.ok(score((t) => Number(t === 40)) < 0.05);
  assert.equal(score(() => 0.4), 0);
  assert.equal(score((t) => t % 2), 0);
});

test("a correlation leaves out what is not there, and is 0 where something does not vary", () => {
  near(correlation(Float64Array.of(1, 2, 9, 4), Float64Array.of(2, 4, NaN, 8)), 1);
  near(correlation(Float64Array.of(1, 2, 3, 4), Float64Array.of(1, -1, 1, -1)), -2 / Math.sqrt(5 * 4));
  assert.equal(correlation(Float64Array.of(1, 2, 3), Float64Array.of(5, 5, 5)), 0);
});

/** @param {Record<string, unknown>} [more] */
function series(more = {}) {
  const next = noise(8);
  const inputs = Float32Array.from({ length: T }, next);
  return /** @type {any} */ ({
    values: { model: { input_size: 1 }, loss: "mse", input_names: ["level"], class_names: [], ...more },
    arrays: { inputs, targets: Float32Array.from(inputs, (_, t) => (t + 1 < T ? inputs[t + 1] : 0)), part: new Int8Array(T) },
  });
}

test("each unit is labelled with what it does", () => {
  const problem = series();
  const { inputs, targets } = problem.arrays;
  const shapes = [
    [(t) => 0.5 * inputs[t], "follows the input"],
    [(t) => -0.5 * targets[t], "follows the prediction target, upside down"],
    [(t) => Math.tanh(t / T), "counts since the start"],
    [(t) => (t < 40 || t > 75 ? 0.1 : 0.9), "latches"],
    [(t) => 0.6 * Math.sin((2 * Math.PI * t) / 9), "clock of period 9.0"],
    [(t) => Math.cos((2 * Math.PI * t) / 31), "clock of period 31"],
  ];
  const h = valuesOf(shapes.map(([shape]) => /** @type {any} */ (shape)));
  shapes.forEach(([, label], unit) => {
    const [best, ...others] = labelUnit(h, shapes.length, unit, probesOf(problem));
    assert.equal(best.text, label);
    assert.ok(best.score > 0.9 && best.score <= 1 + 1e-12);
    assert.ok(others.every(({ score }) => score <= best.score));
  });
});

test("a unit that hardly moves has no label", () => {
  assert.deepEqual(labelUnit(valuesOf([(t) => 0.004 * Math.sin(t)]), 1, 0, probesOf(series())), []);
});

test("symbols are probed one by one, and a target that is asked once is not probed", () => {
  const fed = [0, 2, 2, 1, 2, 3];
  const inputs = Float32Array.from({ length: 6 * 4 }, (_, at) => Number(fed[Math.floor(at / 4)] === at % 4));
  const values = { model: { input_size: 4 }, loss: "cross_entropy", input_names: ["A", "B", "x", "?"], class_names: ["A", "B"] };
  const once = probesOf(/** @type {any} */ ({ values, arrays: { inputs, targets: new Int32Array(6), part: Int8Array.of(-1, -1, -1, -1, -1, 0) } }));
  const names = ["follows the input A", "follows the input B", "follows the input x", "follows the input ?"];
  assert.deepEqual(once.map(({ name }) => name), [...names, "counts since the start"]);
  const targets = Int32Array.of(0, 1, 1, 0, 0, 1);
  const often = probesOf(/** @type {any} */ ({ values, arrays: { inputs, targets, part: Int8Array.of(-1, 0, 0, 0, 0, 0) } }));
  const target = often.find(({ name }) => name === "follows the target B");
  assert.deepEqual(Array.from(target.values), [NaN, 1, 1, 0, 0, 1]);
});

test("labels are worked out once for the same trace, and for the newest of those that wait", async () => {
  const H = 64;
  const problem = series();
  const traces = [1, 2, 3].map((seed) => Float64Array.from({ length: T * H }, noise(seed)));
  /** @type {number} */
  let ready = 0;
  const seen = new Promise((resolve) => {
    const came = [];
    const labeller = createLabeller((labels) => {
      came.push(labels);
      ready += 1;
      if (labels[0][0].score === expected[0].score) resolve(came);
    });
    const expected = labelUnit(traces[2], H, 0, probesOf(problem));
    for (const h of traces) labeller.ask({ h, H, problem });
    labeller.ask({ h: traces[2], H, problem });
  });
  const came = await seen;
  assert.ok(came.length <= 3);
  assert.equal(came.at(-1).length, H);
  assert.equal(ready, came.length);
});

test("effects, labels and what stands out are said in words", () => {
  const ranking = [{ unit: 3, inside: 0.82, outside: -0.1, effect: 2.314 }, { unit: 0, inside: 0, outside: 0.1, effect: -0.5 }, { unit: 1, inside: 0, outside: 0, effect: null }];
  assert.deepEqual(ranking.map(effectInWords), ["d = 2.31", "d = −0.50", "does not move"]);
  assert.equal(effectInWords({ ...ranking[0], effect: -Infinity }), "d = −∞");
  assert.equal(labelInWords([{ text: "latches", score: 0.9 }]), "latches (0.90)");
  assert.equal(labelInWords([{ text: "latches", score: 0.3 }]), "nothing clear; nearest: latches (0.30)");
  assert.equal(labelInWords([]), "constant");
  assert.equal(labelInWords(undefined), "…");
  assert.equal(findSentence(ranking, { from: 4, to: 9 }, "h", 3),
    "At t = 4 to 9, unit 3 stands out most: its mean h is 0.820 there and −0.100 elsewhere, d = 2.31. It is the chosen unit.");
  assert.match(findSentence(ranking, { from: 4, to: 4 }, "|h|", 0), /^At t = 4, unit 3 .* The chosen unit 0 is number 2 of 3: 0.000 there and 0.100 elsewhere, d = −0.50\.$/);
  assert.match(findSentence([], { from: 0, to: 9 }, "h", 0), /whole sequence/);
  assert.match(findSentence([ranking[2]], { from: 0, to: 9 }, "h", 1), /no unit stands out/);
});
