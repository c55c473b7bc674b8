import assert from "node:assert/strict";
import { test } from "node:test";

import { MOST_POINTS, binWidth, thinned } from "../../../assets/explorer/thin_lines.js";

const LONG = 20_000;
const line = {
  name: "value",
  x: Array.from({ length: LONG }, (_, t) => t),
  y: Array.from({ length: LONG }, (_, t) => (t === 7777 ? null : Math.sin(t / 9) + ((t * 7919) % 100) / 100)),
};
const whole = { from: 0, to: LONG - 1 };

test("a line that fits is drawn whole", () => {
  const short = { x: [0, 1, 2], y: [1, null, 3] };
  assert.equal(thinned(short, { from: 0, to: 2 }), short);
  assert.equal(binWidth({ from: 0, to: MOST_POINTS / 2 - 1 }), 1);
});

test("a long line keeps the least and the greatest of every bin, in the order of time", () => {
  const { x, y, name } = thinned(line, whole);
  const width = binWidth(whole);
  assert.equal(name, "value");
  assert.ok(x.length <= MOST_POINTS && width === 10);
  assert.ok(x.every((t, k) => k === 0 || t > x[k - 1]));
  assert.ok(x.every((t, k) => y[k] === line.y[t]));
  for (let start = 0; start < LONG; start += width) {
    const own = line.y.slice(start, start + width).filter((value) => value !== null);
    const kept = y.filter((value, k) => x[k] >= start && x[k] < start + width && value !== null);
    assert.equal(Math.max(...kept), Math.max(...own));
    assert.equal(Math.min(...kept), Math.min(...own));
  }
});

test("where a reader zooms in, every timestep has its point, and what lies outside stays", () => {
  const { x } = thinned(line, { from: 5000.4, to: 5900.7 });
  const inside = x.filter((t) => t >= 5000 && t <= 5901);
  assert.deepEqual(inside, Array.from({ length: 902 }, (_, k) => 5000 + k));
  assert.ok(x[0] < 10 && x.at(-1) >= LONG - 10);
});

test("a stretch without values stays a gap", () => {
  const gap = { x: line.x, y: line.y.map((value, t) => (t >= 100 && t < 200 ? null : value)) };
  const { x, y } = thinned(gap, whole);
  assert.ok(x.some((t, k) => t >= 100 && t < 200 && y[k] === null));
});
