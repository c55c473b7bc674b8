/** The loss curve's numbers as a table: at the steps that the time machine can show, the newest first. */

import { addStyle } from "./elements.js";
import { grouped, three } from "./numbers.js";
import { createTable } from "./questions/table.js";

/** @param {HTMLElement} card @returns {(view: any) => void} */
export function createLossTable(card) {
  addStyle(card, "./questions/table.css", import.meta.url);
  const table = createTable(card, "Loss by training step", ["step", "training loss", "validation loss"]);
  return ({ live }) => {
    table.hide(!lossRows(live.arrays, 1).length);
    table.show(() => lossRows(live.arrays));
  };
}

/**
 * @param {Record<string, ArrayLike<number>>} arrays of a live message @param {number} [most] how many rows at most
 * @returns {string[][]} the newest step first; the validation loss is the last one that was taken by then
 */
export function lossRows({ snapshots, snapshot_loss: loss, snapshot_validation: validation }, most = Infinity) {
  const steps = Array.from(snapshots ?? [], (step, k) => ({ step, k })).filter(({ step }) => step > 0).reverse();
  return steps.slice(0, most).map(({ step, k }) => [grouped(step), three(loss[k]), three(validation[k])]);
}
