import assert from "node:assert/strict";
import { test } from "node:test";

import { refusal } from "../../../assets/explorer/gate/edit.js";

test("what cannot be a weight is refused in words, and so is one more than a thousand edits", () => {
  const edits = /** @type {any[]} */ (Array.from({ length: 1000 }, () => ({})));
  assert.equal(refusal("-1e6", []), "");
  assert.match(refusal("much", []), /“much” is no number/);
  assert.match(refusal("1e7", []), /“1e7” is too large/);
  assert.match(refusal("1", edits), /1000 edits stand already/);
  assert.equal(refusal("1", edits.slice(1)), "");
});
