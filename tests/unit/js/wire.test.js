import assert from "node:assert/strict";
import { test } from "node:test";

import { unpack } from "../../../assets/explorer/wire.js";

/** A message laid out by hand. @param {object} header @param {Uint8Array} body */
function message(header, body) {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const length = text.length + ((8 - ((text.length + 4) % 8)) % 8);
  const bytes = new Uint8Array(4 + length + body.length).fill(32);
  new DataView(bytes.buffer).setUint32(0, length, true);
  bytes.set(text, 4);
  bytes.set(body, 4 + length);
  return bytes.buffer;
}

test("values and arrays come out, without a copy", () => {
  const header = {
    values: { state: "Größe", loss: null },
    arrays: { a: { dtype: "i1", shape: [3], offset: 0 }, b: { dtype: "f8", shape: [1, 2], offset: 8 } },
  };
  const body = new Uint8Array(24);
  body.set([1, 255, 3]);
  new DataView(body.buffer).setFloat64(8, 0.1, true);
  new DataView(body.buffer).setFloat64(16, -2, true);
  const buffer = message(header, body);
  const found = unpack(buffer);
  assert.deepEqual(found.values, header.values);
  assert.deepEqual(found.arrays, { a: Int8Array.of(1, -1, 3), b: Float64Array.of(0.1, -2) });
  assert.deepEqual(found.shapes, { a: [3], b: [1, 2] });
  assert.equal(found.arrays.b.buffer, buffer);
});

test("a message may be without arrays", () => {
  assert.deepEqual(unpack(message({ values: { state: "gone" }, arrays: {} }, new Uint8Array(0))).arrays, {});
});

test("an array of an unknown type is refused by name", () => {
  const header = { values: {}, arrays: { odd: { dtype: "f2", shape: [1], offset: 0 } } };
  assert.throws(() => unpack(message(header, new Uint8Array(8))), /array odd is of type f2/);
});
