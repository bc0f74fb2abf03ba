/** The pipeline on the real tables, and on copies of them with one planted error each. */
import { publicForm } from '../lib/density/forms';
import { protect } from '../lib/density/protect';
import { FRAME, OWNERS, partOf } from '../lib/density/samples.testing';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { buildData, main } from './build';
import type { English } from '../lib/schema/served';
import { THEMES } from '../lib/schema/tables';
import { formatReport } from './check/report';
import type { RuleId } from './check/rules';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DATA = join(ROOT, 'data');
const made: string[] = [];

afterEach(() => {
  for (const dir of made.splice(0)) rmSync(dir, { recursive: true, force: true });
});

/** A project folder with a copy of the real tables. */
function copy(): string {
  const root = mkdtempSync(join(tmpdir(), 'atlante-'));
  made.push(root);
  cpSync(DATA, join(root, 'data'), { recursive: true });
  for (const dir of ['src/pipeline', 'src/lib/schema', 'src/lib/domain', 'src/lib/density'])
    mkdirSync(join(root, dir), { recursive: true });
  return root;
}

type Cells = Record<string, string>;
const quote = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** Changes one table of a copy. */
function change(root: string, file: string, edit: (rows: Cells[]) => Cells[] | undefined): void {
  const path = join(root, 'data', file);
  const rows = parse(readFileSync(path, 'utf8'), { columns: true }) as Cells[];
  const columns = Object.keys(rows[0] ?? {});
  const edited = edit(rows) ?? rows;
  const body = edited.map((row) => columns.map((c) => quote(row[c] ?? '')).join(','));
  writeFileSync(path, `${[columns.join(','), ...body].join('\n')}\n`);
}

const first = (rows: Cells[], test: (row: Cells) => boolean): Cells => {
  const row = rows.find(test);
  if (!row) throw new Error('the fixture has no such row');
  return row;
};

interface Planted {
  what: string;
  file: string;
  edit: (rows: Cells[]) => Cells[] | undefined;
  column: string | null;
  rule: RuleId;
}

const set =
  (test: (row: Cells) => boolean, patch: Cells) =>
  (rows: Cells[]): undefined => {
    Object.assign(first(rows, test), patch);
  };
const located = (r: Cells): boolean => r['lat'] !== '';
/** A translation with figures of more than three digits. */
const figured = (r: Cells): boolean => /\b\d{1,3},\d{3}\b/.test(r['en'] ?? '');

