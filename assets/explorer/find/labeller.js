/** Labels of all units, worked out a few at a time, so that the page answers meanwhile. */

import { labelUnit, probesOf } from "./probes.js";

const SLICE_MS = 8;

/** @typedef {import("./probes.js").Label} Label */
/** @typedef {{h: Float64Array, H: number, problem: import("../wire.js").Message}} Asked */

/** @param {(labels: Label[][]) => void} onReady called with the labels by unit, perhaps before `ask` returns */
export function createLabeller(onReady) {
  /** @type {Asked | null} */
  let next = null;
  /** @type {Asked | null} what is being worked on, or was last */
  let now = null;
  let timer = 0;

  function start() {
    if (!next) return;
    now = next;
    next = null;
    work(now, probesOf(now.problem), []);
  }

  /** @param {Asked} asked @param {import("./probes.js").Probe[]} probes @param {Label[][]} found */
  function work(asked, probes, found) {
    timer = 0;
    const until = performance.now() + SLICE_MS;
    while (found.length < asked.H && performance.now() < until) found.push(labelUnit(asked.h, asked.H, found.length, probes));
    if (found.length < asked.H) {
      timer = setTimeout(work, 0, asked, probes, found);
      return;
    }
    onReady(found);
    start();
  }

  return {
    /** Asks for labels; what is being worked on is finished first, and only the newest that waits comes after it. @param {Asked} asked */
    ask(asked) {
      if ((next ?? now)?.h === asked.h) return;
      next = asked;
      if (!timer) start();
    },
    stop: () => clearTimeout(timer),
  };
}
