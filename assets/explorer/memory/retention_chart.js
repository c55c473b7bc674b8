/** The triangle of what the chosen unit wrote at s and is left at t, and the row of it at the cursor. */

import { colourTable } from "../colour.js";
import { add } from "../elements.js";
import { createFrame, keyPlace, moveTo } from "./frame.js";
import { leftAt, triangle } from "./memory.js";
import { formatNumber } from "../cell/numbers.js";

/** A canvas larger than this a side shows no more on a page. */
const MOST_CELLS = 300;
/** How many timesteps up to the cursor the close-up shows. */
export const CLOSE = 60;

/** @typedef {{from: number, to: number}} Part of the sequence; `to` is excluded, `from` may be before the start */

/**
 * @param {HTMLElement} parent @param {string} state in which it is left: c or h @param {(t: number) => void} onTime
 */
export function createRetentionChart(parent, state, onTime) {
  /** @type {{path: import("./memory.js").Path, H: number, T: number, unit: number, colour: string} | null} */
  let drawn = null;
  /** @type {Part} */
  let part = { from: 0, to: 1 };
  let close = false;
  let key = "";
  let t = 0;
  let [width, height] = [1, 1];
  const at = (/** @type {number} */ share) => Math.min(part.to - 1, part.from + Math.floor(share * (part.to - part.from)));
  const frame = createFrame(parent, "What is left at t of what was written at s: arrow keys move t", {
    onPoint(x, y) {
      const [s, to] = [at(x), at(y)];
      if (s > to || s < 0) return null;
      const value = formatNumber(leftAt(drawn.path, drawn.H, drawn.unit, to)[s], 4);
      return { title: `written at s = ${s}, left at t = ${to}`, lines: [{ name: `left of it in ${state}`, value, colour: drawn.colour }] };
    },
    onPick: (_, y) => onTime(Math.max(0, at(y))),
    onKey(pressed) {
      const to = drawn ? keyPlace(pressed, t, drawn.T) : -1;
      if (to >= 0) {
        t = to;
        onTime(to);
      }
      return to >= 0;
    },
  });
  const canvas = add(frame.behind, "canvas", "lv-memory-triangle");
  const row = add(frame.over, "div", "lv-memory-row");

  return {
    /** Draws the axes, where they are new. @param {any} view @param {boolean} closeUp */
    async draw(view, closeUp) {
      close = closeUp;
      const now = [view.run, view.theme, view.font, frame.width(), view.problem.arrays.part.length, close].join(" ");
      if (now === key) return;
      const layout = structuredClone(view.specs.retention.layout);
      layout.font.family = view.font;
      if (close) fromCursor(layout);
      const axes = { type: "scatter", mode: "markers", x: [0], y: [0], opacity: 0, hoverinfo: "skip", showlegend: false };
      await frame.draw([axes], layout);
      [width, height] = [frame.over.clientWidth, frame.over.clientHeight];
      key = now;
    },
    /**
     * Paints the chosen unit's triangle, up to the cursor in the close-up.
     * @param {any} view @param {import("./memory.js").Path} path of the layer @returns {{every: number}} how many timesteps a cell stands for
     */
    paint(view, path) {
      const { hidden_size: H } = view.problem.values.model;
      const scale = view.specs.retention.data[0].colorscale;
      const T = path.keep.length / H;
      part = close ? { from: view.t + 1 - CLOSE, to: view.t + 1 } : { from: 0, to: T };
      drawn = { path, H, T, unit: view.unit, colour: scale.at(-1)[1] };
      const { side, every, cells, largest } = triangle(path, H, view.unit, { ...part, most: MOST_CELLS });
      Object.assign(canvas, { width: side, height: side });
      canvas.style.imageRendering = side < height ? "pixelated" : "auto";
      // the last cell may stand for fewer timesteps than the others
      const share = (side * every) / (part.to - part.from);
      Object.assign(canvas.style, { width: `${share * width}px`, height: `${share * height}px` });
      const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
      const image = context.createImageData(side, side);
      paintTriangle(cells, side, largest || 1, colourTable(scale), new Uint32Array(image.data.buffer));
      context.putImageData(image, 0, 0);
      return { every };
    },
    /** @param {number} now @param {string} words */
    point(now, words) {
      t = now;
      const cell = height / (part.to - part.from);
      row.style.height = `${Math.max(2, cell)}px`;
      moveTo(row, 0, Math.min(height - 2, (t - part.from) * cell));
      frame.put(t, drawn.T - 1, words);
    },
    destroy: () => frame.destroy(),
  };
}

/** Axes that count from the cursor, so that they stay when it moves. @param {any} layout */
function fromCursor(layout) {
  layout.xaxis.range = [-CLOSE + 0.5, 0.5];
  layout.yaxis.range = [0.5, -CLOSE + 0.5];
  layout.xaxis.title.text = "written at s, counted from the cursor";
  layout.yaxis.title.text = "left at t, counted from the cursor";
}

/**
 * Colours on and below the diagonal; above it, where nothing was written yet, the pixels stay clear.
 * @param {Float64Array} cells @param {number} side @param {number} limit @param {Uint32Array} table @param {Uint32Array} pixels
 */
function paintTriangle(cells, side, limit, table, pixels) {
  const half = (table.length - 1) / 2;
  for (let row = 0; row < side; row += 1) {
    for (let at = row * side; at <= row * side + row; at += 1) pixels[at] = table[Math.round(half + (cells[at] / limit) * half)];
  }
}
