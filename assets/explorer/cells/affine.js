/** What every recurrent layer does twice at each timestep: a matrix times a vector, plus a bias. */

/**
 * @param {ArrayLike<number>} weight (R, C), row by row @param {ArrayLike<number>} bias (R,)
 * @param {ArrayLike<number>} vector @param {number} at where the vector's C values start
 * @param {Float64Array} out (R,)
 */
export function affine(weight, bias, vector, at, out) {
  const columns = weight.length / out.length;
  for (let row = 0, place = 0; row < out.length; row += 1) {
    let sum = bias[row];
    for (let column = 0; column < columns; column += 1, place += 1) sum += weight[place] * vector[at + column];
    out[row] = sum;
  }
}
