// The Findings page over 20,000 findings in files: loading, narrowing down, counting, judging, saving.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { gzipSync } from "node:zlib";
import { accessible, paste, scene } from "./harness.mjs";
import { many } from "./many.mjs";

const COUNT = 20_000;
const FILES = 10;

const folder = mkdtempSync(join(tmpdir(), "finding-lens-"));
after(() => rmSync(folder, { recursive: true }));
const lines = many(COUNT).split("\n");
const write = (name, bytes) => {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
};
const paths = Array.from({ length: FILES }, (_, at) => {
  const text = lines.slice((at * COUNT) / FILES, ((at + 1) * COUNT) / FILES).join("\n");
  return at % 2 ? write(`part-${at}.jsonl.gz`, gzipSync(text, { level: 1 })) : write(`part-${at}.jsonl`, text);
});
const broken = write("broken.jsonl.gz", Buffer.concat([gzipSync(lines[0]).subarray(0, 60), Buffer.from("no gzip")]));

const choose = (page, files) => page.locator("input[type=file][multiple]").first().setInputFiles(files);
const shown = (page, n) => page.getByText(`${n} of 20,000 findings`).waitFor();
const all = async (page, files = paths) => {
  await choose(page, files);
  await page.locator(".reading").waitFor({ state: "detached", timeout: 40_000 });
  await shown(page, "20,000");
};

scene("20,000 findings are read in files, one of them broken, narrowed down and opened", {}, async ({ page, since }) => {
  await all(page, [paths[0], broken, ...paths.slice(1)]);
  assert.ok((await page.getByRole("row").count()) <= 80, "only the rows in view are in the page");

  // The query line: completion, what is wrong, the address.
  await page.keyboard.press("/");
  await page.keyboard.type("sever");
  await page.getByRole("option").filter({ hasText: "severity" }).first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  assert.match(await page.locator("[data-search=list]").inputValue(), /^severity/);
  await page.locator("[data-search=list]").fill("severity>=");
  await page.getByRole("alert").waitFor();
  await page.locator("[data-search=list]").fill("type:UnauthorizedAccess:EC2/SSHBruteForce");
  await page.getByRole("alert").waitFor({ state: "detached" });
  await page.waitForFunction(() => decodeURIComponent(location.hash) === "#/findings/type:UnauthorizedAccess:EC2/SSHBruteForce");
  await page.getByText(/^8[78] of 20,000 findings$/).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Show all" }).click();
  await shown(page, "20,000");

  // Facets: a value's count is what choosing it leaves; Alt-click leaves it out. Not in the address: nobody typed it.
  const high = page.locator(".facet").filter({ hasText: "High" }).first();
  const count = (await high.locator(".number").textContent()).trim();
  await high.click();
  await shown(page, count);
  assert.equal(await high.getAttribute("aria-pressed"), "true");
  await high.click({ modifiers: ["Alt"] });
  const rest = (20_000 - Number(count.replace(",", ""))).toLocaleString("en");
  await shown(page, rest);
  assert.equal(new URL(page.url()).hash, "#/findings");
  await page.getByRole("button", { name: "Show all" }).click();

  // Opened from a plain file and from a packed one, which are read again.
  for (const at of [0, 1]) {
    const { id, type } = JSON.parse(lines[(at * COUNT) / FILES + 5]);
    await page.locator("[data-search=list]").fill(`id:${id}`);
    await shown(page, "1");
    await page.locator("#list").focus();
    await page.keyboard.press("ArrowDown");
    await page.locator(".preview .said li").first().waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "What happened" }).waitFor();
    assert.ok((await page.locator("main").innerText()).includes(type.split("/")[1].split(".")[0]));
    await page.goBack();
  }

  // What could not be read is listed; it cost itself alone.
  await page.getByRole("link", { name: "Start", exact: true }).click();
  await page.locator(".problem.error").filter({ hasText: "broken.jsonl.gz" }).waitFor();
  assert.equal(await page.locator(".problem.error").count(), 1);
  assert.deepEqual(since(), []);
});

scene("rows are sorted, chosen, judged and saved by keyboard", {}, async ({ page }) => {
  await paste(page, many(300));
  await page.getByText("300 of 300 findings").waitFor();
  const head = (name) => page.getByRole("columnheader", { name });
  await head("Account").getByRole("button").click();
  await head("Severity").getByRole("button").click({ modifiers: ["Shift"] });
  assert.equal(await head("Account").getAttribute("aria-sort"), "descending");
  await page.waitForFunction(() => document.querySelectorAll("[aria-sort]").length === 2);

  await page.locator("#list").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await page.locator('[role=row][aria-selected="true"]').waitFor();
  await page.keyboard.press("Shift+ArrowDown");
  await page.getByText("2 selected").first().waitFor();
  await page.keyboard.press("3");
  await page.locator(".verdict.false-positive").nth(1).waitFor();
  await page.getByLabel("Reason").fill("=a scanner of ours");
  await page.getByLabel("Confirmed by").fill("Kim");
  await page.getByRole("button", { name: "Keep reason and note" }).click();
  await page.locator("[data-search=list]").fill("verdict:false-positive");
  await page.getByText("2 of 300 findings").waitFor();

  const save = async (name) => {
    await page.locator(".menu summary", { hasText: "Save" }).click();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
    await page.locator(".menu summary", { hasText: "Save" }).click();
    return readFileSync(await download.path(), "utf8");
  };
  const wanted = (await save("Findings as they came")).trimEnd().split("\n");
  assert.equal(wanted.length, 2);
  assert.ok(wanted.every((line) => many(300).split("\n").includes(line)), "saved as it came");
  const csv = await save("Table (CSV)");
  assert.equal(csv.trimEnd().split("\r\n").length, 3);
  assert.ok(csv.includes("\"'=a scanner of ours\""), csv);
  const marks = await save("Verdicts and notes");
  assert.equal(Object.keys(JSON.parse(marks).marks).length, 2);
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), []);
});

