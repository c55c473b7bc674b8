/** What a download is called: the data, the cell and the step of training say where it comes from. */

import { kindOf } from "../cells/kind.js";

const MOST_LETTERS = 60;

/**
 * @param {any} view @param {string} what the file holds @param {string} ending
 * @returns {string} of letters, digits, - and _ before the ending
 */
export function fileName({ problem, live }, what, ending) {
  const { target_name: target, model } = problem.values;
  return `${inFileName(target)}_${kindOf(model).name}_step${live.values.weights_step}_${what}.${ending}`;
}

/** @param {string} text @returns {string} what every file system takes; "data" where nothing of it is left */
export function inFileName(text) {
  const plain = text.normalize("NFC").replace(/[^\p{L}\p{M}\p{N}_-]+/gu, "-").replace(/^-+|-+$/g, "");
  return [...plain].slice(0, MOST_LETTERS).join("").replace(/-+$/, "") || "data";
}
