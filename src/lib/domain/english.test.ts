/** English for the tables' phrases: taken from the release, put where the Italian ones stand, and nowhere else. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { realRelease, type ServedRelease } from '../../../tests/support/release';
import { checkFigures, checkTranslations } from '../../pipeline/check/translations';
import type { Catalog, English, Fact, Reference } from '../schema/served';
import {
  englishNumbers,
  localiseCatalog,
  localiseFacts,
  localiseReference,
  phrasesOf,
  wordsFor,
} from './english';
import { noteWords, splitNote } from './notes';

let real: ServedRelease;
beforeAll(() => void (real = realRelease()));

const phrases = (content: object): string[] => [...phrasesOf(content)].map(({ phrase }) => phrase);
const english = (file: string, content: object, words: Record<string, string>): English => ({
  release: '1',
  files: { [file]: wordsFor(content, new Map(Object.entries(words))) },
});
const fact = (over: Partial<Fact>): Fact =>
  ({ id: 'a', theme: 'people', dimension: null, dimension_en: null, note: null, ...over }) as Fact;

describe('the release in English', () => {
  it('bug: notes and contradictions stood in Italian on English pages: every phrase that has English shows it', () => {
    const catalog = localiseCatalog(real.catalog, real.english);
    const reference = localiseReference(real.reference, real.english);
    const facts = localiseFacts(real.facts, real.english);
    const at = real.catalog.projects.findIndex((p) => p.note?.startsWith('titolo del progetto non stampato'));
    expect(catalog.projects[at]?.note).toContain('not printed');
    expect(reference.contradictions.some((c) => c.why === 'Misprint in the title')).toBe(true);
    expect(facts.some((f) => f.dimension === 'obiettivo' && f.dimension_en === 'objective')).toBe(true);
    // What is left alike in both languages is a name, a code or a quotation: few of many.
    // (A described body has a name of no kind any more once it is in English.)
    const [before, after] = [real.catalog, catalog].map((c) => phrases({ ...c, bodies: [] }));
    if (!before || !after) throw new Error('no phrases');
    expect(before.filter((p, i) => p === after[i]).length).toBeLessThan(before.length / 10);
  });

  it('bug: bodies that the documents do not name were described in Italian; names of bodies stay', () => {
    const { bodies } = localiseCatalog(real.catalog, real.english);
    const changed = bodies.filter((b, i) => b.name !== real.catalog.bodies[i]?.name).map((b) => b.name);
    expect(changed.length).toBeGreaterThan(0);
    for (const name of changed) expect(name).toMatch(/ \(not named\)$/);
    expect(bodies.some((b) => b.name.includes('non nominat'))).toBe(false);
  });

  it('is of the same length and order, and changes no id, figure, source or Italian dimension', () => {
    const facts = localiseFacts(real.facts, real.english);
    expect(facts.map((f) => [f.id, f.figure, f.lines, f.dimension, f.basis])).toEqual(
      real.facts.map((f) => [f.id, f.figure, f.lines, f.dimension, f.basis]),
    );
    const catalog = localiseCatalog(real.catalog, real.english);
    expect(catalog.funding.map((f) => [f.funding_id, f.amount_eur])).toEqual(
      real.catalog.funding.map((f) => [f.funding_id, f.amount_eur]),
    );
  });

  it('leaves an Italian page the very files that were served', () => {
    expect(localiseCatalog(real.catalog, null)).toBe(real.catalog);
    expect(localiseReference(real.reference, null)).toBe(real.reference);
    expect(localiseFacts(real.facts, null)).toBe(real.facts);
  });

  it('keeps a formula as it is: the check of the tables and the page read it', () => {
    const facts = localiseFacts(real.facts, real.english);
    let kept = 0;
    for (const [i, { note }] of real.facts.entries()) {
      const { formula } = splitNote(note ?? '');
      if (formula === '') continue;
      expect(facts[i]?.note?.startsWith(formula)).toBe(true);
      kept += 1;
    }
    expect(kept).toBeGreaterThan(20);
    const own = fact({ note: 'formula: [a-1]/[a-2]; quota stampata' });
    const words = english('facts/people.json', { facts: [own] }, { 'quota stampata': 'share printed' });
    const [told] = localiseFacts([own], words);
    expect(told?.note).toBe('formula: [a-1]/[a-2]; share printed');
    expect(noteWords(told?.note ?? null).rest).toBe('share printed');
  });
});

describe('localise', () => {
  it('takes no words made for other phrases: those of an older release are left aside whole', () => {
    const [now, before] = [fact({ note: 'circa' }), fact({ note: 'quasi' })];
    const words = english('facts/people.json', { facts: [before] }, { quasi: 'almost' });
    expect(localiseFacts([before], words)[0]?.note).toBe('almost');
    expect(localiseFacts([now], words)).toEqual([now]);
    expect(localiseFacts([now, now], words)).toEqual([now, now]);
  });

  it('leaves an English dimension of the tables, and a number that stands alone, to those who read them', () => {
    const rows = [fact({ dimension: 'donne', dimension_en: 'women' }), fact({ id: 'b', note: '46,7%' })];
    const words = english('facts/people.json', { facts: rows }, { donne: 'wrong' });
    expect(localiseFacts(rows, words)).toEqual(rows);
    const list = [fact({ note: '64,7 / 34,5 / 0,8%' })];
    expect(localiseFacts(list, english('facts/people.json', { facts: list }, {}))[0]?.note).toBe(
      '64.7 / 34.5 / 0.8%',
    );
  });

  it('never throws and never changes what it is given, whatever the words', () => {
    const catalog = Object.freeze({
      release: '1',
      projects: [Object.freeze({ project_id: 'p', note: 'nota' })],
    }) as unknown as Catalog;
    fc.assert(
      fc.property(
        fc.string(),
        fc.array(fc.string()),
        fc.string(),
        fc.option(fc.string()),
        (check, words, name, note) => {
          const files = { [name]: { check, words }, 'catalog.json': { check, words } };
          const some: English = { release: '', files };
          expect(localiseCatalog(catalog, some)).toEqual(catalog);
          const facts = [fact({ note, dimension: name, dimension_en: name })];
          expect(localiseFacts(facts, some)).toEqual(facts);
          expect(() => localiseReference({} as Reference, some)).not.toThrow();
        },
      ),
    );
  });

  it('writes Italian numbers as English does, and leaves codes and misprints', () => {
    expect(englishNumbers('1.246,50 e 46,7 su 8.000')).toBe('1,246.50 e 46.7 su 8,000');
    for (const text of ['9.1.3', '3.c.1.1', '300.00,00', '5309', '2014-09/2015-12', ''])
      expect(englishNumbers(text)).toBe(text);
  });
});

describe('check of the translations', () => {
  const tables = (it: string, en: string) => ({ translations: [{ it, en }] });
  const wrong = (it: string, en: string) => checkFigures(tables(it, en), new Map()).map((f) => f.rule);

  it('knows the figures of both languages, and quotations as they are printed', () => {
    expect(wrong('circa 1.246,5 su 8.000', 'about 1,246.5 of 8,000')).toEqual([]);
    expect(wrong('azione 9.1.3, 5309 nuclei', 'action 9.1.3, 5,309 households')).toEqual([]);
    expect(wrong('stampato "308135,3 €", 1,5 in media', 'printed "308135,3 €", 1.5 on average')).toEqual([]);
    expect(wrong('stampato "308135,3 €"', 'printed "308135.3 €"')).toEqual(['translation-figures']);
    expect(wrong('quota del 46,7%', 'share of 46,7%')).toEqual(['translation-figures']);
    expect(wrong('8.000 euro', '8.000 euro')).toEqual(['translation-figures']);
    expect(wrong('3 casi su 10', '10 cases')).toEqual(['translation-figures']);
  });

  it('asks once for a phrase that stands in many places', () => {
    const served = { projects: [{ note: 'circa' }, { note: 'circa' }, { note: '12' }] };
    const all = { translations: [], observations: [], arrears: [], contradictions: [] };
    const found = checkTranslations([served], all as never, new Map());
    expect(found.map((f) => [f.rule, f.column, f.value])).toEqual([['untranslated', 'note', 'circa']]);
  });
});
