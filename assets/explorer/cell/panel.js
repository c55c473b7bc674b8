/** The cell at this step: one unit's numbers as a drawing, as equations, over time, and in a sentence. */

import { createCellDiagram } from "./cell_diagram.js";
import { createCellEquations } from "./cell_equations.js";
import { readCell, WORD } from "./cell_numbers.js";
import { SENTENCE_SIGNALS, sentencePieces } from "./cell_sentence.js";
import { createUnitsTable } from "./cell_units_table.js";
import { add } from "./elements.js";
import { createUnitLines } from "./unit_lines.js";
import { supposedIn } from "./whatif/suppose.js";

const REST_MS = 400;

/**
 * @param {HTMLElement} parent
 * @param {{onUnit: (unit: number) => void, onLayer: (layer: number) => void, onCursor: (t: number) => void}} handlers
 */
export function createCellPanel(parent, { onUnit, onLayer, onCursor }) {
  const root = add(parent, "section", "lv-cell-panel");
  root.setAttribute("aria-label", "The cell at this step");
  const heading = createHeading(root, { onUnit, onLayer, onAll });
  const body = add(root, "div", "lv-cell-body");
  const diagram = createCellDiagram(body, { onUnit, onGate: (gate) => askForGate(root, gate) });
  const table = createUnitsTable(body);
  const equations = createCellEquations(body);
  const lines = createUnitLines(body, onCursor);
  const sentence = createSentence(body);
  /** What the lines and the colours on the screen were made from. */
  let drawn = { trace: null, supposed: null, layer: -1, unit: -1, palette: null };
  let rest = 0;
  /** @type {any} */
  let now = null;

  /** @param {boolean} yes */
  function onAll(yes) {
    diagram.showAll(yes);
    table.show(yes);
    if (now) panel.draw(now);
  }

  const panel = {
    /** @param {any} view */
    draw(view) {
      now = view;
      const { trace, layer, unit, t, palette } = view;
      body.hidden = !trace;
      heading.empty(!trace);
      if (palette !== drawn.palette) wear(root, palette);
      if (!trace) {
        drawn = { trace: null, supposed: null, layer: -1, unit: -1, palette };
        return;
      }
      const { hidden_size: hiddenSize, num_layers: layers } = view.problem.values.model;
      const { signals } = trace.layers[layer];
      heading.update(layers, hiddenSize, layer, unit, t);
      const supposed = supposedIn(view);
      if (trace !== drawn.trace || supposed !== drawn.supposed || layer !== drawn.layer || unit !== drawn.unit) {
        lines.show(signals, hiddenSize, unit, supposed?.trace.layers[layer].signals ?? null);
      }
      drawn = { trace, supposed, layer, unit, palette };
      const cell = readCell(trace.layers[layer], view.weights, { layer, unit, t, hiddenSize });
      const moment = { signals, hiddenSize, unit, t };
      diagram.update(cell, moment);
      table.update(moment);
      equations(cell);
      lines.moveTo(t);
      sentence(cell);
      clearTimeout(rest);
      rest = setTimeout(() => diagram.describe(cell), REST_MS);
    },
    destroy() {
      clearTimeout(rest);
      root.remove();
    },
  };
  return panel;
}

/** @param {HTMLElement} root @param {string} gate */
function askForGate(root, gate) {
  root.dispatchEvent(new CustomEvent("lv-ask", { bubbles: true, detail: { question: "Open a gate", wish: { gate } } }));
}

/**
 * @param {HTMLElement} root
 * @param {{onUnit: (unit: number) => void, onLayer: (layer: number) => void, onAll: (yes: boolean) => void}} handlers
 */
function createHeading(root, { onUnit, onLayer, onAll }) {
  const bar = add(root, "div", "lv-cell-heading");
  add(bar, "h2", "", "The cell at this step");
  const empty = add(root, "p", "lv-cell-empty", "The cell fills with the first weights.");
  const where = add(bar, "span", "lv-cell-where");
  const layer = createSelect(where, "layer", 1, onLayer);
  const unit = createSelect(where, "unit", 0, onUnit);
  const all = createToggle(where, "all units", onAll);
  const time = add(bar, "span", "lv-cell-time");
  time.append("t = ");
  const timestep = add(time, "b");
  return {
    /** @param {boolean} yes */
    empty(yes) {
      empty.hidden = !yes;
      where.hidden = yes;
      time.hidden = yes;
    },
    /** @param {number} layers @param {number} units @param {number} atLayer @param {number} atUnit @param {number} t */
    update(layers, units, atLayer, atUnit, t) {
      layer(layers, atLayer);
      unit(units, atUnit);
      all.hidden = units < 2;
      timestep.textContent = String(t);
    },
  };
}

/** @param {HTMLElement} parent @param {string} name @param {(pressed: boolean) => void} onPress */
function createToggle(parent, name, onPress) {
  const button = add(parent, "button", "lv-cell-toggle", name);
  button.type = "button";
  let pressed = false;
  button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", () => {
    pressed = !pressed;
    button.setAttribute("aria-pressed", String(pressed));
    onPress(pressed);
  });
  return button;
}

/**
 * A choice among numbers; hidden where there is only one.
 * @param {HTMLElement} parent @param {string} name @param {number} first what the number 0 is called
 * @param {(chosen: number) => void} onChoice
 */
function createSelect(parent, name, first, onChoice) {
  const label = add(parent, "label", "lv-cell-choice");
  label.append(`${name} `);
  const select = add(label, "select");
  select.addEventListener("change", () => onChoice(Number(select.value)));
  return (/** @type {number} */ count, /** @type {number} */ chosen) => {
    if (select.options.length !== count) {
      select.replaceChildren(...Array.from({ length: count }, (_, k) => new Option(String(k + first), String(k))));
      label.hidden = count < 2;
    }
    if (select.selectedIndex !== chosen) select.selectedIndex = chosen;
  };
}

/** @param {HTMLElement} parent */
function createSentence(parent) {
  const line = add(parent, "p", "lv-cell-sentence");
  const spans = SENTENCE_SIGNALS.map((signal) =>
    add(line, "span", signal ? `lv-cell-word lv-cell-text-${WORD[signal]}` : ""));
  return (/** @type {import("./cell_numbers.js").Cell} */ cell) => {
    sentencePieces(cell).forEach((piece, k) => { spans[k].textContent = piece; });
  };
}

/** @param {HTMLElement} root @param {Record<string, string>} palette */
function wear(root, palette) {
  for (const [name, colour] of Object.entries(palette)) root.style.setProperty(`--lv-cell-${name}`, colour);
}
