/** What each kind of cell shows of itself: what it works out on the way, its drawing, its equations, its sentence. */

import * as gruDrawing from "./gru_drawing.js";
import * as gru from "./gru_said.js";
import * as lstmDrawing from "./lstm_drawing.js";
import * as lstm from "./lstm_said.js";
import * as rnnDrawing from "./rnn_drawing.js";
import * as rnn from "./rnn_said.js";

/** @typedef {import("./read.js").Cell} Cell */
/** @typedef {[text: string, signal?: string]} Piece of a sentence, in its signal's colour */
/**
 * @typedef {object} Face
 * @property {(cell: any, before: Record<string, number>) => Record<string, any>} parts from a cell's signals and sums, and
 *   its signals a timestep before
 * @property {import("./equations.js").Equation[]} EQUATIONS
 * @property {(cell: Cell) => Piece[]} sentence
 * @property {{signals: string[], height: number, own: boolean}[]} PLOTS its lines over time; own: with limits of their own
 * @property {import("./diagram.js").Drawing} DRAWING
 */

/** @type {Record<string, Face>} */
const FACES = { lstm: { ...lstm, ...lstmDrawing }, gru: { ...gru, ...gruDrawing }, rnn: { ...rnn, ...rnnDrawing } };

/** @param {import("../cells/kind.js").Kind} kind @returns {Face} */
export function faceOf({ name }) {
  return FACES[name];
}
