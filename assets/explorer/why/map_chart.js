/** Every output on every input: the T×T map as a bitmap behind Plotly's empty axes, with lines that follow the cursor. */

import { add, addChoice, say } from "../elements.js";
import { draw, purge } from "../plotly.js";
import { createTable } from "../questions/table.js";
import { createBitmap } from "./bitmap.js";
import { edges, groundOf, spotAt, SPANS, usualSpan } from "./map_ground.js";
import { createMapLines } from "./map_lines.js";
import { rowAt, rowOfMap, spotInWords } from "./map_words.js";

/** @typedef {import("./map_words.js").Map} Map */

const ALL = -1;
const NOTHING = { type: "scatter", mode: "markers", x: [0], y: [0], opacity: 0, hoverinfo: "skip", showlegend: false };

/**
 * @param {HTMLElement} parent
 * @param {{onColumn: (column: number | null) => void, onSpan: () => void, onAsk: () => void, onGo: (t: number) => void}} handlers
 */
export function createMapChart(parent, { onColumn, onSpan, onAsk, onGo }) {
  add(parent, "h3", "", "Every output on every input");
  const said = add(parent, "p", "lv-said");
  const choices = add(parent, "div", "lv-controls");
  const column = addChoice(choices, "input", (chosen) => onColumn(chosen === ALL ? null : chosen));
  const span = addChoice(choices, "timesteps", (chosen) => {
    wide = chosen;
    onSpan();
  });
  const ask = add(choices, "button", "lv-why-ask", "Work out the map");
  ask.type = "button";
  ask.addEventListener("click", onAsk);
  const frame = add(parent, "div", "lv-plot lv-why-plot");
  const bitmap = createBitmap(frame);
  const plot = add(frame, "div", "lv-plotly");
  const lines = createMapLines(frame);
  const readout = add(parent, "p", "lv-said lv-why-readout");
  readout.setAttribute("aria-live", "polite");
  const scale = createScale(parent);
  const table = createTable(parent, "Derivative of the output at the cursor by each input", ["timestep of the input", "derivative"]);
  frame.tabIndex = 0;
  frame.setAttribute("role", "application");
  /** @type {Map | null} */
  let map = null;
  /** @type {any} */
  let view = null;
  let spot = { r: 0, s: 0 };
  /** @type {number | null} how many timesteps are shown; null until one is chosen */
  let wide = null;
  let drawn = "";

  function place() {
    const ground = groundOf(plot);
    if (ground) lines.place(ground, view.t, map && { t: map.outputs[spot.r], s: spot.s });
  }

  /** @param {number} r @param {number} s */
  function look(r, s) {
    if (!map) return;
    const last = view.problem.arrays.part.length - 1;
    spot = { r: Math.min(map.outputs.length - 1, Math.max(0, r)), s: Math.min(last, Math.max(0, s)) };
    say(readout, spotInWords(map, spot.r, spot.s));
    place();
  }

  /** @param {MouseEvent} event */
  function under(event) {
    const ground = groundOf(plot);
    const box = frame.getBoundingClientRect();
    return map && ground && spotAt(ground, event.clientX - box.left, event.clientY - box.top);
  }

  frame.addEventListener("pointermove", (event) => {
    const found = under(event);
    if (found && map) look(rowAt(map, found.t), found.s);
  });
  frame.addEventListener("click", (event) => {
    const found = under(event);
    if (found && map) onGo(map.outputs[rowAt(map, found.t)]);
  });
  frame.addEventListener("keydown", (event) => {
    const move = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    if (!map || (!move && event.key !== "Enter")) return;
    event.preventDefault();
    event.stopPropagation();
    if (move) look(spot.r + move[0], spot.s + move[1]);
    else onGo(map.outputs[spot.r]);
  });

  function fillTable() {
    table.show(() => (map ? rowOfMap(map, rowAt(map, view.t)) : []));
  }

  return {
    /**
     * @param {any} now @param {Map | null} found null while it is not known
     * @param {string} words @param {boolean} asks whether a button asks for it
     */
    async draw(now, found, words, asks) {
      const { input_names: names } = now.problem.values;
      const T = now.problem.arrays.part.length;
      if (view?.problem !== now.problem) wide = null;
      const fresh = found !== null && map?.problem !== found.problem;
      view = now;
      map = found;
      column.label.hidden = names.length < 2;
      column.offer([[ALL, "all columns"], ...names.map((/** @type {string} */ name, /** @type {number} */ k) => /** @type {[number, string]} */ ([k, name]))]);
      span.offer(SPANS.filter((each) => each < T).map((each) => [each, each ? `${each} around t` : "all"]));
      span.choose(wide ?? usualSpan(T));
      say(said, words);
      frame.setAttribute("aria-label", `${words} Arrow keys read it off; Enter moves the cursor to that output.`);
      ask.hidden = !asks;
      span.label.hidden = asks || T <= SPANS[0];
      for (const part of [frame, readout, scale.line]) part.hidden = asks;
      table.hide(asks);
      if (asks) return;
      const spec = now.specs.gradient_map;
      const layout = sheet(spec.layout, now, edges(now.t, T, wide ?? usualSpan(T)), frame.clientWidth);
      const axes = JSON.stringify(layout);
      if (axes !== drawn) await draw(plot, [NOTHING], layout);
      drawn = axes;
      const ground = groundOf(plot);
      if (ground) bitmap.place(ground, T);
      bitmap.paint(found, T, spec.data[0].colorscale);
      scale.wear(spec.data[0].colorscale, names.length === 1 || found?.column !== null);
      if (found && fresh) look(rowAt(found, now.t), now.t);
      else look(spot.r, spot.s);
      place();
      fillTable();
    },
    /** How far it is. @param {number} share */
    wait: (share) => say(said, `Working out the map: ${Math.round(100 * share)} %`),
    /** Moves the lines; nothing is drawn anew. @param {any} now */
    point(now) {
      view = now;
      place();
    },
    destroy: () => purge(plot),
  };
}

/** @param {any} spec @param {any} view @param {[number, number]} span @param {number} width */
function sheet(spec, view, [from, to], width) {
  const layout = structuredClone(spec);
  layout.width = width;
  layout.font.family = view.font;
  layout.hovermode = layout.dragmode = false;
  layout.xaxis.range = [from, to];
  layout.yaxis.range = [to, from];
  return layout;
}

/** What the colours mean. @param {HTMLElement} parent */
function createScale(parent) {
  const line = add(parent, "p", "lv-why-scale");
  const low = add(line, "span");
  add(line, "i");
  const high = add(line, "span");
  const note = add(line, "span", "lv-why-scale-note");
  return {
    line,
    /** @param {[number, string][]} colours from − to + @param {boolean} signed whether the map has both */
    wear(colours, signed) {
      const worn = signed ? colours : colours.filter(([at]) => at >= 0.5);
      line.style.setProperty("--lv-why-scale", worn.map(([, colour]) => colour).join(", "));
      say(low, signed ? "− largest" : "a thousandth or less");
      say(high, signed ? "+ largest" : "largest");
      say(note, signed ? "logarithmic; middle: a thousandth or less" : "logarithmic");
    },
  };
}
