import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { computeCoverage } from '$lib/domain/coverage';
import { coverageBase } from '$lib/domain/coverage/base';
import { NO_FACETS } from '$lib/domain/facets';
import { selectRows, type Index } from '$lib/domain/select';
import { TABLE_KINDS, type TableKind } from '$lib/domain/kinds';
import { buildTable } from '$lib/domain/table';
import type { Table } from '$lib/domain/table/types';
import type { Municipality } from '$lib/schema/served';
import { realRelease } from '../../../tests/support/release';
import { today, type ExportContext } from './context';
import { toCsv } from './csv';
import { flatten, type Field, type FlatTable, type Value } from './flat';
import { isFormula, neutral } from './formula';
import { toGeoJson } from './geojson';
import { exportContent } from './index';
import { metadata, readme } from './metadata';
import { readXlsx, xmlProblem } from './read-xlsx.testing';
import { columnName, toXlsx } from './xlsx';
import { toZip } from './zip';

let index: Index;
let municipalities: Municipality[];
beforeAll(() => void ({ index, municipalities } = realRelease()));

const contextOf = (kind: TableKind, lang: Table['lang'] = 'it', table?: Table): ExportContext => ({
  table:
    table ??
    buildTable(
      kind,
      index,
      selectRows(index, { axes: [], facets: NO_FACETS, date: '2023-01-17' }),
      municipalities,
      lang,
    ),
  sentence: 'Situazione al 17 gen 2023 in Lombardia: prova.',
  release: '2026-11',
  link: 'https://esempio.it/?tab=quartieri&ord=nome',
  date: '2023-01-17',
  created: '2026-11-20',
});
const field = (id: string, kind: Field['kind']): Field => ({
  id,
  title: id,
  definition: '',
  kind,
  unit: null,
  codes: null,
  value: () => null,
});
const flatOf = (values: Value[][], kinds: Field['kind'][]): FlatTable => ({
  fields: kinds.map((kind, i) => field(`c${i}`, kind)),
  records: values,
});
/** A table of one text column, for what real rows do not have. */
const textTable = (texts: readonly string[]): Table => ({
  kind: 'comuni',
  lang: 'it',
  title: 'Comuni',
  columns: [
    { id: 'nome', title: 'Nome', definition: '', kind: 'text' },
    { id: 'istat', title: 'ISTAT', definition: '', kind: 'code' },
  ],
  rows: texts.map((text, i) => ({
    selection: { kind: 'comune', id: String(i) },
    cells: { nome: { is: 'text', text }, istat: { is: 'text', text: String(i).padStart(6, '0') } },
    sources: {},
    points: [],
  })),
  documents: [],
});

describe('flat', () => {
  it('gives a withheld figure a state and no number', () => {
    const { fields, records } = flatten(contextOf('quartieri').table);
    const at = (id: string) => fields.findIndex((f) => f.id === id);
    const withheld = records.filter((r) => r[at('quota_morosi_stato')] === 'suppressed');
    expect(withheld.length).toBeGreaterThan(0);
    for (const record of withheld) {
      expect(record[at('quota_morosi')]).toBeNull();
      expect(record[at('quota_morosi_fonte')]).toMatch(/^[a-z]+-/);
    }
    const states = new Set(records.map((r) => r[at('quota_morosi_stato')]));
    for (const state of states)
      expect(['value', 'zero', 'qualitative', 'missing', 'suppressed', 'not_stated']).toContain(state);
    for (const record of records)
      expect(record[at('quota_morosi')] === null).toBe(
        !['value', 'zero'].includes(String(record[at('quota_morosi_stato')])),
      );
  });

  it('has names once, whatever the kind', () => {
    for (const kind of TABLE_KINDS) {
      const ids = flatten(contextOf(kind).table).fields.map((f) => f.id);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });
});

describe('csv', () => {
  const read = (text: string, delimiter = ',') =>
    parse(text, { delimiter, bom: true, record_delimiter: '\r\n' }) as string[][];

  it('comes back as it went through another reader, any text, both delimiters', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.string({ unit: fc.constantFrom('"', ',', ';', '\r', '\n', '=', "'", ' ', 'à', '\t'), maxLength: 8 }),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(text, text, fc.double({ noNaN: true, noDefaultInfinity: true })), { maxLength: 8 }),
        fc.constantFrom<',' | ';'>(',', ';'),
        fc.boolean(),
        (rows, delimiter, bom) => {
          const csv = toCsv(flatOf(rows, ['text', 'code', 'number']), { delimiter, bom });
          const [header, ...records] = read(csv, delimiter);
          expect(header).toEqual(['c0', 'c1', 'c2']);
          expect(records).toEqual(rows.map(([a, b, n]) => [neutral(a), neutral(b), String(n)]));
        },
      ),
    );
  });

  it('lets no text cell be computed, and leaves negative numbers alone', () => {
    const bad = ['=1+1', '+39', '-2', '@SUM(A1)', '\tx', '\rx', '=HYPERLINK("http://x","y")'];
    const csv = toCsv(
      flatOf(
        bad.map((t) => [t, -2.5]),
        ['text', 'number'],
      ),
    );
    for (const [text = '', n] of read(csv).slice(1)) {
      expect(text[0]).toBe("'");
      expect(bad).toContain(text.slice(1));
      expect(n).toBe('-2.5');
    }
  });

  it('has a mark and a decimal comma only for Italian Excel', async () => {
    const context = contextOf('quartieri');
    const [plain, excel] = await Promise.all([
      exportContent('csv', context),
      exportContent('csv-excel', context),
    ]);
    expect(String(plain).charCodeAt(0)).not.toBe(0xfeff);
    expect(String(excel).charCodeAt(0)).toBe(0xfeff);
    const [a, b] = [read(String(plain)), read(String(excel), ';')];
    expect(b.length).toBe(a.length);
    const lon = a[0]?.indexOf('lon') ?? -1;
    const row = a.findIndex((r, i) => i > 0 && r[lon] !== '');
    expect(b[row]?.[lon]).toBe(a[row]?.[lon]?.replace('.', ','));
  });

  it('keeps leading zeros of all 1,504 codes', () => {
    const records = parse(toCsv(flatten(contextOf('comuni').table)), { columns: true }) as Record<
      string,
      string
    >[];
    expect(records.map((r) => r['istat']).sort()).toEqual(municipalities.map((m) => m.istat_code).sort());
  });
});

