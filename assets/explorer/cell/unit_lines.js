/** One unit's signals over the whole sequence, with a cursor. */

import { addSvg, setAll } from "./drawing.js";
import { formatLimit, shortName, WORD } from "./numbers.js";
import { linePath, roundLimits, spreadLabels, timeTicks } from "./shapes.js";
import { add } from "../elements.js";
import { departures } from "../whatif/departures.js";

/** @typedef {import("../cells/kind.js").Kind} Kind */
/** @typedef {Record<string, Float64Array>} Signals each (T·H) */
/** @typedef {{signals: string[], height: number, own: boolean}} Plot own: with limits of its own, else 0 to 1 */

const LABEL_GAP = 15;
const DASHES = "4 3";
/**
 * @param {HTMLElement} parent @param {Kind} kind @param {Plot[]} plotted
 * @param {(t: number) => void} onCursor called with the timestep that is pointed at
 */
export function createUnitLines(parent, kind, plotted, onCursor) {
  const root = add(parent, "div", "lv-cell-lines");
  const area = add(root, "div", "lv-cell-area");
  area.tabIndex = 0;
  setAll(area, { role: "slider", "aria-label": "Timestep", "aria-valuemin": 0 });
  const plots = plotted.map((plot) => createPlot(kind, plot, area));
  const cursor = add(add(area, "div", "lv-cell-over"), "div", "lv-cell-cursor");
  const ticks = add(root, "div", "lv-cell-ticks");
  let last = 0;
  let now = 0;

  /** @param {PointerEvent} event */
  const point = (event) => {
    const box = area.getBoundingClientRect();
    const t = Math.round(((event.clientX - box.left) / box.width) * last);
    const inside = Math.min(last, Math.max(0, t));
    if (inside !== now) onCursor(inside);
  };
  area.addEventListener("pointerdown", point);
  area.addEventListener("pointermove", point);
  area.addEventListener("keydown", (event) => {
    const to = { ArrowLeft: now - 1, ArrowRight: now + 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    onCursor(Math.min(last, Math.max(0, to)));
  });

  return {
    /**
     * @param {Signals} signals @param {number} hiddenSize @param {number} unit
     * @param {Signals | null} supposed the same in a counterfactual, dashed over them
     */
    show(signals, hiddenSize, unit, supposed) {
      const count = signals.h.length / hiddenSize;
      last = count - 1;
      setAll(area, { "aria-valuemax": last });
      for (const plot of plots) plot(signals, hiddenSize, unit, supposed);
      ticks.replaceChildren();
      for (const t of timeTicks(count)) tick(ticks, t, last);
    },
    /** @param {number} t */
    moveTo(t) {
      now = t;
      cursor.style.transform = `translateX(${(100 * t) / Math.max(1, last)}%)`;
      setAll(area, { "aria-valuenow": t, "aria-valuetext": `t = ${t}` });
    },
  };
}

/** @param {Kind} kind @param {Plot} plot @param {HTMLElement} parent */
function createPlot(kind, { signals: names, height, own }, parent) {
  const box = add(parent, "div", "lv-cell-plot");
  box.style.height = `${height}px`;
  const svg = addSvg(box, "svg", { preserveAspectRatio: "none", "aria-hidden": "true" });
  const paths = names.map((name) => addSvg(svg, "path", { class: `lv-cell-line lv-cell-${WORD[name]}` }));
  const dashed = names.filter((name) => departing(kind).includes(name)).map((name) => ({
    name,
    path: addSvg(svg, "path", { class: `lv-cell-line lv-cell-${WORD[name]}`, "stroke-dasharray": DASHES }),
  }));
  const labels = names.map((name) => add(box, "span", `lv-cell-end lv-cell-text-${WORD[name]}`, shortName(kind, name)));
  const levels = add(box, "div", "lv-cell-levels");

  /**
   * @param {Signals} signals @param {number} hiddenSize @param {number} unit
   * @param {Signals | null} supposed
   */
  return (signals, hiddenSize, unit, supposed) => {
    const count = signals.h.length / hiddenSize;
    const drawn = supposed ? [signals, supposed] : [signals];
    const [low, high] = own ? roundLimits(drawn.flatMap((each) => names.map((name) => each[name])), hiddenSize, unit) : [0, 1];
    const down = (/** @type {number} */ each) => (height * (high - each)) / (high - low);
    setAll(svg, { viewBox: `0 0 ${Math.max(1, count - 1)} 100` });
    paths.forEach((path, k) => setAll(path, { d: linePath(signals[names[k]], hiddenSize, unit, [low, high]) }));
    for (const { name, path } of dashed) {
      const departed = supposed && departures(signals[name], supposed[name], hiddenSize, unit);
      setAll(path, { d: departed ? linePath(departed, 1, 0, [low, high]) : "" });
    }
    const ends = names.map((name) => down(signals[name][(count - 1) * hiddenSize + unit]) || 0);
    spreadLabels(ends, LABEL_GAP, height).forEach((y, k) => { labels[k].style.top = `${y}px`; });
    levels.replaceChildren();
    const apart = [low, high].filter((each) => Math.abs(down(each) - down(0)) >= LABEL_GAP);
    for (const each of [0, ...apart]) level(levels, each, down(each));
  };
}

/** The signals whose counterfactual is drawn too: what a cell keeps and what it shows. @param {Kind} kind */
export function departing({ state }) {
  return [...new Set([state, "h"])];
}

/** @param {HTMLElement} parent @param {number} at value @param {number} y pixels from the top */
function level(parent, at, y) {
  const line = add(parent, "div", "lv-cell-level");
  line.style.top = `${y}px`;
  add(line, "span", "", formatLimit(at));
}

/** @param {HTMLElement} parent @param {number} t @param {number} last */
function tick(parent, t, last) {
  add(parent, "span", "", String(t)).style.left = `${(100 * t) / Math.max(1, last)}%`;
}
