// The npm packages. `cargo xtask test` and `cargo xtask node` keep them outside of the checkout and say where; a plain
// `npm ci` in the checkout works too.
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const modules = process.env.FINDING_LENS_NODE_MODULES ?? join(root, "node_modules");
const require = createRequire(join(modules, "from-here.js"));

export const { chromium } = require("playwright-core");
export const axeSource = require("axe-core").source;
