// Measures the page in Chromium on generated findings: cargo xtask bench. What is ours stands beside what a page without
// this program would do, on the same bytes in the same run: (a) decode, split and JSON.parse with the objects kept, (b) the
// same behind DecompressionStream, (c) a scan for line ends at the speed of memory, the limit.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { launch, open } from "../e2e/page.mjs";

const [plain, packed, out] = process.argv.slice(2);
const files = (folder) => readdirSync(folder).sort().map((name) => join(folder, name));
const RUNS = 50;

/** Milliseconds from the moment at which the page is complete: whoever picks files takes longer. */
const MOMENT = 2000;

/** The value below which 95 of 100 are. */
const p95 = (values) => [...values].sort((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1];
const round = (value) => Math.round(value * 100) / 100;

/** Gives the page's file field the files, as a person picks them. */
const field = (page) => page.locator("input[type=file][multiple]").first();

/** What JavaScript alone takes, in a worker of an empty page, in milliseconds. */
async function plainScript(browser, paths, gzip) {
  const page = await (await browser.newContext()).newPage();
  await page.setContent("<input type=file multiple>");
  await page.locator("input").setInputFiles(paths);
  const figures = await page.evaluate(async (gzip) => {
    const script = `onmessage = async ({ data: { files, gzip } }) => {
      const bytes = async (file) => new Uint8Array(await new Response(
        gzip ? file.stream().pipeThrough(new DecompressionStream("gzip")) : file).arrayBuffer());
      const timed = async (run) => { const at = performance.now(); const kept = await run(); return [performance.now() - at, kept]; };
      const [parse, kept] = await timed(async () => {
        const all = [];
        for (const file of files) {
          const text = new TextDecoder().decode(await bytes(file));
          for (const line of text.split("\\n")) if (line) all.push(JSON.parse(line));
        }
        return all;
      });
      const [scan, lines] = await timed(async () => {
        let lines = 0;
        for (const file of files) {
          const all = await bytes(file);
          for (let at = all.indexOf(10); at !== -1; at = all.indexOf(10, at + 1)) lines += 1;
        }
        return lines;
      });
      postMessage({ parse, scan, kept: kept.length, lines });
    };`;
    const worker = new Worker(URL.createObjectURL(new Blob([script])));
    const files = [...document.querySelector("input").files];
    const answer = new Promise((resolve) => (worker.onmessage = ({ data }) => resolve(data)));
    worker.postMessage({ files, gzip });
    return answer;
  }, gzip);
  await page.context().close();
  return figures;
}

/** Notes how long the main thread is kept from answering; what is shorter than 50 ms the browser does not tell. */
const watch = () => {
  globalThis.longest = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) globalThis.longest = Math.max(globalThis.longest, duration);
  }).observe({ type: "longtask", buffered: true });
};

/** Loads files into the page; leaves it open. */
async function load(browser, paths) {
  const opened = await open(browser, { prepare: watch });
  const { page } = opened;
  page.setDefaultTimeout(600_000);
  await field(page).waitFor({ state: "attached" });
  await page.waitForTimeout(MOMENT);
  await page.evaluate(() => {
    globalThis.longest = 0;
    const input = document.querySelector("input[type=file][multiple]");
    input.addEventListener("change", () => (globalThis.began = performance.now()), { capture: true });
    new MutationObserver(() => {
      if (!globalThis.rows && document.querySelector(".json-window .grid-row a")) globalThis.rows = performance.now();
      if (globalThis.rows && !globalThis.done && !document.querySelector(".reading")) globalThis.done = performance.now();
    }).observe(document.body, { childList: true, subtree: true });
  });
  await field(page).setInputFiles(paths);
  await page.waitForFunction(() => globalThis.done);
  const { first, all, longest } = await page.evaluate(() => ({
    first: rows - began, all: done - began, longest: globalThis.longest,
  }));
  return { opened, first, all, longest };
}

/** Memory of the tab's process in bytes, of what the system calls its own, and the wasm heaps where they can be told. */
async function memory(browser, page) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const sizes = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => {
    try {
      const text = readFileSync(`/proc/${id}/smaps_rollup`, "utf8");
      return Number(/Private_Dirty:\s+(\d+)/.exec(text)[1]) * 1024;
    } catch {
      return 0;
    }
  });
  // The glue gives what it made again. Readers are gone by now.
  const heap = (worker) => worker.evaluate(() => wasm_bindgen.initSync().memory.buffer.byteLength).catch(() => 0);
  const heaps = await Promise.all(page.workers().map(heap));
  return { process: Math.max(...sizes), wasm: Math.max(0, ...heaps) };
}

/** How long the list takes to answer after something was done to it, until other rows are drawn: of RUNS different times.
 * Where the answer is what was there before, there is nothing to see, and the run does not count. */
async function times(page, doing) {
  const took = [];
  for (let run = 0; run < RUNS; run += 1) {
    const time = await page.evaluate(act, doing(run));
    if (time !== null) took.push(time);
  }
  if (took.length < RUNS / 2) throw new Error(`only ${took.length} of ${RUNS} runs changed the list`);
  return round(p95(took));
}

