import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardinal, wordsIn, type WordKind } from './words';

const found = (text: string, kind: WordKind) =>
  wordsIn(text)
    .filter((w) => w.kind === kind)
    .map((w) => w.value);

describe('cardinal', () => {
  it.each([
    ['zero', 0],
    ['due', 2],
    ['Quattro', 4],
    ['ventitré', 23],
    ['ventotto', 28],
    ['trentun', 31],
    ['trentuno', 31],
    ['centootto', 108],
    ['centotto', 108],
    ['duecentocinquanta', 250],
    ['mille', 1000],
    ['milleduecento', 1200],
    ['tremila', 3000],
    ['trecentoventimila', 320000],
    ['dodicimilacinque', 12005],
  ])('%s', (word, value) => expect(cardinal(word)).toBe(value));

  it('knows elision only before an apostrophe', () => {
    expect(cardinal('vent')).toBeNull();
    expect(found('vent’anni', 'word')).toEqual([20]);
    expect(found("cent'anni", 'word')).toEqual([100]);
    expect(found('due cent', 'word')).toEqual([2]);
  });

  it('answers for any text', () => {
    fc.assert(fc.property(fc.string(), (s) => cardinal(s) === null || Number.isFinite(cardinal(s))));
    fc.assert(fc.property(fc.string(), (s) => wordsIn(s).every((w) => Number.isFinite(w.value))));
  });
});

describe('wordsIn', () => {
  it.each([
    ['una decina di persone', 10],
    ['una ventina', 20],
    ['due milioni', 2e6],
    ['cinquanta mila', 50000],
    ['un solo presidio', 1],
    ['uno su tre', 1],
    ['entrambi i lotti', 2],
    ['una ora e mezza', 1.5],
    ['2 ore e mezza', 2.5],
    ['cin-\nquanta nuclei', 50],
    ['nessun caso', 0],
  ])('%s', (text, value) => expect(found(text, 'word')).toContain(value));

  it('keeps articles and ordinals apart', () => {
    expect(found('un cortile e una scala', 'article')).toEqual([1, 1]);
    expect(found('il secondo lotto', 'ordinal')).toEqual([2]);
    expect(found('il cortile vecchio', 'word')).toEqual([]);
  });

  it('knows shares and rhythms', () => {
    expect(found('metà, un terzo, due terzi, tre quarti', 'share').map((v) => Math.round(v))).toEqual([
      50, 33, 67, 75,
    ]);
    expect(found('una su quattro', 'share')).toEqual([]);
    expect(wordsIn('a cadenza mensile').find((w) => w.kind === 'measure')).toMatchObject({
      value: 1,
      unit: 'per_month',
    });
  });
});
