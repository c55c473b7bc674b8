import assert from "node:assert/strict";
import { test } from "node:test";

import { heldAt, heldInWords } from "../../../assets/explorer/cell/held.js";
import { shortName, WORD } from "../../../assets/explorer/cell/numbers.js";
import { namesOf } from "../../../assets/explorer/cell/which.js";
import { KINDS } from "../../../assets/explorer/cells/kind.js";

const HOLD = /** @type {const} */ ({ layer: 0, units: [1, 3], signal: "f", kind: "hold", value: 0, from: 4, to: 6 });
const PLACE = { layer: 0, unit: 3, t: 5 };

test("a signal is held at both ends of its span and nowhere else", () => {
  const found = [3, 4, 6, 7].map((t) => heldAt([HOLD], { ...PLACE, t }));
  assert.deepEqual(found, [{}, { f: "held" }, { f: "held" }, {}]);
});

test("only the named units of the layer are held, or all of them", () => {
  assert.deepEqual(heldAt([HOLD], { ...PLACE, unit: 2 }), {});
  assert.deepEqual(heldAt([HOLD], { ...PLACE, layer: 1 }), {});
  assert.deepEqual(heldAt([{ ...HOLD, units: null }], { ...PLACE, unit: 2 }), { f: "held" });
});

test("of two that hold the same the later one is told", () => {
  const frozen = { ...HOLD, kind: /** @type {const} */ ("freeze") };
  assert.deepEqual(heldAt([HOLD, frozen], PLACE), { f: "frozen" });
  assert.deepEqual(heldAt([frozen, HOLD, { ...HOLD, signal: "h", kind: "ablate" }], PLACE), { f: "held", h: "ablated" });
});

test("what is held is told with its number", () => {
  assert.deepEqual([heldInWords("held", "0.40"), heldInWords("frozen", "−1.20"), heldInWords("ablated", "0.00")],
    ["held at 0.40", "frozen at −1.20", "ablated: 0.00"]);
});

test("a what-if stands beside what was, and a compared step beside the one that is shown", () => {
  assert.deepEqual(namesOf(/** @type {any} */ ({ base: {}, label: "f at 0" }), 900),
    { own: "As it was", other: "What if", told: ["The run as it was.", "What if: f at 0."] });
  assert.deepEqual(namesOf(/** @type {any} */ ({ label: "step 1200" }), 90),
    { own: "Step 90", other: "Step 1,200", told: ["The step that this page shows.", "The step that it is compared with."] });
});

test("a step that is compared with itself leaves nothing to choose", () => {
  assert.equal(namesOf(/** @type {any} */ ({ label: "step 1200" }), 1200), null);
});

test("every signal has its colour, and its name without the word gate or state", () => {
  for (const { signals, words } of Object.values(KINDS)) for (const signal of signals) assert.equal(WORD[signal], words[signal]);
  assert.deepEqual(KINDS.gru.signals.map((signal) => shortName(KINDS.gru, signal)), ["update", "reset", "candidate", "hidden"]);
  assert.deepEqual(KINDS.lstm.signals.map((signal) => shortName(KINDS.lstm, signal)),
    ["forget", "input", "candidate", "output", "cell", "hidden"]);
});
