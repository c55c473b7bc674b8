/** A gate as a vessel, filled to its value; it is also the button that opens the gate. */

import { addSvg, setAll } from "./drawing.js";
import { formatShort, formatNumber, shortName, WORD } from "./numbers.js";
import { candidateFill, gateFill } from "./shapes.js";
import { signalInWords } from "../terms.js";

/** @typedef {import("./read.js").Cell} Cell */
/** @typedef {{x: number, y: number, width: number, height: number}} Box */

/** Letters that fit into a vessel as they are. */
const LONG = 10;
/** Ids are the page's, and it may hold more than one cell. */
let clips = 0;

/**
 * @param {Element} root @param {import("../cells/kind.js").Kind} kind
 * @param {string} gate @param {Box} box @param {(gate: string) => void} onOpen
 * @returns {(cell: Cell) => void}
 */
export function createVessel(root, kind, gate, box, onOpen) {
  const signed = !kind.shares.includes(gate);
  const { x: left, y: top, width, height } = box;
  const group = addSvg(root, "g", { class: `lv-cell-gate lv-cell-${WORD[gate]}`, "data-gate": gate });
  asButton(group, `Open the ${kind.names[gate]}`, () => onOpen(gate));
  const meaning = signalInWords(kind, gate);
  group.setAttribute("aria-description", meaning);
  addSvg(group, "title").textContent = meaning;
  const clip = addSvg(group, "clipPath", { id: `lv-cell-clip-${(clips += 1)}` });
  const shape = { ...box, rx: 9 };
  addSvg(clip, "rect", shape);
  addSvg(group, "rect", { ...shape, class: "lv-cell-vessel" });
  const inside = addSvg(group, "g", { "clip-path": `url(#${clip.id})`, class: "lv-cell-one" });
  const fill = addSvg(inside, "rect", { x: left, width, class: "lv-cell-fill" });
  const surface = addSvg(inside, "line", { x1: left, x2: left + width, class: "lv-cell-surface", "stroke-dasharray": `9 ${width - 18}` });
  if (signed) {
    const middle = top + height / 2;
    addSvg(inside, "path", { d: `M${left} ${middle}h6M${left + width - 6} ${middle}h6`, class: "lv-cell-zero" });
  }
  addSvg(group, "rect", { ...shape, class: "lv-cell-rim" });
  const middle = { x: left + width / 2, "text-anchor": "middle" };
  const value = addSvg(group, "text", { ...middle, y: top + 26, class: "lv-cell-gate-value lv-cell-one" });
  const inner = addSvg(group, "text", { ...middle, y: top + 45, class: "lv-cell-small lv-cell-one" });
  addSvg(group, "text", { ...middle, y: top + height + 15, class: `lv-cell-text-${WORD[gate]}` }).textContent = shortName(kind, gate);
  // Where the strips of all units fill the vessel, its number stands beside the wire.
  const beside = addSvg(group, "text", { x: middle.x + 7, y: top - 5, class: "lv-cell-figure lv-cell-all" });
  const filling = signed ? candidateFill : gateFill;
  return ({ [gate]: amount, before: { [gate]: sum }, held: { [gate]: how } }) => {
    const { y, height: filled, level } = filling(amount, top, height);
    setAll(fill, { y, height: filled });
    setAll(surface, { y1: level, y2: level });
    value.textContent = beside.textContent = formatShort(amount);
    inner.textContent = how ?? `${signed ? "tanh" : "σ"}(${Math.abs(sum) < 10 ? formatShort(sum) : formatNumber(sum, 1)})`;
    fit(inner, width - 12);
    group.classList.toggle("lv-cell-holds", Boolean(how));
  };
}

/** Sets a long text closer, so that it keeps off the vessel's rim. @param {Element} text @param {number} room */
function fit(text, room) {
  if (String(text.textContent).length > LONG) setAll(text, { textLength: room, lengthAdjust: "spacingAndGlyphs" });
  else text.removeAttribute("textLength");
}

/** @param {SVGElement} element @param {string} name @param {() => void} onPress */
function asButton(element, name, onPress) {
  setAll(element, { role: "button", tabindex: 0, "aria-label": name });
  element.addEventListener("click", onPress);
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    onPress();
  });
}