/** In the page: types a query or clicks on something, and tells how long it took. */
const act = ({ text, selector, at }) =>
  new Promise((resolve) => {
    const shown = () =>
      document.querySelector(".list-tools [role=status]").textContent +
      [...document.querySelectorAll(".json-window .grid-row")].slice(0, 12).map((row) => row.textContent).join();
    const before = shown();
    const began = performance.now();
    const seen = new MutationObserver(() => shown() !== before && end(performance.now() - began));
    const late = setTimeout(() => end(null), 1000);
    const end = (time) => {
      seen.disconnect();
      clearTimeout(late);
      resolve(time);
    };
    seen.observe(document.querySelector("main"), { childList: true, subtree: true, characterData: true });
    if (selector) {
      const all = document.querySelectorAll(selector);
      all[at % all.length].click();
    } else {
      const input = document.querySelector("[data-search=list]");
      input.value = text;
      input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
  });

async function interactions(page) {
  const queries = ["severity>=7", "region:us-east-1", "type:Recon:*", "count>10", "severity:4..6.9", "-archived:true", "country:*", "port:22 OR port:3389", "sample:false", "tactic:*"];
  const words = ["ssh", "admin", "i-0", "bucket", "tor", "root", "example", "198.51", "prod", "lambda"];
  const write = (list) => (run) => ({ text: `${list[run % list.length]}${run < list.length ? "" : ` severity>${(run % 9) + 0.5}`}` });
  const filter = await times(page, write(queries));
  const search = await times(page, write(words));
  await page.evaluate(act, { text: "" });
  const facet = await times(page, (run) => ({ selector: ".facet", at: run >> 1 }));
  await page.evaluate(act, { text: "no such finding" });
  await page.evaluate(() => document.querySelector(".list-tools button").click());
  await page.waitForTimeout(500);
  const sort = await times(page, (run) => ({ selector: ".grid-head button", at: run }));
  return { filter, search, facet, sort };
}

/** From a click on a row until the finding's explanation is drawn, of RUNS rows all over the list. */
async function opening(page) {
  const took = [];
  for (let run = 0; run < RUNS; run += 1) {
    await page.evaluate((run) => {
      const box = document.querySelector("#list");
      box.scrollTop = (box.scrollHeight * run) / 50;
    }, run);
    await page.locator(".json-window .grid-row a").first().waitFor();
    await page.waitForTimeout(60);
    took.push(
      await page.evaluate(
        () =>
          new Promise((resolve) => {
            const began = performance.now();
            const seen = new MutationObserver(() => {
              if (!document.querySelector(".section")) return;
              seen.disconnect();
              resolve(performance.now() - began);
            });
            seen.observe(document.body, { childList: true, subtree: true });
            document.querySelector(".json-window .grid-row a").click();
          }),
      ),
    );
    await page.goBack();
    await page.locator("#list").waitFor();
  }
  return round(p95(took));
}

const size = (paths) => paths.reduce((sum, path) => sum + readFileSync(path).length, 0);

const browser = await launch();
try {
  const paths = files(plain);
  const bytes = size(paths);
  const script = await plainScript(browser, paths, false);
  const ours = await load(browser, paths);
  const { page } = ours.opened;
  console.error(`loaded in ${round(ours.all)} ms; JSON.parse alone takes ${round(script.parse)} ms`);
  const used = await memory(browser, page);
  await page.evaluate(() => (globalThis.longest = 0));
  const asked = await interactions(page);
  const shown = await page.evaluate(() => document.querySelectorAll("[role=row]").length);
  const longest = await page.evaluate(() => globalThis.longest);
  const open_ = await opening(page);
  await ours.opened.close();

  const zipped = files(packed);
  const scriptZipped = await plainScript(browser, zipped, true);
  const oursZipped = await load(browser, zipped);
  await oursZipped.opened.close();

  const rate = (ms) => round(bytes / 1000 / ms);
  const figures = {
    findings: script.lines,
    bytes,
    load: {
      ratio_plain: round(script.parse / ours.all),
      ratio_gzip: round(scriptZipped.parse / oursZipped.all),
      ratio_limit: round(script.scan / ours.all),
      seconds_plain: round(ours.all / 1000),
      seconds_gzip: round(oursZipped.all / 1000),
      megabytes_a_second: { ours: rate(ours.all), json_parse: rate(script.parse), line_scan: rate(script.scan), ours_gzip: rate(oursZipped.all), json_parse_gzip: rate(scriptZipped.parse) },
      first_row_ms: round(ours.first),
      longest_task_ms: round(ours.longest),
    },
    memory: { process_bytes: used.process, process_share: round(used.process / bytes), wasm_bytes: used.wasm, wasm_share: round(used.wasm / bytes) },
    p95_ms: { ...asked, open: open_ },
    longest_task_ms: round(longest),
    rows_in_page: shown,
  };
  console.log(JSON.stringify(figures, null, 2));
  if (out) writeFileSync(out, `${JSON.stringify(figures, null, 2)}\n`);
} finally {
  await browser.close();
}
