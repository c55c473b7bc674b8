/** The weights that were typed by hand: what they were and are, what that does to the answers, the ways back and on. */

import { formatNumber } from "../cell/numbers.js";
import { add, say } from "../elements.js";
import { answerSentence, errorSentence } from "../whatif/effect.js";
import { editOf, refusal, typed, weightOf } from "./edit.js";
import { countInWords } from "./suppose.js";
import { squash } from "./terms.js";
import { exact, gateName, isBias, termName } from "./words.js";

/** @typedef {import("./edit.js").Edit} Edit */
/** @typedef {import("./terms.js").Term} Term */
/** @typedef {import("./terms.js").Where} Where */
/** @typedef {{view: any, where: Where, supposed: import("./suppose.js").Edited | null, z: number, unedited: number | null}} Now */

/**
 * @param {HTMLElement} parent
 * @param {{onChange: (edits: Edit[]) => void, onFork: () => void}} handlers
 */
export function createEdits(parent, { onChange, onFork }) {
  const root = add(parent, "div", "lv-gate-edits");
  const lines = Array.from({ length: 3 }, () => add(root, "p", "lv-said"));
  lines[0].setAttribute("role", "status");
  const bar = add(root, "div", "lv-gate-ways");
  const undo = button(bar, "Undo edit", () => back(list.slice(0, -1)));
  const undoAll = button(bar, "Undo all", () => back([]));
  const fork = button(bar, "Keep as a fork", onFork);
  const what = add(root, "p", "lv-gate-fork-note", "A fork is a run of its own with these weights: Play trains it on from them.");
  /** @type {Edit[]} */
  let list = [];
  /** @type {Now | null} */
  let now = null;
  let refused = "";

  /** @param {Edit[]} edits */
  function back(edits) {
    refused = "";
    if (!edits.length) /** @type {HTMLElement | null} */ (root.closest(".lv-gate")?.querySelector("input:checked"))?.focus();
    onChange(edits);
  }

  /** @param {Where} where */
  const own = ({ layer, gate, unit }) =>
    list.filter((edit) => edit.where.layer === layer && edit.where.gate === gate && edit.where.unit === unit);

  return {
    root,
    /** A term's weight in the network as it is. @param {any} view @param {Where} where @returns {(term: Term) => number | null} null where nothing was typed */
    before(view, where) {
      const mine = own(where);
      return ({ group, index }) => {
        const edit = mine.find(({ term }) => term.group === group && term.index === index);
        return edit ? weightOf(view.weights, edit) : null;
      };
    },
    /** @param {Edit[]} edits those that stand */
    take(edits) {
      list = edits;
    },
    /** @param {Term} term @param {string} text @param {HTMLInputElement} field */
    type(term, text, field) {
      refused = refusal(text, list);
      if (refused) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
      if (refused || !now) {
        show();
        return false;
      }
      const { input_size: inputs, hidden_size: hidden } = now.view.problem.values.model;
      const { where } = now;
      onChange([...list, editOf(where, term, Number(typed(text)), where.layer ? hidden : inputs, hidden)]);
      return true;
    },
    /** @param {Now} newest */
    update(newest) {
      now = newest;
      show();
    },
  };

  function show() {
    const { supposed = null, view } = now ?? {};
    root.hidden = !supposed && !refused;
    for (const each of [undo, undoAll, fork, what]) each.hidden = !supposed;
    undoAll.hidden = list.length < 2;
    if (view?.exported) fork.hidden = what.hidden = true;
    say(lines[0], refused || (now && supposed ? story(list, now) : ""));
    say(lines[1], supposed ? `Dashed on the page: ${countInWords(list)}. ${answerSentence(view, supposed)}` : "");
    say(lines[2], supposed ? errorSentence(view, supposed) : "");
  }
}

/** @param {HTMLElement} parent @param {string} text @param {() => void} onClick */
function button(parent, text, onClick) {
  const made = add(parent, "button", "lv-gate-undo", text);
  made.type = "button";
  made.addEventListener("click", onClick);
  return made;
}

/** @param {Edit[]} list @param {Now} now */
function story(list, { view, where: open, z, unedited }) {
  const edit = list[list.length - 1];
  const { where, term, value } = edit;
  const called = termName(term, where, view.problem.values.input_names);
  const which = isBias(term) ? called : `weight of ${called}`;
  const what = `In the ${gateName(where)} of unit ${where.unit}, layer ${where.layer + 1}, the ${which} is ${exact(value)} instead of ${exact(weightOf(view.weights, edit))}.`;
  const more = list.length > 1 ? ` It is the last of ${list.length} edits.` : "";
  const [from, to] = [unedited ?? z, z].map((each) => formatNumber(squash(open.gate, each), 3));
  return `${what}${more} This ${gateName(open)} ${from === to ? `stays ${to}` : `goes from ${from} to ${to}`}.`;
}
