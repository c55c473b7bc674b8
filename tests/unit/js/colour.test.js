import assert from "node:assert/strict";
import { test } from "node:test";

import { colourTable, paint, rgb, symmetricLimits } from "../../../assets/explorer/colour.js";

const WHITE_TO_BLUE = [[0, "#ffffff"], [1, "#0072B2"]];
const SIGNED = [[0, "#4A5160"], [0.5, "#FFFFFF"], [1, "#B97F00"]];

/** @param {number} pixel */
const parts = (pixel) => [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255];

test("a table runs from the first colour to the last and is opaque", () => {
  const table = colourTable(WHITE_TO_BLUE);
  assert.deepEqual(parts(table[0]), [255, 255, 255]);
  assert.deepEqual(parts(table[255]), rgb("#0072B2"));
  assert.ok(table.every((pixel) => pixel >>> 24 === 255));
});

test("each colour of a table lies between its neighbours on the scale", () => {
  const table = colourTable(SIGNED);
  for (let k = 0; k < 256; k += 1) {
    const share = k / 255;
    const [low, high, part] = share <= 0.5 ? ["#4A5160", "#FFFFFF", share / 0.5] : ["#FFFFFF", "#B97F00", (share - 0.5) / 0.5];
    const wanted = rgb(low).map((start, c) => start + part * (rgb(high)[c] - start));
    parts(table[k]).forEach((value, c) => assert.ok(Math.abs(value - wanted[c]) <= 0.5 + 1e-9));
  }
});

test("a unit is a row of pixels, and values beyond the limits wear the end's colour", () => {
  const table = Uint32Array.from({ length: 256 }, (_, k) => k);
  const values = Float64Array.of(0, 1, 0.5, 9, -9, 0.25); // T = 3, H = 2
  const pixels = new Uint32Array(6);
  paint(values, 2, [0, 1], table, pixels, [0, 1]);
  assert.deepEqual([...pixels], [0, 128, 0, 255, 255, 64]);
});

test("limits of the cell state are symmetric and never less than one", () => {
  assert.deepEqual(symmetricLimits(Float64Array.of(0.2, -0.4)), [-1, 1]);
  assert.deepEqual(symmetricLimits(Float64Array.of(0.2, -4, 3)), [-4, 4]);
});

test("rows stand in the order that is asked for", () => {
  const table = colourTable([[0, "#000000"], [1, "#ffffff"]]);
  const values = Float64Array.of(0, 1, 0, 1); // unit 0 is always 0, unit 1 always 1
  const rows = (order) => {
    const pixels = new Uint32Array(4);
    paint(values, 2, [0, 1], table, pixels, order);
    return [...pixels];
  };
  assert.deepEqual(rows([1, 0]), [table[255], table[255], table[0], table[0]]);
  assert.deepEqual(rows([0, 1]), [table[0], table[0], table[255], table[255]]);
});
