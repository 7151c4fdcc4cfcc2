// A static host that keeps a log: what reached it is what really left the browser.
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { createGzip } from "node:zlib";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/** What the README tells hosts to send. */
export const HEADERS = {
  "Content-Security-Policy": "frame-ancestors 'none'",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
};

/** Serves a folder below `base`. Its `log` holds each request as `GET /path`; answers wait `delay` milliseconds. */
export async function serve(folder, { base = "/", delay = () => 0 } = {}) {
  const log = [];
  const server = createServer((request, response) => {
    log.push(`${request.method} ${request.url}`);
    const path = new URL(request.url, "http://host").pathname;
    const inside = path.startsWith(base) ? normalize(`/${path.slice(base.length)}`) : "/nothing";
    const file = join(folder, inside === "/" ? "index.html" : inside);
    const answer = () => {
      if (!existsSync(file) || !statSync(file).isFile()) return response.writeHead(404).end();
      response.writeHead(200, { ...HEADERS, "content-type": TYPES[extname(file)] ?? "application/octet-stream", "content-encoding": "gzip" });
      createReadStream(file).pipe(createGzip()).pipe(response);
    };
    setTimeout(answer, delay(path)).unref();
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    origin,
    url: origin + base,
    log,
    close: () => new Promise((closed) => (server.closeAllConnections(), server.close(closed))),
  };
}

/** Another origin that answers everything, and should hear of nothing. */
export async function stranger() {
  const log = [];
  const server = createServer((request, response) => {
    log.push(`${request.method} ${request.url}`);
    response.writeHead(200, { "access-control-allow-origin": "*" }).end();
  });
  server.on("upgrade", (request, socket) => {
    log.push(`UPGRADE ${request.url}`);
    socket.destroy();
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    log,
    close: () => new Promise((closed) => (server.closeAllConnections(), server.close(closed))),
  };
}
