/** Whether two ways of asking what an input adds say the same. */

/** Below this share of the largest an input counts for nothing. */
export const COUNTS = 0.01;
/** Rank correlations below this are called a disagreement. */
export const BOUND = 0.6;
/** For the largest input the smaller of the two values is at least this share of the other, sign included. */
export const LEAST_SHARE = 0.2;
/** Ranks of fewer inputs say nothing. */
const FEWEST = 3;

/**
 * @typedef {object} Agreement
 * @property {number} count how many inputs are compared
 * @property {number | null} rho Spearman's rank correlation; null for too few
 * @property {number | null} apart the largest input in either, if its two values are apart; negative shares are opposite signs
 * @property {boolean} disagree
 */

/**
 * Compared over the inputs that count in either: at least 1 % of that way's largest.
 * @param {ArrayLike<number>} gradient what each input adds by gradient × input
 * @param {ArrayLike<number>} occluded the same by occlusion, in the same unit; NaN where it is not known
 * @returns {Agreement}
 */
export function agreement(gradient, occluded) {
  const known = Array.from(gradient, (_, s) => s).filter((s) => Number.isFinite(occluded[s]));
  const ways = [gradient, occluded];
  const limits = ways.map((values) => COUNTS * largestOf(values, known));
  const counted = known.filter((s) => ways.some((values, k) => values[s] !== 0 && Math.abs(values[s]) >= limits[k]));
  const [first, second] = ways.map((values) => counted.map((s) => values[s]));
  const rho = counted.length < FEWEST ? null : rankCorrelation(first, second);
  const size = (/** @type {number} */ s) => Math.max(Math.abs(gradient[s]), Math.abs(occluded[s]));
  const largest = counted.reduce((most, s) => (size(s) > size(most) ? s : most), counted[0]);
  const apart = counted.length > 0 && (gradient[largest] * occluded[largest]) / size(largest) ** 2 < LEAST_SHARE ? largest : null;
  return { count: counted.length, rho, apart, disagree: apart !== null || (rho !== null && rho < BOUND) };
}

/** @param {ArrayLike<number>} values @param {number[]} places */
export function largestOf(values, places) {
  return places.reduce((most, s) => Math.max(most, Math.abs(values[s])), 0);
}

/** Spearman's: Pearson's correlation of the ranks, equal values sharing the mean of theirs. @param {number[]} a @param {number[]} b */
export function rankCorrelation(a, b) {
  const [first, second] = [ranks(a), ranks(b)];
  const middle = (a.length - 1) / 2;
  let [both, own, other] = [0, 0, 0];
  first.forEach((rank, k) => {
    both += (rank - middle) * (second[k] - middle);
    own += (rank - middle) ** 2;
    other += (second[k] - middle) ** 2;
  });
  return own > 0 && other > 0 ? both / Math.sqrt(own * other) : null;
}

/** @param {number[]} values */
function ranks(values) {
  const order = values.map((_, k) => k).sort((a, b) => values[a] - values[b]);
  const found = Array.from(values, () => 0);
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to + 1 < order.length && values[order[to + 1]] === values[order[from]]) to += 1;
    for (let k = from; k <= to; k += 1) found[order[k]] = (from + to) / 2;
    from = to + 1;
  }
  return found;
}
