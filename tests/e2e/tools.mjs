// The npm packages. `cargo xtask test` and `cargo xtask node` keep them outside of the checkout and say where; a plain
// `npm ci` in the checkout works too.
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const from = (modules) => createRequire(join(modules, "from-here.js"));
const require = from(process.env.FINDING_LENS_NODE_MODULES ?? join(root, "node_modules"));

export const { chromium } = require("playwright-core");
export const axeSource = require("axe-core").source;

/** Firefox and what drives it: `{ puppeteer, executablePath }`; nothing where Firefox is not. */
export const firefox = process.env.FIREFOX && {
  executablePath: process.env.FIREFOX,
  puppeteer: from(process.env.FINDING_LENS_FIREFOX_MODULES)("puppeteer-core"),
};
