/** Where in its training the network is shown: at its newest step, or at an earlier one; and the step it is compared with. */

import { readStep, writeStep } from "../address.js";
import { grouped } from "../numbers.js";
import { think } from "../scene.js";
import { fetchBranch } from "./branch.js";
import { createTimeMachine } from "./machine.js";
import { pictured, weightsOf } from "./picture.js";
import { createSnapshots, nearest } from "./snapshots.js";

/** @typedef {import("../wire.js").Message} Message */

/**
 * @param {HTMLElement} card
 * @param {{onChange: () => void, onFork: (step: number) => void, suppose: (supposed: any) => void}} handlers
 *   `onChange`: another step is shown, or more of them can be
 */
export function createTravel(card, { onChange, onFork, suppose }) {
  const snapshots = createSnapshots(() => {
    if (arrive()) onChange();
    else if (seen) dress(seen);
  });
  const machine = createTimeMachine(card, {
    onStep: (step) => go(step),
    onRest: () => writeStep(chosen),
    onGhost,
    onFork,
  });
  /** @type {number | null} null: the newest */
  let chosen = null;
  /** @type {number | null} the address's, as long as it has not come */
  let wished = readStep(location.search);
  /** @type {number | null} */
  let ghost = null;
  /** What was supposed of it; when something else is, there is nothing to compare any more. @type {unknown} */
  let supposed = null;
  /** @type {Message | null} */
  let problem = null;
  /** @type {Message | null} */
  let live = null;
  /** @type {Awaited<ReturnType<typeof fetchBranch>>} */
  let branch = null;
  /** @type {any} the view that was drawn last */
  let seen = null;

  /** @param {number | null} step */
  function go(step) {
    wished = null;
    if (step === chosen) return;
    chosen = step;
    onChange();
  }

  /** Goes to the step of the address when it, or a nearer one, has come. @returns {boolean} whether that changed anything */
  function arrive() {
    const steps = snapshots.steps();
    if (wished === null || steps.length < 2) return false;
    const [before, found] = [chosen, nearest(steps, wished)];
    chosen = found === steps[steps.length - 1] ? null : found;
    if (found === wished) wished = null;
    return chosen !== before;
  }

  /** @param {any} view */
  function dress(view) {
    seen = view;
    if (view.supposed !== supposed) ghost = null;
    machine.draw(view, { steps: snapshots.steps(), chosen, ghost, values: live?.values ?? {} });
  }

  /** @param {number | null} step */
  function onGhost(step) {
    ghost = step;
    const weights = step === null ? null : snapshots.at(step);
    supposed = step === null || !weights || !seen || !live
      ? null
      : { ...think(seen.problem, pictured(live, step, weights)), label: `step ${grouped(step)}` };
    suppose(supposed);
  }

  return {
    /** @param {{base: string, run: string, source?: import("../feed.js").Source}} where */
    follow({ base, run, source }) {
      snapshots.follow(`${base}runs/${run}/`, source);
    },
    /** @param {{base: string, source?: import("../feed.js").Source}} where @param {Message} asked a new run's problem */
    async meet({ base, source }, asked) {
      if (problem) {
        wished = null; // the address spoke of the run before
        writeStep(null);
      }
      problem = asked;
      chosen = ghost = branch = null;
      const { origin } = asked.values;
      const found = origin ? await fetchBranch(base, origin, source) : null;
      if (problem !== asked) return;
      branch = found;
      if (found) onChange();
    },
    /** @param {Message} message the newest */
    offer(message) {
      live = message;
      snapshots.offer(message.arrays.snapshots, message.values.weights_step, weightsOf(message));
      arrive();
    },
    /** What is to be drawn. @param {Message} newest @returns {Message} */
    picture(newest) {
      const weights = chosen === null ? null : snapshots.at(chosen);
      return chosen === null || !weights ? newest : pictured(newest, chosen, weights);
    },
    goToNewest() {
      machine.halt();
      if (chosen === null) return;
      go(null);
      writeStep(null);
    },
    /** @param {number} step any; the nearest that can be shown is gone to */
    goNear(step) {
      const steps = snapshots.steps();
      if (steps.length < 2) return;
      machine.halt();
      const found = nearest(steps, step);
      go(found === steps[steps.length - 1] ? null : found);
      writeStep(chosen);
    },
    draw: dress,
    /** The steps to mark on the loss curve: the one that is shown if it is not the newest, and the one compared. */
    marks: () => /** @type {const} */ ([chosen, ghost]),
    branch: () => branch,
    chosen: () => chosen,
    awaited: snapshots.awaited,
    stop() {
      machine.halt();
      snapshots.reset();
    },
  };
}
