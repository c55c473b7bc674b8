/** The memory panel of one kind of cell: what it says, what is kept where a gate keeps it, and what is saturated. */

import { formatNumber } from "../cell/numbers.js";
import { add, addChoice, say } from "../elements.js";
import { createTable } from "../questions/table.js";
import { explain } from "../terms.js";
import { factsOf, livesOf } from "./facts.js";
import { createKept } from "./kept.js";
import { saturable } from "./memory.js";
import { orderInWords, ordersOf } from "./order.js";
import { createSaturationChart } from "./saturation_chart.js";
import { addSection } from "./section.js";
import { lifeInCell, lifeSentence, NO_GATE, rnnSentence, saturationHeads, saturationSentence, shareInWords, stillSentence } from "./words.js";

/** @param {HTMLElement} root @param {import("../cells/kind.js").Kind} kind @param {import("../questions/tabs.js").Actions} actions */
export function createBody(root, kind, { go, request }) {
  const sentence = add(root, "p", "lv-memory-sentence");
  if (kind.keep) explain(sentence, "halfLife");
  if (!kind.keep) add(root, "p", "lv-memory-note", NO_GATE);
  const orders = ordersOf(kind);
  let order = orders[0];
  const choice = addChoice(root, "units in order", (value) => {
    order = orders[value];
    request();
  });
  const bars = add(root, "div");
  const columns = add(root, "div", "lv-memory-columns");
  const kept = kind.keep ? createKept(bars, columns, kind, { go, request }) : null;
  const saturated = addSection(columns, kind.keep ? "How often gates are shut or open" : "How often h is near −1 or 1");
  explain(/** @type {Element} */ (saturated.firstElementChild), "saturation");
  const dots = createSaturationChart(saturated, kind, (unit) => go({ unit }));
  const saturation = add(saturated, "p");
  const still = add(saturated, "p");
  const table = createTable(saturated, "Memory of each unit", ["unit", ...(kept ? ["half-life"] : []), ...saturationHeads(kind), "range of h"]);
  /** @type {import("./facts.js").Facts | null} */
  let facts = null;
  /** @type {import("./facts.js").Lives | null} */
  let lives = null;
  /** What the sentences speak of. @type {any} */
  let said = {};

  /** @param {any} view */
  function showUnit({ unit, layer }) {
    const { shares } = /** @type {import("./facts.js").Facts} */ (facts);
    say(sentence, lives ? lifeSentence({ unit, layer, ...lives }) : rnnSentence({ unit, layer, shares: shares.h }));
    say(saturation, saturationSentence(kind, shares, unit));
    dots.point(unit);
  }

  return {
    /** @param {any} view */
    async draw(view) {
      const { layer, problem } = view;
      const { model } = problem.values;
      facts = factsOf(kind, view, order);
      lives = kept ? livesOf(kind, view) : null;
      choice.label.hidden = model.hidden_size < 2;
      choice.offer(orders.map((each, k) => [k, orderInWords(each, layer === model.num_layers - 1)]));
      choice.choose(orders.indexOf(order));
      say(still, stillSentence(facts.still, model.hidden_size));
      table.show(() => rowsOf(kind, /** @type {any} */ (facts), lives));
      if (lives) await kept?.draw(view, { ...facts, ...lives });
      await dots.draw(view, facts);
      said = {};
    },
    /** @param {any} view */
    point(view) {
      if (!facts) return;
      const { trace, layer, unit } = view;
      if (said.trace !== trace || said.layer !== layer || said.unit !== unit) showUnit(view);
      kept?.point(view);
      said = { trace, layer, unit };
    },
    destroy() {
      kept?.destroy();
      dots.destroy();
    },
  };
}

/**
 * @param {import("../cells/kind.js").Kind} kind @param {import("./facts.js").Facts} facts
 * @param {import("./facts.js").Lives | null} lives @returns {string[][]}
 */
function rowsOf(kind, { order, shares, still }, lives) {
  return order.map((unit) => [
    String(unit),
    ...(lives ? [lifeInCell(lives.lives[unit])] : []),
    ...saturable(kind).flatMap((name) => [shareInWords(shares[name].shut[unit]), shareInWords(shares[name].open[unit])]),
    formatNumber(still.range[unit], 4),
  ]);
}
