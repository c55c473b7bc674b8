/** What changes, near where something is held: the prediction and the states of the chosen unit, as they are and as they would be. */

import { addSvg, setAll } from "../cell/drawing.js";
import { formatLimit } from "../cell/numbers.js";
import { linePath, timeTicks } from "../cell/shapes.js";
import { kindOf } from "../cells/kind.js";
import { add, say } from "../elements.js";
import { departures } from "./departures.js";

/** @typedef {import("./suppose.js").Supposed} Supposed */
/** @typedef {{name: string, colour: string, before: ArrayLike<number>, after: ArrayLike<number>, stride: number, at: number}} Line */

const [LEAD, TAIL] = [15, 60];
/** Above the highest and below the lowest value, in hundredths of what lies between. */
const ROOM = 10;

/** @param {HTMLElement} parent @param {(t: number) => void} onPoint */
export function createPicture(parent, onPoint) {
  const root = add(parent, "figure", "lv-whatif-picture");
  const caption = add(root, "figcaption");
  add(caption, "span", "lv-whatif-key", "as it is");
  add(caption, "span", "lv-whatif-key lv-whatif-dashed", "what if");
  add(caption, "span", "lv-whatif-key lv-whatif-shaded", "held");
  const area = add(root, "div", "lv-whatif-area");
  area.setAttribute("role", "img");
  const rows = Array.from({ length: 3 }, () => createRow(area));
  const cursor = add(area, "div", "lv-whatif-cursor");
  const ticks = add(root, "div", "lv-whatif-ticks");
  let [start, end] = [0, 1];
  area.addEventListener("pointerdown", (event) => {
    const box = ticks.getBoundingClientRect(); // as wide as the lines
    onPoint(Math.min(end, Math.round(start + ((event.clientX - box.left) / box.width) * (end - start))));
  });
  const share = (/** @type {number} */ t) => (100 * (t - start)) / Math.max(1, end - start);

  return {
    /** @param {any} view @param {Supposed | null} supposed @param {string} words the same in a sentence */
    draw(view, supposed, words) {
      root.hidden = !supposed;
      if (!supposed) return;
      const last = view.problem.arrays.part.length - 1;
      start = Math.max(0, Math.min(...supposed.interventions.map(({ from }) => from)) - LEAD);
      end = Math.min(last, Math.max(...supposed.interventions.map(({ to }) => to)) + TAIL);
      area.setAttribute("aria-label", words);
      const lines = linesOf(view, supposed);
      rows.forEach((row, k) => row(lines[k], supposed.interventions, start, end));
      ticks.replaceChildren();
      const [, every = 1] = timeTicks(end - start + 1);
      for (let t = Math.ceil(start / every) * every; t <= end; t += every) {
        add(ticks, "span", "", String(t)).style.left = `${share(t)}%`;
      }
    },
    /** @param {number} t */
    moveTo(t) {
      cursor.hidden = t < start || t > end;
      cursor.style.transform = `translateX(${share(t)}%)`;
    },
  };
}

/** @param {any} view @param {Supposed} supposed @returns {Line[]} */
function linesOf({ trace, shown, problem, layer, unit }, supposed) {
  const { hidden_size: H } = problem.values.model;
  const { part } = problem.arrays;
  const asked = (/** @type {Float64Array} */ values) => values.map((value, t) => (part[t] >= 0 ? value : NaN));
  const [one, two] = [trace, supposed.trace].map((each) => each.layers[layer].signals);
  const { state, words } = kindOf(problem.values.model);
  const lines = [...new Set([state, "h"])].map((signal) =>
    ({ name: `${signal}, unit ${unit}`, colour: words[signal], before: one[signal], after: two[signal], stride: H, at: unit }));
  const { levels } = supposed.shown;
  if (!levels) return lines;
  return [{ name: "prediction", colour: "prediction", before: asked(shown.levels), after: asked(levels), stride: 1, at: 0 }, ...lines];
}

/** @param {HTMLElement} parent */
function createRow(parent) {
  const box = add(parent, "div", "lv-whatif-line");
  const name = add(box, "span", "lv-whatif-name");
  const limits = ["top", "bottom"].map((side) => add(box, "span", `lv-whatif-limit lv-whatif-${side}`));
  const svg = addSvg(box, "svg", { preserveAspectRatio: "none", "aria-hidden": "true" });
  const shade = addSvg(svg, "path", { class: "lv-whatif-shade" });
  const paths = ["lv-whatif-before", "lv-whatif-after"].map((kind) => addSvg(svg, "path", { class: kind }));

  /**
   * @param {Line | undefined} line @param {import("./intervene.js").Intervention[]} interventions
   * @param {number} start @param {number} end
   */
  return (line, interventions, start, end) => {
    box.hidden = !line;
    if (!line) return;
    say(name, line.name);
    box.style.setProperty("--line", `var(--lv-${line.colour})`);
    const [low, high] = limitsOf(line, start, end);
    [high, low].forEach((each, k) => say(limits[k], formatLimit(each)));
    setAll(svg, { viewBox: `${start} ${-ROOM} ${Math.max(1, end - start)} ${100 + 2 * ROOM}` });
    const spans = interventions.filter(({ from, to }) => from > start || to < end); // a shade over all would tell nothing
    setAll(shade, { d: spans.map(({ from, to }) => `M${from - 0.5} ${-ROOM}H${to + 0.5}V${100 + ROOM}H${from - 0.5}Z`).join("") });
    const { before, after, stride, at } = line;
    setAll(paths[0], { d: linePath(before, stride, at, [low, high]) });
    setAll(paths[1], { d: linePath(departures(before, after, stride, at), 1, 0, [low, high]) });
  };
}

/** @param {Line} line @param {number} start @param {number} end @returns {[number, number]} the lowest and the highest that is drawn */
function limitsOf({ before, after, stride, at }, start, end) {
  let [low, high] = [Infinity, -Infinity];
  for (let t = start; t <= end; t++) {
    for (const value of [before[t * stride + at], after[t * stride + at]]) {
      if (!Number.isFinite(value)) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  if (low > high) return [-1, 1];
  return low === high ? [low - 1, high + 1] : [low, high];
}
