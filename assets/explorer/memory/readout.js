/** The largest parts of the chosen unit's memory at the cursor: when each was written, and what is left of it. */

import { formatNumber } from "../cell/numbers.js";
import { add, say } from "../elements.js";

export const SHOWN = 5;

/** @param {HTMLElement} parent @param {string} state whose parts they are: c or h */
export function createReadout(parent, state) {
  const list = add(parent, "ol", "lv-memory-parts");
  list.setAttribute("aria-label", `The largest parts of ${state} at the cursor`);
  list.dataset.state = state;
  const rows = Array.from({ length: SHOWN + 1 }, () => {
    const item = add(list, "li");
    const name = add(item, "span", "lv-memory-when");
    const track = add(item, "span", "lv-memory-track");
    return { item, name, bar: add(track, "span", "lv-memory-bar"), value: add(item, "span", "lv-memory-value") };
  });

  return {
    /**
     * @param {Float64Array} left (t + 1) @param {number[]} parts the largest, by size
     */
    show(left, parts) {
      const t = left.length - 1;
      const rest = left.reduce((sum, value) => sum + value, 0) - parts.reduce((sum, s) => sum + left[s], 0);
      const named = parts.map((s) => ({ name: `s = ${s}${s === t ? ", now" : `, ${t - s} before`}`, value: left[s] }));
      if (left.length > parts.length) named.push({ name: "all others", value: rest });
      const most = Math.max(...named.map(({ value }) => Math.abs(value)), 1e-12);
      rows.forEach(({ item, name, bar, value }, k) => {
        item.hidden = k >= named.length;
        if (item.hidden) return;
        say(name, named[k].name);
        say(value, formatNumber(named[k].value, 4));
        const share = (50 * Math.abs(named[k].value)) / most;
        bar.classList.toggle("lv-memory-minus", named[k].value < 0);
        Object.assign(bar.style, { width: `${share}%`, left: `${named[k].value < 0 ? 50 - share : 50}%` });
      });
    },
  };
}
