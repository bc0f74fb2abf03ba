/** `npm run boundaries -- FILE`: a boundary file of a known date -> data/boundaries. See data/boundaries/README.md. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { langOf, parseArgs, type Options } from './args';
import { checkAndRepair, checkArea, checkCodes, checkCounts } from './check';
import { BoundaryFailure } from './failure';
import { areaKm2 } from './geometry';
import { labelsOf } from './labels';
import { applyMergers, peopleOf } from './mergers';
import { readBoundaries } from './read';
import { gzipSize, municipalitiesOf, simplifyDetail, simplifyOverview } from './simplify';
import { readPopulation, readTables, type People } from './tables';
import { failureText, noticeText, type Notice, type Step } from './texts';
import { csv, writeAll } from './write';

const REGION = { code: '03', name: 'Lombardia' };
const STEPS: readonly Step[] = ['read', 'check', 'merge', 'geometry', 'simplify', 'overview', 'write'];
const COLUMNS = [
  'istat_code',
  'name',
  'province_code',
  'province',
  'population',
  'population_year',
  'area_km2',
  'label_lon',
  'label_lat',
] as const;

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

/** Reads, checks, simplifies, writes. Throws BoundaryFailure and then has written nothing. */
export async function importBoundaries(options: Options, say: (notice: Notice) => void): Promise<void> {
  const step = (what: Step): void =>
    say({ kind: 'step', step: STEPS.indexOf(what) + 1, of: STEPS.length, what });
  const tables = readTables(options.dir, options.date);
  const { expected, provinces, mergers } = tables;
  const given = options.population === null ? new Map<string, People>() : readPopulation(options.population);

  step('read');
  const read = await readBoundaries(options.file, [...provinces.keys()]);
  say({ kind: 'read', municipalities: read.areas.features.length, layer: read.layer, crs: read.crs });

  step('check');
  const checked = checkCodes(read.areas);

  step('merge');
  const { areas: merged, applied } = await applyMergers(checked, mergers);
  for (const m of applied) say({ kind: 'merged', code: m.new_code, name: m.new_name, from: m.old_codes });
  merged.features.sort((a, b) => a.properties.code.localeCompare(b.properties.code));
  checkCounts(merged, tables);

  step('geometry');
  const repaired = await checkAndRepair(merged, tables.enclaves);
  if (repaired.slivers > 0) say({ kind: 'repaired', slivers: repaired.slivers, km2: repaired.km2 });
  const areas = repaired.areas;
  const total = checkArea(areas, expected.area_km2);

  step('simplify');
  const names = { region: REGION, provinces };
  const detail = await simplifyDetail(areas, names, (attempt) => say({ kind: 'try', ...attempt }));
  const labels = await labelsOf(areas, municipalitiesOf(detail.topology));

  step('overview');
  const overview = await simplifyOverview(areas, names, (attempt) => say({ kind: 'try', ...attempt }));

  // Given figures win over those of the file, and both over what was there before.
  const people = new Map<string, People>();
  const from = { file: 0, input: 0, previous: 0 };
  for (const { properties } of areas.features) {
    const choices = [
      ['file', peopleOf(properties.code, given, mergers)],
      ['input', properties.people],
      ['previous', peopleOf(properties.code, tables.previousPeople, mergers)],
    ] as const;
    const choice = choices.find(([, value]) => value !== null);
    if (!choice?.[1]) continue;
    people.set(properties.code, choice[1]);
    from[choice[0]]++;
  }
  for (const source of ['file', 'input', 'previous'] as const)
    if (from[source] > 0) say({ kind: 'population', source, count: from[source] });
  const without = areas.features.map((f) => f.properties.code).filter((code) => !people.has(code));
  if (without.length > 0) say({ kind: 'population-missing', codes: without });

  step('write');
  const rows = areas.features.map(({ geometry, properties: { code, name } }) => {
    const [lon, lat] = labels.get(code) ?? [null, null];
    const own = people.get(code);
    const province = code.slice(0, 3);
    return [
      ...[code, name, province, provinces.get(province) ?? null],
      ...[own?.population ?? null, own?.year ?? null, areaKm2(geometry).toFixed(4), lon, lat],
    ];
  });
  const worst = detail.distortion[0] ?? { code: '', share: 0 };
  const median = detail.distortion[Math.floor(detail.distortion.length / 2)]?.share ?? 0;
  const coarse = overview.distortion;
  const report = {
    reference_date: expected.reference_date,
    input: basename(options.file),
    input_sha256: createHash('sha256').update(readFileSync(options.file)).digest('hex'),
    municipalities: areas.features.length,
    provinces: expected.provinces,
    area_km2: round(total, 3),
    population: [...people.values()].reduce((sum, p) => sum + p.population, 0),
    mergers_applied: applied.map((m) => m.new_code),
    slivers_repaired: repaired.slivers,
    detail: {
      points: detail.points,
      gzip_bytes: detail.gzip,
      interval_m: detail.interval,
      distortion_max: round(worst.share, 5),
      distortion_max_code: worst.code,
      distortion_median: round(median, 5),
    },
    overview: {
      points: overview.points,
      gzip_bytes: overview.gzip,
      interval_m: overview.interval,
      distortion_max: round(coarse[0]?.share ?? 0, 5),
      distortion_median: round(coarse[Math.floor(coarse.length / 2)]?.share ?? 0, 5),
    },
  };
  const files = {
    'comuni.topo.json': detail.json,
    'overview.topo.json': overview.json,
    'comuni.csv': csv(COLUMNS, rows),
    'import.json': `${JSON.stringify(report, null, 2)}\n`,
  };
  writeAll(options.dir, files);
  say({
    kind: 'done',
    dir: options.dir,
    files: Object.entries(files).map(([name, text]) => ({
      name,
      bytes: Buffer.byteLength(text),
      gzip: gzipSize(text),
    })),
  });
  say({
    kind: 'summary',
    municipalities: areas.features.length,
    area_km2: total,
    points: detail.points,
    max: worst.share,
    median,
    worst: worst.code,
  });
}

/** Runs the command line; returns the exit code. */
export async function main(
  argv: readonly string[],
  env: Record<string, string | undefined>,
  out: (line: string) => void,
): Promise<0 | 1> {
  const lang = langOf(argv, env);
  try {
    await importBoundaries(parseArgs(argv), (notice) => out(noticeText(notice, lang)));
    return 0;
  } catch (error) {
    if (!(error instanceof BoundaryFailure)) throw error;
    out(failureText(error.failure, lang));
    return 1;
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  process.exitCode = await main(process.argv.slice(2), process.env, (line) => console.error(line));
