/** A signal held by the reader's own wish. */

import { add, addChoice } from "../elements.js";
import { addNumber } from "./number_field.js";
import { BOUNDS, SIGNAL_NAMES } from "./words.js";

/** @typedef {import("./intervene.js").Signal} Signal */
/** @typedef {{signal: Signal, kind: "hold" | "freeze", value: number}} Wish */

const SIGNALS = /** @type {Signal[]} */ (Object.keys(SIGNAL_NAMES));
const [ZERO, ONE, VALUE, FROZEN] = [0, 1, 2, 3];

/** @param {HTMLElement} parent @param {(wish: Wish) => void} onHold */
export function createHoldForm(parent, onHold) {
  const form = add(parent, "form", "lv-whatif-row");
  form.noValidate = true; // the fields say by themselves what they miss, when the wish is read
  let [signal, how] = [SIGNALS[0], ZERO];
  const signals = addChoice(form, "or hold the", (value) => {
    signal = SIGNALS[value];
    show();
  });
  signals.offer(SIGNALS.map((each, k) => [k, SIGNAL_NAMES[each]]));
  const hows = addChoice(form, "at", (value) => {
    how = value;
    show();
    if (how === VALUE) number.input.focus();
  });
  hows.offer([[ZERO, "0"], [ONE, "1"], [VALUE, "a value"], [FROZEN, "what it was before the span"]]);
  const number = addNumber(form, "of", () => {}, "any");
  number.input.value = "0.5";
  const button = add(form, "button", "lv-button", "Hold it");
  button.type = "submit";
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = number.read();
    if (how === VALUE && typed === null) return void number.input.reportValidity();
    const value = how === VALUE ? /** @type {number} */ (typed) : how === ONE ? 1 : 0;
    onHold({ signal, kind: how === FROZEN ? "freeze" : "hold", value });
  });

  function show() {
    number.label.hidden = how !== VALUE;
    number.bound(...BOUNDS[signal]);
  }

  show();
}
