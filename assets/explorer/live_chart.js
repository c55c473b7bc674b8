/** A figure that Python made, drawn in place: what is there stays until the new picture stands. */

import { draw, purge } from "./plotly.js";

/**
 * @typedef {{figure: string, alt: string}} Data the figure as Plotly's JSON, and what it shows in a sentence
 * @typedef {{element: HTMLElement, data: Data, drawing: boolean, late: boolean, gone: boolean, watch: ResizeObserver}} Chart
 */

/** @type {WeakMap<HTMLElement, Chart>} */
const charts = new WeakMap();

/**
 * Draws the figure; Streamlit calls this at every rerun with the same parent element.
 * @param {{data: Data, parentElement: HTMLElement}} component
 * @returns {() => void} takes the chart away once its place in the page is gone
 */
export function mount({ data, parentElement }) {
  const chart = charts.get(parentElement) ?? begin(parentElement, data);
  chart.data = data;
  chart.element.setAttribute("aria-label", data.alt);
  show(chart);
  // Streamlit also calls this where the component stays and has just been drawn: two calls close together (seen).
  return () => setTimeout(() => parentElement.isConnected || end(parentElement, chart));
}

/** @param {HTMLElement} parent @param {Chart} chart */
function end(parent, chart) {
  chart.gone = true;
  chart.watch.disconnect();
  charts.delete(parent);
  chart.element.remove();
  if (!chart.drawing) purge(chart.element);
}

/** @param {HTMLElement} parent @param {Data} data @returns {Chart} */
function begin(parent, data) {
  const element = document.createElement("div");
  element.setAttribute("role", "img");
  element.style.overflow = "hidden";
  element.style.minHeight = `${JSON.parse(data.figure).layout.height}px`;
  parent.append(element);
  const chart = { element, data, drawing: false, late: false, gone: false, watch: new ResizeObserver(() => show(chart)) };
  chart.watch.observe(element);
  charts.set(parent, chart);
  return chart;
}

/**
 * One drawing at a time, the newest wins.
 * @param {Chart} chart
 */
async function show(chart) {
  chart.late = chart.drawing;
  if (chart.drawing || !chart.element.clientWidth) return;
  chart.drawing = true;
  const { data, layout } = JSON.parse(chart.data.figure);
  try {
    await draw(chart.element, data, { ...layout, width: chart.element.clientWidth });
  } finally {
    chart.drawing = false;
  }
  if (chart.gone) purge(chart.element);
  else if (chart.late) await show(chart);
}