scene("two findings that are chosen are compared", {}, async ({ page }) => {
  await paste(page, many(20));
  await page.getByText("20 of 20 findings").waitFor();
  await page.locator("#list").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  assert.equal(await page.getByText("How the two chosen findings differ").count(), 0);
  await page.keyboard.press("Shift+ArrowDown");
  await page.getByText("How the two chosen findings differ").click();
  await page.locator(".changes tr", { hasText: "service.eventLastSeen" }).first().waitFor();
  // The click scrolled; the bar would lie over half a button.
  await page.evaluate(() => scrollTo(0, 0));
  await accessible(page);
  await page.locator("#list").focus();
  await page.keyboard.press("Shift+ArrowDown");
  await page.getByText("3 selected").first().waitFor();
  assert.equal(await page.getByText("How the two chosen findings differ").count(), 0);
});

scene("an opened finding leads on along the list that was filtered, is judged where it is read, and back into its row", {}, async ({ page }) => {
  await paste(page, many(300));
  await page.getByText("300 of 300 findings").waitFor();
  await page.locator("[data-search=list]").fill("type:*ReverseShell* OR type:*SSHBruteForce*");
  await page.getByText(/^[2-9] of 300 findings$/).waitFor();
  const types = await page.locator("#list .grid-row .col-type a").allTextContents();
  await page.locator("#list").focus();
  for (const key of ["ArrowDown", "Enter"]) await page.keyboard.press(key);
  const position = (at) => page.getByText(`${at} of ${types.length}`, { exact: true }).waitFor();
  await position(1);
  assert.equal(await page.getByRole("button", { name: "Previous finding" }).isDisabled(), true);
  await page.keyboard.press("j");
  await position(2);
  const chips = await page.locator(".chip").allTextContents();
  assert.ok(types[1].includes(chips.at(-1)), `${types[1]}: ${chips}`);

  await page.keyboard.press("2");
  await page.locator(".finding-head .verdict").waitFor();
  await page.keyboard.press("n");
  await page.keyboard.type("a change of ours, ticket 7");
  await page.getByRole("button", { name: "Keep reason and note" }).click();
  await page.locator(".finding-nav a", { hasText: "Findings" }).click();
  await page.locator("#list-1.here .verdict").waitFor();
  await page.waitForFunction(() => document.querySelector(".preview textarea")?.value === "a change of ours, ticket 7");
  assert.equal(await page.locator("#list .verdict").count(), 1);
});

scene("loading stops at once and keeps what was read", {}, async ({ page }) => {
  await choose(page, paths);
  await page.locator(".reading").waitFor();
  await page.waitForFunction(() => document.querySelector(".reading progress")?.value > 0);
  const took = await page.evaluate(async () => {
    const began = performance.now();
    document.querySelector(".reading button").click();
    while (document.querySelector(".reading")) await new Promise((resolve) => setTimeout(resolve, 5));
    return performance.now() - began;
  });
  assert.ok(took < 1000, `it took ${took} ms`);
  await page.getByText(/of [\d,]+ findings/).waitFor();
  const kept = Number(/of ([\d,]+) findings/.exec(await page.locator("main").innerText())[1].replace(",", ""));
  assert.ok(kept > 0 && kept < COUNT, `${kept} are kept`);
});

for (const [lang, theme, width] of [["en", "light", 1280], ["ja", "dark", 1280], ["ja", "light", 390]]) {
  scene(`the list is accessible in ${lang}, ${theme}, at ${width}`, { lang, theme, width }, async ({ page }) => {
    await paste(page, many(300));
    await page.locator(".grid-row a").first().waitFor();
    await page.evaluate(() => document.querySelectorAll("main details").forEach((details) => (details.open = true)));
    await accessible(page);
    await page.evaluate(() => document.querySelectorAll("main .menu").forEach((details) => (details.open = false)));
    await page.locator("#list").focus();
    await page.keyboard.press("ArrowDown");
    await page.locator(".preview .said li").first().waitFor();
    await accessible(page);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `the page is ${wide} px too wide`);
    const cut = await page.evaluate(() => {
      const marks = [...document.querySelectorAll(".col-severity:has(.severity)")];
      return marks.filter((mark) => mark.scrollWidth > mark.clientWidth).length;
    });
    assert.equal(cut, 0, "severities are cut off");
    for (const view of ["organisation", "account"]) {
      await page.locator(".list-tools select").selectOption(view);
      await page.locator(".list-main table").waitFor();
      await accessible(page);
    }
  });
}

