/** The run as it was at one step: the newest message, with the weights and the figures of that step. */

const PREFIX = "w.";

/** @typedef {import("../wire.js").Message} Message */

/**
 * @param {Message} live the newest message, with weights
 * @param {number} step @param {import("../lstm.js").Weights} weights of that step
 * @returns {Message}
 */
export function pictured(live, step, weights) {
  const { loss_step: lossStep, loss, validation_step: validationStep, validation } = live.arrays;
  const others = Object.entries(live.arrays).filter(([name]) => !name.startsWith(PREFIX));
  const own = Object.entries(weights).map(([name, array]) => [PREFIX + name, array]);
  const values = {
    ...live.values,
    step,
    weights_step: step,
    loss_now: lastBefore(lossStep, loss, step),
    validation_now: lastBefore(validationStep, validation, step),
    grad_norm: null,
  };
  return { ...live, values, arrays: Object.fromEntries([...others, ...own]) };
}

/**
 * @param {ArrayLike<number>} steps ascending @param {ArrayLike<number>} values @param {number} step
 * @returns {number | null} the last value at or before the step; null if there is none
 */
export function lastBefore(steps, values, step) {
  let found = null;
  for (let k = 0; k < steps.length && steps[k] <= step; k += 1) found = values[k];
  return found;
}

/** The weights that a message carries, by torch's names; null if it carries none. @param {Message} message */
export function weightsOf(message) {
  const own = Object.entries(message.arrays).filter(([name]) => name.startsWith(PREFIX));
  if (own.length === 0) return null;
  return /** @type {import("../lstm.js").Weights} */ (Object.fromEntries(own.map(([name, array]) => [name.slice(PREFIX.length), array])));
}
