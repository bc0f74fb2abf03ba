/** Reads data/boundaries: the municipalities' table and their polygons. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Feature, MultiPolygon, Polygon } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { Municipality } from '../../lib/schema/served';

export type MunicipalityFeature = Feature<Polygon | MultiPolygon, { istat_code: string; name: string }>;

export interface Boundaries {
  municipalities: Municipality[];
  /** Polygons by ISTAT code. */
  polygons: Map<string, MunicipalityFeature>;
}

const numberOrNull = (s: string | undefined): number | null => (s ? Number(s) : null);

/** Reads `data/boundaries/comuni.csv` and `comuni.topo.json` below `dir`. Throws when a file is absent or broken. */
export function readBoundaries(dir: string): Boundaries {
  const csv = parse(readFileSync(join(dir, 'boundaries/comuni.csv')), { columns: true, bom: true }) as Record<
    string,
    string
  >[];
  const municipalities = csv.map((row): Municipality => ({
    istat_code: row['istat_code'] ?? '',
    name: row['name'] ?? '',
    province_code: row['province_code'] ?? '',
    province: row['province'] ?? '',
    population: numberOrNull(row['population']),
    population_year: numberOrNull(row['population_year']),
    area_km2: Number(row['area_km2']),
    label: [Number(row['label_lon']), Number(row['label_lat'])],
  }));
  const topology = JSON.parse(readFileSync(join(dir, 'boundaries/comuni.topo.json'), 'utf8')) as Topology;
  const collection = feature(topology, topology.objects['comuni'] as GeometryCollection);
  const polygons = new Map<string, MunicipalityFeature>();
  for (const f of collection.features as MunicipalityFeature[]) polygons.set(f.properties.istat_code, f);
  return { municipalities, polygons };
}
