import { launch, open, paste, sample } from "./page.mjs";
import { writeFileSync } from "node:fs";
const wrap = () => {
  window.__log = [];
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (m, t) {
    const kind = Array.isArray(m) ? (typeof m[1] === "string" ? m[1] : m[1] && Object.keys(m[1])[0]) : typeof m;
    window.__log.push([performance.now(), "ask", kind, m?.[0]]);
    if (!this.__w) { this.__w = 1; const h = this.onmessage; this.onmessage = (e) => { const a = performance.now(); const d = e.data; const b = performance.now(); window.__log.push([a, "got", Array.isArray(d) ? (typeof d[1] === "string" ? d[1] : Object.keys(d[1] ?? {})[0]) : "?", d[0], b - a]); return h(e); }; }
    return post.call(this, m, t);
  };
};
const browser = await launch();
const o = await open(browser, { prepare: wrap });
const page = o.page;
await paste(page, sample("UnauthorizedAccess:EC2/SSHBruteForce"));
await page.locator("section:has(#section-happened)").waitFor();
const sequence = JSON.parse(sample("AttackSequence:IAM/CompromisedCredentials"));
const { signals } = sequence.service.detection.sequence;
if (process.argv[2] !== "small") for (let n = 0; JSON.stringify(sequence).length < 100_000; n += 1) signals.push({ ...signals[n], uid: `${signals[n].uid}-${n}` });
const took = async () => page.evaluate(async (text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  window.__log.length = 0;
  const begun = performance.now();
  document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  const title = JSON.parse(text).title;
  const obs = new Promise((r) => { const m = new MutationObserver(() => { if (document.querySelector("h1")?.textContent === title && document.querySelector(".drawing .mark")) { m.disconnect(); r(performance.now()); } }); m.observe(document.body, { childList: true, subtree: true, characterData: true }); });
  const frames = []; let go = true;
  const f = (t) => { frames.push(performance.now() - begun); if (go) requestAnimationFrame(f); }; requestAnimationFrame(f);
  while (document.querySelector("h1")?.textContent !== title || !document.querySelector(".drawing .mark")) await new Promise(requestAnimationFrame);
  const end = performance.now() - begun; go = false;
  const dom = (await obs) - begun;
  const l0 = performance.now(); document.body.getBoundingClientRect(); const layout = performance.now() - l0;
  const painted = await new Promise((r) => requestAnimationFrame(() => setTimeout(() => r(performance.now() - begun))));
  return { end, dom, layout, painted, nodes: document.querySelectorAll("*").length, log: window.__log.map(([t, ...r]) => [Math.round((t - begun) * 10) / 10, ...r]), frames: frames.slice(-4).map(Math.round) };
}, JSON.stringify(sequence));
for (let n = 0; n < 8; n += 1) {
  Object.assign(sequence, { id: `${n}`.padStart(32, "0"), title: `The long sequence, ${n}` });
  const trace = n === 6 && process.argv[3];
  if (trace) await browser.startTracing(page, { path: process.argv[3], categories: ["devtools.timeline", "disabled-by-default-v8.cpu_profiler", "v8", "v8.execute"] });
  const r = await took();
  if (trace) await browser.stopTracing();
  console.log(JSON.stringify({ ...r, log: n > 3 ? r.log : undefined }));
}
await o.close(); await browser.close();
