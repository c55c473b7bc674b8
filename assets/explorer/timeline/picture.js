/** The run as it was at one step: the newest message, with the weights and the figures of that step. */

const PREFIX = "w.";

/** @typedef {import("../wire.js").Message} Message */

/**
 * @param {Message} live the newest message, with weights
 * @param {number} step @param {import("../lstm.js").Weights} weights of that step
 * @returns {Message}
 */
export function pictured(live, step, weights) {
  const { snapshots, snapshot_loss: losses, snapshot_validation: validations } = live.arrays;
  const place = snapshots.indexOf(step);
  const others = Object.entries(live.arrays).filter(([name]) => !name.startsWith(PREFIX));
  const own = Object.entries(weights).map(([name, array]) => [PREFIX + name, array]);
  const values = {
    ...live.values,
    step,
    weights_step: step,
    loss_now: known(losses[place]),
    validation_now: known(validations[place]),
    grad_norm: null,
  };
  return { ...live, values, arrays: Object.fromEntries([...others, ...own]) };
}

/** @param {number | undefined} value @returns {number | null} */
function known(value) {
  return value === undefined || Number.isNaN(value) ? null : value;
}

/** The weights that a message carries, by torch's names; null if it carries none. @param {Message} message */
export function weightsOf(message) {
  const own = Object.entries(message.arrays).filter(([name]) => name.startsWith(PREFIX));
  if (own.length === 0) return null;
  return /** @type {import("../lstm.js").Weights} */ (Object.fromEntries(own.map(([name, array]) => [name.slice(PREFIX.length), array])));
}
