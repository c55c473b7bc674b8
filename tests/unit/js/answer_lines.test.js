import assert from "node:assert/strict";
import { test } from "node:test";

import { pathOf } from "../../../assets/explorer/answer_lines.js";
import { steadyRange } from "../../../assets/explorer/steady_range.js";

const x = { offset: 84, length: 600, range: [-0.5, 11.5] };
const y = { offset: 50, length: 126, range: [-2, 5] };

test("every point of a line stands where the axes have it, and a missing value leaves a gap", () => {
  const line = { meta: "prediction", x: [3, 4, 5, 6], y: [1.25, null, -2, 5], line: { color: "#000", width: 1 } };
  const [first, second] = pathOf(line, x, y).split("M").slice(1);
  assert.deepEqual(first.split(" ").map(Number), [(3.5 / 12) * 600, ((5 - 1.25) / 7) * 126]);
  assert.deepEqual(second.split(/[L ]/).map(Number), [(5.5 / 12) * 600, 126, (6.5 / 12) * 600, 0]);
});

test("the axis holds every value and stays while the moving values stay within what it holds", () => {
  const still = [0, 8, null];
  const rest = steadyRange(still, [1, 7]);
  assert.deepEqual(rest, [-0.4, 8.4]);
  assert.deepEqual(steadyRange(still, [8.39, Number.NaN, null]), rest);
  for (const far of [8.41, 9, 10.5, 40, 1e6]) {
    const [low, high] = steadyRange(still, [far]);
    assert.equal(low, rest[0]);
    assert.ok(high >= far && high - 8.4 <= Math.max(2, 2 * (far - 8.4)));
    const mirrored = steadyRange(still, [8 - far, 4]);
    assert.ok(mirrored[1] === 8.4 && Math.abs(mirrored[0] - (8 - high)) < 1e-9 * far);
  }
});

test("a row that never changes, or has no values yet, has an axis all the same", () => {
  for (const [still, moving] of [[[3, 3], []], [[0], [0]], [[], []], [[null], [-5, 5]]]) {
    const [low, high] = steadyRange(still, moving);
    assert.ok(low < high && [...still, ...moving].every((value) => value === null || (value > low && value < high)));
  }
});
