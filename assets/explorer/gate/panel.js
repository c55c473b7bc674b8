/** Open a gate: what goes into one gate of the chosen unit, term by term, and what the curve makes of the sum. */

import { kindOf } from "../cells/kind.js";
import { add, addStyle, say } from "../elements.js";
import { createBars } from "./bars.js";
import { createChoice } from "./choice.js";
import { createCurve } from "./curve.js";
import { plainEdits } from "./edit.js";
import { createEdits } from "./edits.js";
import { createEquation } from "./equation.js";
import { lightParts, walkParts } from "./light.js";
import { nameOf, reach, rowsOf } from "./rows.js";
import { createScale } from "./scale.js";
import { editedIn, supposeEdits } from "./suppose.js";
import { fedAt, isReset, squash, sumOf, termsOf } from "./terms.js";
import { gateSentence, rowInWords } from "./words.js";

/** @typedef {import("../questions/tabs.js").Actions & {fork: (step: number, edits: object[]) => void}} Actions */

const REST_MS = 400;

/** @param {HTMLElement} parent @param {Actions} actions @returns {import("../questions/tabs.js").Panel} */
export function createGatePanel(parent, actions) {
  addStyle(parent, "./panel.css", import.meta.url);
  const root = add(parent, "div", "lv-gate");
  const sentence = add(root, "p", "lv-said lv-gate-sentence");
  const choice = createChoice(root, choose);
  const body = add(root, "div", "lv-gate-body");
  const edits = createEdits(root, { onChange: change, onFork: keep });
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
  let chosen = "";
  /** The named terms on the screen, kept in their places while a weight is being typed. @type {Set<string>} */
  let named = new Set();
  let place = "";
  let rest = 0;

  bars.table.addEventListener("focusout", (event) => {
    if (!bars.table.contains(/** @type {Node | null} */ (event.relatedTarget))) requestAnimationFrame(update);
  });

  /** @param {string} gate */
  function choose(gate) {
    chosen = gate;
    update();
  }

  /** @param {import("./edit.js").Edit[]} list */
  function change(list) {
    const supposed = list.length ? supposeEdits(view, list) : null;
    view = { ...view, supposed };
    update();
    actions.suppose(supposed);
  }

  function keep() {
    const supposed = editedIn(view);
    if (supposed) actions.fork(view.live.values.weights_step, plainEdits(supposed.edits, supposed.weights));
  }

  function update() {
    if (!view?.trace) return;
    const { t, unit, layer, problem } = view;
    const { hidden_size: hiddenSize } = problem.values.model;
    const kind = kindOf(problem.values.model);
    const where = { kind, layer, unit, gate: kind.gates.includes(chosen) ? chosen : kind.gates[0] };
    const supposed = editedIn(view);
    const network = supposed ?? view;
    const terms = termsAt(network, where, t, hiddenSize);
    const here = `${view.run} ${problem.values.key} ${layer} ${unit} ${where.gate}`;
    const held = here === place && bars.table.contains(document.activeElement);
    place = here;
    const rows = rowsOf(terms, held ? named : null);
    named = new Set(rows.flatMap(({ term }) => (term ? [nameOf(term)] : [])));
    const z = sumOf(rows);
    const unedited = supposed ? sumOf(termsAt(view, where, t, hiddenSize)) : null;
    const { input_names: inputNames } = problem.values;
    const name = (/** @type {import("./rows.js").Row} */ row) => rowInWords(row, where, inputNames);

    root.style.setProperty("--signal", `var(--lv-${kind.words[where.gate]})`);
    choice.update(kind, where.gate);
    say(sentence, gateSentence({ ...where, t }, squash(where.gate, z), rows, name));
    edits.take(supposed?.edits ?? []);
    const limits = scale(network, where, hiddenSize, reach(rows));
    bars.update({ rows, z, scale: limits, where, behind: isReset(where), inputNames, before: edits.before(view, where) });
    curve.update(where.gate, z, unedited);
    equation.update(where, terms, rows, z);
    settleStops();
    edits.update({ view, where, supposed, z, unedited });
    clearTimeout(rest);
    rest = setTimeout(() => curve.describe(where.gate, z), REST_MS);
  }

  return {
    draw(now) {
      view = now;
      const supposed = editedIn(view);
      update();
      if (supposed && supposed !== view.supposed) actions.suppose(supposed);
    },
    point(now) {
      view = now;
      update();
    },
    /** @param {{gate?: string}} wish */
    ask(wish) {
      if (wish.gate) choose(wish.gate);
    },
    destroy() {
      clearTimeout(rest);
      root.remove();
    },
  };
}

/**
 * @param {{weights: any, trace: any}} network @param {import("./terms.js").Where} where @param {number} t
 * @param {number} hiddenSize
 */
function termsAt({ weights, trace }, where, t, hiddenSize) {
  return termsOf(weights, where, fedAt(trace.layers[where.layer], t, where.unit, hiddenSize));
}
