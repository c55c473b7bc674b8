import assert from "node:assert/strict";
import { test } from "node:test";

import { KINDS, kindOf } from "../../../assets/explorer/cells/kind.js";
import { GRU } from "../../../assets/explorer/cells/gru.js";
import { keyPlace } from "../../../assets/explorer/memory/frame.js";
import { halfLifeAxis } from "../../../assets/explorer/memory/half_life_chart.js";
import {
  directPath, halfLives, largestParts, leftAt, saturation, stillness, triangle,
} from "../../../assets/explorer/memory/memory.js";
import { asTheyAre, bySimilarity, byValue, ordersOf, orderUnits, readWeights } from "../../../assets/explorer/memory/order.js";
import {
  leftSentence, lifeInWords, lifeSentence, rnnSentence, saturationHeads, saturationSentence, stillSentence,
} from "../../../assets/explorer/memory/words.js";

const H = 3;
const T = 12;

/** Numbers from 0 to 1 that are the same in every run. @param {number} seed */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

/** A layer's signals from random gates, c by its recursion. @param {number} T @param {(at: number) => number | undefined} [f] */
function signalsOf(T, f = () => undefined) {
  const next = numbers(5);
  const gate = () => Float64Array.from({ length: T * H }, next);
  const signals = { i: gate(), f: gate(), g: gate().map((each) => 2 * each - 1), o: gate(), c: new Float64Array(T * H), h: new Float64Array(T * H) };
  for (let at = 0; at < T * H; at += 1) {
    signals.f[at] = f(at) ?? signals.f[at];
    signals.c[at] = signals.f[at] * (at < H ? 0 : signals.c[at - H]) + signals.i[at] * signals.g[at];
    signals.h[at] = signals.o[at] * Math.tanh(signals.c[at]);
  }
  return signals;
}

/** @param {Record<string, Float64Array>} signals of an LSTM @returns {import("../../../assets/explorer/memory/memory.js").Path} */
const pathOf = (signals) => /** @type {any} */ (directPath(KINDS.lstm, signals));

/** @param {number} found @param {number} expected */
const near = (found, expected) => assert.ok(Math.abs(found - expected) <= 1e-12, `${found} is not ${expected}`);

test("what is left of all that was written adds up to c, also where f is exactly 0 or 1", () => {
  for (const f of [() => undefined, (at) => [0, 1, 0.5][at % 3], (at) => (at === 7 ? 0 : undefined)]) {
    const signals = signalsOf(T, f);
    for (let unit = 0; unit < H; unit += 1) {
      for (let t = 0; t < T; t += 1) {
        near(leftAt(pathOf(signals), H, unit, t).reduce((a, b) => a + b), signals.c[t * H + unit]);
      }
    }
  }
});

test("each part is the product that defines it", () => {
  const { i, f, g } = signalsOf(T);
  const left = leftAt(pathOf(signalsOf(T)), H, 1, T - 1);
  for (let s = 0; s < T; s += 1) {
    let product = i[s * H + 1] * g[s * H + 1];
    for (let k = s + 1; k < T; k += 1) product *= f[k * H + 1];
    near(left[s], product);
  }
});

test("a triangle that needs no thinning holds the rows, and nothing above its diagonal", () => {
  const signals = signalsOf(T);
  const { side, every, cells, largest } = triangle(pathOf(signals), H, 2, { from: 0, to: T, most: 300 });
  assert.deepEqual([side, every], [T, 1]);
  for (let t = 0; t < T; t += 1) {
    const left = leftAt(pathOf(signals), H, 2, t);
    for (let s = 0; s < T; s += 1) near(cells[t * T + s], s <= t ? left[s] : 0);
  }
  assert.equal(largest, Math.max(...cells.map(Math.abs)));
});

test("a thinned triangle has the largest part of each block, also in a last block that is short", () => {
  const signals = signalsOf(11);
  const { side, every, cells } = triangle(pathOf(signals), H, 0, { from: 0, to: 11, most: 4 });
  assert.deepEqual([side, every], [4, 3]);
  for (let row = 0; row < side; row += 1) {
    const left = leftAt(pathOf(signals), H, 0, Math.min(11, (row + 1) * every) - 1);
    for (let column = 0; column <= row; column += 1) {
      const block = Array.from(left.subarray(column * every, (column + 1) * every));
      near(Math.abs(cells[row * side + column]), Math.max(...block.map(Math.abs)));
    }
  }
});

