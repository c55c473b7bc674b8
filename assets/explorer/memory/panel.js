/** Memory: how long each unit holds what it wrote, what is left of it, and how far its gates are shut or open. */

import { formatNumber } from "../cell_numbers.js";
import { add, addChoice, addStyle, say } from "../elements.js";
import { createHalfLifeChart } from "./half_life_chart.js";
import { GATES, halfLives, largestParts, leftAt, saturation, stillness } from "./memory.js";
import { orderUnits } from "./order.js";
import { createReadout, SHOWN } from "./readout.js";
import { CLOSE, createRetentionChart } from "./retention_chart.js";
import { createSaturationChart, saturationSentence } from "./saturation_chart.js";
import { createTable } from "../questions/table.js";
import { leftSentence, lifeInCell, lifeSentence, shareInWords, stillSentence, thinnedSentence } from "./words.js";

/**
 * What follows from a layer's trace.
 * @typedef {object} Facts
 * @property {Float64Array} lives (H,) half-lives in timesteps
 * @property {Record<import("./memory.js").Gate, {shut: number[], open: number[]}>} shares of time, (H,) each
 * @property {ReturnType<typeof stillness>} still
 * @property {number[]} order the unit at each place
 * @property {{name: string, steps: number} | undefined} span what memories are measured against
 * @property {Record<string, string>} colours of the gates
 */

/** @type {import("./order.js").Order[]} */
const ORDERS = ["own", "similarity", "half-life", "weight"];
/** Longer sequences open as a close-up: their whole triangle is little more than its diagonal. */
const WHOLE_UP_TO = 100;
const MOST_ROWS = 100;
const NOTE = "This is the direct path only, through the forget gate. h also feeds back into the gates and writes c anew, so an "
  + "input may be remembered for longer than this triangle shows.";

