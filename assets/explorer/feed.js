/** What the server says of a run: its problem once, its news while it runs. One fetch at a time; the newest run wins. */

import { unpack } from "./wire.js";

const PERIOD = 400;
const LONGEST_PAUSE = 5000;
const LONG_SILENCE = 1800;
const RUNNING = new Set(["playing", "waiting", "queued", "disconnected"]);

/** @typedef {{values: Record<string, any>, arrays: Record<string, any>}} Message */

/** @typedef {(address: string, signal?: AbortSignal) => Promise<ArrayBuffer>} Source where messages come from */

/** @type {Source} */
export async function fromServer(address, signal) {
  const response = await fetch(address, { signal, cache: "no-store" });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.arrayBuffer();
}

/** @param {string | undefined} state */
export function isRunning(state) {
  return RUNNING.has(state ?? "");
}

/** How long to wait after so many failures in a row, in ms. @param {number} failures */
export function pauseAfter(failures) {
  return Math.min(LONGEST_PAUSE, PERIOD * 2 ** (failures - 1));
}

/**
 * @param {{
 *   wanted: () => boolean,
 *   have: () => number | null,
 *   onProblem: (message: Message) => void,
 *   onLive: (message: Message) => void,
 *   onTrouble: (sentence: string) => void,
 * }} handlers `wanted`: whether anybody still looks; `have`: the step of the weights that are here
 */
export function createFeed({ wanted, have, onProblem, onLive, onTrouble }) {
  let address = "";
  /** @type {Source} */
  let source = fromServer;
  let known = false;
  let failures = 0;
  let timer = 0;
  let again = false;
  /** @type {AbortController | null} the turn that is on its way */
  let busy = null;

  /** @param {string} name @param {AbortSignal} signal @returns {Promise<Message>} */
  async function get(name, signal) {
    return unpack(await source(address + name, signal));
  }

  /** @param {AbortSignal} signal @returns {Promise<boolean>} whether there will be more news */
  async function turn(signal) {
    if (!known) {
      const problem = await get("problem", signal);
      if (signal.aborted) return false;
      if (problem.values.state === "gone") {
        onLive(problem);
        return false;
      }
      known = true;
      onProblem(problem);
    }
    const step = have();
    const live = await get(step === null ? "live" : `live?have=${step}`, signal);
    if (signal.aborted) return false;
    onLive(live);
    return isRunning(live.values.state);
  }

  async function look() {
    if (busy) {
      again = true;
      return;
    }
    clearTimeout(timer);
    if (!wanted()) return;
    const mine = new AbortController();
    busy = mine;
    const started = performance.now();
    const silence = setTimeout(() => onTrouble("The server does not answer; waiting for it…"), LONG_SILENCE);
    let wait = -1;
    try {
      if (await turn(mine.signal)) wait = Math.max(0, PERIOD - (performance.now() - started));
      failures = 0;
    } catch {
      if (mine.signal.aborted) return;
      failures += 1;
      wait = pauseAfter(failures);
      onTrouble("Connection lost; trying again…");
    } finally {
      clearTimeout(silence);
      if (busy === mine) busy = null;
    }
    if (mine.signal.aborted) return;
    if (again) wait = 0;
    again = false;
    if (wait >= 0) timer = setTimeout(look, wait);
  }

  function stop() {
    clearTimeout(timer);
    busy?.abort();
    busy = null;
    again = false;
  }

  return {
    /**
     * Looks once, now, and goes on while the run does.
     * @param {string} where the run's own address, with "/" at its end @param {Source} [from]
     */
    follow(where, from = fromServer) {
      source = from;
      if (where !== address) {
        stop();
        address = where;
        known = false;
        failures = 0;
      }
      void look();
    },
    stop,
  };
}
