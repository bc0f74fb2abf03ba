/**
 * The first sheet of an XLSX as CSV bytes, a piece at a time, so that there is one way in for both. Only the values that
 * the file holds are read: no formula is evaluated, no link followed, no style looked at. Memory is that of the shared
 * texts and of one row; a sheet with too many different texts is refused.
 *
 * The archive is read through its directory at the end of the file, hence a source that can be read anywhere: a file in
 * Node, a Blob in a browser.
 */
import { Inflate } from 'fflate';
import { LedgerError } from './reasons';

export interface RandomAccess {
  size: number;
  /** Bytes from..to, fewer at the end of the file. */
  read(from: number, to: number): Promise<Uint8Array>;
}

export interface Sheet {
  /** Year that Excel's day numbers count from. */
  serial: 1900 | 1904;
  separator: number;
  /** Hands on the rows as CSV, with `;` and `\n`; `decimal` is the sign that numbers are written with. */
  rows(push: (csv: Uint8Array) => void, decimal?: ',' | '.'): Promise<void>;
}

/** All shared texts together, in characters. */
const MAX_TEXT = 48 * 1024 * 1024;
/** One row, or one text. */
const MAX_PIECE = 1 << 20;
/** Compressed bytes taken at once; a thousand times as many may come out. */
const SLICE = 1 << 14;
const MAX_ROWS = 1_048_576;

type XlsxWhy = 'broken' | 'no-sheet' | 'protected' | 'too-large' | 'strings';
const fail = (why: XlsxWhy): never => {
  throw new LedgerError({ kind: 'xlsx', why });
};

interface Entry {
  method: number;
  packed: number;
  offset: number;
}

/** True for the first bytes of a ZIP, which an XLSX is. */
export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

async function directory(source: RandomAccess): Promise<Map<string, Entry>> {
  if (source.size > 0xffffffff) fail('too-large');
  const tail = await source.read(Math.max(0, source.size - 65_557), source.size);
  let at = tail.length - 22;
  const end = view(tail);
  while (at >= 0 && end.getUint32(at, true) !== 0x06054b50) at--;
  if (at < 0) fail('broken');
  const size = end.getUint32(at + 12, true);
  const offset = end.getUint32(at + 16, true);
  if (offset === 0xffffffff) fail('too-large');
  if (offset + size > source.size || size > 1 << 24) fail('broken');
  const bytes = await source.read(offset, offset + size);
  const v = view(bytes);
  const entries = new Map<string, Entry>();
  for (let p = 0; p + 46 <= bytes.length && v.getUint32(p, true) === 0x02014b50;) {
    const name = v.getUint16(p + 28, true);
    if (v.getUint16(p + 8, true) & 1) fail('protected');
    const packed = v.getUint32(p + 20, true);
    if (packed === 0xffffffff) fail('too-large');
    entries.set(new TextDecoder().decode(bytes.subarray(p + 46, p + 46 + name)), {
      method: v.getUint16(p + 10, true),
      packed,
      offset: v.getUint32(p + 42, true),
    });
    p += 46 + name + v.getUint16(p + 30, true) + v.getUint16(p + 32, true);
  }
  return entries;
}

/** Hands on the text of an entry, a piece at a time. */
async function stream(source: RandomAccess, entry: Entry, each: (text: string) => void): Promise<void> {
  const head = await source.read(entry.offset, entry.offset + 30);
  if (head.length < 30 || view(head).getUint32(0, true) !== 0x04034b50) fail('broken');
  let at = entry.offset + 30 + view(head).getUint16(26, true) + view(head).getUint16(28, true);
  const end = at + entry.packed;
  if (end > source.size) fail('broken');
  const decoder = new TextDecoder();
  let done = false;
  const take = (bytes: Uint8Array, last: boolean): void => {
    if (last) done = true;
    each(decoder.decode(bytes, { stream: !last }));
  };
  const inflate = entry.method === 8 ? new Inflate(take) : null;
  if (!inflate && entry.method !== 0) fail('broken');
  while (at < end) {
    const to = Math.min(end, at + SLICE);
    const bytes = await source.read(at, to);
    try {
      if (inflate) inflate.push(bytes, to === end);
      else take(bytes, to === end);
    } catch (error) {
      if (error instanceof LedgerError) throw error;
      fail('broken');
    }
    at = to;
  }
  if (!done) fail('broken');
}

async function textOf(source: RandomAccess, entry: Entry | undefined): Promise<string> {
  let text = '';
  if (entry)
    await stream(source, entry, (piece) => {
      text += piece;
      if (text.length > MAX_PIECE) fail('broken');
    });
  return text;
}

