import assert from "node:assert/strict";
import { test } from "node:test";

import { betterBefore, overfitted } from "../../../assets/explorer/timeline/best.js";

const best = { step: 1400, loss: 0.2 };

test("overfitting is said where the newest validation loss is a tenth above the lowest", () => {
  assert.equal(betterBefore({ best_validation: best, validation_now: 0.221 }), best);
  assert.equal(betterBefore({ best_validation: best, validation_now: 0.219 }), null);
});

test("nothing is said where there is no validation part", () => {
  assert.equal(betterBefore({ best_validation: null, validation_now: null }), null);
  assert.equal(betterBefore({}), null);
});

test("the sentence names the step and both losses", () => {
  assert.match(overfitted(best, 0.31), /lowest at step 1,400, with 0\.200; the newest is 0\.310\./);
});
