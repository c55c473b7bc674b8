/** The lines that follow from the weights, drawn over Plotly's axes: another step of training moves them and nothing else. */

import { addSvg, setAll } from "./cell/drawing.js";

/**
 * @typedef {{meta: string, name: string, x: number[], y: (number | null)[], line: {color: string, width: number, dash?: string},
 *   fillcolor?: string}} Line one with a fill is an edge: what lies between it and the line before is filled
 */
/** @typedef {{offset: number, length: number, range: [number, number]}} Axis in pixels, and its ends in data */

/** Plotly's names for dashes, in widths of the line. @type {Record<string, number[]>} */
const DASHES = { dot: [1, 1], dash: [3, 3] };
const LEAST_DASH = 3;

/** @param {HTMLElement} frame where Plotly's picture stands */
export function createAnswerLines(frame) {
  const root = addSvg(frame, "svg", { class: "lv-answer-lines", "aria-hidden": "true" });
  /** @type {Line[]} */
  let lines = [];
  /** @type {SVGElement[]} */
  let paths = [];

  return {
    /** @param {Line[]} now */
    set(now) {
      lines = now;
      while (paths.length < lines.length) paths.push(addSvg(root, "path", { "stroke-linejoin": "round" }));
      for (const path of paths.splice(lines.length)) path.remove();
      lines.forEach(({ meta, name, line, fillcolor = "none" }, k) => {
        setAll(paths[k], { "data-line": meta, "data-name": name, fill: fillcolor, stroke: line.color, "stroke-width": line.width, "stroke-dasharray": dashes(line) });
      });
    },
    /** @param {Axis} x @param {Axis} y @param {(meta: string) => boolean} seen what the legend leaves on */
    place(x, y, seen) {
      Object.assign(root.style, { left: `${x.offset}px`, top: `${y.offset}px`, width: `${x.length}px`, height: `${y.length}px` });
      lines.forEach((line, k) => {
        const drawn = line.fillcolor ? between(lines[k - 1], line) : line;
        setAll(paths[k], { d: seen(line.meta) ? pathOf(drawn, x, y) : "" });
      });
    },
  };
}

/** Along one edge and back along the other; a gap is passed over. @param {Line} edge @param {Line} other @returns {Line} */
export function between(edge, other) {
  const points = [edge, other].map(({ x, y }) => x.map((at, k) => ({ x: at, y: y[k] })).filter((point) => point.y !== null));
  const round = [...points[0], ...points[1].toReversed()];
  return { ...other, x: round.map((point) => point.x), y: round.map((point) => point.y) };
}

/** @param {Line} line @param {Axis} x @param {Axis} y @returns {string} a gap where there is no value */
export function pathOf(line, x, y) {
  const across = x.length / (x.range[1] - x.range[0]);
  const down = y.length / (y.range[0] - y.range[1]);
  const pieces = [];
  let pen = "M";
  for (let k = 0; k < line.y.length; k += 1) {
    const value = line.y[k];
    if (value === null) {
      pen = "M";
      continue;
    }
    pieces.push(`${pen}${(line.x[k] - x.range[0]) * across} ${(value - y.range[1]) * down}`);
    pen = "L";
  }
  return pieces.join("");
}

/** @param {{width: number, dash?: string}} line */
function dashes({ width, dash = "" }) {
  const least = Math.max(width, LEAST_DASH);
  return DASHES[dash]?.map((each) => `${each * least}px`).join(",") ?? dash;
}
