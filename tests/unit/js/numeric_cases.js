/** What several numeric tests need: random numbers that never change, a network of any size, a small problem. */

/** mulberry32. @param {number} seed @returns {() => number} uniform in [-1, 1) */
export function randomNumbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 31 - 1;
  };
}

/** @param {number} seed @param {number} count */
export function randomArray(seed, count) {
  const next = randomNumbers(seed);
  return Float32Array.from({ length: count }, next);
}

/** @param {number} F @param {number} H @param {number} L @param {number} K */
export function randomNetwork(F, H, L, K) {
  const model = { input_size: F, hidden_size: H, num_layers: L, output_size: K };
  /** @type {Record<string, Float32Array>} */
  const weights = { "head.weight": randomArray(901, K * H), "head.bias": randomArray(902, K) };
  for (let l = 0; l < L; l++) {
    weights[`lstm.weight_ih_l${l}`] = randomArray(10 * l + 1, 4 * H * (l === 0 ? F : H));
    weights[`lstm.weight_hh_l${l}`] = randomArray(10 * l + 2, 4 * H * H);
    weights[`lstm.bias_ih_l${l}`] = randomArray(10 * l + 3, 4 * H);
    weights[`lstm.bias_hh_l${l}`] = randomArray(10 * l + 4, 4 * H);
  }
  return { model, weights };
}

/**
 * A forecasting problem over given levels, made the way the data's own code says: x_t is the normalised column at t, the
 * answer is the level one timestep later.
 * @param {number[]} series @param {"none" | "difference" | "log_difference"} normalisation
 * @param {number} centre @param {number} spread
 */
export function forecastProblem(series, normalisation, centre, spread) {
  const column = series.map((level, k) => {
    if (normalisation === "none") return (level - centre) / spread;
    const before = series[k - 1];
    return ((normalisation === "difference" ? level - before : Math.log(level / before)) - centre) / spread;
  });
  const first = normalisation === "none" ? 0 : 1;
  const scaled = column.slice(first);
  const known = series.slice(first);
  const T = known.length - 1;
  const part = Int8Array.from({ length: T }, (_, t) => (t < 0.7 * T ? 0 : t < 0.85 * T ? 1 : 2));
  return {
    values: {
      loss: "mse",
      target_scale: { normalisation, centre, spread },
      input_names: ["level"],
      target_name: "level",
      target_input: /** @type {number | null} */ (0),
      model: { input_size: 1, hidden_size: 1, num_layers: 1, output_size: 1 },
    },
    arrays: {
      inputs: Float32Array.from(scaled.slice(0, T)),
      targets: Float32Array.from(scaled.slice(1)),
      part,
      actual: Float64Array.from(known.slice(1)),
      anchor: Float64Array.from(known.slice(0, T)),
    },
    shapes: {},
  };
}

/** @param {ArrayLike<number>} found @param {ArrayLike<number>} expected */
export function largestGap(found, expected) {
  if (found.length !== expected.length) return Infinity;
  return Math.max(...Array.from(found, (value, k) => Math.abs(value - expected[k])));
}
