/** Every unit erased alone, as a table that ranks them; a row chooses its unit. */

import { kindOf } from "../cells/kind.js";
import { add, addChoice, say } from "../elements.js";
import { createRest } from "../why/rest.js";
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
  add(heading, "h3", "", "Which unit matters?");
  const said = add(heading, "span", "lv-said");
  const choice = addChoice(heading, "over", (value) => {
    over = value;
    follow(true);
  });
  choice.offer([[WHOLE, "the whole sequence"], [SPAN, "the span above"]]);
  const sentence = add(root, "p");
  const ask = add(root, "button", "lv-button lv-whatif-ask", "Erase each unit in turn");
  ask.type = "button";
  ask.addEventListener("click", () => {
    asked = view.trace;
    follow(true);
  });
  const scroll = add(root, "div", "lv-whatif-scroll");
  scroll.tabIndex = 0;
  scroll.setAttribute("role", "region");
  scroll.setAttribute("aria-label", "The units, the one that is missed most first");
  const table = add(scroll, "table");
  const head = add(add(table, "thead"), "tr");
  const body = add(table, "tbody");
  /** @type {any} */
  let view = null;
  /** @type {Found | null} */
  let found = null;
  let over = WHOLE;
  /** @type {unknown} the trace that was asked for, though it takes long */
  let asked = null;
  /** @type {unknown} what the table is made of */
  let drawn = null;
  const rest = createRest(() => withoutEach(view, /** @type {import("./each_unit.js").Where} */ (where())), {
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
    if (where() && (!slow() || asked === view.trace)) rest.want(again);
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
    scroll.hidden = !shown;
    if (!shown) return void say(sentence, slow() ? SLOW : SOON);
    say(sentence, eachInWords(shown, view.problem));
    if (drawn !== shown) fill(shown);
    drawn = shown;
    point();
  }

  /** @param {Found} shown */
  function fill(shown) {
    const { head: names, whole, rows } = eachRows(shown, view.problem);
    head.replaceChildren();
    for (const name of ["without", ...names]) add(head, "th", "", name).scope = "col";
    add(head, "th", "", "better ← → worse").scope = "col";
    body.replaceChildren();
    const most = Math.max(1e-12, ...rows.map(({ change }) => Math.abs(change)));
    addRow("nothing", whole, 0);
    for (const { unit, cells, change } of rows) {
      const name = addRow("", cells, (50 * change) / most);
      const button = add(name, "button", "lv-whatif-unit", `unit ${unit}`);
      button.type = "button";
      button.dataset.unit = String(unit);
      button.addEventListener("click", () => onUnit(unit));
    }
  }

  /** @param {string} name @param {string[]} cells @param {number} share of the bar's room, for the worse above 0 */
  function addRow(name, cells, share) {
    const row = add(body, "tr");
    const first = add(row, "th", "", name);
    first.scope = "row";
    for (const cell of cells) add(row, "td", "", cell);
    const track = add(add(row, "td"), "div", "lv-whatif-track");
    const bar = add(track, "span", share < 0 ? "lv-whatif-better" : "");
    Object.assign(bar.style, { width: `${Math.abs(share)}%`, left: `${Math.min(50, 50 + share)}%` });
    return first;
  }

  function point() {
    for (const button of body.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.dataset.unit === String(view.unit)));
    }
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
      else point();
    },
    halt: rest.halt,
  };
}
