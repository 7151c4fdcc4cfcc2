// Ways out of a page, to be tried.

/** Each is called with an address; what it returns or throws does not matter. */
export const WAYS = {
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
export const helpers = () => {
  globalThis.append = (tag, properties) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) element[name] = value;
    document.head.append(element);
    if (["IFRAME", "OBJECT", "EMBED", "VIDEO", "FORM", "A"].includes(element.tagName)) document.body.append(element);
    return element;
  };
  globalThis.inWorker = (code) => new Worker(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
};

/** Tries each way to the origin, in a page of Playwright or of Puppeteer. The logs of servers say whether one led out. */
export const tryAll = async (page, origin) => {
  for (const [name, way] of Object.entries(WAYS)) {
    const url = `${origin}/${encodeURIComponent(name)}`;
    // A way may end the script's context or never settle; the logs judge.
    await page.evaluate(`Promise.race([(async () => (${way})(${JSON.stringify(url)}))().then(() => {}, () => {}), new Promise((r) => setTimeout(r, 200))])`);
  }
  await new Promise((passed) => setTimeout(passed, 1500));
};
