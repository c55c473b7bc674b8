/** The weights that were typed by hand: what they were, what they are now, what that does to this gate, and the way back. */

import { formatNumber } from "../cell_numbers.js";
import { add, say } from "../elements.js";
import { edited, editOf, typed, weightOf } from "./edit.js";
import { squash } from "./terms.js";
import { exact, gateName, termName } from "./words.js";

/** @typedef {import("./edit.js").Edit} Edit */
/** @typedef {import("./terms.js").Term} Term */
/** @typedef {import("./terms.js").Where} Where */

/** @param {HTMLElement} parent @param {() => void} onChange */
export function createEdits(parent, onChange) {
  const root = add(parent, "div", "lv-gate-edits");
  const line = add(root, "p", "lv-said");
  line.setAttribute("role", "status");
  const undo = add(root, "button", "lv-gate-undo", "Undo edit");
  undo.type = "button";
  /** @type {Edit[]} */
  let list = [];
  /** Of which network the edits are. */
  let run = "";
  let view = /** @type {any} */ (null);
  let now = /** @type {Where} */ ({ layer: 0, gate: "f", unit: 0 });
  /** What the edited weights were made from. @type {{weights: unknown, list: Edit[], made: any}} */
  let last = { weights: null, list, made: null };
  let refusal = "";

  undo.addEventListener("click", () => {
    list = list.slice(0, -1);
    refusal = "";
    if (!list.length) root.closest(".lv-gate")?.querySelector(/** @type {"input"} */ ("input:checked"))?.focus();
    onChange();
  });

  /** @param {Where} where */
  const own = ({ layer, gate, unit }) =>
    list.filter((edit) => edit.where.layer === layer && edit.where.gate === gate && edit.where.unit === unit);

  return {
    root,
    /** The network with the edits. @param {any} given @param {Where} where what is open */
    over(given, where) {
      const key = `${given.run} ${given.problem.values.key}`;
      if (key !== run) [run, list] = [key, []];
      [view, now] = [given, where];
      if (last.weights !== view.weights || last.list !== list) {
        last = { weights: view.weights, list, made: list.length ? edited(view.weights, list) : view.weights };
      }
      return last.made;
    },
    /** @param {Where} where */
    has: (where) => own(where).length > 0,
    /** A term's weight in the network as it is. @param {Where} where @returns {(term: Term) => number | null} null where nothing was typed */
    before(where) {
      const mine = own(where);
      return ({ group, index }) => {
        const edit = mine.find(({ term }) => term.group === group && term.index === index);
        return edit ? weightOf(view.weights, edit) : null;
      };
    },
    /** @param {Term} term @param {string} text @param {HTMLInputElement} field */
    type(term, text, field) {
      const value = typed(text);
      refusal = value === null ? `“${text}” is no number: type one like −0.5.` : "";
      if (value === null) field.setAttribute("aria-invalid", "true");
      else {
        field.removeAttribute("aria-invalid");
        const { input_size: inputs, hidden_size: hidden } = view.problem.values.model;
        list = [...list, editOf(now, term, value, now.layer ? hidden : inputs, hidden)];
      }
      onChange();
      return value !== null;
    },
    /** @param {import("./terms.js").Gate} gate @param {number} z @param {number | null} unedited */
    update(gate, z, unedited) {
      root.hidden = !list.length && !refusal;
      undo.hidden = !list.length;
      say(line, refusal || (list.length ? story(list, view, gate, z, unedited) : ""));
    },
  };
}

/** @param {Edit[]} list @param {any} view @param {import("./terms.js").Gate} gate @param {number} z @param {number | null} unedited */
function story(list, view, gate, z, unedited) {
  const edit = list[list.length - 1];
  const { where, term, value } = edit;
  const called = termName(term, where, view.problem.values.input_names);
  const what = `In the ${gateName(where.gate)} of unit ${where.unit}, layer ${where.layer + 1}, the ${term.group === "b" ? "bias" : `weight of ${called}`} is ${exact(value)} instead of ${exact(weightOf(view.weights, edit))}.`;
  const more = list.length > 1 ? ` It is the last of ${list.length} edits.` : "";
  const effect = unedited === null ? "" : ` This ${gateName(gate)} goes from ${formatNumber(squash(gate, unedited), 3)} to ${formatNumber(squash(gate, z), 3)}.`;
  return `${what}${more}${effect} All else on the page is still the network without it.`;
}
