/** One explorer: what is known of the run, and when to draw it. */

import { lookAhead } from "./ahead.js";
import { createAsItIs } from "./as_it_is.js";
import { createCellPanel } from "./cell/panel.js";
import { comparison, createErrorsTable } from "./errors_table.js";
import { createFeed, isRunning } from "./feed.js";
import { createFiguresRow, troubleInWords } from "./figures_row.js";
import { createLossChart } from "./loss_chart.js";
import { createLossTable } from "./loss_table.js";
import { createOrder } from "./order_choice.js";
import { loadPlotly } from "./plotly.js";
import { QUESTIONS } from "./questions/list.js";
import { createQuestions } from "./questions/tabs.js";
import { createReader } from "./reader.js";
import { runOn, think, withWeights } from "./scene.js";
import { createSequenceChart } from "./sequence_chart.js";
import { createSequencePanel } from "./sequence_panel.js";
import { createSequenceTable } from "./sequence_table.js";
import { createSettled } from "./settled.js";
import { createSkeleton, wear } from "./skeleton.js";
import { createTravel } from "./timeline/travel.js";

const NARROW = 560;

/** @param {HTMLElement} parent */
export function createExplorer(parent) {
  const bones = createSkeleton(parent);
  const reader = createReader(point);
  const settled = createSettled();
  const onUnit = (/** @type {number} */ unit) => go({ unit });
  const onMove = (/** @type {number} */ t) => go({ t });
  const onLayer = (/** @type {number} */ layer) => go({ layer });
  const row = createFiguresRow(bones.top);
  const lossChart = createLossChart(bones.loss, (step) => travel.goNear(step));
  const travel = createTravel(bones.loss, {
    onChange() {
      thought = null;
      request();
    },
    onFork: fork,
    suppose,
  });
  const lossTable = createLossTable(bones.loss);
  const panel = createSequencePanel(bones, { onMove, onRest: reader.remember, onLayer, onFreeRun, onAhead, onOrder });
  const chart = createSequenceChart(bones.sequence, {
    onLook: (t) => panel.walks() || reader.look(t),
    onPin(t, unit) {
      panel.halt();
      reader.go(unit === null ? { t } : { t, unit });
    },
  });
  const sequenceTable = createSequenceTable(bones.sequence);
  const cell = createCellPanel(bones.cell, { onUnit, onLayer, onCursor: onMove });
  const errors = createErrorsTable(bones.errors);
  const questions = createQuestions(bones.questions, QUESTIONS, { go, request, suppose, fork });
  const asItIs = createAsItIs(/** @type {HTMLElement} */ (bones.said.parentElement));
  panel.listen(chart.frame);

  /** @type {any} what Streamlit handed over at the last mount */
  let data = {};
  /** @type {import("./wire.js").Message | null} with the step ahead that is looked at */
  let problem = null;
  /** @type {import("./wire.js").Message | null} */
  let asCame = null;
  /** @type {import("./wire.js").Message | null} */
  let live = null;
  /** @type {import("./wire.js").Message | null} what is drawn: the newest message, or the run at an earlier step */
  let shown = null;
  /** @type {ReturnType<typeof think> | null} what follows from the weights that are shown; null before it is worked out */
  let thought = null;
  const inOrder = createOrder();
  let steps = 0;
  /** @type {Float64Array | null} */
  let freeRun = null;
  /** @type {any} a counterfactual that a panel laid over the picture */
  let supposed = null;
  let report = (/** @type {string} */ _name, /** @type {unknown} */ _value) => {};
  let forks = 0;
  let draws = 0;
  let due = false;
  let drawing = false;
  let frame = 0;

  const feed = createFeed({
    wanted: () => parent.isConnected,
    have: () => (thought?.weights ? (live?.values.weights_step ?? null) : null),
    onProblem(message) {
      problem = asCame = message;
      live = shown = thought = freeRun = supposed = null;
      reader.meet(message);
      void travel.meet(data, message);
    },
    onLive(message) {
      const { state } = message.values;
      settled.saw(live?.values.state, message.values);
      if (live && isRunning(state) && !isRunning(live.values.state)) travel.goToNewest();
      note(troubleInWords(message.values));
      if (state === "gone") {
        row.gone(message.values);
        if (!thought) bones.root.dataset.shows = "gone";
        return;
      }
      const before = live;
      live = withWeights(before, message);
      if (live === message) thought = null;
      travel.offer(live);
      request();
    },
    onTrouble: note,
  });

  /** @param {string | null} sentence */
  function note(sentence) {
    bones.note.textContent = sentence ?? "";
    bones.note.hidden = !sentence;
  }

  /** Draws what is newest; one drawing at a time, and what comes meanwhile waits for its end. */
  function request() {
    due = true;
    if (!drawing) void drawNewest();
  }

  async function drawNewest() {
    drawing = true;
    try {
      await loadPlotly();
      while (due && parent.isConnected) {
        due = false;
        if (problem && live) await drawAll(problem, travel.picture(live));
      }
    } finally {
      drawing = false;
    }
  }

  /** @param {import("./wire.js").Message} asked @param {import("./wire.js").Message} known */
  async function drawAll(asked, known) {
    if (!thought) {
      thought = think(asked, known);
      freeRun = runOn(asked, thought, steps);
    }
    shown = known;
    bones.root.dataset.shows = "all";
    const now = view(); // reads sizes before anything is written, so that the page is laid out once
    wear(bones.root, now.palette);
    row.draw(now, comparison(now.errors, asked.values.loss));
    panel.draw(now);
    asItIs(now);
    errors.draw(now);
    cell.draw(now);
    await lossChart.draw({ ...now, branch: travel.branch() });
    lossChart.mark(...travel.marks());
    travel.draw(now);
    lossTable(now);
    await chart.draw(now);
    await questions.draw(now);
    draws += 1;
    point();
  }

  /** @returns {any} all that a drawing module may need */
  function view() {
    const { theme = "light", run } = data;
    const { palette, figures } = /** @type {any} */ (problem).values;
    const font = getComputedStyle(bones.root).fontFamily;
    const narrow = bones.sequence.clientWidth < NARROW;
    const widths = { loss: lossChart.width(), sequence: chart.width() };
    const here = reader.here();
    const order = thought?.trace ? inOrder.of(/** @type {any} */ (problem).values.model, thought, here.layer ?? 0) : [];
    return { run, order, exported: Boolean(data.source), problem, live: shown, ...thought, freeRun, supposed, ...here, theme, palette: palette[theme], specs: figures[theme], narrow, widths, font };
  }

  /** Brings what depends on the cursor to where the reader is, once a frame; nothing is drawn anew. */
  function point() {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      if (!problem || !shown || !thought) return;
      const now = view();
      chart.point(now);
      panel.point(now);
      sequenceTable(now);
      cell.draw(now);
      questions.point(now);
    });
  }

  /** @param {Partial<import("./address.js").Place>} place */
  function go(place) {
    const before = reader.here().layer;
    reader.go(place);
    if (reader.here().layer !== before) request();
  }

  /** @param {any} counterfactual */
  function suppose(counterfactual) {
    supposed = counterfactual;
    request();
  }

  /** Reported anew each time, also where all is as it was. @param {number} step @param {object[]} [edits] weights to write there */
  function fork(step, edits = []) {
    report("fork", { step, edits, asked: `${data.turn} ${(forks += 1)}` });
    bones.root.scrollIntoView({ block: "start" }); // to where the page says what comes of it, and has Play
  }

  /** @param {number} order */
  function onOrder(order) {
    inOrder.choose(order);
    request();
  }

  /** @param {number} step which step ahead is looked at */
  function onAhead(step) {
    problem = problem && lookAhead(/** @type {any} */ (asCame), step);
    thought = null;
    if (!supposed?.interventions && !supposed?.edits) supposed = null; // another step of training knows only the old answers
    request();
  }

  /** @param {number} count */
  function onFreeRun(count) {
    steps = count;
    freeRun = problem && thought ? runOn(problem, thought, steps) : null;
    request();
  }

  const sizes = new ResizeObserver(request);
  sizes.observe(bones.root);
  loadPlotly().catch(() => note("The drawing library did not load; reload the page to try again."));

  return {
    /** @param {any} wanted @param {(name: string, value: unknown) => void} setStateValue */
    show(wanted, setStateValue) {
      settled.mounted(wanted, setStateValue);
      report = setStateValue;
      const recoloured = wanted.theme !== data.theme;
      data = wanted;
      feed.follow(`${wanted.base}runs/${wanted.run}/`, wanted.source);
      travel.follow(wanted);
      if (recoloured) request();
    },
    /** What is on the screen, for tests and measurements. */
    status: () => ({
      run: data.run,
      state: live?.values.state ?? null,
      step: live?.values.step ?? null,
      weightsStep: live?.values.weights_step ?? null,
      chosen: travel.chosen(),
      awaited: travel.awaited(),
      learningRate: live?.values.learning_rate ?? null,
      ...reader.here(),
      draws,
      blank: chart.blank(),
    }),
    destroy() {
      feed.stop();
      travel.stop();
      sizes.disconnect();
      reader.stop();
      cancelAnimationFrame(frame);
      panel.halt();
      cell.destroy();
      questions.destroy();
      lossChart.destroy();
      chart.destroy();
      bones.root.remove();
    },
  };
}
