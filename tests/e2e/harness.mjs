// What a browser test needs. A test is one call:
//
//   scene("what holds", { lang: "ja" }, async ({ page, server }) => { … });
//
// It gets a page that is complete, in a browser context of its own. When it ends, the console must be empty and
// nothing may have been requested since the page was complete. `page.mjs` has the options, and what people do.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { launch, open } from "./page.mjs";

export * from "./page.mjs";

let browser;
after(async () => (await browser)?.close());

/** A test in a page of its own. `console: true` lets the console speak, for tests of what is refused. */
export function scene(name, options, body) {
  test(name, { timeout: 60_000 }, async ({ signal }) => {
    const opened = await open(await (browser ??= launch()), options);
    // A test that takes too long is ended by taking its page away.
    signal.addEventListener("abort", opened.close);
    try {
      await body(opened);
      if (!options.console) assert.deepEqual(opened.messages, [], "the console is not empty");
      if (opened.complete) assert.deepEqual(opened.since(), [], "requests since the page was complete");
    } finally {
      await opened.close();
    }
  });
}
