/** What every kind of table is built from and with. */
import type { TableWords } from '../../i18n/table';
import type { Municipality } from '../../schema/served';
import type { CoverageResult } from '../coverage/types';
import type { Lang } from '../figures';
import type { TableKind } from '../kinds';
import type { Index, Rows } from '../select';
import type { Cell, Cite, Column, TableRow } from './types';

export interface Sheet {
  index: Index;
  rows: Rows;
  municipalities: readonly Municipality[];
  lang: Lang;
  w: TableWords;
  coverage: CoverageResult | null;
}

export interface Draft {
  columns: Column[];
  rows: TableRow[];
}

export const text = (value: string | null | undefined): Cell => ({ is: 'text', text: value || null });
export const number = (value: number | null): Cell => ({
  is: 'number',
  value: value !== null && Number.isFinite(value) ? value : null,
});
export const category = (code: string | null, words: Readonly<Record<string, string>>): Cell => ({
  is: 'category',
  code,
  words: code === null ? null : (words[code] ?? code),
});
export const NOT_STATED: Cell = { is: 'figure', figure: null, date: null, note: null };

export const cite = ({ source_id, lines }: Cite): Cite => ({ source_id, lines });
export const join = (parts: Iterable<string | null | undefined>): string | null =>
  [...parts].filter(Boolean).join('; ') || null;

export const distinct = (cites: readonly Cite[]): Cite[] => [
  ...new Map(cites.map((c) => [`${c.source_id}:${c.lines ?? ''}`, c])).values(),
];

const isTold = (cell: Cell | undefined): boolean => {
  switch (cell?.is) {
    case 'text':
      return cell.text !== null;
    case 'category':
      return cell.words !== null;
    case 'number':
      return cell.value !== null;
    case 'figure':
      return cell.figure !== null;
    case undefined:
      return false;
  }
};

/** The same sources for several cells of a row; a cell that tells nothing has none. */
export const citing = (
  cells: TableRow['cells'],
  cites: readonly Cite[],
  ids: readonly string[],
): Record<string, readonly Cite[]> =>
  Object.fromEntries(ids.filter((id) => isTold(cells[id])).map((id) => [id, cites]));

/** Puts title and definition to columns given as id and kind. */
export function columnsOf<K extends TableKind>(
  kind: K,
  w: TableWords,
  list: readonly (Omit<Column, 'title' | 'definition' | 'id'> & {
    id: keyof TableWords['columns'][K] & string;
  })[],
): Column[] {
  const words = w.columns[kind] as Readonly<Record<string, { title: string; definition: string }>>;
  return list.map((column) => ({ ...column, ...(words[column.id] ?? { title: column.id, definition: '' }) }));
}
