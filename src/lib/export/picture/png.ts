/** PNG chunks that a canvas does not write: how large it prints, and what it is. PNG specification (third edition), 11.3. */

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] as const;

/** Written on first use: most visitors never make a picture. */
let table: Uint32Array | null = null;
function crcTable(): Uint32Array {
  if (table) return table;
  table = new Uint32Array(256);
  for (let n = 0; n < 256; n += 1) {
    let c = n;
    for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    table[n] = c;
  }
  return table;
}

export function crc32(bytes: Uint8Array): number {
  const t = crcTable();
  let c = 0xffffffff;
  for (const byte of bytes) c = (t[(c ^ byte) & 0xff] ?? 0) ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

function chunk(type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(12 + data.length);
  const view = new DataView(out.buffer);
  view.setUint32(0, data.length);
  out.set(new TextEncoder().encode(type), 4);
  out.set(data, 8);
  view.setUint32(8 + data.length, crc32(out.subarray(4, 8 + data.length)));
  return out;
}

/** Pixels per metre in both directions: 300 dpi is 11811. */
function density(dpi: number): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(9);
  const view = new DataView(data.buffer);
  const perMetre = Math.round(dpi / 0.0254);
  view.setUint32(0, perMetre);
  view.setUint32(4, perMetre);
  data[8] = 1;
  return chunk('pHYs', data);
}

/** Text in UTF-8, not compressed. Keywords are Latin: the registered ones are Title, Description, Copyright, Source. */
const text = (keyword: string, value: string): Uint8Array<ArrayBuffer> =>
  chunk('iTXt', new TextEncoder().encode(`${keyword}\0\0\0\0\0${value}`));

/** The PNG with its density and its texts behind the header. Throws on what is no PNG. */
export function describePng(
  png: Uint8Array<ArrayBuffer>,
  dpi: number,
  texts: Readonly<Record<string, string>>,
): Blob {
  if (SIGNATURE.some((byte, i) => png[i] !== byte)) throw new Error('not a PNG');
  // Signature, then IHDR: length, type, 13 bytes, check.
  const header = 8 + 12 + 13;
  return new Blob(
    [
      png.subarray(0, header),
      density(dpi),
      ...Object.entries(texts).map(([keyword, value]) => text(keyword, value)),
      png.subarray(header),
    ],
    { type: 'image/png' },
  );
}

/** Chunks of a PNG in order; stops where the file does. */
export function readChunks(png: Uint8Array): { type: string; data: Uint8Array }[] {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const found: { type: string; data: Uint8Array }[] = [];
  for (let at = 8; at + 12 <= png.length;) {
    const length = view.getUint32(at);
    const type = new TextDecoder('latin1').decode(png.subarray(at + 4, at + 8));
    found.push({ type, data: png.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return found;
}
