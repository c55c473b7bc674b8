import assert from "node:assert/strict";
import { test } from "node:test";

import { readPlace, withPlace } from "../../../assets/explorer/address.js";
import { bounded } from "../../../assets/explorer/reader.js";

const COUNTS = { t: 200, unit: 16, layer: 2 };
const USUAL = { t: 100, unit: 0, layer: 0 };

test("a place in the address is read where it lies within the data", () => {
  assert.deepEqual(readPlace("?t=5&unit=15&layer=1", COUNTS), { t: 5, unit: 15, layer: 1 });
});

test("nonsense in the address is passed over", () => {
  for (const word of ["200", "-1", "1.5", "x", "", "1e2", "99999999", "NaN", "%00", "٣"]) {
    assert.deepEqual(readPlace(`?t=${word}&unit=3`, COUNTS), { unit: 3 }, word);
  }
});

test("what is usual is left out of the address and all else stays", () => {
  assert.equal(withPlace("?data=sine&t=7&unit=2", USUAL, USUAL), "?data=sine");
  assert.equal(withPlace("?t=7", USUAL, USUAL), "");
});

test("a place that was written is read back", () => {
  for (let t = 0; t < COUNTS.t; t += 13) {
    const place = { t, unit: t % 16, layer: t % 2 };
    assert.deepEqual({ ...USUAL, ...readPlace(withPlace("?a=b", place, USUAL), COUNTS) }, place);
  }
});

test("a place that a new problem does not have becomes the usual one", () => {
  assert.deepEqual(bounded({ t: 150, unit: 20, layer: 1 }, COUNTS, USUAL), { t: 150, unit: 0, layer: 1 });
});
