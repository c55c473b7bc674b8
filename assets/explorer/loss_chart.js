/** The loss over training, as its spec says. */

import { add } from "./elements.js";
import { three } from "./numbers.js";
import { draw, filled, purge } from "./plotly.js";

/** @param {HTMLElement} card */
export function createLossChart(card) {
  const heading = add(card, "div", "lv-heading");
  add(heading, "h2", "", "Training");
  const said = add(heading, "span");
  const frame = add(card, "div", "lv-plot lv-loss");
  const plot = add(frame, "div", "lv-plotly");
  const empty = add(frame, "p", "lv-empty", "The loss appears here with the first training steps.");

  return {
    /** @param {any} view */
    async draw(view) {
      const { values, arrays } = view.live;
      const spec = view.specs.loss;
      const layout = structuredClone(spec.layout);
      layout.width = frame.clientWidth;
      layout.font.family = view.font;
      layout.uirevision = view.run;
      if (view.narrow) layout.margin.l = 52;
      empty.hidden = arrays.loss.length > 0;
      plot.classList.toggle("lv-away", !empty.hidden);
      said.textContent = sentence(values, view.problem.values.loss);
      const data = {
        training: { x: arrays.loss_step, y: arrays.loss },
        validation: { x: arrays.validation_step, y: arrays.validation },
      };
      await draw(plot, filled(spec.data, data), layout);
    },
    destroy: () => purge(plot),
  };
}

/** @param {Record<string, any>} values a live message's @param {string} loss */
function sentence(values, loss) {
  const pieces = [loss === "mse" ? "mean squared error of scaled values" : "cross entropy in nats"];
  if (values.learning_rate) pieces.push(`learning rate ${three(values.learning_rate)}`);
  if (values.grad_norm !== null && values.grad_norm !== undefined) pieces.push(`gradient norm ${three(values.grad_norm)}`);
  return pieces.join(" · ");
}
