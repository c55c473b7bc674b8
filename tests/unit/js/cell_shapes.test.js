import assert from "node:assert/strict";
import { test } from "node:test";

import {
  candidateFill, gateFill, linePath, roundLimits, spreadLabels, timeTicks, wireWidth,
} from "../../../assets/explorer/cell/shapes.js";

/** Numbers in (0, 1) that are the same in every run. @param {number} seed */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

test("a gate fills from the bottom in proportion to its value", () => {
  assert.deepEqual(gateFill(0, 100, 60), { y: 160, height: 0, level: 160 });
  assert.deepEqual(gateFill(0.25, 100, 60), { y: 145, height: 15, level: 145 });
  assert.deepEqual(gateFill(1, 100, 60), { y: 100, height: 60, level: 100 });
});

test("a candidate fills from the middle, up for plus and down for minus", () => {
  assert.deepEqual(candidateFill(0.5, 100, 60), { y: 115, height: 15, level: 115 });
  assert.deepEqual(candidateFill(-0.5, 100, 60), { y: 130, height: 15, level: 145 });
  assert.equal(candidateFill(0, 100, 60).height, 0);
});

test("a fill never leaves its vessel", () => {
  for (const value of [-9, -1, 0.3, 1, 9, Number.NaN]) {
    for (const { y, height } of [gateFill(value, 10, 50), candidateFill(value, 10, 50)]) {
      assert.ok(y >= 10 && height >= 0 && y + height <= 60);
    }
  }
});

test("a wire is thicker the more it carries, with either sign", () => {
  const widths = [0, 0.1, 0.5, 1, 3].map(wireWidth);
  for (let k = 1; k < widths.length; k += 1) assert.ok(widths[k] > widths[k - 1]);
  assert.equal(wireWidth(-0.7), wireWidth(0.7));
  assert.equal(wireWidth(Number.NaN), wireWidth(0));
});

test("a line's points give the unit's values back", () => {
  const [T, H, unit, low, high] = [5, 3, 1, -2, 4];
  const next = numbers(4);
  const signal = Float64Array.from({ length: T * H }, () => low + (high - low) * next());
  const path = linePath(signal, H, unit, [low, high]);
  const points = path.split(/[ML]/).slice(1).map((point) => point.split(" ").map(Number));
  assert.deepEqual(points.map(([t]) => t), [0, 1, 2, 3, 4]);
  points.forEach(([t, y]) => assert.ok(Math.abs(high - (y / 100) * (high - low) - signal[t * H + unit]) < 1e-3));
});

test("a value that is not finite leaves a gap in the line", () => {
  assert.equal(linePath([0, 1, Number.NaN, 1, 0], 1, 0, [0, 1]), "M0 100.00L1 0.00M3 0.00L4 100.00");
});

test("limits are round, hold zero and every value of the unit, and waste less than half", () => {
  const next = numbers(8);
  for (let k = 0; k < 100; k += 1) {
    const scale = 10 ** (4 * next() - 2);
    const signal = Float64Array.from({ length: 20 }, () => scale * (2 * next() - 1));
    const own = [...signal].filter((_, at) => at % 2 === 1);
    const [low, high] = roundLimits([signal], 2, 1);
    assert.ok(low <= Math.min(0, ...own) && high >= Math.max(0, ...own));
    assert.ok(high - low <= 2 * (Math.max(0, ...own) - Math.min(0, ...own)));
  }
  assert.deepEqual(roundLimits([[-0.67, 0.21]], 1, 0), [-0.8, 0.3]);
  assert.deepEqual(roundLimits([[0, Number.NaN]], 1, 0), [-1, 1]);
});

test("the time axis has few round ticks inside the sequence", () => {
  assert.deepEqual(timeTicks(200), [0, 50, 100, 150]);
  assert.deepEqual(timeTicks(1), [0]);
  for (let count = 2; count < 1200; count += 7) {
    const ticks = timeTicks(count);
    assert.ok(ticks.length >= 2 && ticks.length <= 6 && ticks.every(Number.isInteger) && ticks.at(-1) <= count - 1);
  }
});

test("labels keep their order and distance inside the plot", () => {
  const next = numbers(21);
  for (let k = 0; k < 200; k += 1) {
    const wanted = Array.from({ length: 3 }, () => 90 * next() - 5);
    const placed = spreadLabels(wanted, 15, 80);
    const order = [0, 1, 2].sort((a, b) => wanted[a] - wanted[b]);
    for (let p = 1; p < 3; p += 1) assert.ok(placed[order[p]] - placed[order[p - 1]] >= 15 - 1e-9);
    assert.ok(placed.every((y) => y >= -1e-9 && y <= 80 + 1e-9));
  }
});

test("labels that have room stay, and two that collide part evenly", () => {
  assert.deepEqual(spreadLabels([60, 5, 30], 15, 80), [60, 5, 30]);
  assert.deepEqual(spreadLabels([40, 40, 70], 10, 80), [35, 45, 70]);
});
