import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, strToU8 } from 'fflate';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { xlsx } from '../../../tests/fixtures/ledger/xlsx';
import { parsePart } from '../../lib/density/part';
import type { Part } from '../../lib/density/types';
import { parseArgs, readShare } from './args';
import { main } from './cli';
import { CANARIES, OWNERS, main as sample } from './sample';

// Real files, real processes, and other tests on the same two cores.
vi.setConfig({ testTimeout: 120_000 });

const FIXTURES = 'tests/fixtures/ledger';
const dirs: string[] = [];
function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'arrears-'));
  dirs.push(dir);
  return dir;
}
afterAll(() => dirs.forEach((dir) => rmSync(dir, { recursive: true, force: true })));

interface Run {
  code: number;
  out: string;
  err: string;
  dir: string;
  files: string[];
}

async function run(...argv: string[]): Promise<Run> {
  const dir = join(folder(), 'risultati');
  let out = '';
  let err = '';
  const code = await main(
    [...argv, '--out', dir],
    { LANG: 'it_IT.UTF-8' },
    {
      out: (line) => (out += `${line}\n`),
      err: (text) => (err += text),
      tty: false,
    },
  );
  let files: string[] = [];
  try {
    files = readdirSync(dir).sort();
  } catch {
    // Nothing was written.
  }
  return { code, out, err, dir, files };
}

function ledger(name: string, content: string | Uint8Array): string {
  const path = join(folder(), name);
  writeFileSync(path, content);
  return path;
}

function sampled(name: string, ...options: string[]): string {
  const path = join(folder(), name);
  expect(sample([...options, '--out', path], {})).toBe(0);
  return path;
}

function partIn({ dir, files }: Run): Part {
  const name = files.find((f) => f.endsWith('.part')) ?? '';
  const result = parsePart(readFileSync(join(dir, name)));
  if (!result.ok) throw new Error(result.problem.kind);
  return result.part;
}

const HEADER = 'codice_alloggio,codice_istat,ente,stato,debito,data';
const rows = (n: number, line: (i: number) => string): string =>
  Array.from({ length: n }, (_, i) => line(i)).join('\n');

