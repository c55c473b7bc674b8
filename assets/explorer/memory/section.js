/** A part of the memory panel under a title of its own. */

import { add } from "../elements.js";

/** @param {HTMLElement} parent @param {string} title */
export function addSection(parent, title) {
  const section = add(parent, "section");
  add(section, "h3", "", title);
  section.setAttribute("aria-label", title);
  return section;
}
