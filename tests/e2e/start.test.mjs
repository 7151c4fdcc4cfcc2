// The page comes up: quickly, in the reader's language, from any path, and never blank.
import assert from "node:assert/strict";
import { accessible, drop, paste, reached, sample, scene } from "./harness.mjs";

// On a machine of its own it takes a third of a second; the bound leaves room for a busy one.
const READY_MS = 3000;

for (const lang of ["en", "ja"]) {
  for (const theme of ["light", "dark"]) {
    scene(`starts in ${lang}, ${theme}`, { lang, theme }, async ({ page }) => {
      assert.equal(await page.evaluate(() => document.documentElement.lang), lang);
      assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), theme);
      const { ready, closed, complete } = await page.evaluate(() => findingLens.proof());
      assert.ok(ready < READY_MS, `ready after ${ready} ms`);
      assert.ok(closed < ready && ready < complete, "closed, then ready, then complete");
      await accessible(page);
    });
  }
}

scene("works below any path", { base: "/some/where/" }, async ({ page }) => {
  assert.ok(await page.locator("h1").count());
});

scene("asks for each part once", {}, async ({ server }) => {
  assert.deepEqual(server.log, [...new Set(server.log)]);
});

const slowProgram = (path) => (path.endsWith(".wasm") ? 1000 : 0);

scene("paints the Start page before the program is there", { delay: slowProgram, wait: undefined, lang: "ja" }, async ({ page }) => {
  await page.getByText("GuardDuty の検出結果を読み解く").waitFor();
  assert.equal(await page.getByText("Read a GuardDuty finding").isVisible(), false);
  assert.equal(await page.evaluate(() => performance.getEntriesByName("ready").length), 0);
  await accessible(page);
});

scene("keeps what is pasted and dropped before it is ready", { delay: slowProgram, wait: undefined }, async ({ page }) => {
  await page.locator(".boot").waitFor();
  await paste(page, sample("UnauthorizedAccess:EC2/SSHBruteForce"));
  await drop(page, [{ name: "finding.json", text: sample("Execution:Runtime/ReverseShell") }]);
  await page.getByText("Kept.").waitFor();
  await reached(page, "complete");
  await page.getByRole("row").filter({ hasText: "SSHBruteForce" }).waitFor();
  await page.getByRole("row").filter({ hasText: "ReverseShell" }).getByRole("link").click();
  await page.getByRole("heading", { name: "What happened" }).waitFor();
});

scene("says what to do when a part is missing", { wait: undefined, console: true, prepare: () => {
  const really = fetch;
  globalThis.fetch = (url) => really(String(url).replace(".wasm", ".missing"));
} }, async ({ page }) => {
  await page.getByText("A part of the page could not be loaded").waitFor();
  await page.getByText("ページの一部を読み込めませんでした").waitFor();
  await accessible(page);
});

scene("a panic leaves a message and a way on", {}, async ({ page }) => {
  await page.evaluate(() => findingLens.fail("stopped", "src/app.rs:1:1"));
  await page.getByText("Something went wrong in the page").waitFor();
  await page.getByText("ページで問題が発生しました").waitFor();
  assert.equal(await page.locator("#app").isVisible(), false);
  assert.match(await page.locator("#failed-detail").textContent(), /^Finding Lens \d+\.\d+\.\d+ · src\/app\.rs:1:1$/);
  await accessible(page);
});