/** Calls `each` with every piece of a stream that ends in `</tag>`, or in `<tag/>`: an empty one counts as any other. */
function pieces(tag: string, each: (piece: string) => void): (text: string) => void {
  const close = new RegExp(`<(?:/(?:\\w+:)?${tag}|(?:\\w+:)?${tag}(?:\\s[^>]*)?/)>`, 'g');
  let rest = '';
  return (text) => {
    rest += text;
    close.lastIndex = 0;
    let from = 0;
    for (let m = close.exec(rest); m; m = close.exec(rest)) {
      each(rest.slice(from, close.lastIndex));
      from = close.lastIndex;
    }
    rest = rest.slice(from);
    if (rest.length > MAX_PIECE) fail('broken');
  };
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const unescape = (text: string): string =>
  text.includes('&')
    ? text.replace(
        /&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/g,
        (whole, hex, dec, name) => {
          if (name) return NAMED[name as string] ?? whole;
          const code = hex ? parseInt(hex as string, 16) : Number(dec);
          return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
        },
      )
    : text;

/** The texts of an element, without the readings that East Asian sheets put beside them. */
const plain = (xml: string): string =>
  [
    ...xml
      .replace(/<(?:\w+:)?rPh\b[\s\S]*?<\/(?:\w+:)?rPh>/g, '')
      .matchAll(/<(?:\w+:)?t(?:\s[^>]*?)?(?:\/>|>([\s\S]*?)<\/(?:\w+:)?t>)/g),
  ]
    .map((m) => unescape(m[1] ?? ''))
    .join('');

const CELL = /<(?:\w+:)?c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/(?:\w+:)?c>)/g;

const ROW = /<(?:\w+:)?row[\s/>]/;

/** Column of `BC12`, from 0. */
function columnOf(reference: string): number {
  let n = 0;
  for (const letter of reference) {
    const code = letter.charCodeAt(0);
    if (code < 65 || code > 90) break;
    n = n * 26 + code - 64;
  }
  return n - 1;
}

/** A number as the sheet holds it, with the sign asked for; three decimals get a fourth, not to look like thousands. */
function numberText(value: string, decimal: ',' | '.'): string {
  const n = Number(value);
  if (!Number.isFinite(n)) return '#';
  // Seventeen digits are the trace of binary fractions, not of the ledger.
  let text = String(Number(n.toPrecision(15)));
  if (/\.\d{3}$/.test(text)) text += '0';
  return decimal === ',' ? text.replace('.', ',') : text;
}

const quoted = (text: string): string => (/[;"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Opens the first sheet. Throws LedgerError when the file is broken, protected, or too large. */
export async function openSheet(source: RandomAccess): Promise<Sheet> {
  const entries = await directory(source);
  const workbook = await textOf(source, entries.get('xl/workbook.xml'));
  const relations = await textOf(source, entries.get('xl/_rels/workbook.xml.rels'));
  const id = /<(?:\w+:)?sheet\b[^>]*?\s\w+:id="([^"]+)"/.exec(workbook)?.[1];
  const relation = [...relations.matchAll(/<(?:\w+:)?Relationship\b[^>]*>/g)]
    .map((m) => m[0])
    .find((tag) => id !== undefined && tag.includes(`Id="${id}"`));
  const target = /Target="([^"]+)"/.exec(relation ?? '')?.[1] ?? 'worksheets/sheet1.xml';
  const sheet = entries.get(target.startsWith('/') ? target.slice(1) : `xl/${target}`);
  if (!sheet) return fail('no-sheet');
  const serial = /<(?:\w+:)?workbookPr\b[^>]*date1904="(?:1|true)"/.test(workbook) ? 1904 : 1900;

  return {
    serial,
    separator: 0x3b,
    async rows(push, decimal = '.') {
      const shared: string[] = [];
      const strings = entries.get('xl/sharedStrings.xml');
      let size = 0;
      if (strings)
        await stream(
          source,
          strings,
          pieces('si', (xml) => {
            const text = plain(xml);
            size += text.length + 16;
            if (size > MAX_TEXT) fail('strings');
            shared.push(text);
          }),
        );
      const encoder = new TextEncoder();
      let line = 0;
      let out = '';
      const row = (piece: string): void => {
        // What comes before the first row is in its piece. No text can hold a `<`.
        const xml = piece.slice(Math.max(0, piece.search(ROW)));
        const stated = Number(/^[^>]*?\sr="(\d+)"/.exec(xml)?.[1] ?? line + 1);
        // Rows that the sheet leaves out keep their number.
        while (line + 1 < Math.min(stated, MAX_ROWS)) {
          line++;
          out += '\n';
        }
        line++;
        const cells: string[] = [];
        for (const [, attributes = '', content = ''] of xml.matchAll(CELL)) {
          const reference = /\br="([A-Z]+)\d*"/.exec(attributes)?.[1];
          const column = reference === undefined ? cells.length : columnOf(reference);
          if (column >= 1_024) continue;
          const type = /\bt="(\w+)"/.exec(attributes)?.[1] ?? 'n';
          const value = /<(?:\w+:)?v(?:\s[^>]*)?>([\s\S]*?)<\/(?:\w+:)?v>/.exec(content)?.[1] ?? '';
          let text: string;
          if (type === 's') text = shared[Number(value)] ?? '';
          else if (type === 'inlineStr') text = plain(content);
          else if (type === 'n') text = value === '' ? '' : numberText(value, decimal);
          else if (type !== 'e') text = unescape(value);
          else text = '#';
          while (cells.length < column) cells.push('');
          cells[column] = quoted(text);
        }
        while (cells.length > 0 && cells[cells.length - 1] === '') cells.pop();
        out += `${cells.join(';')}\n`;
        if (out.length > 1 << 16) {
          push(encoder.encode(out));
          out = '';
        }
      };
      await stream(source, sheet, pieces('row', row));
      if (out !== '') push(encoder.encode(out));
    },
  };
}
