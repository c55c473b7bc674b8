import assert from "node:assert/strict";
import { test } from "node:test";

import { addend, formatInput, formatLimit, formatNumber, formatShare, formatShort, isNothing } from "../../../assets/explorer/cell/numbers.js";

/** Numbers in (−1, 1) that are the same in every run. @param {number} seed */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return state / 2 ** 30 - 1;
  };
}

test("numbers have a true minus and zero has none", () => {
  assert.equal(formatNumber(-0.126), "−0.13");
  assert.equal(formatNumber(-0.004), "0.00");
  assert.equal(formatNumber(-0), "0.00");
  assert.equal(formatNumber(12.3456, 3), "12.346");
  assert.equal(formatNumber(Number.NaN), "–");
  const next = numbers(11);
  for (let k = 0; k < 200; k += 1) {
    const value = 5 * next();
    assert.ok(Math.abs(Number(formatNumber(value).replace("−", "-")) - value) <= 0.005 + 1e-12);
  }
});

test("a small number has a third decimal, so that it is not called 0.00", () => {
  assert.deepEqual([-0.004, 0.25, 0.0996, 0, 12.345].map(formatShort), ["−0.004", "0.25", "0.100", "0.00", "12.35"]);
  assert.deepEqual([0.004, -0.004, 0, 0.006].map(isNothing), [true, true, true, false]);
});

test("a limit of an axis has no more figures than it needs", () => {
  assert.deepEqual([0, 1, -0.8, 1.5, -0.003, 20].map(formatLimit), ["0", "1", "−0.8", "1.5", "−0.003", "20"]);
});

test("a share is a whole percent and only a true 0 or 1 is called so", () => {
  assert.deepEqual([0, 0.004, 0.005, 0.864, 0.9949, 0.9999, 1].map(formatShare),
    ["0 %", "less than 1 %", "1 %", "86 %", "99 %", "more than 99 %", "100 %"]);
  assert.equal(formatShare(Number.NaN), "–");
});

test("the second term of a sum brings its own sign", () => {
  assert.equal(addend(formatNumber(0.12)), "+ 0.12");
  assert.equal(addend(formatNumber(-0.12)), "− 0.12");
});

test("one input is shown by value and several by their count", () => {
  assert.equal(formatInput([-0.42]), "−0.42");
  assert.equal(formatInput([1, 0, 0]), "(3 values)");
});
