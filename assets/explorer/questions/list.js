/** The questions that can be put to the network on screen, in the order of their tabs. */

import { createFindPanel } from "../find/panel.js";
import { createGatePanel } from "../gate/panel.js";
import { createMemoryPanel } from "../memory/panel.js";
import { createTakeAwayPanel } from "../takeaway/panel.js";
import { createWhatIfPanel } from "../whatif/panel.js";
import { createWhyPanel } from "../why/panel.js";

/** @type {import("./tabs.js").Question[]} */
export const QUESTIONS = [
  { name: "Open a gate", create: createGatePanel },
  { name: "Memory", create: createMemoryPanel },
  { name: "Why this output?", create: createWhyPanel },
  { name: "What if?", create: createWhatIfPanel },
  { name: "Find units", create: createFindPanel },
  { name: "Take away", create: createTakeAwayPanel },
];
