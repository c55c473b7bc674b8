/** The terms that stand on the screen, each in a sentence that its element tells on hover, and to who cannot see it. */

/** A cell's signals, by its letter. @type {Record<import("./cells/kind.js").CellName, Record<string, string>>} */
const SIGNALS = {
  lstm: {
    f: "The forget gate f says which share of the cell state before is kept.",
    i: "The input gate i says which share of the candidate is written into the cell state.",
    g: "The candidate g, between −1 and 1, is what could be written into the cell state.",
    o: "The output gate o says which share of tanh(c) the unit shows.",
    c: "The cell state c is what a unit carries from one timestep to the next.",
    h: "The hidden state h is what a unit shows: the next timestep, the layer above and the answer read it.",
  },
  gru: {
    z: "The update gate z says which share of the hidden state before is kept; the rest comes from the candidate.",
    r: "The reset gate r says how much of the past goes into the candidate.",
    n: "The candidate n, between −1 and 1, is what could take the place of the hidden state.",
    h: "The hidden state h is what a unit carries to the next timestep and shows to the layer above and the answer.",
  },
  rnn: { h: "The hidden state h is all that a unit of a tanh RNN carries to the next timestep and shows." },
};

const TERMS = {
  ablate: "To ablate a unit is to take it out: its h is 0 for everybody who reads it.",
  erase: "To erase a unit is to hold what it carries at 0, so that nothing of the past is left in it.",
  gradient: "Gradient × input is the slope of the answer at an input, times that input: what a straight line through the answer says that it adds.",
  occlusion: "Occlusion runs the network again without one input: what the answer loses is what the input adds.",
  halfLife: "A unit's half-life is after how many timesteps half of what it holds is left, with its keeping gate as it is on average.",
  saturation: "A gate is saturated where it stays below 0.1 or above 0.9: there it hardly reacts to what it is fed.",
};

/** @param {Element} element @param {string} sentence */
function tell(element, sentence) {
  element.setAttribute("title", sentence);
  element.setAttribute("aria-description", sentence);
}

/** @param {Element} element @param {keyof typeof TERMS} term */
export function explain(element, term) {
  tell(element, TERMS[term]);
}

/** @param {import("./cells/kind.js").Kind} kind @param {string} signal @returns {string} */
export function signalInWords({ name }, signal) {
  return SIGNALS[name][signal];
}

/** @param {Element} element @param {import("./cells/kind.js").Kind} kind @param {string} signal */
export function explainSignal(element, kind, signal) {
  tell(element, signalInWords(kind, signal));
}
