/** What a return teaches, in sentences, in the words of the cell. */

/** @typedef {import("../cells/kind.js").Kind} Kind */

/**
 * @param {ReturnType<typeof import("./lesson.js").comesBack>} found @param {Kind} kind of the cell
 * @returns {string} how soon it is as it was, and what that teaches
 */
export function lessonSentence(found, kind) {
  if (!found) return "";
  const { memory, prediction, same, by } = found;
  const own = `he memory ${kind.state} of the units held ${backInWords(memory)}`;
  const both = prediction === null ? `T${own}` : `The prediction ${backInWords(prediction)}, t${own}`;
  const measure = [memory, prediction ?? 0].some((after) => after > 0 && after < Infinity) ? " (within 5 % of its range)" : "";
  return `${both}${measure}.${by ? ` ${lesson(by, same, kind)}` : ""}`;
}

/** @param {number} after */
function backInWords(after) {
  if (after === 0) return "hardly moves";
  if (after === Infinity) return "is not back when the sequence ends";
  return after === 1 ? "is back at the next timestep" : `is back after ${after} timesteps`;
}

/**
 * What is learnt, and what happens in its place where the states are erased. One answer may be the same by chance, so of
 * the inputs nothing is claimed there.
 * @param {import("./lesson.js").Writer} by @param {boolean} same @param {Kind} kind
 */
function lesson(by, same, { state, keep }) {
  if (by === "nothing") return `There was little to forget: what ${keep} keeps of ${state} was small already.`;
  const erased = state === "c" ? "With c and h erased together" : "With h erased";
  if (by === "inputs") {
    return same
      ? `${erased} the answer is the same too.`
      : `${erased} it is back as soon: what is needed here comes from the inputs, not from this layer's memory.`;
  }
  const carries = state === "c" ? lstmCarries(by) : gruCarries(by);
  return same
    ? `${carries} what the answer needs. ${erased} the answer changes.`
    : `${carries} what ${state} held, and ${state} is written anew from it. ${erased} it stays away longer.`;
}

/** @param {import("./lesson.js").Writer} by */
function lstmCarries(by) {
  return by === "h" ? "Shutting f empties only c: h still carries" : "Shutting f empties only c of these units: h and the other units still carry";
}

/** @param {import("./lesson.js").Writer} by */
function gruCarries(by) {
  return by === "h"
    ? "Shutting z puts n in the place of h: n reads the h before through r, and carries"
    : "Shutting z puts n in the place of h of these units: n reads the h before through r, and with the other units carries";
}
