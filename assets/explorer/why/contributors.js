/** The inputs that add or take most, by name. */

import { add, say } from "../elements.js";
import { explain } from "../terms.js";
import { contributors, inputInWords } from "./words.js";
import { fedAt, largestColumn, momentOf, scaleOf, signed } from "./units.js";

const COUNT = 6;

/** @param {HTMLElement} parent */
export function createContributors(parent) {
  add(parent, "h3", "", "What counts most");
  const table = add(parent, "table", "lv-errors lv-why-most");
  const head = add(add(table, "thead"), "tr");
  const columns = ["input", "gradient × input", "occlusion"].map((name) => Object.assign(add(head, "th", "", name), { scope: "col" }));
  explain(columns[1], "gradient");
  explain(columns[2], "occlusion");
  const body = add(table, "tbody");
  const empty = add(parent, "p", "lv-said");

  return {
    /** @param {import("./answer.js").Answer} answer */
    draw(answer) {
      const scale = scaleOf(answer.problem, answer.t);
      body.replaceChildren();
      const most = contributors(answer, COUNT);
      say(empty, most.length ? "" : "No input counts.");
      for (const s of most) {
        const row = add(body, "tr");
        const [name, ...more] = nameOf(answer, s);
        const first = add(row, "th", "", name);
        first.scope = "row";
        if (more.length) add(first, "span", "", more.join(" · "));
        add(row, "td", "", signed(answer.gradient[s], scale));
        add(row, "td", "", signed(answer.occluded[s], scale));
      }
    },
  };
}

/** What an input is called, and what more there is to say of it. @param {import("./answer.js").Answer} answer @param {number} s */
function nameOf({ problem, byInput }, s) {
  const { loss, time_labels: labels, input_names: names } = problem.values;
  const fed = fedAt(problem, s);
  if (loss === "cross_entropy") return [fed, `t = ${s}`];
  const column = names.length > 1 ? `most of it ${largestColumn(problem, byInput, s)}` : "";
  return [momentOf(problem, s), labels.length ? `t = ${s}` : "", fed, column].filter(Boolean);
}

/** The rows of the table of all inputs, from t back. @param {import("./answer.js").Answer} answer @returns {string[][]} */
export function allInputs({ problem, t, gradient, occluded }) {
  const scale = scaleOf(problem, t);
  return Array.from({ length: t + 1 }, (_, k) => t - k).map((s) => [
    problem.values.time_labels.length ? `${momentOf(problem, s)} (t = ${s})` : inputInWords(problem, s), signed(gradient[s], scale), signed(occluded[s], scale),
  ]);
}
