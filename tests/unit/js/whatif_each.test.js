import assert from "node:assert/strict";
import { test } from "node:test";

import { forward } from "../../../assets/explorer/cells/forward.js";
import { kindOf } from "../../../assets/explorer/cells/kind.js";
import { errorsByPart } from "../../../assets/explorer/parts.js";
import { isQuick, withoutEach } from "../../../assets/explorer/whatif/each_unit.js";
import { eachInWords, eachRows } from "../../../assets/explorer/whatif/each_words.js";
import { erase } from "../../../assets/explorer/whatif/erase.js";
import { intervene } from "../../../assets/explorer/whatif/intervene.js";
import { randomArray, randomNetwork } from "./numeric_cases.js";

const [T, H] = [30, 4];

/** @param {number} K 1 for levels */
function viewOf(K) {
  const { model, weights } = randomNetwork(1, H, 2, K);
  const inputs = randomArray(3, T);
  const part = Int8Array.from({ length: T }, (_, t) => (t < 3 ? -1 : t < 15 ? 0 : t < 22 ? 1 : 2));
  const values = K === 1
    ? { loss: "mse", unit: "ppm", target_scale: { normalisation: "none", centre: 5, spread: 2 }, model }
    : { loss: "cross_entropy", unit: "", target_scale: null, class_names: ["A", "B", "C"], model };
  const targets = Int32Array.from({ length: T }, (_, t) => t % 3);
  const actual = Float64Array.from(inputs, (x) => 5 + x);
  const problem = { values, arrays: { inputs, part, targets, actual, anchor: new Float64Array(T) } };
  return { problem, weights, trace: forward(weights, model, inputs, T) };
}

/** @param {Generator<number, any>} job @returns {{value: any, shares: number[]}} */
function ended(job) {
  const shares = [];
  let now = job.next();
  for (; !now.done; now = job.next()) shares.push(now.value);
  return { value: now.value, shares };
}

test("each unit is erased by itself, and the one that is missed most comes first", () => {
  const view = viewOf(1);
  const { model } = view.problem.values;
  const where = { layer: 1, from: 2, to: 25 };
  const { value: found, shares } = ended(withoutEach(view, where));
  const cost = (units) => {
    const held = ["c", "h"].map((signal) => ({ ...where, units, signal, kind: "hold", value: 0 }));
    return errorsByPart(view.problem, intervene(view.weights, model, view.trace, held).y).test.network.mae;
  };
  assert.deepEqual(found.units.map(({ unit }) => unit).sort(), [0, 1, 2, 3]);
  for (const { unit, outcome } of found.units) assert.equal(outcome.cost, cost([unit]));
  for (let k = 1; k < H; k += 1) assert.ok(found.units[k - 1].outcome.cost >= found.units[k].outcome.cost);
  assert.equal(found.none.cost, cost(null));
  assert.equal(found.whole.cost, errorsByPart(view.problem, view.trace.y).test.network.mae);
  assert.ok(shares.every((share, k) => share <= 1 && share >= (shares[k - 1] ?? 0)));
  assert.ok(shares.length >= (H + 1) * (T - 2));
});

test("classes are judged by their right answers in the test part", () => {
  const { value: found } = ended(withoutEach(viewOf(3), { layer: 0, from: 0, to: T - 1 }));
  assert.equal(found.part, "test");
  assert.deepEqual(found.right, [1, 2, 0, 1, 2, 0, 1, 2]);
  for (const { outcome } of found.units) assert.equal(outcome.answers.length, 8);
});

test("what is erased is the state: c and h of an LSTM, h of a GRU", () => {
  const whom = { layer: 1, units: [2], from: 3, to: 9 };
  const held = { ...whom, kind: "hold", value: 0 };
  assert.deepEqual(erase(kindOf({}), whom), [{ ...held, signal: "c" }, { ...held, signal: "h" }]);
  assert.deepEqual(erase(kindOf({ cell: "gru" }), whom), [{ ...held, signal: "h" }]);
});

test("a network of the usual size is worked out before anybody waits, a large one when it is asked for", () => {
  assert.ok(isQuick({ hidden_size: 32, input_size: 1, num_layers: 1, output_size: 1 }, 200));
  assert.ok(!isQuick({ hidden_size: 128, input_size: 1, num_layers: 2, output_size: 1 }, 1000));
});

