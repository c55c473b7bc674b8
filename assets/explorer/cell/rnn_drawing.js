/** How the tanh RNN is drawn: what comes from the input, from the past and the bias meet in one sum, and tanh bounds it. */

import { formatInput, formatShort } from "./numbers.js";

const ROAD = 84;
const SUM = 160;
const [U, W] = [78, 144];
const VESSEL = { x: 222, y: 54, width: 84, height: 60 };

/** @type {import("./diagram.js").Drawing} */
export const DRAWING = {
  box: "0 0 360 200",
  boxOfAll: "0 0 360 200",
  feeds: [],
  wires: [
    [`M6 ${ROAD}H${U - 18}`, "h", (cell) => cell.hBefore],
    [`M${U + 18} ${ROAD}H${SUM}`, "h", (cell) => cell.uh],
    [`M${SUM} 196V${W + 9}`, "plain", ({ x }) => (x.length === 1 ? x[0] : 0)],
    [`M${SUM} ${W - 9}V${ROAD}`, "plain", (cell) => cell.wx],
    [`M${SUM} 18V${ROAD}`, "plain", (cell) => cell.bias],
    [`M${SUM} ${ROAD}H${VESSEL.x}`, "plain", (cell) => cell.before.h],
    [`M${VESSEL.x + VESSEL.width} ${ROAD}H354`, "h", (cell) => cell.h],
  ],
  vessels: [["h", VESSEL]],
  words: [
    { x: 6, y: ROAD - 33, wears: "h", letter: ["h", "t−1"] },
    { x: 6, y: ROAD - 16, figure: true, say: (cell) => formatShort(cell.hBefore) },
    { x: 122, y: ROAD - 13, anchor: "middle", say: (cell) => formatShort(cell.uh) },
    { x: SUM + 9, y: 117, say: (cell) => formatShort(cell.wx) },
    { x: 195, y: ROAD - 13, anchor: "middle", say: (cell) => formatShort(cell.before.h) },
    { x: 354, y: ROAD - 33, anchor: "end", wears: "h", letter: ["h", "t"] },
    { x: 354, y: ROAD - 16, anchor: "end", figure: true, say: (cell) => formatShort(cell.h), of: "h" },
    { x: SUM + 9, y: 30, wears: "plain", letter: ["b", ""], say: (cell) => formatShort(cell.bias) },
    { x: SUM + 9, y: 188, wears: "plain", letter: ["x", "t"], say: (cell) => formatInput(cell.x) },
  ],
  operators: [{ x: SUM, y: ROAD, sign: "+" }],
  pills: [{ x: U, y: ROAD, width: 36, text: "U" }, { x: SUM, y: W, width: 36, text: "W" }],
  states: [{ signal: "h", before: true, box: { x: 6, y: 112, width: 100, height: 46 } }],
};
