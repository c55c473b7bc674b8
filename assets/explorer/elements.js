/** Making elements: all text goes in as text, never as markup. */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {HTMLElement} parent
 * @param {Tag} tag
 * @param {string} [className]
 * @param {string} [text]
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function add(parent, tag, className = "", text = "") {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  parent.append(made);
  return made;
}

/**
 * Brings a stylesheet that stands beside a module; an exported page holds them all.
 * @param {HTMLElement} parent @param {string} name @param {string} moduleUrl the module's import.meta.url
 */
export function addStyle(parent, name, moduleUrl) {
  if (document.documentElement.dataset.lvStyles === "inline") return;
  const link = add(parent, "link");
  link.rel = "stylesheet";
  link.href = new URL(name, moduleUrl).href;
}

/** Writes only what changed, so that a reader's selection and the accessibility tree stay calm.
 * @param {HTMLElement} element @param {string} text */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * A labelled choice; `offer` changes what can be chosen, `choose` what is.
 * @param {HTMLElement} parent @param {string} name @param {(value: number) => void} onChoice
 */
export function addChoice(parent, name, onChoice) {
  const label = add(parent, "label", "lv-choice");
  add(label, "span", "", name);
  const select = add(label, "select");
  select.addEventListener("change", () => onChoice(Number(select.value)));
  return {
    label,
    /** @param {[number, string][]} options */
    offer(options) {
      const now = [...select.options].map((option) => option.textContent);
      if (now.join("\n") === options.map(([, text]) => text).join("\n")) return;
      select.replaceChildren(...options.map(([value, text]) => new Option(text, String(value))));
    },
    /** @param {number} value */
    choose(value) {
      if (select.value !== String(value)) select.value = String(value);
    },
  };
}
