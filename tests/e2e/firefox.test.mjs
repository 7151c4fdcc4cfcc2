// The same in Firefox, in short: the page as it is served, and as one file opened from disk.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { many } from "./many.mjs";
import { dist, paste, single } from "./page.mjs";
import { serve, stranger } from "./server.mjs";
import { firefox } from "./tools.mjs";
import { helpers, tryAll } from "./ways.mjs";

let browser;
after(async () => (await browser)?.close());

const launch = () =>
  (browser ??= firefox.puppeteer.launch({ browser: "firefox", executablePath: firefox.executablePath, headless: true }));

const shows = (page, text) =>
  page.waitForFunction((text) => document.body.innerText.includes(text), { timeout: 20_000 }, text);

/** Loads, filters and explains, in both languages; then tries every way out. */
const walk = async (address, host) => {
  const other = await stranger();
  const page = await (await launch()).newPage();
  try {
    await page.evaluateOnNewDocument(helpers);
    await page.goto(address, { waitUntil: "domcontentloaded" });
    await page.waitForFunction(() => performance.getEntriesByName("complete", "mark").length > 0);
    const requested = host?.log.length;

    await paste(page, many(600));
    await shows(page, "600 of 600");
    // The profile's language is the machine's.
    if ((await page.evaluate(() => document.documentElement.lang)) !== "en") await page.keyboard.press("e");
    await page.keyboard.press("/");
    await page.keyboard.type("SSHBruteForce");
    await shows(page, "3 of 600");
    await page.focus("#list");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await shows(page, "What happened");
    await page.keyboard.press("e");
    await shows(page, "何が起きたか");

    await tryAll(page, other.origin);
    assert.deepEqual(other.log, [], "the other host heard something");
    if (host) await tryAll(page, host.origin);
    assert.deepEqual(host?.log.slice(requested) ?? [], [], "the page's host heard something");
    const { after, blocked } = await page.evaluate(() => findingLens.proof());
    assert.equal(after, 0, "the page counts requests");
    assert.ok(blocked > 0);
  } finally {
    await page.close();
    await other.close();
  }
};

const options = { timeout: 90_000, skip: firefox ? false : "Firefox is not installed" };

test("Firefox opens the file from disk", options, () => walk(pathToFileURL(single).href));

test("Firefox opens the page from a host", options, async () => {
  const host = await serve(dist);
  try {
    await walk(host.url, host);
  } finally {
    await host.close();
  }
});

/** Keeps what the page would save. */
const keepSaved = () => {
  const make = URL.createObjectURL;
  URL.createObjectURL = (blob) => make.call(URL, (globalThis.saved = blob));
  HTMLAnchorElement.prototype.click = () => {};
};

test("Firefox hands findings over, and opens what was handed over", options, async () => {
  const folder = mkdtempSync(join(tmpdir(), "finding-lens-"));
  const file = join(folder, "handed.html");
  // In the language that the test before left.
  const showsAll = (page) => page.waitForFunction(() => /50 of 50|50 件中 50 件/.test(document.body.innerText), { timeout: 20_000 });
  const open = async (path) => {
    const page = await (await launch()).newPage();
    await page.evaluateOnNewDocument(keepSaved);
    await page.goto(pathToFileURL(path).href, { waitUntil: "domcontentloaded" });
    await page.waitForFunction(() => performance.getEntriesByName("complete", "mark").length > 0);
    return page;
  };
  try {
    const page = await open(single);
    await paste(page, many(50));
    await showsAll(page);
    await page.keyboard.press("w");
    await page.waitForSelector("dialog .checks .check");
    await page.evaluate(() => {
      globalThis.saved = undefined;
      const names = /Save as one file|1 つのファイルとして保存/;
      [...document.querySelectorAll("dialog button")].find((button) => names.test(button.textContent)).click();
    });
    await page.waitForFunction(() => globalThis.saved);
    const text = await page.evaluate(async () => {
      const bytes = new Uint8Array(await saved.arrayBuffer());
      return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
    });
    await page.close();
    writeFileSync(file, text, "latin1");
    const again = await open(file);
    await showsAll(again);
    await again.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("the ways out are ways out in Firefox", options, async () => {
  const other = await stranger();
  const page = await (await launch()).newPage();
  try {
    await page.evaluateOnNewDocument(helpers);
    await page.goto(`${other.origin}/`);
    await tryAll(page, other.origin);
    const heard = new Set(other.log.map((line) => decodeURIComponent(line.split("/").pop())));
    for (const name of ["fetch", "beacon", "image", "prefetch", "script", "style sheet", "form", "WebSocket", "fetch in a worker"]) {
      assert.ok(heard.has(name), `${name} was not heard: ${[...heard].join(", ")}`);
    }
  } finally {
    await page.close();
    await other.close();
  }
});
