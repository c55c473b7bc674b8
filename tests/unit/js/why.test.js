import assert from "node:assert/strict";
import { test } from "node:test";

import { forward } from "../../../assets/explorer/lstm.js";
import { agreement, rankCorrelation } from "../../../assets/explorer/why/agreement.js";
import { lossByOutput, oneOutput, predictedOutput } from "../../../assets/explorer/why/asked.js";
import { backward } from "../../../assets/explorer/why/backward.js";
import { gradientMap, isQuick, shownOutputs } from "../../../assets/explorer/why/gradient_map.js";
import { occlusion, reach } from "../../../assets/explorer/why/occlusion.js";
import { matrixProduct, roundUp } from "../../../assets/explorer/why/product.js";
import { createRest } from "../../../assets/explorer/why/rest.js";
import { inSlices } from "../../../assets/explorer/why/slices.js";
import { largestGap, randomArray, randomNetwork } from "./numeric_cases.js";

const CASES = [[1, 8, 1, 1, 20], [3, 5, 2, 4, 13], [2, 4, 3, 2, 9], [1, 1, 1, 1, 1]];
const CLASSES = { values: { loss: "cross_entropy" } };
const NUDGE = 1e-5;

/** @param {Generator<any, any>} job @returns {any} what it comes to */
function result(job) {
  let now = job.next();
  while (!now.done) now = job.next();
  return now.value;
}

/** A random network over a random sequence. */
function known([F, H, L, K, T]) {
  const { model, weights } = randomNetwork(F, H, L, K);
  const inputs = Float64Array.from(randomArray(55, T * F), (value) => 2 * value);
  return { model, weights, inputs, T, trace: forward(weights, model, inputs, T) };
}

/** What a network answers if one input is another. */
function answerWith({ weights, model, inputs, T }, place, value, t, k) {
  const other = inputs.slice();
  other[place] = value;
  return forward(weights, model, other, T).y[t * model.output_size + k];
}

/** ∂y_t,k/∂x_s,f by central differences. */
function difference(net, s, f, t, k) {
  const place = s * net.model.input_size + f;
  const [more, less] = [NUDGE, -NUDGE].map((nudge) => answerWith(net, place, net.inputs[place] + nudge, t, k));
  return (more - less) / (2 * NUDGE);
}

for (const shape of CASES) {
  const [F, H, L, K, T] = shape;
  const name = `${L}×${H} F=${F} K=${K} T=${T}`;

  test(`gradients by the inputs are what small changes of the inputs do (${name})`, () => {
    const net = known(shape);
    for (const t of new Set([0, T >> 1, T - 1])) {
      for (let k = 0; k < K; k++) {
        const { byInput } = result(backward(net, t, oneOutput(K, k)));
        const expected = Array.from(byInput, (_, at) => difference(net, Math.floor(at / F), at % F, t, k));
        assert.ok(largestGap(byInput, expected) < 1e-8);
      }
    }
  });

  test(`each row of the map is one walk back (${name})`, () => {
    const net = known(shape);
    const outputs = Int32Array.from({ length: T }, (_, t) => t);
    const at = (t) => predictedOutput(CLASSES, net, t);
    const maps = Array.from({ length: F }, (_, f) => result(gradientMap(net, outputs, at, f)));
    const whole = result(gradientMap(net, outputs, at, F === 1 ? 0 : null));
    for (let t = 0; t < T; t++) {
      const { byInput } = result(backward(net, t, oneOutput(K, at(t))));
      for (let s = 0; s < T; s++) {
        const own = Array.from({ length: F }, (_, f) => (s <= t ? byInput[s * F + f] : 0));
        own.forEach((value, f) => assert.ok(Math.abs(maps[f][t * T + s] - value) < 1e-12));
        const together = F === 1 ? own[0] : Math.hypot(...own);
        assert.ok(Math.abs(whole[t * T + s] - together) < 1e-12);
      }
    }
  });

  test(`occlusion is the answer less the answer without that input (${name})`, () => {
    const net = known(shape);
    const t = T - 1;
    const k = predictedOutput(CLASSES, net, t);
    const expected = Array.from({ length: T }, (_, s) => {
      const other = net.inputs.slice();
      other.fill(0, s * F, (s + 1) * F);
      return net.trace.y[t * K + k] - forward(net.weights, net.model, other, T).y[t * K + k];
    });
    const found = result(occlusion(net, t, k, 0));
    assert.ok(largestGap(found, expected) < 1e-12);
    const near = result(occlusion(net, t, k, t));
    assert.equal(near[t], found[t]);
    assert.ok(near.slice(0, t).every(Number.isNaN));
  });
}

