/** What stands above the strips: where the cursor is, the walk through time, the layer, and the run into the unknown. */

import { isAhead, stepInWords } from "./ahead.js";
import { kindOf } from "./cells/kind.js";
import { createColourChoice } from "./colour_choice.js";
import { createCursor } from "./cursor.js";
import { add, addChoice, say } from "./elements.js";
import { freeRunRefusal } from "./free_run.js";
import { ordersOffered } from "./order_choice.js";
import { answerSentence, timeInWords } from "./reading.js";

/** @type {[number, string][]} */
const LENGTHS = [[0, "off"], [50, "50 steps"], [100, "100 steps"], [200, "200 steps"]];

/**
 * @param {ReturnType<typeof import("./skeleton.js").createSkeleton>} bones
 * @param {{onMove: (t: number) => void, onRest: () => void, onLayer: (layer: number) => void, onFreeRun: (steps: number) => void,
 *   onAhead: (step: number) => void, onOrder: (order: number) => void}} handlers
 */
export function createSequencePanel({ where, controls, said }, { onMove, onRest, onLayer, onFreeRun, onAhead, onOrder }) {
  const cursor = createCursor(controls, { onMove, onRest });
  const layer = addChoice(controls, "layer", onLayer);
  let chosen = 0;
  const order = addChoice(controls, "units", (value) => {
    chosen = value;
    onOrder(value);
  });
  const colours = createColourChoice(controls, /** @type {HTMLElement} */ (said.parentElement));
  const freeRun = addChoice(controls, "run on freely", onFreeRun);
  freeRun.offer(LENGTHS);
  const ahead = addChoice(controls, "forecast", onAhead);
  const refusal = add(controls, "span", "lv-said");
  cursor.listen(controls);

  return {
    listen: cursor.listen,
    walks: cursor.walks,
    halt: cursor.halt,
    /** @param {any} view */
    draw(view) {
      const { model, loss } = view.problem.values;
      const layers = model.num_layers;
      layer.label.hidden = layers < 2;
      layer.offer(Array.from({ length: layers }, (_, k) => [k, String(k + 1)]));
      order.label.hidden = model.hidden_size < 3;
      const orders = ordersOffered(kindOf(model));
      order.offer(orders);
      order.choose(orders.some(([value]) => value === chosen) ? chosen : 0);
      colours.draw(view);
      const refused = freeRunRefusal(view.problem);
      freeRun.label.hidden = refused !== null;
      say(refusal, loss === "mse" ? refused ?? "" : "");
      ahead.label.hidden = !isAhead(view.problem);
      if (isAhead(view.problem)) {
        ahead.offer(Array.from({ length: view.problem.values.ahead.steps }, (_, k) => [k + 1, stepInWords(k + 1)]));
        ahead.choose(view.problem.values.ahead.step);
      }
      say(said, answerSentence(view));
    },
    /** @param {any} view */
    point(view) {
      const words = timeInWords(view, view.t);
      const { target_name: target, unit } = view.problem.values;
      say(where, view.narrow ? `${target}${unit ? `, ${unit}` : ""} · ${words}` : words);
      cursor.put(view.t, view.problem.arrays.part.length - 1, words);
      layer.choose(view.layer);
      colours.point(view);
    },
  };
}
