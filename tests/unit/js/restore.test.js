import assert from "node:assert/strict";
import { test } from "node:test";

import { levels, restored } from "../../../assets/explorer/restore.js";
import { forecastProblem, largestGap } from "./numeric_cases.js";

const SERIES = [112, 118, 132, 129, 121, 135, 148, 148, 136, 119];

for (const normalisation of /** @type {const} */ (["none", "difference", "log_difference"])) {
  test(`perfect outputs give the data back (${normalisation})`, () => {
    const problem = forecastProblem(SERIES, normalisation, 0.25, 1.5);
    const found = levels(problem, Float64Array.from(problem.arrays.targets));
    assert.ok(found && largestGap(found, problem.arrays.actual) < 1e-4);
  });
}

test("a log difference of centre 0 and spread 1 multiplies the anchor by e to the output", () => {
  const scale = { normalisation: /** @type {const} */ ("log_difference"), centre: 0, spread: 1 };
  assert.ok(Math.abs(restored(scale, Math.log(1.1), 200) - 220) < 1e-12);
});

test("an output without a scale is in the data's own unit already", () => {
  const problem = forecastProblem(SERIES, "none", 0, 1);
  const values = { ...problem.values, target_scale: null };
  assert.deepEqual(levels({ ...problem, values }, [1, 2.5]), Float64Array.of(1, 2.5));
});

test("classes have no levels", () => {
  const problem = forecastProblem(SERIES, "none", 0, 1);
  assert.equal(levels({ ...problem, values: { ...problem.values, loss: "cross_entropy" } }, [1, 2]), null);
});