test("norms of one unit are the derivatives by its h and c, followed by hand over two timesteps", () => {
  const net = known([1, 1, 1, 1, 2]);
  const { weights, trace } = net;
  const { i, f, g, o, c } = trace.layers[0].signals;
  const head = weights["head.weight"][0];
  const U = weights["lstm.weight_hh_l0"];
  const lastC = head * o[1] * (1 - Math.tanh(c[1]) ** 2);
  const firstH = lastC * (g[1] * i[1] * (1 - i[1]) * U[0] + c[0] * f[1] * (1 - f[1]) * U[1] + i[1] * (1 - g[1] ** 2) * U[2])
    + head * Math.tanh(c[1]) * o[1] * (1 - o[1]) * U[3];
  const firstC = lastC * f[1] + firstH * o[0] * (1 - Math.tanh(c[0]) ** 2);
  const found = result(backward(net, 1, Float64Array.of(1)));
  assert.ok(largestGap(found.h[0], [Math.abs(firstH), Math.abs(head)]) < 1e-12);
  assert.ok(largestGap(found.c[0], [Math.abs(firstC), Math.abs(lastC)]) < 1e-12);
});

test("the loss's derivative is that of the squared error or of the cross entropy, and of the output where nothing is asked", () => {
  const series = known([1, 3, 1, 1, 2]);
  const asked = (loss, targets) => ({ values: { loss }, arrays: { part: Int8Array.of(0, -1), targets } });
  const off = series.trace.y[0] - 0.5;
  assert.deepEqual(lossByOutput(series, asked("mse", Float32Array.of(0.5, 0)), 0), Float64Array.of(2 * off));
  const classes = known([1, 3, 1, 3, 2]);
  const { y } = classes.trace;
  const sum = Math.exp(y[0]) + Math.exp(y[1]) + Math.exp(y[2]);
  const expected = [0, 1, 2].map((k) => Math.exp(y[k]) / sum - (k === 1 ? 1 : 0));
  const problem = asked("cross_entropy", Int32Array.of(1, 0));
  assert.ok(largestGap(lossByOutput(classes, problem, 0), expected) < 1e-12);
  assert.deepEqual(lossByOutput(classes, problem, 1), oneOutput(3, predictedOutput(CLASSES, classes, 1)));
});

test("a difference that has died out is followed no further, and comes to nothing", () => {
  const { model, weights } = randomNetwork(1, 6, 1, 1);
  for (const array of Object.values(weights)) array.forEach((value, k) => { array[k] = value / 4; });
  const T = 300;
  const inputs = randomArray(5, T);
  const net = { model, weights, inputs, T, trace: forward(weights, model, inputs, T) };
  const found = result(occlusion(net, T - 1, 0, 0));
  assert.equal(found[0], 0);
  assert.ok(Math.abs(answerWith(net, 0, 0, T - 1, 0) - net.trace.y[T - 1]) < 1e-15);
  assert.notEqual(found[T - 1], 0);
});

test("small networks are looked at whole, large ones in part", () => {
  const size = (hidden_size, num_layers = 1) => ({ input_size: 1, hidden_size, num_layers, output_size: 1 });
  assert.ok(isQuick(size(32), 200));
  assert.ok(!isQuick(size(128), 1000));
  assert.equal(shownOutputs(size(32), 200).length, 200);
  const few = shownOutputs(size(128, 3), 1000);
  assert.ok(few.length >= 50 && few.length < 100);
  assert.equal(few.at(-1), 999);
  assert.ok(few.every((t, r) => r === 0 || t > few[r - 1]));
  assert.equal(reach(size(16), 199), 200);
  assert.ok(reach(size(128, 3), 999) < 200);
});

test("a map of some outputs is those rows of the whole map", () => {
  const net = known([2, 5, 2, 1, 23]);
  const all = Int32Array.from({ length: 23 }, (_, t) => t);
  const whole = result(gradientMap(net, all, () => 0, 1));
  const some = Int32Array.of(2, 7, 12, 17, 22);
  const found = result(gradientMap(net, some, () => 0, 1));
  some.forEach((t, r) => assert.ok(largestGap(found.slice(r * 23, (r + 1) * 23), whole.slice(t * 23, (t + 1) * 23)) < 1e-12));
});

test("the blocked product is the plain one", () => {
  const [R, K, C] = [8, 5, 6];
  const [a, b] = [Float64Array.from(randomArray(1, R * K)), Float64Array.from(randomArray(2, C * K))];
  const out = new Float64Array(R * C);
  matrixProduct(a, b, out, 0, R, K, C);
  for (let r = 0; r < R; r++) {
    for (let j = 0; j < C; j++) {
      let sum = 0;
      for (let k = 0; k < K; k++) sum += a[r * K + k] * b[j * K + k];
      assert.ok(Math.abs(out[r * C + j] - sum) < 1e-12);
    }
  }
  assert.equal(roundUp(9, 4), 12);
});

