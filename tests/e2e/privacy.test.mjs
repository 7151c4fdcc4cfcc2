// Nothing leaves the page, judged by the logs of this host and of another one.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { drop, sample, scene } from "./harness.mjs";
import { HEADERS } from "./server.mjs";
import { root } from "./tools.mjs";
import { WAYS, helpers, tryAll } from "./ways.mjs";

scene("every way out is closed once the page is complete", { console: true, prepare: helpers }, async ({ page, server, other, since }) => {
  await tryAll(page, other.origin);
  assert.deepEqual(other.log, [], "the other host heard something");
  await tryAll(page, server.origin);
  assert.deepEqual(since(), [], "this host heard something");
  const { blocked, after, requests } = await page.evaluate(() => findingLens.proof());
  assert.ok(blocked >= Object.keys(WAYS).length, `the page counted ${blocked} blocked attempts`);
  assert.equal(after, 0, `the page counts as requests: ${requests.join(", ")}`);
});

// The courier may still fetch at that time; the program and its worker may not.
scene("every way out is closed before the program runs", { console: true, wait: undefined, prepare: helpers,
  delay: (path) => (path.includes("samples") ? 30_000 : 0) }, async ({ page, server }) => {
  await page.waitForFunction(() => globalThis.findingLens?.proof().ready);
  assert.equal(await page.evaluate(() => findingLens.proof().complete), null);
  const before = server.log.filter((line) => !line.includes("/parts/")).length;
  await tryAll(page, server.origin);
  assert.deepEqual(server.log.filter((line) => !line.includes("/parts/")).slice(before), []);
});

scene("the tests of the ways out find an open one", { console: true, prepare: helpers }, async ({ page, other }) => {
  // The same attempts where no policy holds: a page of the other host's.
  const lonely = await page.context().newPage();
  await lonely.addInitScript(helpers);
  await lonely.goto(`${other.origin}/`);
  other.log.length = 0;
  await tryAll(lonely, other.origin);
  const heard = new Set(other.log.map((line) => decodeURIComponent(line.split("/").pop())));
  other.log.length = 0;
  for (const name of ["fetch", "beacon", "image", "prefetch", "script", "style sheet", "form", "WebSocket", "fetch in a worker"]) {
    assert.ok(heard.has(name), `${name} was not heard: ${[...heard].join(", ")}`);
  }
});

scene("shows what it requested and what its policies are", {}, async ({ page, server }) => {
  const { requests, policies, after } = await page.evaluate(() => findingLens.proof());
  const paths = requests.map((url) => `GET ${new URL(url).pathname}`);
  assert.deepEqual(paths.sort(), [...server.log].sort(), "the page names each request that the host saw");
  assert.equal(after, 0);
  assert.equal(policies.length, 2);
  for (const policy of policies) {
    assert.match(policy, /^default-src 'none';/);
    assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|https?:|\*/);
  }
  assert.match(policies[1], /connect-src 'none'/);
});

scene("stores nothing but preferences", {}, async ({ page, context }) => {
  const stored = await page.evaluate(async () => ({
    local: Object.keys(localStorage).filter((key) => !/^finding-lens\.(lang|theme|clock)$/.test(key)),
    session: Object.keys(sessionStorage),
    databases: await indexedDB.databases(),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));
  assert.deepEqual(stored, { local: [], session: [], databases: [], caches: [], workers: 0 });
  assert.deepEqual(await context.cookies(), []);
});

scene("no page can frame it where the host sends the headers of the README", { console: true }, async ({ page, server, other }) => {
  const lonely = await page.context().newPage();
  await lonely.goto(`${other.origin}/`);
  await lonely.evaluate((url) => document.body.append(Object.assign(document.createElement("iframe"), { src: url })), server.url);
  await lonely.waitForFunction(() => document.querySelector("iframe").contentDocument === null);
  assert.match(lonely.frames()[1].url(), /^chrome-error:/);
  server.log.length = 0; // The frame was asked for, and refused.
});

scene("what comes out of a finding is kept from translation and spell checking", {}, async ({ page }) => {
  const secret = "quokkaburrow";
  const marked = (value, key) =>
    typeof value === "string" ? (key === "type" ? value : `${value} ${secret}`)
    : Array.isArray(value) ? value.map((item) => marked(item))
    : value && typeof value === "object" ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, marked(item, key)]))
    : value;
  const finding = (type) => JSON.stringify(marked(JSON.parse(sample(type))));
  const lines = [finding("UnauthorizedAccess:EC2/SSHBruteForce"), finding("Execution:Runtime/ReverseShell"), `{"${secret}": [`];
  await drop(page, [{ name: `${secret}.jsonl`, text: lines.join("\n") }]);
  const shown = async (where) => {
    const seen = await page.evaluate((secret) => {
      const texts = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
      const open = [];
      let count = 0;
      while (texts.nextNode()) {
        const { data, parentElement } = texts.currentNode;
        if (!data.includes(secret)) continue;
        count++;
        if (parentElement.closest("[translate]")?.getAttribute("translate") !== "no") open.push(parentElement.outerHTML.slice(0, 200));
      }
      const checked = [...document.querySelectorAll("textarea, input:not([type=file], [type=checkbox], [type=radio])")]
        .filter((field) => field.spellcheck).map((field) => field.outerHTML.slice(0, 200));
      return { count, open, checked };
    }, secret);
    assert.ok(seen.count > 0, `${where} shows nothing of it`);
    assert.deepEqual([seen.open, seen.checked], [[], []], where);
  };
  const unfold = () => page.evaluate(() => document.querySelectorAll("main details").forEach((details) => (details.open = true)));
  await page.locator(".grid-row").nth(1).waitFor();
  await shown("the list");
  await page.locator(".grid-row a").first().click();
  await page.locator(".section").first().waitFor();
  await unfold();
  await shown("a finding");
  await page.getByRole("link", { name: "Start" }).first().click();
  await page.getByText(`${secret}.jsonl`).first().waitFor();
  await unfold();
  await shown("the start page");
});

test("the README's settings are those that the tests run under", () => {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const settings = [...readme.matchAll(/<summary>(nginx|Apache|S3 and CloudFront|Cloudflare Pages)<\/summary>([^]*?)<\/details>/g)];
  assert.equal(settings.length, 4);
  for (const [, host, text] of settings) {
    for (const value of Object.values(HEADERS)) {
      // CloudFront's setting has a word of its own for it.
      assert.ok(text.includes(value) || (value === "nosniff" && text.includes("ContentTypeOptions")), `${host}: ${value}`);
    }
  }
});

test("the tests that SECURITY.md names are there", () => {
  const claims = readFileSync(join(root, "SECURITY.md"), "utf8").match(/\n## Claims[^]*?\n## /)[0];
  const named = [...claims.matchAll(/\*([^*\n]{15,})\*/g)].map(([, name]) => name);
  assert.ok(named.length > 10);
  const folder = join(root, "tests", "e2e");
  const tests = readdirSync(folder).filter((file) => file.endsWith(".test.mjs")).map((file) => readFileSync(join(folder, file), "utf8"));
  for (const name of named) {
    const [first, ...others] = name.split("…").map((piece) => piece.replace(/[.?+()[\]]/g, "\\$&"));
    const pattern = new RegExp(`(scene|test)\\([\`"]${[first, ...others].join(".*")}`);
    assert.ok(tests.some((text) => pattern.test(text)), name);
  }
});
