import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  codeStands,
  computedInCell,
  dateStands,
  declaresMark,
  figuresOf,
  figureStands,
  numberStands,
  printedNumbers,
  quotedWordsStand,
} from './match';
import { italianForms } from './numbers';

const stands = (value: number, text: string, more: { unit?: string; note?: string } = {}) =>
  numberStands({ value, unit: more.unit ?? 'n', note: more.note ?? null }, text.split(' § '));

describe('numberStands', () => {
  it('takes digits, multiplied numbers and words', () => {
    expect(stands(1261, 'sono 1.261')).toBe(true);
    expect(stands(8000, 'poi 8mila')).toBe(true);
    expect(stands(4, 'quattro sale')).toBe(true);
    expect(stands(10, 'una decina')).toBe(true);
    expect(stands(1, 'cadenza mensile', { unit: 'per_month' })).toBe(true);
    expect(stands(1, 'cadenza mensile', { unit: 'n' })).toBe(false);
  });

  it('never takes a part of a number', () => {
    for (const text of ['847', '8.000', '8,5', '18', '9.8.2', '8/04/2016', 'Milano8', '8 maggio', '8 mila'])
      expect(stands(8, text), text).toBe(false);
  });

  it('takes a glued footnote mark only when the note says so', () => {
    expect(stands(8, 'prime 847 imprese')).toBe(false);
    expect(stands(8, 'prime 847 imprese', { note: 'stampato 847' })).toBe(false);
    expect(stands(8, 'prime 847 imprese', { note: '8 + nota 47' })).toBe(true);
    expect(stands(8, 'prime 847 imprese', { note: 'footnote mark glued: 847' })).toBe(true);
    expect(stands(8, 'prime 847 imprese', { note: 'nota 12' })).toBe(false);
    expect(declaresMark('denota 47', '47', '847')).toBe(false);
  });

  it('takes an article or an ordinal only when the note says that it is in words', () => {
    expect(stands(1, 'un cortile')).toBe(false);
    expect(stands(1, 'un cortile', { note: 'in lettere' })).toBe(true);
    expect(stands(2, 'secondo i dati')).toBe(false);
    expect(stands(1, 'un solo cortile')).toBe(true);
  });

  it('takes shares in words only for per cent', () => {
    expect(stands(50, 'la metà', { unit: '%' })).toBe(true);
    expect(stands(66.7, 'due terzi', { unit: '%' })).toBe(true);
    expect(stands(67, 'due terzi', { unit: '%' })).toBe(true);
    expect(stands(66, 'due terzi', { unit: '%' })).toBe(false);
    expect(stands(50, 'la metà')).toBe(false);
    expect(stands(25, 'una su quattro', { unit: '%' })).toBe(false);
  });

  it('compares size for a negative value and refuses a lost sign', () => {
    expect(stands(-6, 'diminuita del 6%', { unit: '%' })).toBe(true);
    expect(stands(-6, 'pari a -6%', { unit: '%' })).toBe(true);
    expect(stands(6, 'pari a -6%', { unit: '%' })).toBe(false);
    expect(stands(200, '180-200')).toBe(true);
  });

  it('does not read across a gap between ranges', () => {
    expect(stands(4200, '4.\n200')).toBe(true);
    expect(stands(4200, '4. § 200')).toBe(false);
  });

  it('finds any number and no other number', () => {
    const n = fc.integer({ min: 2, max: 100_000_000 });
    fc.assert(
      fc.property(n, n, (a, b) => {
        const text = `le famiglie erano ${italianForms(a)[0]}, come detto`;
        expect(stands(a, text)).toBe(true);
        expect(stands(b, text)).toBe(a === b);
      }),
    );
  });
});

describe('codes, dates, figures', () => {
  it('finds a code whole', () => {
    expect(codeStands('9.4', null, ['azione 9.4.2'])).toBe(false);
    expect(codeStands('9.4.2', null, ['azione 9.4.2.'])).toBe(true);
    expect(codeStands('4.2', null, ['azione 9.4.2'])).toBe(false);
    expect(codeStands('9.4.2', null, ['azione 9.4.27'])).toBe(false);
    expect(codeStands('9.4.2', '9.4.2 + nota 7', ['azione 9.4.27'])).toBe(true);
    expect(codeStands('II', null, ['Asse III'])).toBe(false);
    expect(codeStands('ASSE II', null, ['Asse\n II -'])).toBe(true);
    expect(codeStands('9.b.1.1', null, ['V.9.b.1.1riferita'])).toBe(true);
  });

  it('needs the note for a mark glued to a date', () => {
    expect(dateStands('2019-12-31', null, ['al 31-12-20194'])).toBe(false);
    expect(dateStands('2019-12-31', 'con la nota 4', ['al 31-12-20194'])).toBe(true);
  });

  it('reads the figures of a text, not the numbers of its parts', () => {
    expect(figuresOf('da 30 a 1.200, dal 15 novembre 2017').map((f) => f.iso ?? f.raw)).toEqual([
      '30',
      '1.200',
      '2017-11-15',
    ]);
    expect(figuresOf('8 in Tabella 1 (capitolo 2.14, nota 4)').map((f) => f.raw)).toEqual(['8']);
    const [first] = figuresOf('46,7%');
    expect(first && figureStands(first, null, ['circa il 46,7 per cento'])).toBe(true);
    expect(first && figureStands(first, null, ['circa il 46 per cento'])).toBe(false);
  });

  it('knows a figure that its cell computes', () => {
    const last = (text: string) => {
      const all = figuresOf(text);
      const figure = all.at(-1);
      return figure !== undefined && computedInCell(figure, all);
    };
    expect(last('12 + 8 = 20')).toBe(true);
    expect(last('7,3 + 0,7 = 8 milioni')).toBe(true);
    expect(last('32 su circa 59 (54,2%)')).toBe(true);
    expect(last('2 x 150,5 = 301')).toBe(true);
    expect(last('12 + 8 = 21')).toBe(false);
    expect(last('32 su circa 59 (55%)')).toBe(false);
    expect(last('44 o 100')).toBe(false);
  });

  it('knows words quoted in the note', () => {
    expect(quotedWordsStand('in lettere: "ogni lunedì"', ['aperto ogni lunedì'])).toBe(true);
    expect(quotedWordsStand('in lettere: "ogni lunedì"', ['aperto ogni martedì'])).toBe(false);
    expect(quotedWordsStand('"ogni lunedì"', ['aperto ogni lunedì'])).toBe(false);
  });

  it('prints numbers and no sentences', () => {
    expect(printedNumbers(['erano 30 famiglie, poi quattro, il 46,7%', 'ancora 30'])).toEqual([
      '30',
      'quattro',
      '46,7',
    ]);
    expect(printedNumbers([Array.from({ length: 20 }, (_, i) => `${i} `).join('')])).toHaveLength(13);
  });
});
