/** The one cursor: a slider, keys, and a walk through time. It tells where it wants to go and is told where it is. */

import { add, addChoice } from "./elements.js";

const PAGE = 10;
/** @type {[number, string][]} timesteps a second */
const SPEEDS = [[3, "slow"], [12, "normal"], [40, "fast"]];
const USUAL_SPEED = 12;

/**
 * Where a key leads from t, or null if it leads nowhere.
 * @param {string} key @param {number} t @param {number} last
 */
export function keyTarget(key, t, last) {
  const target = {
    ArrowLeft: t - 1, ArrowDown: t - 1, ArrowRight: t + 1, ArrowUp: t + 1,
    PageDown: t - PAGE, PageUp: t + PAGE, Home: 0, End: last,
  }[key];
  return target === undefined ? null : Math.min(last, Math.max(0, target));
}

/**
 * @param {HTMLElement} bar
 * @param {{onMove: (t: number) => void, onRest: () => void}} handlers `onRest`: the hand let go
 */
export function createCursor(bar, { onMove, onRest }) {
  const button = add(bar, "button", "lv-walk");
  button.type = "button";
  const slider = add(bar, "input", "lv-slider");
  Object.assign(slider, { type: "range", min: "0", step: "1" });
  slider.setAttribute("aria-label", "Timestep");
  let rate = USUAL_SPEED;
  const speed = addChoice(bar, "speed", (value) => {
    rate = value;
    if (frame) walk();
  });
  speed.offer(SPEEDS);
  speed.choose(rate);
  let t = 0;
  let last = 0;
  let frame = 0;

  /** @param {boolean} walking */
  function show(walking) {
    button.classList.toggle("lv-walking", walking);
    button.setAttribute("aria-label", walking ? "Stop walking through the sequence" : "Walk through the sequence");
  }

  function halt() {
    cancelAnimationFrame(frame);
    frame = 0;
    show(false);
  }

  function walk() {
    cancelAnimationFrame(frame);
    const from = t >= last ? 0 : t;
    let started = 0;
    /** @param {number} now */
    const tread = (now) => {
      started ||= now;
      const next = Math.min(last, from + Math.floor(((now - started) * rate) / 1000));
      if (next !== t) onMove(next);
      if (next < last) frame = requestAnimationFrame(tread);
      else stop();
    };
    frame = requestAnimationFrame(tread);
    show(true);
  }

  function stop() {
    if (!frame) return;
    halt();
    onRest();
  }

  show(false);
  button.addEventListener("click", () => (frame ? stop() : walk()));
  slider.addEventListener("input", () => {
    halt();
    onMove(Number(slider.value));
  });
  slider.addEventListener("change", onRest);

  return {
    /** Moves by the keys that are pressed within. @param {HTMLElement} element */
    listen(element) {
      element.addEventListener("keydown", (event) => {
        if (event.altKey || event.ctrlKey || event.metaKey || event.target instanceof HTMLSelectElement) return;
        const target = keyTarget(event.key, t, last);
        if (target === null) return;
        event.preventDefault();
        event.stopPropagation();
        halt();
        t = target; // the next key may come before the next frame
        onMove(target);
      });
    },
    walks: () => frame !== 0,
    halt,
    /** @param {number} now @param {number} end @param {string} words what a screen reader says */
    put(now, end, words) {
      t = now;
      last = end;
      if (slider.max !== String(end)) slider.max = String(end);
      if (slider.value !== String(now)) slider.value = String(now);
      slider.style.setProperty("--lv-share", String(now / Math.max(1, end)));
      slider.setAttribute("aria-valuetext", words);
    },
  };
}
