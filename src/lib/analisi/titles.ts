/** The titles of a ledger's columns, for the person who has to say which is which. */
import { COLUMNS, plainTitle, type ColumnKey } from '../density/columns';
import { decodeText } from '../domain/text';
import { sniffSeparator, Splitter } from '../density/split';

const HEAD = 1 << 18;

/**
 * The cells of the first record with anything in it. Null when it does not look like titles: without a header the first
 * row is a household's, and is shown to no one.
 */
export function titlesOf(head: Uint8Array, separator?: number): string[] | null {
  let bytes = head.subarray(0, HEAD);
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) bytes = bytes.subarray(3);
  let titles: string[] | null = null;
  try {
    const splitter = new Splitter(separator ?? sniffSeparator(bytes), ({ bytes: b, bounds, count }) => {
      if (titles !== null || count > 200) return;
      const cells = Array.from({ length: count }, (_, i) =>
        decodeText(b.subarray(bounds[2 * i], bounds[2 * i + 1])).trim(),
      );
      if (cells.some((cell) => cell !== '')) titles = cells;
    });
    splitter.push(bytes);
    splitter.end();
  } catch {
    // The head ends inside a record: what was cut before is enough.
  }
  return titles === null || !areTitles(titles) ? null : titles;
}

/** Titles are words: none is a number or a date, and none is long. */
const areTitles = (cells: readonly string[]): boolean =>
  cells.filter((cell) => cell !== '').length >= 2 &&
  cells.every((cell) => cell.length <= 80 && !/^[\s\d.,/€+-]*\d[\s\d.,/€+-]*$/.test(cell));

/** Columns that are known by their title. */
export function knownColumns(titles: readonly string[]): Partial<Record<ColumnKey, string>> {
  const plain = titles.map(plainTitle);
  const found: Partial<Record<ColumnKey, string>> = {};
  for (const { key, title, aliases } of COLUMNS) {
    const names = [title.it, title.en, ...aliases].map(plainTitle);
    const at = plain.flatMap((p, i) => (names.includes(p) ? [i] : []));
    const only = at.length === 1 ? titles[at[0] ?? -1] : undefined;
    if (only !== undefined) found[key] = only;
  }
  return found;
}
