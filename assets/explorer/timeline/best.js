/** Where the validation loss was lowest, and whether the network has overfitted since. */

import { grouped, three } from "../numbers.js";

/** From this much more than the lowest on, it is said: validation losses waver by themselves. */
const WORSE = 1.1;

/** @typedef {{step: number, loss: number}} Best */

/**
 * @param {{best_validation?: Best | null, validation_now?: number | null}} values of the newest message
 * @returns {Best | null} the step to go back to; null where the newest is as good
 */
export function betterBefore({ best_validation: best, validation_now: now }) {
  return best && now != null && now > WORSE * best.loss ? best : null;
}

/** @param {Best} best @param {number} now the newest validation loss */
export function overfitted({ step, loss }, now) {
  return `Overfitting: the validation loss was lowest at step ${grouped(step)}, with ${three(loss)}; the newest is ${three(now)}.`;
}
