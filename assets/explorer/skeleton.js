/** The page's bones, built once: figures on top, the loss, then the sequence beside the cell. */

import { add, addStyle } from "./elements.js";

const STYLES = ["./explorer.css", "./cell/panel.css", "./questions/tabs.css"];

/** @param {HTMLElement} parent */
export function createSkeleton(parent) {
  const root = add(parent, "div", "lv-explorer");
  for (const name of STYLES) addStyle(root, name, import.meta.url);
  const note = add(root, "p", "lv-note");
  note.setAttribute("role", "status");
  note.hidden = true;
  const top = add(root, "div", "lv-top");
  const loss = add(root, "section", "lv-card");
  loss.setAttribute("aria-label", "Training");
  const columns = add(root, "div", "lv-columns");
  const sequence = add(columns, "section", "lv-card");
  sequence.setAttribute("aria-label", "The sequence, step by step");
  const heading = add(sequence, "div", "lv-heading");
  add(heading, "h2", "", "The sequence, step by step");
  const where = add(heading, "span", "lv-where");
  const controls = add(sequence, "div", "lv-controls");
  const said = add(sequence, "p", "lv-said");
  const cell = add(columns, "div", "lv-card lv-tall");
  const errors = add(columns, "section", "lv-card");
  errors.setAttribute("aria-label", "Errors");
  const questions = add(root, "section", "lv-card");
  questions.setAttribute("aria-label", "Questions to this network");
  return { root, note, top, loss, columns, sequence, where, controls, said, cell, errors, questions };
}

/** Gives the elements the colours of the theme. @param {HTMLElement} root @param {Record<string, string>} palette */
export function wear(root, palette) {
  for (const [name, colour] of Object.entries(palette)) root.style.setProperty(`--lv-${name}`, colour);
}
