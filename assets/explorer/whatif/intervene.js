/**
 * The network once more, while some of its signals are held: what the next timestep, the layer above and the head read is
 * what is held. lstm_viz/model/intervene.py says the same in Python, and in which order; walks.js follows it.
 */

import { kindOf } from "../cells/kind.js";
import { readOut } from "../lstm.js";
import { WALKS } from "./walks.js";

/** @typedef {import("../cell/numbers.js").Signal} Signal */
/** @typedef {import("./walks.js").Signals} Signals */
/** @typedef {import("../cells/stack.js").Trace} Trace */
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
 * @param {import("../lstm.js").Weights} weights @param {import("../cells/forward.js").Model} model
 * @param {Trace} base what happens without interventions; what they cannot reach is taken from it
 * @param {Intervention[]} interventions where two hold the same, the later one counts
 * @returns {Trace}
 */
export function intervene(weights, model, base, interventions) {
  const steps = intervening(weights, model, base, interventions);
  let now = steps.next();
  while (!now.done) now = steps.next();
  return now.value;
}

/**
 * The same with a rest after each layer's timestep, for who has other work to do meanwhile.
 * @param {import("../lstm.js").Weights} weights @param {import("../cells/forward.js").Model} model
 * @param {Trace} base @param {Intervention[]} interventions
 * @returns {Generator<undefined, Trace>}
 */
export function* intervening(weights, model, base, interventions) {
  if (interventions.length === 0) return base;
  const { hidden_size: H, num_layers: L, output_size: K } = model;
  const T = base.y.length / K;
  const first = Math.min(...interventions.map(({ from }) => from));
  const lowest = Math.min(...interventions.map(({ layer }) => layer));
  const layers = base.layers.slice(0, lowest);
  for (let l = lowest; l < L; l += 1) {
    const walk = WALKS[kindOf(model).name](weights, model, l);
    const own = interventions.filter((each) => each.layer === l);
    const inputs = l === lowest ? base.layers[l].inputs : layers[l - 1].signals.h;
    layers.push({ signals: yield* stepped(walk, inputs, base.layers[l].signals, first, H, own), inputs });
  }
  const y = base.y.slice();
  const top = layers[layers.length - 1].signals.h;
  for (let t = first; t < T; t++) readOut(weights, model, top, t * H, y, t * K);
  return { layers, y };
}

/**
 * @param {import("./walks.js").Walk} walk of this layer @param {ArrayLike<number>} inputs @param {Signals} base
 * @param {number} first from where on anything may differ @param {number} H
 * @param {Intervention[]} interventions of this layer
 * @returns {Generator<undefined, Signals>}
 */
function* stepped(walk, inputs, base, first, H, interventions) {
  const size = base.h.length;
  /** @type {Signals} */
  const signals = {};
  for (const [name, values] of Object.entries(base)) {
    signals[name] = new Float64Array(size);
    signals[name].set(values.subarray(0, first * H));
  }
  const holds = interventions.map((each) => ({ ...each, units: each.units ?? Array.from({ length: H }, (_, u) => u) }));
  for (let t = first; t * H < size; t++) {
    walk(inputs, signals, t, (names) => hold(holds, names, signals, H, t));
    yield;
  }
  return signals;
}

/**
 * Puts what is held of these signals in its place at timestep t.
 * @param {(Intervention & {units: number[]})[]} holds @param {string} names
 * @param {Signals} signals @param {number} H @param {number} t
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
