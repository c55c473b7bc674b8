/** A term that explains itself: under the pointer, with the focus, and at a touch, which gives it the focus. */

import { add } from "../elements.js";

let ids = 0;
const LEAVE_MS = 150;

/**
 * The sentence can be pointed at, and Escape puts it away (WCAG 1.4.13).
 * @param {HTMLElement} line @param {string} words @param {string} sentence
 * @returns {HTMLElement} what holds the term, and room for a mark that must not begin the next line
 */
export function addTerm(line, words, sentence) {
  const joined = add(line, "span", "lv-lesson-joined");
  const term = add(joined, "button", "lv-lesson-term", words);
  term.type = "button";
  const says = add(line, "span", "lv-lesson-says", sentence);
  says.id = `lv-lesson-says-${(ids += 1)}`;
  says.setAttribute("role", "tooltip");
  says.hidden = true;
  term.setAttribute("aria-describedby", says.id);
  let leaving = 0;

  function show() {
    clearTimeout(leaving);
    if (!says.hidden) return;
    says.hidden = false;
    says.style.top = `${term.offsetTop + term.offsetHeight + 4}px`;
    says.style.left = `${Math.max(0, Math.min(term.offsetLeft, line.clientWidth - says.offsetWidth))}px`;
  }

  function hide() {
    clearTimeout(leaving);
    says.hidden = true;
  }

  function leave() {
    clearTimeout(leaving);
    leaving = setTimeout(() => document.activeElement === term || hide(), LEAVE_MS);
  }

  for (const each of [term, says]) {
    each.addEventListener("pointerenter", show);
    each.addEventListener("pointerleave", leave);
  }
  term.addEventListener("focus", show);
  term.addEventListener("click", show);
  term.addEventListener("blur", hide);
  term.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  return joined;
}
