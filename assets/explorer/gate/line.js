/** One line of the opened gate: a term, or the others of its group, or the sum of all. */

import { add, say } from "../elements.js";
import { exact, factorsOf, isBias, othersName, termName } from "./words.js";

/** @typedef {import("./rows.js").Row} Row */
/** @typedef {import("./terms.js").Term} Term */
/** @typedef {import("./bars.js").Shown} Shown */

/**
 * @param {HTMLElement} parent
 * @param {(term: Term, text: string, field: HTMLInputElement) => boolean} onEdit whether it was taken
 * @param {(slot: string) => void} [onUnfold]
 */
export function createLine(parent, onEdit, onUnfold) {
  const root = add(parent, "div", "lv-gate-row");
  root.setAttribute("role", "row");
  const cell = (/** @type {string} */ kind) => {
    const made = add(root, "span", `lv-gate-${kind}`);
    made.setAttribute("role", "cell");
    return made;
  };
  const name = cell("name");
  const text = add(name, "span");
  const button = add(name, "button", "lv-gate-unfold");
  button.type = "button";
  const factors = cell("factors");
  const field = add(factors, "input", "lv-gate-weight");
  Object.assign(field, { type: "text", inputMode: "decimal", autocomplete: "off", spellcheck: false });
  const value = add(factors, "span", "lv-gate-value");
  const track = cell("track");
  const zero = add(track, "i", "lv-gate-zero");
  const bar = add(track, "i", "lv-gate-bar");
  const product = cell("product");
  const sum = cell("sum");
  /** @type {Row | null} */
  let now = null;
  let written = "";
  let known = "";
  let stretched = "";

  button.addEventListener("click", () => now && onUnfold?.(now.slot));
  field.addEventListener("change", () => {
    if (now?.term && field.value !== written && onEdit(now.term, field.value, field)) field.value = written;
  });
  const restore = () => {
    field.value = written;
    field.removeAttribute("aria-invalid");
  };
  field.addEventListener("blur", restore);
  field.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Escape") restore();
  });

  /** @param {number} from @param {number} to @param {[number, number]} scale */
  function stretch(from, to, [low, high]) {
    const share = (/** @type {number} */ at) => `${((100 * (at - low)) / (high - low)).toFixed(2)}%`;
    const [origin, left, width] = [share(0), share(Math.min(from, to)), share(low + Math.abs(to - from))];
    const sign = to < from ? "minus" : "plus";
    const key = [origin, left, width, sign].join(" ");
    if (stretched === key) return;
    stretched = key;
    zero.style.left = origin;
    Object.assign(bar.style, { left, width });
    root.dataset.sign = sign;
  }

  /** What does not change with t. @param {Row} row @param {string} called @param {number | null} was the weight before it was edited @param {boolean} isOpen */
  function introduce({ slot, term, members }, called, was, isOpen) {
    root.dataset.part = slot;
    root.classList.toggle("lv-gate-part", Boolean(term && !members.length && slot.endsWith("+")));
    root.classList.toggle("lv-gate-edited", was !== null);
    text.hidden = factors.hidden = !term;
    button.hidden = Boolean(term);
    say(term ? text : button, called);
    button.setAttribute("aria-expanded", String(isOpen));
    const weight = term && isBias(term) ? called : `weight of ${called}`;
    field.setAttribute("aria-label", was === null ? weight : `${weight}, edited, was ${exact(was)}`);
  }

  return {
    root,
    /** @param {Row} row @param {Shown} shown @param {boolean} isOpen */
    update(row, shown, isOpen) {
      now = row;
      const { term } = row;
      const called = term ? termName(term, shown.where, shown.inputNames) : othersName(row, shown.where);
      const was = term && shown.before(term);
      const key = `${row.slot} ${called} ${was} ${isOpen}`;
      if (key !== known) introduce(row, called, was, isOpen);
      known = key;
      if (term) {
        const weight = exact(term.weight);
        if (weight !== written && (document.activeElement !== field || field.value === written)) field.value = weight;
        written = weight;
        say(value, factorsOf(term, shown.behind));
      }
      say(product, exact(row.product));
      say(sum, exact(row.to));
      stretch(row.from, row.to, shown.scale);
    },
    /** The last line: where all bars lead. @param {Shown} shown */
    finish({ z, scale }) {
      root.dataset.part = "z";
      button.hidden = factors.hidden = true;
      say(text, "sum, into the curve");
      say(product, "");
      say(sum, exact(z));
      stretch(0, z, scale);
    },
  };
}
