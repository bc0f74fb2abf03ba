/**
 * English for the phrases of the tables that have no column of their own for it: notes, what contradictions say, what an
 * amount covers. `english.json` has them in the order in which each served file has the Italian ones; here they take
 * their places, so that everything after reads one language. Pure; never throws: a phrase without English stays as it is.
 */
import type { Catalog, English, EnglishWords, Fact, FactFile, Reference } from '../schema/served';
import { splitNote } from './notes';

/** Columns of the served tables whose words have their English in data/translations.csv. */
const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  sources: ['note'],
  // Only where it is no name: a body that the documents do not name is described.
  bodies: ['name', 'note'],
  programmes: ['note'],
  axes: ['note'],
  projects: ['note'],
  funding: ['scope', 'note'],
  places: ['note'],
  areas: ['location_source', 'note'],
  labs: ['note'],
  sites: ['space', 'location_source', 'note'],
  ambiti: ['note'],
  partners: ['note'],
  indicators: ['note'],
  events: ['note'],
  contradictions: ['value_a', 'value_b', 'why', 'note'],
  // Only where it is the Italian again: the tables have English of their own for the others.
  facts: ['dimension_en', 'note'],
};

/** Names of served files that hold such words. */
export const isLocalised = (file: string): boolean =>
  file === 'catalog.json' || file === 'reference.json' || file.startsWith('facts/');

const UNNAMED = /\(non nominat[aeio]\)$/;

type Cells = Readonly<Record<string, unknown>>;

/** The Italian phrase in a cell, and what stands before it; null: none. */
function phraseIn(row: Cells, column: string): { before: string; phrase: string } | null {
  const value = row[column];
  if (typeof value !== 'string') return null;
  if (column === 'dimension_en' && value !== row['dimension']) return null;
  if (column === 'name' && !UNNAMED.test(value)) return null;
  const { formula, rest } = column === 'note' ? splitNote(value) : { formula: '', rest: value };
  return rest === null ? null : { before: formula, phrase: rest };
}

/** A number that stands alone: domain/stated.ts writes it in the page's language. */
const isAlone = (text: string): boolean => /^[\d.,]+\s*(?:%|€|EUR)?$/.test(text);
/** Numbers and dates need no translation. */
const isWords = (phrase: string): boolean => /\p{L}/u.test(phrase) && !isAlone(phrase);

export interface Phrase {
  row: object;
  column: string;
  phrase: string;
}

/** Every phrase of a served file that needs English, in its order. */
export function* phrasesOf(content: object): Generator<Phrase> {
  for (const [table, rows] of Object.entries(content)) {
    const columns = Object.hasOwn(COLUMNS, table) ? (COLUMNS[table] ?? []) : [];
    if (!Array.isArray(rows)) continue;
    for (const row of rows as Cells[])
      for (const column of columns) {
        const found = phraseIn(row, column);
        if (found && isWords(found.phrase)) yield { row, column, phrase: found.phrase };
      }
  }
}

const distinct = (content: object): string[] => [
  ...new Set([...phrasesOf(content)].map(({ phrase }) => phrase)),
];

/** FNV-1a over the phrases: words made for other phrases, a copy of an older release, are not put among these. */
function checkOf(phrases: readonly string[]): string {
  let hash = 0x811c9dc5;
  for (const phrase of phrases)
    for (let i = 0; i <= phrase.length; i += 1)
      hash = Math.imul(hash ^ (i < phrase.length ? phrase.charCodeAt(i) : 0), 0x01000193) >>> 0;
  return hash.toString(36);
}

/** What `english.json` says of one served file. */
export function wordsFor(content: object, english: ReadonlyMap<string, string>): EnglishWords {
  const phrases = distinct(content);
  return { check: checkOf(phrases), words: phrases.map((phrase) => english.get(phrase) ?? phrase) };
}

/** Numbers as Italian prints them, in English: `1.246,50` becomes `1,246.50`; `9.1.3` is no number. */
export const englishNumbers = (text: string): string =>
  text.replace(/\d+(?:[.,]\d+)*/g, (n) =>
    /^(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?$/.test(n)
      ? n.replace(/[.,]/g, (mark) => (mark === '.' ? ',' : '.'))
      : n,
  );

function localise<T extends object>(content: T, words: EnglishWords | undefined): T {
  if (!words) return content;
  const phrases = distinct(content);
  if (words.words.length !== phrases.length || words.check !== checkOf(phrases)) return content;
  const english = new Map(phrases.map((phrase, i) => [phrase, words.words[i] ?? phrase]));
  const translated = Object.entries(content).map(([table, rows]: [string, unknown]) => {
    const columns = Object.hasOwn(COLUMNS, table) ? (COLUMNS[table] ?? []) : [];
    if (!Array.isArray(rows) || columns.length === 0) return [table, rows];
    const put = (row: Cells): Cells => {
      const changed: Record<string, string> = {};
      for (const column of columns) {
        const found = phraseIn(row, column);
        if (found && !isAlone(found.phrase))
          changed[column] = found.before + (english.get(found.phrase) ?? englishNumbers(found.phrase));
      }
      return { ...row, ...changed };
    };
    return [table, (rows as Cells[]).map(put)];
  });
  return Object.fromEntries(translated) as T;
}

/** The same with English words; without `english`, an Italian page, just as it is. */
export const localiseCatalog = (catalog: Catalog, english: English | null): Catalog =>
  english === null ? catalog : localise(catalog, english.files['catalog.json']);

export const localiseReference = (reference: Reference, english: English | null): Reference =>
  english === null ? reference : localise(reference, english.files['reference.json']);

/** Figures of whole files, in their order. */
export function localiseFacts(facts: readonly Fact[], english: English | null): readonly Fact[] {
  if (english === null) return facts;
  const themes = new Set(facts.map((f) => f.theme));
  return [...themes].flatMap((theme) => {
    const file: Pick<FactFile, 'facts'> = { facts: facts.filter((f) => f.theme === theme) };
    return localise(file, english.files[`facts/${theme}.json`]).facts;
  });
}
