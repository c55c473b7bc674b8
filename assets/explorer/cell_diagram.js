/** The cell, drawn as the equations read: the cell state is a road on top, the gates are vessels below it. */

import { addSvg, setAll } from "./cell_drawing.js";
import { formatInput, formatNumber, WORD } from "./cell_numbers.js";
import { sentencePieces } from "./cell_sentence.js";
import { candidateFill, gateFill, wireWidth } from "./cell_shapes.js";

/** @typedef {import("./cell_numbers.js").Cell} Cell */
/** @typedef {(cell: Cell) => void} Update */

const ROAD = 50;
const TIMES = 112;
const BUS = 244;
const VESSEL = { top: 152, width: 70, height: 58 };
const COLUMN = { f: 41, i: 118, g: 195, o: 272, h: 330 };

/** A wire's road, the signal whose colour it wears, and the value that it carries. */
const WIRES = /** @type {[string, keyof WORD, (cell: Cell) => number][]} */ ([
  [`M6 ${ROAD}H${COLUMN.f}`, "c", (cell) => cell.cBefore],
  [`M${COLUMN.f} ${ROAD}H${COLUMN.g}`, "c", (cell) => cell.kept],
  [`M${COLUMN.g} ${ROAD}H354`, "c", (cell) => cell.c],
  [`M${COLUMN.f} ${VESSEL.top}V${ROAD}`, "f", (cell) => cell.f],
  [`M${COLUMN.i} ${VESSEL.top}V${TIMES + 14}q0 -14 14 -14H${COLUMN.g}`, "i", (cell) => cell.i],
  [`M${COLUMN.g} ${VESSEL.top}V${TIMES}`, "g", (cell) => cell.g],
  [`M${COLUMN.g} ${TIMES}V${ROAD}`, "g", (cell) => cell.written],
  [`M${COLUMN.o} ${VESSEL.top}V${TIMES + 14}q0 -14 14 -14H${COLUMN.h}`, "o", (cell) => cell.o],
  [`M${COLUMN.h} ${ROAD}V${TIMES}`, "c", (cell) => cell.tanhC],
  [`M${COLUMN.h} ${TIMES}V${BUS - 12}q0 12 12 12H354`, "h", (cell) => cell.h],
  [`M6 ${BUS}H${COLUMN.o}`, "h", (cell) => cell.hBefore],
]);

/** Ids are the page's, and it may hold more than one cell. */
let clips = 0;

/**
 * @param {HTMLElement} parent
 * @returns {{update: Update, describe: Update}} update draws a cell; describe says it to who cannot see it
 */
export function createCellDiagram(parent) {
  const root = addSvg(parent, "svg", { viewBox: "0 0 360 274", role: "img", class: "lv-cell-diagram" });
  addSvg(root, "title").textContent = "The LSTM cell at this step";
  const description = addSvg(root, "desc");
  const updates = [
    ...inputWires(root),
    ...WIRES.map(([d, signal, carried]) => wire(root, d, `lv-cell-wire lv-cell-${WORD[signal]}`, carried)),
    ...(/** @type {const} */ (["f", "i", "g", "o"])).map((signal) => vessel(root, signal)),
    ...words(root),
  ];
  operator(root, COLUMN.f, ROAD, "×");
  operator(root, COLUMN.g, ROAD, "+");
  operator(root, COLUMN.g, TIMES, "×");
  operator(root, COLUMN.h, TIMES, "×");
  addSvg(root, "rect", { x: COLUMN.h - 22, y: 66, width: 44, height: 19, rx: 9.5, class: "lv-cell-pill" });
  label(root, COLUMN.h, 79.5, "middle", "lv-cell-small").textContent = "tanh";
  return {
    update: (cell) => updates.forEach((each) => each(cell)),
    describe: (cell) => { description.textContent = sentencePieces(cell).join(""); },
  };
}

/**
 * Into each gate goes everything, x_t and the h_{t−1} of all units, so these wires have one width.
 * @param {Element} root @returns {Update[]}
 */
function inputWires(root) {
  for (const gate of /** @type {const} */ (["f", "i", "g", "o"])) {
    const d = `M${COLUMN[gate]} ${BUS}V230`;
    addSvg(root, "path", { d, class: "lv-cell-wire lv-cell-plain", "stroke-width": 1.5 });
  }
  const only = (/** @type {Cell} */ cell) => (cell.x.length === 1 ? cell.x[0] : 0);
  return [wire(root, `M156 270V${BUS}`, "lv-cell-wire lv-cell-plain", only)];
}

