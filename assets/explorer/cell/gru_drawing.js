/** How the GRU is drawn: the hidden state is the road on top, and the reset gate stands between it and the candidate. */

import { formatInput, formatShort } from "./numbers.js";

const ROAD = 50;
const TIMES = 112;
const BUS = 272;
const VESSEL = { y: 152, width: 70, height: 58 };
const MIDDLE = VESSEL.y + VESSEL.height / 2;
const COLUMN = { z: 46, r: 140, past: 212, n: 275 };
const GATES = /** @type {const} */ (["z", "r", "n"]);

/** @param {"z" | "r" | "n"} gate */
const vessel = (gate) => ({ ...VESSEL, x: COLUMN[gate] - VESSEL.width / 2 });

/** @type {import("./diagram.js").Drawing} */
export const DRAWING = {
  box: "0 0 360 302",
  boxOfAll: "0 -56 360 358",
  feeds: [
    ...GATES.map((gate) => ({ road: `M${COLUMN[gate]} ${BUS}V230` })),
    { road: `M100 298V${BUS}`, carried: ({ x }) => (x.length === 1 ? x[0] : 0) },
  ],
  wires: [
    [`M6 ${ROAD}H${COLUMN.z}`, "h", (cell) => cell.hBefore],
    [`M${COLUMN.z} ${ROAD}H${COLUMN.n}`, "h", (cell) => cell.kept],
    [`M${COLUMN.n} ${ROAD}H354`, "h", (cell) => cell.h],
    [`M${COLUMN.z} ${VESSEL.y}V${ROAD}`, "z", (cell) => cell.z],
    [`M${COLUMN.z} ${TIMES + 14}q0 -14 14 -14H${COLUMN.r - 22}`, "z", (cell) => cell.z],
    [`M${COLUMN.r + 22} ${TIMES}H${COLUMN.n}`, "z", (cell) => cell.open],
    [`M${COLUMN.n} ${VESSEL.y}V${TIMES}`, "n", (cell) => cell.n],
    [`M${COLUMN.n} ${TIMES}V${ROAD}`, "n", (cell) => cell.written],
    [`M6 ${BUS}H${COLUMN.n}`, "h", (cell) => cell.hBefore],
    [`M${COLUMN.past} ${BUS}V${MIDDLE}`, "h", (cell) => cell.fromH],
    [`M${COLUMN.r + VESSEL.width / 2} ${MIDDLE}H${COLUMN.past}`, "r", (cell) => cell.r],
    [`M${COLUMN.past} ${MIDDLE}H${COLUMN.n - VESSEL.width / 2}`, "h", (cell) => cell.gated],
  ],
  vessels: GATES.map((gate) => [gate, vessel(gate)]),
  words: [
    { x: 6, y: 17, wears: "h", letter: ["h", "t−1"] },
    { x: 354, y: 17, anchor: "end", wears: "h", letter: ["h", "t"] },
    { x: 6, y: 34, figure: true, say: (cell) => formatShort(cell.hBefore) },
    { x: 354, y: 34, anchor: "end", figure: true, say: (cell) => formatShort(cell.h), of: "h" },
    { x: 63, y: 37, say: (cell) => `kept ${formatShort(cell.kept)}` },
    { x: COLUMN.n - 10, y: 78, anchor: "end", say: (cell) => `written ${formatShort(cell.written)}` },
    { x: 205, y: 104, anchor: "middle", say: (cell) => formatShort(cell.open) },
    { x: COLUMN.past, y: MIDDLE - 17, anchor: "middle", say: (cell) => formatShort(cell.gated) },
    { x: COLUMN.past - 10, y: 243, anchor: "end", text: "U h + b′" },
    { x: COLUMN.past - 10, y: 258, anchor: "end", say: (cell) => formatShort(cell.fromH) },
    { x: 6, y: BUS + 21, wears: "h", letter: ["h", "t−1"], say: (cell) => formatShort(cell.hBefore) },
    { x: 109, y: BUS + 21, wears: "plain", letter: ["x", "t"], say: (cell) => formatInput(cell.x) },
  ],
  operators: [
    { x: COLUMN.z, y: ROAD, sign: "×" },
    { x: COLUMN.n, y: ROAD, sign: "+", makes: "h" },
    { x: COLUMN.n, y: TIMES, sign: "×" },
    { x: COLUMN.past, y: MIDDLE, sign: "×" },
  ],
  pills: [{ x: COLUMN.r, y: TIMES, width: 44, text: "1 − z" }],
  states: [
    { signal: "h", before: true, box: { x: 6, y: -50, width: 100, height: 46 } },
    { signal: "h", before: false, box: { x: 254, y: -50, width: 100, height: 46 } },
  ],
};
