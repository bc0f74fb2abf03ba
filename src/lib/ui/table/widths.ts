/** Column widths from all rows, so that the table does not move while its rows come and go with the scrolling. */
import type { Cell, Table } from '$lib/domain/table/types';

const LIMIT = { min: 6, text: 28, first: 27, number: 14, figure: 18 } as const;
/** Letters are narrower than the digit that `ch` is. */
const LETTER = 0.88;

/** About how many characters a cell takes, without formatting it: numbers grow by their separators. */
function length(cell: Cell | undefined): number {
  const digits = (n: number | null): number => (n === null ? 1 : Math.ceil(String(n).length * 1.3));
  if (!cell) return 0;
  switch (cell.is) {
    case 'text':
      return (cell.text?.length ?? 1) * LETTER;
    case 'category':
      return (cell.words?.length ?? 1) * LETTER;
    case 'number':
      return digits(cell.value);
    case 'figure':
      // A figure in words may wrap; its mark stands beside it.
      return cell.figure?.state === 'value' || cell.figure?.state === 'zero'
        ? digits(cell.figure.value) + 3
        : cell.figure === null
          ? 1
          : LIMIT.figure;
  }
}

/** Widths by column id, in `ch`, padding included. */
export function columnWidths(table: Table): Map<string, number> {
  return new Map(
    table.columns.map((column, i) => {
      const word = Math.max(...column.title.split(/\s+/).map((part) => part.length)) * LETTER;
      const content = table.rows.reduce((max, row) => Math.max(max, length(row.cells[column.id])), 0);
      const cap =
        i === 0
          ? LIMIT.first
          : column.kind === 'number'
            ? LIMIT.number
            : column.kind === 'figure' || column.kind === 'euro'
              ? LIMIT.figure
              : LIMIT.text;
      return [column.id, Math.max(LIMIT.min, word, Math.min(cap, content)) + 3];
    }),
  );
}
