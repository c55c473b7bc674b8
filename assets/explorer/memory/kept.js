/** What a gate keeps: the half-life of each unit, and what is left of what the chosen one wrote. */

import { formatNumber } from "../cell/numbers.js";
import { add, addChoice, say } from "../elements.js";
import { createTable } from "../questions/table.js";
import { createHalfLifeChart } from "./half_life_chart.js";
import { largestParts, leftAt } from "./memory.js";
import { createReadout, SHOWN } from "./readout.js";
import { CLOSE, createRetentionChart } from "./retention_chart.js";
import { addSection } from "./section.js";
import { DIRECT_PATH, leftSentence, thinnedSentence } from "./words.js";

/** Longer sequences open as a close-up: their whole triangle is little more than its diagonal. */
const WHOLE_UP_TO = 100;
const MOST_ROWS = 100;

/**
 * @param {HTMLElement} above where the bars stand @param {HTMLElement} columns where the rest stands
 * @param {import("../cells/kind.js").Kind} kind one with a gate that keeps
 * @param {Pick<import("../questions/tabs.js").Actions, "go" | "request">} actions
 */
export function createKept(above, columns, { name, state }, { go, request }) {
  const bars = createHalfLifeChart(above, (unit) => go({ unit }));
  const section = addSection(columns, "What is left of what was written");
  /** Whether the triangle is of the timesteps up to the cursor; null until the reader says so. @type {boolean | null} */
  let close = null;
  const part = addChoice(section, "triangle of", (value) => {
    close = value === 1;
    request();
  });
  part.offer([[0, "the whole sequence"], [1, `${CLOSE} timesteps up to the cursor`]]);
  const retention = createRetentionChart(section, state, (t) => go({ t }));
  const thinned = add(section, "p", "lv-memory-note");
  const left = add(section, "p");
  const readout = createReadout(section, state);
  add(section, "p", "lv-memory-note", DIRECT_PATH[/** @type {"lstm" | "gru"} */ (name)]);
  const table = createTable(section, `The ${MOST_ROWS} largest parts of ${state} at the cursor`, ["written at s", "left at the cursor's t"]);
  /** @type {import("./memory.js").Path | null} */
  let path = null;
  /** What stands on the screen. @type {any} */
  let shown = {};

  /** @param {any} view */
  function showTime({ unit, t, problem }) {
    const { hidden_size: H } = problem.values.model;
    const { state: held } = /** @type {import("./memory.js").Path} */ (path);
    const row = leftAt(/** @type {import("./memory.js").Path} */ (path), H, unit, t);
    const parts = largestParts(row, SHOWN);
    const words = leftSentence({ unit, t, state, value: held[t * H + unit], left: row, parts });
    say(left, words);
    readout.show(row, parts);
    table.show(() => largestParts(row, MOST_ROWS).toSorted((a, b) => a - b).map((s) => [String(s), formatNumber(row[s], 6)]));
    retention.point(t, words);
  }

  return {
    /** @param {any} view @param {import("./facts.js").LivesOf} facts */
    async draw(view, facts) {
      ({ path } = facts);
      await bars.draw(view, facts);
      const steps = view.problem.arrays.part.length;
      const closeUp = steps > CLOSE && (close ?? steps > WHOLE_UP_TO);
      part.label.hidden = steps <= CLOSE;
      part.choose(closeUp ? 1 : 0);
      await retention.draw(view, closeUp);
      shown = { closeUp, path };
    },
    /** @param {any} view */
    point(view) {
      const { unit, t } = view;
      if (!path || shown.path !== path) return;
      const anew = shown.unit !== unit;
      const moved = anew || shown.t !== t;
      if (anew) bars.point(unit);
      if (anew || (moved && shown.closeUp)) say(thinned, thinnedSentence(retention.paint(view, path).every));
      if (moved) showTime(view);
      shown = { ...shown, unit, t };
    },
    destroy() {
      bars.destroy();
      retention.destroy();
    },
  };
}
