import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeMunicipalities } from '../data/load';
import { TABLE_WORDS } from '../i18n/table';
import { LAB_STATE_WORDS } from '../map/layers/laboratori';
import { buildData } from '../../pipeline/build';
import type { Catalog, Fact, FactFile, Municipalities, Municipality } from '../schema/served';
import { THEMES } from '../schema/tables';
import { TABLE_KINDS, type Selection } from '../state/view';
import { NO_FACETS, type Facets } from './facets';
import { buildIndex, selectRows, type Index, type Rows } from './select';
import { buildTable, cellState, cellText, KINDS, sortTable, type Subject, type Table } from './table';

let index: Index;
let municipalities: Municipality[];
beforeAll(() => {
  const { files } = buildData(join(process.cwd(), 'data'));
  const read = <T>(name: string): T => JSON.parse(String(files.get(name))) as T;
  const facts: Fact[] = THEMES.flatMap((theme) => read<FactFile>(`facts/${theme}.json`).facts);
  index = buildIndex(read<Catalog>('catalog.json'), { facts });
  municipalities = decodeMunicipalities(read<Municipalities>('comuni.json'));
});

const rowsOf = (facets: Partial<Facets> = {}, date = '2023-01-17'): Rows =>
  selectRows(index, { axes: [], facets: { ...NO_FACETS, ...facets }, date });
const tableOf = (kind: Table['kind'], rows = rowsOf(), lang: Table['lang'] = 'it') =>
  buildTable(kind, index, rows, municipalities, lang);
const rowOf = (table: Table, id: string) => {
  const row = table.rows.find((r) => r.selection.id === id);
  if (!row) throw new Error(`no row ${id}`);
  return row;
};
const wordsIn = (table: Table, id: string, column: string): string => {
  const found = table.columns.find((c) => c.id === column);
  if (!found) throw new Error(`no column ${column}`);
  return cellText(rowOf(table, id).cells[column], found, table.lang).replace(/[\u00a0\u202f]/g, ' ');
};

describe('tables of the real rows', () => {
  it('have the kinds of the address, selections of the View, and every cell of every column', () => {
    expect(KINDS).toEqual(TABLE_KINDS);
    const subject: Subject = { kind: 'area', id: 'x' };
    const selection: Selection = subject;
    expect(selection).toBe(subject);
    for (const kind of KINDS) {
      const table = tableOf(kind);
      expect(table.rows.length).toBeGreaterThan(0);
      expect(new Set(table.rows.map((r) => r.selection.id)).size).toBe(table.rows.length);
      for (const { id } of table.columns) expect(id).toMatch(/^[a-z0-9_]{1,40}$/);
      for (const row of table.rows)
        expect(Object.keys(row.cells).sort()).toEqual(table.columns.map((c) => c.id).sort());
    }
  });

  it('say the states of labs with the words of the map', () => {
    for (const lang of ['it', 'en'] as const)
      for (const [state, words] of Object.entries(LAB_STATE_WORDS))
        expect(TABLE_WORDS[lang].category.stato[state as keyof typeof LAB_STATE_WORDS]).toBe(words[lang]);
  });

  it('follow the rows: as many as the view comprises, all municipalities always', () => {
    const rows = rowsOf({ provinces: ['020'] });
    expect(tableOf('progetti', rows).rows.length).toBe(rows.projects.length);
    expect(tableOf('laboratori', rows).rows.length).toBe(rows.labs.length);
    expect(tableOf('quartieri', rows).rows.length).toBe(rows.areas.length);
    expect(tableOf('comuni', rows).rows.length).toBe(municipalities.length);
    const projects = tableOf('comuni', rows).rows.reduce((sum, row) => {
      const cell = row.cells['progetti'];
      return sum + (cell?.is === 'number' ? (cell.value ?? 0) : 0);
    }, 0);
    expect(projects).toBe([...rows.projectsIn.values()].flat().length);
  });

  it('state the latest figure with its source, and name the values that disagree', () => {
    const table = tableOf('quartieri');
    expect(wordsIn(table, 'mi-gratosoglio', 'residenti')).toBe('5.309');
    const { cells, sources } = rowOf(table, 'mi-gratosoglio');
    expect(sources['residenti']?.[0]?.source_id).toBe('milano-2023');
    const cell = cells['residenti'];
    expect(cell?.is === 'figure' && cell.note).toContain('10.000 (eupolis-2016)');
    // The whole, not one of its parts.
    expect(wordsIn(table, 'bg-grumello', 'alloggi_erp')).toBe('322');
    expect(wordsIn(table, 'mi-gratosoglio', 'avanzamento')).toContain('ERP Sud 50 %');
  });

  it('know nothing that was published after the date', () => {
    const before = tableOf('quartieri', rowsOf({}, '2017-12-31'));
    expect(rowOf(before, 'mi-gratosoglio').sources['residenti']?.[0]?.source_id).toBe('milano-2017');
    expect(cellState(rowOf(before, 'mn-lunetta').cells['residenti'])).toBe('none');
  });

  it('keep the state of a figure up to the cell, and no number of a withheld one', () => {
    const table = tableOf('quartieri');
    const states = new Set(table.rows.map((row) => cellState(row.cells['quota_morosi'])));
    for (const state of ['value', 'suppressed', 'none'] as const) expect(states).toContain(state);
    const withheld = table.rows.filter((r) => cellState(r.cells['quota_morosi']) === 'suppressed');
    for (const row of withheld) {
      const cell = row.cells['quota_morosi'];
      expect(cell?.is === 'figure' && Object.keys(cell.figure ?? {}).sort()).toEqual(['reason', 'state']);
      expect(wordsIn(table, row.selection.id, 'quota_morosi')).toMatch(/^riservato/);
    }
  });

  it('add only amounts that sums count, and never add overlapping ones', () => {
    const table = tableOf('progetti');
    expect(wordsIn(table, 'adp-lorenteggio', 'eur_allocation')).toMatch(/95\.450\.000/);
    const several = rowOf(table, 'lorenteggio-afol').cells['eur_allocation'];
    expect(cellState(several)).toBe('qualitative');
    const one = rowOf(table, 'a17-bergamo').cells['eur_allocation'];
    expect(one?.is === 'figure' && one.figure).toEqual({ state: 'value', value: 251989.04 });
    expect(one?.is === 'figure' && one.note).toContain(TABLE_WORDS.it.note.not_counted);
    const total = table.rows.reduce((sum, row) => {
      const cell = row.cells['eur_granted'];
      return cell?.is === 'figure' && cell.figure?.state === 'value' ? sum + cell.figure.value : sum;
    }, 0);
    expect(total).toBeCloseTo(20901.28 + 270000, 2);
    // In towns the same money, because each of the two projects has one town.
    const towns = tableOf('comuni').rows.reduce((sum, row) => {
      const cell = row.cells['concesso'];
      return cell?.is === 'figure' && cell.figure?.state === 'value' ? sum + cell.figure.value : sum;
    }, 0);
    expect(towns).toBeCloseTo(total, 2);
  });

  it('are complete in both languages', () => {
    for (const kind of KINDS) {
      const [it_, en] = [tableOf(kind), tableOf(kind, rowsOf(), 'en')];
      expect(en.columns.map((c) => c.id)).toEqual(it_.columns.map((c) => c.id));
      for (const column of [...it_.columns, ...en.columns]) {
        expect(column.title).not.toBe('');
        expect(column.definition).not.toBe('');
      }
    }
  });
});

