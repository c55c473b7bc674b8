/** The cell at this step: one unit's numbers as a drawing, as equations, over time, and in a sentence. */

import { kindOf } from "../cells/kind.js";
import { add } from "../elements.js";
import { supposedIn } from "../whatif/suppose.js";
import { createBody } from "./body.js";
import { createHeading } from "./heading.js";
import { heldAt } from "./held.js";
import { readCell } from "./read.js";
import { createWhich } from "./which.js";

const NOTHING = { trace: null, supposed: null, layer: -1, unit: -1 };

/**
 * @param {HTMLElement} parent
 * @param {{onUnit: (unit: number) => void, onLayer: (layer: number) => void, onCursor: (t: number) => void}} handlers
 */
export function createCellPanel(parent, { onUnit, onLayer, onCursor }) {
  const root = add(parent, "section", "lv-cell-panel");
  root.setAttribute("aria-label", "The cell at this step");
  const heading = createHeading(root, { onUnit, onLayer, onAll });
  const which = createWhich(root, () => panel.draw(now));
  /** @type {ReturnType<typeof createBody> | null} */
  let body = null;
  /** @type {any} what the lines on the screen were made from */
  let drawn = NOTHING;
  let palette = null;
  let all = false;
  /** @type {any} */
  let now = null;

  /** @param {boolean} yes */
  function onAll(yes) {
    all = yes;
    body?.showAll(yes);
    if (now) panel.draw(now);
  }

  /** @param {import("../cells/kind.js").Kind} kind */
  function bodyOf(kind) {
    if (body?.kind === kind) return body;
    body?.destroy();
    drawn = NOTHING;
    const made = createBody(root, kind, { onUnit, onCursor, onGate: (gate) => askForGate(root, gate) });
    made.showAll(all);
    body = made;
    return made;
  }

  const panel = {
    /** @param {any} view */
    draw(view) {
      now = view;
      const { trace, layer, unit, t } = view;
      if (view.palette !== palette) wear(root, (palette = view.palette));
      heading.empty(!trace);
      if (body) body.root.hidden = !trace;
      const supposed = supposedIn(view);
      const chosen = which.update(supposed, view.live.values.weights_step);
      if (!trace) {
        drawn = NOTHING;
        return;
      }
      const { model } = view.problem.values;
      const { hidden_size: hiddenSize, num_layers: layers } = model;
      const kind = kindOf(model);
      const { lines, update } = bodyOf(kind);
      heading.update(layers, hiddenSize, layer, unit, t);
      if (trace !== drawn.trace || supposed !== drawn.supposed || layer !== drawn.layer || unit !== drawn.unit) {
        lines.show(trace.layers[layer].signals, hiddenSize, unit, supposed?.trace.layers[layer].signals ?? null);
      }
      drawn = { trace, supposed, layer, unit };
      const shown = chosen.other ? { weights: view.weights, ...supposed } : view;
      const at = { layer, unit, t, hiddenSize };
      const cell = readCell(kind, shown.trace.layers[layer], shown.weights, at, heldAt(shown.interventions ?? [], at));
      update(cell, { signals: shown.trace.layers[layer].signals, hiddenSize, unit, t }, chosen);
    },
    destroy() {
      body?.destroy();
      root.remove();
    },
  };
  return panel;
}

/** @param {HTMLElement} root @param {string} gate */
function askForGate(root, gate) {
  root.dispatchEvent(new CustomEvent("lv-ask", { bubbles: true, detail: { question: "Open a gate", wish: { gate } } }));
}

/** @param {HTMLElement} root @param {Record<string, string>} palette */
function wear(root, palette) {
  for (const [name, colour] of Object.entries(palette)) root.style.setProperty(`--lv-cell-${name}`, colour);
}
