// What people do with pictures: look, follow a mark to its JSON, read the table instead.
import assert from "node:assert/strict";
import { accessible, paste, sample, scene } from "./harness.mjs";

const SSH = sample("UnauthorizedAccess:EC2/SSHBruteForce");
const SEQUENCE = sample("AttackSequence:S3/CompromisedData");

const drawn = (page) => page.locator(".picture").first().waitFor();
const unfold = async (page) => {
  await page.locator("details.picture, details.as-table").evaluateAll((all) => all.forEach((one) => (one.open = true)));
  // A table is made when it is unfolded.
  await page.waitForFunction(() => [...document.querySelectorAll(".as-table")].every((one) => one.querySelector("tbody")));
};

for (const [lang, theme, width] of [["en", "light", 1280], ["ja", "dark", 390]]) {
  scene(`pictures and their tables are accessible in ${lang}, ${theme}, at ${width}`, { lang, theme, width }, async ({ page }) => {
    for (const text of [SSH, SEQUENCE, sample("CredentialAccess:IAMUser/AnomalousBehavior")]) {
      await paste(page, text);
      // Not those of the one before.
      await page.locator("h1").filter({ hasText: JSON.parse(text).title.slice(0, 20) }).waitFor();
      await drawn(page);
      await unfold(page);
      await accessible(page);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${wide} px too wide`);
    }
  });
}

scene("a mark leads to its rows, by pointer and by keyboard", {}, async ({ page }) => {
  await paste(page, SSH);
  await drawn(page);
  const marks = page.locator("#picture-who").locator("..").locator(".drawing.wide .mark.leads");
  await marks.first().click();
  await page.locator(".json-row.active").first().waitFor();
  assert.match(await page.locator(".json-row.active").first().textContent(), /203\.0\.113\.77/);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".json-row.cited").count(), 0);
  // And back: a row shows the marks that were read from it.
  await page.locator(".json-row").filter({ hasText: "203.0.113.77" }).first().click();
  await page.locator(".mark.cited").first().waitFor();
  await page.keyboard.press("Escape");
  await marks.last().focus();
  await page.keyboard.press("Enter");
  await page.locator(".json-row.active").first().waitFor();
  assert.match(await page.locator(".json-row.active").first().textContent(), /i-0c1d2e3f4a5b60718/);
});

scene("a mark lights up its rows, and a row its marks, under pointer and focus", {}, async ({ page }) => {
  await paste(page, SSH);
  await drawn(page);
  const lit = async (what) => (await page.locator(`${what}.lit`).allTextContents()).join();
  const mark = page.locator(".mark.leads").filter({ hasText: "i-0c1d2e3f4a5b60718" }).first();
  await mark.hover();
  assert.match(await lit(".json-row"), /i-0c1d2e3f4a5b60718/);
  await page.locator(".finding-head h1").hover();
  assert.equal(await lit(".json-row"), "");
  await mark.focus();
  assert.match(await lit(".json-row"), /i-0c1d2e3f4a5b60718/);
  await mark.blur();
  await page.locator(".json-row", { hasText: "instanceId" }).first().hover();
  assert.match(await lit(".mark"), /i-0c1d2e3f4a5b60718/);
  const look = () => page.locator(".mark.lit .solid").first().evaluate((one) => getComputedStyle(one).strokeWidth);
  assert.equal(await look(), "2.5px");
});

scene("the page has the drawing that fits, and two of them open", {}, async ({ page }) => {
  await paste(page, SEQUENCE);
  await drawn(page);
  assert.deepEqual(await page.locator("details.picture").evaluateAll((all) => all.map((one) => one.open).slice(0, 3)), [true, true, false]);
  const pictures = await page.locator(".picture").count();
  const has = async (width) => {
    await page.waitForFunction((width) => [...document.querySelectorAll(".drawing")].every((one) => one.classList.contains(width)), width);
    assert.equal(await page.locator(".drawing").count(), pictures);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(over <= 0, `${over} px too wide`);
  };
  await has("wide");
  await page.setViewportSize({ width: 390, height: 800 });
  await has("narrow");
  // Paper is not narrow, whatever the page is read on.
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await has("wide");
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await has("narrow");
  await page.setViewportSize({ width: 1280, height: 800 });
  await has("wide");
});

scene("a table says what the picture says, once it is unfolded", {}, async ({ page }) => {
  await paste(page, SEQUENCE);
  await drawn(page);
  const table = page.locator(".as-table").first();
  assert.equal(await table.locator("table").count(), 0);
  await table.locator("summary").click();
  await table.locator("tbody tr").first().waitFor();
  await table.locator("summary").click();
  await table.locator("table").waitFor({ state: "detached" });
});

scene("on paper every picture stands open, with its headings, and is light", { theme: "dark" }, async ({ page }) => {
  await paste(page, SEQUENCE);
  await drawn(page);
  await page.emulateMedia({ media: "print" });
  for (const picture of await page.locator(".picture").all()) assert.ok(await picture.locator(".drawing.wide").isVisible());
  assert.ok(await page.locator(".drawing.wide .text-head").first().isVisible());
  const ground = await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--high-ground").trim());
  assert.equal(ground, "#fdeae6");
});

scene("no text of a drawing is wider than its box", { lang: "ja" }, async ({ page }) => {
  for (const type of ["AttackSequence:S3/CompromisedData", "CredentialAccess:IAMUser/AnomalousBehavior", "Execution:EC2/MaliciousFile", "Execution:Runtime/NewBinaryExecuted", "Policy:S3/BucketAnonymousAccessGranted"]) {
    await paste(page, sample(type));
    await drawn(page);
    await page.locator("h1").filter({ hasText: JSON.parse(sample(type)).title.slice(0, 20) }).waitFor();
    await unfold(page);
    const over = await page.locator(".drawing.wide .mark").evaluateAll((marks) =>
      marks.flatMap((mark) => {
        const boxes = [...mark.querySelectorAll("rect")].map((one) => one.getBBox());
        const texts = [...mark.querySelectorAll("text:not(.text-number)")];
        if (boxes.length === 0) return [];
        const right = Math.max(...boxes.map((box) => box.x + box.width));
        return texts.filter((text) => text.getBBox().x + text.getBBox().width > right).map((text) => text.textContent);
      }));
    assert.deepEqual(over, [], type);
  }
});
