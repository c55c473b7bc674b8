/** The run's earlier weights: which there are, which are here, and fetching what is not, in the background. */

import { fromServer } from "../feed.js";
import { unpack } from "../wire.js";

const BATCH_BYTES = 1e6;
const MOST_A_BATCH = 16;
const PAUSE = 60;
const PATIENCE = 3000;

/** @typedef {import("../lstm.js").Weights} Weights */

/** @param {() => void} onArrival */
export function createSnapshots(onArrival) {
  let address = "";
  /** @type {import("../feed.js").Source} */
  let source = fromServer;
  /** @type {number[]} ascending; the last one is the newest */
  let steps = [];
  /** @type {Map<number, Weights>} */
  let here = new Map();
  let one = 0;
  let timer = 0;
  /** @type {AbortController | null} */
  let busy = null;

  function reset() {
    clearTimeout(timer);
    busy?.abort();
    busy = null;
    steps = [];
    here = new Map();
  }

  function pump() {
    clearTimeout(timer);
    if (busy || !address) return;
    const missing = nextBatch(steps, here, Math.max(1, Math.min(MOST_A_BATCH, Math.floor(BATCH_BYTES / Math.max(1, one)))));
    if (missing.length) void bring(missing);
  }

  /** @param {number[]} missing */
  async function bring(missing) {
    const mine = new AbortController();
    busy = mine;
    let wait = PAUSE;
    try {
      const { values, arrays } = unpack(await source(`${address}weights?steps=${missing.join(",")}`, mine.signal));
      if (mine.signal.aborted) return;
      for (const [step, weights] of byStep(arrays)) here.set(step, weights);
      steps = steps.filter((step) => here.has(step) || !missing.includes(step)); // thinned meanwhile: the next look says what there is
      if (values.steps?.length) onArrival();
    } catch {
      wait = PATIENCE;
    }
    if (mine.signal.aborted) return;
    busy = null;
    timer = setTimeout(pump, wait);
  }

  return {
    /** @param {string} where the run's own address @param {import("../feed.js").Source} [from] */
    follow(where, from = fromServer) {
      source = from;
      if (where === address) return;
      reset();
      address = where;
    },
    /** What the run has now. @param {ArrayLike<number>} offered ascending @param {number | null} newest @param {Weights | null} weights the newest ones */
    offer(offered, newest, weights) {
      steps = Array.from(offered);
      if (weights && newest !== null) {
        here.set(newest, weights);
        one = Object.values(weights).reduce((sum, array) => sum + array.byteLength, 0);
      }
      const wanted = new Set(steps);
      for (const step of here.keys()) if (!wanted.has(step)) here.delete(step);
      pump();
    },
    /** The steps that can be shown, ascending. */
    steps: () => steps.filter((step) => here.has(step)),
    /** How many there are that have not come yet. */
    awaited: () => steps.filter((step) => !here.has(step)).length,
    /** @param {number} step @returns {Weights | null} */
    at: (step) => here.get(step) ?? null,
    reset,
  };
}

/**
 * What to fetch next: coarse over the whole run first, then ever finer, so that the slider works everywhere early.
 * @param {number[]} steps @param {{has: (step: number) => boolean}} here @param {number} most
 */
export function nextBatch(steps, here, most) {
  const chosen = new Set();
  for (let stride = 2 ** Math.ceil(Math.log2(Math.max(1, steps.length))); stride >= 1 && chosen.size < most; stride /= 2) {
    for (let k = 0; k < steps.length && chosen.size < most; k += stride) if (!here.has(steps[k])) chosen.add(steps[k]);
  }
  return [...chosen].sort((a, b) => a - b);
}

/** @param {Record<string, any>} arrays named "STEP.NAME" @returns {Map<number, Weights>} */
function byStep(arrays) {
  /** @type {Map<number, Weights>} */
  const found = new Map();
  for (const [name, array] of Object.entries(arrays)) {
    const dot = name.indexOf(".");
    const step = Number(name.slice(0, dot));
    if (!found.has(step)) found.set(step, {});
    /** @type {Weights} */ (found.get(step))[name.slice(dot + 1)] = array;
  }
  return found;
}

/** The member of an ascending list that is nearest to a number; the later one of two. @param {number[]} steps @param {number} to */
export function nearest(steps, to) {
  return steps.reduce((best, step) => (Math.abs(step - to) <= Math.abs(best - to) ? step : best), steps[0]);
}
