/** An axis that holds what changes while training, and itself changes rarely: drawing axes anew is what costs. */

const PAD = 0.05;

/**
 * @param {Iterable<number | null>} still the values that stay
 * @param {Iterable<number | null>} moving the values that follow from the weights
 * @returns {[number, number]} the still values with a little room; beyond them as many quarters of their span as the
 *   moving values need, rounded up to a power of two
 */
export function steadyRange(still, moving) {
  const held = ends(still) ?? ends(moving) ?? [0, 1];
  const needed = ends(moving) ?? held;
  const span = held[1] - held[0] || Math.abs(held[0]) || 1;
  const [low, high] = [held[0] - PAD * span, held[1] + PAD * span];
  return [low - room(low - needed[0], span / 4), high + room(needed[1] - high, span / 4)];
}

/** @param {number} lacking @param {number} quarter */
function room(lacking, quarter) {
  return lacking > 0 ? quarter * 2 ** Math.max(0, Math.ceil(Math.log2(lacking / quarter))) : 0;
}

/** @param {Iterable<number | null>} values @returns {[number, number] | null} the least and the greatest finite one */
function ends(values) {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value === null || !Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : null;
}
