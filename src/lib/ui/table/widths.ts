/** Column widths from all rows, so that the table does not move while its rows come and go with the scrolling. */
import type { Cell, Table } from '$lib/domain/table/types';
import { unitWords } from '$lib/domain/table/words';

const LIMIT = { min: 6, text: 28, first: 27, firstMin: 14, number: 14, figure: 18 } as const;
/** A mark of source beside a value, the button of a heading. */
const MARK = 3;
const ABOUT = 3;
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

/** What the columns look like for all rows. */
export interface Layout {
  /** Columns of which a cell has a source of its own. */
  marked: ReadonlySet<string>;
  /** Widths by column id, in `ch`, padding included. */
  widths: ReadonlyMap<string, number>;
}

const laidOut = new WeakMap<Table['columns'], Layout>();

/** The same rows in another order have the same columns, and are looked through once. */
export function columnLayout(table: Table): Layout {
  const known = laidOut.get(table.columns) ?? layoutOf(table);
  laidOut.set(table.columns, known);
  return known;
}

function layoutOf(table: Table): Layout {
  const marked = new Set(
    table.columns.map((c) => c.id).filter((id) => table.rows.some((r) => (r.sources[id]?.length ?? 0) > 0)),
  );
  const widths = new Map(
    table.columns.map((column, i) => {
      // The unit stays with the last word.
      const heading = [column.title, unitWords(column)].filter(Boolean).join('\u00a0');
      const word = Math.max(...heading.split(/ +/).map((part) => part.length)) * LETTER;
      const content = table.rows.reduce((max, row) => Math.max(max, length(row.cells[column.id])), 0);
      const cap =
        i === 0
          ? LIMIT.first
          : column.kind === 'number'
            ? LIMIT.number
            : column.kind === 'figure' || column.kind === 'euro'
              ? LIMIT.figure
              : LIMIT.text;
      const mark = i > 0 && marked.has(column.id) && column.kind !== 'figure' ? MARK : 0;
      // Without rows its heading alone, with the arrow of the order, has to fit.
      const least = i === 0 ? LIMIT.firstMin : LIMIT.min;
      return [column.id, Math.max(least, word + ABOUT, Math.min(cap, content) + mark) + 3] as const;
    }),
  );
  return { marked, widths };
}
