import { beforeAll, describe, expect, it } from 'vitest';
import { realRelease } from '../../../../tests/support/release';
import type { Municipality } from '../../schema/served';
import { computeCoverage } from '../coverage';
import { coverageBase } from '../coverage/base';
import { NO_FACETS, OUTCOMES } from '../facets';
import { TABLE_KINDS, type TableKind } from '../kinds';
import { selectRows, type Index, type Rows } from '../select';
import { buildTable } from './index';
import type { Cite, TableRow } from './types';
import { cellState } from './words';

let index: Index;
let municipalities: Municipality[];
let rows: Rows;
beforeAll(() => {
  ({ index, municipalities } = realRelease());
  rows = selectRows(index, {
    axes: [],
    facets: { ...NO_FACETS, outcomes: [...OUTCOMES] },
    date: '2023-01-17',
  });
});

const tableOf = (kind: TableKind, lang: 'it' | 'en' = 'it') =>
  buildTable(
    kind,
    index,
    rows,
    municipalities,
    lang,
    computeCoverage({ ...coverageBase(index, rows, municipalities), radius_km: 5 }),
  );
const rowOf = (kind: TableKind, id: string): TableRow => {
  const row = tableOf(kind).rows.find((r) => r.selection.id === id);
  if (!row) throw new Error(`no row ${id}`);
  return row;
};
const cited = ({ source_id, lines }: Cite) => ({ source_id, lines });

describe('where cells come from', () => {
  it('bug: every cell that tells something has its document, the source of its column, or how it is computed', () => {
    for (const kind of TABLE_KINDS) {
      const table = tableOf(kind);
      const documents = new Set<string>(table.documents.map((d) => d.source_id));
      const without = table.columns.filter((column) =>
        table.rows.some(
          (row) =>
            cellState(row.cells[column.id]) !== 'none' &&
            (row.sources[column.id] ?? []).length === 0 &&
            column.source === undefined &&
            column.computed !== true,
        ),
      );
      expect([kind, ...without.map((c) => c.id)]).toEqual([kind]);
      for (const row of table.rows)
        for (const [id, cites] of Object.entries(row.sources)) {
          expect(table.columns.some((c) => c.id === id)).toBe(true);
          for (const cite of cites) expect(documents).toContain(cite.source_id);
          if (cellState(row.cells[id]) === 'none') expect([id, cites]).toEqual([id, []]);
        }
    }
  });

  it('of a project: its row for status, dates, need, outcome; its places for the municipalities, its money for the axes', () => {
    const { catalog } = index;
    let told = 0;
    const table = tableOf('progetti');
    for (const project of catalog.projects.filter((p) => p.need_class !== null && p.outcome !== null)) {
      const row = table.rows.find((r) => r.selection.id === project.project_id);
      if (!row) throw new Error(project.project_id);
      const { cells, sources } = row;
      for (const id of ['programma', 'stato', 'inizio', 'fine', 'fabbisogno', 'esito'])
        expect(sources[id] ?? [], id).toEqual(cellState(cells[id]) === 'none' ? [] : [cited(project)]);
      const lines = (list: readonly Cite[]) => new Set(list.map((c) => `${c.source_id} ${c.lines ?? ''}`));
      const places = catalog.places.filter((p) => p.project_id === project.project_id);
      expect(lines(sources['comuni'] ?? [])).toEqual(lines(places.filter((p) => p.role !== 'jurisdiction')));
      const axes = new Set(cells['assi_id']?.is === 'text' ? (cells['assi_id'].text?.split(';') ?? []) : []);
      for (const cite of sources['assi'] ?? [])
        expect(
          catalog.funding.some(
            (f) => f.source_id === cite.source_id && f.lines === cite.lines && axes.has(f.axis_id ?? ''),
          ),
        ).toBe(true);
      told += 1;
    }
    expect(told).toBeGreaterThan(5);
  });

  it('of a lab: its row for programme and operator, its premises for state, dates, owner and position', () => {
    let positions = 0;
    for (const { selection, cells, sources, notes } of tableOf('laboratori').rows) {
      const row = rows.labs.find((l) => l.lab.lab_id === selection.id);
      if (!row) throw new Error(selection.id);
      expect(sources['programma']).toEqual([cited(row.lab)]);
      expect(sources['gestore'] ?? []).toEqual(row.lab.operator_body_id === null ? [] : [cited(row.lab)]);
      expect(sources['stato'] ?? []).toEqual(
        cellState(cells['stato']) === 'none'
          ? []
          : row.sites.length > 0
            ? [...new Map(row.sites.map((s) => [JSON.stringify(cited(s)), cited(s)])).values()]
            : [cited(row.lab)],
      );
      const placed = row.sites.filter((s) => s.lat !== null).map(cited);
      for (const cite of sources['lon'] ?? []) expect(placed).toContainEqual(cite);
      if (sources['lon'] && row.sites.some((s) => s.location_source === notes?.['lon'])) positions += 1;
    }
    expect(positions).toBeGreaterThan(5);
  });

  it('of an area: the document that names it, and beside its position where that is from', () => {
    const area = index.areaById.get('mn-lunetta');
    if (!area) throw new Error('no area');
    const { sources, notes } = rowOf('quartieri', 'mn-lunetta');
    for (const id of ['comune', 'tipo', 'precisione', 'errore_m', 'lon', 'lat'])
      expect(sources[id], id).toEqual([cited(area)]);
    expect(notes?.['lat']).toBe(area.location_source);
  });

  it('of a municipality: the class of need is that of the document that prints it', () => {
    const facts = index.facts.filter(
      (f) => f.indicator_id === 'housing_need_class' && f.subject_kind === 'municipality',
    );
    const table = tableOf('comuni');
    for (const { selection, sources } of table.rows.filter((r) => r.sources['fabbisogno_classe'])) {
      const own = facts.filter((f) => f.subject_id === selection.id).map(cited);
      expect(own.length).toBeGreaterThan(0);
      for (const cite of sources['fabbisogno_classe'] ?? []) expect(own).toContainEqual(cite);
    }
    expect(table.rows.filter((r) => r.sources['fabbisogno_classe']).length).toBe(
      table.rows.filter((r) => cellState(r.cells['fabbisogno_classe']) !== 'none').length,
    );
  });
});
