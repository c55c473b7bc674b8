/** What the top row of the sequence shows, as data for the spec's traces; by the timestep of the answer. */

import { isAhead } from "./ahead.js";
import { departures } from "./whatif/departures.js";
import { supposedIn } from "./whatif/suppose.js";

/** @typedef {Record<string, Record<string, unknown>>} TraceData */

/**
 * @param {any} view
 * @returns {TraceData} by the trace's name in the spec
 */
export function topRow(view) {
  return view.problem.values.loss === "cross_entropy" ? symbols(view) : levels(view);
}

/** @param {any} view @returns {TraceData} */
function levels(view) {
  const { problem, shown, freeRun } = view;
  const { part, actual, anchor } = problem.arrays;
  const x = Array.from(part, (_, t) => t);
  const everywhere = isAhead(problem); // it speaks also of rows that nobody knows yet
  /** @param {ArrayLike<number>} values */
  const asked = (values) => x.map((t) => ((everywhere || part[t] >= 0) && Number.isFinite(values[t]) ? values[t] : null));
  /** @type {TraceData} */
  const data = { value: { x, y: asked(actual) }, "last value": { x, y: asked(anchor) } };
  if (shown.levels) data.prediction = { x, y: asked(shown.levels) };
  if (shown.band) Object.assign(data, bandLines(shown.band));
  const supposed = supposedIn(view);
  if (supposed?.shown.levels) {
    data["what if"] = { x, y: asked(departures(shown.levels, supposed.shown.levels)), ...named(supposed) };
  }
  if (freeRun && shown.levels) {
    const last = x.length - 1;
    const y = [shown.levels[last], ...freeRun].map((value) => (Number.isFinite(value) ? value : null));
    data["free run"] = { x: y.map((_, k) => last + k), y };
  }
  return data;
}

/** The edges of the band, on into the forecast. @param {import("./ahead.js").Band} band @returns {TraceData} */
function bandLines({ from, to }) {
  const x = Array.from(from, (_, k) => k);
  const edge = (/** @type {Float64Array} */ values) => ({ x, y: Array.from(values, (value) => (Number.isFinite(value) ? value : null)) });
  return { "band from": edge(from), "band to": edge(to) };
}

/** The symbol that is fed at each timestep, and the class asked and answered. @param {any} view @returns {TraceData} */
function symbols(view) {
  const { problem, trace } = view;
  const { inputs, targets, part } = problem.arrays;
  const { input_names: names, class_names: classes, model } = problem.values;
  const rows = symbolRows(names, classes);
  const fed = Array.from(part, (_, t) => largest(inputs, t, model.input_size));
  const asked = fed.map((_, t) => t).filter((t) => part[t] >= 0);
  /** @param {(t: number) => number} classAt */
  const answers = (classAt) => ({ x: asked, y: asked.map((t) => rows.indexOf(classes[classAt(t)])) });
  /** @type {TraceData} */
  const data = {
    symbol: { x: fed.map((_, t) => t), y: fed, text: fed.map((row) => literal(names[row])) },
    target: answers((t) => targets[t]),
  };
  if (trace) data.prediction = answers((t) => largest(trace.y, t, model.output_size));
  const supposed = supposedIn(view);
  if (supposed) data["what if"] = { ...answers((t) => largest(supposed.trace.y, t, model.output_size)), ...named(supposed) };
  return data;
}

/** A departure of another kind than held signals goes by its own name. @param {{interventions?: any[], label: string}} supposed */
function named({ interventions, label }) {
  return interventions ? {} : { name: literal(label) };
}

/** The input's symbols, then classes that are no input. @param {string[]} names @param {string[]} classes */
export function symbolRows(names, classes) {
  return [...names, ...classes.filter((name) => !names.includes(name))];
}

/**
 * @param {ArrayLike<number>} values (T·K) @param {number} t @param {number} count K
 * @returns {number} where the largest of the K values at t stands
 */
export function largest(values, t, count) {
  let best = 0;
  for (let k = 1; k < count; k += 1) if (values[t * count + k] > values[t * count + best]) best = k;
  return best;
}

/** Softmax of the K logits at t. @param {ArrayLike<number>} logits (T·K) @param {number} t @param {number} count K */
export function probabilities(logits, t, count) {
  const own = Array.from({ length: count }, (_, k) => logits[t * count + k]);
  const most = Math.max(...own);
  const weights = own.map((value) => Math.exp(value - most));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** Text that Plotly shows letter by letter. @param {string} text */
export function literal(text) {
  return text.replace(/[&<>"'$%{]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