const PLANTED: Planted[] = [
  {
    what: 'a part of an area that does not exist',
    file: 'areas.csv',
    edit: set((r) => r['part_of'] !== '', { part_of: 'mi-nessuna' }),
    column: 'part_of',
    rule: 'unknown-id',
  },
  {
    what: 'an area that is part of itself, by way of its part',
    file: 'areas.csv',
    edit: set((r) => r['area_id'] === 'cologno-pirandello', { part_of: 'cologno-pirandello-8' }),
    column: 'part_of',
    rule: 'part',
  },
  {
    what: 'a phrase without English',
    file: 'projects.csv',
    edit: set((r) => r['note'] !== '', { note: 'frase che nessuno ha tradotto' }),
    column: 'note',
    rule: 'untranslated',
  },
  {
    what: 'English for a phrase that nobody says',
    file: 'translations.csv',
    edit: (rows) => [...rows, { it: 'frase di nessuno', en: 'phrase of nobody' }],
    column: 'it',
    rule: 'translation-unused',
  },
  {
    what: 'an empty translation',
    file: 'translations.csv',
    edit: set(() => true, { en: '' }),
    column: 'en',
    rule: 'text',
  },
  {
    what: 'a translation with another figure',
    file: 'translations.csv',
    edit: (rows) => {
      const row = first(rows, figured);
      row['en'] = row['en']?.replace(/(\d),(\d{3})/, '$1,999') ?? '';
      return undefined;
    },
    column: 'en',
    rule: 'translation-figures',
  },
  {
    what: 'a translation with a thousands point as Italian has it',
    file: 'translations.csv',
    edit: (rows) => {
      const row = first(rows, figured);
      row['en'] = row['en']?.replace(/(\d),(\d{3})/, '$1.$2') ?? '';
      return undefined;
    },
    column: 'en',
    rule: 'translation-figures',
  },
  {
    what: 'an unknown body',
    file: 'projects.csv',
    edit: set((r) => r['lead_body_id'] !== '', { lead_body_id: 'comune-atlantide' }),
    column: 'lead_body_id',
    rule: 'unknown-id',
  },
  {
    what: 'an ISTAT code without its zero',
    file: 'areas.csv',
    edit: set((r) => r['istat_code'] === '015146', { istat_code: '15146' }),
    column: 'istat_code',
    rule: 'istat-code',
  },
  {
    what: 'a municipality that does not exist',
    file: 'areas.csv',
    edit: set((r) => !located(r), { istat_code: '015999' }),
    column: 'istat_code',
    rule: 'unknown-istat',
  },
  {
    what: 'a point in the wrong municipality',
    file: 'areas.csv',
    edit: set((r) => r['area_id'] === 'mn-lunetta', { lat: '45.46', lon: '9.19' }),
    column: 'lat',
    rule: 'outside-municipality',
  },
  {
    what: 'swapped coordinates',
    file: 'areas.csv',
    edit: set((r) => r['area_id'] === 'mn-lunetta', { lat: '10.82', lon: '45.16' }),
    column: 'lat',
    rule: 'latitude',
  },
  {
    what: 'a point without its error',
    file: 'areas.csv',
    edit: set(located, { error_m: '' }),
    column: 'precision',
    rule: 'point-precision',
  },
  {
    what: 'progress over 100',
    file: 'observations/renovation.csv',
    edit: set((r) => r['indicator_id'] === 'progress_pct', { value: '170' }),
    column: 'value',
    rule: 'percent',
  },
  {
    what: 'an end before its start',
    file: 'lab_sites.csv',
    edit: set((r) => r['valid_from'] !== '' && r['valid_to'] !== '', { valid_to: '1999' }),
    column: 'valid_from',
    rule: 'date-order',
  },
  {
    what: 'a day that does not exist',
    file: 'events.csv',
    edit: set(() => true, { date: '2017-02-30' }),
    column: 'date',
    rule: 'date',
  },
  {
    what: 'a negative amount',
    file: 'project_funding.csv',
    edit: set((r) => r['amount_eur'] !== '', { amount_eur: '-5' }),
    column: 'amount_eur',
    rule: 'amount',
  },
  {
    what: 'an Italian number',
    file: 'project_funding.csv',
    edit: set((r) => r['amount_eur'] !== '', { amount_eur: '7.827.051,51' }),
    column: 'amount_eur',
    rule: 'number',
  },
  {
    what: 'a cycle in the tree',
    file: 'funding_axes.csv',
    edit: set((r) => r['axis_id'] === 'fse/II', { parent_id: 'fse/II/9.4.2' }),
    column: 'parent_id',
    rule: 'tree-cycle',
  },
  {
    what: 'a duplicate key',
    file: 'areas.csv',
    edit: (rows) => [...rows, { ...(rows[0] as Cells) }],
    column: 'area_id',
    rule: 'duplicate-key',
  },
  {
    what: 'a value without a number',
    file: 'observations/people.csv',
    edit: set((r) => r['state'] === 'value' && r['derived'] === '', { value: '' }),
    column: 'state',
    rule: 'state',
  },
  {
    what: 'a derived value without a formula',
    file: 'observations/people.csv',
    edit: set((r) => r['state'] === 'value' && r['derived'] === '', { derived: 'yes', note: 'calcolato' }),
    column: 'note',
    rule: 'derived',
  },
  {
    what: 'an indicator in the wrong file',
    file: 'observations/people.csv',
    edit: set(() => true, { indicator_id: 'debt_total' }),
    column: 'indicator_id',
    rule: 'theme',
  },
  {
    what: 'a row without its lines',
    file: 'labs.csv',
    edit: set(() => true, { lines: '', note: '' }),
    column: 'lines',
    rule: 'citation',
  },
  {
    what: 'an e-mail address',
    file: 'bodies.csv',
    edit: set(() => true, { note: 'scrivere a mario.rossi@example.it' }),
    column: 'note',
    rule: 'personal',
  },
  {
    what: 'a perimeter file that is not there',
    file: 'areas.csv',
    edit: set(located, { geometry: 'no.geojson' }),
    column: 'geometry',
    rule: 'perimeter',
  },
  {
    what: 'a word that is not among the allowed',
    file: 'project_funding.csv',
    edit: set(() => true, { kind: 'regalo' }),
    column: 'kind',
    rule: 'one-of',
  },
];

