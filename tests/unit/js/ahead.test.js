import assert from "node:assert/strict";
import { test } from "node:test";

import { band, lookAhead, medianAhead, medianOutput, medians, outputOf, quantileSlopes, stepInWords } from "../../../assets/explorer/ahead.js";
import { between } from "../../../assets/explorer/answer_lines.js";
import { levels } from "../../../assets/explorer/restore.js";
import { lossByOutput, predictedOutput } from "../../../assets/explorer/why/asked.js";
import { scaleOf } from "../../../assets/explorer/why/units.js";
import { largestGap, randomArray } from "./numeric_cases.js";

const QUANTILES = [0.025, 0.1, 0.5, 0.9, 0.975];
const [T, STEPS, Q] = [4, 3, QUANTILES.length];

/** Rows 10, 20, 30, 40 of which 50 is not known yet; every step ahead has a centre of its own. @param {boolean} log */
function problemOf(log) {
  const way = (/** @type {number} */ level) => (log ? Math.log(level) : level);
  const centre = Float64Array.from({ length: T * STEPS }, (_, at) => way(10 * (1 + Math.floor(at / STEPS))) + 0.1 * (at % STEPS));
  const spread = Float64Array.of(0.5, 1, 1.5, 2);
  const targets = Float32Array.from({ length: T * STEPS }, (_, at) => {
    const row = Math.floor(at / STEPS) + (at % STEPS) + 1;
    return row < T ? (way(10 * (1 + row)) - centre[at]) / spread[Math.floor(at / STEPS)] : NaN;
  });
  return {
    values: {
      loss: "quantile", ahead: { steps: STEPS, step: 1, quantiles: QUANTILES, log }, unit: "m", target_scale: null,
      model: { output_size: STEPS * Q },
    },
    arrays: {
      centre, spread, targets, part: Int8Array.of(0, 0, 0, -1), actual: Float64Array.of(20, 30, 40, NaN),
      anchor: Float64Array.of(10, 20, 30, 40),
    },
    shapes: {},
  };
}

const Y = Float64Array.from(randomArray(7, T * STEPS * Q));

/** By sorting, and by the definition. */
function quantileByHand(problem, t, q, step) {
  const own = Array.from(Y.subarray((t * STEPS + step - 1) * Q, (t * STEPS + step) * Q)).sort((a, b) => a - b);
  const value = problem.arrays.centre[t * STEPS + step - 1] + problem.arrays.spread[t] * own[q];
  return problem.values.ahead.log ? Math.exp(value) : value;
}

for (const log of [false, true]) {
  for (let step = 1; step <= STEPS; step += 1) {
    test(`medians, band and forecast are quantiles in order, on their own way back (log ${log}, ${stepInWords(step)})`, () => {
      const problem = lookAhead(problemOf(log), step);
      const each = Array.from({ length: T }, (_, t) => t);
      const later = Array.from({ length: STEPS - step }, (_, k) => step + k + 1);
      const byHand = (q) => each.map((t) => quantileByHand(problem, t, q, step));
      const forecast = (q) => later.map((further) => quantileByHand(problem, T - 1, q, further));
      assert.ok(largestGap(medians(problem, Y), byHand(2)) < 1e-12);
      assert.ok(largestGap(levels(problem, Y) ?? [], byHand(2)) < 1e-12);
      assert.ok(largestGap(medianAhead(problem, Y), forecast(2)) < 1e-12);
      const { from, to } = band(problem, Y);
      assert.ok(largestGap(from, [...byHand(1), ...forecast(1)]) < 1e-12);
      assert.ok(largestGap(to, [...byHand(3), ...forecast(3)]) < 1e-12);
    });
  }
}

test("the median is the output that stands in the middle, also where a network crosses its quantiles", () => {
  const problem = problemOf(false);
  const y = Float64Array.of(...Array(2 * Q).fill(0), 5, 1, 4, 2, 3, ...Array(T * STEPS * Q).fill(0));
  const here = { ...problem, values: { ...problem.values, ahead: { ...problem.values.ahead, step: 3 } } };
  assert.equal(medianOutput(here, y, 0), 2 * Q + 4);
  assert.equal(predictedOutput(here, { trace: { y }, model: problem.values.model }, 0), 2 * Q + 4);
  assert.equal(outputOf(problem, y, 0, 0.025, 3), 2 * Q + 1);
});

test("another step ahead has other answers, which are asked where they are known", () => {
  const { arrays } = lookAhead(problemOf(false), 3);
  assert.deepEqual([...arrays.actual], [40, NaN, NaN, NaN]);
  assert.deepEqual([...arrays.part], [0, -1, -1, -1]);
  const back = lookAhead(lookAhead(problemOf(false), 1), 1).arrays;
  assert.deepEqual([...back.part], [0, 0, 0, -1]);
});

/** Of the answers that are known at t. */
function lossByHand({ arrays: { targets } }, y, t) {
  let [sum, count] = [0, 0];
  for (let step = 0; step < STEPS; step += 1) {
    const target = targets[t * STEPS + step];
    if (Number.isNaN(target)) continue;
    QUANTILES.forEach((q, k) => {
      const error = target - y[(t * STEPS + step) * Q + k];
      sum += Math.max(q * error, (q - 1) * error);
      count += 1;
    });
  }
  return sum / count;
}

test("the loss's slopes are what small changes of the outputs do, and 0 for answers that nobody knows", () => {
  const problem = problemOf(true);
  for (let t = 0; t < T - 1; t += 1) {
    const found = quantileSlopes(problem, Y, t);
    const expected = Array.from(found, (_, k) => {
      const [more, less] = [1e-6, -1e-6].map((nudge) => {
        const other = Y.slice();
        other[t * STEPS * Q + k] += nudge;
        return lossByHand(problem, other, t);
      });
      return (more - less) / 2e-6;
    });
    assert.ok(largestGap(found, expected) < 1e-8);
    assert.deepEqual(lossByOutput({ trace: { y: Y }, model: problem.values.model }, problem, t), found);
  }
});

test("where no answer is asked the median itself stands for the loss", () => {
  const problem = problemOf(false);
  const known = { trace: { y: Y }, model: problem.values.model };
  const slopes = lossByOutput(known, problem, T - 1);
  assert.equal(slopes.indexOf(1), medianOutput(problem, Y, T - 1));
  assert.equal(slopes.reduce((sum, each) => sum + each), 1);
});

test("contributions are in the unit by the spread of their own timestep, of logarithms in percent", () => {
  assert.deepEqual(scaleOf(problemOf(false), 2), { factor: 1.5, unit: "m" });
  assert.deepEqual(scaleOf(problemOf(true), 1), { factor: 100, unit: "%" });
});

test("a band is bounded by one edge there and the other back, and passes over gaps", () => {
  const line = { meta: "", name: "", line: { color: "#000", width: 0 } };
  const found = between({ ...line, x: [0, 1, 2], y: [1, null, 3] }, { ...line, x: [0, 1, 2], y: [4, 5, null], fillcolor: "#0001" });
  assert.deepEqual([found.x, found.y], [[0, 2, 1, 0], [1, 3, 5, 4]]);
});
