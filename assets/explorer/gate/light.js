/** Terms and bars light each other: what is pointed at or focused, and all that stands for the same. */

/**
 * Elements say by `data-part` what they stand for: "x" for all of W x_t, "x3" for one term of it.
 * @param {HTMLElement} root
 */
export function lightParts(root) {
  /** @param {EventTarget | null} target */
  const partOf = (target) => /** @type {HTMLElement | null} */ (target instanceof Element ? target.closest("[data-part]") : null)?.dataset.part ?? null;
  /** @param {string | null} part */
  function light(part) {
    for (const each of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-part]"))) {
      each.classList.toggle("lv-lit", part !== null && belongs(String(each.dataset.part), part));
    }
  }
  const focused = () => partOf(root.contains(document.activeElement) ? document.activeElement : null);
  root.addEventListener("pointerover", (event) => light(partOf(event.target) ?? focused()));
  root.addEventListener("pointerleave", () => light(focused()));
  root.addEventListener("focusin", (event) => light(partOf(event.target)));
  root.addEventListener("focusout", () => light(null));
}

/** @param {string} own @param {string} pointed */
export function belongs(own, pointed) {
  return own === pointed || (own.length === 1 && pointed.startsWith(own)) || (pointed.length === 1 && own.startsWith(pointed));
}

/**
 * One stop of the Tab key for all the terms; the arrow keys go on from there.
 * @param {HTMLElement} root
 */
export function walkParts(root) {
  const all = () => /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-part]")]);
  root.addEventListener("focusin", (event) => {
    for (const each of all()) each.tabIndex = each === event.target ? 0 : -1;
  });
  root.addEventListener("keydown", (event) => {
    const turn = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!turn) return;
    event.preventDefault();
    const parts = all();
    const at = parts.indexOf(/** @type {HTMLElement} */ (event.target));
    parts[(at + turn + parts.length) % parts.length]?.focus();
  });
  return () => {
    const parts = all();
    if (!parts.some((each) => each.tabIndex === 0) && parts[0]) parts[0].tabIndex = 0;
  };
}
