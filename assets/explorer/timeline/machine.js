/** The time machine below the loss curve: a slider over training, a film of it, a second step to compare, and a fork. */

import { add, say } from "../elements.js";
import { grouped } from "../numbers.js";
import { betterBefore, overfitted } from "./best.js";
import { nearest } from "./snapshots.js";

const FILM_SECONDS = 8;
const SLOWEST = 12;

/**
 * @param {HTMLElement} card
 * @param {{onStep: (step: number | null) => void, onRest: () => void, onGhost: (step: number | null) => void,
 *   onFork: (step: number) => void}} handlers a step of null is the newest
 */
export function createTimeMachine(card, { onStep, onRest, onGhost, onFork }) {
  const bar = add(card, "div", "lv-controls lv-machine");
  const film = add(bar, "button", "lv-walk");
  const slider = add(bar, "input", "lv-slider");
  Object.assign(slider, { type: "range", min: "0", step: "1" });
  slider.setAttribute("aria-label", "Training step that is shown");
  const where = add(bar, "span", "lv-machine-where");
  const now = button(bar, "Newest step", () => go(null));
  const ghost = button(bar, "Compare with this step", () => onGhost(ghosts ? null : shown));
  const fork = button(bar, "Go on from here", () => onFork(shown));
  const best = add(card, "p", "lv-said");
  const warned = add(best, "span");
  bar.hidden = best.hidden = true; // until something is drawn
  button(best, "Show that step", () => {
    const better = betterBefore(values);
    if (better) onStep(nearest(steps, better.step));
    onRest();
  });
  const note = add(card, "p", "lv-said");
  /** @type {any} of the newest message */
  let values = {};
  /** @type {number[]} */
  let steps = [];
  let shown = 0;
  let ghosts = false;
  let frame = 0;

  /** @param {number | null} step */
  function go(step) {
    halt();
    onStep(step);
    onRest();
  }

  function halt() {
    cancelAnimationFrame(frame);
    frame = 0;
    dress();
  }

  /** Every step is shown once; a short training lasts as long as it needs to be seen. */
  function roll() {
    const from = shown >= steps[steps.length - 1] ? 0 : Math.max(0, steps.indexOf(nearest(steps, shown)));
    const rate = Math.max(SLOWEST, steps.length / FILM_SECONDS);
    let started = 0;
    let at = -1;
    /** @param {number} time */
    const turn = (time) => {
      started ||= time;
      const k = Math.min(steps.length - 1, from + Math.floor(((time - started) * rate) / 1000));
      if (k !== at) onStep(k === steps.length - 1 ? null : steps[k]);
      at = k;
      if (k < steps.length - 1) frame = requestAnimationFrame(turn);
      else {
        halt();
        onRest();
      }
    };
    frame = requestAnimationFrame(turn);
    dress();
  }

  function dress() {
    film.classList.toggle("lv-walking", frame !== 0);
    film.setAttribute("aria-label", frame ? "Stop the film of the training" : "Play the training as a film");
  }

  film.type = "button";
  film.addEventListener("click", () => (frame ? halt() : roll()));
  slider.addEventListener("input", () => {
    halt();
    const k = Number(slider.value);
    onStep(k === steps.length - 1 ? null : steps[k]);
  });
  slider.addEventListener("change", onRest);
  dress();

  return {
    halt,
    /**
     * @param {any} view
     * @param {{steps: number[], chosen: number | null, ghost: number | null, values: any}} at the newest message's values
     */
    draw(view, { steps: known, chosen, ghost: compared, values: told }) {
      steps = known;
      const newest = known[known.length - 1] ?? 0;
      shown = chosen ?? newest;
      ghosts = compared !== null;
      bar.hidden = known.length < 2;
      slider.max = String(Math.max(0, known.length - 1));
      const k = chosen === null ? known.length - 1 : known.indexOf(nearest(known, chosen));
      if (slider.value !== String(k)) slider.value = String(k);
      slider.style.setProperty("--lv-share", String(k / Math.max(1, known.length - 1)));
      const words = chosen === null ? `step ${grouped(newest)}, the newest` : `step ${grouped(shown)} of ${grouped(newest)}`;
      slider.setAttribute("aria-valuetext", words);
      say(where, words);
      now.hidden = chosen === null;
      say(ghost, ghosts ? "End the comparison" : "Compare with this step");
      fork.hidden = chosen === null || view.exported;
      values = told;
      const better = betterBefore(values);
      best.hidden = !better || known.length < 2;
      if (better) say(warned, overfitted(better, values.validation_now));
      say(note, remark(known.length, values.snapshots, compared, shown));
      note.hidden = !note.textContent;
    },
  };
}

/**
 * @param {HTMLElement} parent @param {string} text @param {() => void} onClick
 */
function button(parent, text, onClick) {
  const made = add(parent, "button", "lv-button", text);
  made.type = "button";
  made.addEventListener("click", onClick);
  return made;
}

/**
 * @param {number} known how many steps can be shown @param {number} kept how many snapshots the server has
 * @param {number | null} compared @param {number} shown
 */
export function remark(known, kept, compared, shown) {
  const pieces = [];
  if (compared !== null) {
    pieces.push(compared === shown
      ? `Step ${grouped(compared)} is kept for comparison: move to another one.`
      : `Dashed: step ${grouped(compared)}.`);
  }
  if (known > 1 && kept > known) pieces.push(`The slider stops at ${grouped(known)} of the ${grouped(kept)} steps that are kept.`);
  return pieces.join(" ");
}
