/** The order of the rows of a layer. */
import type { Lang } from '$lib/domain/figures';
import type { OwnRow } from './types';

export type OwnColumn = 'row' | 'name' | 'code' | 'value';

/** A new list by one column; rows without a value come last either way, and equals keep the order of the file. */
export function sortRows(
  rows: readonly OwnRow[],
  column: OwnColumn,
  descending: boolean,
  lang: Lang,
): OwnRow[] {
  const sign = descending ? -1 : 1;
  const { compare } = new Intl.Collator(lang, { numeric: true, sensitivity: 'base' });
  const key = (row: OwnRow): string | number | null => row[column];
  return [...rows].sort((a, b) => {
    const [x, y] = [key(a), key(b)];
    if (x === null || y === null) return x === y ? a.row - b.row : x === null ? 1 : -1;
    const order = typeof x === 'number' && typeof y === 'number' ? x - y : compare(String(x), String(y));
    return sign * order || a.row - b.row;
  });
}
