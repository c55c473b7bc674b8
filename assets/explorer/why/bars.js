/** What each earlier input adds, by two ways, as two rows of bars over the same time. */

import { timeTicks } from "../cell/shapes.js";
import { add, say } from "../elements.js";
import { COUNTS, largestOf } from "./agreement.js";
import { inputInWords } from "./words.js";
import { insteadOf, scaleOf, signed } from "./units.js";

const HEIGHT = 74;
/** How far the tick before the last one stays away from it. */
const TICK_EMS = 5.5;
/** How many timesteps are shown at least, and the round numbers above. */
const SPANS = [15, 30, 50, 100, 200, 500];

/**
 * The first timestep that is shown: everything that counts in either way is.
 * @param {{gradient: Float64Array, occluded: Float64Array, t: number}} answer
 */
export function firstShown({ gradient, occluded, t }) {
  const places = Array.from(gradient, (_, s) => s);
  const limits = [gradient, occluded].map((values) => COUNTS * largestOf(values, places.filter((s) => Number.isFinite(values[s]))));
  const first = places.find((s) => Math.abs(gradient[s]) > limits[0] || Math.abs(occluded[s]) > limits[1]) ?? t;
  const span = SPANS.find((each) => t - first < each) ?? t + 1;
  return Math.max(0, t + 1 - span);
}

/** @param {HTMLElement} parent */
export function createBars(parent) {
  const root = add(parent, "div", "lv-why-bars");
  const rows = [createRow(root, "gradient × input", "what a straight line through the answer says"), createRow(root, "occlusion", "")];
  const ticks = add(root, "div", "lv-why-ticks");
  const mark = add(root, "div", "lv-why-mark");
  const readout = add(parent, "p", "lv-said lv-why-readout");
  root.tabIndex = 0;
  root.setAttribute("role", "slider");
  root.setAttribute("aria-label", "Input that is read off");
  root.setAttribute("aria-valuenow", "0");
  /** @type {import("./answer.js").Answer | null} */
  let answer = null;
  let from = 0;
  let at = 0;

  /** @param {number} s */
  function look(s) {
    if (!answer) return;
    at = Math.min(answer.t, Math.max(from, s));
    const scale = scaleOf(answer.problem, answer.t);
    const text = `${inputInWords(answer.problem, at)}: ${signed(answer.gradient[at], scale)} by gradient × input, ${signed(answer.occluded[at], scale)} by occlusion`;
    say(readout, text);
    root.setAttribute("aria-valuemin", String(from));
    root.setAttribute("aria-valuemax", String(answer.t));
    root.setAttribute("aria-valuenow", String(at));
    root.setAttribute("aria-valuetext", text);
    mark.style.left = `${(100 * (at - from + 0.5)) / (answer.t + 1 - from)}%`;
  }

  root.addEventListener("pointermove", (event) => {
    if (!answer) return;
    const box = root.getBoundingClientRect();
    look(from + Math.floor(((event.clientX - box.left) / box.width) * (answer.t + 1 - from)));
  });
  root.addEventListener("keydown", (event) => {
    const target = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: from, End: answer?.t ?? 0 }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    look(target);
  });

  return {
    /** @param {import("./answer.js").Answer} now @param {Record<string, string>} palette @param {number} start where to look first */
    draw(now, palette, start) {
      const other = now.t !== answer?.t || now.problem !== answer.problem;
      answer = now;
      from = firstShown(now);
      const places = Array.from({ length: now.t + 1 - from }, (_, k) => from + k);
      const limit = Math.max(...[now.gradient, now.occluded].map((values) => largestOf(values, places.filter((s) => Number.isFinite(values[s]))))) || 1;
      const height = signed(limit, scaleOf(now.problem, now.t)).replace("+", "± ");
      say(rows[1].note, `run again with ${insteadOf(now.problem)} in its place`);
      rows[0].draw(now.gradient, from, limit, palette, height);
      rows[1].draw(now.occluded, from, limit, palette, height);
      drawTicks(ticks, from, now.t);
      look(other ? start : at);
    },
  };
}

/** @param {HTMLElement} root @param {string} name @param {string} note */
function createRow(root, name, note) {
  const head = add(root, "div", "lv-why-row");
  add(head, "b", "", name);
  const quiet = add(head, "span", "", note);
  const top = add(head, "span");
  const canvas = add(root, "canvas");
  canvas.setAttribute("aria-hidden", "true");
  return {
    note: quiet,
    /** @param {Float64Array} values @param {number} from @param {number} limit of both rows @param {Record<string, string>} palette @param {string} words the limit */
    draw(values, from, limit, palette, words) {
      say(top, `full height ${words}`);
      const dots = devicePixelRatio || 1;
      const width = Math.max(1, canvas.clientWidth);
      Object.assign(canvas, { width: Math.round(width * dots), height: Math.round(HEIGHT * dots) });
      const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
      const step = canvas.width / (values.length - from);
      const middle = canvas.height / 2;
      const gap = Math.min(step * 0.2, 3 * dots);
      for (let s = from; s < values.length; s += 1) {
        const size = (values[s] / limit) * (middle - dots);
        if (!Number.isFinite(size)) continue;
        pen.fillStyle = size > 0 ? palette.prediction : palette.negative;
        pen.fillRect((s - from) * step + gap / 2, Math.min(middle, middle - size), Math.max(dots, step - gap), Math.abs(size));
      }
      pen.fillStyle = palette.muted;
      pen.fillRect(0, middle - dots / 2, canvas.width, dots);
    },
  };
}

/** @param {HTMLElement} ticks @param {number} from @param {number} t */
function drawTicks(ticks, from, t) {
  ticks.replaceChildren();
  const count = t + 1 - from;
  const room = (TICK_EMS * Number.parseFloat(getComputedStyle(ticks).fontSize)) / Math.max(1, ticks.clientWidth);
  for (const back of timeTicks(count)) {
    if (back > 0 && back / count < room) continue;
    const tick = add(ticks, "span", "", back === 0 ? `t = ${t}` : `−${back}`);
    tick.style.left = `${(100 * (count - back - 0.5)) / count}%`;
  }
}
