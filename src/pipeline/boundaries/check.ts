/** Whether a file is the one expected, and whether its polygons divide the region. Throws BoundaryFailure. */
import { fail } from './failure';
import { areaKm2, depth, polygonsOf, ringAreaKm2 } from './geometry';
import type { Municipality } from './mergers';
import type { Raw } from './read';
import { reshape, type Areas } from './shaper';
import type { BoundaryTables, Enclave } from './tables';

/** Gaps and overlaps up to one hectare are noise of digitising and are repaired; larger ones are errors. */
export const SLIVER_KM2 = 0.01;
/** Of the region's area: a missing municipality of mean size is 0.07 %, but those are counted. */
export const AREA_TOLERANCE = 0.001;

const CODE = /^\d{6}$/;

/** Codes as text, once each, with a name. */
export function checkCodes(areas: Areas<Raw>): Areas<Municipality> {
  const bad = areas.features
    .map((f) => f.properties.code)
    .filter((code) => typeof code !== 'string' || !CODE.test(code));
  if (bad.length > 0) fail({ kind: 'codes', found: bad.map((code) => JSON.stringify(code) ?? 'null') });

  const seen = new Set<string>();
  const twice = new Set<string>();
  const nameless: string[] = [];
  const features = areas.features.map((f) => {
    const code = String(f.properties.code);
    const name = typeof f.properties.name === 'string' ? f.properties.name.trim() : '';
    if (seen.has(code)) twice.add(code);
    if (name === '') nameless.push(code);
    seen.add(code);
    return { ...f, properties: { code, name, people: f.properties.people } };
  });
  if (twice.size > 0) fail({ kind: 'duplicates', found: [...twice].sort() });
  if (nameless.length > 0) fail({ kind: 'names', found: nameless });
  features.sort((a, b) => a.properties.code.localeCompare(b.properties.code));
  return { type: 'FeatureCollection', features };
}

/** Number of municipalities and provinces of the reference date. */
export function checkCounts(areas: Areas<Municipality>, tables: BoundaryTables): void {
  const { expected, provinces, previousNames } = tables;
  const names = new Map(areas.features.map((f) => [f.properties.code, f.properties.name]));
  if (names.size !== expected.municipalities) {
    const label = ([code, name]: readonly [string, string]): string => `${code} ${name}`;
    fail({
      kind: 'count',
      date: expected.reference_date,
      expected: expected.municipalities,
      found: names.size,
      missing: [...previousNames].filter(([code]) => !names.has(code)).map(label),
      extra:
        previousNames.size === 0 ? [] : [...names].filter(([code]) => !previousNames.has(code)).map(label),
    });
  }
  const found = [...new Set([...names.keys()].map((code) => code.slice(0, 3)))].sort();
  const unknown = found.filter((code) => !provinces.has(code));
  if (found.length !== expected.provinces || unknown.length > 0)
    fail({ kind: 'provinces', expected: expected.provinces, found, unknown });
}

export interface Repaired {
  areas: Areas<Municipality>;
  slivers: number;
  km2: number;
}

interface Tile {
  n: number;
  codes: string[] | string | null;
}

interface Faults {
  slivers: number;
  km2: number;
}

/** Throws on overlaps and on gaps larger than `tolerance` km² that are no enclaves; counts the smaller ones. */
async function checkFaults(
  areas: Areas<Municipality>,
  enclaves: readonly Enclave[],
  tolerance: number,
): Promise<Faults> {
  // The mosaic is made of tiles with the number of polygons that claim each; nobody claims a gap.
  const tiles = await reshape<Municipality, Tile>(areas, [
    ...['-mosaic', 'calc=n = count(), codes = collect(code)', '-filter', 'n !== 1'],
  ]);
  const faults = tiles.features.map((f) => ({ ...f, km2: areaKm2(f.geometry) }));
  const large = faults.filter((f) => f.km2 > tolerance).sort((a, b) => b.km2 - a.km2);

  const overlaps = large.filter((f) => f.properties.n > 1);
  if (overlaps.length > 0) {
    const names = new Map(areas.features.map((f) => [f.properties.code, f.properties.name]));
    const places = (codes: Tile['codes']): string[] =>
      [codes ?? []].flat().map((code) => `${code} ${names.get(code) ?? ''}`.trim());
    fail({
      kind: 'overlap',
      found: overlaps.map((f) => ({ places: places(f.properties.codes), km2: f.km2 })),
    });
  }

  const isEnclave = (f: (typeof faults)[number]): boolean =>
    enclaves.some(
      (e) => depth(f.geometry, e.lon, e.lat) > 0 && Math.abs(f.km2 - e.area_km2) < 0.2 * e.area_km2,
    );
  const gaps = large.filter((f) => !(f.properties.n > 1) && !isEnclave(f));
  if (gaps.length > 0)
    fail({
      kind: 'gap',
      found: gaps.map((f) => {
        const [lon = NaN, lat = NaN] = polygonsOf(f.geometry)[0]?.[0]?.[0] ?? [];
        return { lon, lat, km2: f.km2 };
      }),
    });

  const slivers = faults.filter((f) => f.km2 <= tolerance);
  return { slivers: slivers.length, km2: slivers.reduce((sum, f) => sum + f.km2, 0) };
}

/**
 * Looks for invalid rings, overlaps and gaps, then repairs what is below SLIVER_KM2. Enclaves of other regions are true
 * gaps and stay.
 */
export async function checkAndRepair(
  areas: Areas<Municipality>,
  enclaves: readonly Enclave[],
): Promise<Repaired> {
  const broken = areas.features.filter((f) => !ringsClosed(f.geometry)).map((f) => f.properties.code);
  if (broken.length > 0) fail({ kind: 'rings', found: broken });
  const { slivers, km2 } = await checkFaults(areas, enclaves, SLIVER_KM2);

  const cleaned = await reshape(areas, ['-clean']);
  const before = new Map(areas.features.map((f) => [f.properties.code, areaKm2(f.geometry)]));
  const after = new Map(cleaned.features.map((f) => [f.properties.code, areaKm2(f.geometry)]));
  // A ring that crosses itself has an area that depends on who reads it; the repair must not decide it.
  const changed = [...before].filter(([code, area]) => Math.abs((after.get(code) ?? 0) - area) > SLIVER_KM2);
  if (changed.length > 0) fail({ kind: 'rings', found: changed.map(([code]) => code) });
  // What the repair left is an error however small; a square metre is below what the file can say.
  await checkFaults(cleaned, enclaves, 1e-6);
  return { areas: cleaned, slivers, km2 };
}

/** At least four positions, the last equal to the first, some area. */
function ringsClosed(geometry: Areas<unknown>['features'][number]['geometry'] | null): boolean {
  const polygons = polygonsOf(geometry);
  return (
    polygons.length > 0 &&
    polygons.every((rings) =>
      rings.every((ring) => {
        const [first, last] = [ring[0], ring.at(-1)];
        return (
          ring.length >= 4 &&
          first?.[0] === last?.[0] &&
          first?.[1] === last?.[1] &&
          Math.abs(ringAreaKm2(ring)) > 0
        );
      }),
    )
  );
}

/** The region's area against the published one. Returns km². */
export function checkArea(areas: Areas<Municipality>, expected: number): number {
  const found = areas.features.reduce((sum, f) => sum + areaKm2(f.geometry), 0);
  if (Math.abs(found - expected) > AREA_TOLERANCE * expected)
    fail({ kind: 'area', expected, found, tolerance: AREA_TOLERANCE });
  return found;
}
