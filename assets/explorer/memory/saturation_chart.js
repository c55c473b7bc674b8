/** How often each unit's gates are shut and open, or h of an RNN is near its ends: a dot for each unit and signal selects its unit. */

import { add } from "../elements.js";
import { filled } from "../plotly.js";
import { createFrame, keyPlace, moveTo } from "./frame.js";
import { saturable } from "./memory.js";
import { saturatedLine, saturationSentence } from "./words.js";

/** @typedef {import("./facts.js").Facts} Facts */

const NEAR_PX = 9;
const RING = 17;

/** @param {HTMLElement} parent @param {import("../cells/kind.js").Kind} kind @param {(unit: number) => void} onUnit */
export function createSaturationChart(parent, kind, onUnit) {
  const signals = saturable(kind);
  /** @type {Facts | null} */
  let facts = null;
  let unit = 0;
  let [width, height] = [1, 1];
  /** @type {[number, number]} */
  let limits = [0, 1];
  const share = (/** @type {number} */ value) => (value - limits[0]) / (limits[1] - limits[0]);
  const place = (/** @type {string} */ gate, /** @type {number} */ each) => ({
    x: share(facts.shares[gate].shut[each]) * width,
    y: (1 - share(facts.shares[gate].open[each])) * height,
  });
  const frame = createFrame(parent, `Saturation of each unit's ${kind.shares.length ? "gates" : "h"}: arrow keys choose a unit`, {
    onPoint(x, y) {
      const near = dotsNear(x * width, y * height);
      if (near.length === 0) return null;
      const [{ gate, each }] = near;
      const lines = [line(gate, each), ...(near.length > 1 ? [{ name: `and ${near.length - 1} more here`, value: "", colour: "transparent" }] : [])];
      return { title: `unit ${each}`, lines };
    },
    onPick(x, y) {
      const near = dotsNear(x * width, y * height);
      if (near.length === 0) return;
      // dots that lie on each other are gone through one by one
      const units = [...new Set(near.map(({ each }) => each))];
      onUnit(units[(units.indexOf(unit) + 1) % units.length]);
    },
    onKey(key) {
      const to = facts ? keyPlace(key, facts.order.indexOf(unit), facts.order.length) : -1;
      if (to >= 0) choose(facts.order[to]);
      return to >= 0;
    },
  });
  const rings = signals.map(() => add(frame.over, "div", "lv-memory-ring"));

  /** @param {number} x @param {number} y pixels */
  function dotsNear(x, y) {
    return signals.flatMap((gate) => facts.order.map((each) => {
      const dot = place(gate, each);
      return { gate, each, away: Math.hypot(dot.x - x, dot.y - y) };
    })).filter(({ away }) => away <= NEAR_PX).sort((a, b) => a.away - b.away || a.each - b.each);
  }

  /** @param {string} gate @param {number} each */
  function line(gate, each) {
    return { name: kind.names[gate], value: saturatedLine(kind, facts.shares[gate], each), colour: facts.colours[gate] };
  }

  /** @param {number} chosen */
  function choose(chosen) {
    show(chosen);
    onUnit(chosen);
  }

  /** @param {number} chosen */
  function show(chosen) {
    unit = chosen;
    signals.forEach((gate, k) => {
      const { x, y } = place(gate, unit);
      moveTo(rings[k], x - RING / 2, y - RING / 2);
    });
    frame.put(facts.order.indexOf(unit), facts.order.length - 1, saturationSentence(kind, facts.shares, unit));
  }

  return {
    /** @param {any} view @param {Facts} now */
    async draw(view, now) {
      facts = now;
      const spec = view.specs.saturation;
      const layout = structuredClone(spec.layout);
      layout.font.family = view.font;
      limits = layout.xaxis.range;
      const dots = signals.map((gate) => [gate, { x: now.shares[gate].shut, y: now.shares[gate].open }]);
      await frame.draw(filled(spec.data, Object.fromEntries(dots)), layout);
      [width, height] = [frame.over.clientWidth, frame.over.clientHeight];
      show(view.unit);
    },
    /** @param {number} chosen */
    point(chosen) {
      if (facts && chosen !== unit) show(chosen);
    },
    destroy: () => frame.destroy(),
  };
}
