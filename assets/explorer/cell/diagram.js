/** The cell, drawn as the equations read: the cell state is a road on top, the gates are vessels below it. */

import { addSvg, setAll } from "./cell_drawing.js";
import { createFlow } from "./cell_flow.js";
import { formatInput, formatNumber, WORD } from "./cell_numbers.js";
import { sentencePieces } from "./cell_sentence.js";
import { wireWidth } from "./cell_shapes.js";
import { createUnits } from "./cell_units.js";
import { createVessel } from "./cell_vessel.js";

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

const GATES = /** @type {const} */ (["f", "i", "g", "o"]);
const ONE = "0 0 360 274";
/** All units need room for the states' strips, above and below. */
const ALL = "0 -56 360 374";

/** @param {"f" | "i" | "g" | "o"} gate */
const vesselBox = (gate) => ({ x: COLUMN[gate] - VESSEL.width / 2, y: VESSEL.top, width: VESSEL.width, height: VESSEL.height });

const RIM = 5;

/** @param {import("./cell_vessel.js").Box} box @param {number} by */
function inset({ x, y, width, height }, by) {
  return { x: x + by, y: y + by, width: width - 2 * by, height: height - 2 * by };
}

const STRIPS = /** @type {import("./cell_units.js").Place[]} */ ([
  ...GATES.map((signal) => ({ signal, before: false, box: inset(vesselBox(signal), RIM) })),
  { signal: "c", before: true, box: { x: 6, y: -50, width: 100, height: 46 } },
  { signal: "c", before: false, box: { x: 254, y: -50, width: 100, height: 46 } },
  { signal: "h", before: true, box: { x: 6, y: 276, width: 100, height: 36 } },
  { signal: "h", before: false, box: { x: 254, y: 276, width: 100, height: 36 } },
]);

let ids = 0;

/**
 * @param {HTMLElement} parent
 * @param {{onUnit: (unit: number) => void, onGate: (gate: "f" | "i" | "g" | "o") => void}} handlers
 */
export function createCellDiagram(parent, { onUnit, onGate }) {
  const id = `lv-cell-said-${(ids += 1)}`;
  const root = addSvg(parent, "svg", { viewBox: ONE, role: "group", class: "lv-cell-diagram", "aria-label": "The LSTM cell at this step", "aria-describedby": id });
  const description = addSvg(root, "desc", { id });
  const updates = [
    ...inputWires(root),
    ...WIRES.map(([d, signal, carried]) => wire(root, d, `lv-cell-wire lv-cell-${WORD[signal]}`, carried)),
  ];
  const flow = createFlow(root, WIRES.map(([d]) => d));
  updates.push(...GATES.map((gate) => createVessel(root, gate, vesselBox(gate), onGate)), ...words(root));
  operator(root, COLUMN.f, ROAD, "×");
  operator(root, COLUMN.g, ROAD, "+");
  operator(root, COLUMN.g, TIMES, "×");
  operator(root, COLUMN.h, TIMES, "×");
  addSvg(root, "rect", { x: COLUMN.h - 22, y: 66, width: 44, height: 19, rx: 9.5, class: "lv-cell-pill" });
  label(root, COLUMN.h, 79.5, "middle", "lv-cell-small").textContent = "tanh";
  const units = createUnits(root, STRIPS, onUnit);
  let all = false;
  return {
    /** @param {boolean} yes whether every box shows all units */
    showAll(yes) {
      all = yes;
      root.classList.toggle("lv-cell-many", yes);
      setAll(root, { viewBox: yes ? ALL : ONE });
    },
    /** @param {Cell} cell @param {import("./cell_units.js").Moment} moment */
    update(cell, moment) {
      updates.forEach((each) => each(cell));
      flow.update(cell.t, WIRES.map(([, , carried]) => carried(cell)));
      if (all) units.update(moment);
    },
    /** Says the cell to who cannot see it. @param {Cell} cell */
    describe: (cell) => { description.textContent = sentencePieces(cell).join(""); },
  };
}

/**
 * Into each gate goes everything, x_t and the h_{t−1} of all units, so these wires have one width.
 * @param {Element} root @returns {Update[]}
 */
function inputWires(root) {
  for (const gate of GATES) {
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
