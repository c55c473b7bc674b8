/** A signal held by the reader's own wish. */

import { add, addChoice } from "../elements.js";
import { addNumber } from "./number_field.js";
import { boundsOf, SIGNAL_NAMES } from "./words.js";

/** @typedef {import("./intervene.js").Signal} Signal */
/** @typedef {{signal: Signal, kind: "hold" | "freeze", value: number}} Wish */

const [ZERO, ONE, VALUE, FROZEN] = [0, 1, 2, 3];

/** @param {HTMLElement} parent @param {(wish: Wish) => void} onHold */
export function createHoldForm(parent, onHold) {
  const form = add(parent, "form", "lv-whatif-row");
  form.noValidate = true; // the fields say by themselves what they miss, when the wish is read
  /** @type {Signal[]} */
  let offered = [];
  let [signal, how] = ["h", ZERO];
  const signals = addChoice(form, "or hold the", (value) => {
    signal = offered[value];
    show();
  });
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
    number.bound(...boundsOf(signal));
  }

  return {
    /** @param {Signal[]} now the signals that the cell has; while they stay the same, so does the choice */
    offer(now) {
      if (now === offered) return;
      offered = now;
      [signal] = now;
      signals.offer(now.map((each, k) => [k, SIGNAL_NAMES[each]]));
      signals.choose(0);
      show();
    },
  };
}
