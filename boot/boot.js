// The loader. It fetches the parts of the page once, closes every connection, and only then runs the program.
//
//   1. The language and the theme are set before anything is painted; early drops and pastes are kept.
//   2. The program is fetched and held as Blobs. A courier, a worker of a few
//      lines, stands by to fetch the rest: the engine first.
//   3. A second policy is added to the page that forbids every connection, this host included. A worker takes over
//      the policies in force when it is made: the courier keeps the first one, the engine's worker, made later, gets
//      both. So neither the program nor its worker ever runs with a connection, and the courier never meets any input.
//   4. The program starts. *ready*: it accepts input.
//   5. The courier hands over the engine, the knowledge, this language first, and the samples, and ends. *complete*: all
//      parts are held.
//
// What the program may use stands at the end, as `findingLens`.
"use strict";

(() => {
  const CLOSED =
    "default-src 'none'; connect-src 'none'; script-src blob: 'wasm-unsafe-eval'; worker-src blob:; " +
    "img-src data:; form-action 'none'; base-uri 'none'";

  const page = document.documentElement;
  const manifest = JSON.parse(document.getElementById("parts").textContent);
  const element = (id) => document.getElementById(id);

  // ---- Before the first paint

  const preference = (name) => {
    try {
      return localStorage.getItem(`finding-lens.${name}`);
    } catch {
      return null; // Storage can be forbidden; then nothing is remembered.
    }
  };
  const wanted = [preference("lang"), ...navigator.languages].map((tag) => String(tag).slice(0, 2));
  const lang = wanted.find((tag) => tag === "en" || tag === "ja") ?? "en";
  page.lang = lang;
  const theme = preference("theme");
  const dark = theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  page.dataset.theme = dark ? "dark" : "light";

  // ---- Early input

  /** What came before the program: `{ text }`, or `{ files, entries }` as a drop or a paste has them. */
  let early = [];
  const keep = (transfer) => {
    const files = [...transfer.files];
    // Entries are the only way into a dropped folder, and can be asked for only now.
    const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const text = transfer.getData("text/plain");
    if (files.length > 0) early.push({ files, entries });
    else if (text) early.push({ text });
    else return;
    const kept = element("kept");
    if (kept) kept.hidden = false;
  };
  const listeners = {
    dragover: (event) => event.preventDefault(),
    drop: (event) => {
      event.preventDefault();
      if (event.dataTransfer) keep(event.dataTransfer);
    },
    paste: (event) => {
      event.preventDefault();
      if (event.clipboardData) keep(event.clipboardData);
    },
  };
  for (const [name, listener] of Object.entries(listeners)) addEventListener(name, listener);

  // ---- What the page can prove

  /** Every request, the page itself first. */
  const requests = [{ url: location.href.split("#")[0], at: 0 }];
  const take = (entries, origin) => {
    for (const { name, startTime } of entries) {
      // A Blob is read from memory; that is no request.
      if (/^(https?|wss?|ftp|file):/.test(name)) {
        requests.push({ url: name, at: origin + startTime - performance.timeOrigin });
      }
    }
  };
  const observer = new PerformanceObserver((list) => take(list.getEntries(), performance.timeOrigin));
  observer.observe({ type: "resource", buffered: true });
  /** What the policies refused. The browser lists such attempts among the requests, though none was made. */
  const refused = [];
  document.addEventListener("securitypolicyviolation", ({ blockedURI }) => refused.push(blockedURI));
  // For a frame of another host only the host is told.
  const made = () => requests.filter(({ url }) => !refused.includes(url) && !refused.includes(new URL(url).origin));

  // ---- Parts

  /** Each part's promise, by its name. */
  const held = {};
  const handOver = {};
  for (const name of Object.keys(manifest.parts)) {
    held[name] = new Promise((resolve) => (handOver[name] = resolve));
  }
  const first = ["glue", "wasm", "unpack-glue", "unpack"];
  // What the first finding is explained with before all else: the engine, and the knowledge in this language.
  const rank = (name) => (name.startsWith("engine") ? 0 : name.endsWith(`.${lang}`) ? 1 : 2);
  const later = Object.keys(held)
    .filter((name) => !first.includes(name))
    .sort((a, b) => rank(a) - rank(b));
  const address = (name) => new URL(manifest.parts[name], document.baseURI).href;

  /** The one place where parts come from. */
  const fetchPart = async (name) => {
    const response = await fetch(address(name));
    if (!response.ok) throw new Error(`${response.status} ${manifest.parts[name]}`);
    // Not `response.blob()`: on a busy machine Chromium 156 never finishes it for a part that index.html preloads.
    handOver[name](new Blob([await response.arrayBuffer()]));
  };

  const compiled = async (name) => WebAssembly.compile(await (await held[name]).arrayBuffer());

  const scriptUrl = (...pieces) => URL.createObjectURL(new Blob(pieces, { type: "text/javascript" }));

  /** Runs in the courier: fetches, tries again while the network is away, unpacks, and tells what it requested. */
  const courierMain = () => {
    const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const get = async (url) => {
      for (let wait = 1000; wait < 60_000; wait *= 2) {
        try {
          const response = await fetch(url);
          const part = response.ok && findingLensUnpack(new Uint8Array(await response.arrayBuffer()));
          if (part) return new Blob([part]);
        } catch {
          // The network is away; the next round may find it back.
        }
        await pause(wait);
      }
      return null;
    };
    onmessage = async ({ data: { module, parts } }) => {
      wasm_bindgen.initSync({ module });
      for (const [name, url] of parts) postMessage({ name, blob: await get(url) });
      const entries = performance.getEntriesByType("resource").map(({ name, startTime }) => ({ name, startTime }));
      postMessage({ entries, origin: performance.timeOrigin });
    };
    postMessage("here");
  };

  /** A courier that stands ready; sending it off resolves when it has ended. */
  const courier = (glue) =>
    new Promise((resolve, reject) => {
      const url = scriptUrl(glue, `\n(${courierMain})();`);
      const worker = new Worker(url);
      const send = (names, module) =>
        new Promise((ended) => {
          worker.onmessage = ({ data }) => {
            if (data.name) return handOver[data.name](data.blob);
            take(data.entries, data.origin);
            worker.terminate();
            ended();
          };
          worker.postMessage({ module, parts: names.map((name) => [name, address(name)]) });
        });
      worker.onmessage = () => {
        URL.revokeObjectURL(url);
        resolve(send);
      };
      worker.onerror = () => reject(new Error("the browser started no worker"));
    });

  // ---- Closing, and starting the program

  /** Runs a script. A classic one, because a module cannot be started from a Blob where the page is a local file. */
  const run = async (...pieces) => {
    const url = scriptUrl(...pieces);
    await new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = url;
      script.onload = resolve;
      script.onerror = () => reject(new Error("the program did not start"));
      document.head.append(script);
    });
    URL.revokeObjectURL(url);
  };

  const loaded = new Promise((resolve) => {
    if (document.readyState === "complete") resolve();
    else addEventListener("load", resolve, { once: true });
  });

  const close = () => {
    const policy = document.createElement("meta");
    policy.httpEquiv = "Content-Security-Policy";
    policy.content = CLOSED;
    document.head.append(policy);
    performance.mark("closed");
  };

  let accepts;
  const ready = new Promise((resolve) => (accepts = resolve));

  /** Runs in the engine's worker, before the glue: the first message brings the program, the others are questions. */
  const workerMain = () => {
    onmessage = ({ data: module }) => {
      wasm_bindgen.initSync({ module });
      onmessage = ({ data: [number, question] }) => {
        try {
          postMessage([number, findingLensEngine(question)]);
        } catch (error) {
          postMessage(String(error));
        }
      };
    };
  };

  /** The engine, compiled once, with its glue. Waits for both; fails the page where the courier could not get them. */
  const engine = Promise.all([held["engine-glue"], held.engine]).then(async ([glue, wasm]) => {
    if (!glue || !wasm) return fail("load", manifest.parts.engine);
    return { glue, url: scriptUrl(glue, `\n(${workerMain})();`), module: await compiled("engine") };
  });

  let inside;
  const runInside = async () => {
    const { glue, module } = await engine;
    // In a scope of its own: the page's program has a `wasm_bindgen` as well.
    globalThis.findingLensModule = module;
    await run("{", glue, "\nwasm_bindgen.initSync({ module: findingLensModule }); }");
    delete globalThis.findingLensModule;
    return globalThis.findingLensEngine;
  };

  const start = async () => {
    const send = held["unpack-glue"].then(courier);
    await Promise.all(first.map(fetchPart));
    const glue = await held.glue;
    const [module, unpack] = await Promise.all([compiled("wasm"), compiled("unpack")]);
    const sendOff = await send;
    await loaded; // A style sheet on its way would be refused as well.
    close();
    const rest = sendOff(later, unpack);

    await run(glue);
    await wasm_bindgen({ module_or_path: module });
    await Promise.all([ready, rest]);
    performance.mark("complete");
    dispatchEvent(new Event("finding-lens-complete"));
  };

  // ---- When it fails

  /** Shows what failed and a way on, in both languages, in place of the page. */
  const fail = (why, detail) => {
    if (document.readyState === "loading") {
      addEventListener("DOMContentLoaded", () => fail(why, detail), { once: true });
      return;
    }
    const section = element("failed");
    if (!section.hidden) return; // The first failure is the cause.
    element("app").hidden = true;
    for (const text of section.querySelectorAll("[data-why]")) text.hidden = text.dataset.why !== why;
    element("failed-detail").textContent = `Finding Lens ${manifest.version} · ${detail}`;
    element("reload").addEventListener("click", () => location.reload());
    section.hidden = false;
  };

  const marked = (name) => performance.getEntriesByName(name, "mark")[0]?.startTime ?? null;

  globalThis.findingLens = Object.freeze({
    /** The version of the build. */
    version: manifest.version,
    /** The language that the page was painted in. */
    lang,
    /** A part by its name, as a promise of a Blob: at once where it is held, else when it comes; null if it cannot. */
    part: (name) => held[name] ?? Promise.resolve(null),
    /** What came before the program. From now on the program listens itself. */
    early: () => {
      for (const [name, listener] of Object.entries(listeners)) removeEventListener(name, listener);
      const kept = early;
      early = [];
      return kept;
    },
    /** The program accepts input. */
    ready: () => {
      performance.mark("ready");
      accepts();
    },
    /** A new worker that runs the engine; it takes messages at once. */
    worker: async () => {
      const { url, module } = await engine;
      const worker = new Worker(url);
      worker.postMessage(module);
      return worker;
    },
    /** The engine in the page itself: a function from a question to its answer. */
    inside: () => (inside ??= runInside()),
    /** What the page requested and what its policies are. Times are milliseconds since the page began. */
    proof: () => {
      take(observer.takeRecords(), performance.timeOrigin);
      const complete = marked("complete");
      const metas = document.querySelectorAll('meta[http-equiv="Content-Security-Policy"]');
      return {
        closed: marked("closed"),
        ready: marked("ready"),
        complete,
        requests: made().map(({ url }) => url),
        after: made().filter(({ at }) => complete !== null && at > complete).length,
        blocked: refused.length,
        policies: [...metas].map((meta) => meta.content),
      };
    },
    fail,
  });

  if (typeof WebAssembly !== "object" || typeof Worker !== "function") fail("browser", navigator.userAgent);
  else start().catch((error) => fail(location.protocol === "file:" ? "folder" : "load", error.message));
})();
