/** What is worked out only when the cursor has come to rest, so that a moving cursor costs nothing. */

import { inSlices } from "./slices.js";

export const REST_MS = 150;

/**
 * One job at a time. A moved cursor stops what is being worked out and waits for rest; new weights wait for the end of what
 * is being worked out, so that a network in training is not for ever started anew.
 * @template Result
 * @param {() => Generator<number, Result>} begin on what is newest then
 * @param {{onBusy: (share: number | null) => void, onDone: (result: Result) => void}} handlers share: null while it waits
 */
export function createRest(begin, { onBusy, onDone }) {
  let due = false;
  let timer = 0;
  let running = false;
  let stop = () => {};

  function wait() {
    clearTimeout(timer);
    timer = setTimeout(start, REST_MS);
  }

  function start() {
    timer = 0;
    due = false;
    running = true;
    stop = inSlices(begin(), (result) => {
      running = false;
      onDone(result);
      if (due) wait();
    }, onBusy);
  }

  function halt() {
    clearTimeout(timer);
    stop();
    timer = 0;
    due = running = false;
  }

  return {
    /** @param {boolean} moved the cursor did: what is being worked out is no longer asked for */
    want(moved) {
      if (moved) {
        halt();
        onBusy(null);
      }
      due = true;
      if (!running && !timer) wait();
    },
    halt,
  };
}
