import assert from "node:assert/strict";
import { test } from "node:test";

import { beadPath } from "../../../assets/explorer/cell/flow.js";
import { unitBars } from "../../../assets/explorer/cell/shapes.js";
import { countOf, edited, editOf, plainEdits, typed, weightOf } from "../../../assets/explorer/gate/edit.js";
import { extent, pointAt } from "../../../assets/explorer/gate/curve.js";
import { belongs } from "../../../assets/explorer/gate/light.js";
import { MOST, nameOf, reach, rowsOf, unfolded } from "../../../assets/explorer/gate/rows.js";
import { supposeEdits, editedIn } from "../../../assets/explorer/gate/suppose.js";
import { fedAt, isReset, squash, sumOf, termsOf } from "../../../assets/explorer/gate/terms.js";
import { exact, factorsOf, gateSentence, rowInWords, termName } from "../../../assets/explorer/gate/words.js";
import { forward } from "../../../assets/explorer/cells/forward.js";
import { KINDS } from "../../../assets/explorer/cells/kind.js";
import { randomArray, randomNetwork, randomNumbers } from "./numeric_cases.js";

const SHAPES = /** @type {[number, number, number, number][]} */ ([[1, 1, 1, 1], [1, 16, 1, 5], [3, 8, 2, 6], [12, 9, 3, 4], [1, 40, 2, 5], [40, 3, 1, 3]]);

const CELLS = Object.values(KINDS);

/** A random network of any cell: our LSTM's numbers, as many as the cell has rows. @param {any} kind @param {number} F @param {number} H @param {number} L */
function networkOf(kind, F, H, L) {
  const { model, weights } = randomNetwork(F, H, L, 1);
  const share = kind.torchOrder.length / 4;
  const own = Object.entries(weights).map(([name, array]) =>
    name.startsWith("lstm.") ? [name.replace("lstm.", `${kind.name}.`), array.slice(0, array.length * share)] : [name, array]);
  return { model: { ...model, cell: kind.name }, weights: Object.fromEntries(own) };
}

/** Every gate of random networks of all cells and many shapes, at a random unit and timestep. @param {(found: any) => void} check */
function everyGate(check) {
  const next = randomNumbers(11);
  const pick = (/** @type {number} */ count) => Math.floor(((next() + 1) / 2) * count);
  for (const kind of CELLS) {
    for (const [F, H, L, T] of SHAPES) {
      const { model, weights } = networkOf(kind, F, H, L);
      const trace = forward(weights, model, randomArray(F + H, T * F), T);
      for (let layer = 0; layer < L; layer += 1) {
        for (const gate of kind.gates) {
          for (const t of [0, pick(T)]) {
            const where = { kind, layer, gate, unit: pick(H) };
            const fed = fedAt(trace.layers[layer], t, where.unit, H);
            check({ where, t, H, F: fed.x.length, fed, weights, trace, value: trace.layers[layer].signals[gate][t * H + where.unit] });
          }
        }
      }
    }
  }
}

const close = (/** @type {number} */ a, /** @type {number} */ b) => assert.ok(Math.abs(a - b) <= 1e-12 * (1 + Math.abs(b)), `${a} is not ${b}`);
const read = (/** @type {string} */ text) => Number(text.replace("−", "-"));

