/** Reads the served files from disk while pages are prerendered; the same shapes are checked as in the browser. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { localiseCatalog, localiseFacts, localiseReference } from '$lib/domain/english';
import type { Lang } from '$lib/domain/figures';
import { buildIndex, type Index } from '$lib/domain/select';
import type { Catalog, Facts, Manifest, Municipality } from '$lib/schema/served';
import { THEMES } from '$lib/schema/tables';
import { checkShape, decodeMunicipalities, type FileName } from './load';

const DIR = join(process.cwd(), 'static/data');
const cache = new Map<string, unknown>();

function read<F extends FileName>(file: F): ReturnType<typeof checkShape<F>> {
  const known = cache.get(file);
  if (known) return known as ReturnType<typeof checkShape<F>>;
  const parsed = checkShape(file, JSON.parse(readFileSync(join(DIR, file), 'utf8')) as unknown);
  cache.set(file, parsed);
  return parsed;
}

export interface Release {
  catalog: Catalog;
  facts: Facts;
  municipalities: Municipality[];
  manifest: Manifest;
  index: Index;
}

/** Everything of the current release, in the words of the page's language. */
export function readRelease(lang: Lang): Release {
  const english = lang === 'it' ? null : read('english.json');
  const catalog = localiseCatalog(read('catalog.json'), english);
  const facts: Facts = {
    ...localiseReference(read('reference.json'), english),
    facts: localiseFacts(
      THEMES.flatMap((theme) => read(`facts/${theme}.json`).facts),
      english,
    ),
  };
  return {
    catalog,
    facts,
    municipalities: decodeMunicipalities(read('comuni.json')),
    manifest: read('manifest.json'),
    index: buildIndex(catalog, facts),
  };
}

export const readOverview = () => read('overview.topo.json');
