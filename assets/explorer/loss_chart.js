/** The loss over training, as its spec says. */

import { add } from "./elements.js";
import { three } from "./numbers.js";
import { draw, filled, purge } from "./plotly.js";

/** @param {HTMLElement} card @param {(step: number) => void} onStep called with the step that was clicked */
export function createLossChart(card, onStep) {
  const heading = add(card, "div", "lv-heading");
  add(heading, "h2", "", "Training");
  const said = add(heading, "span");
  const frame = add(card, "div", "lv-plot lv-loss");
  const plot = add(frame, "div", "lv-plotly");
  const empty = add(frame, "p", "lv-empty", "The loss appears here with the first training steps.");
  const marks = [add(frame, "div", "lv-cursor lv-compared"), add(frame, "div", "lv-cursor")];
  /** @type {(number | null)[]} the compared step and the shown one; null: no line */
  let marked = [null, null];
  let listens = false;
  /** What the picture was made from: at another step of training it stays as it is. @type {unknown[]} */
  let drawn = [];

  function place() {
    const full = /** @type {any} */ (plot)._fullLayout;
    if (!full?.xaxis) return;
    const { _offset: left, _length: width } = full.xaxis;
    marks.forEach((mark, k) => {
      const step = marked[k];
      const x = step === null ? -1 : full.xaxis.l2p(step);
      mark.hidden = !(x >= 0 && x <= width);
      Object.assign(mark.style, { top: `${full.yaxis._offset}px`, height: `${full.yaxis._length}px` });
      mark.style.transform = `translateX(${left + x}px)`;
    });
  }

  frame.addEventListener("click", (event) => {
    const axis = /** @type {any} */ (plot)._fullLayout?.xaxis;
    const x = event.clientX - frame.getBoundingClientRect().left - (axis?._offset ?? 0);
    if (axis && x >= 0 && x <= axis._length) onStep(Math.max(0, axis.p2l(x)));
  });

  return {
    /** @param {any} view */
    async draw(view) {
      const { values, arrays } = view.live;
      said.textContent = sentence(values, view.problem.values.loss);
      const made = [view.run, view.specs.loss, view.widths.loss, view.font, arrays.loss, arrays.validation, view.branch];
      if (made.every((each, k) => each === drawn[k])) return;
      drawn = made;
      const spec = view.specs.loss;
      const layout = structuredClone(spec.layout);
      layout.width = view.widths.loss;
      layout.font.family = view.font;
      layout.uirevision = view.run;
      Object.assign(layout.yaxis, lossAxis([...arrays.loss, ...arrays.validation, ...(view.branch?.y ?? [])]));
      empty.hidden = arrays.loss.length > 0;
      plot.classList.toggle("lv-away", !empty.hidden);
      const data = {
        training: { x: arrays.loss_step, y: arrays.loss },
        validation: { x: arrays.validation_step, y: arrays.validation },
        ...(view.branch ? { parent: view.branch } : {}),
      };
      await draw(plot, filled(spec.data, data), layout);
      if (!listens) {
        listens = true;
        for (const name of ["plotly_relayout", "plotly_afterplot"]) /** @type {any} */ (plot).on(name, place);
      }
      place();
    },
    /** Marks the step that is shown and the one it is compared with. @param {number | null} shown @param {number | null} compared */
    mark(shown, compared) {
      marked = [compared, shown];
      place();
    },
    width: () => frame.clientWidth,
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

/** @type {Record<string, string>} */
const LOSSES = {
  mse: "mean squared error of scaled values",
  cross_entropy: "cross entropy in nats",
  quantile: "quantile loss of scaled values",
};

/** @param {Record<string, any>} values a live message's @param {string} loss */
function sentence(values, loss) {
  const pieces = [LOSSES[loss]];
  if (values.learning_rate) pieces.push(`learning rate ${String(values.learning_rate)}`);
  if (values.grad_norm !== null && values.grad_norm !== undefined) pieces.push(`gradient norm ${three(values.grad_norm)}`);
  return pieces.join(" · ");
}
