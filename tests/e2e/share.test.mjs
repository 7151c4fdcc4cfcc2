// Copy or save: what leaves the page because the reader wants it to, and what is taken out before.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { accessible, paste, scene } from "./harness.mjs";
import { root } from "./tools.mjs";

const SSH = readFileSync(join(root, "knowledge/types/EC2/UnauthorizedAccess-SSHBruteForce.json"), "utf8");

const opened = async (page) => {
  await paste(page, SSH);
  await page.locator(".section").first().waitFor();
  await page.keyboard.press("w");
  await page.locator("dialog .checks .check").first().waitFor();
};

/** The text of the file that a button saves. */
const saved = async (page, name) => {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
};

for (const lang of ["en", "ja"]) {
  scene(`the dialog is accessible in ${lang}`, { lang }, async ({ page }) => {
    await opened(page);
    await page.locator(".check input").first().check();
    await page.locator(".share ul").waitFor();
    await accessible(page);
  });
}

scene("a finding is saved as it came, or with the values of the ticked classes replaced", {}, async ({ page }) => {
  await opened(page);
  const whole = await saved(page, "Save (JSON: As it came)");
  assert.equal(whole.name, "finding.json");
  assert.deepEqual(JSON.parse(whole.text), JSON.parse(SSH));

  await page.getByRole("button", { name: "What names you" }).click();
  await page.getByText("will be replaced by stand-ins").waitFor();
  await page.getByRole("heading", { name: "What still stays" }).waitFor();
  const redacted = await saved(page, "Save (JSON: As it came)");
  assert.ok(!redacted.text.includes("111122223333"));
  assert.equal(JSON.parse(redacted.text).accountId, "900000000001");

  const key = JSON.parse((await saved(page, /Save \(Key file/)).text);
  assert.equal(key.values["900000000001"], "111122223333");

  const report = await saved(page, "Save (Report: HTML, to read and print)");
  assert.ok(report.text.startsWith("<!doctype html>") && !report.text.includes("111122223333"));
});

scene("the versions of a finding are compared", {}, async ({ page }) => {
  const later = { ...JSON.parse(SSH), updatedAt: "2026-10-15T08:00:00.000Z" };
  later.service = { ...later.service, count: 99 };
  await paste(page, `${SSH}\n${JSON.stringify(later)}`);
  await page.locator(".section").first().waitFor();
  await page.locator("details summary", { hasText: "What changed" }).click();
  const row = page.locator(".changes tr", { hasText: "service.count" });
  await row.getByText("85 more times").waitFor();
  await accessible(page);
});