const LETTERS = { values: { loss: "cross_entropy", class_names: ["A", "B", "C"], unit: "" } };
const LEVELS = { values: { loss: "mse", unit: "ppm" } };

/** @param {number[][]} answers of each unit @param {any} more */
function classesFound(answers, more = {}) {
  const units = answers.map((own, unit) => ({ unit, outcome: { answers: own, cost: 0.5 } }));
  return { part: "test", right: [0], whole: { answers: [0], cost: 0.001 }, none: { answers: [2], cost: 0.9 }, units, ...more };
}

test("the sentence names the unit that alone changes the answer, and whether others do", () => {
  assert.equal(eachInWords(classesFound([[0], [2], [0]]), LETTERS), "Without unit 1 the answer becomes C instead of A; no other unit alone changes it.");
  assert.equal(eachInWords(classesFound([[1], [2], [0]]), LETTERS), "Without unit 0 the answer becomes B instead of A; unit 1 alone changes it too.");
  assert.equal(eachInWords(classesFound([[1], [2], [1]], { right: [1] }), LETTERS),
    "Without unit 0 the answer becomes B instead of A; units 1 and 2 alone change it too. The right one is B.");
});

test("where no unit alone changes the answer, the memory is called spread only if all of them together do", () => {
  assert.equal(eachInWords(classesFound([[0], [0]]), LETTERS),
    "No unit alone changes the answer: it stays A whichever is erased. With all of them erased it is C, so what it needs is spread over several units.");
  assert.equal(eachInWords(classesFound([[0], [0]], { none: { answers: [0], cost: 0.7 } }), LETTERS),
    "No unit alone changes the answer: it stays A whichever is erased. With all of them erased it is A too, with 30 %.");
});

test("of many answers it is said how many change and how many are right", () => {
  const more = { right: [0, 1, 2], whole: { answers: [0, 1, 1], cost: 0.2 } };
  assert.equal(eachInWords(classesFound([[0, 1, 1], [0, 0, 0]], more), LETTERS),
    "Without unit 1, 2 of 3 answers change (right: 1 instead of 2); no other unit alone changes any.");
  assert.equal(eachInWords(classesFound([[0, 1, 1]], more), LETTERS), "No unit alone changes any of the 3 answers.");
});

/** @param {number[]} costs of each unit, the largest first */
const levelsFound = (...costs) => ({
  part: "test", right: [], whole: { cost: 2, answers: [] }, none: { cost: 9, answers: [] },
  units: costs.map((cost, unit) => ({ unit, outcome: { cost, answers: [] } })),
});

test("of levels the sentence says by how much the error grows, in the data's unit", () => {
  assert.equal(eachInWords(levelsFound(5, 2.2, 1.9), LEVELS),
    "Unit 0 is missed most: without it the mean absolute error on the test part is 5.00 ppm instead of 2.00 (+150 %); next comes unit 1 (+10 %). With all of them erased it is 9.00 ppm.");
  assert.equal(eachInWords(levelsFound(2.01, 2), LEVELS),
    "No unit alone is missed: whichever is erased, the mean absolute error on the test part grows by no more than 1 % of its 2.00 ppm. With all of them erased it is 9.00 ppm.");
  assert.equal(eachInWords(levelsFound(5), LEVELS),
    "Unit 0 is missed most: without it the mean absolute error on the test part is 5.00 ppm instead of 2.00 (+150 %).");
  assert.match(eachInWords({ ...levelsFound(NaN), whole: { cost: NaN, answers: [] } }, LEVELS), /ran away/);
});

test("the rows say the same of every unit, and which way it changes", () => {
  const levels = eachRows(levelsFound(5, 1), LEVELS);
  assert.deepEqual(levels.head, ["test error in ppm", "change"]);
  assert.deepEqual(levels.whole, ["2.00", ""]);
  assert.deepEqual(levels.rows, [{ unit: 0, cells: ["5.00", "+150 %"], change: 3 }, { unit: 1, cells: ["1.00", "−50 %"], change: -1 }]);
  assert.equal(levels.reach, 3);
  assert.equal(eachRows(levelsFound(2.01, 2), LEVELS).reach, 0.2);
  const letters = eachRows(classesFound([[2]]), LETTERS);
  assert.deepEqual([letters.head, letters.whole, letters.rows[0].cells], [["answer", "probability of A"], ["A", "more than 99 %"], ["C", "50 %"]]);
});
