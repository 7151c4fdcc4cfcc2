// What people do with a finding: paste it, read it, follow a sentence to its JSON and back, look another one up.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { accessible, paste, scene } from "./harness.mjs";
import { root } from "./tools.mjs";

const sample = (path) => readFileSync(join(root, "knowledge/types", `${path}.json`), "utf8");
const SSH = sample("EC2/UnauthorizedAccess-SSHBruteForce");
const SEQUENCE = sample("IAM/AttackSequence-CompromisedCredentials");

const event = (detail) =>
  JSON.stringify({
    version: "0", id: "e", "detail-type": "GuardDuty Finding", source: "aws.guardduty", account: "999988887777",
    time: "2026-11-24T00:00:00Z", region: "us-east-1", resources: [], detail: JSON.parse(detail),
  });

const explained = (page) => page.locator(".section").first().waitFor();

for (const lang of ["en", "ja"]) {
  for (const theme of ["light", "dark"]) {
    scene(`every page is accessible and silent in ${lang}, ${theme}`, { lang, theme }, async ({ page, since }) => {
      await paste(page, event(SSH));
      await explained(page);
      await accessible(page);
      await page.locator(".chip").first().click();
      await page.locator(".statement").first().click();
      await accessible(page);
      await page.keyboard.press("f");
      await page.locator(".grid-row").nth(1).waitFor();
      await accessible(page);
      await page.keyboard.press("l");
      await page.locator("main details").first().waitFor();
      await accessible(page);
      for (const details of await page.locator("main details > summary").all()) await details.click();
      await accessible(page);
      await page.keyboard.press("?");
      await page.locator("dialog[open]").waitFor();
      await accessible(page);
      assert.deepEqual(since(), []);
    });
  }
}

scene("a paste is explained in a moment", {}, async ({ page }) => {
  await paste(page, SSH); // The first one waits for the knowledge.
  await explained(page);
  const took = await page.evaluate(async (text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    const begun = performance.now();
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    while (!document.querySelector("h1")?.textContent.includes("deploy-ci")) await new Promise(requestAnimationFrame);
    return performance.now() - begun;
  }, SEQUENCE);
  console.log(`# an attack sequence, pasted to explained: ${Math.round(took)} ms`);
  // The aim is 100 ms on a machine of its own; a test fails at three times that.
  assert.ok(took < 300, `${took} ms`);
});

scene("a statement shows its rows, and a row its statements", {}, async ({ page }) => {
  await paste(page, SSH);
  await explained(page);
  await page.locator(".section").getByRole("button", { name: "connected to port" }).click();
  await page.locator(".json-row.cited").first().waitFor();
  assert.match(await page.locator(".json-row.cited").first().textContent(), /203\.0\.113\.77|22|TCP|i-0c1d2e3f4a5b60718|INBOUND/);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".json-row.cited").count(), 0);
  await page.locator(".json-row").filter({ hasText: "accountId" }).click();
  await page.locator(".json-detail .pointer").getByText("/accountId").waitFor();
});

scene("pointer and focus light up what belongs together, both ways", {}, async ({ page }) => {
  await paste(page, SSH);
  await explained(page);
  const statement = page.locator(".section").getByRole("button", { name: "connected to port" });
  const rows = async () => (await page.locator(".json-row.lit").allTextContents()).join();
  await statement.hover();
  assert.match(await rows(), /i-0c1d2e3f4a5b60718/);
  await page.locator(".finding-head h1").hover();
  assert.equal(await rows(), "");
  await statement.focus();
  assert.match(await rows(), /i-0c1d2e3f4a5b60718/);
  // Only rows on view are in the page.
  await page.locator(".json-row", { hasText: "instanceId" }).first().hover();
  assert.match((await page.locator(".statement.lit").allTextContents()).join(), /connected to port/);
});

scene("a row of the JSON has an address that leads to it", {}, async ({ page }) => {
  await paste(page, SSH);
  await explained(page);
  await page.locator(".json-row").filter({ hasText: "accountId" }).click();
  await page.waitForFunction(() => /^#\/finding\/0\/\d+$/.test(location.hash));
  const address = await page.evaluate(() => location.hash);
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => location.hash === "#/finding/0");
  await page.evaluate(() => { location.hash = "#/learn"; });
  await page.locator(".json-row").first().waitFor({ state: "detached" });
  await page.evaluate((address) => { location.hash = address; }, address);
  await page.locator(".json-row.active").filter({ hasText: "accountId" }).waitFor();
  await page.locator(".json-detail .pointer").getByText("/accountId").waitFor();
  assert.equal(await page.evaluate(() => location.hash), address);
});