describe('npm run arrears', () => {
  it('reads Windows-1252 with semicolons, decimal commas, quoted line ends and a map', async () => {
    const result = await run(
      join(FIXTURES, 'windows-1252.csv'),
      ...['--map', join(FIXTURES, 'windows-1252.map.json'), '--partial'],
    );
    expect(result.code).toBe(0);
    expect(result.files).toEqual(['README.txt', 'comune-di-cantu.part', 'refused.csv']);
    const part = partIn(result);
    expect(part).toMatchObject({
      owners: ['Comune di Cantù'],
      rows: { read: 60, refused: 0 },
      without: ['area'],
    });
    expect(part.amounts[0]?.amounts).toMatchObject({ inArrears: 40, debt: 40 * 1_234.5 });
  });

  it('reads an XLSX as it reads the same CSV', async () => {
    const cells = Array.from({ length: 40 }, (_, i) => [
      `A${i}`,
      15146,
      'ALER',
      'attivo',
      i % 2 ? 1000.25 : 0,
      46203,
    ]);
    const sheet = await run(ledger('a.xlsx', xlsx([HEADER.split(','), ...cells])), '--partial');
    const csv = rows(40, (i) => `A${i},015146,ALER,attivo,${i % 2 ? '1000.25' : '0'},2026-06-30`);
    const text = await run(ledger('a.csv', `${HEADER}\n${csv}\n`), '--partial');
    expect(sheet.code).toBe(0);
    expect(partIn(sheet)).toEqual(partIn(text));
  });

  it('refuses above the stated share, with a report that tells no cell', async () => {
    const text = `${HEADER}\n${rows(97, (i) => `A${i},015146,ALER,attivo,0,2026-06-30`)}\n${rows(3, (i) => `B${i},015146,ALER,CANARINO,0,2026-06-30`)}\n`;
    const path = ledger('registro.csv', text);
    const refused = await run(path, '--partial');
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('3 %');
    expect(refused.files).toEqual(['refused.csv']);
    const report = readFileSync(join(refused.dir, 'refused.csv'), 'utf8');
    expect(report.split('\n').slice(0, 2)).toEqual([
      'file,row,column,why',
      'registro.csv,99,stato_contratto,stato del contratto sconosciuto: usare una parola dello schema o aggiungerla a «states» della mappa',
    ]);
    expect(report).not.toContain('CANARINO');
    expect((await run(path, '--partial', '--max-refused', '3%')).code).toBe(0);
    expect((await run(path, '--partial', '--max-refused', '2,9 %')).code).toBe(1);
  });

  it.each([
    ['vuoto.csv', '', 'è vuoto'],
    ['solo-testa.csv', `${HEADER}\n`, 'è vuoto'],
    ['senza-testa.csv', 'CANARINO-1,015146,ALER,attivo,7717.13,2026-06-30\n', 'mancano le colonne'],
    ['virgolette.csv', `${HEADER}\n"A1,015146,ALER,attivo,0,2026-06-30\n`, 'dalla riga 2'],
    ['rotto.xlsx', strToU8('PK\u0003\u0004 CANARINO'), 'XLSX è rotto'],
    ['vecchio.xls', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0]), '.xls'],
    ['unicode.csv', Buffer.from('\ufeffa;b', 'utf16le'), 'UTF-16'],
    ['vuoti.csv', `${HEADER}\nA1,015146,ALER,sfitto,,2026-06-30\n`, 'Nessun nucleo'],
  ])('refuses %s as a whole and says why', async (name, content, why) => {
    const { code, err, files } = await run(ledger(name, content), '--partial');
    expect(code).toBe(1);
    expect(err).toContain(why);
    expect(err).not.toMatch(/CANARINO|7717| {4}at /);
    expect(files.filter((f) => f !== 'refused.csv')).toEqual([]);
  });

  it('answers a wrong command with its use, in either language', async () => {
    expect(await run('nessuno.csv')).toMatchObject({ code: 2, files: [] });
    expect((await run('nessuno.csv', '--lang', 'en')).err).toContain('there is no such file: nessuno.csv');
    expect(await run(folder())).toMatchObject({
      code: 2,
      err: expect.stringContaining('cartella') as string,
    });
    expect((await run()).err).toContain('uso: npm run arrears');
    expect((await run('--boh', '--lang=en')).err).toContain('unknown option: --boh');
    expect((await run('a.csv', '--form', 'x')).code).toBe(2);
    expect((await run('--help')).code).toBe(0);
    const map = ledger('mappa.json', '{"columns":{"debit":"x"}}');
    expect((await run(map, '--map', map)).err).toContain('columns.debit');
    const file = ledger('file', '');
    expect(await main([map, '--out', file], {}, { out: () => {}, err: () => {}, tty: false })).toBe(2);
  });

  it('reads shares and options', () => {
    expect(['2%', '2,5 %', '0.02', '0', '100%', '101%', 'x', '-1'].map(readShare)).toEqual([
      ...[0.02, 0.025, 0.02, 0, 1, null, null, null],
    ]);
    expect(parseArgs(['merge', 'a.part', '--out=x', '--previous', 'p.json'], 'it')).toMatchObject({
      ok: true,
      options: {
        what: 'merge',
        files: ['a.part'],
        out: 'x',
        previous: 'p.json',
        form: 'both',
        maxRefused: 0.02,
      },
    });
  });

  it('writes a template that is itself understood, and its schema', async () => {
    for (const lang of ['it', 'en']) {
      const { code, dir, files } = await run('template', '--lang', lang);
      expect(code).toBe(0);
      expect(files).toContain('SCHEMA.txt');
      const name = lang === 'it' ? 'modello.csv' : 'template.csv';
      const header = readFileSync(join(dir, name), 'utf8');
      const cells =
        lang === 'it'
          ? 'A1;E1;45,4642;9,19;015146;;ALER;attivo;;12,50;;30/06/2026'
          : 'A1,E1,45.4642,9.19,015146,,ALER,running,,12.50,,2026-06-30';
      expect(await run(ledger('a.csv', `${header}${cells}\n`), '--partial')).toMatchObject({ code: 0 });
    }
  });

  it('joins the parts of owners into what one run gives, and refuses the same owner twice', async () => {
    const options = ['--rows', '12000', '--seed', '3', '--days', '2025-12-31,2026-06-30'];
    const whole = await run(sampled('tutti.csv', ...options), '--partial');
    expect(whole.code).toBe(0);
    const parts: string[] = [];
    for (const [i, { name }] of OWNERS.entries()) {
      const style = i % 2 ? 'en' : 'it';
      const one = await run(sampled('uno.csv', ...options, '--only', name, '--style', style), '--partial');
      expect(one.code).toBe(0);
      parts.push(join(one.dir, one.files.find((f) => f.endsWith('.part')) ?? ''));
    }
    const joined = await run('merge', ...parts, '--partial');
    expect(joined.code).toBe(0);
    expect(partIn(joined)).toEqual(partIn(whole));
    expect(partIn(joined).simulated).toBe(true);
    const twice = await run('merge', parts[0] ?? '', parts[0] ?? '');
    expect(twice).toMatchObject({ code: 1, files: [] });
    expect(twice.err).toContain(OWNERS[0].name);
    expect((await run('merge', ledger('x.part', 'boh'))).code).toBe(1);
  });

  it('applies the rules and writes both forms, marked as simulated; the release is its own previous one', async () => {
    const path = sampled('registro.csv', '--rows', '9000', '--seed', '4');
    const first = await run(path);
    expect(first.err).not.toContain('imprevisto');
    expect(first.code).toBe(0);
    expect(first.files).toEqual([
      'README.txt',
      'densita-pianificatore.json',
      'densita-pubblica.json',
      'refused.csv',
    ]);
    for (const form of ['pianificatore', 'pubblica']) {
      const file = JSON.parse(readFileSync(join(first.dir, `densita-${form}.json`), 'utf8')) as object;
      expect(file).toMatchObject({ format: 'atlante-erp/densita', form, simulated: true });
    }
    expect(readFileSync(join(first.dir, 'README.txt'), 'utf8')).toContain('DATI SIMULATI');
    const previous = join(first.dir, 'densita-pianificatore.json');
    const again = await run(path, '--previous', previous, '--form', 'pubblica');
    expect(again.code).toBe(0);
    expect(again.files).toEqual(['README.txt', 'densita-pubblica.json', 'refused.csv']);
    const wrong = await run(path, '--previous', join(first.dir, 'densita-pubblica.json'));
    expect(wrong.code).toBe(1);
  });
});

