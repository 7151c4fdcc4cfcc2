// The page as one file, opened from disk with the network away.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { createServer } from "node:http";
import { dirname, join } from "node:path";
import { after } from "node:test";
import { accessible, dist, paste, reached, sample, scene, single } from "./harness.mjs";
import { many } from "./many.mjs";
import { helpers, tryAll, WAYS } from "./ways.mjs";

const FILE = { file: single, offline: true };

/** What people do, from the paste to the other language. */
const walk = async (page) => {
  await paste(page, many(300));
  await page.getByText("300 of 300 findings").waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("ReverseShell");
  await page.getByText(/^[12] of 300 findings$/).waitFor();
  await page.locator("#list").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "What happened" }).waitFor();
  await page.keyboard.press("e");
  await page.getByRole("heading", { name: "何が起きたか" }).waitFor();
  await page.keyboard.press("e");
  await page.getByRole("heading", { name: "What happened" }).waitFor();
};

scene("the file loads, filters and explains 300 findings in both languages", FILE, async ({ page, server, other }) => {
  await walk(page);
  await accessible(page);
  assert.deepEqual([...server.log, ...other.log], []);
  const { requests, after, blocked } = await page.evaluate(() => findingLens.proof());
  assert.deepEqual([requests.length, after, blocked], [1, 0, 0]);
  assert.match(requests[0], /^file:.*finding-lens\.html$/);
});

/** The first worker is the courier. */
const allowWorkers = (count) => `
  let started = 0;
  globalThis.Worker = class extends Worker {
    constructor(...args) {
      if (started++ >= ${count}) throw new Error("no more workers");
      super(...args);
    }
  };`;

for (const [what, count] of [["no worker for the engine", 1], ["no worker at all", 0]]) {
  scene(`the file does the same with ${what}`, { ...FILE, prepare: { content: allowWorkers(count) } }, ({ page }) => walk(page));
}

scene("a served page, too, does without any worker", { prepare: { content: allowWorkers(0) } }, async ({ page }) => {
  await paste(page, sample("UnauthorizedAccess:EC2/SSHBruteForce"));
  await page.getByRole("heading", { name: "What happened" }).waitFor();
});

scene("the file starts in Japanese, in the dark, by itself", { ...FILE, lang: "ja", theme: "dark" }, async ({ page }) => {
  await page.getByRole("heading", { name: "GuardDuty の検出結果を読み解く" }).waitFor();
  await accessible(page);
});

scene("the file's policy knows no address", FILE, async ({ page }) => {
  const text = readFileSync(single, "latin1");
  const policy = text.match(/<meta\s+http-equiv="Content-Security-Policy"\s+content="([^"]*)"/)[1];
  const sources = Object.fromEntries(policy.split("; ").map((directive) => [directive.split(" ")[0], directive.split(" ").slice(1)]));
  assert.deepEqual(Object.keys(sources).sort(), [
    "base-uri", "default-src", "form-action", "img-src", "script-src", "style-src", "worker-src",
  ]);
  assert.deepEqual(sources["default-src"], ["'none'"]);
  for (const source of Object.values(sources).flat()) assert.match(source, /^('none'|'sha256-[\w+/]{43}='|blob:|data:|'wasm-unsafe-eval')$/);
  const { policies } = await page.evaluate(() => findingLens.proof());
  assert.equal(policies[0], policy, "the page shows the policy that stands in the file");
});

// With a network: else it would not be the policy that closes the ways.
scene("every way out of the file is closed", { file: single, console: true, prepare: helpers }, async ({ page, other }) => {
  await tryAll(page, other.origin);
  assert.deepEqual(other.log, []);
  const { blocked } = await page.evaluate(() => findingLens.proof());
  assert.ok(blocked >= Object.keys(WAYS).length, `the page counted ${blocked} blocked attempts`);
});

scene("the file holds the parts of the page, byte for byte", FILE, async ({ page }) => {
  const { parts } = JSON.parse(readFileSync(join(dist, "index.html"), "utf8").match(/id="parts">([^<]*)/)[1]);
  const values = new Set();
  const lengths = {};
  for (const [name, file] of Object.entries(parts)) {
    const bytes = readFileSync(join(dist, file));
    for (const byte of bytes) values.add(byte);
    const held = await page.evaluate(async (name) => {
      const bytes = new Uint8Array(await (await findingLens.part(name)).arrayBuffer());
      return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
    }, name);
    if (!file.endsWith(".ppmd")) assert.ok(bytes.equals(Buffer.from(held, "latin1")), name);
    else assert.ok(held.length > 0, name);
    lengths[file] = (lengths[file] ?? 0) + held.length;
  }
  // What is packed there, several parts in a file, is unpacked here, and proven by its checksum. The shell lacks style and
  // loader, which stand in the file; handoff.test.mjs proves what it becomes.
  const packed = Object.keys(lengths).filter((file) => file.endsWith(".ppmd") && file !== parts.shell);
  for (const file of packed) assert.ok(lengths[file] > readFileSync(join(dist, file)).length, file);
  assert.equal(values.size, 256, "every byte value stands in it");
});

/** The file, changed. */
const changed = (change) => {
  const file = join(mkdtempSync(join(tmpdir(), "finding-lens-")), "changed.html");
  writeFileSync(file, change(readFileSync(single, "latin1")), "latin1");
  after(() => rmSync(dirname(file), { recursive: true }));
  return file;
};

const DAMAGES = {
  "cut off": (text) => text.slice(0, text.length / 2),
  "changed in one character": (text) => text.replace(/(id="code\.ppmd"[^>]*>.{5000})./, (_, before) => `${before}~`),
  "changed in what unpacks it": (text) => text.replace(/(id="unpack\.deflate"[^>]*>.{5000})./, (_, before) => `${before}~`),
  "rewritten in UTF-8": (text) => Buffer.from(text, "utf8").toString("latin1"),
};

for (const [how, change] of Object.entries(DAMAGES)) {
  scene(`a file that was ${how} says so`, { file: changed(change), wait: undefined, console: true }, async ({ page }) => {
    await page.getByText("This file is damaged").waitFor();
  });
}

const LINE_ENDS = { ...FILE, file: changed((text) => text.replaceAll("\n", "\r\n")) };

scene("a file whose line ends were rewritten still runs", LINE_ENDS, async ({ page }) => {
  assert.equal(await page.locator("#failed").isVisible(), false);
});

scene("the file says the same of damage in both languages", { ...FILE, console: true }, async ({ page }) => {
  await page.evaluate(() => findingLens.fail("damaged", "engine"));
  await page.getByText("This file is damaged").waitFor();
  await page.getByText("このファイルは破損しています").waitFor();
  await accessible(page);
});

for (const [encoding, runs] of [["windows-1252", true], ["utf-8", false], ["shift_jis", false]]) {
  scene(`the file ${runs ? "runs" : "says what to do"} where its host names ${encoding}`, { file: single }, async ({ context }) => {
    const host = createServer((_, response) => {
      response.writeHead(200, { "content-type": `text/html; charset=${encoding}` }).end(readFileSync(single));
    });
    await new Promise((listening) => host.listen(0, "127.0.0.1", listening));
    const served = await context.newPage();
    await served.goto(`http://127.0.0.1:${host.address().port}/`);
    if (runs) await reached(served, "complete");
    else {
      await served.getByText("The host says that this file has another encoding").waitFor();
      await served.getByText("このファイルが別の文字コードとして配信されています").waitFor();
      await accessible(served);
    }
    host.closeAllConnections();
    host.close();
  });
}
