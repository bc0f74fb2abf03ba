/** The text of a file, in whatever encoding spreadsheets and exports write it. */
import { decodeText } from '$lib/domain/text';

const UTF16 = { be: new TextDecoder('utf-16be'), le: new TextDecoder('utf-16le') };

/**
 * UTF-16 without its mark shows in the zeros: Western letters have one in each pair of bytes, always on the same side. An
 * archive or a spreadsheet has them on both.
 */
function utf16Side(bytes: Uint8Array): 'be' | 'le' | null {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'be';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'le';
  const pairs = Math.min(2_000, Math.floor(bytes.length / 2));
  let [first, second] = [0, 0];
  for (let i = 0; i < pairs; i += 1) {
    if (bytes[2 * i] === 0) first += 1;
    if (bytes[2 * i + 1] === 0) second += 1;
  }
  if (first >= 0.7 * pairs && second === 0 && pairs > 1) return 'be';
  return second >= 0.7 * pairs && first === 0 && pairs > 1 ? 'le' : null;
}

/** Never fails; without a byte-order mark. */
export function decode(bytes: Uint8Array): string {
  const side = utf16Side(bytes);
  return (side === null ? decodeText(bytes) : UTF16[side].decode(bytes)).replace(/^\ufeff/, '');
}
