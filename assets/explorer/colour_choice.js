/** Which values share a scale of colours in the strips, chosen by the reader, with what full colour means then. */

import { kindOf } from "./cells/kind.js";
import { coloursInWords, limitsOf } from "./colour_limits.js";
import { add, addChoice, say } from "./elements.js";

/**
 * What the strips hear: an event that bubbles, so that neither has to know the other.
 * @typedef {CustomEvent<{signals: unknown, limits: Record<string, import("./colour_limits.js").Limits[]>}>} Colours
 */

const SCALES = /** @type {import("./colour_limits.js").Scale[]} */ (["fixed", "unit", "layer", "net"]);
const WORDS = ["fixed", "scaled per unit", "scaled per layer", "scaled per net"];

/** @param {HTMLElement} controls where the choice stands @param {HTMLElement} below where its meaning is said */
export function createColourChoice(controls, below) {
  const choice = addChoice(controls, "colours", (value) => {
    chosen = value;
    tell();
  });
  // a label's name would hold the words of all its options
  choice.label.querySelector("select")?.setAttribute("aria-label", "colours");
  const said = add(below, "p", "lv-said");
  let chosen = 0;
  /** @type {any} */
  let view = null;
  let scale = SCALES[0];
  /** @type {Record<string, import("./colour_limits.js").Limits[]>} */
  let limits = {};

  function tell() {
    const { trace, layer, problem: { values: { model } } } = view;
    scale = SCALES[chosen] === "net" && model.num_layers === 1 ? "layer" : SCALES[chosen];
    limits = limitsOf(scale, kindOf(model), trace.layers, layer, model.hidden_size);
    const detail = { signals: trace.layers[layer].signals, limits };
    controls.dispatchEvent(new CustomEvent("lv-colours", { bubbles: true, detail }));
    sayOf(view.unit);
  }

  /** @param {number} unit */
  function sayOf(unit) {
    say(said, coloursInWords(scale, kindOf(view.problem.values.model), limits, unit));
  }

  return {
    /** @param {any} now */
    draw(now) {
      const { num_layers: layers } = now.problem.values.model;
      choice.label.hidden = said.hidden = !now.trace;
      // in a net of one layer the net is the layer
      choice.offer(WORDS.slice(0, layers > 1 ? 4 : 3).map((text, k) => [k, text]));
      choice.choose(layers > 1 ? chosen : Math.min(chosen, 2));
      if (!now.trace) return;
      const before = view;
      view = now;
      if (before?.trace !== now.trace || before.layer !== now.layer) tell();
    },
    /** @param {any} now */
    point(now) {
      if (now.trace && now.trace === view?.trace && now.layer === view.layer) sayOf(now.unit);
    },
  };
}
