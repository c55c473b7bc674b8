/** Occlusion: the network run again with the input at one timestep put to 0, for each timestep before the asked one. */

import { kindOf } from "../cells/kind.js";
import { readOut } from "../lstm.js";
import { isBack, runsOf, startBefore } from "./run.js";

/** Multiplications that are done for one picture; about two seconds. What would take more goes back less far. */
const WORK = 1.5e9;
const LOOK_EVERY = 8;

/** How many timesteps back from t are put to 0. @param {import("../cells/forward.js").Model} model @param {number} t */
export function reach(model, t) {
  const { hidden_size: H, input_size: F, num_layers: L } = model;
  const ofStep = kindOf(model).gates.length * H * (H + F + (L - 1) * 2 * H);
  return Math.min(t + 1, Math.max(1, Math.floor(Math.sqrt((2 * WORK) / ofStep))));
}

/**
 * y_t less the y_t that comes if all columns of x_s are 0, from s = t back to `from`: what the input at s adds. Rests
 * often, and says how much of the way is done.
 * @param {import("./layers_back.js").Known} known @param {number} t @param {number} k which output @param {number} from
 * @returns {Generator<number, Float64Array>} (t+1), NaN before `from`
 */
export function* occlusion(known, t, k, from) {
  const { weights, model, trace } = known;
  const { input_size: F, output_size: K } = model;
  const runs = runsOf(weights, model);
  const nothing = new Float64Array(F);
  const found = new Float64Array(t + 1).fill(Number.NaN);
  const y = new Float64Array(K);
  for (let s = t; s >= from; s -= 1) {
    runs.forEach((run, l) => startBefore(run, trace.layers[l].signals, s));
    let now = s;
    for (; now <= t; now += 1) {
      const since = now - s;
      if (since % LOOK_EVERY === LOOK_EVERY - 1) {
        if (runs.every((run, l) => isBack(run, trace.layers[l].signals, now - 1))) break;
        yield (t - s) / (t - from + 1);
      }
      let [fed, at] = since === 0 ? [/** @type {ArrayLike<number>} */ (nothing), 0] : [trace.layers[0].inputs, now * F];
      for (const run of runs) {
        run.step(fed, at);
        [fed, at] = [run.state.h, 0];
      }
    }
    readOut(weights, model, runs[runs.length - 1].state.h, 0, y, 0);
    found[s] = now > t ? trace.y[t * K + k] - y[k] : 0;
  }
  return found;
}