describe('xlsx', () => {
  it('has numbers as numbers, codes as text, a bold frozen header and a legend', () => {
    const context = contextOf('comuni');
    const { files, sheets, names } = readXlsx(toXlsx(context));
    expect(names).toEqual(['Comuni', 'Legenda']);
    const [data, notes] = sheets;
    const { fields, records } = flatten(context.table);
    expect(data?.length).toBe(records.length + 1);
    records.forEach((record, r) =>
      record.forEach((value, c) => {
        const cell = data?.[r + 1]?.[c];
        if (value === null) expect(cell).toBeUndefined();
        else expect(cell?.value, `${fields[c]?.id} ${r}`).toBe(value);
      }),
    );
    const istat = fields.findIndex((f) => f.id === 'istat');
    expect(data?.[1]?.[istat]?.value).toMatch(/^0\d{5}$/);
    expect(files['xl/worksheets/sheet1.xml']).toContain('state="frozen"');
    const text = (notes ?? []).flat().map((c) => String(c?.value ?? ''));
    for (const words of [context.sentence, context.link, 'suppressed', '2026-11', 'CC BY 4.0'])
      expect(text.some((t) => t.includes(words))).toBe(true);
    for (const { id } of fields) expect(text).toContain(id);
  });

  it('is well-formed and gives back any text; what looks like a formula stays text', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.constantFrom('=1+1', '+39 02', '-x', '@a', '\t=1', '_x000D_', 'a\r\nb', '<b>&"\'', ' x '),
    );
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 6 }), (texts) => {
        const { files, sheets } = readXlsx(toXlsx(contextOf('comuni', 'it', textTable(texts))));
        for (const [name, xml] of Object.entries(files)) expect(xmlProblem(xml), name).toBeNull();
        texts.forEach((t, i) => {
          const cell = sheets[0]?.[i + 1]?.[0];
          if (t === '') {
            expect(cell).toBeUndefined();
            return;
          }
          // XML has no place for other control characters and half surrogates.
          // eslint-disable-next-line no-control-regex -- exactly those
          if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\ud800-\udfff]/.test(t)) return;
          expect(cell?.value).toBe(t);
          expect(cell?.formula).toBe(false);
          if (isFormula(t)) expect(cell?.style).toBe('3');
        });
      }),
      { numRuns: 60 },
    );
  });

  it('names columns as spreadsheets do', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
  });
});

describe('geojson', () => {
  it('has every row once, points with precision and error, null where nobody says where', () => {
    const context = contextOf('quartieri');
    const collection = toGeoJson(context);
    expect(collection.features.map((f) => f.id)).toEqual(context.table.rows.map((r) => r.selection.id));
    const placed = collection.features.filter((f) => f.geometry !== null);
    expect(placed.length).toBe(index.catalog.areas.filter((a) => a.lat !== null).length);
    for (const { properties } of placed) {
      expect(properties?.['posizione_precisione']).toBeTruthy();
      expect(properties).toHaveProperty('posizione_errore_m');
    }
    expect(collection.features.some((f) => f.geometry === null)).toBe(true);
  });

  it('draws municipalities only with the outlines that it is given', () => {
    const context = contextOf('comuni');
    expect(toGeoJson(context).features.every((f) => f.geometry === null)).toBe(true);
    const square = {
      type: 'Polygon' as const,
      coordinates: [
        [
          [9, 45],
          [9.1, 45],
          [9.1, 45.1],
          [9, 45],
        ],
      ],
    };
    const { features } = toGeoJson({ ...context, geometry: new Map([['015146', square]]) });
    expect(features.filter((f) => f.geometry !== null).map((f) => f.properties?.['istat'])).toEqual([
      '015146',
    ]);
  });
});

