/** Which gate is open. */

import { WORD } from "../cell_numbers.js";
import { add } from "../elements.js";
import { GATES } from "./terms.js";

/** Names of radio groups are the page's, and it may hold more than one explorer. */
let groups = 0;

/** @param {HTMLElement} parent @param {(gate: import("./terms.js").Gate) => void} onChoice */
export function createChoice(parent, onChoice) {
  const list = add(parent, "fieldset", "lv-gate-choice");
  add(list, "legend", "", "Gate");
  const name = `lv-gate-${(groups += 1)}`;
  const radios = GATES.map((gate) => {
    const label = add(list, "label", `lv-gate-of-${WORD[gate]}`);
    const radio = add(label, "input");
    Object.assign(radio, { type: "radio", name, value: gate });
    radio.addEventListener("change", () => onChoice(gate));
    add(label, "span", "", WORD[gate]);
    add(label, "i", "", gate);
    return radio;
  });
  return {
    /** @param {import("./terms.js").Gate} gate */
    update(gate) {
      for (const radio of radios) if (radio.value === gate && !radio.checked) radio.checked = true;
    },
  };
}
