/** The cell of the explorer alone, in a lesson: with a slider for the timestep, and the lesson's own signals lit. */

import { readPlace, writePlace } from "../address.js";
import { createCellPanel } from "../cell/panel.js";
import { add, addStyle, say } from "../elements.js";
import { createFeed } from "../feed.js";
import { bounded } from "../reader.js";
import { counts, think, withWeights } from "../scene.js";
import { wear } from "../skeleton.js";

/**
 * @typedef {import("../address.js").Place} Place
 * @typedef {import("../wire.js").Message} Message
 * @typedef {{run: string, base: string, turn: string, theme: "light" | "dark", lit: string, place: Place, asked: number}} Data
 *   `lit`: the signals; `place`: where the lesson leads, `asked`: counts the presses that lead there
 */

/** @typedef {(name: string, value: unknown) => void} Report */

/** @type {WeakMap<HTMLElement, {show: (data: Data, report: Report) => void, destroy: () => void}>} */
const mounted = new WeakMap();
/** What is left out of the address: nothing, so that the Lab finds the same place. */
const NEVER = { t: -1, unit: -1, layer: -1 };
const STYLES = ["../explorer.css", "../cell/panel.css", "./cell.css"];
const REST_MS = 200;

/**
 * Builds the cell at the first call; Streamlit calls this at every rerun with the same parent element.
 * @param {{data: Data, parentElement: HTMLElement, setStateValue: Report}} component
 * @returns {() => void} takes the cell away once its place in the page is gone
 */
export function mount({ data, parentElement, setStateValue }) {
  const cell = mounted.get(parentElement) ?? createLessonCell(parentElement);
  mounted.set(parentElement, cell);
  cell.show(data, setStateValue);
  return () => setTimeout(() => {
    if (parentElement.isConnected) return;
    cell.destroy();
    mounted.delete(parentElement);
  });
}

/** @param {HTMLElement} parent */
function createLessonCell(parent) {
  const root = add(parent, "div", "lv-explorer lv-lesson-cell");
  for (const name of STYLES) addStyle(root, name, import.meta.url);
  const note = add(root, "p", "lv-note");
  note.setAttribute("role", "status");
  note.hidden = true;
  const time = createTime(root, (t) => go({ t }));
  const panel = createCellPanel(root, {
    onUnit: (unit) => go({ unit }),
    onLayer: (layer) => go({ layer }),
    onCursor: (t) => go({ t }),
  });
  /** @type {Data} */
  let data;
  /** @type {Message | null} */
  let problem = null;
  /** @type {Message | null} */
  let live = null;
  /** @type {ReturnType<typeof think> | null} */
  let thought = null;
  /** @type {Place | null} */
  let place = null;
  let asked = -1;
  let rest = 0;
  let pressed = 0;
  /** @type {Report} */
  let report = () => {};

  // A press on a gate of the drawing leads to its lesson; counted, so that a second one is told apart.
  root.addEventListener("lv-ask", (event) => {
    const { gate } = /** @type {CustomEvent} */ (event).detail.wish;
    report("gate", { gate, pressed: (pressed += 1) });
  });

  const feed = createFeed({
    wanted: () => parent.isConnected,
    have: () => (thought?.weights ? (live?.values.weights_step ?? null) : null),
    onProblem(message) {
      problem = message;
      live = thought = null;
      const all = counts(message);
      place = bounded(place ?? { ...data.place, ...readPlace(location.search, all) }, all, data.place);
      time.meet(all.t);
    },
    onLive(message) {
      trouble(message.values.state === "gone" ? "This network is not on the server any more: train another." : "");
      if (!problem || message.values.state === "gone") return;
      const before = live;
      live = withWeights(before, message);
      if (live === message || !thought) thought = think(problem, live);
      draw();
    },
    onTrouble: trouble,
  });

  /** @param {string} sentence */
  function trouble(sentence) {
    say(note, sentence);
    note.hidden = !sentence;
  }

  /** @param {Partial<Place>} change */
  function go(change) {
    if (!place) return;
    place = { ...place, ...change };
    clearTimeout(rest);
    rest = setTimeout(() => { if (place) writePlace(place, NEVER); }, REST_MS);
    draw();
  }

  function draw() {
    if (!problem || !live || !thought || !place) return;
    const { palette } = problem.values;
    wear(root, palette[data.theme]);
    panel.draw({ problem, live, supposed: null, ...thought, ...place, palette: palette[data.theme] });
    time.show(place.t, problem);
    for (const row of root.querySelectorAll("[data-equation]")) {
      row.classList.toggle("lv-lesson-lit", data.lit.split(" ").includes(/** @type {HTMLElement} */ (row).dataset.equation ?? ""));
    }
  }

  return {
    /** @param {Data} wanted @param {Report} to */
    show(wanted, to) {
      report = to;
      const led = asked >= 0 && wanted.asked !== asked;
      ({ asked } = wanted);
      data = wanted;
      root.dataset.lit = data.lit;
      feed.follow(`${data.base}runs/${data.run}/`);
      if (led) go(data.place);
      else draw();
    },
    destroy() {
      clearTimeout(rest);
      feed.stop();
      panel.destroy();
      root.remove();
    },
  };
}

/** @param {HTMLElement} root @param {(t: number) => void} onMove */
function createTime(root, onMove) {
  const label = add(root, "label", "lv-lesson-time");
  add(label, "span", "", "Timestep");
  const slider = add(label, "input");
  slider.type = "range";
  slider.min = "0";
  const says = add(label, "output");
  slider.addEventListener("input", () => onMove(Number(slider.value)));
  return {
    /** @param {number} count */
    meet(count) {
      slider.max = String(count - 1);
    },
    /** @param {number} t @param {Message} problem */
    show(t, problem) {
      slider.value = String(t);
      const words = `t = ${t}, reads ${fedAt(problem, t)}`;
      slider.setAttribute("aria-valuetext", words);
      say(says, words);
    },
  };
}

/** What the network is fed, in words: a symbol by its name, values as numbers. @param {Message} problem @param {number} t */
function fedAt(problem, t) {
  const { input_names: names, loss } = problem.values;
  const row = Array.from(problem.arrays.inputs.slice(t * names.length, (t + 1) * names.length), Number);
  if (loss === "cross_entropy" && row.filter((value) => value === 1).length === 1) return names[row.indexOf(1)];
  return row.map((value) => value.toFixed(2).replace("-", "−")).join(", ");
}
