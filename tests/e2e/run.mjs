// Runs the browser tests against dist/: cargo xtask node tests/e2e/run.mjs [PART OF A FILE'S NAME]… Each file has a process and a
// browser of its own, and two run at a time: a browser test mostly waits.
import { readdirSync } from "node:fs";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";

const only = process.argv.slice(2);
const here = fileURLToPath(new URL(".", import.meta.url));
const names = readdirSync(here).filter((name) => name.endsWith(".test.mjs"));
const wanted = names.filter((name) => only.length === 0 || only.some((part) => name.includes(part)));
run({ files: wanted.sort().map((name) => here + name), concurrency: 2 })
  .on("test:fail", () => (process.exitCode = 1))
  .compose(spec)
  .pipe(process.stdout);
