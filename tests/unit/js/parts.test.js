import assert from "node:assert/strict";
import { test } from "node:test";

import { errorsByPart, PARTS } from "../../../assets/explorer/parts.js";
import { forecastProblem } from "./numeric_cases.js";

const SERIES = Array.from({ length: 21 }, (_, k) => (k * k) % 17);

test("errors of a network that is off by two everywhere are two in every part", () => {
  const problem = forecastProblem(SERIES, "none", 0, 1);
  const found = errorsByPart(problem, problem.arrays.targets.map((value) => value + 2));
  for (const part of PARTS) assert.deepEqual(found[part]?.network, { mae: 2, rmse: 2 });
});

test("the last value is judged on the same timesteps, by hand", () => {
  const problem = forecastProblem([1, 2, 4, 4, 9], "none", 0, 1);
  problem.arrays.part.set([0, -1, 0, 2]);
  const found = errorsByPart(problem, problem.arrays.targets);
  assert.deepEqual(found.train, { count: 2, network: { mae: 0, rmse: 0 }, lastValue: { mae: 0.5, rmse: Math.sqrt(0.5) } });
  assert.equal(found.validation, null);
  assert.deepEqual(found.test, { count: 1, network: { mae: 0, rmse: 0 }, lastValue: { mae: 5, rmse: 5 } });
});

test("errors are in the data's own unit, whatever the normalisation", () => {
  const series = [100, 110, 121, 110, 100, 90, 81, 90, 100];
  const plain = forecastProblem(series.slice(1), "none", 0, 1);
  const logs = forecastProblem(series, "log_difference", 0, 0.1);
  const zeros = errorsByPart(logs, new Float64Array(logs.arrays.targets.length));
  for (const part of PARTS) {
    assert.deepEqual(zeros[part]?.network, zeros[part]?.lastValue);
    assert.deepEqual(zeros[part]?.lastValue, errorsByPart(plain, plain.arrays.targets)[part]?.lastValue);
  }
});

test("classes are counted where they are asked", () => {
  const problem = forecastProblem([0, 0, 0, 0, 0], "none", 0, 1);
  const classes = {
    values: { ...problem.values, loss: "cross_entropy", model: { ...problem.values.model, output_size: 4 } },
    arrays: { ...problem.arrays, targets: Int32Array.of(3, 0, 1, 2), part: Int8Array.of(2, -1, 2, -1) },
    shapes: {},
  };
  const scores = Float64Array.of(0, 1, 2, 9, 9, 9, 9, 9, 5, 4, 3, 2, 0, 0, 0, 0);
  assert.deepEqual(errorsByPart(classes, scores), { train: null, validation: null, test: { count: 2, accuracy: 0.5, chance: 0.25 } });
});
