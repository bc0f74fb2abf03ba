/** A small data folder and its invented transcriptions, for the tests of the verification. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TABLES, type TableName } from '../../lib/schema/tables';

type Cells = Record<string, string>;

/** Lines of invented documents; the numbers play the traps of the real ones. */
export const TEXTS: Record<string, string> = {
  '000_20db8b1616d0239d.txt': [
    'Elenco di prova, riga uno', // 1
    'In tutto 33 delle 3825 proposte', // 2
    'per un valore di 7.827.051,51 euro, circa 237mila l’una', // 3
    'azione 9.4.27 e decreto n. 14207 del 15 novembre 2017', // 4
    'due stanze e quattro sale', // 5
    'calo del 6% in un anno, da 30 a 20 su 79', // 6
    'altrove ancora 33 proposte', // 7
    'di cui 8 fredde e 25 calde', // 8
    '',
  ].join('\n'),
  '004_57ecee29359383f7.txt': ['via Prova 9, fino al 30/04/2016', 'poi dal 1° settembre 2016', ''].join('\n'),
};

export interface Fixture {
  root: string;
  data: string;
  sources: string;
  /** Changes cells of one row of a table, then writes the table again. */
  change: (table: TableName, index: number, cells: Cells) => void;
  remove: () => void;
}

const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const source = (source_id: string, file: string): Cells => ({
  source_id,
  title: 'Prova',
  author: 'Prova',
  publisher: 'Prova',
  date: '2021',
  data_period: '2021',
  pages_or_lines: '9',
  file,
  title_en: 'Trial',
});

const observation = (obs_id: string, value: string, lines: string, more: Cells = {}): Cells => ({
  obs_id,
  subject_kind: 'programme',
  subject_id: 'prova',
  indicator_id: 'proposals',
  value,
  unit: 'n',
  state: value === '' ? 'qualitative' : 'value',
  source_id: 'irs-2021',
  lines,
  ...more,
});

const rows = (): Partial<Record<TableName, Cells[]>> => ({
  sources: [
    source('irs-2021', '000_20db8b1616d0239d.txt'),
    source('milano-2017', '004_57ecee29359383f7.txt'),
  ],
  funding_axes: [
    {
      axis_id: 'fse/II/9.4.2',
      level: 'action',
      code: '9.4.2',
      code_as_printed: '9.4.2',
      title_it: 'Prova',
      title_en: 'Trial',
      source_id: 'irs-2021',
      lines: '4',
      note: '9.4.2 con la nota 7 incollata',
    },
  ],
  project_funding: [
    {
      funding_id: 'f-001',
      programme_id: 'prova',
      amount_eur: '7827051.51',
      kind: 'allocation',
      vat: 'unknown',
      source_id: 'irs-2021',
      lines: '3',
    },
    {
      funding_id: 'f-002',
      programme_id: 'prova',
      amount_eur: '237183.379',
      kind: 'cost',
      vat: 'unknown',
      derived: 'yes',
      source_id: 'irs-2021',
      note: 'formula: [f-001]/[o-001]; media per proposta',
    },
  ],
  lab_sites: [
    {
      lab_id: 'lab',
      site_id: 'site',
      address: 'via Prova 9',
      precision: 'unlocated',
      valid_from: '2006',
      valid_to: '2016-04-30',
      valid_to_kind: 'stated',
      source_id: 'milano-2017',
      lines: '1',
    },
  ],
  events: [
    {
      event_id: 'e-001',
      date: '2017-11-15',
      date_precision: 'day',
      subject_kind: 'programme',
      subject_id: 'prova',
      what_it: 'Decreto',
      what_en: 'Decree',
      act: 'decreto 14207 del 15/11/2017',
      source_id: 'irs-2021',
      lines: '4',
    },
  ],
  contradictions: [
    {
      contradiction_id: 'c-001',
      subject_id: 'prova',
      what_it: 'Somma',
      what_en: 'Sum',
      value_a: '33 proposte',
      lines_a: '2',
      value_b: '8 + 25 = 33; 4 in elenco',
      lines_b: '8',
      shown: 'both',
      why: 'prova',
      source_a: 'irs-2021',
      source_b: 'irs-2021',
      source_id: 'irs-2021',
      lines: '2',
    },
  ],
  observations: [
    observation('o-001', '33', '2', { also: 'irs-2021:7' }),
    observation('o-002', '38', '2', { note: 'printed as "3825": 38 + nota 25' }),
    observation('o-003', '237000', '3', { unit: 'EUR' }),
    observation('o-004', '4', '5', { note: 'in lettere' }),
    observation('o-005', '25.3', '', {
      derived: 'yes',
      unit: '%',
      note: 'formula: [a-002]/[a-003]*100; prova',
    }),
    observation('o-006', '', '6', { text: 'da 30 a 20 su 79' }),
    observation('o-007', '', '1', { text: 'nessuna cifra' }),
  ],
  arrears: [
    observation('a-001', '-6', '6', { unit: '%', n_households: '79', n_in_arrears: '12' }),
    observation('a-002', '20', '6'),
    observation('a-003', '79', '6'),
  ],
});

/** Writes the fixture into a fresh folder of the system's temporary folder. */
export function makeFixture(): Fixture {
  const root = mkdtempSync(join(tmpdir(), 'atlante-verify-'));
  const data = join(root, 'data');
  const sources = join(root, 'sources');
  const content = rows();
  const write = (name: TableName) => {
    const spec = TABLES[name];
    const body = (content[name] ?? []).map((r) => spec.columns.map((c) => cell(r[c] ?? '')).join(','));
    spec.files.forEach((file, i) => {
      // Every row of a table of several files stands in the first one.
      writeFileSync(join(data, file), `${[spec.columns.join(','), ...(i === 0 ? body : [])].join('\n')}\n`);
    });
  };
  mkdirSync(join(data, 'observations'), { recursive: true });
  mkdirSync(sources);
  for (const name of Object.keys(TABLES) as TableName[]) write(name);
  for (const [file, text] of Object.entries(TEXTS)) writeFileSync(join(sources, file), text);
  return {
    root,
    data,
    sources,
    change(table, index, cells) {
      Object.assign(content[table]?.[index] ?? {}, cells);
      write(table);
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
