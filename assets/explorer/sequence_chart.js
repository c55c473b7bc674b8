/** The sequence, step by step: values, then every unit's signals, and one line through all. */

import { add, say } from "./elements.js";
import { draw, filled, purge } from "./plotly.js";
import { watchPointer } from "./pointer.js";
import { answerLines, signalLine, timeInWords } from "./reading.js";
import { createStripLabels } from "./strip_labels.js";
import { createStrips } from "./strips.js";
import { binWidth, thinned } from "./thin_lines.js";
import { createTip } from "./tip.js";
import { topRow } from "./top_row.js";

const EDGE = 6;

/**
 * @param {HTMLElement} card
 * @param {{onLook: (t: number | null) => void, onPin: (t: number, unit: number | null) => void}} handlers
 */
export function createSequenceChart(card, { onLook, onPin }) {
  const frame = add(card, "div", "lv-plot lv-sequence");
  frame.tabIndex = 0;
  frame.setAttribute("role", "group");
  frame.setAttribute("aria-label", "The sequence, step by step: arrow keys move the cursor");
  const behind = add(frame, "div", "lv-behind");
  const strips = createStrips(behind);
  const plot = add(frame, "div", "lv-plotly");
  const labels = createStripLabels(frame);
  const line = add(frame, "div", "lv-cursor");
  const tip = createTip(frame);
  const note = add(card, "p", "lv-said lv-thinned");
  note.hidden = true;
  /** How many timesteps share a point of the lines that are drawn. */
  let bin = 1;
  /** @type {any} what is drawn */
  let view = null;
  /** @type {ReturnType<typeof measure> | null} where it stands */
  let ground = null;
  let listens = false;

  function place() {
    if (!view?.trace) return;
    ground = measure(plot, view);
    if (!ground) return;
    strips.place(ground.rows, ground.time, view.unit);
    labels.place(Object.values(ground.rows), ground.time.left);
    moveTo(view.t);
  }

  /** @param {number} t */
  function moveTo(t) {
    if (!ground) return;
    const { left, width, from, to } = ground.time;
    const x = left + ((t - from) / (to - from)) * width;
    line.hidden = x < left || x > left + width;
    Object.assign(line.style, { top: `${ground.top}px`, height: `${ground.bottom - ground.top}px` });
    line.style.transform = `translateX(${x}px)`;
    line.dataset.t = String(t);
  }

  watchPointer(frame, (x, y) => (ground ? spotAt(ground, x, y) : null), {
    onLook(spot) {
      onLook(spot?.t ?? null);
      if (!spot) return tip.hide();
      const lines = spot.signal ? [signalLine(view, spot.t, spot.signal, spot.unit)] : answerLines(view, spot.t);
      tip.show(timeInWords(view, spot.t), lines, spot.x, spot.y);
    },
    onPin(spot) {
      frame.focus({ preventScroll: true });
      onPin(spot.t, spot.signal ? spot.unit : null);
    },
  });

  /** Another stretch of a long sequence is seen: its lines are drawn as finely as it allows. */
  function zoomed() {
    place();
    if (view && binWidth(seenOf(plot, view)) !== bin) void chart.draw(view);
  }

  const chart = {
    frame,
    /** @param {any} now */
    async draw(now) {
      const seen = seenOf(plot, now);
      bin = binWidth(seen);
      const { traces, layout } = sheet(now, frame.clientWidth, seen);
      frame.style.minHeight = `${layout.height}px`; // before the first drawing the stylesheet keeps the place
      await draw(plot, traces, layout);
      view = now;
      labels.name(now.specs.sequence);
      say(note, bin > 1 ? thinnedInWords(bin) : "");
      note.hidden = bin === 1;
      if (!listens) {
        listens = true;
        /** @type {any} */ (plot).on("plotly_relayout", zoomed);
        for (const name of ["plotly_relayouting", "plotly_afterplot"]) /** @type {any} */ (plot).on(name, place);
      }
      behind.hidden = line.hidden = !now.trace;
      if (now.trace) {
        const heat = now.specs.sequence.data.filter((/** @type {any} */ trace) => trace.type === "heatmap");
        strips.paint(heat, now.trace.layers[now.layer].signals, now.problem.values.model.hidden_size, now.order);
      }
      place();
    },
    /** Moves the line and the unit's mark; nothing is drawn anew. @param {any} now */
    point(now) {
      const moved = view && view.unit !== now.unit;
      view = view && { ...view, t: now.t, unit: now.unit };
      if (moved) place();
      else moveTo(now.t);
    },
    /** Whether the plot is missing. */
    blank: () => !plot.querySelector(".main-svg"),
    destroy: () => purge(plot),
  };
  return chart;
}