test("rank correlation is 1 for the same order, −1 for the reverse, and shares ranks among equals", () => {
  assert.equal(rankCorrelation([1, 5, 9], [-3, 0, 100]), 1);
  assert.equal(rankCorrelation([1, 2, 3, 4], [4, 3, 2, 1]), -1);
  assert.ok(Math.abs(rankCorrelation([1, 2, 2, 3], [1, 2, 3, 4]) - 4.5 / Math.sqrt(4.5 * 5)) < 1e-12);
  assert.equal(rankCorrelation([2, 2, 2], [1, 2, 3]), null);
});

test("two ways that order inputs alike agree, and ones that order them otherwise do not", () => {
  assert.equal(agreement([1, 2, 3, 4], [1.1, 1.9, 3.3, 4.4]).disagree, false);
  const turned = agreement([1, 2, 3, 4], [4, 3, 2, 1]);
  assert.deepEqual([turned.rho, turned.disagree, turned.apart], [-1, true, null]);
});

test("opposite signs or very different sizes of the largest input are a disagreement, whatever the ranks say", () => {
  for (const other of [-1, 0.01]) {
    const found = agreement([0.001, 0.002, 0.003, 5], [0.001, 0.002, 0.003, other]);
    assert.equal(found.apart, 3);
    assert.ok(found.disagree);
  }
  assert.equal(agreement([-2, 1, 3], [-1, 2, 1]).apart, null);
});

test("inputs below a hundredth of the largest, and unknown ones, are not compared", () => {
  const found = agreement([0.001, -0.002, 1, 2, 3], [-0.001, 0.002, 1, 2, Number.NaN]);
  assert.equal(found.count, 2);
  assert.equal(found.rho, null);
  assert.equal(agreement([0, 0], [0, 0]).disagree, false);
});

test("work in slices comes to the same, lets others in between, and can be stopped", async () => {
  function* job() {
    for (let k = 0; k < 4; k++) {
      const until = performance.now() + 4;
      while (performance.now() < until);
      yield k / 4;
    }
    return "done";
  }
  let turns = 0;
  const others = setInterval(() => { turns += 1; }, 0);
  const shares = [];
  const found = await new Promise((resolve) => { inSlices(job(), resolve, (share) => shares.push(share)); });
  clearInterval(others);
  assert.equal(found, "done");
  assert.ok(turns > 0 && shares.length > 0);
  inSlices(job(), () => assert.fail("it was stopped"))();
  await new Promise((resolve) => { setTimeout(resolve, 0); });
});

/** What createRest does, written down, and a promise of its next result. */
function watchedRest(begin) {
  const told = [];
  let done = () => {};
  const rest = createRest(begin, {
    onBusy: (share) => told.push(share === null ? "waits" : "works"),
    onDone: (result) => {
      told.push(result);
      done(result);
    },
  });
  return { rest, told, next: () => new Promise((resolve) => { done = resolve; }) };
}

test("a cursor that moves on and on is answered once, for where it came to rest", async () => {
  let t = 0;
  let begun = 0;
  const { rest, told, next } = watchedRest(function* () {
    begun += 1;
    yield 0;
    return t;
  });
  for (t = 1; t < 30; t++) rest.want(true);
  assert.equal(begun, 0);
  assert.equal(await next(), 30);
  assert.equal(begun, 1);
  assert.deepEqual(told.slice(0, 29), Array.from({ length: 29 }, () => "waits"));
});

test("new weights wait for the end of what is being worked out, and a moved cursor does not", async () => {
  const begun = [];
  const { rest, told, next } = watchedRest(function* () {
    const own = begun.push(begun.length);
    if (own === 1) rest.want(false);
    yield 0;
    if (own === 2) rest.want(true);
    yield 0;
    return own;
  });
  rest.want(false);
  assert.equal(await next(), 1);
  const before = told.length;
  assert.equal(await next(), 3);
  assert.ok(!told.slice(before).includes(2));
});

test("what is halted is never answered", async () => {
  const { rest, told } = watchedRest(function* () {
    yield 0;
    return "late";
  });
  rest.want(false);
  rest.halt();
  const other = watchedRest(function* () {
    yield 0;
    return "after";
  });
  other.rest.want(false);
  assert.equal(await other.next(), "after");
  assert.deepEqual(told, []);
});
