/** The order in which the strips show a layer's units, worked out once for each trace. */

import { ordersOf, orderUnits } from "./memory/order.js";

const ORDERS = /** @type {const} */ (["own", "similarity", "half-life", "weight"]);
const WORDS = { own: "as they are", similarity: "by similarity", "half-life": "by half-life", weight: "by weight" };

/** @param {import("./cells/kind.js").Kind} kind @returns {[number, string][]} the places in the list that make sense for a cell, in words */
export function ordersOffered(kind) {
  return ordersOf(kind).map((order) => [ORDERS.indexOf(order), WORDS[order]]);
}

export function createOrder() {
  let chosen = 0;
  /** @type {{trace: unknown, layer: number, chosen: number, order: number[]}} */
  let known = { trace: null, layer: -1, chosen: -1, order: [] };
  return {
    /** @param {number} order its place in the list */
    choose(order) {
      chosen = order;
    },
    /**
     * @param {import("./cells/forward.js").Model} model @param {any} thought with trace and weights @param {number} layer
     * @returns {number[]} the unit of each row
     */
    of(model, { trace, weights }, layer) {
      if (known.trace !== trace || known.layer !== layer || known.chosen !== chosen) {
        const { signals } = trace.layers[layer];
        known = { trace, layer, chosen, order: orderUnits(ORDERS[chosen], { signals, weights, model, layer }) };
      }
      return known.order;
    },
  };
}
