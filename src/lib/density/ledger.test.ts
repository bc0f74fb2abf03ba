import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageBand, debtBand, decimalOf, readCents, readDay, readDegrees, readIstat, readState } from './cells';
import { COLUMNS, CONTRACT_STATES, STATE_WORDS, plainTitle } from './columns';
import { readHeader, readRow } from './ledger';
import { parseMapping } from './mapping';
import { pageWhy, WHYS, WHY_TEXTS, problemText, type LedgerProblem } from './reasons';
import { TITLES } from './samples.testing';
import { AGE_BANDS, DEBT_BANDS, DEBT_LIMITS } from './types';

describe('amounts', () => {
  it.each([
    ['1.234,56', null, 123_456],
    ['1,234.56', null, 123_456],
    ['1234.5', null, 123_450],
    ['1234,567', null, 123_457],
    ['1.234.567', null, 'debt-large'],
    ['12.345', null, 'debt-ambiguous'],
    ['12.345', ',', 1_234_500],
    ['12.345', '.', 1_235],
    ['0,125', null, 13],
    ['€ 1.234,50', null, 123_450],
    ['1 234,50 EUR', null, 123_450],
    ["1'234.50", null, 123_450],
    ['0', null, 0],
    [',5', ',', 50],
    ['-12', null, 'debt-negative'],
    ['(12,00)', ',', 'debt-negative'],
    ['-0', null, 0],
    ['', null, 'debt-empty'],
    ['12,34,56', ',', 'debt'],
    ['1.23,45', ',', 'debt'],
    ['1234,56', '.', 'debt'],
    ['mille', null, 'debt'],
    ['1e3', null, 'debt'],
    ['1000000,01', null, 'debt-large'],
    ['1000000', null, 100_000_000],
  ] as const)('%s with %s', (cell, decimal, expected) => expect(readCents(cell, decimal)).toBe(expected));

  it('reads what a spreadsheet writes, in both ways', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), fc.constantFrom('it-IT', 'en-GB'), (n, locale) => {
        const text = (n / 100).toLocaleString(locale, { minimumFractionDigits: 2, useGrouping: true });
        expect(readCents(text, null)).toBe(n);
        expect(decimalOf(text)).toBe(locale === 'it-IT' ? ',' : '.');
      }),
    );
  });

  it('never throws and never makes up a number', () => {
    fc.assert(
      fc.property(fc.string(), (s) => {
        const read = readCents(s, null);
        if (typeof read === 'number') expect(s).toMatch(/\d/);
      }),
    );
  });
});

describe('days, codes, degrees', () => {
  it.each([
    ['2026-06-30', 20260630],
    ['30/06/2026', 20260630],
    ['30.6.2026', 20260630],
    ['2026-06-30T00:00:00.000Z', 20260630],
    ['30/06/2026 00:00', 20260630],
    ['2024-03', 20240301],
    ['29/02/2024', 20240229],
    ['', null],
    ['29/02/2023', undefined],
    ['2026-13-01', undefined],
    ['06/30/2026', undefined],
    ['46203', undefined],
    ['ieri', undefined],
  ])('%s', (cell, expected) => expect(readDay(cell)).toBe(expected));

  it('reads the day numbers of a sheet, only of a sheet', () => {
    expect(readDay('46203', 1900)).toBe(20260630);
    expect(readDay('46203.5', 1900)).toBe(20260630);
    expect(readDay('44741', 1904)).toBe(20260630);
    expect(readDay('99999', 1900)).toBeUndefined();
  });

  it('puts back the lost zero of an ISTAT code', () => {
    expect([readIstat('15146'), readIstat('015146'), readIstat(" '015146"), readIstat('15146.0')]).toEqual([
      15146, 15146, 15146, 15146,
    ]);
    expect([readIstat(''), readIstat('F205'), readIstat('0151460')]).toEqual([null, undefined, undefined]);
  });

  it('takes any one sign of a degree as the decimal one', () => {
    expect([readDegrees('45,4642'), readDegrees('45.464'), readDegrees(' '), readDegrees('45.4.6')]).toEqual([
      45.4642,
      45.464,
      null,
      undefined,
    ]);
  });
});

