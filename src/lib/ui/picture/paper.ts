/** The table of the map page on paper. Apart from print.ts, which every page has. */
import { kindWords, type Lang } from '$lib/domain/figures';
import { amountKindOf } from '$lib/domain/table/figures';
import type { Table } from '$lib/domain/table/types';
import { cellText, unitWords } from '$lib/domain/table/words';

/** A column as it is printed. */
export interface PaperColumn {
  id: string;
  title: string;
  /** Set to the right. */
  number: boolean;
  /** One a row, in the rows' order. */
  cells: readonly string[];
}

/** More columns of amounts than this stand in one, each amount with its kind: most of their cells are empty. */
const AMOUNTS_APART = 2;

/** The columns of a table that go on paper: those with an entry at all, in the width that A4 has. The files have every one. */
export function paperColumns(table: Table, lang: Lang, amountsTitle: string): PaperColumn[] {
  const columns = table.columns
    .filter((column) => column.extra !== true)
    .map((column) => {
      const unit = unitWords(column);
      return {
        kind: amountKindOf(column.id),
        id: column.id,
        title: unit === '' ? column.title : `${column.title} (${unit})`,
        number: ['number', 'euro', 'percent', 'figure'].includes(column.kind),
        cells: table.rows.map((row) => cellText(row.cells[column.id], column, lang)),
      };
    })
    .filter(({ cells }) => cells.some((text) => text !== ''));
  const amounts = columns.filter(({ kind }) => kind !== null);
  const joined: PaperColumn = {
    id: 'eur',
    title: amountsTitle,
    number: false,
    cells: table.rows.map((_, row) =>
      amounts
        .flatMap(({ kind, cells }) =>
          kind === null || !cells[row] ? [] : [`${kindWords(kind, lang)}: ${cells[row]}`],
        )
        .join('\n'),
    ),
  };
  return columns.flatMap(({ kind, ...column }) =>
    kind === null || amounts.length <= AMOUNTS_APART
      ? [column]
      : column.id === amounts[0]?.id
        ? [joined]
        : [],
  );
}
