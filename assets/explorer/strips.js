/** The signals of a layer as units × timesteps: bitmaps behind Plotly's empty axes, which say where they stand. */

import { colourTable, paint } from "./colour.js";
import { add } from "./elements.js";

/**
 * @typedef {object} Strip one signal's bitmap and the mark of the chosen unit on it
 * @property {HTMLElement} window what cuts off what the zoom leaves out
 * @property {HTMLCanvasElement} canvas
 * @property {HTMLElement} mark
 */

/** @param {HTMLElement} parent within the explorer, whose choice of colours is heard */
export function createStrips(parent) {
  /** @type {Map<string, Strip>} */
  const strips = new Map();
  let steps = 0;
  let units = 0;
  /** @type {unknown[]} what the pixels were made from */
  let painted = [];
  /** @type {number[]} the unit of each row */
  let rows = [];
  /** What the reader's colours mean, for the signals that they were worked out from. @type {any} */
  let colours = {};
  /** @type {[any[], Record<string, Float64Array>, number, number[]] | null} */
  let last = null;

  /** @param {string} signal @returns {Strip} */
  function strip(signal) {
    const known = strips.get(signal);
    if (known) return known;
    const frame = add(parent, "div", "lv-strip");
    const canvas = add(frame, "canvas");
    const made = { window: frame, canvas, mark: add(frame, "div", "lv-unit-mark") };
    strips.set(signal, made);
    return made;
  }

  /** A run of another cell has other signals. @param {any[]} traces */
  function forget(traces) {
    for (const [signal, { window: frame }] of strips) {
      if (traces.some(({ meta }) => meta === signal)) continue;
      frame.remove();
      strips.delete(signal);
    }
  }

  /**
   * @param {any[]} traces the spec's heat maps
   * @param {Record<string, Float64Array>} signals each (T·H)
   * @param {number} hiddenSize H
   * @param {number[]} order the unit of each row
   */
  function paintAll(traces, signals, hiddenSize, order) {
    last = [traces, signals, hiddenSize, order];
    const source = [signals.h, order, traces[0].colorscale.at(-1)[1], colours];
    // the colours come first; until those of other signals have come, what is painted stays
    if (colours.signals !== signals || source.every((each, k) => each === painted[k])) return;
    painted = source;
    rows = order;
    units = hiddenSize;
    steps = signals.h.length / units;
    forget(traces);
    for (const { meta: signal, colorscale } of traces) {
      const { canvas } = strip(signal);
      if (canvas.width !== steps || canvas.height !== units) Object.assign(canvas, { width: steps, height: units });
      const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
      const image = context.createImageData(steps, units);
      paint(signals[signal], units, colours.limits[signal], colourTable(colorscale), new Uint32Array(image.data.buffer), order);
      context.putImageData(image, 0, 0);
    }
  }

  parent.closest(".lv-explorer")?.addEventListener("lv-colours", (event) => {
    colours = /** @type {import("./colour_choice.js").Colours} */ (event).detail;
    if (last?.[1] === colours.signals) paintAll(...last);
  });

  return {
    paint: paintAll,
    /**
     * Puts each bitmap where its axes are, as far as they are zoomed.
     * @param {Record<string, {top: number, height: number}>} places by signal, in pixels
     * @param {{left: number, width: number, from: number, to: number}} time the time axis: pixels, and its ends in timesteps
     * @param {number} unit the chosen one
     */
    place(places, time, unit) {
      const pixelsPerStep = time.width / (time.to - time.from);
      for (const [signal, { window: frame, canvas, mark }] of strips) {
        if (!places[signal]) continue;
        const { top, height } = places[signal];
        Object.assign(frame.style, px({ left: time.left, top, width: time.width, height }));
        const along = { left: (-0.5 - time.from) * pixelsPerStep, width: steps * pixelsPerStep };
        Object.assign(canvas.style, px({ ...along, height }));
        canvas.style.imageRendering = pixelsPerStep < 1 || height < units ? "auto" : "pixelated";
        const thick = Math.max(2, height / units);
        const middle = ((rows.indexOf(unit) + 0.5) * height) / units;
        Object.assign(mark.style, px({ ...along, top: Math.min(height - thick, Math.max(0, middle - thick / 2)), height: thick }));
      }
    },
  };
}

/** @param {Record<string, number>} lengths */
function px(lengths) {
  return Object.fromEntries(Object.entries(lengths).map(([name, length]) => [name, `${length}px`]));
}
