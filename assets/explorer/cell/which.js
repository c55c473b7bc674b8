/** Which run the cell's numbers are of, while there are two: the one on the page, and what is supposed or compared. */

import { add, say } from "../elements.js";
import { grouped } from "../numbers.js";

/** @typedef {ReturnType<typeof import("../whatif/suppose.js").supposedIn>} Supposed */
/** @typedef {{own: string, other: string, told: [string, string]}} Names of both runs, and what is told of them */

/**
 * @param {NonNullable<Supposed>} supposed @param {number} step of training that the page shows
 * @returns {Names | null} null where both are the same
 */
export function namesOf(supposed, step) {
  const { label } = supposed;
  if (departs(supposed)) return { own: "As it was", other: "What if", told: ["The run as it was.", `What if: ${label}.`] };
  const compared = label.replace(/^step (\d+)$/, (_, digits) => `Step ${grouped(digits)}`);
  const own = `Step ${grouped(step)}`;
  const told = /** @type {[string, string]} */ (["The step that this page shows.", "The step that it is compared with."]);
  return own === compared ? null : { own, other: compared, told };
}

/** Whether it starts from what the page shows, as a what-if does and another step of training does not. @param {Supposed} supposed */
function departs(supposed) {
  return Boolean(supposed?.base);
}

/** @param {HTMLElement} parent @param {() => void} onChoice */
export function createWhich(parent, onChoice) {
  const root = add(parent, "div", "lv-cell-which");
  const group = add(root, "div", "lv-cell-two");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", "Whose numbers the cell shows");
  const buttons = [false, true].map((other) => {
    const button = add(group, "button", "lv-cell-toggle");
    button.type = "button";
    button.addEventListener("click", () => {
      chosen = other;
      onChoice();
    });
    return button;
  });
  const what = add(root, "p", "lv-cell-what");
  root.hidden = true;
  /** @type {boolean | null} what the reader has chosen; null: nothing yet */
  let chosen = null;
  let asked = false;

  return {
    /**
     * A what-if is asked in order to be seen, so it comes first; a step that is compared stays behind the step that is shown.
     * @param {Supposed} supposed @param {number} step
     * @returns {{other: boolean, names: Names | null}} whether the other run is shown
     */
    update(supposed, step) {
      const names = supposed && namesOf(supposed, step);
      const asks = departs(supposed);
      if (!supposed || asks !== asked) chosen = null;
      asked = asks;
      const other = Boolean(names) && (chosen ?? asks);
      root.hidden = !names;
      if (names) {
        [names.own, names.other].forEach((name, k) => {
          say(buttons[k], name);
          buttons[k].setAttribute("aria-pressed", String(other === (k === 1)));
        });
        say(what, names.told[Number(other)]);
      }
      return { other, names };
    },
  };
}
