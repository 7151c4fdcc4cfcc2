// Nothing leaves the page, judged by the logs of this host and of another one.
import assert from "node:assert/strict";
import { scene } from "./harness.mjs";

/** Ways out of a page. Each is called with an address; what it returns or throws does not matter. */
const WAYS = {
  fetch: (url) => fetch(url, { method: "POST", body: "finding", mode: "no-cors" }),
  "fetch that outlives the page": (url) => fetch(url, { method: "POST", body: "finding", mode: "no-cors", keepalive: true }),
  XMLHttpRequest: (url) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.send("finding");
  },
  beacon: (url) => navigator.sendBeacon(url, "finding"),
  image: (url) => (new Image().src = url),
  "icon of the page": (url) => append("link", { rel: "icon", href: url }),
  prefetch: (url) => append("link", { rel: "prefetch", href: url }),
  preload: (url) => append("link", { rel: "preload", as: "fetch", crossOrigin: "anonymous", href: url }),
  modulepreload: (url) => append("link", { rel: "modulepreload", href: url }),
  manifest: (url) => append("link", { rel: "manifest", href: url }),
  "style sheet": (url) => append("link", { rel: "stylesheet", href: url }),
  "style with an import": (url) => append("style", { textContent: `@import "${url}";` }),
  "image of a style": (url) => document.body.style.setProperty("background-image", `url("${url}")`),
  font: (url) => new FontFace("away", `url("${url}")`).load(),
  script: (url) => append("script", { src: url }),
  "module script": (url) => append("script", { src: url, type: "module" }),
  import: (url) => import(url),
  frame: (url) => append("iframe", { src: url }),
  object: (url) => append("object", { data: url }),
  embed: (url) => append("embed", { src: url }),
  media: (url) => append("video", { src: url, autoplay: true }),
  form: (url) => {
    const form = append("form", { action: url, method: "post", target: "away" });
    append("iframe", { name: "away" });
    form.submit();
  },
  "link ping": (url) => {
    const link = append("a", { href: "#", ping: url });
    link.click();
  },
  base: (url) => {
    append("base", { href: url });
    new Image().src = "away.png";
  },
  EventSource: (url) => new EventSource(url),
  WebSocket: (url) => new WebSocket(url.replace("http", "ws")),
  worker: (url) => new Worker(url),
  "shared worker": (url) => new SharedWorker(url),
  "service worker": (url) => navigator.serviceWorker.register(url),
  "fetch in a worker": (url) => inWorker(`fetch(${JSON.stringify(url)}, { mode: "no-cors" })`),
  "socket in a worker": (url) => inWorker(`new WebSocket(${JSON.stringify(url.replace("http", "ws"))})`),
  "import in a worker": (url) => inWorker(`importScripts(${JSON.stringify(url)})`),
  "fetch in a worker's worker": (url) =>
    inWorker(`new Worker(URL.createObjectURL(new Blob(['fetch(${JSON.stringify(url)}, { mode: "no-cors" })'])))`),
};

/** In the page: what the ways are written with. */
const helpers = () => {
  globalThis.append = (tag, properties) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) element[name] = value;
    document.head.append(element);
    if (["IFRAME", "OBJECT", "EMBED", "VIDEO", "FORM", "A"].includes(element.tagName)) document.body.append(element);
    return element;
  };
  globalThis.inWorker = (code) => new Worker(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
};

const tryAll = async (page, origin) => {
  for (const [name, way] of Object.entries(WAYS)) {
    const url = `${origin}/${encodeURIComponent(name)}`;
    // A way may end the script's context or never settle; the logs judge.
    await page.evaluate(`Promise.race([(async () => (${way})(${JSON.stringify(url)}))().then(() => {}, () => {}), new Promise((r) => setTimeout(r, 200))])`);
  }
  await page.waitForTimeout(1500);
};

scene("every way out is closed once the page is complete", { console: true, prepare: helpers }, async ({ page, server, other, since }) => {
  await tryAll(page, other.origin);
  assert.deepEqual(other.log, [], "the other host heard something");
  await tryAll(page, server.origin);
  assert.deepEqual(since(), [], "this host heard something");
  const { blocked, after, requests } = await page.evaluate(() => findingLens.proof());
  assert.ok(blocked >= Object.keys(WAYS).length, `the page counted ${blocked} blocked attempts`);
  assert.equal(after, 0, `the page counts as requests: ${requests.join(", ")}`);
});

// The courier may still fetch at that time; the program and its worker may not.
scene("every way out is closed before the program runs", { console: true, wait: undefined, prepare: helpers,
  delay: (path) => (path.includes("samples") ? 30_000 : 0) }, async ({ page, server }) => {
  await page.waitForFunction(() => globalThis.findingLens?.proof().ready);
  assert.equal(await page.evaluate(() => findingLens.proof().complete), null);
  const before = server.log.filter((line) => !line.includes("/parts/")).length;
  await tryAll(page, server.origin);
  assert.deepEqual(server.log.filter((line) => !line.includes("/parts/")).slice(before), []);
});

scene("the tests of the ways out find an open one", { console: true, prepare: helpers }, async ({ page, other }) => {
  // The same attempts where no policy holds: a page of the other host's.
  const lonely = await page.context().newPage();
  await lonely.addInitScript(helpers);
  await lonely.goto(`${other.origin}/`);
  other.log.length = 0;
  await tryAll(lonely, other.origin);
  const heard = new Set(other.log.map((line) => decodeURIComponent(line.split("/").pop())));
  other.log.length = 0;
  for (const name of ["fetch", "beacon", "image", "prefetch", "script", "style sheet", "form", "WebSocket", "fetch in a worker"]) {
    assert.ok(heard.has(name), `${name} was not heard: ${[...heard].join(", ")}`);
  }
});

scene("shows what it requested and what its policies are", {}, async ({ page, server }) => {
  const { requests, policies, after } = await page.evaluate(() => findingLens.proof());
  const paths = requests.map((url) => `GET ${new URL(url).pathname}`);
  assert.deepEqual(paths.sort(), [...server.log].sort(), "the page names each request that the host saw");
  assert.equal(after, 0);
  assert.equal(policies.length, 2);
  for (const policy of policies) {
    assert.match(policy, /^default-src 'none';/);
    assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|https?:|\*/);
  }
  assert.match(policies[1], /connect-src 'none'/);
});

scene("stores nothing but preferences", {}, async ({ page, context }) => {
  const stored = await page.evaluate(async () => ({
    local: Object.keys(localStorage).filter((key) => !/^finding-lens\.(lang|theme|clock)$/.test(key)),
    session: Object.keys(sessionStorage),
    databases: await indexedDB.databases(),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));
  assert.deepEqual(stored, { local: [], session: [], databases: [], caches: [], workers: 0 });
  assert.deepEqual(await context.cookies(), []);
});
