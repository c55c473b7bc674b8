/** A matrix product with its inner loop laid out for a plain JavaScript engine. */

/** Rows that are taken together. */
export const ROWS = 4;

/** @param {number} count @param {number} to */
export function roundUp(count, to) {
  return Math.ceil(count / to) * to;
}

/**
 * out = a · bᵀ for some rows. Eight sums run at once, so that each number that is loaded is used more than once; arrays are
 * padded to whole blocks with zeros, so there are no edges. A single row goes alone: three of four rows would be waste.
 * @param {Float64Array} a (…·K) @param {Float64Array} b (C·K), C even @param {Float64Array} out (…·C)
 * @param {number} first @param {number} last rows from first to before last; whole blocks of ROWS are written
 * @param {number} K @param {number} C
 */
export function matrixProduct(a, b, out, first, last, K, C) {
  if (last === 1) return rowProduct(a, b, out, K, C);
  for (let r = first - (first % ROWS); r < last; r += ROWS) {
    for (let j = 0; j < C; j += 2) {
      let a0 = r * K;
      let b0 = j * K;
      let p = 0, q = 0, u = 0, v = 0, w = 0, x = 0, y = 0, z = 0;
      for (const end = a0 + K; a0 < end; a0 += 1, b0 += 1) {
        const one = b[b0];
        const two = b[b0 + K];
        p += a[a0] * one;
        q += a[a0] * two;
        u += a[a0 + K] * one;
        v += a[a0 + K] * two;
        w += a[a0 + 2 * K] * one;
        x += a[a0 + 2 * K] * two;
        y += a[a0 + 3 * K] * one;
        z += a[a0 + 3 * K] * two;
      }
      const at = r * C + j;
      out[at] = p;
      out[at + 1] = q;
      out[at + C] = u;
      out[at + C + 1] = v;
      out[at + 2 * C] = w;
      out[at + 2 * C + 1] = x;
      out[at + 3 * C] = y;
      out[at + 3 * C + 1] = z;
    }
  }
}

/** @param {Float64Array} a (K) @param {Float64Array} b (C·K) @param {Float64Array} out (C) @param {number} K @param {number} C */
function rowProduct(a, b, out, K, C) {
  for (let j = 0, at = 0; j < C; j += 1) {
    let sum = 0;
    for (let k = 0; k < K; k += 1, at += 1) sum += a[k] * b[at];
    out[j] = sum;
  }
}
