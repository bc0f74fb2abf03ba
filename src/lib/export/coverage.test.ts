/** The tables of the coverage analysis, opened again from workbook and archive and compared with the answer. */
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { computeCoverage } from '$lib/domain/coverage';
import { coverageBase } from '$lib/domain/coverage/base';
import { denominator } from '$lib/domain/coverage/sums';
import { REACH_STATES, type ByState, type CoverageResult } from '$lib/domain/coverage/types';
import { NO_FACETS } from '$lib/domain/facets';
import type { Lang } from '$lib/domain/figures';
import { TABLE_KINDS, type TableKind } from '$lib/domain/kinds';
import { selectRows, type Index, type Question } from '$lib/domain/select';
import { buildTable } from '$lib/domain/table';
import { caveats } from '$lib/i18n/coverage';
import { COVERAGE_TABLES, type CoverageTableId } from '$lib/i18n/coverage-files';
import type { Municipality } from '$lib/schema/served';
import { realRelease } from '../../../tests/support/release';
import type { ExportContext } from './context';
import { coverageSheets } from './coverage';
import type { metadata } from './metadata';
import { readXlsx } from './read-xlsx.testing';
import { toXlsx } from './xlsx';
import { toZip } from './zip';

let index: Index;
let municipalities: Municipality[];
beforeAll(() => void ({ index, municipalities } = realRelease()));

interface Asked {
  kind?: TableKind;
  lang?: Lang;
  radius?: number;
  since?: string | null;
  question?: Partial<Question>;
}
function exported({ kind = 'laboratori', lang = 'it', radius = 7.5, since = null, question = {} }: Asked): {
  context: ExportContext;
  result: CoverageResult;
} {
  const asked: Question = { axes: [], facets: NO_FACETS, date: '2015-03-01', ...question };
  const all = selectRows(index, { ...asked, within: null });
  const result = computeCoverage({ ...coverageBase(index, all, municipalities, since), radius_km: radius });
  return {
    result,
    context: {
      table: buildTable(kind, index, selectRows(index, asked), municipalities, lang, result),
      sentence: 'Prova.',
      release: '2026-11',
      link: 'https://esempio.it/?km=7.5',
      date: asked.date,
      created: '2026-11-20',
      caveats: caveats(result, lang, ['asse: prova']),
    },
  };
}

type Cell = string | number | null;
type Records = Record<string, Cell>[];
/** Rows of a sheet by the names of the fields; numbers only where the cell is one. */
function fromXlsx(context: ExportContext, id: CoverageTableId): Records {
  const { sheets, names } = readXlsx(toXlsx(context));
  const [head = [], ...rows] = sheets[names.indexOf(id)] ?? [];
  const { fields = [] } = coverageSheets(context.table, context.table.lang).find((s) => s.id === id) ?? {};
  expect(head.length, id).toBe(fields.length);
  return rows.map((row) => Object.fromEntries(fields.map((f, c) => [f.id, row[c]?.value ?? null])));
}
async function fromZip(context: ExportContext) {
  const files = unzipSync(await toZip(context));
  const text = (name: string): string => strFromU8(files[name] ?? new Uint8Array());
  return {
    names: Object.keys(files),
    text,
    meta: JSON.parse(text('metadata.json')) as ReturnType<typeof metadata>,
    records: (id: CoverageTableId): Record<string, string>[] =>
      parse(text(`atlante-erp_${id}_${context.date}_ed-2026-11.csv`), { columns: true }),
  };
}

const QUESTIONS: [string, Asked][] = [
  ['7.5 km on a day', {}],
  ['the municipality itself, in English', { radius: 0, lang: 'en' }],
  ['a period', { since: '2014-01-01', radius: 20, kind: 'comuni' }],
  ['one province', { question: { facets: { ...NO_FACETS, provinces: ['015'] } }, kind: 'progetti' }],
];