describe('canaries', () => {
  /** Every way in which a planted value could be written. */
  const forms = [
    ...[CANARIES.dwelling, CANARIES.building, CANARIES.band, CANARIES.broken].flat(),
    ...[CANARIES.debt, CANARIES.coordinate]
      .flat()
      .flatMap((s) => [s, s.replace('.', ','), s.replace('.', '')]),
    ...CANARIES.since.flatMap((s) => [s, s.replaceAll('-', ''), s.split('-').reverse().join('/')]),
  ];

  function* walk(dir: string): Generator<string> {
    for (const name of readdirSync(dir)) {
      const path = join(dir, name);
      if (statSync(path).isDirectory()) yield* walk(path);
      else yield path;
    }
  }

  /** The planted values that are in the bytes, gzipped ones too. */
  function found(bytes: Uint8Array): string[] {
    const texts = [Buffer.from(bytes).toString('latin1').toLowerCase()];
    if (bytes[0] === 0x1f && bytes[1] === 0x8b)
      texts.push(Buffer.from(gunzipSync(bytes)).toString('latin1').toLowerCase());
    return forms.filter((form) => texts.some((text) => text.includes(form.toLowerCase())));
  }

  it.each([
    ['a whole run', []],
    ['a part', ['--partial']],
    ['a run that is refused', ['--max-refused', '0']],
  ])(
    'none is in any file, line or temporary file of %s',
    (_, options) => {
      const dir = folder();
      const [out, temp, work] = ['out', 'temp', 'work'].map((name) => join(dir, name)) as [
        string,
        string,
        string,
      ];
      mkdirSync(temp);
      mkdirSync(work);
      const path = sampled('canarini.csv', '--rows', '6000', '--seed', '5', '--canary');
      // The ledger itself holds them all, or the search would prove nothing.
      const planted = found(readFileSync(path));
      for (const value of [...CANARIES.dwelling, ...CANARIES.broken]) expect(planted).toContain(value);
      expect(planted.length).toBeGreaterThanOrEqual(5 + 1 + 1 + 3 + 4 + 2 + 5);

      const root = process.cwd();
      const tsx = join(root, 'node_modules/tsx/dist/cli.mjs');
      const child = spawnSync(
        process.execPath,
        [tsx, join(root, 'src/pipeline/arrears/cli.ts'), path, '--out', out, ...options],
        { cwd: work, env: { PATH: process.env['PATH'], TMPDIR: temp, HOME: work, LANG: 'it_IT.UTF-8' } },
      );
      expect(child.status).toBe(options[0] === '--max-refused' ? 1 : 0);
      expect(child.stdout.length + child.stderr.length).toBeGreaterThan(100);
      const places: [string, Uint8Array][] = [
        ['stdout', child.stdout],
        ['stderr', child.stderr],
        ...[...walk(dir)].map((file): [string, Uint8Array] => [file, readFileSync(file)]),
      ];
      expect(places.some(([name]) => name.endsWith('refused.csv'))).toBe(true);
      expect(places.map(([name, bytes]) => [name, found(bytes)]).filter(([, list]) => list?.length)).toEqual(
        [],
      );
    },
    120_000,
  );
});

