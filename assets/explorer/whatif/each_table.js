/** Every unit erased alone, as a table that ranks them; a row chooses its unit. */

import { kindOf } from "../cells/kind.js";
import { add, addChoice, say } from "../elements.js";
import { explain } from "../terms.js";
import { createRest } from "../why/rest.js";
import { createRanking } from "./each_ranking.js";
import { isQuick, withoutEach } from "./each_unit.js";
import { eachInWords, eachRows } from "./each_words.js";

/** @typedef {import("./each_unit.js").Found} Found */

const [WHOLE, SPAN] = [0, 1];
const SOON = "Each unit is erased in turn; this takes a moment.";
const SLOW = "In a network of this size, to erase each unit in turn takes some seconds.";

/**
 * @param {HTMLElement} parent @param {() => {from: number, to: number} | null} readSpan that is chosen above; null while it
 *   is none @param {(unit: number) => void} onUnit
 */
export function createEachUnit(parent, readSpan, onUnit) {
  const root = add(parent, "section", "lv-whatif-each");
  const heading = add(root, "div", "lv-whatif-row");
  explain(add(heading, "h3", "", "Which unit matters?"), "erase");
  const said = add(heading, "span", "lv-said");
  const choice = addChoice(heading, "over", (value) => {
    over = value;
    follow(true);
  });
  choice.offer([[WHOLE, "the whole sequence"], [SPAN, "the span above"]]);
  const sentence = add(root, "p");
  sentence.tabIndex = -1;
  const ask = add(root, "button", "lv-button lv-whatif-ask", "Erase each unit in turn");
  ask.type = "button";
  ask.addEventListener("click", () => {
    asked = view.trace;
    sentence.focus(); // the button goes away
    follow(true);
  });
  const ranking = createRanking(root, onUnit);
  /** @type {any} */
  let view = null;
  /** @type {Found | null} */
  let found = null;
  let over = WHOLE;
  /** @type {unknown} the trace that was asked for, though it takes long */
  let asked = null;
  /** @type {import("./each_unit.js").Where} what is worked out next */
  let wanted = { layer: 0, from: 0, to: 0 };
  /** @type {unknown} what the table is made of */
  let drawn = null;
  const rest = createRest(() => withoutEach(view, wanted), {
    onBusy: (share) => tell(slow() ? share : null),
    onDone(newest) {
      found = newest;
      show();
    },
  });

  const slow = () => !isQuick(view.problem.values.model, view.problem.arrays.part.length);

  /** @param {number | null} share of the work that is done; null where nobody waits for it */
  function tell(share) {
    const held = kindOf(view.problem.values.model).state === "c" ? "c and h" : "h";
    say(said, `each alone, its ${held} held at 0${share ? ` · ${Math.round(100 * share)} %` : ""}`);
  }

  /** @returns {import("./each_unit.js").Where | null} */
  function where() {
    const span = over === SPAN ? readSpan() : { from: 0, to: view.problem.arrays.part.length - 1 };
    return span && { layer: view.layer, ...span };
  }

  /** @param {boolean} again what is being worked out is no longer asked for */
  function follow(again) {
    show();
    const now = where();
    if (!now || (slow() && asked !== view.trace)) return;
    wanted = now;
    rest.want(again);
  }

  function isAsked() {
    const now = where();
    return Boolean(now && found && found.layer === now.layer && found.from === now.from && found.to === now.to
      && (!slow() || found.trace === view.trace));
  }

  function show() {
    const shown = isAsked() ? found : null;
    tell(null);
    ask.hidden = !slow() || shown !== null || asked === view.trace;
    ranking.root.hidden = !shown;
    if (!shown) return void say(sentence, !where() ? "" : slow() ? SLOW : SOON);
    say(sentence, eachInWords(shown, view.problem));
    if (drawn !== shown) ranking.fill(eachRows(shown, view.problem));
    drawn = shown;
    ranking.point(view.unit);
  }

  return {
    /** New weights, data or layer. @param {any} now */
    draw(now) {
      if (now.problem !== view?.problem) {
        found = asked = null;
        rest.halt();
      }
      view = now;
      if (isAsked() && found?.trace === now.trace) show();
      else follow(false);
    },
    /** A new cursor or unit. @param {any} now */
    point(now) {
      view = now;
      if (over === SPAN && !isAsked()) follow(true);
      else ranking.point(view.unit);
    },
    halt: rest.halt,
  };
}
