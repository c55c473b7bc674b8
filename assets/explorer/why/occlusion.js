/** Occlusion: the network run again with the input at one timestep put to 0, for each timestep before the asked one. */

import { emptySignals, layersOf, readOut, step, zeroState } from "../lstm.js";

/** Multiplications that are done for one picture; about two seconds. What would take more goes back less far. */
const WORK = 1.5e9;
/** Differences of states below this share of their size, or of 1, are rounding, and are followed no further. */
const ROUNDING = 2 ** -50;
const LOOK_EVERY = 8;

/** How many timesteps back from t are put to 0. @param {import("../lstm.js").Model} model @param {number} t */
export function reach(model, t) {
  const { hidden_size: H, input_size: F, num_layers: L } = model;
  const ofStep = 4 * H * (H + F + (L - 1) * 2 * H);
  return Math.min(t + 1, Math.max(1, Math.floor(Math.sqrt((2 * WORK) / ofStep))));
}

/**
 * y_t less the y_t that comes if all columns of x_s are 0, from s = t back to `from`: what the input at s adds. Rests
 * often, and says how much of the way is done.
 * @param {import("./backward.js").Known} known @param {number} t @param {number} k which output @param {number} from
 * @returns {Generator<number, Float64Array>} (t+1), NaN before `from`
 */
export function* occlusion(known, t, k, from) {
  const { weights, model, trace } = known;
  const { input_size: F, output_size: K } = model;
  const layers = layersOf(weights, model);
  const nothing = new Float64Array(F);
  const found = new Float64Array(t + 1).fill(Number.NaN);
  const y = new Float64Array(K);
  for (let s = t; s >= from; s -= 1) {
    const run = layers.map((layer, l) => startBefore(trace.layers[l].signals, layer.hiddenSize, s));
    let now = s;
    for (; now <= t; now += 1) {
      const since = now - s;
      if (since % LOOK_EVERY === LOOK_EVERY - 1) {
        if (isBack(run, trace, now - 1)) break;
        yield (t - s) / (t - from + 1);
      }
      layers.forEach((layer, l) => {
        const fed = l === 0 ? trace.layers[0].inputs : run[l - 1].out.h;
        if (l === 0 && since === 0) step(layer, nothing, 0, run[l].state, run[l].out, 0);
        else step(layer, fed, l === 0 ? now * F : 0, run[l].state, run[l].out, 0);
      });
    }
    readOut(weights, model, run[run.length - 1].state.h, 0, y, 0);
    found[s] = now > t ? trace.y[t * K + k] - y[k] : 0;
  }
  return found;
}

/** @typedef {{state: import("../lstm.js").State, out: import("../lstm.js").Signals}} Run of one layer */

/** One layer as it was before timestep s. @param {import("../lstm.js").Signals} signals @param {number} H @param {number} s @returns {Run} */
function startBefore({ c, h }, H, s) {
  const state = s > 0 ? { h: h.slice((s - 1) * H, s * H), c: c.slice((s - 1) * H, s * H) } : zeroState(H);
  return { state, out: emptySignals(H) };
}

/** Whether nothing but rounding is left of the difference at t. @param {Run[]} run @param {import("../lstm.js").Trace} trace @param {number} t */
function isBack(run, trace, t) {
  return run.every(({ state }, l) => {
    const { c, h } = trace.layers[l].signals;
    const at = t * state.h.length;
    return state.c.every((value, u) => Math.abs(value - c[at + u]) <= ROUNDING * (1 + Math.abs(value)))
      && state.h.every((value, u) => Math.abs(value - h[at + u]) <= ROUNDING);
  });
}
