import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDate, formatEuro, formatEuroShort, formatFigure, formatNumber, formatValue } from './figures';

/** Intl separates with no-break spaces; tests read better without. */
const plain = (s: string) => s.replace(/[\u00a0\u202f]/g, ' ');

describe('numbers', () => {
  it('are written as the page’s language writes them', () => {
    expect(formatNumber(6647, 'it')).toBe('6.647');
    expect(formatNumber(6647, 'en')).toBe('6,647');
    expect(formatNumber(46.7, 'it')).toBe('46,7');
    expect(plain(formatEuro(7827051.51, 'it'))).toBe('7.827.051,51 €');
    expect(plain(formatEuroShort(52_700_000, 'it'))).toBe('52,7 mln €');
    expect(plain(formatValue(1246, 'EUR', 'it'))).toBe('1.246 €');
    expect(formatValue(37, '%', 'it')).toBe('37 %');
  });

  it('bug: take the short unit of the rounded figure (999,950 was 1,000 thousand)', () => {
    const short = (n: number) => plain(formatEuroShort(n, 'it'));
    expect(short(999_499)).toBe('999 mila €');
    expect(short(999_500)).toBe('1 mln €');
    expect(short(999_950)).toBe('1 mln €');
    expect(short(-999_950)).toBe('-1 mln €');
    expect(short(999)).toBe('999 €');
    for (let n = 999_000; n < 1_001_000; n += 50) expect(short(n)).not.toContain('1.000 mila');
  });

  it('bug: English euro mixed two forms (€1,000 beside 10 k €)', () => {
    const short = (n: number) => formatEuroShort(n, 'en');
    expect([999, 10_000, 550_400, 999_500, 52_700_000, -550_000].map(short)).toEqual([
      '€999',
      '€10k',
      '€550k',
      '€1m',
      '€52.7m',
      '-€550k',
    ]);
  });

  it('never show NaN or Infinity', () => {
    fc.assert(
      fc.property(fc.double(), fc.constantFrom('it' as const, 'en' as const), (n, lang) => {
        for (const s of [formatNumber(n, lang), formatEuro(n, lang), formatEuroShort(n, lang)])
          expect(s).not.toMatch(/NaN|Infinity|∞/);
      }),
    );
  });
});

describe('figures', () => {
  it('say every state in words', () => {
    expect(formatFigure({ state: 'zero', value: 0 }, 'n', 'it')).toBe('0');
    expect(formatFigure({ state: 'missing', text_it: null, text_en: null }, null, 'it')).toBe(
      'non pervenuto',
    );
    expect(formatFigure({ state: 'suppressed', reason: 'few-on-one-side' }, '%', 'it')).toBe(
      'riservato (meno di 10 famiglie morose, o meno di 10 non morose)',
    );
    expect(formatFigure({ state: 'suppressed', reason: 'base-unknown' }, '%', 'en')).toContain('withheld');
  });
});

describe('dates', () => {
  it('keep their precision', () => {
    expect(formatDate('2014', 'it')).toBe('2014');
    expect(formatDate('2014-10', 'it')).toBe('ott 2014');
    expect(formatDate('2014-10-31', 'en')).toBe('31 Oct 2014');
    expect(formatDate('2014-09/2015-12', 'it')).toBe('set 2014–dic 2015');
  });
});
