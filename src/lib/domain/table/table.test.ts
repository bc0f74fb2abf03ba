import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { messages } from '../../i18n';
import { TABLE_WORDS } from '../../i18n/table';
import { realRelease } from '../../../../tests/support/release';
import type { Municipality } from '../../schema/served';
import type { Selection } from '../../state/view';
import { computeCoverage } from '../coverage';
import { coverageBase } from '../coverage/base';
import type { CoverageResult } from '../coverage/types';
import { isStated, isWhole } from '../dwellings';
import { NO_FACETS, type Facets } from '../facets';
import { formatNumber } from '../figures';
import { TABLE_KINDS } from '../kinds';
import { selectRows, type Index, type Rows } from '../select';
import { arrearsFact } from '../shares';
import type { TimePoint } from '../time';
import { buildTable } from './index';
import { sortTable } from './order';
import type { Subject, Table } from './types';
import { cellState, cellText } from './words';

let index: Index;
let municipalities: Municipality[];
beforeAll(() => void ({ index, municipalities } = realRelease()));

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
  it('have selections of the View, and every cell of every column', () => {
    const subject: Subject = { kind: 'area', id: 'x' };
    const selection: Selection = subject;
    expect(selection).toBe(subject);
    for (const kind of TABLE_KINDS) {
      const table = tableOf(kind);
      expect(table.rows.length).toBeGreaterThan(0);
      expect(new Set(table.rows.map((r) => r.selection.id)).size).toBe(table.rows.length);
      for (const { id } of table.columns) expect(id).toMatch(/^[a-z0-9_]{1,40}$/);
      for (const row of table.rows)
        expect(Object.keys(row.cells).sort()).toEqual(table.columns.map((c) => c.id).sort());
    }
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

  it('at a time point state the arrears that the map’s sign shows there, and name the point', () => {
    const at = (point: TimePoint | null) =>
      selectRows(index, { axes: [], facets: NO_FACETS, date: '2023-01-17', point });
    let changed = 0;
    for (const lang of ['it', 'en'] as const)
      for (const point of [null, 't0', 't1'] as const) {
        const rows = at(point);
        const table = tableOf('quartieri', rows, lang);
        const column = table.columns.find((c) => c.id === 'quota_morosi');
        const title = TABLE_WORDS[lang].columns.quartieri.quota_morosi.title;
        expect(column?.title).toBe(
          point === null ? title : `${title} (${point}, ${messages(lang).time_point[point]})`,
        );
        expect(column?.definition).not.toMatch(/[{}]/);
        for (const { area, fact: headline, facts } of rows.arrears) {
          const sign = arrearsFact(facts, point);
          const { cells, sources } = rowOf(table, area.area_id);
          const cell = cells['quota_morosi'];
          expect(cell?.is === 'figure' && cell.figure).toBe(sign?.figure ?? null);
          expect(sources['quota_morosi']?.map((c) => c.source_id)).toEqual(sign ? [sign.source_id] : []);
          if (sign?.time_point)
            expect(cell?.is === 'figure' && cell.note).toContain(messages(lang).time_point[sign.time_point]);
          if (sign !== headline) changed += 1;
        }
      }
    expect(changed).toBeGreaterThan(0);
    // As the map says of them: not told at the end, whatever was told at the start.
    const end = tableOf('quartieri', at('t1'));
    expect(cellState(rowOf(end, 'mi-pontelambro').cells['quota_morosi'])).toBe('missing');
    expect(cellState(rowOf(tableOf('quartieri', at(null)), 'mi-pontelambro').cells['quota_morosi'])).toBe(
      'value',
    );
  });

  it('take for the whole what has no part or says that it is all, as every sum does', () => {
    // One rule, in dwellings.ts; of one document’s two figures the table takes the later told, not the later row.
    const table = tableOf('quartieri');
    const cell = rowOf(table, 'bs-exzanoletti').cells['nuclei'];
    expect(cell?.is === 'figure' && cell.figure).toEqual({ state: 'value', value: 22 });
    expect(cell?.is === 'figure' && cell.note).toContain('21 (eupolis-2016)');
    const facts = index.facts.filter((f) => f.subject_kind === 'area' && f.indicator_id === 'dwellings_erp');
    for (const { selection, cells } of table.rows) {
      const own = facts.filter((f) => f.subject_id === selection.id && isStated(f));
      const shown = cells['alloggi_erp'];
      if (own.some(isWhole) && shown?.is === 'figure' && shown.figure?.state === 'value')
        expect(own.filter(isWhole).map((f) => isStated(f) && f.figure.value)).toContain(shown.figure.value);
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
    for (const kind of TABLE_KINDS) {
      const [it_, en] = [tableOf(kind), tableOf(kind, rowsOf(), 'en')];
      expect(en.columns.map((c) => c.id)).toEqual(it_.columns.map((c) => c.id));
      for (const column of [...it_.columns, ...en.columns]) {
        expect(column.title).not.toBe('');
        expect(column.definition).not.toBe('');
      }
    }
  });
});

describe('coverage in the table', () => {
  const answer = (rows: Rows, radius_km = 5, since: string | null = null): CoverageResult =>
    computeCoverage({ ...coverageBase(index, rows, municipalities, since), radius_km });
  const REACH = [
    'distanza',
    'distanza_min_km',
    'distanza_max_km',
    'lab_vicino',
    'copertura',
    'lab_entro',
    'raggio_km',
  ];
  const numberIn = (table: Table, id: string, column: string): number | null => {
    const cell = rowOf(table, id).cells[column];
    return cell?.is === 'number' ? cell.value : null;
  };

  it('says of every place what the analysis says, with limits that go outwards', () => {
    const rows = rowsOf();
    const result = answer(rows);
    for (const [kind, reaches] of [
      ['comuni', result.municipalities.map((m) => ({ ...m, id: m.istat_code }))],
      ['quartieri', result.areas],
    ] as const) {
      const table = buildTable(kind, index, rows, municipalities, 'it', result);
      expect(table.coverage).toMatchObject({
        radius_km: 5,
        since: null,
        date: '2023-01-17',
        labs: result.totals.labs,
        labs_placed: result.totals.labs_placed,
      });
      expect(table.rows.length).toBe(reaches.length);
      for (const reach of reaches) {
        expect(rowOf(table, reach.id).cells['copertura']).toMatchObject({ code: reach.state });
        expect(numberIn(table, reach.id, 'lab_entro')).toBe(reach.labs_within);
        expect(numberIn(table, reach.id, 'raggio_km')).toBe(5);
        const [min, max] = [
          numberIn(table, reach.id, 'distanza_min_km'),
          numberIn(table, reach.id, 'distanza_max_km'),
        ];
        expect(min === null).toBe(reach.min_km === null);
        expect(max === null).toBe(reach.max_km === null);
        if (min !== null && reach.min_km !== null) {
          expect(min).toBeLessThanOrEqual(reach.min_km);
          expect(reach.min_km - min).toBeLessThan(0.0011);
        }
        if (max !== null && reach.max_km !== null) {
          expect(max).toBeGreaterThanOrEqual(reach.max_km);
          expect(max - reach.max_km).toBeLessThan(0.0011);
          if (reach.labs_unplaced === 0 && reach.state !== 'unplaced')
            expect(wordsIn(table, reach.id, 'distanza')).toContain(
              formatNumber(Math.ceil(reach.max_km * 10) / 10, 'it', 1),
            );
        }
      }
      const byDistance = sortTable(table, 'distanza', false).rows.map(
        (r) => reaches.find((x) => x.id === r.selection.id)?.max_km ?? Infinity,
      );
      expect(byDistance).toEqual([...byDistance].sort((a, b) => (a === b ? 0 : a - b)));
    }
  });

  it('names radius and day, in both languages, also of a period', () => {
    const rows = rowsOf();
    for (const lang of ['it', 'en'] as const) {
      const at = (since: string | null) =>
        buildTable('comuni', index, rows, municipalities, lang, answer(rows, 2.5, since)).columns;
      for (const column of [...at(null), ...at('2014-01-01')]) {
        expect(column.title).not.toMatch(/[{}]/);
        expect(column.definition).not.toMatch(/[{}]/);
      }
      const within = at(null).find((c) => c.id === 'lab_entro');
      expect(within?.title).toContain(lang === 'it' ? '2,5 km' : '2.5 km');
      expect(within?.definition).toContain(lang === 'it' ? '17 gen 2023' : '17 Jan 2023');
      expect(at('2014-01-01').find((c) => c.id === 'lab_entro')?.definition).toContain(
        lang === 'it' ? '1 gen 2014' : '1 Jan 2014',
      );
    }
  });

  it('has no columns while it is off, for projects, and for an answer to another question', () => {
    const rows = rowsOf();
    const stale = answer(rowsOf({}, '2017-12-31'));
    for (const kind of ['comuni', 'laboratori'] as const)
      for (const table of [tableOf(kind), buildTable(kind, index, rows, municipalities, 'it', stale)]) {
        expect(table.coverage).toBeUndefined();
        expect(table.answer).toBeUndefined();
        for (const id of [...REACH, 'raggiunge']) expect(table.columns.map((c) => c.id)).not.toContain(id);
      }
    // Projects have none, and still take the answer along for the files.
    const projects = buildTable('progetti', index, rows, municipalities, 'it', answer(rows));
    for (const id of REACH) expect(projects.columns.map((c) => c.id)).not.toContain(id);
    expect(projects.coverage?.radius_km).toBe(5);
  });

  it('bug: an answer to another range of shares or of works was taken for that of the rows', () => {
    const rows = rowsOf();
    const result = answer(rows);
    for (const range of [
      { shares: { from: 40, to: null } },
      { works: { from: 0, to: 50 } },
      { point: 't1' as const },
    ]) {
      const other = { ...rows, question: { ...rows.question, ...range } };
      expect(buildTable('comuni', index, other, municipalities, 'it', result).coverage).toBeUndefined();
    }
  });

  it('says of every lab what lies within its radius, and of one that does not count nothing', () => {
    const rows = rowsOf();
    const result = answer(rows);
    const table = buildTable('laboratori', index, rows, municipalities, 'it', result);
    const population = new Map(municipalities.map((m) => [m.istat_code, m.population ?? 0]));
    const counting = new Map(result.labs.map((lab) => [lab.id, lab]));
    expect(table.rows.some(({ selection }) => !counting.has(selection.id))).toBe(true);
    for (const { selection, cells } of table.rows) {
      const lab = counting.get(selection.id);
      expect(cells['nella_copertura']).toMatchObject({
        code: lab === undefined ? 'no' : lab.doubtful ? 'doubtful' : 'open',
      });
      const told = lab !== undefined && (lab.placed || lab.municipalities.length + lab.areas.length > 0);
      expect(numberIn(table, selection.id, 'comuni_raggiunti')).toBe(told ? lab.municipalities.length : null);
      expect(numberIn(table, selection.id, 'aree_raggiunte')).toBe(told ? lab.areas.length : null);
      expect(numberIn(table, selection.id, 'residenti_raggiunti')).toBe(
        told ? lab.municipalities.reduce((sum, code) => sum + (population.get(code) ?? 0), 0) : null,
      );
      for (const code of told ? lab.municipalities : [])
        expect(wordsIn(table, selection.id, 'raggiunge')).toContain(
          municipalities.find((m) => m.istat_code === code)?.name,
        );
      if (lab === undefined) expect(wordsIn(table, selection.id, 'raggiunge')).toBe('');
    }
    expect(result.labs.some((lab) => lab.municipalities.length > 0)).toBe(true);
  });

  it('bug: with a range of values on, the gaps told were those of the whole region and not of the rows', () => {
    const rows = rowsOf();
    const result = answer(rows, 0);
    const three = result.gaps.slice(0, 3);
    const one = result.doubtful.slice(0, 1);
    const within = new Set([...three, ...one].map((m) => m.istat_code));
    const table = buildTable(
      'comuni',
      index,
      { ...rows, question: { ...rows.question, within } },
      municipalities,
      'it',
      result,
    );
    const uncovered = table.rows.filter(
      ({ cells: { copertura, bisogno_erp } }) =>
        copertura?.is === 'category' &&
        copertura.code === 'uncovered' &&
        bisogno_erp?.is === 'text' &&
        bisogno_erp.text !== null,
    );
    expect(three).toHaveLength(3);
    expect(result.gaps.length).toBeGreaterThan(3);
    expect(table.coverage?.gaps.places).toBe(result.gaps.length);
    expect(table.coverage?.gaps_shown).toEqual({
      places: uncovered.length,
      sum: three.reduce((sum, m) => sum + (m.population ?? 0), 0),
      without: 0,
    });
    expect(table.coverage?.doubtful_shown.places).toBe(one.length);
    expect(table.coverage?.answer.it).toContain(`: ${result.gaps.length}, con `);
    expect(table.coverage?.answer.it).toContain('; di questi 3 nell’intervallo di valori scelto, con ');
    expect(
      table.coverage?.answer.it.endsWith(
        ', e 1 di quelli in dubbio, con ' + `${formatNumber(one[0]?.population ?? 0, 'it', 0)}`,
      ),
    ).toBe(true);
    expect(table.coverage?.answer.en).toContain('; 3 of them in the range of values chosen, with ');
    // Nothing is said where the rows have them all: without a range, and with the choice of gaps alone.
    for (const all of [null, new Set(result.gaps.map((m) => m.istat_code))]) {
      const whole = { ...rows, question: { ...rows.question, within: all } };
      const { coverage } = buildTable('comuni', index, whole, municipalities, 'it', result);
      expect(coverage?.gaps_shown).toEqual(coverage?.gaps);
      expect(coverage?.answer.it).not.toContain('intervallo');
    }
  });

  it('stays when municipalities are chosen among: the analysis is of the whole region', () => {
    const rows = rowsOf();
    const chosen = { ...rows, question: { ...rows.question, within: new Set(['015146']) } };
    const table = buildTable('comuni', index, chosen, municipalities, 'it', answer(rows));
    expect(table.coverage).toBeDefined();
    expect(table.rows).toHaveLength(1);
  });
});

describe('projects at the date', () => {
  const at = (date: string, facets: Partial<Facets> = {}) =>
    buildTable('progetti', index, rowsOf(facets, date), municipalities, 'it');
  const cell = (table: Table, id: string, column: string) => {
    const found = table.columns.find((c) => c.id === column);
    const row = table.rows.find(({ selection }) => selection.id === id);
    return found && row ? cellText(row.cells[column], found, 'it') : undefined;
  };

  it('say what is known of them then, and when a status comes only later', () => {
    expect(cell(at('2004-01-01'), 'adp-lorenteggio', 'alla_data')).toBe('non ancora avviato');
    expect(cell(at('2004-01-01'), 'adp-lorenteggio', 'stato')).toBe(
      'in corso di attuazione (detto solo dopo: 17 gen 2023)',
    );
    const now = at('2023-01-17');
    expect(cell(now, 'adp-lorenteggio', 'alla_data')).toBe('in corso');
    expect(cell(now, 'adp-lorenteggio', 'stato')).toBe('in corso di attuazione');
    expect(now.columns.find((c) => c.id === 'alla_data')?.title).toBe('Al 17 gen 2023');
    expect(now.rows).toHaveLength(at('2004-01-01').rows.length);
  });

  it('say whether they run in the period that is asked for, and only then', () => {
    expect(at('2023-01-17').columns.some((c) => c.id === 'nel_periodo')).toBe(false);
    const asked = at('2023-01-17', { period: { from: 2026, to: 2027 } });
    expect(cell(asked, 'pinqua-sansiro', 'nel_periodo')).toBe('sì');
    expect(cell(asked, 'cdq2-sansiro', 'nel_periodo')).toBe('non si sa: manca una data');
    expect(cell(asked, 'bollate-illuminazione', 'nel_periodo')).toBeUndefined();
  });
});

describe('a narrowed question', () => {
  it('leaves the municipalities that it names', () => {
    const rows = selectRows(index, {
      axes: [],
      facets: NO_FACETS,
      date: '2023-01-17',
      within: new Set(['015146', '020030']),
    });
    const table = tableOf('comuni', rows);
    expect(table.rows.map((r) => r.selection.id).sort()).toEqual(['015146', '020030']);
    expect(table.columns).toEqual(tableOf('comuni').columns);
  });
});

describe('on an English page', () => {
  it('statuses, classes of need and owners are English, whatever the export calls them', () => {
    const rows = rowsOf({ outcomes: ['funded', 'not_funded', 'not_admitted'] });
    for (const [kind, column] of [
      ['progetti', 'stato'],
      ['progetti', 'fabbisogno'],
      ['laboratori', 'proprieta'],
    ] as const) {
      const [it_, en] = [tableOf(kind, rows), tableOf(kind, rows, 'en')];
      let told = 0;
      for (const row of it_.rows) {
        const cell = row.cells[column];
        const other = rowOf(en, row.selection.id).cells[column];
        if (cell?.is !== 'category' || other?.is !== 'category' || cell.code === null) continue;
        told += 1;
        expect(other.code).toBe(cell.code);
        expect(cell.words).toBe(cell.code);
        if (cell.code !== 'ALER') expect(other.words).not.toBe(cell.words);
      }
      expect(told).toBeGreaterThan(0);
    }
  });
});

describe('order', () => {
  it('sorts every column of every table both ways, a permutation with what has no value last', () => {
    for (const kind of TABLE_KINDS) {
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
