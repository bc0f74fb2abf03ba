import { describe, expect, it } from 'vitest';
import { LIMITS, PROBLEMS, type ProblemId } from '../own/types';
import { countWords, OWN_WORDS, problemText } from './own';

const LANGS = ['it', 'en'] as const;

/** Every text of an object with its path. */
function texts(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  return Object.entries(value as object).flatMap(([key, inner]) => texts(inner, `${path}.${key}`));
}
/** Texts of punctuation alone. */
const ONLY_PLACES = new Set(['.card.of', '.table.caption']);
const places = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

describe('words of own data', () => {
  it('say of every problem what is wrong and how to mend it, in both languages', () => {
    for (const lang of LANGS) {
      expect(Object.keys(OWN_WORDS[lang].problem).sort()).toEqual([...PROBLEMS].sort());
      for (const id of PROBLEMS) {
        const { what, mend } = OWN_WORDS[lang].problem[id];
        expect(what.length, id).toBeGreaterThan(8);
        expect(mend.length, id).toBeGreaterThan(20);
      }
    }
  });

  it('are as many in English, with the same places, and differ', () => {
    const [italian, english] = [texts(OWN_WORDS.it), texts(OWN_WORDS.en)];
    expect(english.map(([path]) => path)).toEqual(italian.map(([path]) => path));
    for (const [i, [path, text]] of italian.entries()) {
      expect(text.trim(), path).not.toBe('');
      expect(places(english[i]?.[1] ?? ''), path).toEqual(places(text));
      if (!ONLY_PLACES.has(path)) expect(english[i]?.[1], path).not.toBe(text);
    }
  });

  it('say sizes and counts as numbers, and the limits that hold', () => {
    const of = (id: ProblemId, text: string) => problemText({ id, text }, 'it');
    expect(of('too-large', String(25 * 2 ** 20))).toBe('25 MB');
    expect(of('too-many-rows', '60000')).toBe('60.000');
    expect(of('not-json', '12')).toBe(', vicino a «12»');
    expect(of('not-json', '')).toBe('');
    expect(of('projected', '514000, 5034000')).toBe('514000, 5034000');
    expect(OWN_WORDS.it.problem['too-large'].mend).toContain(`${LIMITS.bytes / 2 ** 20} MB`);
    expect(OWN_WORDS.en.problem['too-many-rows'].mend).toContain('50,000');
    expect(countWords('comuni', 1, 'it')).toBe('1 comune');
    expect(countWords('punti', 1200, 'en')).toBe('1,200 points');
  });
});