test("a close-up that reaches before the start is empty there", () => {
  const signals = signalsOf(T);
  const { side, cells } = triangle(pathOf(signals), H, 0, { from: -3, to: 3, most: 300 });
  const left = leftAt(pathOf(signals), H, 0, 2);
  assert.deepEqual(Array.from(cells.subarray(5 * side, 6 * side)), [0, 0, 0, ...left]);
  assert.ok(cells.subarray(0, 3 * side).every((each) => each === 0));
});

test("of a GRU, what is left of all that was written adds up to h as its cell computes it", () => {
  const next = numbers(8);
  const signals = Object.fromEntries(GRU.signals.map((name) => [name, new Float64Array(T * H)]));
  for (let t = 0; t < T; t += 1) {
    const [fromX, fromH] = [0, 1].map(() => Float64Array.from({ length: 3 * H }, () => 6 * next() - 3));
    GRU.finish(fromX, fromH, t ? signals.h : new Float64Array(H), t ? (t - 1) * H : 0, signals, t * H, H);
  }
  const path = /** @type {any} */ (directPath(KINDS.gru, signals));
  assert.equal(path.keep, signals.z);
  for (let unit = 0; unit < H; unit += 1) {
    for (let t = 0; t < T; t += 1) near(leftAt(path, H, unit, t).reduce((a, b) => a + b), signals.h[t * H + unit]);
  }
});

test("a tanh RNN has no direct path, no half-life to order by, and is saturated where h is near its ends", () => {
  const h = Float64Array.of(-1, -0.95, -0.9, 0.05, 0.9, 0.91, 0.99, 1);
  assert.equal(directPath(KINDS.rnn, { h }), null);
  assert.deepEqual(saturation(h, 1, true), { shut: [2 / 8], open: [3 / 8] });
  assert.deepEqual(ordersOf(KINDS.rnn), ["own", "similarity", "weight"]);
  const model = { input_size: 1, hidden_size: 2, num_layers: 2, output_size: 1, cell: "rnn" };
  const weights = { "rnn.weight_ih_l1": Float32Array.of(1, 2, 1, -2) };
  const network = { signals: { h }, weights, model, layer: 0 };
  assert.deepEqual(orderUnits("half-life", network), [0, 1]);
  assert.deepEqual(orderUnits("weight", network), [1, 0]);
});

test("every cell is said in its own words", () => {
  const shares = Object.fromEntries([..."fiozrh"].map((name, k) => [name, { shut: [0.25], open: [k / 10] }]));
  const said = (/** @type {"lstm" | "gru" | "rnn"} */ cell) => saturationSentence(kindOf({ cell }), shares, 0).replaceAll("\u00a0", " ");
  assert.equal(said("lstm"), "Unit 0: forget gate shut 25 % of the time, open 0 %; input gate shut 25 %, open 10 %; output gate shut 25 %, open 20 %.");
  assert.equal(said("gru"), "Unit 0: update gate shut 25 % of the time, open 30 %; reset gate shut 25 %, open 40 %.");
  assert.equal(said("rnn"), "Unit 0: hidden state 25 % of the time below −0.9, 50 % above 0.9.");
  assert.deepEqual(saturationHeads(KINDS.gru), ["z shut", "z open", "r shut", "r open"]);
  assert.deepEqual(saturationHeads(KINDS.rnn), ["h below −0.9", "h above 0.9"]);
  const words = rnnSentence({ unit: 0, layer: 1, shares: shares.h });
  assert.match(words, /no gate that keeps anything.* no unit has a half-life\. h of unit 0 of layer 2 is saturated, \|h\| above 0\.9, 75.% of the time\.$/);
});

test("the half-life is how long the gate's geometric mean takes to halve", () => {
  const { f } = signalsOf(T);
  Array.from(halfLives(f, H)).forEach((life, unit) => {
    let product = 1;
    for (let t = 0; t < T; t += 1) product *= f[t * H + unit];
    near(product ** (life / T), 0.5);
  });
});

