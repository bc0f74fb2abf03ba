import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTables } from '../read/table';
import { makeFixture, type Fixture } from './fixture';
import { countByTable, ranges } from './report';
import { main, verify } from './verify';

let fixture: Fixture;
beforeEach(() => {
  fixture = makeFixture();
});
afterEach(() => fixture.remove());

/** Runs the command line and keeps what it says. */
function run(...options: string[]) {
  const said: string[] = [];
  const keep = (line: string) => said.push(line);
  const code = main(
    [fixture.sources, '--data', fixture.data, ...options],
    { log: keep, error: keep },
    fixture.root,
  );
  return { code, text: said.join('\n') };
}

const failures = () => verify(fixture.data, fixture.sources).outcomes.filter((o) => o.verdict === 'failed');

describe('verify', () => {
  it('passes good tables and tells what it checked', () => {
    const { code, text } = run();
    expect(text).toContain('Ogni cifra verificabile sta nelle righe citate.');
    expect(code).toBe(0);
    const { outcomes, findings, absent } = verify(fixture.data, fixture.sources);
    expect(findings).toEqual([]);
    expect(absent).toEqual([]);
    expect(Object.fromEntries(countByTable(outcomes))).toEqual({
      funding_axes: { ok: 1, failed: 0, unchecked: 0 },
      project_funding: { ok: 2, failed: 0, unchecked: 0 },
      lab_sites: { ok: 2, failed: 0, unchecked: 1 },
      events: { ok: 3, failed: 0, unchecked: 0 },
      contradictions: { ok: 4, failed: 0, unchecked: 1 },
      observations: { ok: 8, failed: 0, unchecked: 1 },
      arrears: { ok: 4, failed: 0, unchecked: 1 },
    });
  });

  it('catches a wrong digit', () => {
    fixture.change('observations', 0, { value: '34' });
    const { code, text } = run();
    expect(code).toBe(1);
    expect(text).toContain(
      'observations/people.csv, riga 2, colonna value (o-001) · valore: "34" · irs-2021:2',
    );
    expect(text).toContain('numeri in quelle righe: 33 · 3825');
    expect(text).not.toContain('proposte');
  });

  it('catches a wrong line', () => {
    fixture.change('project_funding', 0, { lines: '5' });
    const { code, text } = run('--lang', 'en');
    expect(code).toBe(1);
    expect(text).toContain(
      'project_funding.csv, row 2, column amount_eur (f-001) · value: "7827051.51" · irs-2021:5',
    );
  });

  it('catches a wrong formula', () => {
    fixture.change('observations', 4, { note: 'formula: [a-003]/[a-002]*100; prova' });
    const { code, text } = run();
    expect(code).toBe(1);
    expect(text).toContain('observations/people.csv, riga 6, colonna value (o-005) · valore: "25.3"');
    expect(text).toContain('risultato: 395');
  });

  it.each([
    ['an `also` that does not say it', 'observations', 0, { also: 'irs-2021:8' }, 'value', 'also-not-found'],
    ['an `also` outside the file', 'observations', 0, { also: 'irs-2021:99' }, 'also', 'outside-file'],
    ['lines outside the file', 'observations', 2, { lines: '3-40' }, 'lines', 'outside-file'],
    ['a footnote mark without a note', 'observations', 1, { note: '' }, 'value', 'not-found'],
    ['a wrong number of decimals', 'observations', 4, { value: '25.0' }, 'value', 'formula-value'],
    ['a formula of unknown ids', 'observations', 4, { note: 'formula: [x-1]/2' }, 'value', 'formula-missing'],
    ['a number in a text', 'observations', 5, { text: 'da 30 a 21' }, 'text', 'not-found'],
    ['a code', 'funding_axes', 0, { code_as_printed: '9.4.3' }, 'code_as_printed', 'not-found'],
    ['the date of an event', 'events', 0, { date: '2017-11-16' }, 'date', 'not-found'],
    ['the digits of an act', 'events', 0, { act: 'decreto 14208' }, 'act', 'not-found'],
    ['the end of a site', 'lab_sites', 0, { valid_to: '2016-05' }, 'valid_to', 'not-found'],
    ['a house number', 'lab_sites', 0, { address: 'via Prova 7' }, 'address', 'not-found'],
    [
      'a side of a contradiction',
      'contradictions',
      0,
      { value_a: '34 proposte' },
      'value_a',
      'side-not-found',
    ],
    ['the lines of a side', 'contradictions', 0, { lines_b: '5' }, 'value_b', 'side-not-found'],
    ['a lost sign', 'arrears', 0, { value: '-7' }, 'value', 'not-found'],
  ] as const)('catches %s', (_, table, index, cells, column, reason) => {
    expect(failures()).toEqual([]);
    fixture.change(table, index, cells);
    expect(failures()).toContainEqual(expect.objectContaining({ table, row: index + 2, column, reason }));
  });

  it('leaves to the note a date that stands elsewhere', () => {
    fixture.change('lab_sites', 0, { valid_to: '2016-05', note: 'fine del contratto, altra fonte' });
    expect(failures()).toEqual([]);
    expect(run().text).toContain('lab_sites.csv, colonna valid_to: 2');
  });

  it('believes a count that the table declares, and no other', () => {
    fixture.change('contradictions', 0, { value_a: '34 (contati)' });
    expect(failures()).toEqual([]);
    fixture.change('contradictions', 0, { value_a: '34, poi 33 (contati)' });
    expect(failures()).toHaveLength(1);
  });

  it('tells a missing folder with what, where, how', () => {
    rmSync(fixture.sources, { recursive: true });
    const { code, text } = run();
    expect(code).toBe(1);
    expect(text).toContain(`La cartella delle trascrizioni non c’è: ${fixture.sources}`);
    expect(text).toContain('rimedio: ');
    expect(run('--lang', 'en').text).toContain(
      `The folder of the transcriptions is not there: ${fixture.sources}`,
    );
    expect(
      main(
        [fixture.root, '--data', 'niente'],
        { log: () => undefined, error: () => undefined },
        fixture.root,
      ),
    ).toBe(1);
  });

  it('tells a missing transcription once', () => {
    const path = join(fixture.sources, '000_20db8b1616d0239d.txt');
    rmSync(path);
    const { code, text } = run();
    expect(code).toBe(1);
    expect(text).toContain(`La trascrizione di irs-2021 non c’è: ${path}`);
    expect(text).not.toContain('colonna lines');
  });

  it('takes the folder from the command, else from the environment', () => {
    const said: string[] = [];
    const keep = (line: string) => said.push(line);
    const ask = (argv: string[], env: Record<string, string>) =>
      main([...argv, '--data', fixture.data], { log: keep, error: keep }, fixture.root, env);
    expect(ask([], { ATLANTE_SOURCES: fixture.sources })).toBe(0);
    expect(ask(['sources'], { ATLANTE_SOURCES: join(fixture.root, 'niente') })).toBe(0);
    expect(ask([], { ATLANTE_SOURCES: join(fixture.root, 'niente') })).toBe(1);
    expect(said.at(-1)).toContain(`non c’è: ${join(fixture.root, 'niente')}`);
    expect(said.at(-1)).toContain('ATLANTE_SOURCES');
  });

  it('bug: names the row of the spreadsheet where blank lines stand above it', () => {
    const file = join(fixture.data, 'observations', 'people.csv');
    const [header = '', ...lines] = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, [header, '', ...lines.slice(0, 1), '', '', ...lines.slice(1)].join('\n'));
    // The cells as typed are still those of the row itself.
    expect(failures()).toEqual([]);
    const { tables, origins, findings } = readTables(fixture.data);
    expect(findings).toEqual([]);
    expect(tables.observations.slice(0, 3).map((row) => origins.get(row)?.row)).toEqual([3, 6, 7]);
    writeFileSync(file, readFileSync(file, 'utf8').replace(',38,', ',3.8.3,'));
    expect(readTables(fixture.data).findings).toMatchObject([{ row: 6, column: 'value', value: '3.8.3' }]);
  });

  it('fails when a row cannot be read', () => {
    fixture.change('observations', 0, { value: '3.3.3' });
    const { code, text } = run();
    expect(code).toBe(1);
    expect(text).toContain('observations/people.csv, riga 2, colonna value');
  });
});

describe('ranges', () => {
  it('joins neighbours', () => expect(ranges([9, 2, 3, 4, 3])).toBe('2-4, 9'));
});
