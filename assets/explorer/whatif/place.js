/** Whom and when a question is about: some units of the layer, and a span of timesteps. */

import { add, addChoice } from "../elements.js";
import { addNumber } from "./number_field.js";
import { unitsOf } from "./words.js";

const [ALL, THIS, CHOSEN] = [0, 1, 2];
const [AROUND, WHOLE, TYPED] = [0, 1, 2];
const [BEFORE, AFTER] = [5, 4];

/** @param {HTMLElement} parent @param {() => void} onWhom called when other units are chosen */
export function createPlace(parent, onWhom) {
  const row = add(parent, "div", "lv-whatif-row");
  let [who, when] = [ALL, AROUND];
  /** @type {any} */
  let view = null;
  const units = addChoice(row, "units", (value) => {
    who = value;
    show();
    onWhom();
    if (who === CHOSEN) names.focus();
  });
  const names = add(row, "input", "lv-whatif-names");
  Object.assign(names, { type: "text", placeholder: "0, 3, 5-8" });
  names.setAttribute("aria-label", "Chosen units, for example 0, 3, 5-8");
  names.addEventListener("input", () => names.setCustomValidity(""));
  const span = addChoice(row, "span", (value) => {
    when = value;
    show();
  });
  span.offer([[AROUND, "around t"], [WHOLE, "the whole sequence"], [TYPED, "as typed"]]);
  const typed = () => {
    when = TYPED;
    span.choose(when);
    to.input.setCustomValidity("");
  };
  const from = addNumber(row, "from t =", typed);
  const to = addNumber(row, "to", typed);

  function lastOf() {
    return view.problem.arrays.part.length - 1;
  }

  function show() {
    if (!view) return;
    const last = lastOf();
    const { layer, unit, t, problem } = view;
    const count = problem.values.model.hidden_size;
    units.offer([[ALL, `all ${count} of layer ${layer + 1}`], [THIS, `unit ${unit} only`], [CHOSEN, "chosen ones"]]);
    units.choose(who);
    names.hidden = who !== CHOSEN;
    for (const field of [from, to]) field.bound(0, last);
    if (when === TYPED) return;
    from.write(when === WHOLE ? 0 : Math.max(0, t - BEFORE));
    to.write(when === WHOLE ? last : Math.min(last, t + AFTER));
  }

  return {
    /** @param {any} now */
    show(now) {
      view = now;
      show();
    },
    /** @returns {{from: number, to: number} | null} null while the fields hold none */
    span() {
      const [first, last] = [from.read(), to.read()];
      return first === null || last === null || first > last ? null : { from: first, to: last };
    },
    /** The chosen units in words. */
    whom: () => (who === ALL ? "all units" : who === THIS ? `unit ${view.unit}` : "the chosen units"),
    /** @returns {import("./presets.js").Place | null} null where a field does not hold what it asks for; it says so itself */
    read() {
      const count = view.problem.values.model.hidden_size;
      const chosen = who === CHOSEN ? unitsOf(names.value, count) : who === THIS ? [view.unit] : null;
      names.setCustomValidity(who === CHOSEN && !chosen ? `Name units from 0 to ${count - 1}, for example 0, 3, 5-8.` : "");
      const [first, last] = [from.read(), to.read()];
      if (first !== null && last !== null) to.input.setCustomValidity(first > last ? "The span ends before it starts." : "");
      const ok = [names, from.input, to.input].every((input) => input.hidden || input.reportValidity());
      if (!ok || first === null || last === null) return null;
      return { layer: view.layer, unit: view.unit, t: view.t, last: lastOf(), units: chosen, from: first, to: last };
    },
  };
}
