import { describe, expect, it } from 'vitest';
import { NO_FACETS } from '$lib/domain/facets';
import { selectRows } from '$lib/domain/select';
import { TABLE_KINDS } from '$lib/domain/kinds';
import { buildTable } from '$lib/domain/table';
import type { Table } from '$lib/domain/table/types';
import { cellText } from '$lib/domain/table/words';
import { realRelease } from '../../../../tests/support/release';
import { paperColumns } from './paper';

const { index, municipalities } = realRelease();
const tableOf = (kind: Table['kind'], lang: Table['lang'] = 'it'): Table =>
  buildTable(
    kind,
    index,
    selectRows(index, { axes: [], facets: NO_FACETS, date: '2023-01-17' }),
    municipalities,
    lang,
  );

describe('bug: seventeen columns of projects were too many for A4', () => {
  it('puts all amounts into one column, each with its kind, and loses none', () => {
    const table = tableOf('progetti');
    const columns = paperColumns(table, 'it', 'Importi');
    expect(columns.length).toBeLessThanOrEqual(12);
    const joined = columns.filter(({ id }) => id.startsWith('eur'));
    expect(joined.map(({ title, number }) => [title, number])).toEqual([['Importi', false]]);
    table.rows.forEach((row, i) => {
      const amounts = table.columns
        .filter(({ id }) => id.startsWith('eur_'))
        .map((column) => cellText(row.cells[column.id], column, 'it'))
        .filter(Boolean);
      const lines = joined[0]?.cells[i] ?? '';
      for (const amount of amounts) expect(lines).toContain(`: ${amount}`);
      if (amounts.length === 0) expect(lines).toBe('');
    });
    expect(
      joined[0]?.cells.some((text) => /^costo: 40\.260.€\nspesa ammissibile: 40\.260.€$/.test(text)),
    ).toBe(true);
    const english = paperColumns(tableOf('progetti', 'en'), 'en', 'Amounts');
    expect(english.flatMap(({ cells }) => cells).some((text) => text.startsWith('cost: €40,260'))).toBe(true);
  });

  it('has a cell for every row, and no column without an entry', () => {
    for (const kind of TABLE_KINDS) {
      const table = tableOf(kind);
      for (const { id, cells } of paperColumns(table, 'it', 'Importi')) {
        expect(cells.length).toBe(table.rows.length);
        expect(cells.some(Boolean), id).toBe(true);
      }
    }
  });
});
