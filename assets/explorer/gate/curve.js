/** The gate's curve, with z marked on it. */

import { addSvg, setAll } from "../cell/drawing.js";
import { formatLimit, formatNumber } from "../cell/numbers.js";
import { isShare, squash, squashName } from "./terms.js";
import { exact } from "./words.js";

/** @typedef {import("./terms.js").Gate} Gate */

const BOX = { left: 34, top: 24, width: 250, height: 150 };
const POINTS = 80;
const USUAL = 6;

/** @param {number} z @returns {number} how far the axis reaches to both sides: 6, or as many times more as z needs */
export function extent(z) {
  return USUAL * 2 ** Math.max(0, Math.ceil(Math.log2(Math.abs(z) / USUAL || 1)));
}

/** @param {Gate} gate @param {number} reach @param {number} z @returns {{x: number, y: number}} in the drawing */
export function pointAt(gate, reach, z) {
  const low = isShare(gate) ? 0 : -1;
  const share = (squash(gate, z) - low) / (1 - low);
  return { x: BOX.left + (BOX.width * (z + reach)) / (2 * reach), y: BOX.top + BOX.height * (1 - share) };
}

/** @param {HTMLElement} parent */
export function createCurve(parent) {
  const root = addSvg(parent, "svg", { viewBox: "0 0 320 206", class: "lv-gate-curve", role: "img", "aria-label": "The gate’s curve" });
  const right = BOX.left + BOX.width;
  const bottom = BOX.top + BOX.height;
  const axes = addSvg(root, "path", { class: "lv-gate-axis" });
  const ticks = [-1, 0, 1].map(() => addSvg(root, "text", { y: bottom + 16, "text-anchor": "middle", class: "lv-gate-tick" }));
  const levels = [0, 1].map((k) => addSvg(root, "text", { x: BOX.left - 6, y: (k ? BOX.top : bottom) + 4, "text-anchor": "end", class: "lv-gate-tick" }));
  addSvg(root, "text", { x: right + 10, y: bottom + 4, class: "lv-gate-tick" }).textContent = "sum";
  const line = addSvg(root, "path", { class: "lv-gate-line" });
  const before = addSvg(root, "circle", { r: 5, class: "lv-gate-before" });
  const drop = addSvg(root, "path", { class: "lv-gate-drop" });
  const dot = addSvg(root, "circle", { r: 5.5, class: "lv-gate-dot" });
  const said = addSvg(root, "text", { y: BOX.top - 12, "text-anchor": "middle", class: "lv-gate-at" });
  let shape = "";

  /** @param {Gate} gate @param {number} reach */
  function reshape(gate, reach) {
    if (shape === gate + reach) return;
    shape = gate + reach;
    const middle = pointAt("h", 1, 0);
    setAll(axes, { d: `M${BOX.left} ${BOX.top}H${right}M${BOX.left} ${bottom}H${right}M${middle.x} ${BOX.top}V${bottom}${isShare(gate) ? "" : `M${BOX.left} ${middle.y}H${right}`}` });
    const points = Array.from({ length: POINTS + 1 }, (_, k) => pointAt(gate, reach, reach * ((2 * k) / POINTS - 1)));
    setAll(line, { d: `M${points.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}` });
    ticks.forEach((tick, k) => {
      setAll(tick, { x: BOX.left + (BOX.width * k) / 2 });
      tick.textContent = formatLimit((k - 1) * reach);
    });
    levels.forEach((level, k) => { level.textContent = k ? "1" : isShare(gate) ? "0" : "−1"; });
  }

  return {
    /** @param {Gate} gate @param {number} z @param {number | null} unedited z without what was typed, where that differs */
    update(gate, z, unedited) {
      if (!Number.isFinite(z)) return;
      const reach = Math.max(extent(z), extent(unedited ?? 0));
      reshape(gate, reach);
      const { x, y } = pointAt(gate, reach, z);
      setAll(dot, { cx: x, cy: y });
      setAll(drop, { d: `M${x} ${bottom}V${y}H${BOX.left}` });
      setAll(said, { x: Math.min(right - 40, Math.max(BOX.left + 50, x)) });
      said.textContent = `${squashName(gate)}(${exact(z)}) = ${exact(squash(gate, z))}`;
      setAll(before, { visibility: unedited === null ? "hidden" : "visible" });
      if (unedited !== null) {
        const { x: cx, y: cy } = pointAt(gate, reach, unedited);
        setAll(before, { cx, cy });
      }
    },
    /** For who cannot see it. @param {Gate} gate @param {number} z */
    describe(gate, z) {
      const value = squash(gate, z);
      setAll(root, { "aria-label": `The curve of ${squashName(gate)}: a sum of ${exact(z)} gives ${formatNumber(value, 3)}.` });
    },
  };
}