/** @param {HTMLElement} parent @param {import("../questions/tabs.js").Actions} actions @returns {import("../questions/tabs.js").Panel} */
export function createMemoryPanel(parent, { go, request }) {
  for (const name of ["./panel.css", "../questions/table.css"]) addStyle(parent, name, import.meta.url);
  const root = add(parent, "div", "lv-memory");
  const sentence = add(root, "p", "lv-memory-sentence");
  const onUnit = (/** @type {number} */ unit) => go({ unit });
  let order = ORDERS[0];
  const choice = addChoice(root, "units in order", (value) => {
    order = ORDERS[value];
    request();
  });
  const bars = createHalfLifeChart(root, onUnit);
  const columns = add(root, "div", "lv-memory-columns");
  const kept = addSection(columns, "What is left of what was written");
  /** Whether the triangle is of the timesteps up to the cursor; null until the reader says so. @type {boolean | null} */
  let close = null;
  const part = addChoice(kept, "triangle of", (value) => {
    close = value === 1;
    request();
  });
  part.offer([[0, "the whole sequence"], [1, `${CLOSE} timesteps up to the cursor`]]);
  const retention = createRetentionChart(kept, (t) => go({ t }));
  const thinned = add(kept, "p", "lv-memory-note");
  const left = add(kept, "p");
  const readout = createReadout(kept);
  add(kept, "p", "lv-memory-note", NOTE);
  const leftTable = createTable(kept, `The ${MOST_ROWS} largest parts of c at the cursor`, ["written at s", "left at the cursor's t"]);
  const gates = addSection(columns, "How often gates are shut or open");
  const dots = createSaturationChart(gates, onUnit);
  const saturated = add(gates, "p");
  const still = add(gates, "p");
  const table = createTable(gates, "Memory of each unit",
    ["unit", "half-life", "f shut", "f open", "i shut", "i open", "o shut", "o open", "range of h"]);
  /** @type {Facts | null} */
  let facts = null;
  /** What stands on the screen. @type {any} */
  let shown = {};

  /** @param {any} view */
  function showUnit(view) {
    const { unit, layer } = view;
    say(sentence, lifeSentence({ unit, layer, lives: facts.lives, span: facts.span }));
    say(saturated, saturationSentence(facts, unit));
    bars.point(unit);
    dots.point(unit);
  }

  /** @param {any} view */
  function showTime({ trace, layer, unit, t, problem }) {
    const { signals } = trace.layers[layer];
    const { hidden_size: H } = problem.values.model;
    const row = leftAt(signals, H, unit, t);
    const parts = largestParts(row, SHOWN);
    const words = leftSentence({ unit, t, c: signals.c[t * H + unit], left: row, parts });
    say(left, words);
    readout.show(row, parts);
    leftTable.show(() => largestParts(row, MOST_ROWS).toSorted((a, b) => a - b).map((s) => [String(s), formatNumber(row[s], 6)]));
    retention.point(t, words);
  }

  return {
    async draw(view) {
      const { layer, trace, weights, problem } = view;
      const { model } = problem.values;
      const { signals } = trace.layers[layer];
      facts = factsOf(view, orderUnits(order, { signals, weights, model, layer }));
      choice.label.hidden = model.hidden_size < 2;
      choice.offer(ORDERS.map((each, k) => [k, orderInWords(each, layer === model.num_layers - 1)]));
      choice.choose(ORDERS.indexOf(order));
      say(still, stillSentence(facts.still, model.hidden_size));
      table.show(() => rowsOf(/** @type {Facts} */ (facts)));
      await bars.draw(view, facts);
      await dots.draw(view, facts);
      const steps = problem.arrays.part.length;
      const closeUp = steps > CLOSE && (close ?? steps > WHOLE_UP_TO);
      part.label.hidden = steps <= CLOSE;
      part.choose(closeUp ? 1 : 0);
      await retention.draw(view, closeUp);
      shown = { closeUp };
    },
    point(view) {
      if (!facts) return;
      const { trace, layer, unit, t } = view;
      const anew = shown.trace !== trace || shown.layer !== layer || shown.unit !== unit;
      const moved = anew || shown.t !== t;
      if (anew) showUnit(view);
      if (anew || (moved && shown.closeUp)) say(thinned, thinnedSentence(retention.paint(view).every));
      if (moved) showTime(view);
      shown = { ...shown, trace, layer, unit, t };
    },
    destroy() {
      bars.destroy();
      dots.destroy();
      retention.destroy();
      root.remove();
    },
  };
}

/** @param {any} view @param {number[]} order @returns {Facts} */
function factsOf({ trace, layer, problem, specs, palette }, order) {
  const { hidden_size: H } = problem.values.model;
  const { signals } = trace.layers[layer];
  return {
    lives: halfLives(signals.f, H),
    shares: /** @type {any} */ (Object.fromEntries(GATES.map((gate) => [gate, saturation(signals[gate], H)]))),
    still: stillness(signals.h, H),
    order,
    span: specs.half_life.layout.meta,
    colours: { f: palette.forget, i: palette.input, o: palette.output },
  };
}

/** @param {Facts} facts @returns {string[][]} */
function rowsOf({ order, lives, shares, still }) {
  return order.map((unit) => [
    String(unit),
    lifeInCell(lives[unit]),
    ...GATES.flatMap((gate) => [shareInWords(shares[gate].shut[unit]), shareInWords(shares[gate].open[unit])]),
    formatNumber(still.range[unit], 4),
  ]);
}

/** @param {import("./order.js").Order} order @param {boolean} onTop whether the output reads this layer */
function orderInWords(order, onTop) {
  if (order === "weight") return onTop ? "by |weight to the output|" : "by |weight to the next layer|";
  return { own: "as they are", similarity: "by similarity", "half-life": "by half-life" }[order];
}

/** @param {HTMLElement} parent @param {string} title */
function addSection(parent, title) {
  const section = add(parent, "section");
  const heading = add(section, "h3", "", title);
  section.setAttribute("aria-label", heading.textContent ?? "");
  return section;
}
