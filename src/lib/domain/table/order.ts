/** Rows in the order of a column. */
import type { Figure } from '../../schema/served';
import type { Lang } from '../figures';
import type { Cell, Table } from './types';

/** Figures without a number come after those with one, in this order whatever the direction; nothing stated comes last. */
const AFTER: Record<Exclude<Figure['state'], 'value' | 'zero'>, number> = {
  qualitative: 1,
  suppressed: 2,
  missing: 3,
};
export const LAST = 4;

interface Key {
  /** 0: has a value to compare. */
  rank: number;
  n: number;
  s: string;
}

export function keyOf(cell: Cell | undefined): Key {
  const none: Key = { rank: LAST, n: 0, s: '' };
  const ofNumber = (n: number | null): Key =>
    n === null || !Number.isFinite(n) ? none : { rank: 0, n, s: '' };
  if (!cell) return none;
  switch (cell.is) {
    case 'text':
      if (cell.text === null) return none;
      return cell.order === undefined ? { rank: 0, n: 0, s: cell.text } : ofNumber(cell.order);
    case 'category':
      return cell.words === null ? none : { rank: 0, n: 0, s: cell.words };
    case 'number':
      return ofNumber(cell.value);
    case 'figure': {
      const { figure } = cell;
      if (figure === null) return none;
      return figure.state === 'value' || figure.state === 'zero'
        ? ofNumber(figure.value)
        : { rank: AFTER[figure.state], n: 0, s: '' };
    }
  }
}

const collators = new Map<Lang, Intl.Collator>();
function collator(lang: Lang): Intl.Collator {
  const known = collators.get(lang) ?? new Intl.Collator(lang, { numeric: true });
  collators.set(lang, known);
  return known;
}

const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The table in the order of a column: numbers as numbers, dates and codes as they are written, words by the language. What
 * has no value comes last in both directions; equal rows are in the order of their ids. An unknown column changes nothing.
 */
export function sortTable(table: Table, columnId: string, descending: boolean): Table {
  const column = table.columns.find((c) => c.id === columnId);
  if (!column) return table;
  const words = column.kind === 'date' || column.kind === 'code' ? byCode : collator(table.lang).compare;
  const sign = descending ? -1 : 1;
  const rows = table.rows
    .map((row) => ({ row, key: keyOf(row.cells[columnId]) }))
    .sort(
      (a, b) =>
        a.key.rank - b.key.rank ||
        sign * (a.key.n - b.key.n || words(a.key.s, b.key.s)) ||
        byCode(a.row.selection.id, b.row.selection.id),
    )
    .map(({ row }) => row);
  return { ...table, rows };
}
