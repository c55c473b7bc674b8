/** A lesson's text: what Python read from its file, as elements. All words go in as text. */

import { add, addStyle } from "../elements.js";
import { addTerm } from "./term.js";

/**
 * @typedef {{kind: string, text: string, target: string}} Span
 * @typedef {{kind: "paragraph" | "heading" | "item", spans: Span[]}} Line
 * @typedef {{title: string, about: string, lines: Line[], entries: [string, string][], terms: Record<string, string>}} Text
 *   `title`: a lesson's own, or ""; `entries`: of the glossary; `terms`: the sentences of those that the lines name
 */

const TAGS = /** @type {const} */ ({ strong: "strong", emphasis: "em", code: "code", sub: "sub" });

/** The title that was last on the page: a new one gets the focus, so that reading begins there. */
let last = "";

/**
 * Writes the text; Streamlit calls this at every rerun with the same parent element.
 * @param {{data: Text, parentElement: HTMLElement}} component
 */
export function mount({ data, parentElement }) {
  const now = JSON.stringify(data);
  const before = /** @type {HTMLElement | null} */ (parentElement.querySelector(":scope > .lv-lesson"));
  if (before?.dataset.said === now) return;
  const root = document.createElement("div");
  root.className = "lv-lesson";
  root.dataset.said = now;
  addStyle(root, "./text.css", import.meta.url);
  write(root, data);
  if (before) before.replaceWith(root);
  else parentElement.append(root);
  if (data.title) arrive(root, data.title);
}

/** @param {HTMLElement} root @param {Text} data */
function write(root, data) {
  if (data.title) {
    add(root, "h2", "", data.title).tabIndex = -1;
    add(root, "p", "lv-lesson-lead", data.about);
  }
  /** @type {HTMLElement | null} */
  let list = null;
  for (const { kind, spans } of data.lines) {
    list = kind === "item" ? (list ?? add(root, "ul")) : null;
    const line = kind === "item" ? add(/** @type {HTMLElement} */ (list), "li") : add(root, kind === "heading" ? "h3" : "p");
    addSpans(line, spans, data.terms);
  }
  if (!data.entries.length) return;
  const entries = add(root, "dl");
  for (const [term, sentence] of data.entries) {
    add(entries, "dt", "", term);
    add(entries, "dd", "", sentence);
  }
}

/** @param {HTMLElement} line @param {Span[]} spans @param {Record<string, string>} terms */
function addSpans(line, spans, terms) {
  /** @type {HTMLElement | null} the term just before */
  let term = null;
  for (const { kind, text, target } of spans) {
    const mark = term && kind === "text" ? (/^[,.;:)]*/.exec(text)?.[0] ?? "") : "";
    term?.append(mark);
    term = kind === "term" ? addTerm(line, text, terms[target]) : null;
    if (kind === "text") line.append(text.slice(mark.length));
    else if (kind === "link") addLink(line, text, target);
    else if (kind !== "term") add(line, TAGS[/** @type {keyof typeof TAGS} */ (kind)], "", text);
  }
}

/** @param {HTMLElement} line @param {string} text @param {string} target */
function addLink(line, text, target) {
  Object.assign(add(line, "a", "", text), { href: target, target: "_blank", rel: "noopener noreferrer" });
}

/** @param {HTMLElement} root @param {string} title */
function arrive(root, title) {
  if (last && last !== title) /** @type {HTMLElement} */ (root.querySelector("h2")).focus();
  last = title;
}
