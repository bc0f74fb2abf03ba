/**
 * `npm run data`: data/ -> static/data/. Reads, checks, derives, protects, writes; on any error writes nothing.
 * Runs by itself before dev and build; when nothing has changed it stops after hashing its inputs.
 */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { wordsFor } from '../lib/domain/english';
import type {
  Catalog,
  English,
  Fact,
  FactFile,
  Manifest,
  Municipalities,
  Reference,
} from '../lib/schema/served';
import { THEMES, type Row, type Tables, type Theme } from '../lib/schema/tables';
import { crossCheck } from './check/cross';
import { checkReleases } from './check/density';
import { formatReport, pipelineLang, type Finding, type PipelineLang } from './check/report';
import { checkFigures, checkTranslations } from './check/translations';
import { statedFact } from './derive/facts';
import { protectArrears, protectContradictions } from './protect/arrears';
import { readBoundaries, servedPoint, type Boundaries } from './read/boundaries';
import { readTables } from './read/table';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** What the served files depend on besides data/. */
const CODE = ['src/pipeline', 'src/lib/schema', 'src/lib/domain', 'src/lib/density'];

export interface BuildResult {
  findings: Finding[];
  /** Served files by name; empty when there are findings. */
  files: Map<string, string | Buffer>;
  manifest: Omit<Manifest, 'inputs'> | null;
}

const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');

function* walk(dir: string): Generator<string> {
  for (const entry of readdirSync(dir, { withFileTypes: true }).sort((a, b) =>
    a.name.localeCompare(b.name),
  )) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) yield* walk(path);
    else yield path;
  }
}

/** Hash over names and contents of all inputs. */
export function hashInputs(dirs: readonly string[], root = ROOT): string {
  const hash = createHash('sha256');
  for (const dir of dirs) {
    for (const path of walk(dir))
      hash.update(relative(root, path)).update('\0').update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

function factsOf(tables: Tables): Fact[] {
  const theme = new Map(tables.indicators.map((i) => [i.indicator_id, i.theme]));
  const themeOf = (row: Row<'observations'>): Theme => theme.get(row.indicator_id) ?? 'output';
  const stated = tables.observations.map((row) => statedFact(row, themeOf(row)));
  const order = (fact: Fact) => THEMES.indexOf(fact.theme);
  return [...stated, ...protectArrears(tables.arrears)].sort((a, b) => order(a) - order(b));
}

function countStates(facts: readonly Fact[]): Record<string, number> {
  const counts: Record<string, number> = { value: 0, zero: 0, qualitative: 0, missing: 0, suppressed: 0 };
  for (const { figure } of facts) counts[figure.state] = (counts[figure.state] ?? 0) + 1;
  return counts;
}

const round = (n: number, digits: number): number => Number(n.toFixed(digits));

function municipalitiesFile(release: string, { municipalities }: Boundaries): Municipalities {
  return {
    release,
    provinces: Object.fromEntries(municipalities.map((m) => [m.province_code, m.province])),
    municipalities: municipalities.map((m) => [
      m.istat_code,
      m.name,
      m.population,
      m.population_year,
      // To a hectare: what a density needs.
      round(m.area_km2, 2),
      ...servedPoint(m.label),
      m.extent_km,
    ]),
  };
}

/** What is served of the tables, after protection, by file name. */
function servedTables(release: string, tables: Tables): Map<string, Catalog | Reference | FactFile> {
  const catalog: Catalog = {
    release,
    sources: tables.sources,
    bodies: tables.bodies,
    programmes: tables.programmes,
    axes: tables.funding_axes,
    projects: tables.projects,
    funding: tables.project_funding,
    places: tables.project_places,
    areas: tables.areas,
    labs: tables.labs,
    sites: tables.lab_sites,
    ambiti: tables.lab_ambiti,
    partners: tables.lab_partners,
  };
  const facts = factsOf(tables);
  const theme = new Map(tables.indicators.map((i) => [i.indicator_id, i.theme]));
  const reference: Reference = {
    release,
    indicators: tables.indicators,
    events: tables.events,
    contradictions: protectContradictions(
      tables.contradictions,
      (id) => theme.get(id) === 'arrears',
      tables.arrears,
    ),
  };
  return new Map<string, Catalog | Reference | FactFile>([
    ['catalog.json', catalog],
    ['reference.json', reference],
    ...THEMES.map((theme): [string, FactFile] => [
      `facts/${theme}.json`,
      { release, facts: facts.filter((f) => f.theme === theme) },
    ]),
  ]);
}

/** English of what is served and of nothing else: a phrase that is withheld has none here. */
function englishFile(release: string, tables: Tables, served: ReadonlyMap<string, object>): English {
  const english = new Map(tables.translations.map((row) => [row.it, row.en]));
  return {
    release,
    files: Object.fromEntries([...served].map(([name, content]) => [name, wordsFor(content, english)])),
  };
}

/** The served files by name, from checked tables. */
function servedFiles(
  dir: string,
  release: string,
  tables: Tables,
  served: ReadonlyMap<string, object>,
  boundaries: Boundaries,
): Map<string, string | Buffer> {
  const files = new Map<string, string | Buffer>(
    [...served].map(([name, content]) => [name, JSON.stringify(content)]),
  );
  files.set('english.json', JSON.stringify(englishFile(release, tables, served)));
  files.set('comuni.json', JSON.stringify(municipalitiesFile(release, boundaries)));
  for (const name of ['comuni.topo.json', 'overview.topo.json']) {
    files.set(name, readFileSync(join(dir, 'boundaries', name)));
  }
  for (const area of tables.areas) {
    if (area.geometry !== null)
      files.set(`perimeters/${area.geometry}`, readFileSync(join(dir, 'perimeters', area.geometry)));
  }
  return files;
}

/** Everything from reading to protecting, without touching the disk beyond `dir`. */
export function buildData(dir: string, log: (line: string) => void = () => undefined): BuildResult {
  log('1/4 read');
  const { tables, origins, findings } = readTables(dir);
  const boundaries = readBoundaries(dir);
  log('2/4 check');
  // Cross checks speak of typed rows; rows that could not be read are already reported.
  const all = [
    ...findings,
    ...crossCheck({ dir, tables, origins, boundaries }),
    ...checkFigures(tables, origins),
  ];
  if (all.length > 0) return { findings: all, files: new Map(), manifest: null };
  log('3/4 derive, protect');
  const release = readFileSync(join(dir, 'RELEASE'), 'utf8').trim();
  const served = servedTables(release, tables);
  const untranslated = checkTranslations(served.values(), tables, origins);
  if (untranslated.length > 0) return { findings: untranslated, files: new Map(), manifest: null };
  const files = servedFiles(dir, release, tables, served, boundaries);
  const counts = Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, rows.length]));
  const manifest = {
    release,
    counts: { ...counts, municipalities: boundaries.municipalities.length },
    states: countStates(factsOf(tables)),
    files: Object.fromEntries(
      [...files].map(([name, content]) => [
        name,
        { sha256: sha256(content), bytes: Buffer.byteLength(content) },
      ]),
    ),
  };
  return { findings: [], files, manifest };
}