test("the bars of every gate add up to a pre-activation that the curve turns into the gate", () => {
  everyGate(({ weights, where, fed, value }) => {
    const terms = termsOf(weights, where, fed);
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
  everyGate(({ weights, where, fed }) => {
    const rows = rowsOf(termsOf(weights, where, fed));
    const sum = rows.reduce((total, { product }) => total + read(exact(product)), 0);
    assert.ok(Math.abs(sum - read(exact(sumOf(rows)))) <= 0.0005 * (rows.length + 1) + 1e-9);
    for (const { from, product, to } of rows) {
      assert.ok(Math.abs(read(exact(from)) + read(exact(product)) - read(exact(to))) <= 0.0015 + 1e-9);
    }
  });
});

test("a row by name is never smaller than one among the others, and each term stands once", () => {
  everyGate(({ weights, where, fed }) => {
    const terms = termsOf(weights, where, fed);
    const rows = rowsOf(terms);
    const all = rows.flatMap(({ term, members }) => (term ? [term] : members));
    assert.deepEqual(all.map(nameOf).sort(), terms.map(nameOf).sort());
    for (const group of /** @type {const} */ (["x", "h"])) {
      const own = rows.filter(({ slot }) => slot[0] === group);
      const others = own.find(({ term }) => !term);
      const sizes = own.flatMap(({ term }) => (term ? [Math.abs(term.product)] : []));
      assert.deepEqual(sizes, [...sizes].sort((a, b) => b - a));
      assert.equal(Boolean(others), terms.filter((term) => term.group === group).length > MOST);
      if (!others) continue;
      const least = Math.min(...own.flatMap(({ term }) => (term ? [Math.abs(term.product)] : [])));
      for (const { product } of others.members) assert.ok(Math.abs(product) <= least);
    }
  });
});

test("the largest of a group come first, and many values of 0 beside others are one row at its end", () => {
  const { weights } = randomNetwork(8, 2, 1, 1);
  const where = { kind: KINDS.lstm, layer: 0, gate: "f", unit: 1 };
  const rowsAt = (/** @type {number[]} */ x) => rowsOf(termsOf(weights, where, { x, hBefore: Float64Array.of(0.01, 0.9), reset: 1 }));
  const rows = rowsAt([0, 0, 0, 0, 0, 1, 0, 0]);
  assert.deepEqual(rows.map((row) => rowInWords(row, where, [..."ABCDEFGH"])), ["the input “F”", "the 7 inputs at 0 together", "its own h", "h of unit 0", "the bias"]);
  assert.equal(rows[1].product, 0);
  assert.equal(rowsAt([0, 0, 1, 1, 1, 1, 1, 1]).filter(({ slot }) => slot[0] === "x").length, 8);
  const all = rowsAt([0, 0, 0, 0, 0, 0, 0, 0]);
  assert.equal(all.filter(({ term }) => term?.group === "x").length, 8);
});

test("the others unfolded lead from where their bar starts to where it ends", () => {
  everyGate(({ weights, where, fed }) => {
    for (const row of rowsOf(termsOf(weights, where, fed)).filter(({ term }) => !term)) {
      const parts = unfolded(row);
      assert.equal(parts[0].from, row.from);
      close(parts[parts.length - 1].to, row.to);
    }
  });
});

test("terms that are kept stay in their places while their sizes change", () => {
  const H = 20;
  const { weights } = randomNetwork(1, H, 1, 1);
  const where = { kind: KINDS.lstm, layer: 0, gate: "f", unit: 4 };
  const names = (/** @type {any[]} */ rows) => rows.flatMap(({ term }) => (term ? [nameOf(term)] : []));
  const before = names(rowsOf(termsOf(weights, where, { x: [1], hBefore: randomArray(1, H), reset: 1 })));
  const terms = termsOf(weights, where, { x: [1], hBefore: randomArray(2, H), reset: 1 });
  assert.notDeepEqual(names(rowsOf(terms)), before);
  assert.deepEqual(names(rowsOf(terms, new Set(before))), before);
  close(sumOf(rowsOf(terms, new Set(before))), sumOf(terms));
});

test("the bars' reach holds zero and every sum on the way", () => {
  everyGate(({ weights, where, fed }) => {
    const rows = rowsOf(termsOf(weights, where, fed));
    const [low, high] = reach(rows);
    for (const { from, to } of rows) assert.ok(low <= Math.min(0, from, to) && high >= Math.max(0, from, to));
  });
});

test("an edit changes one weight, moves its gate by what it multiplies, and leaves what it was given alone", () => {
  everyGate(({ weights, where, fed, H, F }) => {
    const before = structuredClone(weights);
    const terms = termsOf(weights, where, fed);
    for (const term of [terms[0], terms[F], terms[terms.length - 1]]) {
      const edit = editOf(where, term, 1.25, F, H);
      const made = edited(weights, [edit]);
      const after = termsOf(made, where, fed);
      assert.ok(Math.abs(sumOf(after) - sumOf(terms) - (1.25 - term.weight) * term.value * term.factor) < 1e-6);
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
  const where = { kind: KINDS.lstm, layer: 0, gate: "o", unit: 1 };
  const [term] = termsOf(weights, where, { x: [1, 1], hBefore: [0, 0, 0], reset: 1 });
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
    for (const gate of CELLS.flatMap(({ gates }) => gates)) {
      const [bottom, top, at] = [-1e9, 1e9, z].map((each) => pointAt(gate, reachOf, each).y);
      const low = "gnh".includes(gate) ? -1 : 0;
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
  const where = { kind: KINDS.lstm, layer: 0, gate: "f", unit: 1 };
  const weights = { "lstm.weight_ih_l0": new Float32Array(8), "lstm.weight_hh_l0": new Float32Array(16), "lstm.bias_ih_l0": new Float32Array(8), "lstm.bias_hh_l0": new Float32Array(8) };
  weights["lstm.weight_ih_l0"][3] = 2;
  weights["lstm.weight_hh_l0"].set([-1, 0.5], 6);
  const rows = rowsOf(termsOf(weights, where, { x: [0.5], hBefore: [0.25, 0.5], reset: 1 }));
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

test("behind a reset gate every term of h is multiplied by r, and torch's two biases stand apart", () => {
  let seen = 0;
  everyGate(({ weights, where, fed, H }) => {
    const terms = termsOf(weights, where, fed);
    const groups = [...new Set(terms.map(({ group }) => group))];
    assert.deepEqual(groups, isReset(where) ? ["x", "b", "h", "d"] : ["x", "h", "b"]);
    for (const { group, weight, value, factor, product } of terms) {
      close(product, weight * value * factor);
      assert.equal(factor, isReset(where) && (group === "h" || group === "d") ? fed.reset : 1);
    }
    if (!isReset(where)) return;
    seen += 1;
    const row = 2 * H + where.unit;
    const biases = terms.filter(({ group }) => group === "b" || group === "d").map(({ weight }) => weight);
    assert.deepEqual(biases, ["ih", "hh"].map((which) => weights[`gru.bias_${which}_l${where.layer}`][row]));
    const [own, last] = [terms.find(({ group }) => group === "h"), terms[terms.length - 1]];
    assert.equal(factorsOf(/** @type {any} */ (own), true), `× ${exact(fed.hBefore[0])} × ${exact(fed.reset)}`);
    assert.equal(factorsOf(last, true), `× ${exact(fed.reset)}`);
    assert.equal(termName(last, where, []), "bias b′");
  });
  assert.ok(seen > 10);
});

test("what goes to the server makes the same bits there: each edited number once, as it stands in float32", () => {
  for (const kind of CELLS) {
    const { weights } = networkOf(kind, 2, 3, 2);
    const gate = kind.gates[kind.gates.length - 1];
    const terms = /** @type {const} */ ([["x", 1, 0.1], ["h", 2, -7], ["b", 0, 0.3], ["x", 1, 0.2]]);
    const edits = terms.map(([group, index, value]) => editOf({ kind, layer: 1, gate, unit: 2 }, { group, index }, value, 3, 3));
    const made = edited(weights, edits);
    const plain = plainEdits(edits, made);
    assert.equal(countOf(edits), 3);
    assert.equal(plain.length, 3);
    const again = Object.fromEntries(Object.entries(weights).map(([name, array]) => [name, array.slice()]));
    for (const { name, at, value } of plain) {
      assert.ok(name.startsWith(`${kind.name}.`));
      again[name][at] = value;
    }
    assert.deepEqual(again, made);
  }
});

test("a bias that is merged takes what the other lacks, one that stands apart takes what was typed", () => {
  const { weights } = networkOf(KINDS.gru, 1, 2, 1);
  for (const [gate, group, name] of /** @type {const} */ ([["z", "b", "ih"], ["n", "b", "ih"], ["n", "d", "hh"]])) {
    const where = { kind: KINDS.gru, layer: 0, gate, unit: 1 };
    const edit = editOf(where, { group, index: 0 }, 0.5, 1, 2);
    assert.equal(edit.name, `gru.bias_${name}_l0`);
    const made = edited(weights, [edit]);
    const term = termsOf(made, where, { x: [0], hBefore: [0, 0], reset: 1 }).find((each) => each.group === group);
    assert.ok(Math.abs(/** @type {any} */ (term).weight - 0.5) < 1e-7);
  }
});

test("edits that stand are worked out anew for new weights, and go where something else is supposed", () => {
  const { model, weights } = networkOf(KINDS.gru, 1, 3, 1);
  const T = 6;
  const values = { model, loss: "mse", target_scale: { normalisation: "none", centre: 0, spread: 1 } };
  const zero = new Float64Array(T);
  const arrays = { inputs: randomArray(4, T), part: new Int8Array(T), actual: zero, anchor: zero, targets: zero };
  const viewOf = (/** @type {any} */ own) => ({
    problem: { values, arrays }, weights: own, live: { values: { weights_step: 1200 }, arrays: {} }, trace: forward(own, model, arrays.inputs, T),
  });
  const view = viewOf(weights);
  const edit = editOf({ kind: KINDS.gru, layer: 0, gate: "n", unit: 1 }, { group: "h", index: 0 }, 2, 1, 3);
  const supposed = supposeEdits(view, [edit]);
  assert.deepEqual(supposed.trace, forward(edited(weights, [edit]), model, arrays.inputs, T));
  assert.equal(supposed.label, "1 weight edited, step 1,200");
  assert.equal(editedIn({ ...view, supposed }), supposed);
  const later = { ...viewOf(edited(weights, [{ ...edit, at: 0 }])), supposed };
  const anew = editedIn(later);
  assert.deepEqual(anew?.trace, forward(edited(later.weights, [edit]), model, arrays.inputs, T));
  assert.equal(editedIn(later), anew);
  assert.equal(editedIn({ ...view, supposed: { label: "step 3", trace: view.trace } }), null);
  assert.equal(editedIn({ ...view, supposed: null }), null);
});