test("a unit that never forgets is infinite, and one that ever forgets all is 0", () => {
  const { f } = signalsOf(T, (at) => (at % H === 0 ? 1 : at === 4 ? 0 : undefined));
  const lives = halfLives(f, H);
  assert.deepEqual([lives[0], lives[1]], [Infinity, 0]);
  assert.ok(lives[2] > 0 && lives[2] < Infinity);
});

test("saturation is the share of time strictly beyond its bounds", () => {
  const gate = Float64Array.of(0, 0.05, 0.1, 0.5, 0.9, 0.95, 1, 1);
  assert.deepEqual(saturation(gate, 1), { shut: [2 / 8], open: [3 / 8] });
  assert.deepEqual(saturation(gate, 2), { shut: [1 / 4, 1 / 4], open: [1 / 4, 2 / 4] });
});

test("constant units hardly move, and dead ones are near 0 too", () => {
  const h = new Float64Array(T * 4);
  for (let t = 0; t < T; t += 1) h.set([0.5 + (0.009 * t) / (T - 1), (0.005 * t) / (T - 1), t / T, 0.5 + (0.011 * t) / (T - 1)], t * 4);
  const { constant, dead, range } = stillness(h, 4);
  assert.deepEqual([constant, dead], [[0, 1], [1]]);
  near(range[3], 0.011);
});

test("the largest parts come by size, the later of equal ones first, and parts of nothing are none", () => {
  assert.deepEqual(largestParts(Float64Array.of(0.1, -0.5, 0, 0.1, 0.3), 10), [1, 4, 3, 0]);
  assert.deepEqual(largestParts(Float64Array.of(0.1, -0.5, 0.3), 2), [1, 2]);
});

test("an order by value has the largest first, equal ones as they are, and what is no number last", () => {
  assert.deepEqual(byValue([1, Infinity, NaN, 0, 1, Infinity]), [1, 5, 0, 4, 3, 2]);
  assert.deepEqual(asTheyAre(3), [0, 1, 2]);
});

test("units that do the same stand side by side, and constant ones last", () => {
  const shapes = [(t) => Math.sin(t), () => 0.5, (t) => Math.cos(t), (t) => 0.1 * Math.sin(t) + 3, (t) => Math.cos(t) - 0.2];
  const h = new Float64Array(50 * 5);
  for (let t = 0; t < 50; t += 1) h.set(shapes.map((shape) => shape(t)), t * 5);
  const order = bySimilarity(h, 5);
  assert.deepEqual(order.toSorted(), [0, 1, 2, 3, 4]);
  assert.equal(order[4], 1);
  assert.equal(Math.abs(order.indexOf(0) - order.indexOf(3)), 1);
  assert.equal(Math.abs(order.indexOf(2) - order.indexOf(4)), 1);
});

test("similarity recovers a chain that was shuffled", () => {
  const places = [3, 0, 5, 1, 4, 2];
  const h = new Float64Array(200 * 6);
  for (let t = 0; t < 200; t += 1) h.set(places.map((place) => Math.sin(t / 5 + place / 4)), t * 6);
  const found = bySimilarity(h, 6).map((unit) => places[unit]);
  assert.ok([[0, 1, 2, 3, 4, 5], [5, 4, 3, 2, 1, 0]].some((each) => each.join() === found.join()), found.join());
});

test("every order is a permutation, also of one unit and of units that never move", () => {
  for (const size of [1, 2, 7]) {
    for (const h of [new Float64Array(4 * size), Float64Array.from({ length: 4 * size }, numbers(size))]) {
      assert.deepEqual(bySimilarity(h, size).toSorted((a, b) => a - b), asTheyAre(size));
    }
  }
});

test("a unit's weight is read from the output on top, and from the layer above below it", () => {
  const model = { input_size: 1, hidden_size: 2, num_layers: 2, output_size: 2 };
  const weights = { "head.weight": Float32Array.of(1, -2, -3, 4), "lstm.weight_ih_l1": Float32Array.from({ length: 16 }, (_, k) => (k % 2 ? -1 : 0.5)) };
  assert.deepEqual(Array.from(readWeights(weights, model, 1)), [4, 6]);
  assert.deepEqual(Array.from(readWeights(weights, model, 0)), [4, 8]);
  const signals = { ...signalsOf(T), f: Float64Array.of(0.9, 0.2, 0.9, 0.2) };
  assert.deepEqual(orderUnits("weight", { signals, weights, model, layer: 1 }), [1, 0]);
  assert.deepEqual(orderUnits("half-life", { signals, weights, model, layer: 1 }), [0, 1]);
  assert.deepEqual(orderUnits("own", { signals, weights, model, layer: 1 }), [0, 1]);
});

