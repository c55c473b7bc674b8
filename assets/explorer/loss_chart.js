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
      Object.assign(layout.yaxis, lossAxis([...arrays.loss, ...arrays.validation]));
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

/**
 * Range and ticks that end at halves of a decade, so that the axis rarely moves; the same as in lstm_viz/figures/loss.py.
 * @param {number[]} losses
 */
export function lossAxis(losses) {
  const shown = losses.filter((loss) => Number.isFinite(loss) && loss > 0);
  if (shown.length === 0) return {};
  const first = Math.floor(2 * Math.log10(shown.reduce((a, b) => Math.min(a, b))));
  const last = Math.max(first + 1, Math.ceil(2 * Math.log10(shown.reduce((a, b) => Math.max(a, b)))));
  const span = last - first;
  const every = span <= 4 ? 1 : span <= 12 ? 2 : 4;
  const tickvals = [];
  for (let half = first; half <= last; half += 1) {
    if (half % every === 0) tickvals.push(Number(`${half % 2 === 0 ? 1 : 3}e${Math.floor(half / 2)}`));
  }
  return { range: [first / 2, last / 2], tickvals, ticktext: tickvals.map((tick) => String(tick)) };
}

/** @param {Record<string, any>} values a live message's @param {string} loss */
function sentence(values, loss) {
  const pieces = [loss === "mse" ? "mean squared error of scaled values" : "cross entropy in nats"];
  if (values.learning_rate) pieces.push(`learning rate ${String(values.learning_rate)}`);
  if (values.grad_norm !== null && values.grad_norm !== undefined) pieces.push(`gradient norm ${three(values.grad_norm)}`);
  return pieces.join(" · ");
}
