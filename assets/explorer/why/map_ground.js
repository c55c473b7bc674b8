/** Where the map stands, in pixels of its frame, and which square of timesteps it shows. */

/**
 * @typedef {object} Ground
 * @property {number} left @property {number} top @property {number} width @property {number} height
 * @property {number} from the first timestep's edge, on both axes @property {number} to the last one's
 */

/** How many timesteps can be shown around the cursor; 0 is all. */
export const SPANS = [50, 100, 200, 0];
const WHOLE_UP_TO = 200;

/** @param {number} T */
export function usualSpan(T) {
  return T <= WHOLE_UP_TO ? 0 : 100;
}

/**
 * The edges of the timesteps that are shown: `span` of them with t among them, more of the past than of the future.
 * @param {number} t @param {number} T @param {number} span @returns {[number, number]}
 */
export function edges(t, T, span) {
  if (span === 0 || span >= T) return [-0.5, T - 0.5];
  const first = Math.min(T - span, Math.max(0, t - Math.round(0.75 * span)));
  return [first - 0.5, first + span - 0.5];
}

/** @param {any} plot a Plotly element @returns {Ground | null} null before it is drawn */
export function groundOf(plot) {
  const full = plot._fullLayout;
  if (!full) return null;
  const { xaxis, yaxis } = full;
  const [from, to] = xaxis.range.map(Number);
  return { left: xaxis._offset, width: xaxis._length, top: yaxis._offset, height: yaxis._length, from, to };
}

/** @param {Ground} ground @param {number} s */
export function across({ left, width, from, to }, s) {
  return left + ((s - from) / (to - from)) * width;
}

/** @param {Ground} ground @param {number} t */
export function down({ top, height, from, to }, t) {
  return top + ((t - from) / (to - from)) * height;
}

/** The timesteps at a place of the frame; null beside the map. @param {Ground} ground @param {number} x @param {number} y */
export function spotAt({ left, top, width, height, from, to }, x, y) {
  const [shareX, shareY] = [(x - left) / width, (y - top) / height];
  if (shareX < 0 || shareX >= 1 || shareY < 0 || shareY >= 1) return null;
  return { s: Math.round(from + shareX * (to - from)), t: Math.round(from + shareY * (to - from)) };
}
