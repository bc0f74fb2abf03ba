/** Text into lines of a width. Total: a word that is too long is cut where an address may be, else anywhere. */

export type Weight = 400 | 600 | 700;
/** Width in millimetres of a text at a type size in millimetres. */
export type Measure = (text: string, size: number, weight: Weight) => number;

/** The longest beginning of a text that has room; at least one character. */
function fitting(text: string, width: number, measure: (text: string) => number): number {
  let [low, high] = [1, text.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (measure(text.slice(0, middle)) <= width) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Parts of a word that has no room on a line of its own, each with room. */
function cut(word: string, width: number, measure: (text: string) => number): string[] {
  const parts: string[] = [];
  let rest = word;
  while (measure(rest) > width && rest.length > 1) {
    const room = fitting(rest, width, measure);
    // After a separator of addresses, when there is one in the second half.
    const separator = Math.max(
      ...['/', '?', '&', '=', ',', '-', '_', '.'].map((s) => rest.lastIndexOf(s, room - 1)),
    );
    const at = separator + 1 > room / 2 ? separator + 1 : room;
    parts.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  return [...parts, rest];
}

/** Lines; with `most`, the last of them ends with an ellipsis when there was more. */
export function wrap(
  text: string,
  width: number,
  measure: (text: string) => number,
  most?: number,
): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/[ \n\t]+/).filter(Boolean)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (measure(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const parts = cut(word, width, measure);
    lines.push(...parts.slice(0, -1));
    line = parts[parts.length - 1] ?? '';
  }
  if (line !== '') lines.push(line);
  if (most === undefined || lines.length <= most) return lines;
  const kept = lines.slice(0, Math.max(1, most));
  let end = kept[kept.length - 1] ?? '';
  while (end !== '' && measure(`${end}…`) > width) end = end.slice(0, -1);
  kept[kept.length - 1] = `${end.replace(/[\s,;:.]+$/, '')}…`;
  return kept;
}
