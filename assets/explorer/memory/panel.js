/** Memory: how long each unit holds what it wrote, what is left of it, and how far it is saturated; for any cell. */

import { kindOf } from "../cells/kind.js";
import { add, addStyle } from "../elements.js";
import { createBody } from "./body.js";

/** @param {HTMLElement} parent @param {import("../questions/tabs.js").Actions} actions @returns {import("../questions/tabs.js").Panel} */
export function createMemoryPanel(parent, actions) {
  for (const name of ["./panel.css", "../questions/table.css"]) addStyle(parent, name, import.meta.url);
  const root = add(parent, "div", "lv-memory");
  /** @type {ReturnType<typeof createBody> | null} */
  let body = null;
  /** @type {import("../cells/kind.js").Kind | null} whose body it is */
  let kind = null;

  return {
    async draw(view) {
      const now = kindOf(view.problem.values.model);
      if (now !== kind) {
        body?.destroy();
        root.replaceChildren();
        body = createBody(root, now, actions);
        kind = now;
      }
      await /** @type {NonNullable<typeof body>} */ (body).draw(view);
    },
    point(view) {
      if (kindOf(view.problem.values.model) === kind) body?.point(view);
    },
    destroy() {
      body?.destroy();
      root.remove();
    },
  };
}
