/** The presets of a cell as buttons. */

import { add, say } from "../elements.js";
import { explain } from "../terms.js";
import { PRESETS } from "./presets.js";

/** @typedef {import("./presets.js").Preset} Preset */

/** @param {HTMLElement} parent @param {(make: Preset["make"]) => void} onAsk */
export function createPresets(parent, onAsk) {
  const row = add(parent, "div", "lv-whatif-presets");
  /** @type {Preset[]} */
  let offered = [];
  /** @type {HTMLElement[]} */
  let labels = [];

  return {
    /** @param {import("../cells/kind.js").Kind} kind */
    offer({ name }) {
      if (offered === PRESETS[name]) return;
      offered = PRESETS[name];
      row.replaceChildren();
      labels = offered.map((preset) => {
        const button = add(row, "button", "lv-button lv-whatif-preset");
        button.type = "button";
        const label = add(button, "span", "", preset.name);
        add(button, "small", "", preset.what);
        if (preset.name.startsWith("Ablate")) explain(button, "ablate");
        if (preset.name.startsWith("Erase")) explain(button, "erase");
        button.addEventListener("click", () => onAsk(preset.make));
        return label;
      });
    },
    /** Says of whom and when. @param {string} whom the chosen units in words @param {number} t */
    name(whom, t) {
      offered.forEach(({ name }, k) => say(labels[k], name.replace(/ t$/, ` t\u00a0=\u00a0${t}`).replace("the units", whom)));
    },
  };
}
