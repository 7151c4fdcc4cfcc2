// Many findings at once.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "./tools.mjs";

/** As many findings, one a line: the samples, again and again under other ids. */
export const many = (count) => {
  const folder = join(root, "knowledge", "types");
  const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".json")).sort();
  const samples = files.map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")));
  const finding = (at) => JSON.stringify({ ...samples[at % samples.length], id: at.toString(16).padStart(32, "0") });
  return Array.from({ length: count }, (_, at) => finding(at)).join("\n");
};
