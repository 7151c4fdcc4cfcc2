// Lighthouse against dist/, as on a phone, served compressed as hosts do it. Called by `cargo xtask lighthouse`.
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { serve } from "../e2e/server.mjs";

const require = createRequire(join(process.env.FINDING_LENS_LIGHTHOUSE_MODULES, "from-here.js"));
const load = (name) => import(pathToFileURL(require.resolve(name)).href);
const { default: lighthouse } = await load("lighthouse");
const { launch } = await load("chrome-launcher");

/** The least of each category, of 100. */
const WANTED = { performance: 95, accessibility: 100, "best-practices": 100 };
/** The median of so many runs counts: what else a machine does weighs on a single one. */
const RUNS = 3;

const host = await serve(join(import.meta.dirname, "..", "..", "dist"));
const chrome = await launch({
  chromePath: process.env.CHROMIUM,
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-dev-shm-usage"],
});
const scores = [];
const remarks = new Set();
try {
  for (let run = 0; run < RUNS; run++) {
    const result = await lighthouse(host.url, { port: chrome.port, onlyCategories: Object.keys(WANTED), logLevel: "error" });
    const { categories, audits, runtimeError } = result.lhr;
    if (runtimeError) throw new Error(runtimeError.message);
    scores.push(Object.fromEntries(Object.keys(WANTED).map((name) => [name, Math.round(categories[name].score * 100)])));
    for (const name of Object.keys(WANTED)) {
      for (const { id, weight } of categories[name].auditRefs) {
        const { score, title, displayValue = "" } = audits[id];
        if (weight > 0 && score !== null && score < 0.9) remarks.add(`${name}: ${title} ${displayValue}`.trim());
      }
    }
  }
} finally {
  chrome.kill();
  await host.close();
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
let failed = 0;
for (const [name, wanted] of Object.entries(WANTED)) {
  const all = scores.map((score) => score[name]);
  const score = median(all);
  if (score < wanted) failed++;
  console.log(`${name.padEnd(16)}${String(score).padStart(4)}  of at least ${wanted}   (${all.join(", ")})`);
}
for (const remark of remarks) console.log(`  ${remark}`);
process.exit(failed > 0 ? 1 : 0);
