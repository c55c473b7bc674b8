import assert from "node:assert/strict";
import { test } from "node:test";

import { beadPath } from "../../../assets/explorer/cell_flow.js";
import { unitBars } from "../../../assets/explorer/cell_shapes.js";
import { edited, editOf, typed, weightOf } from "../../../assets/explorer/gate/edit.js";
import { extent, pointAt } from "../../../assets/explorer/gate/curve.js";
import { belongs } from "../../../assets/explorer/gate/light.js";
import { MOST, nameOf, reach, rowsOf, unfolded } from "../../../assets/explorer/gate/rows.js";
import { fedAt, GATES, squash, sumOf, termsOf } from "../../../assets/explorer/gate/terms.js";
import { exact, gateSentence, rowInWords, termName } from "../../../assets/explorer/gate/words.js";
import { forward } from "../../../assets/explorer/lstm.js";
import { randomArray, randomNetwork, randomNumbers } from "./numeric_cases.js";

const SHAPES = /** @type {[number, number, number, number][]} */ ([[1, 1, 1, 1], [1, 16, 1, 5], [3, 8, 2, 6], [12, 9, 3, 4], [1, 40, 2, 5], [40, 3, 1, 3]]);

/** Every gate of random networks of many shapes, at a random unit and timestep. @param {(found: any) => void} check */
function everyGate(check) {
  const next = randomNumbers(11);
  const pick = (/** @type {number} */ count) => Math.floor(((next() + 1) / 2) * count);
  for (const [F, H, L, T] of SHAPES) {
    const { model, weights } = randomNetwork(F, H, L, 1);
    const trace = forward(weights, model, randomArray(F + H, T * F), T);
    for (let layer = 0; layer < L; layer += 1) {
      for (const gate of GATES) {
        for (const t of [0, pick(T)]) {
          const where = { layer, gate, unit: pick(H) };
          const { x, hBefore } = fedAt(trace.layers[layer], t, H);
          check({ where, t, H, F: x.length, x, hBefore, weights, trace, value: trace.layers[layer].signals[gate][t * H + where.unit] });
        }
      }
    }
  }
}

const close = (/** @type {number} */ a, /** @type {number} */ b) => assert.ok(Math.abs(a - b) <= 1e-12 * (1 + Math.abs(b)), `${a} is not ${b}`);
const read = (/** @type {string} */ text) => Number(text.replace("−", "-"));

test("the bars of every gate add up to a pre-activation that the curve turns into the gate", () => {
  everyGate(({ weights, where, x, hBefore, value }) => {
    const terms = termsOf(weights, where, x, hBefore);
    const rows = rowsOf(terms);
    close(squash(where.gate, sumOf(rows)), value);
    close(rows[rows.length - 1].to, sumOf(terms));
    rows.forEach(({ from, to, product }, k) => {
      close(from + product, to);
      assert.equal(from, k ? rows[k - 1].to : 0);
    });
  });
});

test("the printed products add up to the printed sum within their last digits", () => {
  everyGate(({ weights, where, x, hBefore }) => {
    const rows = rowsOf(termsOf(weights, where, x, hBefore));
    const sum = rows.reduce((total, { product }) => total + read(exact(product)), 0);
    assert.ok(Math.abs(sum - read(exact(sumOf(rows)))) <= 0.0005 * (rows.length + 1) + 1e-9);
    for (const { from, product, to } of rows) {
      assert.ok(Math.abs(read(exact(from)) + read(exact(product)) - read(exact(to))) <= 0.0015 + 1e-9);
    }
  });
});

test("a row by name is never smaller than one among the others, and each term stands once", () => {
  everyGate(({ weights, where, x, hBefore }) => {
    const terms = termsOf(weights, where, x, hBefore);
    const rows = rowsOf(terms);
    const all = rows.flatMap(({ term, members }) => (term ? [term] : members));
    assert.deepEqual(all.map(nameOf).sort(), terms.map(nameOf).sort());
    for (const group of ["x", "h"]) {
      const own = rows.filter(({ slot }) => slot[0] === group);
      const others = own.find(({ term }) => !term);
      assert.equal(Boolean(others), terms.filter((term) => term.group === group).length > MOST);
      if (!others) continue;
      const least = Math.min(...own.flatMap(({ term }) => (term ? [Math.abs(term.product)] : [])));
      for (const { product } of others.members) assert.ok(Math.abs(product) <= least);
    }
  });
});

test("the others unfolded lead from where their bar starts to where it ends", () => {
  everyGate(({ weights, where, x, hBefore }) => {
    for (const row of rowsOf(termsOf(weights, where, x, hBefore)).filter(({ term }) => !term)) {
      const parts = unfolded(row);
      assert.equal(parts[0].from, row.from);
      close(parts[parts.length - 1].to, row.to);
    }
  });
});

test("terms that are kept stay in their places while their sizes change", () => {
  const H = 20;
  const { weights } = randomNetwork(1, H, 1, 1);
  const where = { layer: 0, gate: /** @type {const} */ ("f"), unit: 4 };
  const names = (/** @type {any[]} */ rows) => rows.flatMap(({ term }) => (term ? [nameOf(term)] : []));
  const before = names(rowsOf(termsOf(weights, where, [1], randomArray(1, H))));
  const terms = termsOf(weights, where, [1], randomArray(2, H));
  assert.notDeepEqual(names(rowsOf(terms)), before);
  assert.deepEqual(names(rowsOf(terms, new Set(before))), before);
  close(sumOf(rowsOf(terms, new Set(before))), sumOf(terms));
});