describe('npm run data', () => {
  it('finds nothing in the real tables and serves every row', () => {
    const { findings, files, manifest } = buildData(DATA);
    expect(formatReport(findings, 'en')).toBeNull();
    expect(manifest?.counts['municipalities']).toBe(1504);
    expect([...files.keys()]).toContain('facts/arrears.json');
  });

  for (const { what, file, edit, column, rule } of PLANTED) {
    it(`names file, row, column, value, rule and mend of ${what}`, () => {
      const root = copy();
      change(root, file, edit);
      const { findings, files } = buildData(join(root, 'data'));
      expect(files.size).toBe(0);
      const found = findings.find((f) => f.file === file && f.rule === rule && f.column === column);
      expect(found, formatReport(findings, 'en') ?? 'no finding').toBeDefined();
      expect(found?.row).toBeGreaterThan(1);
      const report = formatReport(findings, 'it') ?? '';
      expect(report).toContain('rimedio:');
      expect(formatReport(findings, 'en')).toContain('mend:');
    });
  }

  it('tells all errors at once', () => {
    const root = copy();
    for (const { file, edit } of PLANTED.slice(7, 10)) change(root, file, edit);
    const { findings } = buildData(join(root, 'data'));
    expect(new Set(findings.map((f) => f.file)).size).toBeGreaterThanOrEqual(2);
  });

  it('names a file that is not there, and one that is not UTF-8', () => {
    const root = copy();
    rmSync(join(root, 'data/labs.csv'));
    writeFileSync(join(root, 'data/bodies.csv'), Buffer.from([0x62, 0xe8, 0x2c]));
    const rules = buildData(join(root, 'data'))
      .findings.filter((f) => f.row === null)
      .map((f) => `${f.file} ${f.rule}`);
    expect(rules).toEqual(expect.arrayContaining(['labs.csv file-missing', 'bodies.csv csv']));
  });

  it('serves a public density of arrears, and refuses the planner’s form, naming file and reason', async () => {
    vi.spyOn(console, 'log').mockImplementation(() => undefined);
    const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const root = copy();
    const debts = Array.from({ length: 25 }, (_, i) => 200 + 90 * i);
    const place = { province: '015', istat: '015146', area: null, cell: null };
    const part = partOf(OWNERS.map((owner) => ({ ...place, owner, days: [{ clear: 40, debts }] })));
    const planner = protect({ ...part, simulated: false }, { zones: FRAME });
    expect(planner.figures.some(({ share }) => share.state === 'value')).toBe(true);
    mkdirSync(join(root, 'data/density'));
    const file = join(root, 'data/density/2026-06.json');
    writeFileSync(file, JSON.stringify(planner));
    expect(await main([], root)).toBe(1);
    expect(error.mock.lastCall?.[0]).toContain('2026-06.json');
    expect(error.mock.lastCall?.[0]).toContain('pianificatore');
    expect(existsSync(join(root, 'static/data'))).toBe(false);
    writeFileSync(file, JSON.stringify(publicForm(planner)));
    expect(await main([], root)).toBe(0);
    expect(readFileSync(join(root, 'static/data/density/2026-06.json'), 'utf8')).toBe(
      readFileSync(file, 'utf8'),
    );
    vi.restoreAllMocks();
  });

  it('writes nothing on an error, and nothing again when nothing has changed', async () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const root = copy();
    expect(await main([], root)).toBe(0);
    const manifest = readFileSync(join(root, 'static/data/manifest.json'), 'utf8');
    expect(await main([], root)).toBe(0);
    expect(log.mock.lastCall?.[0]).toContain('già aggiornati');
    change(
      root,
      'areas.csv',
      set((r) => r['istat_code'] === '015146', { istat_code: '15146' }),
    );
    expect(await main(['--lang', 'en'], root)).toBe(1);
    expect(error.mock.lastCall?.[0]).toContain('Nothing was written');
    expect(readFileSync(join(root, 'static/data/manifest.json'), 'utf8')).toBe(manifest);
    expect(existsSync(join(root, 'static/data.new'))).toBe(false);
    log.mockRestore();
    error.mockRestore();
  });
});

