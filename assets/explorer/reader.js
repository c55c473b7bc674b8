/** Where the reader stands: timestep, unit and layer, kept within the data and, after a rest, in the address. */

import { readPlace, writePlace } from "./address.js";
import { counts, usualPlace } from "./scene.js";

const REST = 200;

/** @typedef {import("./address.js").Place} Place */

/** @param {() => void} onMove */
export function createReader(onMove) {
  /** @type {Place | null} null before the first problem */
  let place = null;
  /** @type {Place} */
  let usual = { t: 0, unit: 0, layer: 0 };
  /** @type {number | null} where the pointer looks, for the moment */
  let glance = null;
  let rest = 0;

  function remember() {
    clearTimeout(rest);
    if (place) writePlace(place, usual);
  }

  return {
    /** The first problem is met at the address's place, the next ones where the reader was. @param {import("./wire.js").Message} problem */
    meet(problem) {
      const all = counts(problem);
      usual = usualPlace(problem);
      place = place ? bounded(place, all, usual) : { ...usual, ...readPlace(location.search, all) };
      glance = null;
    },
    /** @param {Partial<Place>} change */
    go(change) {
      if (!place) return;
      glance = null;
      place = { ...place, ...change };
      clearTimeout(rest);
      rest = setTimeout(remember, REST);
      onMove();
    },
    /** @param {number | null} t null: back to where the reader stands */
    look(t) {
      if (glance === t) return;
      glance = t;
      onMove();
    },
    remember,
    here: () => ({ t: glance ?? place?.t ?? null, unit: place?.unit ?? null, layer: place?.layer ?? null }),
    stop: () => clearTimeout(rest),
  };
}

/**
 * @param {Place} place @param {Place} all how many there are @param {Place} usual
 * @returns {Place} what there is no more becomes what is usual
 */
export function bounded(place, all, usual) {
  return {
    t: place.t < all.t ? place.t : usual.t,
    unit: place.unit < all.unit ? place.unit : usual.unit,
    layer: place.layer < all.layer ? place.layer : usual.layer,
  };
}
