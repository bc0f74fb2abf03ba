import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gluedMark, italianForms, numbersIn, parseItalian } from './numbers';

const values = (text: string, kinds = ['plain', 'split']) =>
  numbersIn(text)
    .filter((n) => kinds.includes(n.kind))
    .map((n) => n.value);

describe('numbersIn', () => {
  it.each([
    ['pari a 1.261 alloggi', [1261]],
    ['€7.827.051,51.', [7827051.51]],
    ['832.104,52 €', [832104.52]],
    ['il 46,7% dei casi', [46.7]],
    ['oltre 7,827 milioni', [7827000]],
    ['1,8 milioni di euro', [1800000]],
    ['circa 237mila euro', [237000]],
    ['16 mila', [16000]],
    ['16\n mila', [16000]],
    ['302 mln', [302e6]],
    ['tra i 180 e i 200', [180, 200]],
    ['180-200', [180, 200]],
    ['3,4,5', [3, 4, 5]],
    ['fine frase 15. Poi', [15]],
    ['32/59', [32, 59]],
    ['n.5 e €5', [5, 5]],
    ['11 volte (4)', [11, 4]],
  ])('%s', (text, expected) => expect(values(text)).toEqual(expected));

  it('keeps dates, codes and footnote marks apart', () => {
    expect(values('il 30/04/2016, il 31-12-2020 e il 30.04.2016')).toEqual([2016, 2020, 2016]);
    expect(values('il 30/04/16')).toEqual([]);
    expect(values('4 maggio')).toEqual([]);
    expect(values('4 maggiorenni')).toEqual([4]);
    expect(numbersIn('azione 9.4.2').map((n) => n.kind)).toEqual(['code']);
    expect(numbersIn('46.7').map((n) => n.kind)).toEqual(['code']);
    expect(numbersIn('Lombardia11 due').map((n) => n.kind)).toEqual(['footnote']);
    expect(numbersIn('\n46È così').map((n) => n.kind)).toEqual(['footnote']);
  });

  it('puts a number together over a line break', () => {
    expect(values('ben 4.\n200 persone', ['split'])).toEqual([4200]);
    expect(values('il 46,\n  7%', ['split'])).toEqual([46.7]);
    expect(values('il 46\n,7%', ['split'])).toEqual([46.7]);
    expect(values('4\n200', ['split'])).toEqual([]);
  });

  it('sees a minus sign and not a dash', () => {
    expect(numbersIn('di -6% e 14%-15% e 180-200').map((n) => n.minus)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it('finds any number in Italian format in any text, and no other', () => {
    const value = fc.oneof(
      fc.integer({ min: 0, max: 2_000_000_000 }),
      fc
        .tuple(fc.integer({ min: 0, max: 9_999_999 }), fc.integer({ min: 1, max: 99 }))
        .map(([n, d]) => n + d / 100),
    );
    const word = fc.constantFrom('circa', 'famiglie', '€', '(', '\n', 'di', 'il', 'su', 'più', '\f');
    fc.assert(
      fc.property(
        value,
        fc.boolean(),
        fc.array(word),
        fc.array(word),
        fc.constantFrom('', '%', ' €', '.', ',', ';', ')'),
        (v, grouped, before, after, sign) => {
          const [withDots = '', without = withDots] = italianForms(v);
          const text = `${before.join(' ')} ${grouped ? withDots : without}${sign} ${after.join(' ')}`;
          expect(values(text)).toEqual([v]);
        },
      ),
    );
  });
});

describe('parseItalian, gluedMark', () => {
  it('reads back what Italian prints and refuses the rest', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0 }), (n) => italianForms(n).every((form) => parseItalian(form) === n)),
    );
    expect(['9.4.2', '46.7', '1.26', '', 'x', '1,2,3'].map(parseItalian)).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it('separates a footnote mark', () => {
    expect(gluedMark('847', 8)).toBe('47');
    expect(gluedMark('3825', 38)).toBe('25');
    expect(gluedMark('1.26112', 1261)).toBe('12');
    expect(gluedMark('46,712', 46.7)).toBe('12');
    expect(gluedMark('847', 9)).toBeNull();
    expect(gluedMark('8', 8)).toBeNull();
    expect(gluedMark('8000', 8)).toBeNull();
  });
});
