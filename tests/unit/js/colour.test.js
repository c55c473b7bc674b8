import assert from "node:assert/strict";
import { test } from "node:test";

import { KINDS } from "../../../assets/explorer/cells/kind.js";
import { coloursInWords, limitsOf } from "../../../assets/explorer/colour_limits.js";
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
  paint(values, 2, [[0, 1], [0, 1]], table, pixels, [0, 1]);
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
    paint(values, 2, [[0, 1], [0, 1]], table, pixels, order);
    return [...pixels];
  };
  assert.deepEqual(rows([1, 0]), [table[255], table[255], table[0], table[0]]);
  assert.deepEqual(rows([0, 1]), [table[0], table[0], table[255], table[255]]);
});

test("each unit is painted from its own least to its own greatest value, wherever its row stands", () => {
  const table = Uint32Array.from({ length: 256 }, (_, k) => k);
  const values = Float64Array.of(0.2, -4, 0.4, 4); // unit 0 from 0.2 to 0.4, unit 1 from -4 to 4
  const pixels = new Uint32Array(4);
  paint(values, 2, [[0.2, 0.4], [-4, 4]], table, pixels, [1, 0]);
  assert.deepEqual([...pixels], [0, 255, 0, 255]);
});

/** Two layers of a GRU with two units and two timesteps. */
const LAYERS = [
  { signals: { z: Float64Array.of(0.2, 0.5, 0.4, 0.9), r: Float64Array.of(0.3, 0.6, 0.3, 0.7), n: Float64Array.of(-0.5, 0, 0.2, 0), h: Float64Array.of(0.1, 0.2, 0.3, -0.4) } },
  { signals: { z: Float64Array.of(0.1, 0.5, 0.4, 0.95), r: Float64Array.of(0.3, 0.6, 0.3, 0.7), n: Float64Array.of(-0.5, 0, 0.8, 0), h: Float64Array.of(0.1, 0.2, 0.3, -0.6) } },
];

test("fixed colours run from 0 to 1 and from -1 to 1, and those of c as far as the layer goes", () => {
  const { z, n, h } = limitsOf("fixed", KINDS.gru, LAYERS, 0, 2);
  assert.deepEqual([z, n, h], [[[0, 1], [0, 1]], [[-1, 1], [-1, 1]], [[-1, 1], [-1, 1]]]);
  const signals = Object.fromEntries([..."figoh"].map((name) => [name, new Float64Array(2)]));
  const layers = [{ signals: { ...signals, c: Float64Array.of(0.5, -3) } }, { signals: { ...signals, c: Float64Array.of(7, 0) } }];
  assert.deepEqual(limitsOf("fixed", KINDS.lstm, layers, 0, 1).c, [[-3, 3]]);
  assert.deepEqual(limitsOf("net", KINDS.lstm, layers, 0, 1).c, [[-7, 7]]);
});

test("scaled colours share the limits of a unit, of the layer, or of the net, and 0 stays in the middle of what is signed", () => {
  const found = (/** @type {any} */ scale) => limitsOf(scale, KINDS.gru, LAYERS, 0, 2);
  assert.deepEqual(found("unit").z, [[0.2, 0.4], [0.5, 0.9]]);
  assert.deepEqual(found("unit").h, [[-0.3, 0.3], [-0.4, 0.4]]);
  assert.deepEqual(found("layer").z, [[0.2, 0.9], [0.2, 0.9]]);
  assert.deepEqual(found("layer").h, [[-0.4, 0.4], [-0.4, 0.4]]);
  assert.deepEqual(found("net").z, [[0.1, 0.95], [0.1, 0.95]]);
  assert.deepEqual(found("net").n, [[-0.8, 0.8], [-0.8, 0.8]]);
});

test("what does not move wears the fixed colours, since there is nothing to scale it by", () => {
  const { r, n } = limitsOf("unit", KINDS.gru, LAYERS, 0, 2);
  assert.deepEqual([r[0], n[1]], [[0, 1], [-1, 1]]);
});

test("full colour is said in numbers for the chosen unit, signals of equal limits together", () => {
  const said = (/** @type {any} */ scale, /** @type {number} */ unit) => coloursInWords(scale, KINDS.gru, limitsOf(scale, KINDS.gru, LAYERS, 0, 2), unit);
  assert.equal(said("fixed", 0), "Full colour: z, r at\u00a01, none\u00a0at\u00a00; n, h at\u00a0±1, none\u00a0at\u00a00.");
  assert.equal(said("unit", 0), "Full colour for unit 0: z at\u00a00.4, none\u00a0at\u00a00.2; r at\u00a01, none\u00a0at\u00a00; n at\u00a0±0.5, none\u00a0at\u00a00; h at\u00a0±0.3, none\u00a0at\u00a00.");
  assert.match(said("layer", 1), /^Full colour in this layer: z at\u00a00\.9, none\u00a0at\u00a00\.2;/);
  assert.match(said("net", 1), /^Full colour in the whole net: z at\u00a00\.95, none\u00a0at\u00a00\.1;/);
});
