import { crc32, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { palette, readPng, smallPng, type Pixels } from './png';

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** An RGB PNG whose rows were filtered with Paeth, as encoders like to do. */
function png({ width, height, colours }: Pixels): Buffer {
  const step = 3;
  const row = width * step;
  const plain = Buffer.from([...colours].flatMap((c) => [c >> 16, (c >> 8) & 255, c & 255]));
  const rows = Buffer.alloc((row + 1) * height, 4);
  const at = (x: number, y: number) => (x < 0 || y < 0 ? 0 : (plain[y * row + x] ?? 0));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < row; x += 1) {
      const [a, b, c] = [at(x - step, y), at(x, y - 1), at(x - step, y - 1)];
      const p = a + b - c;
      const nearest = [a, b, c].reduce((best, v) => (Math.abs(p - v) < Math.abs(p - best) ? v : best));
      rows[y * (row + 1) + 1 + x] = (at(x, y) - nearest) & 255;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const pictures = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
  .chain(([width, height]) =>
    fc
      .array(fc.integer({ min: 0, max: 0xffffff }), { minLength: width * height, maxLength: width * height })
      .map((colours): Pixels => ({ width, height, colours: Uint32Array.from(colours) })),
  );

test('reads what was written', () => {
  fc.assert(fc.property(pictures, (picture) => void expect(readPng(png(picture))).toEqual(picture)));
});

test('few colours are kept as they are, many become as many as asked', () => {
  fc.assert(
    fc.property(pictures, fc.integer({ min: 1, max: 256 }), (picture, most) => {
      const { colours, index } = palette(picture, most);
      const distinct = new Set(picture.colours);
      expect(colours.length).toBe(Math.min(most, distinct.size));
      expect(index.size).toBe(distinct.size);
      if (distinct.size <= most) for (const [colour, i] of index) expect(colours[i]).toBe(colour);
    }),
  );
});

test('never grows, and says no to what it cannot read', () => {
  fc.assert(fc.property(pictures, (picture) => smallPng(png(picture)).length <= png(picture).length));
  expect(() => readPng(Buffer.from('GIF89a'))).toThrow('not a PNG');
});