describe('coverage in the files', () => {
  for (const [name, asked] of QUESTIONS)
    it(`every sheet of the workbook is the computed answer: ${name}`, () => {
      const { context, result } = exported(asked);
      const { lang } = context.table;
      const nameOf = new Map(result.municipalities.map((m) => [m.istat_code, m.name]));
      const stateOf = new Map(result.municipalities.map((m) => [m.istat_code, m.state]));
      const populationOf = new Map(result.municipalities.map((m) => [m.istat_code, m.population]));

      const totals = fromXlsx(context, 'copertura_totali');
      const sums: Record<string, ByState> = {
        residenti: result.totals.residents,
        alloggi_erp: result.totals.dwellings,
        residenti_aree: result.totals.area_residents,
      };
      expect(totals).toHaveLength(3 * REACH_STATES.length);
      for (const row of totals) {
        const by = sums[String(row['misura'])];
        const sum = by?.[row['stato'] as keyof ByState];
        if (!by || !sum) throw new Error('unknown measure or state');
        const unknown = sum.places > 0 && sum.without === sum.places;
        expect(row['valore']).toBe(unknown ? null : sum.sum);
        expect(row['valore_stato']).toBe(unknown ? 'not_stated' : sum.sum === 0 ? 'zero' : 'value');
        expect(row['luoghi']).toBe(sum.places);
        expect(row['luoghi_senza_numero']).toBe(sum.without);
        const counts = row['stato'] !== 'unplaced';
        expect(row['denominatore']).toBe(counts ? denominator(by) : null);
        expect(row['denominatore_di'] === null).toBe(!counts);
        if (counts && !unknown && denominator(by) > 0)
          expect(row['quota']).toBeCloseTo((100 * sum.sum) / denominator(by), 1);
        else expect(row['quota']).toBeNull();
      }

      const provinces = fromXlsx(context, 'copertura_province');
      expect(provinces.map((p) => p['provincia'])).toEqual(result.provinces.map((p) => p.name));
      result.provinces.forEach(({ code, residents, gaps }, i) => {
        expect(provinces[i]).toMatchObject({
          provincia_codice: code,
          comuni_coperti: residents.covered.places,
          residenti_coperti: residents.covered.sum,
          residenti_incerti: residents.uncertain.sum,
          residenti_fuori: residents.uncovered.sum,
          residenti_denominatore: denominator(residents),
          comuni_scoperti: gaps,
          comuni_in_dubbio: result.doubtful.filter((m) => m.province_code === code).length,
        });
        expect(code).toMatch(/^\d{3}$/);
      });

      const gaps = fromXlsx(context, 'copertura_scoperti');
      expect(
        gaps.map((g) => [g['istat'], g['comune'], g['risposta'], g['residenti'], g['nelle_righe']]),
      ).toEqual(
        [
          ...result.gaps.map((m) => [m, 'uncovered'] as const),
          ...result.doubtful.map((m) => [m, 'uncertain'] as const),
        ].map(([m, answer]) => [m.istat_code, m.name, answer, m.population, 'yes']),
      );

      const axes = fromXlsx(context, 'copertura_assi');
      expect(axes.map((a) => a['asse_id'])).toEqual(result.axes.map((a) => a.id));
      result.axes.forEach((axis, i) => {
        const count = (state: string) =>
          axis.municipalities.filter((code) => stateOf.get(code) === state).length;
        expect(axes[i]).toMatchObject({
          asse: lang === 'it' ? axis.title_it : axis.title_en,
          livello: axis.level,
          sigla: axis.code,
          progetti: axis.projects,
          comuni: axis.municipalities.length,
          comuni_coperti: count('covered'),
          comuni_incerti: count('uncertain'),
          comuni_fuori: count('uncovered'),
          comuni_nomi: axis.municipalities.map((code) => nameOf.get(code)).join('; ') || null,
          comuni_istat: axis.municipalities.join(';') || null,
        });
      });

      expect(
        fromXlsx(context, 'copertura_sovrapposizioni').map((o) => [
          o['istat'],
          o['programma_id'],
          o['programmi'],
          o['progetti'],
        ]),
      ).toEqual(
        result.overlaps.flatMap((o) =>
          o.programmes.map((p) => [o.istat_code, p.id, o.programmes.length, p.projects]),
        ),
      );

      const labs = fromXlsx(context, 'copertura_laboratori');
      expect(labs.map((l) => l['laboratorio_id'])).toEqual(result.labs.map((l) => l.id));
      result.labs.forEach((lab, i) => {
        const known = lab.placed || lab.municipalities.length + lab.areas.length > 0;
        expect(labs[i]).toMatchObject({
          conta: lab.doubtful ? 'doubtful' : 'open',
          posizione: lab.placed ? 'placed' : 'unplaced',
          comuni_raggiunti: known ? lab.municipalities.length : null,
          aree: known ? lab.areas.length : null,
          residenti: known
            ? lab.municipalities.reduce((sum, code) => sum + (populationOf.get(code) ?? 0), 0)
            : null,
          comuni_istat: lab.municipalities.join(';') || null,
          aree_id: lab.areas.join(';') || null,
        });
      });
    });

  it('the archive has the same as CSV, each described in both languages with its file, units and codes', async () => {
    for (const lang of ['it', 'en'] as const) {
      const { context, result } = exported({ lang });
      const { meta, records, text, names } = await fromZip(context);
      const sheets = coverageSheets(context.table, lang);
      const tables = meta.coverage?.tables ?? [];
      expect(tables.map((t) => t.name)).toEqual(COVERAGE_TABLES);
      expect(sheets.map((s) => s.id)).toEqual(COVERAGE_TABLES);
      sheets.forEach((sheet, i) => {
        const table = tables[i];
        expect(names).toContain(table?.file);
        expect(meta.files.map((f) => f.name)).toContain(table?.file);
        const rows = records(sheet.id);
        expect(rows).toEqual(
          sheet.records.map((r) =>
            Object.fromEntries(sheet.fields.map((f, c) => [f.id, r[c] === null ? '' : String(r[c])])),
          ),
        );
        expect(table?.rows).toBe(rows.length);
        expect(table?.columns.map((c) => c.name)).toEqual(sheet.fields.map((f) => f.id));
        for (const column of table?.columns ?? []) {
          for (const l of ['it', 'en'] as const) {
            expect(column.title[l], column.name).not.toBe('');
            expect(column.definition[l], column.name).not.toMatch(/^$|\{\w+\}/);
          }
          expect(column.definition.it).not.toBe(column.definition.en);
          if (column.type === 'number' || column.type === 'percent')
            expect(column.unit).toMatch(/^(?:n|%|km)$/);
        }
      });
      // Every code that occurs has its words.
      for (const { fields, records: lines, id } of sheets)
        fields.forEach(({ codes, id: field }, c) => {
          if (codes)
            for (const line of lines) expect(Object.keys(codes), `${id} ${field}`).toContain(line[c]);
        });
      expect(meta.coverage).toMatchObject({ radius_km: 7.5, date: '2015-03-01', since: null });
      expect(meta.coverage?.caveats[lang]).toEqual(context.caveats);
      const readMe = text('README.txt');
      for (const words of [
        '7,5 km',
        '7.5 km',
        '1 mar 2015',
        '1 Mar 2015',
        ...(context.caveats ?? []),
        ...COVERAGE_TABLES,
      ])
        expect(readMe).toContain(words);
      expect(readMe).not.toMatch(/\{\w+\}/);
      expect(result.totals.labs).toBe(meta.coverage?.labs);
    }
  });

  it('whatever kind of row is taken away, and only while the analysis is on', async () => {
    for (const kind of TABLE_KINDS) {
      const { context } = exported({ kind });
      expect(readXlsx(toXlsx(context)).names.slice(2)).toEqual(COVERAGE_TABLES);
      const off = { ...context.table };
      delete off.coverage;
      delete off.answer;
      const without = { ...context, table: off };
      expect(readXlsx(toXlsx(without)).names).toHaveLength(2);
      const { names, meta, text } = await fromZip(without);
      expect(names.filter((name) => name.includes('copertura'))).toEqual([]);
      expect(meta).not.toHaveProperty('coverage');
      expect(text('README.txt')).not.toContain('copertura_totali');
    }
  });

  it('bug: a range of values left the file with fewer gaps than its README told', async () => {
    const { result } = exported({});
    const [first, second] = result.gaps;
    const within = new Set([first?.istat_code ?? '', second?.istat_code ?? '', '015146']);
    const { context } = exported({ kind: 'comuni', question: { within } });
    const { meta, text } = await fromZip(context);
    expect(context.table.rows).toHaveLength(3);
    expect(meta.coverage?.gaps.places).toBe(result.gaps.length);
    expect(meta.coverage?.gaps_shown.places).toBe(2);
    const told = /di questi 2 nell’intervallo di valori scelto, con [\d.]+ residenti/;
    expect(text('README.txt')).toMatch(told);
    expect(meta.coverage?.text.it).toMatch(told);
    expect(
      fromXlsx(context, 'copertura_scoperti')
        .filter((row) => row['nelle_righe'] === 'yes' && row['risposta'] === 'uncovered')
        .map((row) => row['istat']),
    ).toEqual([first?.istat_code, second?.istat_code]);
  });

  it('an unknown is empty and never zero', () => {
    const { context, result } = exported({});
    const sum = { places: 2, sum: 0, without: 2 };
    const none = { places: 0, sum: 0, without: 0 };
    const answer: CoverageResult = {
      ...result,
      totals: {
        ...result.totals,
        dwellings: { covered: sum, uncertain: none, uncovered: none, unplaced: none },
      },
      labs: [
        { id: 'x', name: 'x', name_en: 'x', placed: false, doubtful: true, municipalities: [], areas: [] },
        { id: 'y', name: 'y', name_en: 'y', placed: true, doubtful: false, municipalities: [], areas: [] },
      ],
    };
    const changed = { ...context, table: { ...context.table, answer } };
    const [covered, uncertain] = fromXlsx(changed, 'copertura_totali').filter(
      (r) => r['misura'] === 'alloggi_erp',
    );
    expect(covered).toMatchObject({
      valore: null,
      valore_stato: 'not_stated',
      quota: null,
      luoghi_senza_numero: 2,
    });
    expect(uncertain).toMatchObject({ valore: 0, valore_stato: 'zero', quota: null });
    const [nowhere, placed] = fromXlsx(changed, 'copertura_laboratori');
    expect(nowhere).toMatchObject({ comuni_raggiunti: null, residenti: null, aree: null });
    expect(placed).toMatchObject({ comuni_raggiunti: 0, residenti: 0, aree: 0 });
  });
});