describe('coverage in the exports', () => {
  const covered = (lang: Table['lang'] = 'it'): ExportContext => {
    const rows = selectRows(index, { axes: [], facets: NO_FACETS, date: '2023-01-17' });
    const result = computeCoverage({ ...coverageBase(index, rows, municipalities), radius_km: 7.5 });
    return contextOf('comuni', lang, buildTable('comuni', index, rows, municipalities, lang, result));
  };

  it('has its columns in every format, with numbers as numbers', async () => {
    const context = covered();
    const records = parse(String(await exportContent('csv', context)), { columns: true }) as Record<
      string,
      string
    >[];
    const geo = toGeoJson(context);
    const [sheet] = readXlsx(toXlsx(context)).sheets;
    const { fields } = flatten(context.table);
    const at = (id: string) => fields.findIndex((f) => f.id === id);
    expect(geo.coverage).toMatchObject({ radius_km: 7.5, date: '2023-01-17', since: null });
    context.table.rows.forEach((row, i) => {
      const max = row.cells['distanza_max_km'];
      const value = max?.is === 'number' ? max.value : null;
      expect(records[i]?.['distanza_max_km']).toBe(value === null ? '' : String(value));
      expect(geo.features[i]?.properties?.['distanza_max_km']).toBe(value);
      expect(sheet?.[i + 1]?.[at('distanza_max_km')]?.value ?? null).toBe(value);
      expect(records[i]?.['copertura']).toMatch(/^(?:covered|uncertain|uncovered|unplaced)$/);
      expect(records[i]?.['raggio_km']).toBe('7.5');
    });
    expect(records.some((r) => r['copertura'] === 'covered' && Number(r['lab_entro']) > 0)).toBe(true);
  });

  it('says radius, day and words of the states in metadata and README, in both languages', async () => {
    const files = unzipSync(await toZip(covered('en')));
    const meta = JSON.parse(strFromU8(files['metadata.json'] ?? new Uint8Array())) as ReturnType<
      typeof metadata
    >;
    expect(meta.coverage).toMatchObject({ radius_km: 7.5, date: '2023-01-17' });
    const column = meta.columns.find((c) => c.name === 'lab_entro');
    expect(column?.title).toEqual({ it: 'Laboratori entro 7,5 km', en: 'Labs within 7.5 km' });
    expect(meta.columns.find((c) => c.name === 'copertura')?.codes?.['covered']).toEqual({
      it: 'entro il raggio',
      en: 'within the radius',
    });
    const text = strFromU8(files['README.txt'] ?? new Uint8Array());
    for (const words of ['7.5 km', '17 Jan 2023', '7,5 km', '17 gen 2023', 'within the radius'])
      expect(text).toContain(words);
    expect(text).not.toMatch(/\{\w+\}/);
    expect(JSON.stringify(meta)).not.toMatch(/\{(?:km|when|date|since|labs|placed)\}/);
  });

  it('gives the words of a project’s status, not of a lab’s, in both languages', async () => {
    const files = unzipSync(await toZip(contextOf('progetti')));
    const meta = JSON.parse(strFromU8(files['metadata.json'] ?? new Uint8Array())) as ReturnType<
      typeof metadata
    >;
    const codes = meta.columns.find((c) => c.name === 'stato')?.codes;
    expect(codes?.['concluso']).toEqual({ it: 'concluso', en: 'concluded' });
    expect(codes).not.toHaveProperty('open');
    expect(meta).not.toHaveProperty('coverage');
  });
});

