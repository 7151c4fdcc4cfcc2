// Opens the page in Chromium, and does in it what people do.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { serve, stranger } from "./server.mjs";
import { axeSource, chromium, root } from "./tools.mjs";

export const dist = join(root, "dist");
export const single = join(root, "dist-single", "finding-lens.html");

const ARGUMENTS = [
  "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
  "--disable-sync", "--disable-dev-shm-usage",
];

export const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ARGUMENTS });

/** How a page is opened: `lang` (en, ja), `theme` (light, dark), `width`, `base` (the path it is hosted at), `delay`,
 * `zone` (an IANA time zone), `file` (a page on disk in place of the served one), `offline`. */
const DEFAULTS = { file: undefined, offline: false, lang: "en", theme: "light", width: 1280, base: "/", delay: undefined, wait: "complete", prepare: undefined, zone: "UTC" };

/** Opens the page; the caller closes it. */
export async function open(browser, options = {}) {
  const { file, offline, lang, theme, width, base, delay, wait, prepare, zone } = { ...DEFAULTS, ...options };
  const server = await serve(dist, { base, delay });
  const other = await stranger();
  const context = await browser.newContext({
    locale: { en: "en-GB", ja: "ja-JP" }[lang] ?? lang,
    colorScheme: theme,
    timezoneId: zone,
    viewport: { width, height: 900 },
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const messages = [];
  page.on("console", (message) => messages.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => messages.push(`error: ${error.message}`));
  const close = async () => {
    await context.close();
    await server.close();
    await other.close();
  };
  try {
    if (prepare) await page.addInitScript(typeof prepare === "string" ? { content: prepare } : prepare);
    await context.setOffline(offline);
    await page.goto(file ? pathToFileURL(file).href : server.url, { waitUntil: "commit" });
    if (wait) await reached(page, wait);
  } catch (error) {
    await close();
    throw new Error(`${error.message}\nThe console said: ${messages.join("\n")}`);
  }
  const requested = server.log.length;
  return {
    page,
    context,
    server,
    /** Another origin, with a log that should stay empty. */
    other,
    complete: wait === "complete",
    /** What the console said. */
    messages,
    /** The server's log since the page was complete. */
    since: () => server.log.slice(requested),
    close,
  };
}

/** Waits until the page is `ready` or `complete`. */
export const reached = (page, mark) =>
  page.waitForFunction((name) => performance.getEntriesByName(name, "mark").length > 0, mark);

/** The sample of a type, as people paste it. */
export const sample = (type) => {
  const folder = join(root, "knowledge", "types");
  for (const file of readdirSync(folder, { recursive: true })) {
    if (!file.endsWith(".json")) continue;
    const text = readFileSync(join(folder, file), "utf8");
    if (JSON.parse(text).type === type) return text;
  }
  throw new Error(`there is no sample of ${type}`);
};

/** Pastes text as the clipboard would, wherever the focus is: as Chromium's event takes it, and as Firefox's does. */
export const paste = (page, text) =>
  page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    const content = { clipboardData: data, dataType: "text/plain", data: text };
    const target = document.activeElement ?? document.body;
    target.dispatchEvent(new ClipboardEvent("paste", { ...content, bubbles: true, cancelable: true }));
  }, text);

/** Drops files as a file manager would: `[{ name, text }]`, or `bytes` in place of text. */
export const drop = (page, files) =>
  page.evaluate((files) => {
    const data = new DataTransfer();
    for (const { name, text, base64 } of files) {
      data.items.add(new File([base64 ? Uint8Array.from(atob(base64), (one) => one.charCodeAt(0)) : text], name));
    }
    for (const type of ["dragenter", "dragover", "drop"]) {
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
    }
  }, files.map(({ name, text, bytes }) => ({ name, text, base64: bytes?.toString("base64") })));

/** Fails on any violation of the WCAG 2.2 A and AA rules, and says where it is. */
export async function accessible(page) {
  await page.evaluate(axeSource);
  const violations = await page.evaluate(async () => {
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
    const { violations } = await axe.run(document, { runOnly: { type: "tag", values: tags } });
    return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.html}`));
  });
  assert.deepEqual(violations, [], "accessibility");
}
