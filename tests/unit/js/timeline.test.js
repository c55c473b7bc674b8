import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { test } from "node:test";

import { readStep } from "../../../assets/explorer/address.js";
import { branchOf } from "../../../assets/explorer/timeline/branch.js";
import { remark } from "../../../assets/explorer/timeline/machine.js";
import { pictured, weightsOf } from "../../../assets/explorer/timeline/picture.js";
import { createSnapshots, nearest, nextBatch } from "../../../assets/explorer/timeline/snapshots.js";

test("what is fetched first is spread over the whole run, and in the end everything is fetched once", () => {
  const steps = Array.from({ length: 100 }, (_, k) => k * 7);
  const here = new Set();
  const first = nextBatch(steps, here, 4);
  assert.deepEqual(first.length, 4);
  assert.ok(first[0] === 0 && Math.max(...first) >= 300);
  let batches = 0;
  for (let batch = first; batch.length; batch = nextBatch(steps, here, 4)) {
    for (const step of batch) {
      assert.ok(!here.has(step));
      here.add(step);
    }
    batches += 1;
  }
  assert.equal(here.size, 100);
  assert.equal(batches, 25);
  assert.deepEqual(nextBatch([], here, 4), []);
});

test("the nearest step is found, the later one of two", () => {
  assert.equal(nearest([0, 10, 20], 14), 10);
  assert.equal(nearest([0, 10, 20], 15), 20);
  assert.equal(nearest([0, 10, 20], 999), 20);
});

const LIVE = {
  values: { step: 40, weights_step: 40, loss_now: 1, validation_now: 2, grad_norm: 3, state: "paused", goal: 50 },
  arrays: {
    loss_step: Float64Array.of(1, 20, 40), loss: Float64Array.of(9, 5, 1), validation_step: Float64Array.of(0, 30),
    validation: Float64Array.of(8, 2), "w.a": Float32Array.of(4), snapshots: Int32Array.of(0, 25, 40),
    snapshot_loss: Float64Array.of(NaN, 4.5, 1), snapshot_validation: Float64Array.of(8, 8, 2),
  },
};

test("the run at an earlier step has that step's weights and figures, and the newest curves", () => {
  const then = pictured(LIVE, 25, { a: Float32Array.of(7) });
  assert.deepEqual(weightsOf(then), { a: Float32Array.of(7) });
  assert.equal(then.arrays.loss, LIVE.arrays.loss);
  const { step, weights_step: at, loss_now: loss, validation_now: validation, grad_norm: norm, state } = then.values;
  assert.deepEqual([step, at, loss, validation, norm, state], [25, 25, 4.5, 8, null, "paused"]);
  assert.equal(pictured(LIVE, 0, {}).values.loss_now, null);
  assert.deepEqual(weightsOf(LIVE), { a: Float32Array.of(4) });
  assert.equal(weightsOf({ values: {}, arrays: {} }), null);
});

test("a branch is what the parent did after the fork", () => {
  assert.deepEqual(branchOf(LIVE.arrays, 20), { step: 20, x: [20, 40], y: [5, 1] });
});

test("thinning and comparison are said", () => {
  assert.equal(remark(150, 950, null, 0), "The slider stops at 150 of the 950 steps that are kept.");
  assert.equal(remark(20, 20, 400, 10), "Dashed: step 400.");
  assert.match(remark(20, 20, 10, 10), /kept for comparison/);
  assert.equal(remark(1, 1, null, 0), "");
});

test("the address's step is read if it is one", () => {
  assert.deepEqual(["?step=40", "?step=-1", "?step=4e2", "", "?step=99999999999"].map(readStep), [40, null, null, null, null]);
});

/** @param {number[]} steps */
function packed(steps) {
  const arrays = Object.fromEntries(steps.map((step, k) => [`${step}.a`, { dtype: "f4", shape: [1], offset: 8 * k }]));
  let header = JSON.stringify({ values: { steps }, arrays });
  header = header.padEnd(header.length + ((8 - ((header.length + 4) % 8)) % 8));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  const body = Buffer.alloc(8 * steps.length);
  steps.forEach((step, k) => body.writeFloatLE(step, 8 * k));
  return Buffer.concat([length, Buffer.from(header), body]);
}

test("all snapshots come from the server once, and those that it has no more are not waited for", async () => {
  /** @type {number[]} */
  const asked = [];
  const server = createServer((request, response) => {
    const wanted = new URL(request.url, "http://here").searchParams.get("steps").split(",").map(Number);
    asked.push(...wanted);
    response.end(packed(wanted.filter((step) => step !== 30)));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  await new Promise((done) => {
    const snapshots = createSnapshots(() => {
      if (snapshots.steps().length < 5) return;
      assert.deepEqual(snapshots.steps(), [0, 10, 20, 40, 50]);
      assert.deepEqual(snapshots.at(20), { a: Float32Array.of(20) });
      assert.equal(snapshots.at(30), null);
      snapshots.reset();
      done();
    });
    snapshots.follow(`http://127.0.0.1:${server.address().port}/runs/x/`);
    snapshots.offer([0, 10, 20, 30, 40, 50], 50, { a: Float32Array.of(50) });
  });
  assert.deepEqual(asked.toSorted((a, b) => a - b), [0, 10, 20, 30, 40]);
  server.close();
});
