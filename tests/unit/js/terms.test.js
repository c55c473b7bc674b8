import assert from "node:assert/strict";
import { test } from "node:test";

import { KINDS } from "../../../assets/explorer/cells/kind.js";
import { signalInWords } from "../../../assets/explorer/terms.js";

test("every signal of every cell is explained in a sentence that names it", () => {
  for (const kind of Object.values(KINDS)) {
    for (const signal of kind.signals) {
      assert.match(signalInWords(kind, signal), new RegExp(`^The ${kind.names[signal]} ${signal}\\b.*\\.$`));
    }
  }
});