/** @param {Element} root @returns {Update[]} */
function words(root) {
  const plain = "lv-cell-figure";
  letter(label(root, 6, 17, "start", "lv-cell-text-cell"), "c", "t−1");
  letter(label(root, 354, 17, "end", "lv-cell-text-cell"), "c", "t");
  return [
    value(root, 6, 34, "start", plain, (cell) => formatNumber(cell.cBefore)),
    value(root, 354, 34, "end", plain, (cell) => formatNumber(cell.c)),
    value(root, 58, 37, "start", "lv-cell-said", (cell) => `kept ${formatNumber(cell.kept)}`),
    value(root, 207, 86, "start", "lv-cell-said", (cell) => `written ${formatNumber(cell.written)}`),
    value(root, 321, 101, "end", "lv-cell-said", (cell) => formatNumber(cell.tanhC)),
    named(root, 6, "start", "lv-cell-text-hidden", ["h", "t−1"], (cell) => formatNumber(cell.hBefore)),
    named(root, 165, "start", "lv-cell-text-plain", ["x", "t"], (cell) => formatInput(cell.x)),
    named(root, 354, "end", "lv-cell-text-hidden", ["h", "t"], (cell) => formatNumber(cell.h)),
  ];
}

/** @param {Element} root @param {"f" | "i" | "g" | "o"} signal @returns {Update} */
function vessel(root, signal) {
  const { top, width, height } = VESSEL;
  const left = COLUMN[signal] - width / 2;
  const group = addSvg(root, "g", { class: `lv-cell-${WORD[signal]}` });
  const box = { x: left, y: top, width, height, rx: 9 };
  const clip = addSvg(group, "clipPath", { id: `lv-cell-clip-${(clips += 1)}` });
  addSvg(clip, "rect", box);
  addSvg(group, "rect", { ...box, class: "lv-cell-vessel" });
  const inside = addSvg(group, "g", { "clip-path": `url(#${clip.id})` });
  const fill = addSvg(inside, "rect", { x: left, width, class: "lv-cell-fill" });
  const surface = addSvg(inside, "line", { x1: left, x2: left + width, class: "lv-cell-surface" });
  if (signal === "g") {
    const middle = top + height / 2;
    addSvg(inside, "path", { d: `M${left} ${middle}h6M${left + width - 6} ${middle}h6`, class: "lv-cell-zero" });
  }
  addSvg(group, "rect", { ...box, class: "lv-cell-rim" });
  const write = [
    value(group, COLUMN[signal], top + 26, "middle", "lv-cell-gate-value", (cell) => formatNumber(cell[signal])),
    value(group, COLUMN[signal], top + 45, "middle", "lv-cell-small", ({ before: { [signal]: sum } }) =>
      `${signal === "g" ? "tanh" : "σ"}(${formatNumber(sum, Math.abs(sum) < 10 ? 2 : 1)})`),
  ];
  label(group, COLUMN[signal], top + height + 15, "middle", `lv-cell-text-${WORD[signal]}`).textContent = WORD[signal];
  const shape = signal === "g" ? candidateFill : gateFill;
  return (cell) => {
    const { y, height: filled, level } = shape(cell[signal], top, height);
    setAll(fill, { y, height: filled });
    setAll(surface, { y1: level, y2: level });
    write.forEach((each) => each(cell));
  };
}

/**
 * Dashed where it carries a negative value.
 * @param {Element} root @param {string} d @param {string} kind @param {(cell: Cell) => number} carried
 * @returns {Update}
 */
function wire(root, d, kind, carried) {
  const path = addSvg(root, "path", { d, class: kind });
  return (cell) => {
    const amount = carried(cell);
    setAll(path, { "stroke-width": wireWidth(amount).toFixed(2), "stroke-dasharray": amount < 0 ? "8 4" : "none" });
  };
}

/** @param {Element} root @param {number} x @param {number} y @param {string} sign */
function operator(root, x, y, sign) {
  addSvg(root, "circle", { cx: x, cy: y, r: 11, class: "lv-cell-operator" });
  label(root, x, y + 5, "middle", "lv-cell-sign").textContent = sign;
}

/**
 * A letter with its value behind it, under the shared line.
 * @param {Element} root @param {number} x @param {string} anchor @param {string} kind
 * @param {[string, string]} name @param {(cell: Cell) => string} say
 * @returns {Update}
 */
function named(root, x, anchor, kind, name, say) {
  const text = label(root, x, BUS + 21, anchor, kind);
  letter(text, ...name);
  const number = addSvg(text, "tspan", { class: "lv-cell-figure", dx: 5, dy: -3 });
  return (cell) => { number.textContent = say(cell); };
}

/**
 * @param {Element} root @param {number} x @param {number} y @param {string} anchor @param {string} kind
 * @param {(cell: Cell) => string} say
 * @returns {Update}
 */
function value(root, x, y, anchor, kind, say) {
  const text = label(root, x, y, anchor, kind);
  return (cell) => { text.textContent = say(cell); };
}

/** @param {Element} root @param {number} x @param {number} y @param {string} anchor @param {string} kind */
function label(root, x, y, anchor, kind) {
  return addSvg(root, "text", { x, y, "text-anchor": anchor, class: kind });
}

/** @param {Element} text @param {string} name @param {string} index */
function letter(text, name, index) {
  text.append(name);
  addSvg(text, "tspan", { class: "lv-cell-sub", dy: 3 }).textContent = index;
}
