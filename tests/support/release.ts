/** The data under test, served or built on the spot, so that expectations come from the rows and not from typed numbers. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { decodeMunicipalities } from '$lib/data/load';
import { NO_FACETS } from '$lib/domain/facets';
import { buildIndex, selectRows, type Index, type Rows } from '$lib/domain/select';
import type {
  Catalog,
  English,
  Fact,
  FactFile,
  Municipalities,
  Municipality,
  Reference,
} from '$lib/schema/served';
import { THEMES } from '$lib/schema/tables';
import { defaultView } from '$lib/state/view';
import { buildData } from '../../src/pipeline/build';

export interface ServedRelease {
  index: Index;
  catalog: Catalog;
  facts: Fact[];
  reference: Reference;
  municipalities: Municipality[];
  english: English;
  /** Rows of a question; the default view's date when none is given. */
  rows: (axes?: readonly string[], date?: string) => Rows;
}

/** `text`: a served file by its name. */
function releaseOf(text: (name: string) => string): ServedRelease {
  const read = <T>(name: string): T => JSON.parse(text(name)) as T;
  const catalog = read<Catalog>('catalog.json');
  const facts = THEMES.flatMap((theme) => read<FactFile>(`facts/${theme}.json`).facts);
  const index = buildIndex(catalog, { facts });
  return {
    index,
    catalog,
    facts,
    reference: read<Reference>('reference.json'),
    municipalities: decodeMunicipalities(read<Municipalities>('comuni.json')),
    english: read<English>('english.json'),
    rows: (axes = [], date = defaultView('it').date) => selectRows(index, { axes, facets: NO_FACETS, date }),
  };
}

/** Reads build/data of the site that the tests open. */
export const servedRelease = (): ServedRelease =>
  releaseOf((name) => readFileSync(join(inject('buildDir'), 'data', name), 'utf8'));

/** What the tables under data/ become, for tests that need no site. */
export function realRelease(): ServedRelease {
  const { files } = buildData(join(process.cwd(), 'data'));
  return releaseOf((name) => String(files.get(name)));
}
