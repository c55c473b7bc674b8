/** Open a gate: what goes into one gate of the chosen unit, term by term, and what the curve makes of the sum. */

import { add, addStyle, say } from "../elements.js";
import { WORD } from "../cell_numbers.js";
import { createBars } from "./bars.js";
import { createChoice } from "./choice.js";
import { createCurve } from "./curve.js";
import { createEdits } from "./edits.js";
import { createEquation } from "./equation.js";
import { lightParts, walkParts } from "./light.js";
import { nameOf, reach, rowsOf } from "./rows.js";
import { createScale } from "./scale.js";
import { fedAt, squash, sumOf, termsOf } from "./terms.js";
import { gateSentence, rowInWords } from "./words.js";

/** @typedef {import("./terms.js").Gate} Gate */

const REST_MS = 400;

/** @param {HTMLElement} parent @returns {import("../questions/tabs.js").Panel} */
export function createGatePanel(parent) {
  addStyle(parent, "./panel.css", import.meta.url);
  const root = add(parent, "div", "lv-gate");
  const sentence = add(root, "p", "lv-said lv-gate-sentence");
  const choice = createChoice(root, choose);
  const body = add(root, "div", "lv-gate-body");
  const edits = createEdits(root, update);
  const bars = createBars(add(body, "div", "lv-gate-left"), edits.type, update);
  const side = add(body, "div", "lv-gate-side");
  const curve = createCurve(side);
  const equation = createEquation(side);
  side.append(edits.root);
  const settleStops = walkParts(equation.root);
  lightParts(root);
  const scale = createScale();
  /** @type {any} */
  let view = null;
  /** @type {Gate} */
  let gate = "f";
  /** The named terms on the screen, kept in their places while a weight is being typed. @type {Set<string>} */
  let named = new Set();
  let place = "";
  let rest = 0;

  bars.table.addEventListener("focusout", (event) => {
    if (!bars.table.contains(/** @type {Node | null} */ (event.relatedTarget))) requestAnimationFrame(update);
  });

  /** @param {Gate} chosen */
  function choose(chosen) {
    gate = chosen;
    update();
  }

  function update() {
    if (!view?.trace) return;
    const { t, unit, layer, problem } = view;
    const { hidden_size: hiddenSize } = problem.values.model;
    const where = { layer, gate, unit };
    const weights = edits.over(view, where);
    const { x, hBefore } = fedAt(view.trace.layers[layer], t, hiddenSize);
    const terms = termsOf(weights, where, x, hBefore);
    const here = `${view.run} ${problem.values.key} ${layer} ${unit} ${gate}`;
    const held = here === place && bars.table.contains(document.activeElement);
    place = here;
    const rows = rowsOf(terms, held ? named : null);
    named = new Set(rows.flatMap(({ term }) => (term ? [nameOf(term)] : [])));
    const z = sumOf(rows);
    const unedited = edits.has(where) ? sumOf(termsOf(view.weights, where, x, hBefore)) : null;
    const { input_names: inputNames } = problem.values;
    const name = (/** @type {import("./rows.js").Row} */ row) => rowInWords(row, where, inputNames);

    root.style.setProperty("--signal", `var(--lv-${WORD[gate]})`);
    choice.update(gate);
    say(sentence, gateSentence({ ...where, t }, squash(gate, z), rows, name));
    bars.update({ rows, z, scale: scale(view, weights, where, reach(rows)), where, inputNames, before: edits.before(where) });
    curve.update(gate, z, unedited);
    equation.update(gate, rows, z);
    settleStops();
    edits.update(gate, z, unedited);
    clearTimeout(rest);
    rest = setTimeout(() => curve.describe(gate, z), REST_MS);
  }

  /** @param {any} now */
  function show(now) {
    view = now;
    update();
  }

  return {
    draw: show,
    point: show,
    /** @param {{gate?: Gate}} wish */
    ask(wish) {
      if (wish.gate) choose(wish.gate);
    },
    destroy() {
      clearTimeout(rest);
      root.remove();
    },
  };
}
