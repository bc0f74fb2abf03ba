import { expect, it } from 'vitest';
import type { Column, Table } from '$lib/domain/table/types';
import { columnLayout } from './widths';

const column = (id: string, title: string): Column => ({ id, title, definition: '', kind: 'text' });
const tableOf = (names: string[]): Table => ({
  kind: 'progetti',
  lang: 'it',
  title: 'Progetti',
  columns: [column('nome', 'Nome'), column('stato', 'Stato')],
  rows: names.map((name) => ({
    selection: { kind: 'progetto', id: name },
    cells: { nome: { is: 'text', text: name } },
    sources: {},
    points: [],
  })),
  documents: [],
});

it('bug: without rows the column of names was too narrow for its heading, arrow and mark', () => {
  const width = (names: string[]) => columnLayout(tableOf(names)).widths.get('nome') ?? 0;
  // In characters: name of four letters, arrow, mark and padding take about 100 px of 7.8.
  expect(width([])).toBeGreaterThanOrEqual(14);
  expect(width(['Un progetto dal nome lungo'])).toBeGreaterThan(width([]));
});
