/** Where the reader stands, in the page's address: read once, written by replacing, all else in it left alone. */

/** @typedef {{t: number, unit: number, layer: number}} Place */

const NAMES = /** @type {const} */ (["t", "unit", "layer"]);

/**
 * @param {string} search the address from its question mark on
 * @param {Place} counts how many timesteps, units and layers there are
 * @returns {Partial<Place>} what the address says, where it makes sense
 */
export function readPlace(search, counts) {
  const words = new URLSearchParams(search);
  /** @type {Partial<Place>} */
  const place = {};
  for (const name of NAMES) {
    const word = words.get(name) ?? "";
    if (/^\d{1,7}$/.test(word) && Number(word) < counts[name]) place[name] = Number(word);
  }
  return place;
}

/**
 * @param {string} search @param {Place} place @param {Place} usual what is left out of the address
 * @returns {string} the address from its question mark on, or ""
 */
export function withPlace(search, place, usual) {
  const words = new URLSearchParams(search);
  for (const name of NAMES) {
    if (place[name] === usual[name]) words.delete(name);
    else words.set(name, String(place[name]));
  }
  const text = words.toString();
  return text ? `?${text}` : "";
}

/** @param {Place} place @param {Place} usual */
export function writePlace(place, usual) {
  write(withPlace(location.search, place, usual));
}

/** The step of training that the address names; null: the newest. @param {string} search @returns {number | null} */
export function readStep(search) {
  const word = new URLSearchParams(search).get("step") ?? "";
  return /^\d{1,9}$/.test(word) ? Number(word) : null;
}

/** @param {number | null} step */
export function writeStep(step) {
  const words = new URLSearchParams(location.search);
  if (step === null) words.delete("step");
  else words.set("step", String(step));
  const text = words.toString();
  write(text ? `?${text}` : "");
}

/** @param {string} search */
function write(search) {
  if (location.protocol === "file:") return; // a page on disk may not change its address
  if (search !== location.search) history.replaceState(history.state, "", location.pathname + search + location.hash);
}
