import assert from "node:assert/strict";
import { test } from "node:test";

import { asItIs } from "../../../assets/explorer/as_it_is.js";

const levels = { problem: { values: { loss: "mse" }, arrays: { part: Int8Array.of(0) } }, trace: {} };
const letters = {
  problem: { values: { loss: "cross_entropy", class_names: ["A", "B"], model: { output_size: 2 } }, arrays: { part: Int8Array.of(2), targets: [0] } },
  trace: { y: [1, 0] },
};

test("while something is held or edited, it is said what stays that of the network as it is", () => {
  const held = { interventions: [{}] };
  assert.equal(asItIs({ ...levels, supposed: held }), "The strips show the network as it is; “what if” is the dashed line.");
  assert.equal(asItIs({ ...levels, supposed: { edits: [{}] } }), asItIs({ ...levels, supposed: held }));
  assert.equal(asItIs({ ...letters, supposed: held }), "The answer above and the strips show the network as it is; “what if” marks what would be.");
});

test("nothing is said where nothing is supposed, or another step is compared", () => {
  assert.equal(asItIs({ ...levels, supposed: null }), "");
  assert.equal(asItIs({ ...levels, supposed: { label: "step 3" } }), "");
});
