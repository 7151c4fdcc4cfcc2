// Makes a screenshot small: a palette of at most 256 of its colours, each other one shown as the nearest of them. Flat colours
// stay as they are and the edges of letters look the same, in half the bytes.
import { crc32, deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from("89504e470d0a1a0a", "hex");

/** A PNG as Chromium writes it (8 bits a channel, not interlaced), with a palette. */
export const reduce = (png) => {
  const { width, height, pixels } = decode(png);
  const counts = new Map();
  for (const colour of pixels) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const colours = [...counts].sort((a, b) => b[1] - a[1]).map(([colour]) => colour);
  // The commonest, and one of each kind of colour, so that a small mark of a rare one keeps it.
  const kinds = new Map();
  for (const colour of colours) {
    const kind = channels(colour).map((channel) => channel >> 4).join();
    if (!kinds.has(kind)) kinds.set(kind, colour);
  }
  const palette = [...new Set([...colours.slice(0, 128), ...kinds.values()])].slice(0, 256);
  const index = new Map([...counts.keys()].map((colour) => [colour, nearest(palette, colour)]));
  const rows = Buffer.alloc((width + 1) * height);
  pixels.forEach((colour, at) => (rows[at + 1 + Math.floor(at / width)] = index.get(colour)));
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8);
  const table = Buffer.from(palette.flatMap(channels));
  const data = deflateSync(rows, { level: 9 });
  return Buffer.concat([SIGNATURE, chunk("IHDR", header), chunk("PLTE", table), chunk("IDAT", data), chunk("IEND", Buffer.alloc(0))]);
};

const channels = (colour) => [colour >> 16, (colour >> 8) & 255, colour & 255];

const nearest = (palette, colour) => {
  const wanted = channels(colour);
  const far = (other) => channels(other).reduce((sum, level, at) => sum + (level - wanted[at]) ** 2, 0);
  const exact = palette.indexOf(colour);
  return exact >= 0 ? exact : palette.reduce((best, other, at) => (far(other) < far(palette[best]) ? at : best), 0);
};

const chunk = (name, data) => {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
};

/** The pixels, each as a number of 24 bits. */
const decode = (png) => {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const size = { 2: 3, 6: 4 }[png[25]];
  const data = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    if (png.toString("latin1", at + 4, at + 8) === "IDAT") data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  const bytes = inflateSync(Buffer.concat(data));
  const line = width * size;
  const pixels = [];
  let above = Buffer.alloc(line);
  for (let y = 0; y < height; y += 1) {
    const filter = bytes[y * (line + 1)];
    const row = Buffer.from(bytes.subarray(y * (line + 1) + 1, (y + 1) * (line + 1)));
    for (let x = 0; x < line; x += 1) {
      const [left, up, corner] = [row[x - size] ?? 0, above[x], above[x - size] ?? 0];
      row[x] += [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
    }
    for (let x = 0; x < line; x += size) pixels.push((row[x] << 16) | (row[x + 1] << 8) | row[x + 2]);
    above = row;
  }
  return { width, height, pixels };
};

const paeth = (left, up, corner) => {
  const [a, b, c] = [left, up, corner].map((one) => Math.abs(left + up - corner - one));
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
};
