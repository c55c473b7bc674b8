import assert from "node:assert/strict";
import { test } from "node:test";

import { freeRun, freeRunRefusal } from "../../../assets/explorer/free_run.js";
import { forward } from "../../../assets/explorer/lstm.js";
import { forecastProblem, largestGap, randomNetwork } from "./numeric_cases.js";

const SERIES = Array.from({ length: 40 }, (_, k) => 20 + 5 * Math.sin(k / 3));

/** Reads the whole grown series again for every new value, through levels instead of scaled values. */
function grown(problem, weights, model, steps) {
  const { normalisation, centre, spread } = problem.values.target_scale;
  const all = [problem.arrays.anchor[0], ...problem.arrays.actual];
  const first = problem.arrays.inputs[0];
  for (let k = 0; k < steps; k++) {
    const scaled = all.map((level, t) => {
      if (normalisation === "none") return (level - centre) / spread;
      if (t === 0) return first;
      return ((normalisation === "difference" ? level - all[t - 1] : Math.log(level / all[t - 1])) - centre) / spread;
    });
    const y = forward(weights, model, scaled, scaled.length).y[scaled.length - 1] * spread + centre;
    const last = all[all.length - 1];
    all.push(normalisation === "none" ? y : normalisation === "difference" ? last + y : last * Math.exp(y));
  }
  return all.slice(-steps);
}

for (const normalisation of /** @type {const} */ (["none", "difference", "log_difference"])) {
  for (const layers of [1, 2]) {
    test(`running on is forecasting the grown series again and again (${normalisation}, ${layers} layers)`, () => {
      const problem = forecastProblem(SERIES, normalisation, 0.01, normalisation === "log_difference" ? 0.1 : 3);
      const { model, weights } = randomNetwork(1, 6, layers, 1);
      const found = freeRun(problem, weights, model, 12);
      // the inputs of the problem are float32, those of the grown series float64
      assert.ok(largestGap(found, grown(problem, weights, model, 12)) < 2e-5);
    });
  }
}

test("more steps begin with the same values", () => {
  const problem = forecastProblem(SERIES, "none", 20, 5);
  const { model, weights } = randomNetwork(1, 4, 1, 1);
  assert.deepEqual(freeRun(problem, weights, model, 20).slice(0, 7), freeRun(problem, weights, model, 7));
  assert.equal(freeRun(problem, weights, model, 0).length, 0);
});

/** @param {object} changed */
function refusal(changed) {
  const problem = forecastProblem(SERIES, "none", 20, 5);
  return freeRunRefusal({ ...problem, values: { ...problem.values, ...changed } });
}

test("a network that reads only its target may run on", () => {
  assert.equal(refusal({}), null);
});

test("a network that reads other columns is refused by their names", () => {
  assert.equal(
    refusal({ input_names: ["level", "rain"] }),
    "The network also reads rain, whose future nobody knows: feed only level to run on freely.",
  );
  assert.match(String(refusal({ input_names: ["a", "level", "b", "c"], target_input: 1 })), /also reads a, b and c,/);
  assert.match(String(refusal({ input_names: ["a", "b", "c", "d", "level"], target_input: 4 })), /also reads 4 other columns,/);
});

test("a network that does not read its target, or answers with classes, is refused", () => {
  assert.match(String(refusal({ target_input: null })), /does not read the past of level/);
  assert.match(String(refusal({ loss: "cross_entropy", target_input: null })), /answers with a class/);
});
