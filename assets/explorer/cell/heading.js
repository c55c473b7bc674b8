/** The cell's heading: its layer, its unit, all of them, and the timestep. */

import { add } from "../elements.js";

/**
 * @param {HTMLElement} root
 * @param {{onUnit: (unit: number) => void, onLayer: (layer: number) => void, onAll: (yes: boolean) => void}} handlers
 */
export function createHeading(root, { onUnit, onLayer, onAll }) {
  const bar = add(root, "div", "lv-cell-heading");
  add(bar, "h2", "", "The cell at this step");
  const empty = add(root, "p", "lv-cell-empty", "The cell fills with the first weights.");
  const where = add(bar, "span", "lv-cell-where");
  const layer = createSelect(where, "layer", 1, onLayer);
  const unit = createSelect(where, "unit", 0, onUnit);
  const all = createToggle(where, "all units", onAll);
  const time = add(bar, "span", "lv-cell-time");
  time.append("t = ");
  const timestep = add(time, "b");
  return {
    /** @param {boolean} yes */
    empty(yes) {
      empty.hidden = !yes;
      where.hidden = yes;
      time.hidden = yes;
    },
    /** @param {number} layers @param {number} units @param {number} atLayer @param {number} atUnit @param {number} t */
    update(layers, units, atLayer, atUnit, t) {
      layer(layers, atLayer);
      unit(units, atUnit);
      all.hidden = units < 2;
      timestep.textContent = String(t);
    },
  };
}

/** @param {HTMLElement} parent @param {string} name @param {(pressed: boolean) => void} onPress */
function createToggle(parent, name, onPress) {
  const button = add(parent, "button", "lv-cell-toggle", name);
  button.type = "button";
  let pressed = false;
  button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", () => {
    pressed = !pressed;
    button.setAttribute("aria-pressed", String(pressed));
    onPress(pressed);
  });
  return button;
}

/**
 * A choice among numbers; hidden where there is only one.
 * @param {HTMLElement} parent @param {string} name @param {number} first what the number 0 is called
 * @param {(chosen: number) => void} onChoice
 */
function createSelect(parent, name, first, onChoice) {
  const label = add(parent, "label", "lv-choice");
  label.append(`${name} `);
  const select = add(label, "select");
  select.addEventListener("change", () => onChoice(Number(select.value)));
  return (/** @type {number} */ count, /** @type {number} */ chosen) => {
    if (select.options.length !== count) {
      select.replaceChildren(...Array.from({ length: count }, (_, k) => new Option(String(k + first), String(k))));
      label.hidden = count < 2;
    }
    if (select.selectedIndex !== chosen) select.selectedIndex = chosen;
  };
}
