/** Makes a screenshot small enough for a README: 256 colours, chosen by median cut. Reads what Chromium writes, nothing else. */
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export interface Pixels {
  width: number;
  height: number;
  /** One 0xRRGGBB for each pixel, row by row. Transparency is dropped: screenshots have none. */
  colours: Uint32Array;
}

function* chunks(png: Buffer): Generator<[type: string, data: Buffer]> {
  if (!png.subarray(0, 8).equals(SIGNATURE)) throw new Error('not a PNG');
  for (let at = 8; at + 12 <= png.length;) {
    const length = png.readUInt32BE(at);
    yield [png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, at + 8 + length)];
    at += 12 + length;
  }
}

/** The predictor of PNG filter 4: whichever of left, above, above left is nearest to left + above - above left. */
function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? above : corner;
}

/** Reads a PNG of 8 bits, RGB or RGBA, not interlaced. Throws on any other. */
export function readPng(png: Buffer): Pixels {
  const parts = [...chunks(png)];
  const header = parts.find(([type]) => type === 'IHDR')?.[1];
  if (!header) throw new Error('PNG without a header');
  const width = header.readUInt32BE(0);
  const height = header.readUInt32BE(4);
  const [depth, kind, , , interlace] = header.subarray(8);
  if (depth !== 8 || (kind !== 2 && kind !== 6) || interlace !== 0)
    throw new Error('PNG of a kind that is not read here');
  const step = kind === 6 ? 4 : 3;
  const row = width * step;
  const raw = inflateSync(Buffer.concat(parts.filter(([type]) => type === 'IDAT').map(([, data]) => data)));
  const bytes = new Uint8Array(row * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (row + 1)];
    for (let x = 0; x < row; x += 1) {
      const at = y * row + x;
      const left = x >= step ? (bytes[at - step] ?? 0) : 0;
      const above = y > 0 ? (bytes[at - row] ?? 0) : 0;
      const corner = y > 0 && x >= step ? (bytes[at - row - step] ?? 0) : 0;
      const predicted = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter ?? 0] ?? 0;
      bytes[at] = (raw[y * (row + 1) + 1 + x] ?? 0) + predicted;
    }
  }
  const colours = new Uint32Array(width * height);
  for (let i = 0; i < colours.length; i += 1) {
    const at = i * step;
    colours[i] = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
  }
  return { width, height, colours };
}

const SHIFTS = [16, 8, 0] as const;
const channel = (colour: number, shift: number): number => (colour >> shift) & 0xff;

interface Box {
  /** Colour and how many pixels have it. */
  colours: [colour: number, count: number][];
  /** Shift of the channel with the widest spread, and that spread. */
  shift: number;
  spread: number;
}

function box(colours: Box['colours']): Box {
  let widest = { shift: 0, spread: -1 };
  for (const shift of SHIFTS) {
    let [low, high] = [255, 0];
    for (const [colour] of colours) {
      const value = channel(colour, shift);
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (high - low > widest.spread) widest = { shift, spread: high - low };
  }
  return { colours, ...widest };
}

function mean({ colours }: Box): number {
  const total = colours.reduce((sum, [, count]) => sum + count, 0);
  return SHIFTS.reduce<number>((colour, shift) => {
    const sum = colours.reduce((part, [c, count]) => part + channel(c, shift) * count, 0);
    return colour | (Math.round(sum / total) << shift);
  }, 0);
}

/** At most `most` colours, and for each colour of the picture the index of the one that stands for it. */
export function palette(pixels: Pixels, most = 256): { colours: number[]; index: Map<number, number> } {
  const counts = new Map<number, number>();
  for (const colour of pixels.colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const boxes = [box([...counts])];
  while (boxes.length < most) {
    // The widest box is where the eye would see the difference.
    const next = boxes.reduce((best, b) => (b.spread > best.spread ? b : best));
    if (next.spread <= 0) break;
    const { shift } = next;
    const sorted = [...next.colours].sort(([a], [b]) => channel(a, shift) - channel(b, shift));
    const half = sorted.length >> 1;
    boxes.splice(boxes.indexOf(next), 1, box(sorted.slice(0, half)), box(sorted.slice(half)));
  }
  const index = new Map<number, number>();
  boxes.forEach((b, i) => b.colours.forEach(([colour]) => index.set(colour, i)));
  return { colours: boxes.map(mean), index };
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** The same picture in at most 256 colours, or the picture itself if that is smaller. */
export function smallPng(png: Buffer): Buffer {
  const pixels = readPng(png);
  const { width, height } = pixels;
  const { colours, index } = palette(pixels);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  // Filter 0 in front of each row: indices have no neighbours to predict from.
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      rows[y * (width + 1) + 1 + x] = index.get(pixels.colours[y * width + x] ?? 0) ?? 0;
    }
  }
  const small = Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(colours.flatMap((colour) => SHIFTS.map((shift) => channel(colour, shift))))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  return small.length < png.length ? small : png;
}
