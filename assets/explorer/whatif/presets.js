/** What a person asks first, one press each. */

/** @typedef {import("./intervene.js").Intervention} Intervention */
/** @typedef {import("./intervene.js").Signal} Signal */
/**
 * Where a reader is and what is chosen.
 * @typedef {object} Place
 * @property {number} layer @property {number} unit @property {number} t
 * @property {number} last the last timestep
 * @property {number[] | null} units null for all
 * @property {number} from @property {number} to
 */
/** @typedef {{name: string, what: string, make: (place: Place) => Intervention[]}} Preset `what` says it in symbols */

/** @param {Signal} signal @param {number} value @returns {(place: Place) => Intervention} */
const always = (signal, value) => ({ layer, units, last }) => ({ layer, units, signal, kind: "hold", value, from: 0, to: last });
/** @param {Signal} signal @returns {(place: Place) => Intervention} */
const emptied = (signal) => ({ layer, units, from, to }) => ({ layer, units, signal, kind: "hold", value: 0, from, to });

/** @param {Place} place @returns {Place} */
const atOnce = (place) => ({ ...place, from: place.t, to: place.t });

/** @type {Preset[]} */
export const PRESETS = [
  { name: "Never forget", what: "f = 1, always", make: (place) => [always("f", 1)(place)] },
  { name: "Close the input gate", what: "i = 0, always", make: (place) => [always("i", 0)(place)] },
  { name: "Open the output gate", what: "o = 1, always", make: (place) => [always("o", 1)(place)] },
  { name: "Forget at t", what: "f = 0, at t", make: (place) => [emptied("f")(atOnce(place))] },
  { name: "Forget over the span", what: "f = 0, over the span", make: (place) => [emptied("f")(place)] },
  { name: "Erase the memory (c and h)", what: "c = h = 0, at t", make: (place) => [emptied("c")(atOnce(place)), emptied("h")(atOnce(place))] },
  {
    name: "Ablate this unit",
    what: "nobody reads its h",
    make: ({ layer, unit, last }) => [{ layer, units: [unit], signal: "h", kind: "ablate", value: 0, from: 0, to: last }],
  },
];