test("the axis holds every half-life and the mark, and names never and at once beyond its ends", () => {
  const { range, tickvals, ticktext } = halfLifeAxis([Infinity, 0, 4], 20);
  assert.deepEqual(ticktext, ["at once", "3", "10", "30", "never"]);
  assert.equal(tickvals.length, ticktext.length);
  assert.ok(10 ** range[0] < tickvals[0] && tickvals[0] < 4 && 20 < 10 ** range[1]);
  assert.deepEqual(halfLifeAxis([4], 20).ticktext, ["3", "10", "30"]);
  assert.deepEqual(halfLifeAxis([Infinity]).ticktext, ["1", "3", "10", "never"]);
});

test("arrow keys lead through a row and stop at its ends; other keys lead nowhere", () => {
  assert.deepEqual(["ArrowLeft", "ArrowRight", "Home", "End", "a"].map((key) => keyPlace(key, 0, 3)), [0, 1, 0, 2, -1]);
  assert.equal(keyPlace("ArrowDown", 2, 3), 2);
});

test("memories are said in words, endless ones and none too", () => {
  assert.equal(lifeInWords(Infinity), "never forgets");
  assert.equal(lifeInWords(0), "forgets at once");
  assert.equal(lifeInWords(4.7), "half-life 4.70 timesteps");
  const span = { name: "lag", steps: 20 };
  assert.equal(lifeSentence({ unit: 2, layer: 0, lives: [Infinity, 1, 4.7], span }),
    "Unit 2 of layer 1 loses half of what it holds in 4.70 timesteps; 1 of 3 units hold longer. Unit 0 has the longest memory: it never forgets. The answer is asked 20 timesteps after the symbol: 1 unit has a half-life that long.");
  assert.match(lifeSentence({ unit: 1, layer: 0, lives: [8, 1, 4.7], span }), /; 2 of 3 units hold longer\. Unit 0 has the longest memory: half-life 8\.00 timesteps\. /);
  assert.match(lifeSentence({ unit: 0, layer: 0, lives: [8, 1, 4.7], span }), /; no unit holds longer\. The answer/);
  assert.equal(lifeSentence({ unit: 0, layer: 1, lives: [Infinity], span: { name: "window", steps: 48 } }),
    "Unit 0 of layer 2 never forgets. A training window is 48 timesteps long: 1 unit has a half-life that long.");
  assert.equal(lifeSentence({ unit: 0, layer: 0, lives: [0], span: undefined }), "Unit 0 of layer 1 forgets at once.");
});

test("what is left is said with its largest part, and that nothing is left where nothing is", () => {
  assert.equal(leftSentence({ unit: 1, t: 5, state: "c", value: 0.25, left: Float64Array.of(0, 0, 0.3, 0, 0, -0.05), parts: [2, 5] }),
    "At t = 5, c of unit 1 is 0.2500. The largest part, 0.3000, was written at s = 2, 3 timesteps before.");
  assert.equal(leftSentence({ unit: 1, t: 0, state: "c", value: 0, left: Float64Array.of(0), parts: [] }),
    "At t = 0, c of unit 1 is 0.0000. Nothing is left of anything it wrote.");
});

test("constant and dead units are named, many of them by their number", () => {
  assert.equal(stillSentence({ constant: [], dead: [] }, 4), "No unit is constant or dead.");
  assert.equal(stillSentence({ constant: [1, 2], dead: [2] }, 4),
    "Constant (h ranges over less than 0.01): unit 1. Dead (constant, and |h| below 0.01): unit 2.");
  assert.match(stillSentence({ constant: asTheyAre(12), dead: [] }, 20), /units 0, 1, 2, 3, 4, 5, 6, 7 and 4 more/);
  assert.match(stillSentence({ constant: [0, 1], dead: [0, 1] }, 2), /: all units\.$/);
});
