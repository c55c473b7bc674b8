/** Where a counterfactual departs from what is: only there it is drawn, so that the dashes show what changes. */

/** Less than this share of the range, and the eye could not tell the two lines apart. */
const UNSEEN = 0.003;

/**
 * @param {ArrayLike<number>} before (T·stride) @param {ArrayLike<number>} after
 * @param {number} [stride] @param {number} [at] which of the values of a timestep
 * @returns {Float64Array} (T) the values of `after` where they differ, and at the timesteps beside these; NaN elsewhere
 */
export function departures(before, after, stride = 1, at = 0) {
  const T = before.length / stride;
  let [low, high] = [Infinity, -Infinity];
  for (let k = at; k < before.length; k += stride) {
    if (before[k] < low) low = before[k];
    if (before[k] > high) high = before[k];
  }
  const unseen = UNSEEN * Math.max(0, high - low);
  const found = new Float64Array(T).fill(NaN);
  for (let t = 0; t < T; t++) {
    const k = t * stride + at;
    if (!(Math.abs(after[k] - before[k]) > unseen)) continue;
    for (let near = Math.max(0, t - 1); near <= Math.min(T - 1, t + 1); near++) found[near] = after[near * stride + at];
  }
  return found;
}
