// The loader. It fetches the parts of the page once, closes every connection, and only then runs the program. Where the
// page is one file, the parts stand in it, and its own policy never opens a connection; all else goes the same way.
//
//   1. The language and the theme are set before anything is painted; early drops and pastes are kept.
//   2. The program is fetched and held as Blobs. A courier, a worker of a few
//      lines, stands by to fetch the rest: the engine first. Where no worker can run, the page does that itself, here.
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

  /** Each part's promise, by its name; of null where the part cannot be had. */
  const held = {};
  const handOver = {};
  for (const name of Object.keys(manifest.parts)) {
    held[name] = new Promise((resolve) => (handOver[name] = resolve));
  }
  /** The addresses, each once: what is packed together has one. What comes of it, comes in the manifest's order. */
  const addresses = [...new Set(Object.values(manifest.parts))];
  const partsOf = (address) => Object.keys(manifest.parts).filter((name) => manifest.parts[name] === address);
  // What is packed the courier unpacks.
  const packed = (address) => address.endsWith(".ppmd");
  // What the first finding is explained with before all else: the programs, and the knowledge in this language.
  const rank = (names) => (names.some((name) => name.startsWith("engine")) ? 0 : names[0].endsWith(`.${lang}`) ? 1 : 2);
  const later = addresses.filter(packed).sort((a, b) => rank(partsOf(a)) - rank(partsOf(b)));

  /** Whether the page is one file: its parts' addresses are then places in it. */
  const single = addresses.every((address) => address.startsWith("#"));

  const parsed = new Promise((resolve) => {
    if (document.readyState !== "loading") resolve();
    else addEventListener("DOMContentLoaded", resolve, { once: true });
  });

  const ENCODING = "windows-1252";

  /** The bytes that an element holds as text, a character each (src/handoff/viewer.rs writes them, and says why). */
  const written = ({ textContent }) => {
    const every = new TextDecoder(ENCODING).decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
    const byteOf = new Map([...every].map((character, byte) => [character.charCodeAt(0), byte]));
    const bytes = new Uint8Array(textContent.length);
    let length = 0;
    for (let at = 0; at < textContent.length; at++) {
      // `=` stands before a byte that would not have passed.
      const escaped = textContent[at] === "=";
      if (escaped) at++;
      bytes[length++] = byteOf.get(textContent.charCodeAt(at)) - (escaped ? 64 : 0);
    }
    return bytes.slice(0, length);
  };

  /** The one place that says where parts come from: the address at the host, or the bytes out of the page. */
  const source = async (address) => {
    if (!single) return new URL(address, document.baseURI).href;
    await parsed;
    const text = element(address.slice(1));
    // A file that was cut off may lack it.
    return text ? written(text) : new Uint8Array();
  };

  const inflated = (bytes) =>
    new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).arrayBuffer();

  /** Brings a part that is not packed. */
  const bring = async (address) => {
    let bytes = await source(address);
    if (typeof bytes === "string") {
      const response = await fetch(bytes);
      if (!response.ok) throw new Error(`${response.status} ${address}`);
      bytes = await response.arrayBuffer();
    }
    if (address.endsWith(".deflate")) bytes = await inflated(bytes);
    handOver[partsOf(address)[0]](new Blob([bytes]));
  };

  /** Several parts; fails with the name of one that cannot be had. */
  const need = (...names) =>
    Promise.all(
      names.map(async (name) => {
        const part = await held[name];
        if (!part) throw new Error(manifest.parts[name]);
        return part;
      }),
    );

  const compiled = async (name) => {
    const [part] = await need(name);
    return WebAssembly.compile(await part.arrayBuffer());
  };

  const scriptUrl = (...pieces) => URL.createObjectURL(new Blob(pieces, { type: "text/javascript;charset=utf-8" }));

  /** What the courier does: fetches, tries again while the network is away, unpacks, and tells what it requested. */
  const courierMain = (tell) => {
    const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    /** Unpacks, and tells each part as it comes out. In the end, `names` are those that did not come. */
    const unpack = (names, bytes) =>
      findingLensUnpack(bytes, (part) => tell({ name: names.shift(), blob: new Blob([part]) }));
    const get = async (names, source) => {
      if (typeof source !== "string") return unpack(names, source);
      for (let wait = 1000; wait < 60_000; wait *= 2) {
        try {
          const response = await fetch(source);
          const bytes = new Uint8Array(await response.arrayBuffer());
          const [first] = names;
          // Of a file that is not whole some parts may have come: the next round begins with the first again.
          if (response.ok && unpack([...names], bytes)) return tell({ first, packed: new Blob([bytes]) });
        } catch {
          // The network is away; the next round may find it back.
        }
        await pause(wait);
      }
    };
    return async ({ module, sources }) => {
      wasm_bindgen.initSync({ module });
      for (const { names, source } of sources) {
        await get(names, source).catch(() => {}); // What did not come is told.
        for (const name of names) tell({ name, blob: null });
      }
      const entries = performance.getEntriesByType("resource").map(({ name, startTime }) => ({ name, startTime }));
      tell({ entries, origin: performance.timeOrigin });
    };
  };

  /** What a courier is sent off with. */
  const errand = async (module) => {
    const sources = later.map(async (address) => ({ names: partsOf(address), source: await source(address) }));
    return { module, sources: await Promise.all(sources) };
  };

  /** What a host's packed files are, each by the name of its first part: what the page is handed over with. */
  const files = {};

  const deliver = ({ name, blob, first, packed }) => {
    if (packed) return void (files[first] = packed);
    // A file is whole, or not to be trusted.
    if (!blob && single) fail("damaged", name);
    handOver[name](blob);
  };

  /** A courier that stands ready; sending it off resolves when it has ended. */
  const courier = (glue) =>
    new Promise((resolve, reject) => {
      const url = scriptUrl(
        glue,
        `\nconst carry = (${courierMain})((message) => postMessage(message)); onmessage = ({ data }) => carry(data);`,
        '\npostMessage("here");',
      );
      const worker = new Worker(url);
      const send = async (unpack) => {
        const message = await errand(unpack);
        await new Promise((ended) => {
          worker.onmessage = ({ data }) => {
            if (!data.entries) return deliver(data);
            take(data.entries, data.origin);
            ended();
          };
          worker.postMessage(message);
        });
        worker.terminate();
      };
      worker.onmessage = () => {
        URL.revokeObjectURL(url);
        resolve({ send, apart: true });
      };
      worker.onerror = () => reject(new Error("the browser started no worker"));
    });

  /** In place of a courier where no worker can run: the page does the same itself. */
  const ownCourier = async (glue) => {
    // In a scope of its own: the page's program has a `wasm_bindgen` as well.
    await run("{", glue, `\nglobalThis.findingLensCourier = ${courierMain}; }`);
    const carry = globalThis.findingLensCourier((message) => message.entries || deliver(message));
    delete globalThis.findingLensCourier;
    return { send: async (unpack) => carry(await errand(unpack)), apart: false };
  };

  // ---- Handing over

  const bytesOf = async (blob) => new Uint8Array(await blob.arrayBuffer());

  /** What stands at an address, as a viewer is to hold it. */
  const piece = async (address) => {
    const names = partsOf(address);
    if (single) return { id: address.slice(1), names, packed: true, bytes: written(element(address.slice(1))) };
    const parts = await need(...names);
    if (packed(address)) return { id: `${names[0]}.ppmd`, names, packed: true, bytes: await bytesOf(files[names[0]]) };
    return { id: `${names[0]}.deflate`, names, packed: false, bytes: await bytesOf(parts[0]) };
  };

  /** What a viewer is made of: the page without its parts, and the parts. */
  const viewer = async () => {
    const [part] = await need("shell");
    let shell = await part.text();
    // In one file it lacks what stands in the page already.
    for (const [id, tag] of [["style", "style"], ["loader", "script"]]) {
      shell = shell.replace(`id="${id}"></${tag}>`, (empty) => empty.replace("><", () => `>${element(id).textContent}<`));
    }
    return { shell, version: manifest.version, pieces: await Promise.all(addresses.map(piece)) };
  };

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
    /** How many bytes of a file are read at a time. */
    const PIECE = 1024 * 1024;

    /** A file as a function that gives its next bytes, so many at most. */
    const opened = (file) => {
      let at = 0;
      let room = new ArrayBuffer(PIECE);
      let stream;
      try {
        stream = file.stream().getReader({ mode: "byob" });
      } catch {
        // A browser without such streams copies the bytes once more.
      }
      return async (most) => {
        if (!stream) return new Uint8Array(await file.slice(at, (at += most)).arrayBuffer());
        const { value } = await stream.read(new Uint8Array(room, 0, most));
        room = value.buffer;
        return value;
      };
    };

    /** Hands the program so many bytes of a file as they come. What cannot be read has no answer. */
    let next;
    const read = async (question, count, file) => {
      if (file) next = opened(file);
      for (let left = count; ; ) {
        const bytes = left > 0 ? await next(Math.min(left, PIECE)).catch(() => null) : new Uint8Array();
        if (left > 0 && !bytes?.length) return [];
        left -= bytes.length;
        const answer = findingLensEngine(question, bytes, left > 0);
        if (left === 0) return answer;
      }
    };

    onmessage = ({ data: module }) => {
      wasm_bindgen.initSync({ module });
      let turn = Promise.resolve();
      onmessage = ({ data: [number, question, beside] }) => {
        turn = turn.then(async () => {
          try {
            const answer = Array.isArray(beside)
              ? await read(question, ...beside)
              : findingLensEngine(question, beside instanceof ArrayBuffer ? new Uint8Array(beside) : beside);
            postMessage([number, ...answer], answer.map(({ buffer }) => buffer));
          } catch (error) {
            postMessage(String(error));
          }
        });
      };
    };
  };

  /** The engine, compiled once, with its glue. Waits for both. */
  const engine = Promise.all([need("engine-glue"), compiled("engine")]).then(([[glue], module]) => ({
    glue,
    url: scriptUrl(glue, `\n(${workerMain})();`),
    module,
  }));

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
    const courierReady = need("unpack-glue").then(([glue]) => courier(glue).catch(() => ownCourier(glue)));
    const program = Promise.all([need("glue"), compiled("wasm")]);
    await Promise.all([...addresses.filter((address) => !packed(address)).map(bring), loaded]); // A style sheet on its way would be refused as well.
    const [{ send, apart }, unpack] = await Promise.all([courierReady, compiled("unpack")]);
    const rest = send(unpack);
    // What the page has to fetch itself, it fetches before it closes.
    if (!apart) await rest;
    close();

    const [[glue], module] = await program;
    await run(glue);
    await wasm_bindgen({ module_or_path: module });
    await Promise.all([ready, rest, engine]);
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
    element("failed-detail").textContent = `Finding Lens ${manifest.version} \u00b7 ${detail}`;
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
    /** What a viewer is made of, for a hand-off file. */
    viewer,
    /** What was handed over in the page, if it is a hand-off file. */
    handed: async () => {
      await parsed;
      const text = element("handed");
      return text && written(text);
    },
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

  const needs = ["WebAssembly", "Worker", ...(single ? ["DecompressionStream"] : [])];
  if (needs.some((name) => !(name in globalThis))) fail("browser", navigator.userAgent);
  else if (single && document.characterSet !== ENCODING) fail("encoding", document.characterSet);
  else start().catch((error) => fail(single ? "damaged" : location.protocol === "file:" ? "folder" : "load", error.message));
})();
