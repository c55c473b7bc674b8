/** How gradients fade on their way back through time: lengths by each layer's states, on a logarithmic axis. */

import { add, say } from "../elements.js";
import { lossAxis } from "../loss_chart.js";
import { three } from "../numbers.js";
import { draw, filled, purge } from "../plotly.js";
import { createTable } from "../questions/table.js";
import { fadingInWords, FLOAT32_NOISE, largestLength, powerOfTen } from "./words.js";

/** The smallest share of the largest length that the axis still shows; also in lstm_viz/figures/gradients.py. */
const LOWEST = 1e-10;
/** What a network of one layer's lines are called; also in lstm_viz/figures/gradients.py. @type {Record<string, string>} */
const WORDS = { h1: "hidden state h", c1: "cell state c" };

/** @param {HTMLElement} parent */
export function createFadeChart(parent) {
  add(parent, "h3", "", "The gradient on its way back");
  const said = add(parent, "p", "lv-said");
  const frame = add(parent, "div", "lv-plot lv-why-plot lv-why-fade");
  const plot = add(frame, "div", "lv-plotly");
  frame.setAttribute("role", "img");
  frame.setAttribute("aria-label", "Gradient norms through time");
  const line = add(frame, "div", "lv-cursor");
  const table = createTable(parent, "Length of the derivative by the states, by timestep", ["timestep"]);
  /** @type {any} */
  let answer = null;

  /** @param {any} view */
  function point({ t }) {
    const full = /** @type {any} */ (plot)._fullLayout;
    if (!full) return;
    const { _offset: left, _length: width } = full.xaxis;
    const { _offset: top, _length: height } = full.yaxis;
    const [from, to] = full.xaxis.range;
    const x = left + ((t - from) / (to - from)) * width;
    line.hidden = x < left || x > left + width;
    Object.assign(line.style, { top: `${top}px`, height: `${height}px`, transform: `translateX(${x}px)` });
  }

  return {
    /** @param {import("./answer.js").Answer} now @param {any} view */
    async draw(now, view) {
      answer = now;
      const words = fadingInWords(now, view.layer);
      say(said, words);
      frame.setAttribute("aria-label", words);
      const { data, layout } = sheet(now, view, frame.clientWidth);
      await draw(plot, data, layout);
      point(view);
      const signals = lengths(answer);
      table.name(["timestep", ...signals.map(({ name }) => name)]);
      table.show(() =>
        Array.from({ length: answer.t + 1 }, (_, k) => answer.t - k).map((s) => [String(s), ...signals.map(({ values }) => three(values[s]))]));
    },
    point,
    destroy: () => purge(plot),
  };
}

/** @param {import("./answer.js").Answer} answer */
function lengths({ norms }) {
  const many = norms.h.length > 1;
  return norms.h.flatMap((_, l) => /** @type {const} */ (["h", "c"]).filter((signal) => norms[signal].length > 0).map((signal) => ({
    meta: `${signal}${l + 1}`,
    name: many ? `${signal}, layer ${l + 1}` : signal,
    values: norms[signal][l],
  })));
}

/** @param {import("./answer.js").Answer} answer @param {any} view @param {number} width */
function sheet(answer, view, width) {
  const spec = view.specs.gradient_norms;
  const layout = structuredClone(spec.layout);
  layout.width = width;
  layout.font.family = view.font;
  layout.uirevision = view.run;
  const x = Array.from({ length: answer.t + 1 }, (_, s) => s);
  const lines = lengths(answer);
  const largest = largestLength(answer.norms);
  /** @type {Record<string, object>} */
  const data = Object.fromEntries(lines.map(({ meta, values }) => [meta, { x, y: x.map((s) => values[s] || null) }]));
  if (answer.norms.h.length === 1) for (const { meta } of lines) Object.assign(data[meta], { name: WORDS[meta] });
  if (largest > 0) {
    const noise = largest * FLOAT32_NOISE;
    data["float32 noise"] = { x: [0, answer.t], y: [noise, noise] };
    const shown = x.filter((s) => lines.some(({ values }) => values[s] >= largest * LOWEST));
    layout.xaxis.range = [shown[0] - 0.5, answer.t + 0.02 * (answer.t - shown[0]) + 0.5];
    Object.assign(layout.yaxis, powersAxis(lines.flatMap(({ values }) => Array.from(values)).filter((value) => value >= largest * LOWEST)));
  }
  return { data: filled(spec.data, data), layout };
}

/** @param {number[]} values */
function powersAxis(values) {
  const axis = lossAxis(values);
  return { ...axis, ticktext: axis.tickvals?.map(inPowers) };
}

/** A tick of 1 or 3 times a power of ten; small and large ones as powers. @param {number} tick */
export function inPowers(tick) {
  const exponent = Math.floor(Math.log10(tick) + 1e-9);
  if (exponent >= -2 && exponent <= 3) return String(tick);
  return `${Math.round(tick / 10 ** exponent) === 3 ? "3·" : ""}${powerOfTen(exponent)}`;
}
