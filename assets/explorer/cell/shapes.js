/** The geometry of the cell panel: how full a vessel, how thick a wire, where a line and its label run. */

/**
 * A gate fills its vessel from the bottom.
 * @param {number} value 0 to 1
 * @param {number} top @param {number} height of the vessel
 * @returns {{y: number, height: number, level: number}} the filled rectangle, and where its surface is
 */
export function gateFill(value, top, height) {
  const filled = clamp(value, 0, 1) * height;
  const level = top + height - filled;
  return { y: level, height: filled, level };
}

/**
 * A signed signal fills its vessel from the middle, up where it is positive and down where it is negative.
 * @param {number} value −1 to 1
 * @param {number} top @param {number} height of the vessel
 * @returns {{y: number, height: number, level: number}}
 */
export function candidateFill(value, top, height) {
  const middle = top + height / 2;
  const level = middle - (clamp(value, -1, 1) * height) / 2;
  return { y: Math.min(middle, level), height: Math.abs(level - middle), level };
}

/** @param {number} value @returns {number} width of its wire; all wires share this scale, cell states above 1 too */
export function wireWidth(value) {
  return Number.isFinite(value) ? 1 + 7 * Math.tanh(Math.abs(value)) : 1;
}

/**
 * @param {ArrayLike<number>} signal (T·H), index t·H + unit
 * @param {number} hiddenSize @param {number} unit
 * @param {[number, number]} limits values at the bottom and at the top of the box
 * @returns {string} an SVG path in a box T − 1 wide and 100 high; a value that is not finite leaves a gap
 */
export function linePath(signal, hiddenSize, unit, [low, high]) {
  const parts = [];
  let pen = "M";
  for (let t = 0, at = unit; at < signal.length; t += 1, at += hiddenSize) {
    if (Number.isFinite(signal[at])) {
      parts.push(`${pen}${t} ${((100 * (high - signal[at])) / (high - low)).toFixed(2)}`);
      pen = "L";
    } else pen = "M";
  }
  return parts.join("");
}

const STEPS = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];

/**
 * Round limits that hold 0 and every finite value of one unit.
 * @param {ArrayLike<number>[]} signals each (T·H)
 * @param {number} hiddenSize @param {number} unit
 * @returns {[number, number]}
 */
export function roundLimits(signals, hiddenSize, unit) {
  let low = 0;
  let high = 0;
  for (const signal of signals) {
    for (let at = unit; at < signal.length; at += hiddenSize) {
      if (!Number.isFinite(signal[at])) continue;
      low = Math.min(low, signal[at]);
      high = Math.max(high, signal[at]);
    }
  }
  return low === high ? [-1, 1] : [-roundUp(-low), roundUp(high)];
}

/** @param {number} value not negative */
function roundUp(value) {
  if (value === 0) return 0;
  const power = Math.floor(Math.log10(value));
  const step = STEPS.find((each) => each * 10 ** power >= value * (1 - 1e-12)) ?? 10;
  return Number((step * 10 ** power).toPrecision(3));
}

/** @param {number} count timesteps @returns {number[]} three to six round timesteps from 0 */
export function timeTicks(count) {
  const rough = Math.max(1, (count - 1) / 5);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough) ?? rough;
  return Array.from({ length: Math.floor((count - 1) / step) + 1 }, (_, k) => k * step);
}

/**
 * Labels near what they name, in the same order, at least `gap` apart, inside 0 … height.
 * @param {number[]} wanted where each label would like to be
 * @param {number} gap @param {number} height
 * @returns {number[]}
 */
export function spreadLabels(wanted, gap, height) {
  const order = wanted.map((_, k) => k).sort((a, b) => wanted[a] - wanted[b] || a - b);
  // Without the gaps this is an isotonic regression: labels that would run into each other share their mean.
  const pools = order.map((k, rank) => ({ mean: wanted[k] - rank * gap, members: [k] }));
  for (let p = 1; p < pools.length; p += 1) {
    for (; p > 0 && pools[p - 1].mean > pools[p].mean; p -= 1) {
      const [upper, lower] = pools.splice(p - 1, 2);
      const members = [...upper.members, ...lower.members];
      const mean = (upper.mean * upper.members.length + lower.mean * lower.members.length) / members.length;
      pools.splice(p - 1, 0, { mean, members });
    }
  }
  const room = height - (wanted.length - 1) * gap;
  const places = pools.flatMap(({ mean, members }) => members.map(() => clamp(mean, 0, room)));
  const placed = [...wanted];
  order.forEach((k, rank) => { placed[k] = places[rank] + rank * gap; });
  return placed;
}

/** @param {number} value @param {number} low @param {number} high */
function clamp(value, low, high) {
  return Number.isFinite(value) ? Math.min(high, Math.max(low, value)) : Math.max(0, low);
}

/**
 * A bar for each unit side by side: from the bottom of the box, or where the signal is signed from its middle.
 * @param {ArrayLike<number>} values (H,)
 * @param {{x: number, y: number, width: number, height: number}} box
 * @param {boolean} signed @param {number} limit the value that fills the box
 * @returns {{plus: string, minus: string}} SVG paths of the bars above and below zero
 */
export function unitBars(values, { x, y, width, height }, signed, limit) {
  const wide = width / values.length;
  const thick = (wide > 3 ? wide - 1 : wide).toFixed(2);
  const tall = signed ? height / 2 : height;
  const zero = y + tall;
  const paths = { plus: "", minus: "" };
  for (let unit = 0; unit < values.length; unit += 1) {
    const share = clamp(Math.abs(values[unit]) / limit, 0, 1);
    const down = values[unit] < 0 ? share * tall : -share * tall;
    paths[values[unit] < 0 ? "minus" : "plus"] += `M${(x + unit * wide).toFixed(2)} ${zero}h${thick}v${down.toFixed(2)}h-${thick}z`;
  }
  return paths;
}
