/** The trace as a tidy table: a row for every layer, signal, unit and timestep, with all digits. */

const END = "\r\n";

/**
 * The table in pieces, one a layer and signal, so that a large one never is one string.
 * @param {{layers: {signals: Record<string, Float64Array>}[]}} trace @param {string[]} names of the cell's signals
 * @param {number} units H @param {string[]} labels of the timesteps, or none
 * @returns {Generator<string>}
 */
export function* traceCsv(trace, names, units, labels) {
  yield `layer,signal,unit,t,${labels.length ? "time," : ""}value${END}`;
  for (const [layer, { signals }] of trace.layers.entries()) {
    for (const name of names) yield rows(`${layer + 1},${name}`, signals[name], units, labels);
  }
}

/** @param {string} start @param {Float64Array} values (T·H) @param {number} units @param {string[]} labels */
function rows(start, values, units, labels) {
  const lines = [];
  for (let unit = 0; unit < units; unit += 1) {
    for (let at = unit, t = 0; at < values.length; at += units, t += 1) {
      lines.push(`${start},${unit},${t},${labels.length ? `${cell(labels[t])},` : ""}${values[at]}${END}`);
    }
  }
  return lines.join("");
}

/** Text that a table keeps together and a spreadsheet takes for no formula. @param {string} text */
export function cell(text) {
  const safe = /^\s*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
