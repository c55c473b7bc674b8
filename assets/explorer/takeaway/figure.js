/** The sequence as one figure, strips and all, for a picture file; and the loss. */

import { symmetricLimits } from "../colour.js";
import { filled } from "../plotly.js";
import { topRow } from "../top_row.js";

const WIDTH = 1200;

/** @param {any} view @returns {{data: any[], layout: any}} */
export function sequenceFigure(view) {
  const { data, layout } = onPaper(view, view.specs.sequence);
  const { hidden_size: units } = view.problem.values.model;
  const { signals } = view.trace.layers[view.layer];
  /** @type {Record<string, object>} */
  const strips = {};
  for (const trace of data) {
    if (trace.type !== "heatmap") continue;
    layout[trace.yaxis.replace("y", "yaxis")].range = [units - 0.5, -0.5];
    const values = signals[trace.meta];
    const [zmin, zmax] = trace.meta === "c" ? symmetricLimits(values) : [trace.zmin, trace.zmax];
    strips[trace.meta] = { z: byUnit(values, units), zmin, zmax };
  }
  return { data: filled(data, { ...topRow(view), ...strips }), layout };
}

/** @param {any} view @returns {{data: any[], layout: any}} */
export function lossFigure(view) {
  const { data, layout } = onPaper(view, view.specs.loss);
  const { loss_step: lossStep, loss, validation_step: validationStep, validation } = view.live.arrays;
  layout.height = 400;
  return { data: filled(data, { training: { x: lossStep, y: loss }, validation: { x: validationStep, y: validation } }), layout };
}

/** A picture file has a ground of its own. @param {any} view @param {{data: any[], layout: any}} spec */
function onPaper(view, spec) {
  const { data, layout } = structuredClone(spec);
  Object.assign(layout, { width: WIDTH, paper_bgcolor: view.palette.paper, plot_bgcolor: view.palette.paper });
  return { data, layout };
}

/** @param {Float64Array} values (T·H) @param {number} units H @returns {number[][]} (H)(T) */
export function byUnit(values, units) {
  const steps = values.length / units;
  return Array.from({ length: units }, (_, unit) => Array.from({ length: steps }, (__, t) => values[t * units + unit]));
}