describe('the synthetic ledger', () => {
  it('is the same for the same seed, and says in every row that it is simulated', () => {
    const [a, b, c] = ['1', '1', '2'].map((seed) =>
      readFileSync(sampled('a.csv', '--rows', '3000', '--seed', seed), 'utf8'),
    );
    expect(a).toBe(b);
    expect(a).not.toBe(c);
    const lines = (a ?? '').trimEnd().split('\n');
    expect(lines).toHaveLength(3_001);
    expect(lines.slice(1).every((line) => line.endsWith(';si'))).toBe(true);
  });

  it('has the shape of the documents: owners, shares in arrears, large debts', async () => {
    const part = partIn(await run(sampled('a.csv', '--rows', '60000', '--seed', '1'), '--partial'));
    expect(part.rows.refused).toBe(0);
    expect(part.owners).toHaveLength(OWNERS.length);
    const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);
    const share = (leaves: Part['leaves']): number =>
      sum(leaves.map((l) => sum(l.sums.bands))) / sum(leaves.map((l) => l.sums.households));
    expect(share(part.leaves)).toBeGreaterThan(0.3);
    expect(share(part.leaves)).toBeLessThan(0.5);
    const lunetta = share(part.leaves.filter((l) => l.area === 'mn-lunetta'));
    expect(lunetta).toBeGreaterThan(0.45);
    expect(lunetta).toBeLessThan(0.7);
    const milano = part.leaves.filter((l) => l.owner === 'ALER Milano');
    const stock = sum(milano.map((l) => l.sums.households)) / sum(part.leaves.map((l) => l.sums.households));
    expect(Math.abs(stock - 0.33)).toBeLessThan(0.04);
  });

  it('answers a wrong command with its use', () => {
    for (const argv of [
      [],
      ['--rows', '0'],
      ['--rows', 'x'],
      ['--rows', '5', '--boh'],
      ['--rows', '5', '--style', 'x'],
    ])
      expect(sample(argv, {}, () => {})).toBe(2);
  });
});