/** Writes into a folder beside the target and swaps, so that a reader never sees half a release. */
function write(target: string, files: ReadonlyMap<string, string | Buffer>): void {
  const fresh = `${target}.new`;
  rmSync(fresh, { recursive: true, force: true });
  for (const [name, content] of files) {
    mkdirSync(dirname(join(fresh, name)), { recursive: true });
    writeFileSync(join(fresh, name), content);
  }
  rmSync(target, { recursive: true, force: true });
  renameSync(fresh, target);
}

function isCurrent(target: string, inputs: string): Manifest | null {
  try {
    const manifest = JSON.parse(readFileSync(join(target, 'manifest.json'), 'utf8')) as Manifest;
    const complete = Object.entries(manifest.files).every(
      ([name, { bytes }]) => existsSync(join(target, name)) && statSync(join(target, name)).size === bytes,
    );
    return manifest.inputs === inputs && complete ? manifest : null;
  } catch {
    return null;
  }
}

const summary = (manifest: Pick<Manifest, 'counts' | 'states'>, lang: PipelineLang): string => {
  const total = Object.values(manifest.states).reduce((a, b) => a + b, 0);
  const { suppressed = 0 } = manifest.states;
  const { municipalities = 0, areas = 0, labs = 0, projects = 0, contradictions = 0 } = manifest.counts;
  return lang === 'it'
    ? `${total} cifre (${suppressed} riservate), ${areas} aree, ${labs} laboratori, ${projects} progetti, ${municipalities} comuni, ${contradictions} contraddizioni`
    : `${total} figures (${suppressed} suppressed), ${areas} areas, ${labs} labs, ${projects} projects, ${municipalities} municipalities, ${contradictions} contradictions`;
};

/** Command line. Returns the exit code. */
export async function main(argv: readonly string[], root = ROOT): Promise<number> {
  const lang = pipelineLang(argv, process.env);
  const target = join(root, 'static/data');
  const inputs = hashInputs([join(root, 'data'), ...CODE.map((dir) => join(root, dir))], root);
  const current = isCurrent(target, inputs);
  if (current) {
    console.log(
      lang === 'it'
        ? `Dati già aggiornati: ${summary(current, lang)}`
        : `Data up to date: ${summary(current, lang)}`,
    );
    return 0;
  }
  const { findings, files, manifest } = buildData(join(root, 'data'), (line) => console.log(line));
  const report = formatReport(findings, lang);
  if (report !== null || manifest === null) {
    console.error(report);
    return 1;
  }
  // Densities of arrears that an office has made: served only when an attack on all of them together tells nothing.
  const density = await checkReleases(join(root, 'data/density'));
  if (density.findings.length > 0) {
    for (const finding of density.findings) console.error(`data/density/${finding.file}: ${finding[lang]}`);
    return 1;
  }
  for (const { file } of density.releases) {
    const content = readFileSync(join(root, 'data/density', file));
    files.set(`density/${file}`, content);
    manifest.files[`density/${file}`] = { sha256: sha256(content), bytes: content.length };
  }
  console.log('4/4 write');
  write(
    target,
    new Map([...files, ['manifest.json', `${JSON.stringify({ ...manifest, inputs }, null, 1)}\n`]]),
  );
  console.log(
    lang === 'it' ? `Dati pronti: ${summary(manifest, lang)}` : `Data ready: ${summary(manifest, lang)}`,
  );
  return 0;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  process.exit(await main(process.argv.slice(2)));
