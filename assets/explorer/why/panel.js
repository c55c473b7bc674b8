/** Why this output? The chosen timestep's answer, taken apart by its inputs and followed back through time. */

import { add, addStyle, say } from "../elements.js";
import { createTable } from "../questions/table.js";
import { takeApart } from "./answer.js";
import { predictedOutput } from "./asked.js";
import { createBars } from "./bars.js";
import { allInputs, createContributors } from "./contributors.js";
import { createFadeChart } from "./fade_chart.js";
import { gradientMap, isQuick, shownOutputs } from "./gradient_map.js";
import { createMapChart } from "./map_chart.js";
import { mapInWords } from "./map_words.js";
import { createRest } from "./rest.js";
import { agreementInWords, answerInWords, contributors, reachInWords } from "./words.js";

const SOON = "The map follows in a moment.";
const SLOW = "In a network of this size, over so many timesteps, the map takes some seconds.";

/** @param {HTMLElement} parent @param {import("../questions/tabs.js").Actions} actions @returns {import("../questions/tabs.js").Panel} */
export function createWhyPanel(parent, actions) {
  for (const name of ["./panel.css", "../questions/table.css"]) addStyle(parent, name, import.meta.url);
  const root = add(parent, "div", "lv-why");
  const said = add(root, "p", "lv-why-said");
  const upper = add(root, "div", "lv-why-pair");
  const left = add(upper, "section");
  const heading = add(left, "div", "lv-why-heading");
  add(heading, "h3", "", "What each input adds");
  const words = add(heading, "span");
  words.setAttribute("role", "status");
  const progress = add(heading, "span");
  progress.setAttribute("aria-hidden", "true");
  const agree = add(left, "p", "lv-said");
  const bars = createBars(left);
  const partly = add(left, "p", "lv-said");
  const table = createTable(left, "What each input adds to the answer", ["input", "gradient × input", "occlusion"]);
  const most = createContributors(add(upper, "section"));
  const lower = add(root, "div", "lv-why-pair lv-why-even");
  const fade = createFadeChart(add(lower, "section"));
  const mapChart = createMapChart(add(lower, "section"), {
    onColumn(chosen) {
      column = chosen;
      void drawMap();
      wantMap(true);
    },
    onSpan: () => void drawMap(),
    onAsk: () => {
      asked = view.trace;
      void drawMap();
      wantMap(true);
    },
    onGo: (t) => actions.go({ t }),
  });

  /** @type {any} */
  let view = null;
  /** @type {import("./answer.js").Answer | null} */
  let answer = null;
  /** @type {(import("./map_words.js").Map & {trace: unknown}) | null} */
  let map = null;
  /** @type {number | null} */
  let column = null;
  /** @type {unknown} the trace whose map was asked for, though it takes long */
  let asked = null;
  let drawn = { answer: /** @type {unknown} */ (null), look: "" };

  const known = () => ({ weights: view.weights, model: view.problem.values.model, trace: view.trace });
  const isShown = () => root.clientWidth > 0;
  const isLate = () => root.classList.contains("lv-why-late");

  const answers = createRest(() => takeApart(known(), view.problem, view.shown.levels, view.t), {
    onBusy(share) {
      if (share === null) root.classList.add("lv-why-late");
      if (isLate()) tell("catching up …", share);
    },
    onDone(found) {
      answer = found;
      if (!isShown()) return;
      void drawAnswer().then(drawMap);
      wantMap(false);
    },
  });
  const maps = createRest(workOutMap, {
    onBusy(share) {
      if (asked === view.trace && isShown()) mapChart.wait(share ?? 0);
    },
    onDone(found) {
      map = found;
      if (isShown()) void drawMap();
    },
  });

  /** @param {string} what @param {number | null} share */
  function tell(what, share) {
    say(words, what);
    say(progress, what && share ? ` ${Math.round(100 * share)} %` : "");
  }

  function* workOutMap() {
    const { trace, problem } = view;
    const now = known();
    const T = problem.arrays.part.length;
    const outputs = shownOutputs(now.model, T);
    const own = column;
    const values = yield* gradientMap(now, outputs, (t) => predictedOutput(problem, now, t), now.model.input_size === 1 ? 0 : own);
    return { trace, problem, values, outputs, column: own };
  }

  /** @param {boolean} again */
  function wantMap(again) {
    const { model } = view.problem.values;
    const due = isQuick(model, view.problem.arrays.part.length) || asked === view.trace;
    if (due && (again || map?.trace !== view.trace || map?.column !== column)) maps.want(again);
  }

  /** Draws the answer, unless it stands there already. */
  async function drawAnswer() {
    if (!answer) return;
    if (isCurrent(view)) {
      root.classList.remove("lv-why-late");
      tell("", null);
    }
    const look = `${root.clientWidth} ${devicePixelRatio} ${view.theme} ${view.layer}`;
    if (drawn.answer === answer && drawn.look === look) return;
    drawn = { answer, look };
    root.classList.remove("lv-why-empty");
    say(said, answerInWords(answer));
    say(agree, agreementInWords(answer));
    agree.classList.toggle("lv-why-warning", answer.agreement.disagree);
    say(partly, reachInWords(answer));
    const [largest = answer.t] = contributors(answer, 1);
    bars.draw(answer, view.palette, largest);
    most.draw(answer);
    const own = answer;
    table.show(() => allInputs(own));
    await fade.draw(own, view);
  }

  /** Draws the newest map there is; one that takes long is shown only with the weights that it was made from. */
  function drawMap() {
    const slow = !isQuick(view.problem.values.model, view.problem.arrays.part.length);
    const fits = map?.problem === view.problem && map?.column === column && (!slow || map?.trace === view.trace);
    const shown = fits ? map : null;
    const text = shown ? mapInWords(shown) : slow ? SLOW : SOON;
    return mapChart.draw(view, shown, text, slow && asked !== view.trace);
  }

  return {
    async draw(now) {
      const before = view;
      view = now;
      if (before?.problem !== now.problem) {
        answer = map = column = asked = null;
        answers.halt();
        maps.halt();
        root.classList.add("lv-why-empty");
      }
      await drawAnswer();
      await drawMap();
      if (!isCurrent(now)) answers.want(before !== null && before.t !== now.t);
      else wantMap(false);
    },
    point(now) {
      const moved = view.t !== now.t;
      view = now;
      fade.point(now);
      mapChart.point(now);
      if (moved) answers.want(true);
    },
    destroy() {
      answers.halt();
      maps.halt();
      fade.destroy();
      mapChart.destroy();
    },
  };

  /** @param {any} now */
  function isCurrent(now) {
    return answer?.known.trace === now.trace && answer?.t === now.t;
  }
}
