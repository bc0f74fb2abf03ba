import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frame, locator } from '../../../tests/fixtures/ledger/region';
import { Intake, type Refusal } from './intake';
import { dayText, debtBand, ageBand } from './cells';
import { readHeader, readRow } from './ledger';
import type { Mapping } from './mapping';
import { LedgerError } from './reasons';
import { finishPart } from './part';
import { TITLES } from './samples.testing';
import { Aggregator } from './sums';
import type { Part } from './types';
import { areaReader, placer } from './zones';

function intake(
  files: Record<string, string>,
  mapping: Mapping = {},
  size = 1 << 16,
): { part: Part; refused: Refusal[]; rows: Intake['rows'] } {
  const refused: Refusal[] = [];
  const reader = new Intake({ frame, locator, mapping, seenBits: 10, onRefused: (r) => refused.push(r) });
  for (const [name, text] of Object.entries(files)) {
    const bytes = new TextEncoder().encode(text);
    reader.start(name);
    for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
    reader.end();
  }
  return { part: reader.finish(), refused, rows: { ...reader.rows } };
}

const problem = (run: () => unknown): unknown => {
  try {
    run();
  } catch (error) {
    if (error instanceof LedgerError) return error.problem;
    throw error;
  }
  return null;
};

const csv = (rows: readonly (readonly string[])[], titles: readonly string[] = TITLES): string =>
  [titles, ...rows]
    .map((cells) => cells.map((c) => (/[;"\n]/.test(c) ? `"${c.replaceAll('"', '""')}"` : c)).join(';'))
    .join('\n');

const row = (id: string, changes: Partial<Record<number, string>> = {}): string[] =>
  [id, '', '', '015001', '', 'ALER', 'attivo', '0,00', '', '2026-06-30'].map((c, i) => changes[i] ?? c);

/** The plain statement: every row by readRow, its place by the placer, a Set of ids. */
function plainly(rows: readonly (readonly string[])[], mapping: Mapping): { part: Part; refused: Refusal[] } {
  const head = readHeader(TITLES, mapping);
  if (!head.ok) throw new Error('header');
  const sums = new Aggregator();
  const areaOf = areaReader(frame, mapping.areas);
  const placeOf = placer(frame, locator);
  const seen = new Set<string>();
  const refused: Refusal[] = [];
  rows.forEach((cells, i) => {
    const no = (why: Refusal['why']): void => void refused.push({ file: 'a.csv', row: i + 2, why });
    const result = readRow(cells, head.header, mapping, { decimal: null, serial: 0, width: TITLES.length });
    if (!result.ok) return no(result.why);
    const { household, dwelling, owner, day, cents, since, istat, area, point } = result.row;
    if (!household) return;
    const id = areaOf(area);
    if (id === undefined) return no('area');
    const place = placeOf({ istat, area: id, point });
    if (typeof place === 'string') return no(place);
    const key = [owner, day, dwelling].join('\n');
    if (seen.has(key)) return no('dwelling-twice');
    seen.add(key);
    sums.add(
      sums.placeOf(place),
      sums.ownerOf(owner),
      sums.dayOf(dayText(day)),
      cents,
      debtBand(cents),
      ageBand(since, day),
    );
  });
  const meta = { simulated: false, without: [], rows: { read: rows.length, refused: refused.length } };
  return { part: finishPart(sums, meta), refused };
}

describe('the way in', () => {
  it('means what readRow says, however the bytes are cut', () => {
    const pick = (...values: string[]) => fc.constantFrom(...values);
    const cells = fc.tuple(
      fc.oneof(
        { weight: 9, arbitrary: fc.integer({ min: 0, max: 400 }).map((n) => `A${n}`) },
        pick('', '  ', ' A1 ', 'à;"'),
      ),
      fc.oneof(
        { weight: 9, arbitrary: pick('', '45,45', '45.41', '45,4501') },
        pick('9,05', 'x', '45,4,5', ' 45.45', '-1', '999'),
      ),
      fc.oneof({ weight: 9, arbitrary: pick('', '9,05', '9.15', '9,0502') }, pick('45,45', 'x', '0', '1e1')),
      fc.oneof(
        { weight: 9, arbitrary: pick('015001', '15002', '') },
        pick('Milano', '999999', " '015001", '15001.0', '1'),
      ),
      fc.oneof(
        { weight: 9, arbitrary: pick('', 'ovest-nuovo', 'est-vecchio') },
        pick('boh', 'OVEST-NUOVO ', 'rione'),
      ),
      fc.oneof(
        { weight: 9, arbitrary: pick('ALER', 'Comune', 'Università di «X»') },
        pick('', ' ALER  ', '\t'),
      ),
      fc.oneof(
        { weight: 9, arbitrary: pick('attivo', 'In corso', 'sfitto') },
        pick('', 'boh', 'cessato', 'Attv'),
      ),
      fc.oneof(
        {
          weight: 9,
          arbitrary: fc
            .integer({ min: 0, max: 2_000_000 })
            .map((n) => (n / 100).toFixed(2).replace('.', ',')),
        },
        pick(
          '',
          '12',
          '1.234',
          '1.234,5',
          '-3',
          'x',
          '1e3',
          '1000001',
          '7,5',
          '12,34,5',
          '999999,99',
          '1000000',
          '7,',
          '€ 5',
          '0,005',
        ),
      ),
      fc.oneof(
        {
          weight: 9,
          arbitrary: pick('', '01/02/2024', '30/12/2025', '2025-12-30', '23/11/2023', '2026-01-31'),
        },
        pick('31/02/2024', '2027-01-01', 'x', '2024-05', '1/2/2024'),
      ),
      fc.oneof(
        { weight: 9, arbitrary: pick('2026-06-30', '30/06/2026', '30/12/2025', '2025-12-30') },
        pick('', '2026-06-31', '06-2026', ' 30/06/2026'),
      ),
    );
    const mapping: Mapping = { decimal: ',', states: { Attv: 'running' }, areas: { rione: 'ovest-nuovo' } };
    fc.assert(
      fc.property(
        fc.array(cells, { minLength: 1, maxLength: 60, size: 'max' }),
        fc.integer({ min: 1, max: 300 }),
        fc.constantFrom<Mapping>(mapping, { ...mapping, empty_debt: 'zero', negative_debt: 'credit' }),
        (rows, size, map) => {
          // A line without content is no row.
          fc.pre(rows.every((cells) => cells.join('') !== ''));
          const quick = intake({ 'a.csv': csv(rows) }, map, size);
          const plain = plainly(rows, map);
          expect(quick.refused).toEqual(plain.refused);
          expect(quick.part).toEqual(plain.part);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('tells the decimal sign from the first debt that leaves no doubt, wherever it is', () => {
    const rows = [row('1', { 7: '1.500' }), row('2', { 7: '2.500' }), row('3', { 7: '10,50' })];
    const it = intake({ 'a.csv': csv(rows) });
    expect(it.part.amounts[0]?.amounts.debt).toBe(4_011);
    const en = intake({ 'a.csv': csv(rows.map((cells) => cells.map((c) => (c === '10,50' ? '10.50' : c)))) });
    expect(en.part.amounts[0]?.amounts.debt).toBe(15);
    const none = intake({ 'a.csv': csv(rows.slice(0, 2)) });
    expect(none.refused.map((r) => r.why)).toEqual(['debt-ambiguous', 'debt-ambiguous']);
  });

  it('refuses a dwelling twice at a day, not at two days nor of two owners', () => {
    const rows = [row('1'), row('1', { 9: '2025-12-31' }), row('1', { 5: 'Comune' }), row(' 1 '), row('2')];
    const { refused } = intake({ 'a.csv': csv(rows), 'b.csv': csv([row('2')]) });
    expect(refused).toEqual([
      { file: 'a.csv', row: 5, why: 'dwelling-twice' },
      { file: 'b.csv', row: 2, why: 'dwelling-twice' },
    ]);
  });

  it('numbers rows as a spreadsheet does and skips empty lines', () => {
    const text = `\n${csv([row('1')])}\n;;;;;;;;;\n\n${row('2', { 6: 'boh' }).join(';')}\n`;
    const { refused, rows } = intake({ 'a.csv': text });
    expect(rows).toEqual({ read: 2, refused: 1, outside: 0, households: 1 });
    expect(refused).toEqual([{ file: 'a.csv', row: 6, why: 'state' }]);
  });

  it('counts every line that a stray quote swallowed', () => {
    const text = csv([row('1'), row('2', { 5: 'X' }), row('3'), row('4', { 5: 'X' }), row('5')]).replaceAll(
      'X',
      '"Via',
    );
    const { rows, refused } = intake({ 'a.csv': text });
    expect(rows.read).toBe(5);
    expect(rows.refused).toBe(3);
    expect(refused).toHaveLength(1);
  });

  it.each([
    ['', 'empty'],
    ['codice_alloggio;istat;ente;stato;debito;data\n', 'empty'],
    ['\u0000\u0001', 'binary'],
    ['a;b;c\n', 'columns-missing'],
    [`${'a;'.repeat(300)}\n`, 'header-long'],
  ])('refuses %j as a whole', (text, kind) =>
    expect(problem(() => intake({ 'a.csv': text }))).toMatchObject({ kind }),
  );

  it('stops when a column of persons stands where owners or days should', () => {
    const many = (column: number, value: (i: number) => string) =>
      csv(Array.from({ length: 70 }, (_, i) => row(String(i), { [column]: value(i) })));
    expect(problem(() => intake({ a: many(5, (i) => `Persona ${i}`) }))).toMatchObject({ what: 'owner' });
    const days = (i: number): string => `${1950 + i}-01-01`;
    expect(problem(() => intake({ a: many(9, days) }))).toMatchObject({ what: 'day' });
  });

  it('carries the mark of simulated ledgers and does not mix them with real ones', () => {
    const titles = [...TITLES, 'simulato'];
    const marked = (value: string) => csv([[...row('1'), value]], titles);
    expect(intake({ a: marked('si') }).part.simulated).toBe(true);
    expect(intake({ a: marked('no') }).part.simulated).toBe(false);
    expect(intake({ a: csv([row('1')]) }).part.simulated).toBe(false);
    expect(problem(() => intake({ a: marked('si'), b: csv([row('2')]) }))).toEqual({
      kind: 'mixed-simulated',
    });
    expect(intake({ a: marked('boh') }).refused[0]?.why).toBe('simulated');
  });

  it('says which columns a ledger did not have', () => {
    const titles = ['codice_alloggio', 'istat', 'ente', 'stato', 'debito', 'data'];
    const cells = [['1', '015001', 'ALER', 'attivo', '1,00', '2026-06-30']];
    expect(intake({ a: csv(cells, titles) }).part.without).toEqual(['area', 'coordinates', 'debt_since']);
    expect(intake({ a: csv([row('1')]) }).part.without).toEqual([]);
  });

  it('takes the owner and the day from the map, without reading the columns', () => {
    const { part } = intake(
      { a: csv([row('1', { 5: '', 9: 'boh' })]) },
      { constants: { owner: 'MM', day: '2025-12-31' } },
    );
    expect([part.owners, part.days]).toEqual([['MM'], ['2025-12-31']]);
  });
});
