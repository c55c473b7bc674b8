/** Numbers as people read them: three figures, a true minus, a dash where there is none. */

/** @param {number | null | undefined} value */
export function three(value) {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e6)) return minus(value.toExponential(1));
  return minus(size >= 100 ? value.toFixed(0) : value === 0 ? "0" : value.toPrecision(3));
}

/** @param {number | null | undefined} share */
export function percent(share) {
  if (share === null || share === undefined || !Number.isFinite(share)) return "–";
  const value = 100 * share;
  return `${minus(Math.abs(value) < 9.95 ? value.toFixed(1) : grouped(Math.round(value)))} %`;
}

/** @param {number} seconds */
export function duration(seconds) {
  if (seconds < 1.5) return "about a second";
  if (seconds < 90) return `${Math.round(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

/** @param {number} count */
export function grouped(count) {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** @param {string} text */
function minus(text) {
  return text.replaceAll("-", "−");
}
