/** Below the picture of the sequence: what it shows at the cursor, and its numbers around it as a table. */

import { add, addStyle, say } from "./elements.js";
import { createTable } from "./questions/table.js";
import { sequenceHeads, sequenceInWords, sequenceRows } from "./sequence_rows.js";

/** @param {HTMLElement} card @returns {(view: any) => void} with every new picture, cursor or unit */
export function createSequenceTable(card) {
  addStyle(card, "./questions/table.css", import.meta.url);
  const said = add(card, "p", "lv-said");
  const table = createTable(card, "The sequence around the cursor", ["timestep"]);
  let heads = "";
  return (view) => {
    table.hide(!view.trace);
    if (!view.trace) return;
    say(said, sequenceInWords(view));
    const names = sequenceHeads(view);
    if (names.join() !== heads) table.name(names);
    heads = names.join();
    table.show(() => sequenceRows(view));
  };
}
