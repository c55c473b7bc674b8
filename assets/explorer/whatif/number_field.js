/** A labelled field for one number. */

import { add } from "../elements.js";

/**
 * @param {HTMLElement} parent @param {string} name @param {() => void} onInput
 * @param {string | number} [step] "any" where the number need not be whole
 */
export function addNumber(parent, name, onInput, step = 1) {
  const label = add(parent, "label", "lv-whatif-field");
  add(label, "span", "", name);
  const input = add(label, "input");
  Object.assign(input, { type: "number", required: true, step: String(step) });
  input.addEventListener("input", onInput);
  return {
    label,
    input,
    /** @param {number} low @param {number} high */
    bound(low, high) {
      input.min = Number.isFinite(low) ? String(low) : "";
      input.max = Number.isFinite(high) ? String(high) : "";
    },
    /** Writes a number, but not into a field that somebody is typing in. @param {number} value */
    write(value) {
      if (document.activeElement !== input && input.value !== String(value)) input.value = String(value);
    },
    /** @returns {number | null} null where what is typed is no number within bounds */
    read: () => (input.validity.valid ? input.valueAsNumber : null),
  };
}
