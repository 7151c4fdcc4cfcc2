// Pictures of the page for the eye: cargo xtask node tests/e2e/shots.mjs FOLDER [FRAGMENT]
//
// Each language, theme and width, of the page as it starts, or of the address with the fragment given (`#/learn`).
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { launch, open } from "./page.mjs";

const [folder, fragment = ""] = process.argv.slice(2);
if (!folder) {
  console.error("usage: cargo xtask node tests/e2e/shots.mjs FOLDER [FRAGMENT]");
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
const browser = await launch();
for (const lang of ["en", "ja"]) {
  for (const theme of ["light", "dark"]) {
    for (const width of [1280, 390]) {
      const opened = await open(browser, { lang, theme, width });
      if (fragment) await opened.page.evaluate((fragment) => (location.hash = fragment), fragment);
      await opened.page.waitForTimeout(300);
      const name = [fragment.replace(/\W+/g, "-").replace(/^-|-$/g, "") || "start", lang, theme, width].join("-");
      await opened.page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
      await opened.close();
    }
  }
}
await browser.close();
