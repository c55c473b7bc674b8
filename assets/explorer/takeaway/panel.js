/** Take away: the pictures as PNG or SVG, the trace as a table. All is made here, from what is on the screen. */

import { kindOf } from "../cells/kind.js";
import { add, say } from "../elements.js";
import { grouped } from "../numbers.js";
import { loadPlotly } from "../plotly.js";
import { fileName } from "./file_name.js";
import { lossFigure, sequenceFigure } from "./figure.js";
import { traceCsv } from "./trace_csv.js";

const SHARP = 2;

/** @param {HTMLElement} parent @returns {import("../questions/tabs.js").Panel} */
export function createTakeAwayPanel(parent) {
  const line = add(parent, "p", "lv-said");
  const whole = add(parent, "p", "lv-said", "The whole run, as a file to open again, a page, a table or scripts: Save, at the top.");
  const bar = add(parent, "div", "lv-controls");
  /** @type {any} */
  let view = null;
  /** @type {{name: string, button: HTMLButtonElement}[]} */
  const sequences = [];
  for (const format of /** @type {const} */ (["png", "svg"])) {
    const name = format.toUpperCase();
    sequences.push({ name, button: button("", () => picture(sequenceFigure(view), fileName(view, `sequence_layer${view.layer + 1}`, format), format)) });
    button(`Loss (${name})`, () => picture(lossFigure(view), fileName(view, "loss", format), format));
  }
  button("Trace (CSV)", () => {
    const { model, time_labels: labels } = view.problem.values;
    const pieces = traceCsv(view.trace, kindOf(model).signals, model.hidden_size, labels);
    save(new Blob([...pieces], { type: "text/csv" }), fileName(view, "trace", "csv"));
  });

  /** @param {string} text @param {() => void} onClick */
  function button(text, onClick) {
    const made = add(bar, "button", "lv-button", text);
    made.type = "button";
    made.addEventListener("click", onClick);
    return made;
  }

  return {
    draw(now) {
      view = now;
      const { model } = now.problem.values;
      const kind = kindOf(model);
      for (const { name, button: made } of sequences) say(made, `Sequence and ${kind.keep ? "gates" : "hidden states"} (${name})`);
      const numbers = grouped(model.num_layers * model.hidden_size * kind.signals.length * now.problem.arrays.part.length);
      const every = kind.signals.map((signal) => `${kind.names[signal]} ${signal}`).join(", ");
      whole.hidden = now.exported;
      say(line, `What is on the screen, at training step ${grouped(now.live.values.weights_step)}, layer ${now.layer + 1}. The trace has ${numbers} numbers: ${every} of every unit at every timestep. Signals are never thinned; the loss is drawn with at most 600 points. Pictures have the fixed colours, and units as they are.`);
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
