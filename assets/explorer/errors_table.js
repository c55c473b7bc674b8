/** How far the answers are off, part by part, beside the simplest method. */

import { kindOf } from "./cells/kind.js";
import { add, say } from "./elements.js";
import { percent, three } from "./numbers.js";
import { PARTS, rightInWords } from "./parts.js";
import { supposedIn } from "./whatif/suppose.js";

/** @typedef {ReturnType<typeof import("./parts.js").errorsByPart>} Errors */

/**
 * The network's error as a share of the last-value method's, or the share of right answers, on the test part.
 * @param {Errors | null} errors @param {string} loss
 */
export function comparison(errors, loss) {
  const test = /** @type {any} */ (errors?.test);
  if (loss === "cross_entropy") {
    const name = test?.count === 1 ? "this sequence’s answer" : "right answers";
    return { name, value: test ? rightInWords(test) : "–", title: test ? `in this sequence; chance is ${percent(test.chance)}` : "" };
  }
  if (!test && loss === "quantile") {
    return { name: "of last value’s error", value: "–", title: "no row is held out: the network has learnt from all of them" };
  }
  const share = test?.lastValue.mae ? test.network.mae / test.lastValue.mae : null;
  return { name: "of last value’s error", value: percent(share), title: "mean absolute error on the test part, as a share of the last-value method's" };
}

/** @param {HTMLElement} card */
export function createErrorsTable(card) {
  const heading = add(card, "div", "lv-heading");
  const title = add(heading, "h2");
  const said = add(heading, "span");
  const table = add(card, "table", "lv-errors");
  const head = add(add(table, "thead"), "tr");
  const columns = ["part", "", "", ""].map((text) => Object.assign(add(head, "th", "", text), { scope: "col" }));
  const body = add(table, "tbody");
  const rows = PARTS.map((part) => {
    const row = add(body, "tr");
    add(row, "th", "", part).scope = "row";
    return { row, network: add(row, "td"), supposed: add(row, "td", "lv-errors-supposed"), other: add(row, "td") };
  });

  return {
    /** @param {any} view */
    draw(view) {
      const { errors, problem } = view;
      const { loss, unit, target_name: target, model } = problem.values;
      const classes = loss === "cross_entropy";
      const supposed = supposedIn(view);
      card.hidden = !errors;
      if (!errors) return;
      const one = PARTS.reduce((sum, part) => sum + (errors[part]?.count ?? 0), 0) === 1;
      say(title, classes ? (one ? "The answer" : "Right answers") : `Errors in ${unit || target}`);
      say(said, classes ? "in this sequence" : "mean absolute error");
      say(columns[1], kindOf(model).title);
      say(columns[2], supposed ? columnOf(supposed) : "");
      say(columns[3], classes ? (one ? "right by chance" : "chance") : "last value");
      columns[2].hidden = !supposed;
      PARTS.forEach((part, k) => {
        const found = errors[part];
        const { row, network, supposed: departed, other: simple } = rows[k];
        row.hidden = !found;
        departed.hidden = !supposed;
        if (!found) return;
        const own = (/** @type {any} */ each) => (classes ? rightInWords(each) : three(each.network.mae));
        say(network, own(found));
        say(departed, supposed ? own(supposed.errors[part]) : "");
        say(simple, classes ? percent(found.chance) : three(found.lastValue.mae));
      });
    },
  };
}

/** A short name for what is dashed in the picture. @param {{label: string, interventions?: unknown[]}} supposed */
function columnOf({ label, interventions }) {
  return interventions ? "what if" : label;
}
