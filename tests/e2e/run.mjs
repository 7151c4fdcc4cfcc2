// Runs the browser tests against dist/: cargo xtask node tests/e2e/run.mjs [PART OF A FILE'S NAME]…
import { readdirSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const only = process.argv.slice(2);
const files = readdirSync(dirname(fileURLToPath(import.meta.url))).filter((file) => file.endsWith(".test.mjs"));
for (const file of files.sort()) {
  if (only.length === 0 || only.some((part) => file.includes(part))) await import(`./${file}`);
}