scene("the first look-up is copied by one key, with the finding's own values", {}, async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await paste(page, event(sample("IAMUser/UnauthorizedAccess-InstanceCredentialExfiltration-InsideAWS")));
  await explained(page);
  await page.keyboard.press("y");
  await page.locator(".toast").waitFor();
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  assert.match(await copied(), /^aws cloudtrail lookup-events[^]*AttributeValue=i-07b3f58d2c1e9a640[^]*--region us-east-1$/);
  await page.getByRole("button", { name: "Athena", exact: true }).click();
  await page.locator(".plan").getByRole("button", { name: "Copy the commands: All calls of this role session" }).click();
  await page.waitForFunction(async () => (await navigator.clipboard.readText()).startsWith("SELECT"));
  assert.match(await copied(), /principalid = 'AROAE5AESITBLQEXAMPLE:i-07b3f58d2c1e9a640'/);
  await page.getByRole("button", { name: "bash", exact: true }).click();
  await page.getByRole("button", { name: "Copy all as a script" }).click();
  await page.waitForFunction(async () => (await navigator.clipboard.readText()).startsWith("#"));
  assert.match(await copied(), /\n# aws iam put-role-policy/);
  // The title leads to the values in the JSON.
  await page.locator(".plan .step-title").filter({ hasText: "All calls of this role session" }).click();
  await page.locator(".json-row.cited").first().waitFor();
  await page.evaluate(() => document.querySelectorAll(".plan details").forEach((details) => (details.open = true)));
  await accessible(page);
  await page.setViewportSize({ width: 390, height: 800 });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "wider than the window");
});

for (const lang of ["en", "ja"]) {
  scene(`what cannot be known leads to its look-up, by pointer and by keyboard, in ${lang}`, { lang }, async ({ page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await paste(page, sample("EC2/Backdoor-C-CActivity-B"));
    await explained(page);
    const unknown = page.locator("[aria-labelledby='section-unknown']");
    const settled = unknown.locator(".settled");
    assert.equal(await settled.count(), await unknown.locator("li").count());
    // Who is behind an address, no look-up tells.
    assert.equal(await settled.filter({ hasText: lang === "en" ? "the operator" : "運営者" }).locator("button").count(), 0);
    const flows = settled.filter({ hasText: lang === "en" ? "VPC flow logs" : "VPC フローログ" }).first();
    const [, number] = /(?:look-up|調査) (\d+): /.exec(await flows.locator(".to-step").textContent());
    await flows.locator(".to-step").click();
    const step = page.locator(`.plan li:focus`);
    assert.equal(await step.getAttribute("id"), `look-up-${number - 1}`);
    assert.ok(await step.locator(".command").isVisible());
    assert.match(await step.locator(".command").textContent(), /198\.51\.100|203\.0\.113|192\.0\.2/);
    await flows.getByRole("button").last().click();
    await page.waitForFunction(async () => (await navigator.clipboard.readText()).startsWith("aws logs start-query"));
    // A step that is folded with others is unfolded; by the keyboard.
    await page.evaluate(() => document.querySelectorAll(".plan details").forEach((details) => (details.open = false)));
    await flows.locator(".to-step").focus();
    await page.keyboard.press("Enter");
    await page.locator(`#look-up-${number - 1} .command`).waitFor();
    await accessible(page);
  });
}

scene("the JSON is walked by keyboard", {}, async ({ page }) => {
  await paste(page, SSH);
  await explained(page);
  await page.locator("#json").focus();
  for (const key of ["ArrowDown", "ArrowDown", "ArrowDown"]) await page.keyboard.press(key);
  await page.locator(".json-detail .pointer").getByText("/arn").waitFor();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowLeft");
  await page.waitForFunction(() => document.querySelectorAll(".json-row").length === 1);
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => document.querySelectorAll(".json-row").length > 10);
});

scene("keys that come faster than the JSON is drawn are not lost", {}, async ({ page }) => {
  await paste(page, SSH);
  await explained(page);
  await page.locator("#json").focus();
  await page.evaluate(() => {
    for (let n = 0; n < 3; n += 1) document.querySelector("#json").dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true }));
  });
  await page.locator(".json-detail .pointer").getByText("/arn").waitFor();
});

scene("the language changes where one stands, also without a network", {}, async ({ page, context, server }) => {
  await paste(page, SSH);
  await explained(page);
  await context.setOffline(true);
  await server.close();
  await page.keyboard.press("e");
  await page.getByRole("heading", { name: "何が起きたか" }).waitFor();
  await page.keyboard.press("e");
  await page.getByRole("heading", { name: "What happened" }).waitFor();
});

scene("garbage is told, with its place and a remedy", {}, async ({ page }) => {
  await paste(page, "{'Findings': [{'Type': 'x', 'Archived': True}]}");
  await page.getByText("Python dict").waitFor();
  await page.getByText("json.dumps").waitFor();
  await accessible(page);
});

