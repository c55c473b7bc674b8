/** The loss of the run that this one was forked from, fetched once, drawn as the branch that was left. */

import { fromServer } from "../feed.js";
import { unpack } from "../wire.js";

/**
 * @param {string} base where the runs' addresses begin
 * @param {{run: string, step: number}} origin
 * @param {import("../feed.js").Source} [source]
 * @returns {Promise<{step: number, x: number[], y: number[]} | null>} the training loss from the fork on; null if it is not there any more
 */
export async function fetchBranch(base, origin, source = fromServer) {
  try {
    const { values, arrays } = unpack(await source(`${base}runs/${origin.run}/live?have=0`));
    return values.state === "gone" ? null : branchOf(arrays, origin.step);
  } catch {
    return null;
  }
}

/** @param {Record<string, any>} arrays a live message's @param {number} step */
export function branchOf(arrays, step) {
  const x = [];
  const y = [];
  for (let k = 0; k < arrays.loss_step.length; k += 1) {
    if (arrays.loss_step[k] < step) continue;
    x.push(arrays.loss_step[k]);
    y.push(arrays.loss[k]);
  }
  return { step, x, y };
}