describe('bug: columns made of the view were described as the source of the row', () => {
  const asked = (lang: Table['lang'] = 'it') =>
    contextOf(
      'progetti',
      lang,
      buildTable(
        'progetti',
        index,
        selectRows(index, {
          axes: [],
          facets: { ...NO_FACETS, period: { from: 2014, to: 2020 } },
          date: '2023-01-17',
        }),
        municipalities,
        lang,
      ),
    );

  it('says of the state on the day, and of the period, what they are in both languages', () => {
    for (const lang of ['it', 'en'] as const) {
      const { columns } = metadata(asked(lang));
      const at = (name: string) => columns.find((c) => c.name === name);
      expect(at('alla_data')?.title).toEqual({ it: 'Al 17 gen 2023', en: 'On 17 Jan 2023' });
      expect(at('alla_data')?.definition.en).toMatch(/^What the documents let one say of the project/);
      expect(at('alla_data')?.codes?.['running']).toEqual({ it: 'in corso', en: 'running' });
      expect(at('nel_periodo')?.title).toEqual({
        it: 'In corso nel periodo 2014–2020',
        en: 'Running in 2014–2020',
      });
      expect(at('nel_periodo')?.codes?.['in']).toEqual({ it: 'sì', en: 'yes' });
    }
    expect(readme(asked())).toContain('- nel_periodo: Running in 2014–2020');
  });

  it('gives no field but one the words of the row’s source, and each code its words in each language', () => {
    // Words that are the same in both.
    const SAME = new Set(['ALER']);
    for (const context of [...TABLE_KINDS.map((kind) => contextOf(kind)), asked()]) {
      for (const { name, title, codes } of metadata(context).columns) {
        expect([name, title.it === 'Fonte della riga']).toEqual([name, name === 'fonte']);
        for (const [code, { it: italian, en }] of Object.entries(codes ?? {}))
          if (!SAME.has(italian)) expect([name, code, italian]).not.toEqual([name, code, en]);
      }
    }
  });
});

describe('bug: arrears at a time point were exported as “the latest stated”', () => {
  it('names the point in title, definition and the columns beside it, in both languages', () => {
    const rows = selectRows(index, { axes: [], facets: NO_FACETS, date: '2023-01-17', point: 't1' });
    for (const lang of ['it', 'en'] as const) {
      const table = buildTable('quartieri', index, rows, municipalities, lang);
      const { columns } = metadata(contextOf('quartieri', lang, table));
      const at = (name: string) => columns.find((c) => c.name === name);
      expect(at('quota_morosi')?.title).toEqual({
        it: 'Quota di famiglie morose (t1, fine)',
        en: 'Share of households in arrears (t1, end)',
      });
      expect(at('quota_morosi')?.definition.it).toContain('al momento scelto (t1, fine)');
      expect(at('quota_morosi')?.definition.en).not.toContain('the latest stated');
      expect(at('quota_morosi_nota')?.title.en).toBe('Note of “Share of households in arrears (t1, end)”');
      expect(at('quota_morosi')?.codes).toBeUndefined();
    }
  });
});

describe('zip', () => {
  it('holds data, metadata and a README that say all, in both languages, the same each time', async () => {
    for (const kind of TABLE_KINDS) {
      const context = contextOf(kind);
      const bytes = await toZip(context);
      expect(await toZip(context)).toEqual(bytes);
      const files = unzipSync(bytes);
      expect(Object.keys(files).map((n) => n.replace(/^.*\./, '.'))).toEqual([
        '.txt',
        '.json',
        '.csv',
        '.xlsx',
        '.geojson',
      ]);
      const text = (end: string) => {
        const name = Object.keys(files).find((n) => n.endsWith(end)) ?? '';
        return strFromU8(files[name] ?? new Uint8Array());
      };
      const meta = JSON.parse(text('metadata.json')) as ReturnType<typeof metadata>;
      expect(meta.rows).toBe(context.table.rows.length);
      expect(meta.columns.map((c) => c.name)).toEqual(flatten(context.table).fields.map((f) => f.id));
      for (const column of meta.columns) {
        expect(column.title.it).not.toBe('');
        expect(column.title.en).not.toBe('');
      }
      for (const file of meta.files) {
        expect(files[file.name]?.length).toBe(file.bytes);
        expect(file.sha256).toMatch(/^[0-9a-f]{64}$/);
      }
      const readMe = text('README.txt');
      for (const words of [
        context.sentence,
        context.link,
        'CC BY 4.0',
        'suppressed',
        'Regola di riservatezza'.toUpperCase(),
        'DISCLOSURE RULE',
      ])
        expect(readMe).toContain(words);
      expect(parse(text('.csv'), { columns: true }).length).toBe(context.table.rows.length);
    }
  });

  it('begins in the language of the page', () => {
    expect(readme(contextOf('comuni', 'en')).indexOf('DISCLOSURE RULE')).toBeLessThan(
      readme(contextOf('comuni', 'en')).indexOf('REGOLA DI RISERVATEZZA'),
    );
  });
});

describe('bug: files bore the day of Greenwich', () => {
  it('is the day on the clock of whoever makes them, from its first minute to its last', () => {
    expect(today(new Date(2026, 10, 20, 0, 5))).toBe('2026-11-20');
    expect(today(new Date(2026, 10, 20, 23, 55))).toBe('2026-11-20');
    expect(today(new Date(2026, 0, 1))).toBe('2026-01-01');
  });
});
