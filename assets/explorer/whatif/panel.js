/** What if? Signals are held over a span, and what would have come of it is laid over what came. */

import { kindOf } from "../cells/kind.js";
import { add, addStyle, say } from "../elements.js";
import { createTable } from "../questions/table.js";
import { createEachUnit } from "./each_table.js";
import { answerSentence, errorRows, errorSentence } from "./effect.js";
import { createHeldList } from "./held_list.js";
import { createHoldForm } from "./hold_form.js";
import { comesBack } from "./lesson.js";
import { lessonSentence } from "./lesson_words.js";
import { createPicture } from "./picture.js";
import { createPlace } from "./place.js";
import { createPresets } from "./preset_row.js";
import { suppose, supposedIn } from "./suppose.js";

/** @typedef {import("./intervene.js").Intervention} Intervention */

/** @type {Intervention[]} */
const NOTHING = [];

/** @param {HTMLElement} parent @param {import("../questions/tabs.js").Actions} actions @returns {import("../questions/tabs.js").Panel} */
export function createWhatIfPanel(parent, actions) {
  for (const name of ["./panel.css", "../questions/table.css"]) addStyle(parent, name, import.meta.url);
  const root = add(parent, "div", "lv-whatif");
  const now = add(root, "p", "lv-whatif-now");
  now.tabIndex = -1;
  const body = add(root, "div", "lv-whatif-body");
  const place = createPlace(body, () => presets.name(place.whom(), view.t));
  const presets = createPresets(body, (make) => {
    const where = place.read();
    if (where) hold(make(where));
  });
  const form = createHoldForm(body, (wish) => {
    const where = place.read();
    if (!where) return;
    const { layer, units, from, to } = where;
    hold([...held, { layer, units, from, to, ...wish }]);
  });
  const list = createHeldList(body, hold, now);
  const result = add(body, "div", "lv-whatif-result");
  const said = Array.from({ length: 3 }, () => add(result, "p"));
  const picture = createPicture(body, (t) => actions.go({ t }));
  const numbers = add(body, "div");
  const table = createTable(numbers, "Errors as they are and as they would be", ["part", "as it is", "what if", "change"]);
  const each = createEachUnit(root, () => place.span(), (unit) => actions.go({ unit }));
  /** @type {any} */
  let view = null;
  let held = NOTHING;
  /** @type {{supposed: unknown, unit: number, layer: number}} what the picture shows */
  let drawn = { supposed: null, unit: -1, layer: -1 };

  /** @param {Intervention[]} interventions */
  function hold(interventions) {
    actions.suppose(interventions.length ? suppose(view, interventions) : null);
  }

  /** @param {import("./suppose.js").Supposed | null} supposed */
  function tell(supposed) {
    const sentences = [answerSentence, errorSentence, () => lessonSentence(comesBack(view, /** @type {any} */ (supposed)), kindOf(view.problem.values.model))];
    said.forEach((line, k) => say(line, supposed ? sentences[k](view, supposed) : ""));
    numbers.hidden = !supposed;
    if (supposed) table.show(() => errorRows(view, supposed).map(({ part, before, after, change }) => [part, before, after, change]));
  }

  /** @param {import("./suppose.js").Supposed | null} supposed */
  function paint(supposed) {
    drawn = { supposed, unit: view.unit, layer: view.layer };
    picture.draw(view, supposed, said.map(({ textContent }) => textContent).join(" "));
  }

  /** The counterfactual of this panel's making; another's is not told here. */
  function mine() {
    const supposed = supposedIn(view);
    return supposed?.interventions ? /** @type {import("./suppose.js").Supposed} */ (supposed) : null;
  }

  return {
    draw(newest) {
      view = newest;
      const kind = kindOf(view.problem.values.model);
      presets.offer(kind);
      form.offer(kind.signals);
      const supposed = mine();
      held = supposed?.interventions ?? NOTHING;
      result.setAttribute("aria-live", view.live.values.state === "playing" ? "off" : "polite");
      list(held);
      tell(supposed);
      paint(supposed);
      each.draw(view);
    },
    point(newest) {
      view = newest;
      const { t, unit, layer } = view;
      const nothing = `Nothing is held: this is the network as it is, now at t = ${t}. Ask what would change.`;
      say(now, held.length ? `What if: ${/** @type {any} */ (drawn.supposed)?.label}.` : nothing);
      place.show(view);
      presets.name(place.whom(), t);
      if (unit !== drawn.unit || layer !== drawn.layer) paint(mine());
      picture.moveTo(t);
      each.point(view);
    },
    destroy() {
      each.halt();
      root.remove();
    },
  };
}
