/** The best sinusoid through a signal: a fast Fourier transform finds about where, a search on the exact fit the rest. */

const TURNS = 16;
const GOLDEN = (Math.sqrt(5) - 1) / 2;
/** Fewer whole turns than this are a slope or a bend, not a clock; more than half a turn a timestep cannot be seen. */
const FEWEST_TURNS = 2;
const SHORTEST = 2;

/**
 * @param {Float64Array} signal (T)
 * @returns {{period: number, score: number} | null} the sinusoid (with a mean of its own) whose fit has the highest
 *   multiple correlation with the signal, of periods from 2 to T / 2; null where the sequence is too short for any
 */
export function bestSinusoid(signal) {
  const T = signal.length;
  if (T < 2 * FEWEST_TURNS * SHORTEST) return null;
  const size = 2 ** Math.ceil(Math.log2(2 * T));
  const mean = signal.reduce((sum, value) => sum + value, 0) / T;
  const centred = signal.map((value) => value - mean);
  const power = powers(centred, size);
  const first = Math.ceil((FEWEST_TURNS / T) * size);
  let peak = first;
  for (let k = first + 1; k <= size / SHORTEST; k += 1) if (power[k] > power[peak]) peak = k;
  const lowest = FEWEST_TURNS / T;
  const frequency = highest((each) => fit(centred, each), Math.max(lowest, (peak - 1) / size), Math.min(1 / SHORTEST, (peak + 1) / size));
  return { period: 1 / frequency, score: Math.sqrt(fit(centred, frequency)) };
}

/**
 * The share of a centred signal's variance that a + b cos ωt + c sin ωt explains, by least squares.
 * @param {Float64Array} signal (T) of mean 0 @param {number} frequency turns a timestep
 */
export function fit(signal, frequency) {
  const T = signal.length;
  const [turnCos, turnSin] = [Math.cos(2 * Math.PI * frequency), Math.sin(2 * Math.PI * frequency)];
  let cos = 1;
  let sin = 0;
  let [c, s, cc, ss, cs, xc, xs, xx] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let t = 0; t < T; t += 1) {
    const x = signal[t];
    c += cos; s += sin; cc += cos * cos; ss += sin * sin; cs += cos * sin;
    xc += x * cos; xs += x * sin; xx += x * x;
    const next = cos * turnCos - sin * turnSin;
    sin = sin * turnCos + cos * turnSin;
    cos = next;
  }
  cc -= (c * c) / T;
  ss -= (s * s) / T;
  cs -= (c * s) / T;
  const determinant = cc * ss - cs * cs;
  if (xx === 0) return 0;
  // at half a turn a timestep the sine is 0 throughout, and the cosine stands alone
  if (determinant < 1e-9 * T * T) return Math.min(1, (xc * xc) / (cc * xx));
  return Math.min(1, (xc * xc * ss - 2 * xc * xs * cs + xs * xs * cc) / (determinant * xx));
}

/** Golden-section search. @param {(x: number) => number} height @param {number} low @param {number} high */
function highest(height, low, high) {
  let [left, right] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
  let [atLeft, atRight] = [height(left), height(right)];
  for (let turn = 0; turn < TURNS; turn += 1) {
    if (atLeft > atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - GOLDEN * (high - low);
      atLeft = height(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + GOLDEN * (high - low);
      atRight = height(right);
    }
  }
  return (low + high) / 2;
}

/** @typedef {{size: number, places: Uint32Array, cos: Float64Array, sin: Float64Array}} Plan of a transform */
/** @type {Plan} the last one that was needed: all units of a layer share it */
let plan = { size: 0, places: new Uint32Array(0), cos: new Float64Array(0), sin: new Float64Array(0) };

/** @param {number} size a power of 2 @returns {Plan} */
function planned(size) {
  if (plan.size === size) return plan;
  const bits = Math.log2(size);
  const places = Uint32Array.from({ length: size }, (_, k) => {
    let place = 0;
    for (let bit = 0; bit < bits; bit += 1) place = (place << 1) | ((k >> bit) & 1);
    return place;
  });
  const angle = (/** @type {number} */ k) => (-2 * Math.PI * k) / size;
  const cos = Float64Array.from({ length: size / 2 }, (_, k) => Math.cos(angle(k)));
  const sin = Float64Array.from({ length: size / 2 }, (_, k) => Math.sin(angle(k)));
  plan = { size, places, cos, sin };
  return plan;
}

/**
 * |X_k|² of a signal that is filled up with zeros, radix 2 (Cooley & Tukey 1965).
 * @param {Float64Array} signal @param {number} size a power of 2, at least 2 @returns {Float64Array} (size)
 */
export function powers(signal, size) {
  const { places, cos, sin } = planned(size);
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  for (let k = 0; k < signal.length; k += 1) re[places[k]] = signal[k];
  for (let half = 1; half < size; half *= 2) {
    const stride = size / (2 * half);
    for (let start = 0; start < size; start += 2 * half) {
      for (let k = 0; k < half; k += 1) {
        const a = start + k;
        const b = a + half;
        const turn = k * stride;
        const x = re[b] * cos[turn] - im[b] * sin[turn];
        const y = re[b] * sin[turn] + im[b] * cos[turn];
        re[b] = re[a] - x;
        im[b] = im[a] - y;
        re[a] += x;
        im[a] += y;
      }
    }
  }
  for (let k = 0; k < size; k += 1) re[k] = re[k] * re[k] + im[k] * im[k];
  return re;
}
