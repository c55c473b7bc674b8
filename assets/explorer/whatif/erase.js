/** To erase units: what they carry from one timestep to the next, held at 0. */

/** @typedef {import("./intervene.js").Intervention} Intervention */

/**
 * @param {import("../cells/kind.js").Kind} kind
 * @param {Pick<Intervention, "layer" | "units" | "from" | "to">} whom
 * @returns {Intervention[]} c and h at 0; of a cell without c, h
 */
export function erase({ state }, { layer, units, from, to }) {
  const signals = state === "c" ? ["c", "h"] : ["h"];
  return signals.map((signal) => ({ layer, units, signal, kind: "hold", value: 0, from, to }));
}