scene("hostile text in every field stays text", {}, async ({ page, since }) => {
  const hostile = `<img src=x onerror="globalThis.owned=1"><script>globalThis.owned=1</script>\u202Ejavascript:alert(1)`;
  const poison = (value, key) =>
    typeof value === "string" ? (key === "type" ? value : hostile)
    : Array.isArray(value) ? value.map((v) => poison(v))
    : value && typeof value === "object" ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, poison(v, k)]))
    : value;
  await paste(page, JSON.stringify(poison(JSON.parse(SSH))));
  await explained(page);
  await page.getByText("⟨U+202E⟩").first().waitFor();
  assert.equal(await page.evaluate(() => globalThis.owned), undefined);
  assert.equal(await page.locator("main img, main script").count(), 0);
  const links = await page.locator("main a").evaluateAll((links) => links.map((link) => link.href));
  assert.ok(links.every((href) => href.startsWith("https://") || href.includes("#/")), links.join());
  await accessible(page);
  assert.deepEqual(since(), []);
});

scene("only preferences are stored, and nothing of a finding is in the address", {}, async ({ page }) => {
  await paste(page, SSH);
  await explained(page);
  await page.keyboard.press("e");
  const { keys, address } = await page.evaluate(() => ({ keys: Object.keys(localStorage), address: location.hash }));
  assert.deepEqual(keys.filter((key) => !/^finding-lens\.(lang|theme|clock)$/.test(key)), []);
  assert.match(address, /^#\/finding\/\d+$/);
});

scene("all samples are listed, filtered and opened by keyboard", {}, async ({ page }) => {
  await page.getByRole("button", { name: /Open all/ }).click();
  await page.getByText("229 of 229 findings").waitFor();
  assert.ok((await page.locator(".grid-row").count()) < 90, "only the visible rows are in the page");
  await page.keyboard.press("/");
  await page.keyboard.type("ReverseShell");
  await page.getByText("1 of 229 findings").waitFor();
  await page.locator("#list").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await explained(page);
});

scene("a context file is cited, told apart from a faulty one, and forgotten", {}, async ({ page, since }) => {
  const finding = JSON.parse(sample("IAMUser/UnauthorizedAccess-TorIPCaller"));
  finding.service.action.awsApiCallAction.remoteIpDetails.ipAddressV4 = "203.0.113.9";
  await paste(page, JSON.stringify(finding));
  await explained(page);
  assert.ok(await page.locator(".weigh.attack.strong", { hasText: "Points to an attack (strong)" }).first().isVisible());
  const choose = (name, text) =>
    page.locator(".context-file input").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
  await choose("faulty.json", '{"version": 1, "netwoks": []}');
  await page.getByText('the key "netwoks" is unknown').waitFor();
  await accessible(page);
  await choose("mine.json", readFileSync(join(root, "docs/context.example.json")));
  await page.locator(".statement", { hasText: "is your own: Tokyo office egress" }).waitFor();
  await page.locator(".context-file", { hasText: "mine.json" }).waitFor();
  await accessible(page);
  await page.locator(".context-file button").click();
  await page.locator(".statement", { hasText: "is your own: Tokyo office egress" }).waitFor({ state: "detached" });
  assert.deepEqual(since(), []);
});

scene("prints without its tools", {}, async ({ page }) => {
  await paste(page, SSH);
  await explained(page);
  // Paper does not wait for what is drawn a moment later.
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".json").isVisible(), false);
  assert.equal(await page.locator(".section").first().isVisible(), true);
  assert.equal(await page.locator(".step-title").first().isVisible(), true, "what a step is called");
});

scene("fits a phone", { width: 390 }, async ({ page }) => {
  await paste(page, SEQUENCE);
  await explained(page);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `${wide} px too wide`);
});

scene("shows when it was seen on both clocks, and a key changes their places", { zone: "Asia/Tokyo" }, async ({ page }) => {
  await paste(page, sample("EC2/UnauthorizedAccess-SSHBruteForce"));
  const seen = page.locator(".facts div").filter({ hasText: "First seen" });
  await seen.waitFor();
  const [utc, local] = await seen.locator("bdi, .beside").allTextContents();
  assert.match(utc, / UTC$/);
  assert.match(local, / \+09:00$/);
  assert.equal(Date.parse(utc), Date.parse(local));
  await page.keyboard.press("u");
  await seen.locator("bdi").getByText("+09:00").waitFor();
  assert.deepEqual(await seen.locator("bdi, .beside").allTextContents(), [local, utc]);
});

scene("in short: what happened, what speaks most for or against it, what to look up first", {}, async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await paste(page, SSH);
  const short = page.getByRole("region", { name: "In short" });
  await short.getByText("connected to port").waitFor();
  assert.equal(await short.locator("dt").count(), 3);
  await short.getByRole("button", { name: /^Copy/ }).click();
  const command = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(command, /^aws |^SELECT |^fields /m);
  // What points neither way is a click away.
  const idle = page.locator(".undecided");
  if ((await idle.count()) > 0) {
    await idle.locator("summary").click();
    await idle.locator(".weigh").first().waitFor();
  }
});
