/** The sequence's spec, filled and fitted to the page: what Plotly draws, and the lines that are drawn over it. */

import { filled } from "./plotly.js";
import { steadyRange } from "./steady_range.js";
import { binWidth, thinned } from "./thin_lines.js";
import { topRow } from "./top_row.js";

/** The margin above with one row of names in the legend. */
const ONE_ROW = 50;
const FROM_WEIGHTS = new Set(["band from", "band to", "prediction", "what if", "free run"]);

/** @typedef {import("./thin_lines.js").Range} Range */

/**
 * In place of the heat maps there is one empty field that their bitmaps lie behind, for axes cost Plotly most.
 * @param {any} view @param {Range} seen
 */
export function sequenceSheet(view, seen) {
  const spec = view.specs.sequence;
  const layout = structuredClone(spec.layout);
  const steps = view.problem.arrays.part.length;
  layout.width = view.widths.sequence;
  layout.font.family = view.font;
  layout.hovermode = false;
  layout.uirevision = revision(view);
  layout.xaxis.range = [-0.5, steps - 0.5 + (view.freeRun?.length ?? 0)];
  layout.annotations = layout.annotations.filter((/** @type {any} */ { name }) => name !== "strip");
  if (view.narrow) fold(layout);
  const strips = stripAxes(spec);
  for (const { axis } of strips) delete layout[axis];
  layout.yaxis2 = { domain: span(strips), range: [0, 1], fixedrange: true, visible: false };
  layout.xaxis.anchor = "y2";
  const traces = filled(spec.data, topRow(view)).map((line) => (line.mode === "lines" ? thinned(line, seen) : line));
  const over = traces.filter(isMoving);
  if (traces.some(({ mode }) => mode === "lines")) {
    const still = traces.filter((line) => !isMoving(line));
    layout.yaxis.range = steadyRange(still.flatMap(({ y }) => y), over.flatMap(({ y }) => y));
  }
  const field = { type: "scatter", mode: "markers", x: [0], y: [0], yaxis: "y2", opacity: 0, hoverinfo: "skip", showlegend: false };
  return { traces: [...traces.map((line) => (isMoving(line) ? { ...line, x: [0], y: [null] } : line)), field], layout, over };
}

/** The timesteps that are seen, or will be. @param {any} plot @param {any} view @returns {Range} */
export function seenOf(plot, view) {
  const kept = plot._fullLayout?.uirevision === revision(view) && plot._fullLayout.xaxis.range;
  const [from, to] = kept || [0, view.problem.arrays.part.length - 1 + (view.freeRun?.length ?? 0)];
  return { from: Number(from), to: Number(to) };
}

/** How many timesteps share a point of the lines. @param {any} plot @param {any} view */
export function binOf(plot, view) {
  return binWidth(seenOf(plot, view));
}

/**
 * Where the spec has its heat maps: signal, axis and share of the plot's height, from the first down.
 * @param {any} spec @returns {{signal: string, axis: string, domain: [number, number]}[]}
 */
export function stripAxes({ data, layout }) {
  const maps = data.filter((/** @type {any} */ trace) => trace.type === "heatmap");
  return maps.map((/** @type {any} */ { meta: signal, yaxis }) => {
    const axis = yaxis.replace("y", "yaxis");
    return { signal, axis, domain: layout[axis].domain };
  });
}

/** A line of which Plotly draws only the name in the legend. @param {any} trace */
function isMoving({ mode, meta }) {
  return mode === "lines" && FROM_WEIGHTS.has(meta);
}

/** From the lowest to the highest. @param {{domain: [number, number]}[]} strips */
function span(strips) {
  return [Math.min(...strips.map(({ domain }) => domain[0])), Math.max(...strips.map(({ domain }) => domain[1]))];
}

/** A reader's zoom stays as long as this does. @param {{run: string, freeRun: Float64Array | null}} view */
function revision({ run, freeRun }) {
  return `${run} ${freeRun?.length ?? 0}`;
}

/** Makes the layout fit a narrow page. @param {any} layout */
function fold(layout) {
  const second = layout.margin.t - ONE_ROW; // the legend's, where it has one
  const height = 80 + second + Math.round((layout.height - 90 - second) * 0.77);
  Object.assign(layout, { height, margin: { l: 76, r: 6, t: 42 + second, b: 38 } });
  layout.xaxis.nticks = 5;
  Object.assign(layout.legend, { entrywidth: 46, font: { ...layout.legend.font, size: 10 } });
  layout.annotations = layout.annotations.filter((/** @type {any} */ note) => note.name !== "target");
  for (const note of layout.annotations) {
    if (note.text === "validation") note.text = "valid.";
  }
}
