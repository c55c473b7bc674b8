/** The map as pixels, behind the axes and cut off where they end. */

import { colourTable } from "../colour.js";
import { add } from "../elements.js";
import { across, down } from "./map_ground.js";

/** How many powers of ten below the largest the colours reach; also in lstm_viz/figures/gradients.py. */
const DECADES = 3;

/** How deeply a value is coloured, −1 … 1. @param {number} value @param {number} largest size of any */
export function shade(value, largest) {
  if (value === 0 || largest === 0) return 0;
  return Math.sign(value) * Math.max(0, 1 + Math.log10(Math.abs(value) / largest) / DECADES);
}

/** @param {Float64Array} values */
export function largestSize(values) {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** @param {HTMLElement} parent */
export function createBitmap(parent) {
  const frame = add(parent, "div", "lv-why-bitmap");
  const canvas = add(frame, "canvas");
  canvas.setAttribute("aria-hidden", "true");
  /** @type {unknown} */
  let painted = null;
  let ink = "";
  return {
    /** @param {import("./map_ground.js").Ground} ground @param {number} T */
    place(ground, T) {
      Object.assign(frame.style, px({ left: ground.left, top: ground.top, width: ground.width, height: ground.height }));
      const [left, right, top, bottom] = [across(ground, -0.5), across(ground, T - 0.5), down(ground, -0.5), down(ground, T - 0.5)];
      Object.assign(canvas.style, px({ left: left - ground.left, top: top - ground.top, width: right - left, height: bottom - top }));
    },
    /** A row for each shown output, all of the same height. @param {{values: Float64Array, outputs: Int32Array} | null} map @param {number} T @param {[number, string][]} colours */
    paint(map, T, colours) {
      frame.hidden = !map;
      const inks = JSON.stringify(colours);
      if (!map || (painted === map && ink === inks)) return;
      painted = map;
      ink = inks;
      const rows = map.outputs.length;
      Object.assign(canvas, { width: T, height: rows });
      const table = colourTable(colours);
      const largest = largestSize(map.values);
      const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
      const image = pen.createImageData(T, rows);
      const pixels = new Uint32Array(image.data.buffer);
      map.values.forEach((value, at) => { pixels[at] = table[Math.round(((shade(value, largest) + 1) / 2) * (table.length - 1))]; });
      pen.putImageData(image, 0, 0);
    },
  };
}

/** @param {Record<string, number>} lengths */
function px(lengths) {
  return Object.fromEntries(Object.entries(lengths).map(([name, length]) => [name, `${length}px`]));
}
