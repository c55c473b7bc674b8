/** A small strip of the sequence's values, on which a span of time is brushed. */

import { addSvg, setAll } from "../cell/drawing.js";
import { linePath, timeTicks } from "../cell/shapes.js";
import { add } from "../elements.js";
import { largest } from "../top_row.js";

/** Above this many timesteps a dot stands for a symbol's letter. */
const LETTERS_UP_TO = 60;

/** @typedef {import("./find.js").Span} Span */

/** @param {HTMLElement} parent @param {(span: Span) => void} onSpan called while the span is drawn */
export function createSpanStrip(parent, onSpan) {
  const strip = add(parent, "div", "lv-find-strip");
  const svg = addSvg(strip, "svg", { preserveAspectRatio: "none", role: "img" });
  const title = addSvg(svg, "title");
  const path = addSvg(svg, "path");
  const letters = add(strip, "div");
  letters.setAttribute("aria-hidden", "true");
  const others = add(strip, "div");
  const band = add(strip, "div", "lv-find-band");
  const cursor = add(strip, "div", "lv-find-cursor");
  const ticks = add(parent, "div", "lv-find-ticks");
  let T = 1;
  let start = 0;

  /** @param {PointerEvent} event */
  const timeOf = (event) => {
    const box = strip.getBoundingClientRect();
    return Math.min(T - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * T)));
  };
  strip.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    strip.setPointerCapture(event.pointerId);
    start = timeOf(event);
    onSpan({ from: start, to: start });
  });
  strip.addEventListener("pointermove", (event) => {
    if (!strip.hasPointerCapture(event.pointerId)) return;
    const now = timeOf(event);
    onSpan({ from: Math.min(start, now), to: Math.max(start, now) });
  });

  /** @param {HTMLElement} element @param {Span} span */
  function lay(element, { from, to }) {
    Object.assign(element.style, { left: `${(100 * from) / T}%`, width: `${(100 * (to - from + 1)) / T}%` });
  }

  return {
    /** Draws the values of a problem. @param {any} view */
    draw({ problem }) {
      const { part } = problem.arrays;
      T = part.length;
      const classes = problem.values.loss === "cross_entropy";
      setAll(svg, { viewBox: `-0.5 -8 ${T} 116` });
      const named = classes && T <= LETTERS_UP_TO;
      setAll(path, { d: named ? "" : classes ? symbols(problem) : levels(problem), class: classes ? "lv-find-dots" : "lv-find-line" });
      letters.replaceChildren();
      if (named) letter(letters, problem);
      ticks.replaceChildren();
      // a number at either end would stick out of the page
      for (const t of timeTicks(T)) if (t > 0.03 * T && t < 0.95 * T) add(ticks, "span", "", String(t)).style.left = `${(100 * (t + 0.5)) / T}%`;
      title.textContent = `${classes ? "The symbols that are fed" : `The values of ${problem.values.target_name}`}, t = 0 to ${T - 1}`;
    },
    /** @param {Span} span @param {Span[]} alike */
    show(span, alike) {
      lay(band, span);
      others.replaceChildren();
      alike.forEach((each, k) => lay(add(others, "div", "lv-find-alike", String(k + 1)), each));
    },
    /** @param {number} t */
    point(t) {
      cursor.style.transform = `translateX(${(strip.clientWidth * (t + 0.5)) / T}px)`;
    },
  };
}

/** @param {import("../wire.js").Message} problem */
function levels({ arrays: { part, actual } }) {
  const shown = Float64Array.from(part, (asked, t) => (asked >= 0 ? actual[t] : NaN));
  const there = shown.filter(Number.isFinite);
  const [low, high] = [there.reduce((a, b) => Math.min(a, b), Infinity), there.reduce((a, b) => Math.max(a, b), -Infinity)];
  return linePath(shown, 1, 0, low < high ? [low, high] : [low - 1, high + 1]);
}

/** A dot for each symbol, in a row of its own. @param {import("../wire.js").Message} problem */
function symbols({ arrays: { part, inputs }, values: { model } }) {
  const F = model.input_size;
  return Array.from(part, (_, t) => `M${t} ${((100 * largest(inputs, t, F)) / Math.max(1, F - 1)).toFixed(1)}h0`).join("");
}

/** @param {HTMLElement} parent @param {import("../wire.js").Message} problem */
function letter(parent, { arrays: { part, inputs }, values: { model, input_names: names } }) {
  const F = model.input_size;
  for (let t = 0; t < part.length; t += 1) {
    const row = largest(inputs, t, F);
    const each = add(parent, "span", "lv-find-letter", names[row]);
    Object.assign(each.style, { left: `${(100 * (t + 0.5)) / part.length}%`, top: `${12 + (76 * row) / Math.max(1, F - 1)}%` });
  }
}
