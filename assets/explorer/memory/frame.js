/** A Plotly figure that is drawn rarely, with marks over it that move without drawing, a pointer, and keys. */

import { add } from "../elements.js";
import { draw, purge } from "../plotly.js";
import { createTip } from "../tip.js";

/** @typedef {{left: number, top: number, width: number, height: number}} Box pixels of the frame */
/** @typedef {{x: [number, number], y: [number, number]}} Ranges of the axes, left to right and bottom to top */

/**
 * @param {HTMLElement} parent @param {string} label what the figure is, for who cannot see it
 * @param {{onPoint: (x: number, y: number) => {title: string, lines: any[]} | null, onPick: (x: number, y: number) => void,
 *   onKey: (key: string) => boolean}} handlers places are shares of the axes, from the left and from the top; `onKey`
 *   tells whether the key meant something here
 */
export function createFrame(parent, label, { onPoint, onPick, onKey }) {
  const frame = add(parent, "div", "lv-plot lv-memory-frame");
  frame.tabIndex = 0;
  frame.setAttribute("role", "slider");
  frame.setAttribute("aria-label", label);
  const behind = add(frame, "div", "lv-memory-behind");
  const plot = add(frame, "div", "lv-memory-plot");
  const over = add(frame, "div", "lv-memory-over");
  const tip = createTip(frame);
  /** @type {Box | null} */
  let box = null;

  /** @param {MouseEvent} event @param {(x: number, y: number) => void} then */
  function within(event, then) {
    if (!box) return false;
    const from = frame.getBoundingClientRect();
    const x = (event.clientX - from.left - box.left) / box.width;
    const y = (event.clientY - from.top - box.top) / box.height;
    if (x < 0 || x > 1 || y < 0 || y > 1) return false;
    then(x, y);
    return true;
  }

  frame.addEventListener("pointermove", (event) => {
    const inside = within(event, (x, y) => {
      const said = onPoint(x, y);
      if (!said) return tip.hide();
      const from = frame.getBoundingClientRect();
      tip.show(said.title, said.lines, event.clientX - from.left, event.clientY - from.top);
    });
    if (!inside) tip.hide();
  });
  frame.addEventListener("pointerleave", () => tip.hide());
  frame.addEventListener("click", (event) => within(event, onPick));
  frame.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !onKey(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  });

  return {
    behind,
    over,
    width: () => frame.clientWidth,
    /** @param {any[]} traces @param {any} layout */
    async draw(traces, layout) {
      await draw(plot, traces, { ...layout, width: frame.clientWidth, hovermode: false, dragmode: false });
      const { l: left, t: top, w: width, h: height } = /** @type {any} */ (plot)._fullLayout._size;
      box = { left, top, width, height };
      for (const each of [behind, over]) {
        Object.assign(each.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
      }
    },
    /** @param {number} value @param {number} most @param {string} words what a screen reader says */
    put(value, most, words) {
      const said = { "aria-valuemin": 0, "aria-valuemax": most, "aria-valuenow": value, "aria-valuetext": words };
      for (const [name, each] of Object.entries(said)) frame.setAttribute(name, String(each));
    },
    destroy: () => purge(plot),
  };
}

/**
 * Where a key leads in a row of things, or −1 if it leads nowhere.
 * @param {string} key @param {number} at @param {number} count
 */
export function keyPlace(key, at, count) {
  const to = { ArrowLeft: at - 1, ArrowUp: at - 1, ArrowRight: at + 1, ArrowDown: at + 1, Home: 0, End: count - 1 }[key];
  return to === undefined ? -1 : Math.min(count - 1, Math.max(0, to));
}

/** Puts a mark over its place by a transform. @param {HTMLElement} mark @param {number} x @param {number} y pixels */
export function moveTo(mark, x, y) {
  mark.style.transform = `translate(${x}px, ${y}px)`;
}
