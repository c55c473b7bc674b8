/** Lines short enough to draw: of each bin of timesteps the least and the greatest value, in the order of time. */

export const MOST_POINTS = 4000;

/** @typedef {{x: number[], y: (number | null)[]}} Line x are timesteps, one after the other */
/** @typedef {{from: number, to: number}} Range of the timesteps that are seen */

/** How many timesteps share a bin: 1 where each has a point of its own. @param {Range} range */
export function binWidth({ from, to }) {
  return Math.max(1, Math.ceil((2 * (to - from + 1)) / MOST_POINTS));
}

/**
 * @template {Line} L
 * @param {L} line one that is short comes back as it is
 * @param {Range} seen finely drawn; what lies outside is drawn as for the whole line
 * @returns {L}
 */
export function thinned(line, seen) {
  const { x, y } = line;
  if (y.length <= MOST_POINTS) return line;
  const [first, last] = [Math.max(0, Math.floor(seen.from) - x[0]), Math.min(y.length - 1, Math.ceil(seen.to) - x[0])];
  const coarse = binWidth({ from: 0, to: y.length - 1 });
  const kept = [...extremes(y, 0, first, coarse), ...extremes(y, first, last + 1, binWidth(seen)), ...extremes(y, last + 1, y.length, coarse)];
  return { ...line, x: kept.map((at) => x[at]), y: kept.map((at) => y[at]) };
}

/** Where the least and the greatest of each bin stand; a gap stays one. @param {(number | null)[]} y @param {number} from @param {number} to not included @param {number} width */
function* extremes(y, from, to, width) {
  for (let start = from; start < to; start += width) {
    let [least, most] = [start, start];
    for (let at = start; at < Math.min(to, start + width); at += 1) {
      const value = y[at];
      if (value === null) continue;
      if (y[least] === null || value < /** @type {number} */ (y[least])) least = at;
      if (y[most] === null || value > /** @type {number} */ (y[most])) most = at;
    }
    yield Math.min(least, most);
    if (least !== most) yield Math.max(least, most);
  }
}
