/** Tells the page once when a run has come to rest, or lost its engine or found it again, so that its buttons follow. */

import { isRunning } from "./feed.js";

export function createSettled() {
  let report = (/** @type {string} */ _name, /** @type {unknown} */ _value) => {};
  let run = "";
  /** @type {string | undefined} */
  let turn;
  let told = "";
  let owed = false;

  /** @param {string} word */
  function tell(word) {
    if (word === told) return;
    told = word;
    report("settled", word);
  }

  return {
    /**
     * A command may be done before its effect is first seen: the page is then told at the first look.
     * @param {{run: string, turn?: string}} data @param {(name: string, value: unknown) => void} setStateValue
     */
    mounted(data, setStateValue) {
      report = setStateValue;
      owed ||= run !== "" && (data.run !== run || data.turn !== turn);
      ({ run, turn } = data);
    },
    /** @param {string | undefined} before the state at the last look @param {Record<string, any>} values a live message's */
    saw(before, { state, step = 0 }) {
      const lost = (/** @type {string | undefined} */ word) => word === "disconnected";
      if (before !== undefined && lost(before) !== lost(state)) tell(`${run}:${step}:${state}`);
      if (isRunning(state)) return;
      if (isRunning(before) || owed || state === "gone") tell(`${run}:${step}:${state}`);
      owed = false;
    },
  };
}
