/** What a person asks first, one press each, by the kind of cell. */

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
/**
 * `what` says it in symbols, and when: a preset that goes by the span says so, every other does not read it.
 * @typedef {{name: string, what: string, make: (place: Place) => Intervention[]}} Preset
 */

/** @param {Signal} signal @param {number} value @param {Place} place @returns {Intervention} */
const held = (signal, value, { layer, units, from, to }) => ({ layer, units, signal, kind: "hold", value, from, to });
/** @param {Place} place @returns {Place} */
const always = (place) => ({ ...place, from: 0, to: place.last });
/** @param {Place} place @returns {Place} */
const atOnce = (place) => ({ ...place, from: place.t, to: place.t });

/** @param {string} name @param {Signal} signal @param {number} value @returns {Preset} */
const alwaysAt = (name, signal, value) =>
  ({ name, what: `${signal} = ${value}, always`, make: (place) => [held(signal, value, always(place))] });
/** @param {string} signals @returns {Preset} */
const erased = (signals) => ({
  name: `Erase the memory (${[...signals].join(" and ")})`,
  what: `${[...signals].join(" = ")} = 0, at t`,
  make: (place) => [...signals].map((signal) => held(signal, 0, atOnce(place))),
});
/** @param {Signal} gate that keeps @returns {Preset[]} */
const forgotten = (gate) => [
  { name: "Forget at t", what: `${gate} = 0, at t`, make: (place) => [held(gate, 0, atOnce(place))] },
  { name: "Forget over the span", what: `${gate} = 0, over the span`, make: (place) => [held(gate, 0, place)] },
];

/** @type {Preset} */
const ABLATE = {
  name: "Ablate the units",
  what: "nobody reads their h, always",
  make: (place) => [{ ...held("h", 0, always(place)), kind: "ablate" }],
};

/** @type {Record<import("../cells/kind.js").CellName, Preset[]>} */
export const PRESETS = {
  lstm: [
    alwaysAt("Never forget", "f", 1), alwaysAt("Close the input gate", "i", 0), alwaysAt("Open the output gate", "o", 1),
    ...forgotten("f"), erased("ch"), ABLATE,
  ],
  gru: [alwaysAt("Never forget", "z", 1), alwaysAt("Close the reset gate", "r", 0), ...forgotten("z"), erased("h"), ABLATE],
  rnn: [
    erased("h"),
    { name: "Erase the memory over the span", what: "h = 0, over the span", make: (place) => [held("h", 0, place)] },
    ABLATE,
  ],
};
