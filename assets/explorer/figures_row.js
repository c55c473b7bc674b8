/** The row on top: what the run is doing, in words, and the figures that matter. */

import { add, say } from "./elements.js";
import { isRunning } from "./feed.js";
import { duration, grouped, three } from "./numbers.js";

const BETWEEN = " · ";
const WORDS = Object.freeze({
  untrained: "Not trained yet",
  waiting: "Starting…",
  queued: "Waiting for a place",
  disconnected: "Connection lost",
  playing: "Training",
  paused: "Paused",
  finished: "Finished",
  failed: "Stopped",
  gone: "Not here any more",
});

/** @param {Record<string, any>} values a live message's @returns {string} */
export function stateInWords(values) {
  const pieces = [WORDS[/** @type {keyof typeof WORDS} */ (values.state)] ?? values.state];
  if (values.state === "playing" && values.steps_per_second) pieces.push(`${grouped(Math.round(values.steps_per_second))} steps/s`);
  if (values.state === "playing" && values.seconds_left !== null) pieces.push(`${duration(values.seconds_left)} left`);
  if (values.state === "queued") pieces.push(`${grouped(values.ahead)} ahead`);
  if (values.state === "queued" && values.wait !== null) pieces.push(`about ${duration(values.wait)}`);
  if (values.state === "paused" && values.goal) pieces.push(`${grouped(values.step)} of ${grouped(values.goal)} steps`);
  return pieces.join(BETWEEN);
}

/** What stands in the way of a run, or is wrong though it goes on. @param {Record<string, any>} values @returns {string} */
export function troubleInWords(values) {
  const stopped = values.state === "failed" || values.state === "gone" || values.state === "disconnected";
  return (stopped ? values.message : values.warning) ?? "";
}

/** @param {HTMLElement} parent */
export function createFiguresRow(parent) {
  const row = add(parent, "div", "lv-figures");
  const state = add(row, "div", "lv-state");
  const line = add(state, "span", "lv-state-words");
  const word = add(line, "span", "", "Loading…");
  const pace = add(line, "span");
  const bar = add(add(state, "span", "lv-progress"), "span");
  const list = add(row, "dl");
  const figures = ["step", "training loss", "validation loss", "of last value’s error"].map((name) => {
    const pair = add(list, "div", "lv-figure");
    return { name: add(pair, "dt", "", name), value: add(pair, "dd", "", "–") };
  });
  // The word alone is announced: speed and time left change with every look.
  word.setAttribute("role", "status");

  /** @param {Record<string, any>} values */
  function speak(values) {
    const [first, ...rest] = stateInWords(values).split(BETWEEN);
    say(word, first);
    say(pace, rest.map((piece) => BETWEEN + piece).join(""));
  }

  return {
    /** @param {any} view @param {{name: string, value: string, title: string}} comparison */
    draw(view, comparison) {
      const { values } = view.live;
      speak(values);
      row.dataset.state = isRunning(values.state) ? "running" : values.state;
      bar.style.transform = `scaleX(${values.goal ? Math.min(1, values.step / values.goal) : 0})`;
      const texts = [`${grouped(values.step)}`, three(values.loss_now), three(values.validation_now), comparison.value];
      figures.forEach((figure, k) => say(figure.value, texts[k]));
      figures[0].value.title = `of ${grouped(values.goal ?? 0)}`;
      say(figures[3].name, comparison.name);
      figures[3].value.title = comparison.title;
    },
    /** @param {Record<string, any>} values a message of a run that is not there */
    gone(values) {
      speak(values);
      row.dataset.state = "gone";
    },
  };
}
