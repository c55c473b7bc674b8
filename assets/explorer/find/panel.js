/** Find units: those that are high in a span of time and low elsewhere, where else they are so, and what they look like. */

import { kindOf } from "../cells/kind.js";
import { formatNumber } from "../cell/numbers.js";
import { add, addChoice, addStyle, say } from "../elements.js";
import { createTable } from "../questions/table.js";
import { around, CLEAR, matches, rankUnits, readingOf, topUnits, within } from "./find.js";
import { createLabeller } from "./labeller.js";
import { createSpanFields } from "./span_fields.js";
import { createSpanStrip } from "./span_strip.js";
import { createUnitList, effectInWords } from "./unit_list.js";

/** @typedef {import("./find.js").Found} Found */

/** @type {[import("./find.js").Reading, string][]} */
const READINGS = [["h", "h"], ["size", "|h|"], ["c", "c"]];
const USUAL_SHARE = 1 / 40;
const SHORTEST = 3;
const NOTE = "d is how much higher a unit is inside the span than outside, in pooled standard deviations (Cohen's d). A label "
  + "is followed by its score: how far h goes with it, as a correlation from 0 to 1; for “latches”, how far h has two values and holds them.";

/** @param {HTMLElement} parent @param {import("../questions/tabs.js").Actions} actions @returns {import("../questions/tabs.js").Panel} */
export function createFindPanel(parent, { go }) {
  addStyle(parent, "../questions/table.css", import.meta.url);
  addStyle(parent, "./panel.css", import.meta.url);
  const root = add(parent, "div", "lv-find");
  const sentence = add(root, "p");
  const fields = createSpanFields(root, setSpan, () => setSpan(around(span, view.t, steps())));
  let reading = READINGS[0][0];
  const choice = addChoice(fields.bar, "compare", (value) => {
    reading = READINGS[value][0];
    find();
  });
  const needed = add(fields.bar, "button", "lv-find-around", "Which unit does the answer need?");
  needed.type = "button";
  needed.addEventListener("click", () => needed.dispatchEvent(new CustomEvent("lv-ask", { bubbles: true, detail: { question: "What if?" } })));
  const strip = createSpanStrip(root, setSpan);
  const alike = add(root, "ol", "lv-find-matches");
  alike.setAttribute("aria-label", "Other moments at which the same units do the same");
  const none = add(root, "p", "lv-find-note");
  const list = createUnitList(root, (unit) => go({ unit }));
  add(root, "p", "lv-find-note", NOTE);
  const table = createTable(root, "All units", ["unit", "d", "inside", "outside", "labels, the best first"]);
  /** @type {any} */
  let view = null;
  /** @type {import("./find.js").Span} */
  let span = { from: 0, to: 0 };
  /** @type {import("./probes.js").Label[][]} by unit; those of the weights before until the new ones are worked out */
  let labels = [];
  const labeller = createLabeller((found) => {
    labels = found;
    if (ranking.length) showUnits();
  });
  /** @type {any} */
  let problem = null;
  let layer = 0;
  /** @type {Found[]} */
  let ranking = [];

  /** A cell without c has no c to compare. */
  function offerReadings() {
    const offered = READINGS.filter(([key]) => key !== "c" || kindOf(view.problem.values.model).state === "c");
    choice.offer(offered.map(([, name], k) => [k, name]));
    if (!offered.some(([key]) => key === reading)) reading = READINGS[0][0];
    choice.choose(offered.findIndex(([key]) => key === reading));
  }

  const steps = () => view.problem.arrays.part.length;

  /** @param {import("./find.js").Span} wanted */
  function setSpan(wanted) {
    if (!view) return;
    span = within(wanted, steps());
    find();
  }

  function find() {
    const { hidden_size: H } = view.problem.values.model;
    const { signals } = view.trace.layers[view.layer];
    const values = readingOf(signals, reading);
    ranking = rankUnits(values, H, span);
    const found = matches(values, H, span, topUnits(ranking));
    fields.show(span, steps());
    strip.show(span, found);
    showMatches(found);
    showUnits();
    tell();
  }

  function showUnits() {
    list.show(ranking, labels);
    table.show(() => ranking.map((each) => rowOf(each, labels[each.unit])));
  }

  function tell() {
    const name = READINGS.find(([key]) => key === reading)?.[1] ?? "";
    say(sentence, findSentence(ranking, span, name, view.unit));
    list.point(view.unit);
  }

  /** @param {ReturnType<typeof matches>} found */
  function showMatches(found) {
    alike.replaceChildren();
    for (const { from, to, match } of found) {
      const button = add(add(alike, "li"), "button", "lv-find-match", `${spanInWords({ from, to })}, match ${formatNumber(match)}`);
      button.type = "button";
      button.addEventListener("click", () => go({ t: Math.floor((from + to) / 2) }));
    }
    say(none, matchSentence(topUnits(ranking), found.length));
  }

  return {
    draw(now) {
      view = now;
      const { h } = view.trace.layers[view.layer].signals;
      if (problem !== view.problem) {
        problem = view.problem;
        const length = Math.max(SHORTEST, Math.round(steps() * USUAL_SHARE));
        span = around({ from: 0, to: length - 1 }, view.t, steps());
        strip.draw(view);
        labels = [];
      }
      offerReadings();
      if (layer !== view.layer) labels = [];
      layer = view.layer;
      find();
      labeller.ask({ h, H: view.problem.values.model.hidden_size, problem });
    },
    point(now) {
      if (!view || now.trace !== view.trace) return;
      const moved = now.unit !== view.unit;
      view = now;
      strip.point(now.t);
      if (moved) tell();
    },
    destroy() {
      labeller.stop();
      root.remove();
    },
  };
}

