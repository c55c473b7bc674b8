import assert from "node:assert/strict";
import { test } from "node:test";

import { SENTENCE_SIGNALS, sentencePieces } from "../../../assets/explorer/cell_sentence.js";

/** @param {Record<string, number>} parts */
function cellWith(parts) {
  const cell = { t: 114, unit: 2, f: 0.86, i: 0.92, g: 0.07, o: 0.93, cBefore: 0.05, ...parts };
  const written = cell.i * cell.g;
  const kept = cell.f * cell.cBefore;
  const tanhC = Math.tanh(kept + written);
  return { ...cell, kept, written, c: kept + written, tanhC, h: cell.o * tanhC };
}

const said = (/** @type {Record<string, number>} */ parts) => sentencePieces(cellWith(parts)).join("");

test("the sentence says what is kept, added and shown", () => {
  assert.equal(said({}),
    "At t = 114, unit 2 keeps 86 % of the 0.05 it held and adds 0.06; it shows 93 % of tanh(c): 0.10.");
});

test("what is written and what was held have their signs", () => {
  assert.equal(said({ g: -0.5 }),
    "At t = 114, unit 2 keeps 86 % of the 0.05 it held and adds −0.46; it shows 93 % of tanh(c): −0.37.");
  assert.equal(said({ cBefore: -2 }),
    "At t = 114, unit 2 keeps 86 % of the −2.00 it held and adds 0.06; it shows 93 % of tanh(c): −0.86.");
});

test("what rounds to zero is called almost nothing, whatever its sign", () => {
  for (const g of [0.001, -0.001]) assert.match(said({ g }), /and adds almost nothing;/);
  for (const cBefore of [0.001, -0.001, 0]) {
    assert.match(said({ cBefore }), /keeps 86 % of the almost nothing it held and/);
  }
});

test("nothing is held before the first timestep", () => {
  assert.match(said({ t: 0, cBefore: 0, g: -0.5 }), /^At t = 0, unit 2 holds nothing yet and writes −0\.46; it/);
});

test("the ends of a gate are not called 0 % or 100 %", () => {
  assert.match(said({ f: 0.9999, o: 0.0001 }), /keeps more than 99 % of .* it shows less than 1 % of tanh/);
});

test("every piece has its colour and the coloured pieces are the figures", () => {
  for (const t of [0, 1]) {
    const pieces = sentencePieces(cellWith({ t }));
    assert.equal(pieces.length, SENTENCE_SIGNALS.length);
    pieces.forEach((piece, k) => {
      if (SENTENCE_SIGNALS[k] && piece) assert.match(piece, /^−?[\d.]+( %)?$/);
    });
  }
});
