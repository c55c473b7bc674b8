/** The order in which the strips show a layer's units, worked out once for each trace. */

import { orderUnits } from "./memory/order.js";

const ORDERS = /** @type {const} */ (["own", "similarity", "half-life", "weight"]);

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
     * @param {import("./lstm.js").Model} model @param {any} thought with trace and weights @param {number} layer
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