/** @param {Found} found @param {import("./probes.js").Label[] | undefined} labels @returns {string[]} */
function rowOf(found, labels) {
  const said = labels?.map(({ text, score }) => `${text} ${formatNumber(score)}`).join("; ") ?? "…";
  return [String(found.unit), effectInWords(found).replace("d = ", ""), formatNumber(found.inside, 4), formatNumber(found.outside, 4), said || "constant"];
}

/** @param {number[]} units those that stand out @param {number} count of other moments */
function matchSentence(units, count) {
  if (units.length === 0) return `No unit stands out clearly (d of ${CLEAR} or more), so no other moments are looked for.`;
  const who = `${units.length === 1 ? "unit" : "units"} ${units.join(", ")} ${units.length === 1 ? "does" : "do"} the same`;
  return count ? `Where else ${who}; a match of 1 is equal. The numbers are on the strip.` : `Nowhere else ${who}.`;
}

/** @param {import("./find.js").Span} span */
function spanInWords({ from, to }) {
  return from === to ? `t = ${from}` : `t = ${from} to ${to}`;
}

/**
 * @param {Found[]} ranking @param {import("./find.js").Span} span @param {string} name of what is compared
 * @param {number} unit the chosen one
 */
export function findSentence(ranking, span, name, unit) {
  if (ranking.length === 0) return "The span is the whole sequence: nothing is outside to compare with.";
  const where = `At ${spanInWords(span)}`;
  const [first] = ranking;
  const means = (/** @type {Found} */ { inside, outside }) => `${formatNumber(inside, 3)} there and ${formatNumber(outside, 3)} elsewhere`;
  if (first.effect === null) return `${where}, no unit stands out: none moves.`;
  const top = `${where}, unit ${first.unit} stands out most: its mean ${name} is ${means(first)}, ${effectInWords(first)}.`;
  if (first.unit === unit) return `${top} It is the chosen unit.`;
  const place = ranking.findIndex((each) => each.unit === unit);
  if (place < 0) return top;
  return `${top} The chosen unit ${unit} is number ${place + 1} of ${ranking.length}: ${means(ranking[place])}, ${effectInWords(ranking[place])}.`;
}
