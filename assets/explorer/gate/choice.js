/** Which of the cell's gates is open. */

import { add } from "../elements.js";
import { signalInWords } from "../terms.js";

/** @typedef {import("../cells/kind.js").Kind} Kind */

/** Names of radio groups are the page's, and it may hold more than one explorer. */
let groups = 0;

/** @param {HTMLElement} parent @param {(gate: string) => void} onChoice */
export function createChoice(parent, onChoice) {
  const list = add(parent, "fieldset", "lv-gate-choice");
  const name = `lv-gate-${(groups += 1)}`;
  /** @type {HTMLInputElement[]} */
  let radios = [];
  /** @type {Kind | null} */
  let known = null;

  /** @param {Kind} kind */
  function offer(kind) {
    const { gates, words, names } = kind;
    list.replaceChildren();
    add(list, "legend", "", "Gate");
    radios = gates.map((gate) => {
      const label = add(list, "label", `lv-gate-of-${words[gate]}`);
      const radio = add(label, "input");
      Object.assign(radio, { type: "radio", name, value: gate });
      label.title = signalInWords(kind, gate);
      radio.setAttribute("aria-description", label.title);
      radio.addEventListener("change", () => onChoice(gate));
      add(label, "span", "", names[gate].replace(/ gate$/, ""));
      add(label, "i", "", gate);
      return radio;
    });
  }

  return {
    /** @param {Kind} kind @param {string} gate */
    update(kind, gate) {
      if (kind !== known) offer(kind);
      known = kind;
      for (const radio of radios) if (radio.value === gate && !radio.checked) radio.checked = true;
    },
  };
}
