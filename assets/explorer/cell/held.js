/** What a what-if holds of one unit at one timestep. */

/** @typedef {Record<string, "held" | "frozen" | "ablated">} Held by signal */

const HOW = /** @type {const} */ ({ hold: "held", freeze: "frozen", ablate: "ablated" });

/**
 * @param {import("../whatif/intervene.js").Intervention[]} interventions where two hold the same, the later one counts
 * @param {{layer: number, unit: number, t: number}} place
 * @returns {Held}
 */
export function heldAt(interventions, { layer, unit, t }) {
  /** @type {Held} */
  const held = {};
  for (const { kind, signal, layer: of, units, from, to } of interventions) {
    if (of === layer && from <= t && t <= to && (units?.includes(unit) ?? true)) held[signal] = HOW[kind];
  }
  return held;
}

/** @param {Held[string]} how @param {string} shown the number @returns {string} "held at 0.40" */
export function heldInWords(how, shown) {
  return how === "ablated" ? `ablated: ${shown}` : `${how} at ${shown}`;
}
