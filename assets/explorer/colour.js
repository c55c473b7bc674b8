/** Colour scales as lookup tables, for painting pixels. */

const SIZE = 256;

/** @param {string} hex "#rrggbb" @returns {number[]} */
export function rgb(hex) {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
}

/**
 * @param {[number, string][]} scale Plotly's: (share, "#rrggbb"), shares rising from 0 to 1
 * @returns {Uint32Array} 256 opaque pixels, as a canvas on a little-endian machine holds them
 */
export function colourTable(scale) {
  const table = new Uint32Array(SIZE);
  for (let k = 0; k < SIZE; k += 1) {
    const share = k / (SIZE - 1);
    const above = Math.max(1, scale.findIndex(([at]) => at >= share));
    const [[from, low], [to, high]] = [scale[above - 1], scale[above]];
    const part = (share - from) / (to - from);
    const [r, g, b] = rgb(low).map((start, channel) => Math.round(start + part * (rgb(high)[channel] - start)));
    table[k] = (255 << 24) | (b << 16) | (g << 8) | r;
  }
  return table;
}

/**
 * @param {Float64Array} values (T·H), value of unit u at timestep t at t·H + u
 * @param {number} units H
 * @param {[number, number][]} limits of each unit, the values of the scale's two ends; beyond them the end's colour
 * @param {Uint32Array} table
 * @param {Uint32Array} pixels (H·T), a row for each unit
 * @param {ArrayLike<number>} order the unit of each row
 */
export function paint(values, units, limits, table, pixels, order) {
  const steps = values.length / units;
  const lows = Float64Array.from(limits, ([low]) => low);
  const stretches = Float64Array.from(limits, ([low, high]) => (SIZE - 1) / (high - low));
  for (let t = 0; t < steps; t += 1) {
    for (let row = 0; row < units; row += 1) {
      const unit = order[row];
      const place = (values[t * units + unit] - lows[unit]) * stretches[unit] + 0.5;
      pixels[row * steps + t] = table[place < 0 ? 0 : place >= SIZE ? SIZE - 1 : place | 0];
    }
  }
}

/** Symmetric limits of a signed signal that has no bound of its own, never less than 1. @param {Float64Array} values */
export function symmetricLimits(values) {
  let most = 1;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return /** @type {[number, number]} */ ([-most, most]);
}
