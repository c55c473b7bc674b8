/** Whom and when a question is about: some units of the layer, and a span of timesteps. */

import { add, addChoice, say } from "../elements.js";
import { addNumber } from "./number_field.js";
import { unitsOf, unitsTrouble } from "./words.js";

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
    if (who !== CHOSEN || names.value) check(); // nobody is told off before the first letter
    onWhom();
    if (who === CHOSEN) names.focus();
  });
  const names = add(row, "input", "lv-whatif-names");
  Object.assign(names, { type: "text", placeholder: "0, 3, 5-8", maxLength: 60 });
  names.setAttribute("aria-label", "Chosen units, for example 0, 3, 5-8");
  names.addEventListener("input", check);
  const span = addChoice(row, "span", (value) => {
    when = value;
    show();
    check();
  });
  span.offer([[AROUND, "around t"], [WHOLE, "the whole sequence"], [TYPED, "as typed"]]);
  const typed = () => {
    when = TYPED;
    span.choose(when);
    check();
  };
  const from = addNumber(row, "from t =", typed);
  const to = addNumber(row, "to", typed);
  const trouble = add(parent, "p", "lv-whatif-trouble");
  trouble.setAttribute("role", "status");

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

  /** @returns {number[] | null} null where the text names something else than units of the layer */
  function chosen() {
    return unitsOf(names.value, view.problem.values.model.hidden_size);
  }

  /** Says of the first field that does not hold what it asks for what is wrong. @returns {boolean} whether all do */
  function check() {
    const last = lastOf();
    const [first, end] = [from, to].map((field) => field.input.valueAsNumber);
    const outside = (/** @type {number} */ t) => !(Number.isInteger(t) && t >= 0 && t <= last);
    const timestep = `A span goes from one timestep to another, both whole numbers from 0 to ${last}.`;
    const wrong = [
      [names, who === CHOSEN && !chosen() ? unitsTrouble(names.value, view.problem.values.model.hidden_size) : ""],
      [from.input, outside(first) ? timestep : ""],
      [to.input, outside(end) ? timestep : first > end ? `The span ends before it starts: from t = ${first} to ${end}.` : ""],
    ];
    const found = /** @type {[HTMLInputElement, string][]} */ (wrong).filter(([input, sentence]) => {
      input.setCustomValidity(sentence);
      input.setAttribute("aria-invalid", String(Boolean(sentence)));
      return sentence;
    });
    say(trouble, found.length ? found[0][1] : "");
    return found.length === 0;
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
    /** @returns {import("./presets.js").Place | null} null where a field does not hold what it asks for, which is said */
    read() {
      if (!check()) {
        [names, from.input, to.input].find((input) => !input.validity.valid)?.focus();
        return null;
      }
      const [first, end] = [from, to].map((field) => field.input.valueAsNumber);
      const units = who === CHOSEN ? chosen() : who === THIS ? [view.unit] : null;
      return { layer: view.layer, unit: view.unit, t: view.t, last: lastOf(), units, from: first, to: end };
    },
  };
}
