/** The half-life of each unit as a bar, in an order that the reader chooses; a bar selects its unit. */

import { add } from "../elements.js";
import { lossAxis } from "../loss_chart.js";
import { filled } from "../plotly.js";
import { createFrame, keyPlace, moveTo } from "./frame.js";
import { lifeInWords } from "./words.js";

/** Room, in decades, for units that never or always forget, beyond the ends of the axis. */
const BESIDE = 0.5;
const LABEL_PX = 26;
/** Narrower than this the mark's own lines would cover the bar. */
const LEAST_MARK_PX = 9;

/** @typedef {import("./facts.js").LivesOf} Facts */

/** @param {HTMLElement} parent @param {(unit: number) => void} onUnit */
export function createHalfLifeChart(parent, onUnit) {
  /** @type {Facts | null} */
  let facts = null;
  let unit = 0;
  let [band, height] = [0, 0];
  const rankAt = (/** @type {number} */ x) => Math.min(facts.order.length - 1, Math.floor(x * facts.order.length));
  const frame = createFrame(parent, "Half-life of each unit: arrow keys choose a unit", {
    onPoint(x) {
      const here = facts.order[rankAt(x)];
      return { title: `unit ${here}`, lines: [{ name: lifeInWords(facts.lives[here]), value: "", colour: facts.colour }] };
    },
    onPick: (x) => onUnit(facts.order[rankAt(x)]),
    onKey(key) {
      const place = facts ? keyPlace(key, facts.order.indexOf(unit), facts.order.length) : -1;
      if (place >= 0) choose(facts.order[place]);
      return place >= 0;
    },
  });
  const mark = add(frame.over, "div", "lv-memory-mark");

  /** @param {number} chosen */
  function choose(chosen) {
    show(chosen);
    onUnit(chosen);
  }

  /** @param {number} chosen */
  function show(chosen) {
    unit = chosen;
    const rank = facts.order.indexOf(unit);
    const width = Math.max(LEAST_MARK_PX, band);
    Object.assign(mark.style, { width: `${width}px`, height: `${height}px` });
    moveTo(mark, (rank + 0.5) * band - width / 2, 0);
    frame.put(rank, facts.order.length - 1, `unit ${unit}: ${lifeInWords(facts.lives[unit])}`);
  }

  return {
    /** @param {any} view @param {Facts} now */
    async draw(view, now) {
      facts = now;
      const spec = view.specs.half_life;
      const layout = structuredClone(spec.layout);
      layout.font.family = view.font;
      const { l, r, t, b } = layout.margin;
      band = (frame.width() - l - r) / now.order.length;
      height = layout.height - t - b;
      Object.assign(layout.yaxis, halfLifeAxis(now.lives, now.span?.steps));
      Object.assign(layout.xaxis, unitAxis(now.order, Math.ceil(LABEL_PX / band)));
      await frame.draw(filled(spec.data, bars(now, layout.yaxis.range)), layout);
      show(view.unit);
    },
    /** @param {number} chosen */
    point(chosen) {
      if (facts && chosen !== unit) show(chosen);
    },
    destroy: () => frame.destroy(),
  };
}

/**
 * The same as in lstm_viz/figures/memory.py.
 * @param {ArrayLike<number>} lives (H,) @param {number} [span] what is marked, in timesteps
 */
export function halfLifeAxis(lives, span) {
  const all = Array.from(lives);
  const shown = [...all.filter((life) => Number.isFinite(life) && life > 0), ...(span ? [span] : [])];
  const { range: [low, high], tickvals, ticktext } = /** @type {any} */ (lossAxis(shown.length ? shown : [1, 10]));
  const found = { range: [low, high], tickvals: [...tickvals], ticktext: [...ticktext] };
  if (all.includes(Infinity)) {
    found.range[1] = high + BESIDE;
    found.tickvals.push(10 ** found.range[1]);
    found.ticktext.push("never");
  }
  if (all.includes(0)) {
    found.range[0] = low - BESIDE;
    found.tickvals.unshift(10 ** (low - BESIDE / 2));
    found.ticktext.unshift("at once");
  }
  return found;
}

/** @param {number[]} order @param {number} every how many bars share a label */
function unitAxis(order, every) {
  const ranks = order.map((_, rank) => rank).filter((rank) => rank % every === 0);
  return { range: [-0.5, order.length - 0.5], tickvals: ranks, ticktext: ranks.map((rank) => String(order[rank])) };
}

/** @param {Facts} facts @param {[number, number]} range of the axis, in decades */
function bars({ order, lives }, [low, high]) {
  /** @param {(life: number) => boolean} which @param {(life: number) => number} top */
  const those = (which, top) => {
    const x = order.map((_, rank) => rank).filter((rank) => which(lives[order[rank]]));
    return { x, y: x.map((rank) => top(lives[order[rank]])) };
  };
  return {
    "half-life": those((life) => Number.isFinite(life) && life > 0, (life) => life),
    "never forgets": those((life) => life === Infinity, () => 10 ** high),
    "always forgets": those((life) => life === 0, () => 10 ** (low + BESIDE / 2)),
  };
}
