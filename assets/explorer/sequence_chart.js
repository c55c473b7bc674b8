/** The sequence, step by step: values, then every unit's signals, and one line through all. */

import { createAnswerLines } from "./answer_lines.js";
import { add, say } from "./elements.js";
import { draw, purge } from "./plotly.js";
import { watchPointer } from "./pointer.js";
import { answerLines, signalLine, timeInWords } from "./reading.js";
import { binOf, seenOf, sequenceSheet, stripAxes } from "./sequence_sheet.js";
import { createStripLabels } from "./strip_labels.js";
import { createStrips } from "./strips.js";
import { createTip } from "./tip.js";

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
  const plot = /** @type {any} what Plotly makes of it */ (add(frame, "div", "lv-plotly"));
  const answers = createAnswerLines(frame);
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
  /** What Plotly was given: while it is the same, what stands stays. */
  let drawn = "";

  function place() {
    if (!view?.trace) return;
    ground = measure(plot, view);
    if (!ground) return;
    strips.place(ground.rows, ground.time, view.unit);
    labels.place(Object.values(ground.rows), ground.time.left);
    answers.place(...axesOf(plot), (meta) => plot._fullData.find((/** @type {any} */ trace) => trace.meta === meta)?.visible === true);
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
    if (view && binOf(plot, view) !== bin) void chart.draw(view);
  }

  const chart = {
    frame,
    /** @param {any} now */
    async draw(now) {
      bin = binOf(plot, now);
      const { traces, layout, over } = sequenceSheet(now, seenOf(plot, now));
      const asked = JSON.stringify([now.run, traces, layout]);
      if (asked !== drawn) {
        frame.style.minHeight = `${layout.height}px`; // before the first drawing the stylesheet keeps the place
        await draw(plot, traces, layout);
        drawn = asked;
      }
      view = now;
      answers.set(over);
      labels.name(now.specs.sequence);
      say(note, bin > 1 ? thinnedInWords(bin) : "");
      note.hidden = bin === 1;
      if (!listens) {
        listens = true;
        plot.on("plotly_relayout", zoomed);
        for (const name of ["plotly_relayouting", "plotly_afterplot"]) plot.on(name, place);
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
    width: () => frame.clientWidth,
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

/** @param {any} plot @returns {[import("./answer_lines.js").Axis, import("./answer_lines.js").Axis]} time, and the values of the top row */
function axesOf(plot) {
  const { xaxis, yaxis } = plot._fullLayout;
  const [x, y] = [xaxis, yaxis].map(({ _offset: offset, _length: length, range }) => ({ offset, length, range }));
  return [x, y];
}

/** Where time and rows stand, in pixels of the frame. @param {any} plot @param {any} view */
function measure(plot, view) {
  const full = plot._fullLayout;
  const { _offset: left, _length: width, range } = full.xaxis;
  const { t: above, h: whole } = full._size;
  /** @type {Record<string, {top: number, height: number}>} */
  const rows = {};
  for (const { signal, domain } of stripAxes(view.specs.sequence)) {
    rows[signal] = { top: above + (1 - domain[1]) * whole, height: (domain[1] - domain[0]) * whole };
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
