/** The units that stand out in the span, ranked: each a button that chooses it, with its effect and its label. */

import { formatNumber } from "../cell/numbers.js";
import { add, say } from "../elements.js";

/** @typedef {import("./find.js").Found} Found */
/** @typedef {import("./probes.js").Label} Label */

export const SHOWN = 10;
/** Below this a label explains less than a quarter of what the unit does. */
const CLEAR = 0.5;

/** @param {HTMLElement} parent @param {(unit: number) => void} onUnit */
export function createUnitList(parent, onUnit) {
  const list = add(parent, "ol", "lv-find-units");
  list.setAttribute("aria-label", "Units, the one that stands out most first");
  const rows = Array.from({ length: SHOWN }, () => {
    const item = add(list, "li");
    const button = add(item, "button", "lv-find-unit");
    button.type = "button";
    button.addEventListener("click", () => onUnit(Number(button.dataset.unit)));
    const name = add(button, "b");
    const track = add(button, "span", "lv-find-track");
    return { item, button, name, bar: add(track, "span", "lv-find-bar"), effect: add(button, "span", "lv-find-effect"), label: add(button, "span", "lv-find-label") };
  });

  return {
    /** @param {Found[]} ranking @param {Label[][]} labels by unit */
    show(ranking, labels) {
      const sizes = ranking.slice(0, SHOWN).map(({ effect }) => Math.abs(effect ?? 0)).filter(Number.isFinite);
      const most = Math.max(1e-12, ...sizes);
      rows.forEach(({ item, button, name, bar, effect, label }, k) => {
        const found = ranking[k];
        item.hidden = !found;
        if (!found) return;
        button.dataset.unit = String(found.unit);
        say(name, `unit ${found.unit}`);
        say(effect, effectInWords(found));
        say(label, labelInWords(labels[found.unit]));
        const share = Math.min(50, (50 * Math.abs(found.effect ?? 0)) / most);
        const down = (found.effect ?? 0) < 0;
        bar.classList.toggle("lv-find-minus", down);
        Object.assign(bar.style, { width: `${share}%`, left: `${down ? 50 - share : 50}%` });
      });
    },
    /** @param {number} unit */
    point(unit) {
      for (const { button } of rows) button.setAttribute("aria-pressed", String(button.dataset.unit === String(unit)));
    },
  };
}

/** @param {Found} found */
export function effectInWords({ effect }) {
  if (effect === null) return "does not move";
  return Number.isFinite(effect) ? `d = ${formatNumber(effect)}` : `d = ${effect < 0 ? "−" : ""}∞`;
}

/** @param {Label[] | undefined} labels the best first; undefined until they are worked out */
export function labelInWords(labels) {
  if (!labels) return "…";
  if (labels.length === 0) return "constant";
  const [best] = labels;
  const said = `${best.text} (${formatNumber(best.score)})`;
  return best.score >= CLEAR ? said : `nothing clear; nearest: ${said}`;
}
