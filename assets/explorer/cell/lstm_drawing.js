/** How the LSTM is drawn: the cell state is a road on top, the gates are vessels below it. */

import { formatInput, formatShort } from "./numbers.js";

const ROAD = 50;
const TIMES = 112;
const BUS = 244;
const VESSEL = { y: 152, width: 70, height: 58 };
const COLUMN = { f: 41, i: 118, g: 195, o: 272, h: 330 };
const GATES = /** @type {const} */ (["f", "i", "g", "o"]);

/** @param {"f" | "i" | "g" | "o"} gate */
const vessel = (gate) => ({ ...VESSEL, x: COLUMN[gate] - VESSEL.width / 2 });

/** @type {import("./diagram.js").Drawing} */
export const DRAWING = {
  box: "0 0 360 274",
  // All units need room for the states' strips, above and below.
  boxOfAll: "0 -56 360 374",
  feeds: [
    ...GATES.map((gate) => ({ road: `M${COLUMN[gate]} ${BUS}V230` })),
    { road: `M156 270V${BUS}`, carried: ({ x }) => (x.length === 1 ? x[0] : 0) },
  ],
  wires: [
    [`M6 ${ROAD}H${COLUMN.f}`, "c", (cell) => cell.cBefore],
    [`M${COLUMN.f} ${ROAD}H${COLUMN.g}`, "c", (cell) => cell.kept],
    [`M${COLUMN.g} ${ROAD}H354`, "c", (cell) => cell.c],
    [`M${COLUMN.f} ${VESSEL.y}V${ROAD}`, "f", (cell) => cell.f],
    [`M${COLUMN.i} ${VESSEL.y}V${TIMES + 14}q0 -14 14 -14H${COLUMN.g}`, "i", (cell) => cell.i],
    [`M${COLUMN.g} ${VESSEL.y}V${TIMES}`, "g", (cell) => cell.g],
    [`M${COLUMN.g} ${TIMES}V${ROAD}`, "g", (cell) => cell.written],
    [`M${COLUMN.o} ${VESSEL.y}V${TIMES + 14}q0 -14 14 -14H${COLUMN.h}`, "o", (cell) => cell.o],
    [`M${COLUMN.h} ${ROAD}V${TIMES}`, "c", (cell) => cell.tanhC],
    [`M${COLUMN.h} ${TIMES}V${BUS - 12}q0 12 12 12H354`, "h", (cell) => cell.h],
    [`M6 ${BUS}H${COLUMN.o}`, "h", (cell) => cell.hBefore],
  ],
  vessels: GATES.map((gate) => [gate, vessel(gate)]),
  words: [
    { x: 6, y: 17, wears: "c", letter: ["c", "t−1"] },
    { x: 354, y: 17, anchor: "end", wears: "c", letter: ["c", "t"] },
    { x: 6, y: 34, figure: true, say: (cell) => formatShort(cell.cBefore) },
    { x: 354, y: 34, anchor: "end", figure: true, say: (cell) => formatShort(cell.c), of: "c" },
    { x: 58, y: 37, say: (cell) => `kept ${formatShort(cell.kept)}` },
    { x: 207, y: 86, say: (cell) => `written ${formatShort(cell.written)}` },
    { x: 321, y: 101, anchor: "end", say: (cell) => formatShort(cell.tanhC) },
    { x: 6, y: BUS + 21, wears: "h", letter: ["h", "t−1"], say: (cell) => formatShort(cell.hBefore) },
    { x: 165, y: BUS + 21, wears: "plain", letter: ["x", "t"], say: (cell) => formatInput(cell.x) },
    { x: 354, y: BUS + 21, anchor: "end", wears: "h", letter: ["h", "t"], say: (cell) => formatShort(cell.h), of: "h" },
  ],
  operators: [
    { x: COLUMN.f, y: ROAD, sign: "×" },
    { x: COLUMN.g, y: ROAD, sign: "+", makes: "c" },
    { x: COLUMN.g, y: TIMES, sign: "×" },
    { x: COLUMN.h, y: TIMES, sign: "×", makes: "h" },
  ],
  pills: [{ x: COLUMN.h, y: 75.5, width: 44, text: "tanh" }],
  states: [
    { signal: "c", before: true, box: { x: 6, y: -50, width: 100, height: 46 } },
    { signal: "c", before: false, box: { x: 254, y: -50, width: 100, height: 46 } },
    { signal: "h", before: true, box: { x: 6, y: 276, width: 100, height: 36 } },
    { signal: "h", before: false, box: { x: 254, y: 276, width: 100, height: 36 } },
  ],
};
