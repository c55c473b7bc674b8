/** The cell of one kind: its drawing, all units' table, its equations, its lines over time and its sentence. */

import { createCellDiagram } from "./diagram.js";
import { createCellEquations } from "./equations.js";
import { faceOf } from "./faces.js";
import { WORD } from "./numbers.js";
import { createUnitLines, departing } from "./unit_lines.js";
import { createUnitsTable } from "./units_table.js";
import { add, say } from "../elements.js";

/** @typedef {import("./read.js").Cell} Cell */
/** @typedef {import("./faces.js").Piece} Piece */

const REST_MS = 400;

/**
 * @param {HTMLElement} parent @param {import("../cells/kind.js").Kind} kind
 * @param {{onUnit: (unit: number) => void, onCursor: (t: number) => void, onGate: (gate: string) => void}} handlers
 */
export function createBody(parent, kind, { onUnit, onCursor, onGate }) {
  const face = faceOf(kind);
  const root = add(parent, "div", "lv-cell-body");
  const diagram = createCellDiagram(root, kind, face.DRAWING, { onUnit, onGate });
  const table = createUnitsTable(root, kind);
  const whose = add(root, "p", "lv-cell-whose");
  const equations = createCellEquations(root, face.EQUATIONS);
  const lines = createUnitLines(root, kind, face.PLOTS, onCursor);
  const legend = add(root, "p", "lv-cell-legend");
  const sentence = createSentence(root);
  let rest = 0;

  return {
    kind,
    root,
    lines,
    /** @param {boolean} yes */
    showAll(yes) {
      diagram.showAll(yes);
      table.show(yes);
    },
    /**
     * @param {Cell} cell @param {import("./units.js").Moment} moment
     * @param {{other: boolean, names: import("./which.js").Names | null}} which
     */
    update(cell, moment, { other, names }) {
      const name = names ? (other ? names.other : names.own) : "";
      const pieces = /** @type {Piece[]} */ ([...(name ? [[`${name}: `]] : []), ...face.sentence(cell)]);
      diagram.update(cell, moment);
      table.update(moment, name);
      say(whose, name);
      equations(cell);
      lines.moveTo(cell.t);
      say(legend, names ? legendOf(kind, names) : "");
      sentence(pieces);
      clearTimeout(rest);
      rest = setTimeout(() => diagram.describe(pieces.map(([text]) => text).join("")), REST_MS);
    },
    destroy() {
      clearTimeout(rest);
      root.remove();
    },
  };
}

/** @param {import("../cells/kind.js").Kind} kind @param {import("./which.js").Names} names */
function legendOf(kind, { own, other }) {
  const inside = (/** @type {string} */ name) => name[0].toLowerCase() + name.slice(1);
  return `Solid: ${inside(own)}. Dashed: ${inside(other)}, where ${departing(kind).join(" or ")} departs.`;
}

/** @param {HTMLElement} parent */
function createSentence(parent) {
  const line = add(parent, "p", "lv-cell-sentence");
  return (/** @type {Piece[]} */ pieces) => {
    while (line.childElementCount > pieces.length) line.lastElementChild?.remove();
    while (line.childElementCount < pieces.length) add(line, "span");
    pieces.forEach(([text, signal], k) => {
      const span = /** @type {HTMLElement} */ (line.children[k]);
      const wears = signal ? `lv-cell-word lv-cell-text-${WORD[signal]}` : "";
      if (span.className !== wears) span.className = wears;
      say(span, text);
    });
  };
}