/** @param {number} bin */
function thinnedInWords(bin) {
  return `Too long to draw whole: lines show the least and the greatest of every ${bin} timesteps, strips a mixture of them. Zoom in to see each; numbers and downloads hold all.`;
}

/** The timesteps that are seen, or will be. @param {any} plot @param {any} view */
function seenOf(plot, { run, freeRun, problem }) {
  const kept = plot._fullLayout?.uirevision === revision(run, freeRun) && plot._fullLayout.xaxis.range;
  const [from, to] = kept || [0, problem.arrays.part.length - 1 + (freeRun?.length ?? 0)];
  return { from: Number(from), to: Number(to) };
}

/** A reader's zoom stays as long as this does. @param {string} run @param {Float64Array | null} freeRun */
function revision(run, freeRun) {
  return `${run} ${freeRun?.length ?? 0}`;
}

/**
 * The spec, filled: lines with their data, and for each heat map axes that a bitmap lies behind.
 * @param {any} view @param {number} width @param {{from: number, to: number}} seen
 */
function sheet(view, width, seen) {
  const spec = view.specs.sequence;
  const layout = structuredClone(spec.layout);
  const { hidden_size: units } = view.problem.values.model;
  const steps = view.problem.arrays.part.length;
  layout.width = width;
  layout.font.family = view.font;
  layout.hovermode = false;
  layout.uirevision = revision(view.run, view.freeRun);
  layout.xaxis.range = [-0.5, steps - 0.5 + (view.freeRun?.length ?? 0)];
  layout.annotations = layout.annotations.filter((/** @type {any} */ { name }) => name !== "strip");
  if (view.narrow) fold(layout);
  const axes = [];
  for (const trace of spec.data) {
    if (trace.type !== "heatmap") continue;
    layout[trace.yaxis.replace("y", "yaxis")].range = [units - 0.5, -0.5];
    axes.push({ type: "scatter", mode: "markers", x: [0], y: [0], yaxis: trace.yaxis, opacity: 0, hoverinfo: "skip", showlegend: false });
  }
  const lines = filled(spec.data, topRow(view)).map((line) => (line.mode === "lines" ? thinned(line, seen) : line));
  return { traces: [...lines, ...axes], layout };
}

/** Makes the layout fit a narrow page. @param {any} layout */
function fold(layout) {
  Object.assign(layout, { height: 80 + Math.round((layout.height - 90) * 0.77), margin: { l: 70, r: 6, t: 42, b: 38 } });
  layout.xaxis.nticks = 5;
  Object.assign(layout.legend, { entrywidth: 46, font: { ...layout.legend.font, size: 10 } });
  layout.annotations = layout.annotations.filter((/** @type {any} */ note) => note.name !== "target");
  for (const note of layout.annotations) {
    if (note.text === "validation") note.text = "valid.";
  }
}

/** Where time and rows stand, in pixels of the frame; null while another cell is being drawn. @param {any} plot @param {any} view */
function measure(plot, view) {
  const full = plot._fullLayout;
  const { _offset: left, _length: width, range } = full.xaxis;
  /** @type {Record<string, {top: number, height: number}>} */
  const rows = {};
  for (const trace of view.specs.sequence.data) {
    if (trace.type !== "heatmap") continue;
    const axis = full[trace.yaxis.replace("y", "yaxis")];
    if (!axis) return null;
    const { _offset: top, _length: height } = axis;
    rows[trace.meta] = { top, height };
  }
  const { part } = view.problem.arrays;
  const { hidden_size: units } = view.problem.values.model;
  const bottom = Math.max(...Object.values(rows).map((row) => row.top + row.height));
  const time = { left, width, from: Number(range[0]), to: Number(range[1]) };
  return { time, rows, top: full.yaxis._offset, bottom, steps: part.length, units, order: view.order };
}

/** @param {NonNullable<ReturnType<typeof measure>>} ground @param {number} x @param {number} y @returns {import("./pointer.js").Spot | null} */
function spotAt({ time, rows, top, bottom, steps, units, order }, x, y) {
  const share = (x - time.left) / time.width;
  if (share < 0 || share > 1 || y < top || y > bottom + EDGE) return null;
  const t = Math.min(steps - 1, Math.max(0, Math.round(time.from + share * (time.to - time.from))));
  const found = Object.entries(rows).find(([, row]) => y >= row.top && y < row.top + row.height);
  if (!found) return { t, signal: null, unit: 0, x, y };
  const unit = order[Math.floor(((y - found[1].top) / found[1].height) * units)];
  return { t, signal: found[0], unit, x, y };
}
