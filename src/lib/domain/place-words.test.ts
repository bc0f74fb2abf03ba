import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Catalog } from '$lib/schema/served';
import { placeWords } from './place-words';

const catalog = JSON.parse(readFileSync('static/data/catalog.json', 'utf8')) as Catalog;
const { files: english } = JSON.parse(readFileSync('static/data/english.json', 'utf8')) as {
  files: Record<string, { words: string[] }>;
};

it('bug: readers saw the names that the tables give their points (places:mi-sansiro)', () => {
  const said = [...catalog.areas, ...catalog.sites].flatMap(({ location_source: s }) => (s ? [s] : []));
  expect(said.some((s) => s.startsWith('places:'))).toBe(true);
  const translated = Object.values(english).flatMap(({ words }) =>
    words.filter((w) => w.includes('places:')),
  );
  expect(translated.length).toBeGreaterThan(10);
  for (const s of [...said, ...translated]) {
    const words = placeWords(s);
    expect(words).not.toMatch(/places:|\([a-z]+-[a-z-]+\)|^\s|^$/);
    // Names of sources and licences stay.
    for (const kept of s.match(/\([^)]* [^)]*\)/g) ?? []) expect(words).toContain(placeWords(kept));
  }
  expect(placeWords('places:mi-sansiro; NIL 57, Comune di Milano ds964, CC BY 4.0')).toBe(
    'NIL 57, Comune di Milano ds964, CC BY 4.0',
  );
  expect(placeWords("quartiere dell'intervento (mi-sansiro); indirizzo della sede non detto")).toBe(
    "quartiere dell'intervento; indirizzo della sede non detto",
  );
});
