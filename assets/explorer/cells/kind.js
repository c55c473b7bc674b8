/** What the three cells have in common: their signals by name, in the order in which they are shown, and their gates. */

/** @typedef {"lstm" | "gru" | "rnn"} CellName */
/**
 * @typedef {object} Kind
 * @property {CellName} name also the prefix of torch's parameter names
 * @property {string} title as it is called in a sentence
 * @property {string[]} signals as they are shown, the hidden state last
 * @property {string[]} gates what opens: every signal that is a squashed sum of W x_t, U h_{t−1} and b
 * @property {string} torchOrder the gates in the order of torch's stacked rows
 * @property {string[]} shares the gates that lie between 0 and 1; all other signals are signed
 * @property {"c" | "h"} state what carries the memory from one timestep to the next
 * @property {string | null} keep the gate that says how much of the state is kept; null where there is none
 * @property {Record<string, string>} words the palette's key of each signal's colour
 * @property {Record<string, string>} names each signal in words
 */

/** @type {Record<CellName, Kind>} */
export const KINDS = {
  lstm: {
    name: "lstm",
    title: "LSTM",
    signals: ["f", "i", "g", "o", "c", "h"],
    gates: ["f", "i", "g", "o"],
    torchOrder: "ifgo",
    shares: ["f", "i", "o"],
    state: "c",
    keep: "f",
    words: { f: "forget", i: "input", g: "candidate", o: "output", c: "cell", h: "hidden" },
    names: { f: "forget gate", i: "input gate", g: "candidate", o: "output gate", c: "cell state", h: "hidden state" },
  },
  gru: {
    name: "gru",
    title: "GRU",
    signals: ["z", "r", "n", "h"],
    gates: ["z", "r", "n"],
    torchOrder: "rzn",
    shares: ["z", "r"],
    state: "h",
    keep: "z",
    words: { z: "forget", r: "input", n: "candidate", h: "hidden" },
    names: { z: "update gate", r: "reset gate", n: "candidate", h: "hidden state" },
  },
  rnn: {
    name: "rnn",
    title: "tanh RNN",
    signals: ["h"],
    gates: ["h"],
    torchOrder: "h",
    shares: [],
    state: "h",
    keep: null,
    words: { h: "hidden" },
    names: { h: "hidden state" },
  },
};

/** @param {{cell?: string}} model of the problem message @returns {Kind} */
export function kindOf({ cell = "lstm" }) {
  return KINDS[/** @type {CellName} */ (cell)];
}