describe('order', () => {
  it('sorts every column of every table both ways, a permutation with what has no value last', () => {
    for (const kind of KINDS) {
      const table = tableOf(kind);
      const ids = table.rows.map((r) => r.selection.id).sort();
      for (const column of table.columns) {
        for (const descending of [false, true]) {
          const sorted = sortTable(table, column.id, descending);
          expect(sorted.rows.map((r) => r.selection.id).sort()).toEqual(ids);
          const empty = sorted.rows.map((r) => cellState(r.cells[column.id]) === 'none');
          expect(empty.indexOf(true) === -1 || empty.slice(empty.indexOf(true)).every(Boolean)).toBe(true);
          // Total: what order the rows come in does not matter.
          const again = sortTable({ ...table, rows: [...table.rows].reverse() }, column.id, descending);
          expect(again.rows.map((r) => r.selection.id)).toEqual(sorted.rows.map((r) => r.selection.id));
        }
      }
    }
  });

  it('sorts numbers as numbers, with null, NaN and infinity last', () => {
    const columns = [{ id: 'n', title: '', definition: '', kind: 'number' as const }];
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.double({ noDefaultInfinity: false })), { maxLength: 30 }),
        fc.boolean(),
        (values, descending) => {
          const rows = values.map((value, i) => ({
            selection: { kind: 'comune' as const, id: String(i) },
            cells: { n: { is: 'number' as const, value } },
            sources: {},
            points: [],
          }));
          const table: Table = { kind: 'comuni', lang: 'it', title: '', columns, rows, documents: [] };
          const sorted = sortTable(table, 'n', descending).rows.map((r) => {
            const cell = r.cells['n'];
            return cell?.is === 'number' ? cell.value : null;
          });
          const good = values.filter((v): v is number => v !== null && Number.isFinite(v));
          expect(sorted.slice(0, good.length).map((v) => (v ?? 0) + 0)).toEqual(
            good.map((v) => v + 0).sort((a, b) => (descending ? b - a : a - b)),
          );
        },
      ),
    );
  });

  it('is unchanged by a column that it does not have', () => {
    const table = tableOf('comuni');
    expect(sortTable(table, 'constructor', true)).toBe(table);
  });
});