test("the bars' reach holds zero and every sum on the way", () => {
  everyGate(({ weights, where, x, hBefore }) => {
    const rows = rowsOf(termsOf(weights, where, x, hBefore));
    const [low, high] = reach(rows);
    for (const { from, to } of rows) assert.ok(low <= Math.min(0, from, to) && high >= Math.max(0, from, to));
  });
});

test("an edit changes one weight, moves its gate by what it multiplies, and leaves what it was given alone", () => {
  everyGate(({ weights, where, x, hBefore, H, F }) => {
    const before = structuredClone(weights);
    const terms = termsOf(weights, where, x, hBefore);
    for (const term of [terms[0], terms[F], terms[terms.length - 1]]) {
      const edit = editOf(where, term, 1.25, F, H);
      const made = edited(weights, [edit]);
      const after = termsOf(made, where, x, hBefore);
      assert.ok(Math.abs(sumOf(after) - sumOf(terms) - (1.25 - term.weight) * term.value) < 1e-6);
      assert.ok(Math.abs(weightOf(made, edit) - 1.25) < 1e-6);
      assert.equal(weightOf(weights, edit), term.weight);
      const changed = Object.keys(weights).flatMap((name) => [...weights[name]].filter((each, k) => each !== made[name][k]));
      assert.equal(changed.length, 1);
    }
    assert.deepEqual(weights, before);
  });
});

test("the last edit of a weight counts, and without it the one before", () => {
  const { weights } = randomNetwork(2, 3, 1, 1);
  const where = { layer: 0, gate: /** @type {const} */ ("o"), unit: 1 };
  const [term] = termsOf(weights, where, [1, 1], [0, 0, 0]);
  const edits = [0.5, -2].map((value) => editOf(where, term, value, 2, 3));
  assert.equal(weightOf(edited(weights, edits), edits[0]), -2);
  assert.equal(weightOf(edited(weights, edits.slice(0, -1)), edits[0]), 0.5);
  assert.deepEqual(edited(weights, []), weights);
});

test("a weight is taken as people type numbers, and nothing else is", () => {
  for (const [text, value] of [["0.5", 0.5], ["−0,5", -0.5], [" +3 ", 3], [".25", 0.25], ["1e-3", 0.001], ["2.", 2]]) assert.equal(typed(String(text)), value);
  for (const text of ["", "x", "1.2.3", "0x10", "Infinity", "NaN", "1 2", "--1"]) assert.equal(typed(text), null);
});

test("the curve's axis holds z, and the mark lies at the gate's share of the height", () => {
  const next = randomNumbers(5);
  for (let k = 0; k < 100; k += 1) {
    const z = 40 * next();
    const reachOf = extent(z);
    assert.ok(reachOf >= Math.abs(z) && reachOf >= 6);
    for (const gate of GATES) {
      const [bottom, top, at] = [-1e9, 1e9, z].map((each) => pointAt(gate, reachOf, each).y);
      const low = gate === "g" ? -1 : 0;
      close((bottom - at) / (bottom - top), (squash(gate, z) - low) / (1 - low));
    }
  }
  assert.deepEqual([0, 6, 6.1, -20].map(extent), [6, 6, 12, 24]);
});

test("pointing at a group lights its terms, and at a term its group", () => {
  assert.ok(belongs("x3", "x") && belongs("x", "x3") && belongs("h+", "h+"));
  assert.ok(!belongs("x3", "x4") && !belongs("h0", "x") && !belongs("x", "h0"));
});

test("the sentence names what adds most and what takes away most", () => {
  const where = { layer: 0, gate: /** @type {const} */ ("f"), unit: 1 };
  const weights = { "lstm.weight_ih_l0": new Float32Array(8), "lstm.weight_hh_l0": new Float32Array(16), "lstm.bias_ih_l0": new Float32Array(8), "lstm.bias_hh_l0": new Float32Array(8) };
  weights["lstm.weight_ih_l0"][3] = 2;
  weights["lstm.weight_hh_l0"].set([-1, 0.5], 6);
  const rows = rowsOf(termsOf(weights, where, [0.5], [0.25, 0.5]));
  const name = (/** @type {any} */ row) => rowInWords(row, where, ["rain"]);
  assert.equal(gateSentence({ ...where, t: 7 }, 0.731, rows, name),
    "At t = 7, the forget gate of unit 1 is 0.73: 73 % of the cell state is kept. Most is added by the input “rain” (1.000) and most is taken away by h of unit 0 (−0.250).");
  assert.equal(termName({ group: "h", index: 1 }, where, ["rain"]), "own h (unit 1)");
  assert.equal(termName({ group: "x", index: 5 }, { ...where, layer: 1 }, ["rain"]), "unit 5 of layer 1");
});

test("all units' bars are as high as the values, up for plus and down for minus", () => {
  const box = { x: 10, y: 20, width: 8, height: 40 };
  assert.deepEqual(unitBars([0.5, 1], box, false, 1), { plus: "M10.00 60h3.00v-20.00h-3.00zM14.00 60h3.00v-40.00h-3.00z", minus: "" });
  assert.deepEqual(unitBars([1, -2], box, true, 4), { plus: "M10.00 40h3.00v-5.00h-3.00z", minus: "M14.00 40h3.00v10.00h-3.00z" });
});

test("beads run the further the more a wire carries, and not at all where it carries nothing", () => {
  assert.equal(beadPath(0), 0);
  assert.equal(beadPath(Number.NaN), 0);
  assert.equal(beadPath(-0.4), beadPath(0.4));
  assert.ok(beadPath(0.2) < beadPath(0.4) && beadPath(0.4) < beadPath(1));
});
