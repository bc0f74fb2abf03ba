/** Reads data/boundaries: the municipalities' table and their polygons. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Feature, MultiPolygon, Polygon } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { Municipality } from '../../lib/schema/served';
import { extentKm } from '../derive/extent';

export type MunicipalityFeature = Feature<Polygon | MultiPolygon, { istat_code: string; name: string }>;

export interface Boundaries {
  municipalities: Municipality[];
  /** Polygons by ISTAT code. */
  polygons: Map<string, MunicipalityFeature>;
}

/** A reference point as it is served: to about 100 m. Extents are measured from this very point. */
export const servedPoint = ([lon, lat]: Municipality['label']): Municipality['label'] => [
  Number(lon.toFixed(3)),
  Number(lat.toFixed(3)),
];

const numberOrNull = (s: string | undefined): number | null => (s ? Number(s) : null);

/** Reads `data/boundaries/comuni.csv` and `comuni.topo.json` below `dir`. Throws when a file is absent or broken. */
export function readBoundaries(dir: string): Boundaries {
  const csv = parse(readFileSync(join(dir, 'boundaries/comuni.csv')), { columns: true, bom: true }) as Record<
    string,
    string
  >[];
  const topology = JSON.parse(readFileSync(join(dir, 'boundaries/comuni.topo.json'), 'utf8')) as Topology;
  const collection = feature(topology, topology.objects['comuni'] as GeometryCollection);
  const polygons = new Map<string, MunicipalityFeature>();
  for (const f of collection.features as MunicipalityFeature[]) polygons.set(f.properties.istat_code, f);
  const municipalities = csv.map((row): Municipality => {
    const istat_code = row['istat_code'] ?? '';
    const label: [lon: number, lat: number] = [Number(row['label_lon']), Number(row['label_lat'])];
    return {
      istat_code,
      name: row['name'] ?? '',
      province_code: row['province_code'] ?? '',
      province: row['province'] ?? '',
      population: numberOrNull(row['population']),
      population_year: numberOrNull(row['population_year']),
      area_km2: Number(row['area_km2']),
      label,
      extent_km: extentKm(servedPoint(label), polygons.get(istat_code)?.geometry),
    };
  });
  return { municipalities, polygons };
}
