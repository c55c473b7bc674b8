/** The questions below the picture: one tab each; a panel is made when its tab is first opened, and drawn while it is open. */

import { add } from "../elements.js";

/**
 * What a panel is. `draw` comes with new weights, data, layer, theme or width, `point` once a frame with a new cursor or
 * unit; both get the explorer's whole view. `ask` brings what another part of the picture wants to see in it.
 * @typedef {{draw: (view: any) => void | Promise<void>, point: (view: any) => void, destroy: () => void,
 *   ask?: (wish: any) => void}} Panel
 */
/**
 * What any part of the explorer may put to a question: an event that bubbles, so that neither has to know the other.
 * @typedef {CustomEvent<{question: string, wish: any}>} Ask
 */
/**
 * What a panel may ask for: another place of the reader, a drawing of everything anew, or a counterfactual laid over the
 * picture (null takes it away).
 * @typedef {{go: (place: {t?: number, unit?: number, layer?: number}) => void, request: () => void,
 *   suppose: (supposed: any) => void}} Actions
 */
/** @typedef {{name: string, create: (parent: HTMLElement, actions: Actions) => Panel}} Question */

const STILL = "(prefers-reduced-motion: reduce)";

/** @param {HTMLElement} parent @param {Question[]} questions @param {Actions} actions */
export function createQuestions(parent, questions, actions) {
  const list = add(parent, "div", "lv-tabs");
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", "Questions");
  /** @type {any} */
  let view = null;
  let open = -1;
  const tabs = questions.map(({ name }, k) => {
    const tab = add(list, "button", "lv-tab", name);
    const pane = add(parent, "div", "lv-pane");
    const id = `lv-question-${k}`;
    Object.assign(tab, { type: "button", id: `${id}-tab` });
    pane.id = id;
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", id);
    pane.setAttribute("role", "tabpanel");
    pane.setAttribute("aria-labelledby", tab.id);
    tab.addEventListener("click", () => choose(k));
    return { tab, pane, panel: /** @type {Panel | null} */ (null) };
  });
  list.addEventListener("keydown", (event) => {
    const last = tabs.length - 1;
    const to = { ArrowRight: open === last ? 0 : open + 1, ArrowLeft: open === 0 ? last : open - 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    choose(to);
    tabs[open].tab.focus();
  });

  /** @param {number} k */
  function choose(k) {
    if (open === k) return;
    open = k;
    tabs.forEach(({ tab, pane }, each) => {
      tab.setAttribute("aria-selected", String(each === k));
      tab.tabIndex = each === k ? 0 : -1;
      pane.hidden = each !== k;
    });
    tabs[k].panel ??= questions[k].create(tabs[k].pane, actions);
    if (view) void drawOpen();
  }

  async function drawOpen() {
    const { panel, pane } = tabs[open];
    if (!panel || !view.trace) return;
    pane.setAttribute("aria-busy", "true");
    await panel.draw(view);
    panel.point(view);
    pane.setAttribute("aria-busy", "false");
  }

  /**
   * Opens a question, brings it into view and, where somebody asks, its panel to what is asked.
   * @param {string} name @param {any} [wish]
   */
  function openNamed(name, wish) {
    const at = questions.findIndex((question) => question.name === name);
    choose(at);
    if (wish) tabs[at].panel?.ask?.(wish);
    tabs[at].tab.focus({ preventScroll: true });
    parent.scrollIntoView({ block: "nearest", behavior: matchMedia(STILL).matches ? "instant" : "smooth" });
  }

  /** @param {Event} event */
  function onAsk(event) {
    const { question, wish } = /** @type {Ask} */ (event).detail;
    openNamed(question, wish);
  }

  const asked = parent.parentElement;
  asked?.addEventListener("lv-ask", onAsk);
  choose(0);

  return {
    open: openNamed,
    /** @param {any} now */
    async draw(now) {
      view = now;
      await drawOpen();
    },
    /** @param {any} now */
    point(now) {
      view = now;
      if (now.trace) tabs[open].panel?.point(now);
    },
    destroy() {
      asked?.removeEventListener("lv-ask", onAsk);
      for (const { panel } of tabs) panel?.destroy();
    },
  };
}
