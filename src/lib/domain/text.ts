/** Text as files hold it, and as people type and compare it. */

/** Folds a text for comparison: `Sant’Eusebio` and `sant eusebio` become the same. Keeps letters and digits of any script. */
export const fold = (s: string): string =>
  s
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Windows-1252 from 0x80 to 0x9f, where some releases of Node decode Latin-1 instead. */
const WINDOWS =
  '\u20ac\ufffd\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\ufffd\u017d\ufffd\ufffd\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\ufffd\u017e\u0178';

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const WINDOWS_1252 = new TextDecoder('windows-1252');

/** UTF-8, or Windows-1252 where that is no UTF-8 (old exports have accents in one byte). Never fails; keeps a byte-order mark. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return UTF8.decode(bytes);
  } catch {
    return WINDOWS_1252.decode(bytes).replace(
      /[\u0080-\u009f]/g,
      (c) => WINDOWS[c.charCodeAt(0) - 0x80] ?? c,
    );
  }
}