scene("severity over time is dragged over, and chosen in its table", {}, async ({ page }) => {
  await paste(page, many(300));
  await page.getByText("300 of 300 findings").waitFor();
  const box = await page.locator(".histogram svg").boundingBox();
  await page.mouse.move(box.x + box.width * 0.1, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + 10);
  await page.mouse.up();
  await page.getByRole("button", { name: "All times" }).click();
  await page.getByText("300 of 300 findings").waitFor();
  await page.locator(".histogram summary").click();
  const row = page.locator(".histogram tbody tr").first();
  const count = (await row.locator("td.number").last().textContent()).trim();
  await row.getByRole("button").click();
  await page.getByText(`${count} of 300 findings`).waitFor();
});

scene("a load that is stopped has ended within 200 ms, and what was read stays", {}, async ({ page }) => {
  await choose(page, Array.from({ length: 8 }, () => paths).flat());
  await page.locator(".json-window .grid-row a").first().waitFor();
  const took = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const began = performance.now();
        const seen = new MutationObserver(() => document.querySelector(".reading") || resolve(performance.now() - began));
        seen.observe(document.body, { childList: true, subtree: true });
        document.querySelector(".reading button").click();
      }),
  );
  assert.ok(took < 200, `it took ${took} ms`);
  await page.getByText("What was read until then is loaded.").waitFor();
  assert.ok((await page.locator(".json-window .grid-row").count()) > 0);
});

/** Runs a script in each worker of a page before its own. */
const beforeWorkers = (script) => `{
  const own = Blob;
  globalThis.Blob = class extends own {
    constructor(pieces, options) {
      super(options?.type?.startsWith("text/javascript") ? [${JSON.stringify(script)}, ...pieces] : pieces, options);
    }
    static [Symbol.hasInstance](thing) {
      return thing instanceof own;
    }
  };
}`;

/** Takes away the streams that lend memory, as in a browser that has none. */
const withoutLent = beforeWorkers(`{
  const own = ReadableStream.prototype.getReader;
  ReadableStream.prototype.getReader = function (options) { if (options) throw new TypeError(); return own.call(this); };
}`);

scene("files are read where streams lend no memory", { prepare: withoutLent }, async ({ page }) => all(page));

scene("a file that cannot be read any more costs only itself", {}, async ({ page }) => {
  const [whole, gone] = ["whole", "gone"].map((name) => write(`${name}.jsonl`, lines.slice(0, 2_000).join("\n")));
  const other = write("other.jsonl", lines.slice(2_000, 4_000).join("\n"));
  await page.evaluate(() => {
    const input = document.createElement("input");
    Object.assign(input, { type: "file", multiple: true, id: "held" });
    document.body.append(input);
    input.addEventListener("change", (event) => event.stopPropagation());
  });
  await page.locator("#held").setInputFiles([whole, gone, other]);
  writeFileSync(gone, "changed");
  await page.evaluate(() => {
    const data = new DataTransfer();
    for (const file of document.querySelector("#held").files) data.items.add(file);
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  });
  await page.getByText("4,000 of 4,000 findings").waitFor({ timeout: 40_000 });
  await page.locator(".reading").waitFor({ state: "detached" });
  await page.goto(`${page.url().split("#")[0]}#/`);
  await page.getByText(/gone\.jsonl/).first().waitFor();
  assert.match(await page.locator("main").innerText(), /could not be read|cannot be read/);
});

/** Counts what the page asks its workers. */
const countQuestions = () => {
  globalThis.asked = 0;
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (...message) {
    globalThis.asked += 1;
    return post.apply(this, message);
  };
};

const opened = async (page) => {
  await choose(page, write("few.jsonl", lines.slice(0, 5).join("\n")));
  await page.locator(".json-window .grid-row a").first().waitFor();
  await page.evaluate(() => (globalThis.asked = 0));
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        const seen = new MutationObserver(() => document.querySelector(".section") && resolve(globalThis.asked));
        seen.observe(document.body, { childList: true, subtree: true });
        document.querySelector(".json-window .grid-row a").click();
      }),
  );
};

scene("a finding of a file is explained for one question: the engine reads again by itself", { prepare: countQuestions }, async ({ page }) => {
  assert.ok((await opened(page)) <= 2, "the finding, and where it stands in the list");
});

scene("where the engine cannot read again, the page does", { prepare: beforeWorkers("delete globalThis.FileReaderSync;") }, async ({ page }) => {
  await opened(page);
});

scene("a finding whose file has changed since is not explained out of what stands there now", {}, async ({ page }) => {
  const file = write("changes.jsonl", lines.slice(0, 5).join("\n"));
  await choose(page, file);
  await page.locator(".json-window .grid-row a").first().waitFor();
  writeFileSync(file, lines.slice(5, 12).join("\n"));
  await page.locator(".json-window .grid-row a").first().click();
  await page.getByText("no longer holds this finding where it was read").waitFor();
});