describe('bands', () => {
  it('includes its upper limit and has no debt below the first', () => {
    expect([0, -1, NaN].map(debtBand)).toEqual([-1, -1, -1]);
    DEBT_LIMITS.forEach((limit, i) => {
      expect(debtBand(limit * 100)).toBe(i);
      expect(debtBand(limit * 100 + 1)).toBe(i + 1);
    });
    expect(debtBand(1e9)).toBe(DEBT_BANDS - 1);
  });

  it('counts months from the day: six months to the day are not older than six', () => {
    expect(ageBand(20251230, 20260630)).toBe(0);
    expect(ageBand(20251229, 20260630)).toBe(1);
    expect(ageBand(20260630, 20260630)).toBe(0);
    expect(ageBand(20210630, 20260630)).toBe(3);
    expect(ageBand(19990101, 20260630)).toBe(4);
    expect(ageBand(null, 20260630)).toBe(AGE_BANDS - 1);
  });
});

describe('the header', () => {
  it('understands every documented title in both languages, and every alias', () => {
    for (const lang of ['it', 'en'] as const) {
      const result = readHeader(COLUMNS.map((c) => c.title[lang].toUpperCase()));
      expect(result).toMatchObject({ ok: true, header: { dwelling: 0, debt: 9, simulated: 12 } });
    }
    for (const column of COLUMNS) {
      for (const alias of column.aliases) {
        expect(plainTitle(alias)).toBe(alias);
        const others = COLUMNS.filter((c) => c !== column).map((c) => c.title.it);
        const result = readHeader([...others, alias]);
        expect(result.ok && result.header[column.key]).toBe(others.length);
      }
    }
  });

  it('has no title that stands for two columns', () => {
    const all = COLUMNS.flatMap((c) => [...new Set([c.title.it, c.title.en, ...c.aliases].map(plainTitle))]);
    expect(all.filter((t, i) => all.indexOf(t) !== i)).toEqual([]);
  });

  it('says which columns are missing, and never repeats what was found', () => {
    const result = readHeader(['CANARINO', 'stato', 'debito', 'data']);
    expect(result).toEqual({
      ok: false,
      problem: { kind: 'columns-missing', columns: ['dwelling', 'owner'] },
    });
    if (result.ok) return;
    for (const lang of ['it', 'en'] as const)
      expect(problemText(result.problem, lang)).not.toMatch(/CANARINO/i);
  });

  it('wants a place, one column for each, and takes constants and a map', () => {
    const base = ['codice_alloggio', 'ente', 'stato', 'debito', 'data'];
    expect(readHeader(base)).toMatchObject({ problem: { kind: 'place-columns' } });
    expect(readHeader([...base, 'lat'])).toMatchObject({ problem: { kind: 'place-columns' } });
    expect(readHeader([...base, 'istat', 'debito_eur'])).toMatchObject({
      problem: { kind: 'columns-twice', columns: ['debt'] },
    });
    expect(readHeader([...base, 'istat', 'x'], { columns: { debt: 'X' } })).toMatchObject({
      ok: true,
      header: { debt: 6 },
    });
    expect(readHeader([...base, 'istat'], { constants: { owner: 'ALER' } })).toMatchObject({
      ok: true,
      header: { owner: -1 },
    });
    expect(readHeader([...base, 'istat'], { columns: { area: 'Rione' } })).toMatchObject({ ok: false });
  });

  it('leaves a column unread that the map says is none, also where its title is known', () => {
    const base = ['alloggio', 'proprietario', 'stato', 'debito', 'codice_istat', 'data_rif'];
    const none = { columns: { area: null } };
    expect(readHeader([...base, 'quartiere'])).toMatchObject({ header: { area: 6 } });
    expect(readHeader([...base, 'quartiere'], none)).toMatchObject({
      ok: true,
      header: { area: -1, istat: 4 },
    });
    // Two that might be it, and it is neither.
    expect(readHeader([...base, 'quartiere', 'area'])).toMatchObject({ problem: { kind: 'columns-twice' } });
    expect(readHeader([...base, 'quartiere', 'area'], none)).toMatchObject({
      ok: true,
      header: { area: -1 },
    });
    // What is needed stays needed.
    expect(readHeader(base, { columns: { debt: null } })).toMatchObject({
      problem: { kind: 'columns-missing', columns: ['debt'] },
    });
    expect(readHeader(base, { columns: { istat: null } })).toMatchObject({
      problem: { kind: 'place-columns' },
    });
    expect(readHeader([...base, 'simulato'], { columns: { simulated: null } })).toMatchObject({
      header: { simulated: 6 },
    });
  });
});

