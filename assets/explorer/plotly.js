/** plotly.js, loaded once from beside this file unless it is there already, and drawn without furniture. */

/** @type {Promise<any> | null} */
let loading = null;

const CONFIG = { displayModeBar: false, scrollZoom: false, doubleClick: false, responsive: false, showTips: false };

/**
 * What a double click brings back: the ranges of the last drawing. Plotly's own reset goes to those of the first one.
 * @type {WeakMap<HTMLElement, Record<string, unknown>>}
 */
const whole = new WeakMap();

/** @returns {Promise<any>} the global Plotly */
export function loadPlotly() {
  if (/** @type {any} */ (globalThis).Plotly) return Promise.resolve(/** @type {any} */ (globalThis).Plotly);
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL("./plotly.min.js", import.meta.url).href;
    script.addEventListener("load", () => resolve(/** @type {any} */ (globalThis).Plotly));
    script.addEventListener("error", () => {
      loading = null;
      script.remove();
      reject(new Error("plotly.js did not load"));
    });
    document.head.append(script);
  });
  return loading;
}

/**
 * Draws in place: what is there stays until the new picture stands, and a reader's zoom stays.
 * @param {HTMLElement} element @param {any[]} traces @param {any} layout
 */
export async function draw(element, traces, layout) {
  const Plotly = await loadPlotly();
  const first = !whole.has(element);
  whole.set(element, rangesOf(layout));
  await Plotly.react(element, traces, layout, CONFIG);
  if (first) /** @type {any} */ (element).on("plotly_doubleclick", () => Plotly.relayout(element, { ...whole.get(element) }));
}

/** @param {any} layout */
function rangesOf(layout) {
  const axes = Object.entries(layout).filter(([name, axis]) => /^[xy]axis\d*$/.test(name) && !axis.fixedrange);
  return Object.fromEntries(axes.map(([name, { range }]) => (range ? [`${name}.range`, [...range]] : [`${name}.autorange`, true])));
}

/** @param {HTMLElement} element */
export function purge(element) {
  whole.delete(element);
  /** @type {any} */ (globalThis).Plotly?.purge(element);
}

/**
 * @param {any[]} traces a spec's
 * @param {Record<string, object>} data by the trace's `meta`; traces without data are left out
 */
export function filled(traces, data) {
  return traces.filter((trace) => data[trace.meta]).map((trace) => ({ ...trace, ...data[trace.meta] }));
}
