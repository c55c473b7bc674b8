/**
 * The network once more, while some of its signals are held. The order at each timestep, as in lstm_viz/model/intervene.py:
 * the gates from x and the h before, then what is held of them; c from these gates, then what is held of c; h from o and
 * c, then what is held of h. The next timestep, the layer above and the head read what is held.
 */

import { carry, cellAt, emptySignals, gatesAt, hiddenAt, layersOf, readOut, zeroState } from "../lstm.js";

/** @typedef {import("../cell_numbers.js").Signal} Signal */
/**
 * One signal of some units of one layer, held over a span of timesteps.
 * "freeze" keeps each unit at the value of this same run before the span; a span from the start keeps c and h at 0, and a
 * gate at what it is at t = 0. "ablate" is h at 0 for everybody who reads it.
 * @typedef {object} Intervention
 * @property {number} layer
 * @property {number[] | null} units null for every unit of the layer
 * @property {Signal} signal of an ablation always h
 * @property {"hold" | "freeze" | "ablate"} kind
 * @property {number} value what "hold" holds; else 0
 * @property {number} from the first timestep @property {number} to the last one, which belongs to the span
 */

const STATES = "ch";

/**
 * @param {import("../lstm.js").Weights} weights @param {import("../lstm.js").Model} model
 * @param {import("../lstm.js").Trace} base what happens without interventions; what they cannot reach is taken from it
 * @param {Intervention[]} interventions where two hold the same, the later one counts
 * @returns {import("../lstm.js").Trace}
 */
export function intervene(weights, model, base, interventions) {
  if (interventions.length === 0) return base;
  const { hidden_size: H, output_size: K } = model;
  const T = base.y.length / K;
  const first = Math.min(...interventions.map(({ from }) => from));
  const lowest = Math.min(...interventions.map(({ layer }) => layer));
  const layers = base.layers.slice(0, lowest);
  for (const [number, layer] of layersOf(weights, model).entries()) {
    if (number < lowest) continue;
    const own = interventions.filter((each) => each.layer === number);
    const inputs = number === lowest ? base.layers[number].inputs : layers[number - 1].signals.h;
    layers.push({ signals: stepped(layer, inputs, base.layers[number].signals, first, own), inputs });
  }
  const y = base.y.slice();
  const top = layers[layers.length - 1].signals.h;
  for (let t = first; t < T; t++) readOut(weights, model, top, t * H, y, t * K);
  return { layers, y };
}

/**
 * @param {import("../lstm.js").Layer} layer @param {ArrayLike<number>} inputs
 * @param {import("../lstm.js").Signals} base @param {number} first from where on anything may differ
 * @param {Intervention[]} interventions of this layer
 */
function stepped(layer, inputs, base, first, interventions) {
  const { hiddenSize: H, inputSize: F } = layer;
  const size = base.h.length;
  const signals = emptySignals(size);
  for (const [name, values] of Object.entries(signals)) values.set(base[/** @type {Signal} */ (name)].subarray(0, first * H));
  const state = zeroState(H);
  if (first > 0) carry(state, signals, (first - 1) * H);
  const holds = interventions.map((each) => ({ ...each, units: each.units ?? Array.from({ length: H }, (_, u) => u) }));
  for (let t = first; t * H < size; t++) {
    gatesAt(layer, inputs, t * F, state.h, signals, t * H);
    hold(holds, "ifgo", signals, H, t);
    cellAt(state.c, signals, t * H);
    hold(holds, "c", signals, H, t);
    hiddenAt(H, signals, t * H);
    hold(holds, "h", signals, H, t);
    carry(state, signals, t * H);
  }
  return signals;
}

/**
 * Puts what is held of these signals in its place at timestep t.
 * @param {(Intervention & {units: number[]})[]} holds @param {string} names
 * @param {import("../lstm.js").Signals} signals @param {number} H @param {number} t
 */
function hold(holds, names, signals, H, t) {
  for (const { signal, units, kind, value, from, to } of holds) {
    if (!names.includes(signal) || t < from || t > to) continue;
    const values = signals[signal];
    for (const u of units) values[t * H + u] = kind === "freeze" ? before(values, u, H, from, signal) : value;
  }
}

/**
 * @param {Float64Array} values @param {number} u @param {number} H @param {number} from @param {Signal} signal
 * @returns {number} what a frozen signal is kept at
 */
function before(values, u, H, from, signal) {
  if (from > 0) return values[(from - 1) * H + u];
  return STATES.includes(signal) ? 0 : values[u];
}
