/** A cell, drawn as its equations read: wires as thick as what they carry, gates as vessels filled to their value. */

import { addSvg, setAll } from "./drawing.js";
import { createFlow } from "./flow.js";
import { WORD } from "./numbers.js";
import { wireWidth } from "./shapes.js";
import { createUnits } from "./units.js";
import { createVessel } from "./vessel.js";

/** @typedef {import("./read.js").Cell} Cell */
/** @typedef {(cell: Cell) => void} Update */
/** @typedef {(cell: Cell) => number} Carried */
/**
 * Letters and numbers: a letter with its index, or a number, or both, the number behind the letter.
 * @typedef {object} Word
 * @property {number} x @property {number} y
 * @property {"end" | "middle"} [anchor]
 * @property {string} [wears] the signal of its colour, or "plain"
 * @property {[letter: string, index: string]} [letter]
 * @property {string} [text]
 * @property {boolean} [figure] whether the number is one of the cell's ends
 * @property {(cell: Cell) => string} [say]
 * @property {string} [of] the signal whose number it is, so that it says where that is held
 */
/**
 * @typedef {object} Drawing
 * @property {string} box of the drawing @property {string} boxOfAll where all units are shown
 * @property {{road: string, carried?: Carried}[]} feeds into the gates: what they carry is many numbers, unless told
 * @property {[road: string, signal: string, carried: Carried][]} wires an SVG path, the signal whose colour it wears, and
 *   the value that it carries
 * @property {[gate: string, box: import("./vessel.js").Box][]} vessels
 * @property {Word[]} words
 * @property {{x: number, y: number, sign: string, makes?: string}[]} operators makes: the signal that comes out
 * @property {{x: number, y: number, width: number, text: string}[]} pills what a wire goes through
 * @property {import("./units.js").Place[]} states the states' strips, where all units are shown
 */

const RIM = 5;
let ids = 0;

/**
 * @param {HTMLElement} parent @param {import("../cells/kind.js").Kind} kind @param {Drawing} drawing
 * @param {{onUnit: (unit: number) => void, onGate: (gate: string) => void}} handlers
 */
export function createCellDiagram(parent, kind, drawing, { onUnit, onGate }) {
  const id = `lv-cell-said-${(ids += 1)}`;
  const root = addSvg(parent, "svg", { viewBox: drawing.box, role: "group", class: "lv-cell-diagram", "aria-label": `The ${kind.title} cell at this step`, "aria-describedby": id });
  const description = addSvg(root, "desc", { id });
  const { wires } = drawing;
  const updates = [
    ...drawing.feeds.map(({ road, carried }) => wire(root, road, "plain", carried)),
    ...wires.map(([road, signal, carried]) => wire(root, road, signal, carried)),
  ];
  const flow = createFlow(root, wires.map(([road]) => road));
  updates.push(
    ...drawing.vessels.map(([gate, box]) => createVessel(root, kind, gate, box, onGate)),
    ...drawing.words.map((each) => word(root, each)),
    ...drawing.operators.map((each) => operator(root, each)),
  );
  for (const each of drawing.pills) pill(root, each);
  const units = createUnits(root, kind, [...drawing.vessels.map(([signal, box]) => ({ signal, before: false, inside: true, box: inset(box) })), ...drawing.states], onUnit);
  let all = false;
  return {
    /** @param {boolean} yes whether every box shows all units */
    showAll(yes) {
      all = yes;
      root.classList.toggle("lv-cell-many", yes);
      setAll(root, { viewBox: yes ? drawing.boxOfAll : drawing.box });
    },
    /** @param {Cell} cell @param {import("./units.js").Moment} moment */
    update(cell, moment) {
      updates.forEach((each) => each(cell));
      flow.update(cell.t, wires.map(([, , carried]) => carried(cell)));
      if (all) units.update(moment);
    },
    /** Says the cell to who cannot see it. @param {string} sentence */
    describe: (sentence) => { description.textContent = sentence; },
  };
}

/** @param {import("./vessel.js").Box} box of a vessel @returns {import("./vessel.js").Box} of the strip in it */
function inset({ x, y, width, height }) {
  return { x: x + RIM, y: y + RIM, width: width - 2 * RIM, height: height - 2 * RIM };
}

/**
 * Dashed where it carries a negative value.
 * @param {Element} root @param {string} d @param {string} signal @param {Carried} [carried] none: all of h, in one width
 * @returns {Update}
 */
function wire(root, d, signal, carried) {
  const path = addSvg(root, "path", { d, class: `lv-cell-wire lv-cell-${WORD[signal] ?? signal}`, "stroke-width": 1.5 });
  if (!carried) return () => {};
  return (cell) => {
    const amount = carried(cell);
    setAll(path, { "stroke-width": wireWidth(amount).toFixed(2), "stroke-dasharray": amount < 0 ? "8 4" : "none" });
  };
}

/** @param {Element} root @param {Drawing["operators"][number]} at @returns {Update} pale where what it makes is held */
function operator(root, { x, y, sign, makes }) {
  const group = addSvg(root, "g", { class: "lv-cell-operation" });
  addSvg(group, "circle", { cx: x, cy: y, r: 11, class: "lv-cell-operator" });
  addSvg(group, "text", { x, y: y + 5, "text-anchor": "middle", class: "lv-cell-sign" }).textContent = sign;
  return ({ held }) => { group.classList.toggle("lv-cell-overruled", Boolean(makes && held[makes])); };
}

/** @param {Element} root @param {Drawing["pills"][number]} at */
function pill(root, { x, y, width, text }) {
  addSvg(root, "rect", { x: x - width / 2, y: y - 9.5, width, height: 19, rx: 9.5, class: "lv-cell-pill" });
  addSvg(root, "text", { x, y: y + 4, "text-anchor": "middle", class: "lv-cell-small" }).textContent = text;
}

/** @param {Element} root @param {Word} word @returns {Update} */
function word(root, { x, y, anchor = "start", wears, letter, text = "", figure, say, of }) {
  const kind = wears ? `lv-cell-text-${WORD[wears] ?? wears}` : figure ? "lv-cell-figure" : "lv-cell-said";
  const line = addSvg(root, "text", { x, y, "text-anchor": anchor, class: kind });
  line.append(letter?.[0] ?? text);
  if (letter?.[1]) addSvg(line, "tspan", { class: "lv-cell-sub", dy: 3 }).textContent = letter[1];
  if (!say) return () => {};
  const number = letter ? addSvg(line, "tspan", { class: "lv-cell-figure", dx: 5, dy: letter[1] ? -3 : 0 }) : line;
  return (cell) => {
    const how = of && cell.held[of];
    number.textContent = how ? `${say(cell)} ${how}` : say(cell);
  };
}
