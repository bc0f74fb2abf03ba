/** The zones of data/: municipalities with their borders, areas with their names. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { makeLocator, type Locator, type ZoneFrame } from '../../lib/density/zones';
import { readBoundaries, type Boundaries } from '../read/boundaries';

export interface Ground {
  frame: ZoneFrame;
  locator: Locator;
  boundaries: Boundaries;
  /** Points of the areas that have one. */
  points: ReadonlyMap<string, { lat: number; lon: number; error_m: number }>;
}

const known = new Map<string, Ground>();

/** `data/boundaries` and `data/areas.csv` below `dir`, read once. Throws when a file is absent or broken. */
export function readGround(dir: string): Ground {
  const ground = known.get(dir) ?? read(dir);
  known.set(dir, ground);
  return ground;
}

function read(dir: string): Ground {
  const boundaries = readBoundaries(dir);
  const rows = parse(readFileSync(join(dir, 'areas.csv')), { columns: true, bom: true }) as Record<
    string,
    string
  >[];
  const areas = new Map<string, { name: string; istat: string; km2: number | null }>();
  const points = new Map<string, { lat: number; lon: number; error_m: number }>();
  for (const row of rows) {
    const { area_id: id = '', name = '', istat_code: istat = '', surface_m2: m2 = '' } = row;
    areas.set(id, { name, istat, km2: m2 === '' ? null : Number(m2) / 1e6 });
    if (row['lat'] && row['lon'])
      points.set(id, {
        lat: Number(row['lat']),
        lon: Number(row['lon']),
        error_m: Number(row['error_m'] ?? 0),
      });
  }
  const frame: ZoneFrame = {
    provinces: new Map(boundaries.municipalities.map((m) => [m.province_code, m.province])),
    municipalities: new Map(
      boundaries.municipalities.map((m) => [m.istat_code, { name: m.name, km2: m.area_km2 }]),
    ),
    areas,
  };
  const locator = makeLocator([...boundaries.polygons].map(([istat, f]) => [istat, f.geometry] as const));
  return { frame, locator, boundaries, points };
}