describe('served files', () => {
  it('hold English for what is served and for nothing else', () => {
    const root = copy();
    const secret = 'circa 4321 famiglie, cifra della nota di una riga riservata';
    const facts = JSON.parse(String(buildData(DATA).files.get('facts/arrears.json'))) as {
      facts: { id: string; figure: { state: string } }[];
    };
    const withheld = facts.facts.find((f) => f.figure.state === 'suppressed')?.id;
    change(
      root,
      'observations/arrears.csv',
      set((r) => r['obs_id'] === withheld, { note: secret }),
    );
    const { findings, files } = buildData(join(root, 'data'));
    // The note of a withheld figure is not served, so nobody asks for its English…
    expect(findings.filter((f) => f.rule === 'untranslated')).toEqual([]);
    expect(files.size).toBeGreaterThan(0);
    // …and where somebody gives it, that is an error, not a file.
    change(root, 'translations.csv', (rows) => [...rows, { it: secret, en: secret }]);
    const told = buildData(join(root, 'data'));
    expect(told.findings.map((f) => [f.rule, f.value])).toEqual([['translation-unused', secret]]);
    expect(told.files.size).toBe(0);
    const english = JSON.parse(String(files.get('english.json'))) as English;
    expect(Object.keys(english.files)).toEqual([
      'catalog.json',
      'reference.json',
      ...THEMES.map((theme) => `facts/${theme}.json`),
    ]);
  });

  it('tell no number that a withheld row holds, in any row that cites the same lines', () => {
    const { files } = buildData(DATA);
    const facts = JSON.parse(String(files.get('facts/arrears.json'))) as {
      facts: { id: string; figure: { state: string }; note: string | null; dimension: string | null }[];
    };
    const withheld = new Set(facts.facts.filter((f) => f.figure.state === 'suppressed').map((f) => f.id));
    expect(withheld.size).toBeGreaterThan(0);
    const raw = parse(readFileSync(join(DATA, 'observations/arrears.csv'), 'utf8'), {
      columns: true,
    }) as Cells[];
    for (const row of raw.filter((r) => withheld.has(r['obs_id'] ?? ''))) {
      const served = facts.facts.find((f) => f.id === row['obs_id']);
      // Everything of the served row but its citation and identity.
      const told = JSON.stringify({
        ...served,
        id: null,
        lines: null,
        also: null,
        data_date: null,
        threshold_eur: null,
        source_id: null,
        subject_id: null,
        scope: null,
      });
      if (row['value'] !== '')
        expect(told.match(/\d+(?:\.\d+)?/g) ?? [], `${row['obs_id'] ?? ''}`).not.toContain(row['value']);
    }
  });
});
