// The Learn pages.
import assert from "node:assert/strict";
import { accessible, scene } from "./harness.mjs";

const to = (page, fragment) => page.evaluate((fragment) => (location.hash = fragment), fragment);
const chapters = {
  overview: "#/learn",
  walk: "#/learn/walk",
  types: "#/learn/types",
  type: "#/learn/type/CryptoCurrency:EC2/BitcoinTool.B!DNS",
  fields: "#/learn/fields/RemoteIpDetails.",
  values: "#/learn/values/UserType.",
  glossary: "#/learn/glossary",
};

for (const [lang, theme] of [["en", "light"], ["ja", "dark"]]) {
  scene(`every chapter is accessible in ${lang}, ${theme}`, { lang, theme }, async ({ page }) => {
    for (const fragment of Object.values(chapters)) {
      await to(page, fragment);
      await page.locator("main h1").waitFor();
      await accessible(page);
    }
    await page.keyboard.press("b");
    await page.locator(".both").waitFor();
    await accessible(page);
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").getByRole("searchbox").fill("tor");
    await page.locator(".hit").first().waitFor();
    await accessible(page);
  });
}

scene("types are narrowed by words and facets, and counts follow", {}, async ({ page }) => {
  await to(page, chapters.types);
  const listed = page.locator(".type-list > li");
  await page.getByRole("status").getByText("255 of 255").waitFor();
  await page.getByLabel("Threat purpose").selectOption("CryptoCurrency");
  await page.waitForFunction(() => document.querySelectorAll(".type-list > li").length < 30);
  const all = await listed.count();
  for (const name of await listed.locator("h2").allTextContents()) assert.match(name, /^CryptoCurrency:/);
  await page.locator(".choice select").nth(1).selectOption("EC2");
  await page.waitForFunction((all) => document.querySelectorAll(".type-list > li").length < all, all);
  for (const name of await listed.locator("h2").allTextContents()) assert.match(name, /^CryptoCurrency:EC2/);
  await page.getByLabel("Words to look for").fill("no such words");
  await page.getByText("Nothing matches.").waitFor();
});

scene("a type's page shows its sample, and the fields that decide lead into it", {}, async ({ page }) => {
  await to(page, chapters.type);
  await page.getByRole("treeitem").first().waitFor();
  await page.locator(".texts .statement").first().click();
  await page.locator(".json-row.cited").first().waitFor();
  await page.locator(".json-detail .pointer").waitFor();
  await page.getByRole("link", { name: /BitcoinTool\.B$/ }).first().click();
  await page.locator("h1").getByText(/BitcoinTool\.B$/).waitFor();
});

scene("the walk shows the rows of each step", {}, async ({ page }) => {
  await to(page, chapters.walk);
  await page.getByRole("treeitem").first().waitFor();
  const steps = page.locator(".step");
  assert.ok((await steps.count()) >= 10);
  for (let at = 0; at < (await steps.count()); at++) {
    await steps.nth(at).click();
    await page.locator('.step[aria-pressed="true"]').nth(0).waitFor();
    await page.locator(".json-row.cited").first().waitFor();
  }
});

scene("a picked row leads to its field, and the field's words stand in the address", {}, async ({ page }) => {
  await to(page, chapters.type);
  await page.locator('[data-search="json"]').fill("resourceRole");
  await page.getByRole("treeitem").filter({ hasText: "resourceRole" }).click();
  await page.locator(".json-detail").getByText("ACTOR").first().waitFor();
  await page.getByRole("link", { name: "More in Learn" }).click();
  await page.getByText("1 of 7").waitFor();
  assert.equal(new URL(page.url()).hash, "#/learn/fields/Service.ResourceRole");
  await page.getByLabel("Words to look for").fill("RemoteIpDetails.City");
  await page.waitForFunction(() => location.hash === "#/learn/fields/RemoteIpDetails.City");
  await page.goBack();
  await page.getByRole("treeitem").first().waitFor();
});

scene("words of both languages find the same thing", {}, async ({ page }) => {
  await page.keyboard.press("Control+k");
  const field = page.getByRole("dialog").getByRole("searchbox");
  await field.fill("SSHBruteForce");
  await page.locator(".hit", { hasText: "UnauthorizedAccess:EC2/SSHBruteForce" }).first().waitFor();
  await field.fill("フローログ SSHBruteForce");
  await page.locator(".hit", { hasText: "VPC flow logs" }).first().waitFor();
  await page.keyboard.press("Enter");
  await page.locator("h1", { hasText: "SSHBruteForce" }).waitFor();
});

scene("English and Japanese stand side by side", {}, async ({ page }) => {
  await to(page, chapters.glossary);
  await page.locator(".terms").first().waitFor();
  await page.keyboard.press("b");
  await page.locator('.both [lang="ja"] .terms').first().waitFor();
  const terms = (lang) => page.locator(`.both [lang="${lang}"] dt`).count();
  assert.equal(await terms("en"), await terms("ja"));
});