describe('the map', () => {
  it('is read strictly and says where it is wrong', () => {
    expect(parseMapping('{"columns":{"debt":"X"},"states":{"Attv":"running"},"decimal":","}').ok).toBe(true);
    expect(parseMapping('{"columns":{"area":null}}')).toEqual({
      ok: true,
      mapping: { columns: { area: null } },
    });
    expect(parseMapping('{"columns":{"area":""}}')).toEqual({ ok: false, where: 'columns.area' });
    expect(parseMapping('{"columns":{"debit":"X"}}')).toEqual({ ok: false, where: 'columns.debit' });
    expect(parseMapping('{"constants":{"day":"ieri"}}')).toEqual({ ok: false, where: 'constants.day' });
    expect(parseMapping('{"states":{"a":"boh"}}')).toEqual({ ok: false, where: 'states.a' });
    expect(parseMapping('no')).toEqual({ ok: false, where: 'JSON' });
  });
});

describe('contract states', () => {
  it('knows each word once', () => {
    const all = CONTRACT_STATES.flatMap((state) => STATE_WORDS[state]);
    expect(new Set(all).size).toBe(all.length);
    expect(readState('Occupato senza titolo')).toBe('untitled');
    expect(readState(' ATTIVO ')).toBe('running');
    expect(readState('')).toBe('state-empty');
    expect(readState('Boh')).toBe('state');
    expect(readState('Boh', { states: { BOH: 'ended' } })).toBe('ended');
  });
});

describe('a row', () => {
  const result = readHeader(TITLES);
  const header = result.ok ? result.header : null;
  const good = ['A1', '45,46', '9,19', '15146', '', 'ALER', 'attivo', '1.234,56', '01/01/2024', '30/06/2026'];
  const read = (changes: Record<number, string> = {}) => {
    if (!header) throw new Error('header');
    return readRow(
      good.map((cell, i) => changes[i] ?? cell),
      header,
    );
  };

  it('is read', () => {
    expect(read()).toEqual({
      ok: true,
      row: {
        ...{ household: true, dwelling: 'A1', owner: 'ALER', day: 20260630, cents: 123_456, since: 20240101 },
        ...{ istat: 15146, area: '', point: { lat: 45.46, lon: 9.19 }, simulated: false },
      },
    });
  });

  it('without a running contract is no household, whatever else it says', () => {
    expect(read({ 6: 'sfitto', 7: 'boh', 0: '' })).toMatchObject({ ok: true, row: { household: false } });
  });

  it.each([
    [{ 0: ' ' }, 'dwelling', 'dwelling-empty'],
    [{ 6: '' }, 'state', 'state-empty'],
    [{ 7: 'boh' }, 'debt', 'debt'],
    [{ 8: '01/07/2026' }, 'debt_since', 'since-after'],
    [{ 8: 'boh' }, 'debt_since', 'since'],
    [{ 9: '' }, 'day', 'day-empty'],
    [{ 1: '' }, 'lat', 'half-point'],
    [{ 1: 'nord' }, 'lat', 'coordinate'],
    [{ 3: 'Milano' }, 'istat', 'istat'],
    [{ 5: '' }, 'owner', 'owner-empty'],
  ])('%o is refused', (changes, column, why) => expect(read(changes)).toEqual({ ok: false, column, why }));

  it('has a sentence for each reason, in both languages, that says how to mend it', () => {
    for (const why of WHYS)
      for (const lang of ['it', 'en'] as const) expect(WHY_TEXTS[lang][why].length).toBeGreaterThan(20);
  });
});

describe('what the page says', () => {
  /** What only the program has: its options, its command, the file of `--map`. */
  const PROGRAM = /--\w|npm |constants\.|«\w+» |“\w+” |\bmappa\b|the map\b/;

  it('bug: the page told the options of the command-line program', () => {
    const problems: LedgerProblem[] = [
      { kind: 'columns-missing', columns: ['owner', 'day'] },
      { kind: 'columns-twice', columns: ['debt'] },
      { kind: 'too-many', what: 'owner', limit: 9 },
    ];
    for (const lang of ['it', 'en'] as const) {
      const said = [
        ...COLUMNS.map((c) => (c.page ?? c.text)[lang]),
        ...WHYS.map((why) => pageWhy(why, lang)),
        ...problems.flatMap((p) => (['page', 'page-columns'] as const).map((at) => problemText(p, lang, at))),
      ];
      for (const text of said) expect(text).not.toMatch(PROGRAM);
      // The program goes on to tell its own.
      for (const p of problems) expect(problemText(p, lang)).toMatch(PROGRAM);
      expect(WHY_TEXTS[lang]['owner-empty']).toMatch(PROGRAM);
    }
    // Columns are chosen beneath the sentence only where they can be.
    const [missing] = problems as [LedgerProblem];
    expect(problemText(missing, 'it', 'page-columns')).toContain('qui sotto');
    expect(problemText(missing, 'it', 'page')).not.toContain('qui sotto');
  });
});
