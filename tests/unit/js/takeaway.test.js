import assert from "node:assert/strict";
import { test } from "node:test";

import { KINDS } from "../../../assets/explorer/cells/kind.js";
import { fileName, inFileName } from "../../../assets/explorer/takeaway/file_name.js";
import { byUnit } from "../../../assets/explorer/takeaway/figure.js";
import { cell, traceCsv } from "../../../assets/explorer/takeaway/trace_csv.js";

const LSTM = KINDS.lstm.signals;
/** Two timesteps of two units; the value says where it stands. */
const signals = Object.fromEntries([..."ifgoch"].map((name, k) => [name, Float64Array.of(k, k + 0.1, k + 0.2, k + 0.3)]));
const trace = { layers: [{ signals, inputs: [] }, { signals, inputs: [] }], y: new Float64Array(2) };

test("the table has a row for every number of the trace, with all its digits", () => {
  const [head, ...rows] = [...traceCsv(trace, LSTM, 2, [])].join("").trimEnd().split("\r\n");
  assert.equal(head, "layer,signal,unit,t,value");
  assert.equal(rows.length, 2 * 6 * 2 * 2);
  for (const row of rows) {
    const [layer, name, unit, t, value] = row.split(",");
    assert.ok(layer === "1" || layer === "2");
    assert.equal(Number(value), signals[name][Number(t) * 2 + Number(unit)]);
  }
});

test("moments stand beside the timesteps where there are any, and none of them is a formula", () => {
  const rows = [...traceCsv(trace, LSTM, 2, ["2024-01", "=cmd()"])].join("").trimEnd().split("\r\n");
  assert.equal(rows[0], "layer,signal,unit,t,time,value");
  assert.ok(rows[1].startsWith("1,f,0,0,2024-01,"));
  assert.ok(rows[2].startsWith("1,f,0,1,'=cmd(),"));
  assert.equal(cell('a "b", c'), '"a ""b"", c"');
});

test("a strip's rows are units and its columns timesteps", () => {
  assert.deepEqual(byUnit(Float64Array.of(1, 2, 3, 4, 5, 6), 2), [[1, 3, 5], [2, 4, 6]]);
});

test("a table has the cell's own signals and no other", () => {
  const h = Float64Array.of(1, 2);
  const rows = [...traceCsv({ layers: [{ signals: { h } }] }, KINDS.rnn.signals, 1, [])].join("").trimEnd().split("\r\n");
  assert.deepEqual(rows, ["layer,signal,unit,t,value", "1,h,0,0,1", "1,h,0,1,2"]);
});

test("a file's name says data, cell, step and content in letters, digits, - and _", () => {
  const view = { problem: { values: { target_name: "CO₂ / ppm: “weekly”", model: { cell: "gru" } } }, live: { values: { weights_step: 400 } } };
  assert.equal(fileName(view, "trace", "csv"), "CO₂-ppm-weekly_gru_step400_trace.csv");
  assert.equal(inFileName("../../etc/passwd"), "etc-passwd");
  assert.equal(inFileName("Größe_2-x"), "Größe_2-x");
  assert.equal(inFileName(" ?.* "), "data");
  assert.equal(inFileName("a".repeat(99)).length, 60);
  assert.match(inFileName("<b>$x$ %{y}\n.exe"), /^[\p{L}\p{N}_-]+$/u);
});
