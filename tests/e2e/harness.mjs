// What a browser test needs. A test is one call:
//
//   scene("what holds", { lang: "ja" }, async ({ page, server }) => { … });
//
// It gets a page that is complete, in a browser context of its own. When it ends, the console must be empty and
// nothing may have been requested since the page was complete.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { axeSource, chromium, root } from "./tools.mjs";
import { serve } from "./server.mjs";

export const dist = join(root, "dist");

const ARGUMENTS = [
  "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
  "--disable-sync", "--disable-dev-shm-usage",
];

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

export const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ARGUMENTS });

/** How a page is opened: `lang` (en, ja), `theme` (light, dark), `width`, `base` (the path it is hosted at), `delay`. */
const DEFAULTS = { lang: "en", theme: "light", width: 1280, base: "/", delay: undefined, wait: "complete", prepare: undefined };

/** Opens the page; the caller closes it. */
export async function open(options = {}, from = browser) {
  const { lang, theme, width, base, delay, wait, prepare } = { ...DEFAULTS, ...options };
  const server = await serve(dist, { base, delay });
  const context = await from.newContext({
    locale: { en: "en-GB", ja: "ja-JP" }[lang] ?? lang,
    colorScheme: theme,
    viewport: { width, height: 900 },
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  const messages = [];
  page.on("console", (message) => messages.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => messages.push(`error: ${error.message}`));
  if (prepare) await page.addInitScript(prepare);
  await page.goto(server.url, { waitUntil: "commit" });
  if (wait) await reached(page, wait);
  const requested = server.log.length;
  return {
    page,
    context,
    server,
    /** What the console said. */
    messages,
    /** The server's log since the page was complete. */
    since: () => server.log.slice(requested),
    close: async () => {
      await context.close();
      await server.close();
    },
  };
}

/** Waits until the page is `ready` or `complete`. */
export const reached = (page, mark) =>
  page.waitForFunction((name) => performance.getEntriesByName(name, "mark").length > 0, mark, { timeout: 20_000 });

/** A test in a page of its own. `console: true` lets the console speak, for tests of what is refused. */
export function scene(name, options, body) {
  test(name, { timeout: 60_000 }, async () => {
    const opened = await open(options);
    try {
      await body(opened);
      if (!options.console) assert.deepEqual(opened.messages, [], "the console is not empty");
      if ((options.wait ?? "complete") === "complete") assert.deepEqual(opened.since(), [], "requests since the page was complete");
    } finally {
      await opened.close();
    }
  });
}

/** Pastes text as the clipboard would, wherever the focus is. */
export const paste = (page, text) =>
  page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    const target = document.activeElement ?? document.body;
    target.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);

/** Drops files as a file manager would: `[{ name, text }]`. */
export const drop = (page, files) =>
  page.evaluate((files) => {
    const data = new DataTransfer();
    for (const { name, text } of files) data.items.add(new File([text], name));
    for (const type of ["dragenter", "dragover", "drop"]) {
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
    }
  }, files);

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
