/** The two ends of a span of time as numbers, and a button that moves it to the cursor. */

import { add } from "../elements.js";

/**
 * @param {HTMLElement} parent @param {(span: import("./find.js").Span) => void} onSpan @param {() => void} onAround
 */
export function createSpanFields(parent, onSpan, onAround) {
  const bar = add(parent, "div", "lv-controls");
  /** @type {EventTarget | null} the field that somebody is typing in: a drawing meanwhile leaves it alone */
  let typing = null;
  const [from, to] = ["from t", "to t"].map((name) => {
    const label = add(bar, "label", "lv-find-field");
    add(label, "span", "", name);
    const field = add(label, "input");
    Object.assign(field, { type: "number", min: "0", step: "1" });
    field.addEventListener("input", () => { typing = field; });
    field.addEventListener("blur", () => { typing = null; });
    field.addEventListener("change", () => {
      typing = null;
      onSpan({ from: Number(from.value), to: Number(to.value) });
    });
    return field;
  });
  const button = add(bar, "button", "lv-find-around", "Around the cursor");
  button.type = "button";
  button.addEventListener("click", onAround);

  return {
    bar,
    /** @param {import("./find.js").Span} span @param {number} T */
    show(span, T) {
      for (const [field, value] of /** @type {[HTMLInputElement, number][]} */ ([[from, span.from], [to, span.to]])) {
        field.max = String(T - 1);
        if (field !== typing && field.value !== String(value)) field.value = String(value);
      }
    },
  };
}
