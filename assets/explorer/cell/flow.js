/** Beads that run along the cell's wires when a reader steps in time: the further, the more the wire carries. */

import { addSvg, setAll } from "./drawing.js";
import { wireWidth } from "./shapes.js";

const STILL = "(prefers-reduced-motion: reduce)";
const LASTS_MS = 500;
/** Steps that follow each other faster than this are a film, which moves enough by itself. */
const AT_REST_MS = 150;
const BEAD_GAP = 14;
const FURTHEST = 4;

/** @param {Element} root @param {string[]} roads an SVG path for each wire, in the direction of the flow */
export function createFlow(root, roads) {
  const group = addSvg(root, "g", { class: "lv-cell-flow", "aria-hidden": "true" });
  const paths = roads.map((d) => addSvg(group, "path", { d, visibility: "hidden", "stroke-dasharray": `0.1 ${BEAD_GAP}` }));
  let t = NaN;
  let moved = -AT_REST_MS;

  return {
    /** @param {number} now the timestep @param {number[]} amounts what each wire carries */
    update(now, amounts) {
      if (now === t) return;
      const single = Math.abs(now - t) === 1;
      const rested = performance.now() - moved > AT_REST_MS;
      if (!Number.isNaN(t)) moved = performance.now(); // the first that is shown is no step
      t = now;
      if (single && rested && !matchMedia(STILL).matches) paths.forEach((path, k) => run(path, amounts[k]));
    },
  };
}

/** @param {SVGElement} path @param {number} amount */
function run(path, amount) {
  const distance = beadPath(amount);
  setAll(path, { "stroke-width": Math.max(1.5, wireWidth(amount) / 2).toFixed(2) });
  path.animate(
    [
      { strokeDashoffset: distance, visibility: "visible", opacity: 1 },
      { strokeDashoffset: 0, visibility: "visible", opacity: 1, offset: 0.8 },
      { strokeDashoffset: 0, visibility: "visible", opacity: 0 },
    ],
    { duration: distance ? LASTS_MS : 0, easing: "ease-out" },
  );
}

/** How far a wire's beads run, in the drawing's units; as widths do, it levels off beyond 1. @param {number} amount */
export function beadPath(amount) {
  return Number.isFinite(amount) ? BEAD_GAP * FURTHEST * Math.tanh(Math.abs(amount)) : 0;
}
