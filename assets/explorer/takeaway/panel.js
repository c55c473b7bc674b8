/** Take away: the pictures as PNG or SVG, the trace as a table. All is made here, from what is on the screen. */

import { add, say } from "../elements.js";
import { grouped } from "../numbers.js";
import { loadPlotly } from "../plotly.js";
import { lossFigure, sequenceFigure } from "./figure.js";
import { traceCsv } from "./trace_csv.js";

const SHARP = 2;

/** @param {HTMLElement} parent @returns {import("../questions/tabs.js").Panel} */
export function createTakeAwayPanel(parent) {
  const line = add(parent, "p", "lv-said");
  const bar = add(parent, "div", "lv-controls");
  /** @type {any} */
  let view = null;
  for (const format of /** @type {const} */ (["png", "svg"])) {
    const name = format.toUpperCase();
    button(`Sequence and gates (${name})`, () => picture(sequenceFigure(view), `sequence.${format}`, format));
    button(`Loss (${name})`, () => picture(lossFigure(view), `loss.${format}`, format));
  }
  button("Trace (CSV)", () => {
    const { hidden_size: units } = view.problem.values.model;
    save(new Blob([...traceCsv(view.trace, units, view.problem.values.time_labels)], { type: "text/csv" }), "trace.csv");
  });

  /** @param {string} text @param {() => void} onClick */
  function button(text, onClick) {
    const made = add(bar, "button", "lv-button", text);
    made.type = "button";
    made.addEventListener("click", onClick);
  }

  return {
    draw(now) {
      view = now;
      const { num_layers: layers, hidden_size: units } = now.problem.values.model;
      const numbers = grouped(layers * units * 6 * now.problem.arrays.part.length);
      say(line, `At training step ${grouped(now.live.values.weights_step)}, layer ${now.layer + 1}. The trace has ${numbers} numbers: every gate, cell and hidden state of every unit at every timestep. Signals are never thinned; the loss is drawn with at most 600 points.`);
    },
    point() {},
    destroy() {},
  };
}

/** @param {{data: any[], layout: any}} figure @param {string} name @param {"png" | "svg"} format */
async function picture(figure, name, format) {
  const Plotly = await loadPlotly();
  const { width, height } = figure.layout;
  const address = await Plotly.toImage(figure, { format, width, height, scale: format === "png" ? SHARP : 1 });
  const body = address.slice(address.indexOf(",") + 1);
  if (format === "svg") return save(new Blob([decodeURIComponent(body)], { type: "image/svg+xml" }), name);
  save(new Blob([Uint8Array.from(atob(body), (letter) => letter.charCodeAt(0))], { type: "image/png" }), name);
}

/** @param {Blob} body @param {string} name */
function save(body, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(body);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
