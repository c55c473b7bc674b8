/** All units of the layer at once: each box of the cell becomes a strip, a bar for each unit, the chosen one marked. */

import { addSvg, setAll } from "./drawing.js";
import { WORD } from "./numbers.js";
import { unitBars } from "./shapes.js";
import { symmetricLimits } from "../colour.js";

/** @typedef {import("../cells/kind.js").Kind} Kind */
/** @typedef {import("./vessel.js").Box} Box */
/** @typedef {{signal: string, before: boolean, inside?: boolean, box: Box}} Place of a strip; before: of the timestep before; inside: a vessel */
/** @typedef {{signals: Record<string, Float64Array>, hiddenSize: number, unit: number, t: number}} Moment */

/**
 * One slider for all strips, since all of them choose the same unit.
 * @param {Element} root @param {Kind} kind @param {Place[]} places @param {(unit: number) => void} onUnit
 */
export function createUnits(root, kind, places, onUnit) {
  const group = addSvg(root, "g", { class: "lv-cell-units lv-cell-all", role: "slider", tabindex: 0, "aria-label": "Unit", "aria-valuemin": 0 });
  let last = 0;
  let chosen = 0;
  /** c has no bound of its own. */
  let limit = { of: /** @type {Float64Array | null} */ (null), value: 1 };
  const strips = places.map((place) => createStrip(group, kind, place, (share) => onUnit(Math.min(last, Math.floor(share * (last + 1))))));

  group.addEventListener("keydown", (event) => {
    const to = { ArrowLeft: chosen - 1, ArrowDown: chosen - 1, ArrowRight: chosen + 1, ArrowUp: chosen + 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    onUnit(Math.min(last, Math.max(0, to)));
  });

  return {
    /** @param {Moment} moment */
    update(moment) {
      const { signals, hiddenSize, unit } = moment;
      last = hiddenSize - 1;
      if (signals.c && limit.of !== signals.c) limit = { of: signals.c, value: symmetricLimits(signals.c)[1] };
      for (const strip of strips) strip(moment, limit.value);
      if (chosen !== unit || !group.hasAttribute("aria-valuenow")) setAll(group, { "aria-valuenow": unit, "aria-valuetext": `unit ${unit}` });
      setAll(group, { "aria-valuemax": last });
      chosen = unit;
    },
  };
}

/** @param {Element} root @param {Kind} kind @param {Place} place @param {(share: number) => void} onShare */
function createStrip(root, kind, { signal, before, inside, box }, onShare) {
  const group = addSvg(root, "g", { class: `lv-cell-strip lv-cell-${WORD[signal]}${inside ? " lv-cell-inside" : ""}`, "data-strip": before ? `${signal} before` : signal });
  const area = addSvg(group, "rect", { ...box, rx: 3, class: "lv-cell-strip-area" });
  const plus = addSvg(group, "path", { class: "lv-cell-plus" });
  const minus = addSvg(group, "path", { class: "lv-cell-minus" });
  const signed = !kind.shares.includes(signal);
  if (signed) addSvg(group, "path", { d: `M${box.x} ${box.y + box.height / 2}h${box.width}`, class: "lv-cell-middle" });
  const mark = addSvg(group, "rect", { y: box.y - 2, height: box.height + 4, class: "lv-cell-mark" });
  group.addEventListener("click", (event) => {
    const { left, width } = area.getBoundingClientRect();
    onShare(Math.min(1, Math.max(0, (/** @type {MouseEvent} */ (event).clientX - left) / width)));
  });

  /** @param {Moment} moment @param {number} cLimit */
  return ({ signals, hiddenSize, unit, t }, cLimit) => {
    const at = (before ? t - 1 : t) * hiddenSize;
    const values = at < 0 ? new Float64Array(hiddenSize) : signals[signal].subarray(at, at + hiddenSize);
    const bars = unitBars(values, box, signed, signal === "c" ? cLimit : 1);
    setAll(plus, { d: bars.plus });
    setAll(minus, { d: bars.minus });
    const wide = box.width / hiddenSize;
    setAll(mark, { x: box.x + unit * wide - 0.5, width: Math.max(2, wide) + 1 });
  };
}
