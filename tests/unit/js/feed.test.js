import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, test } from "node:test";

import { createFeed } from "../../../assets/explorer/feed.js";

/** @param {object} values a message without arrays, as the server sends it */
function packed(values) {
  let header = JSON.stringify({ values, arrays: {} });
  header = header.padEnd(header.length + ((8 - ((header.length + 4) % 8)) % 8));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  return Buffer.concat([length, Buffer.from(header)]);
}

/** What the server answers, in order, by the request's path; it says which requests came. */
const asked = [];
let under = 0;
let most = 0;
let failures = 0;
/** @type {Map<string, string>} */
const states = new Map();
/** @type {(() => void) | null} */
let onSlow = null;

const server = createServer((request, response) => {
  const [, , run, what] = request.url.split("/");
  asked.push(`${run}/${what}`);
  under += 1;
  most = Math.max(most, under);
  response.on("close", () => { under -= 1; });
  if (failures > 0) {
    failures -= 1;
    response.writeHead(503).end();
  } else if (run === "slow" && what === "problem") onSlow?.();
  else if (run === "gone") response.end(packed({ state: "gone", message: "Not here." }));
  else if (what === "problem") response.end(packed({ run }));
  else response.end(packed({ state: states.get(run) ?? "paused", run, step: 7 }));
});
let base = "";
before(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  base = `http://127.0.0.1:${server.address().port}/runs/`;
});
after(() => {
  server.closeAllConnections();
  server.close();
});

/** A feed that keeps what it is told; `next` waits for the next thing. */
function listener() {
  const heard = [];
  /** @type {(() => void)[]} */
  const waiting = [];
  const hear = (word) => (message) => {
    heard.push([word, message.values?.run ?? message.values?.state ?? message]);
    waiting.splice(0).forEach((wake) => wake());
  };
  const feed = createFeed({ wanted: () => true, have: () => 7, onProblem: hear("problem"), onLive: hear("live"), onTrouble: hear("trouble") });
  /** @param {number} count */
  const until = async (count) => {
    while (heard.length < count) await new Promise((wake) => waiting.push(() => wake(undefined)));
  };
  return { feed, heard, until };
}

test("the problem is fetched once, and news only when they are asked for while a run rests", async () => {
  asked.length = 0;
  const { feed, heard, until } = listener();
  feed.follow(`${base}a/`);
  await until(2);
  feed.follow(`${base}a/`);
  await until(3);
  feed.stop();
  assert.deepEqual(heard, [["problem", "a"], ["live", "a"], ["live", "a"]]);
  assert.deepEqual(asked, ["a/problem", "a/live?have=7", "a/live?have=7"]);
});

test("many looks at once are never two requests at once", async () => {
  asked.length = 0;
  most = 0;
  const { feed, until } = listener();
  for (let k = 0; k < 6; k += 1) feed.follow(`${base}b/`);
  await until(3);
  feed.stop();
  assert.equal(most, 1);
  assert.deepEqual(asked, ["b/problem", "b/live?have=7", "b/live?have=7"]);
});

test("a run that plays is looked at again by itself until it rests", async () => {
  states.set("c", "playing");
  const { feed, heard, until } = listener();
  feed.follow(`${base}c/`);
  await until(2);
  states.set("c", "finished");
  await until(3);
  feed.stop();
  assert.equal(heard.length, 3);
});

test("an answer of the run before is not heard any more", async () => {
  const slow = new Promise((resolve) => { onSlow = () => resolve(undefined); });
  const { feed, heard, until } = listener();
  feed.follow(`${base}slow/`);
  await slow;
  feed.follow(`${base}d/`);
  await until(2);
  feed.stop();
  assert.deepEqual(heard, [["problem", "d"], ["live", "d"]]);
});

test("a lost connection is told, and tried again until it is back", async () => {
  failures = 1;
  const { feed, heard, until } = listener();
  feed.follow(`${base}e/`);
  await until(3);
  feed.stop();
  assert.deepEqual(heard, [["trouble", "Connection lost; trying again…"], ["problem", "e"], ["live", "e"]]);
});

test("a run that is not there is told and not asked for again", async () => {
  asked.length = 0;
  const { feed, heard, until } = listener();
  feed.follow(`${base}gone/`);
  await until(1);
  feed.stop();
  assert.deepEqual(heard, [["live", "gone"]]);
  assert.deepEqual(asked, ["gone/problem"]);
});
