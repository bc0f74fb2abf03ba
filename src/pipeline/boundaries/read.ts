/** A boundary file of any known format -> municipalities of Lombardy in WGS84, nothing judged but what stops reading. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { columnsOf, type Columns } from './columns';
import { BoundaryFailure, fail } from './failure';
import { shape, type Areas } from './shaper';
import type { People } from './tables';

/** One municipality as read: the code is still whatever the file holds. */
export interface Raw {
  code: unknown;
  name: unknown;
  people: People | null;
}

export interface ReadResult {
  areas: Areas<Raw>;
  layer: string;
  crs: string;
}

interface LayerInfo {
  layer_name: string;
  geometry_type: string | null;
  bbox: number[] | null;
  proj4: string | null;
  attribute_data: { field: string }[] | null;
}

const JSON_TYPES = ['.geojson', '.json', '.topojson'];
const BINARY_TYPES = ['.parquet', '.geoparquet', '.zip', '.shp'];
const LOMBARDY = 3;
/** Degrees around Lombardy, the same window as the schema of the reviewed tables. */
const WINDOW = { west: 8.3, east: 11.6, south: 44.5, north: 46.8 };

/** Throws BoundaryFailure. `provinces`: codes of Lombardy, for files without a region column. */
export async function readBoundaries(path: string, provinces: readonly string[]): Promise<ReadResult> {
  const type = extname(path).toLowerCase();
  if (!JSON_TYPES.includes(type) && !BINARY_TYPES.includes(type)) fail({ kind: 'format-unknown', path });
  if (!existsSync(path)) fail({ kind: 'file-missing', path });
  const declared = JSON_TYPES.includes(type) ? declaredCrs(path) : null;

  const { layer, columns } = await attempt(path, () => findLayer(path));
  const code = columns.code ?? fail({ kind: 'columns', found: [] });

  const known = layer.proj4 !== null && layer.proj4 !== '[unknown]';
  if (!known && declared === null) fail({ kind: 'crs', bbox: layer.bbox ?? [], swapped: false });

  const ours =
    columns.region === null
      ? `${JSON.stringify(provinces)}.includes(String(this.properties[${JSON.stringify(code)}]).padStart(6, '0').slice(0, 3))`
      : `Number(this.properties[${JSON.stringify(columns.region)}]) === ${LOMBARDY}`;
  const text = await attempt(path, () =>
    shape([
      ...['-i', path, '-target', layer.layer_name, '-filter', ours],
      ...(known ? [] : ['-proj', `init=${declared ?? ''}`]),
      ...['-proj', 'wgs84', '-o', 'out.json', 'format=geojson', 'geojson-type=FeatureCollection'],
    ]),
  );
  const areas = JSON.parse(text) as Areas<Record<string, unknown>>;
  if (areas.features.length === 0)
    fail({ kind: 'not-lombardy', found: await whichPlaces(path, layer, columns) });

  const bbox = bboxOf(areas);
  if (!within(bbox)) {
    const [west = NaN, south = NaN, east = NaN, north = NaN] = bbox;
    fail({ kind: 'crs', bbox, swapped: within([south, west, north, east]) });
  }
  return {
    layer: layer.layer_name,
    crs: known ? (layer.proj4 ?? '') : (declared ?? ''),
    areas: {
      type: 'FeatureCollection',
      features: areas.features.map((f) => ({
        ...f,
        properties: {
          code: f.properties[code],
          name: columns.name === null ? null : f.properties[columns.name],
          people: peopleOf(f.properties, columns),
        },
      })),
    },
  };
}

/** Whatever the library throws on a broken file becomes one failure that names the file. */
async function attempt<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BoundaryFailure) throw error;
    const detail = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return fail({ kind: 'unreadable', path: basename(path), detail });
  }
}

/**
 * Parses the JSON once for its own sake: mapshaper streams GeoJSON and would take the complete features of a truncated
 * file. Returns the EPSG code of a legacy `crs` member, which mapshaper leaves aside.
 */
function declaredCrs(path: string): string | null {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    fail({
      kind: 'unreadable',
      path: basename(path),
      detail: error instanceof Error ? error.message : String(error),
    });
  }
  const type = typeof json === 'object' && json !== null && 'type' in json ? json.type : undefined;
  if (type !== 'FeatureCollection' && type !== 'Topology')
    fail({ kind: 'unreadable', path: basename(path), detail: `type ${JSON.stringify(type)}` });
  const crs = typeof json === 'object' && json !== null && 'crs' in json ? JSON.stringify(json.crs) : '';
  const epsg = /EPSG:+(\d{4,5})/.exec(crs)?.[1];
  return epsg === undefined ? null : `EPSG:${epsg}`;
}

async function findLayer(path: string): Promise<{ layer: LayerInfo; columns: Columns }> {
  const infos = JSON.parse(await shape(['-i', path, '-info', 'save-to=out.json'])) as LayerInfo[];
  const fieldsOf = (info: LayerInfo): string[] => (info.attribute_data ?? []).map((a) => a.field);
  // Layers of provinces and regions carry COD_REG too, but never a municipality's code.
  for (const layer of infos) {
    const columns = columnsOf(fieldsOf(layer));
    if (layer.geometry_type === 'polygon' && columns.code !== null && columns.name !== null)
      return { layer, columns };
  }
  return fail({ kind: 'columns', found: infos.flatMap(fieldsOf) });
}

/** Which regions (or provinces) a file without Lombardy holds, for the message. */
async function whichPlaces(path: string, layer: LayerInfo, columns: Columns): Promise<string[]> {
  const text = await shape([
    ...['-i', path, '-target', layer.layer_name, '-drop', 'geometry', '-o', 'out.json', 'format=json'],
  ]);
  const rows = JSON.parse(text) as Record<string, unknown>[];
  const place = (row: Record<string, unknown>): string =>
    columns.region === null
      ? String(row[columns.code ?? ''])
          .padStart(6, '0')
          .slice(0, 3)
      : String(row[columns.region]);
  return [...new Set(rows.map(place))].sort();
}

function peopleOf(row: Record<string, unknown>, columns: Columns): People | null {
  const number = (column: string | null): number | null => {
    const value = column === null ? null : row[column];
    return value === null || value === undefined || value === '' || !Number.isInteger(Number(value))
      ? null
      : Number(value);
  };
  const population = number(columns.population);
  return population === null ? null : { population, year: number(columns.year) };
}

function bboxOf(areas: Areas<unknown>): [number, number, number, number] {
  const bbox: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  const visit = (node: unknown): void => {
    if (!Array.isArray(node)) return;
    const [x, y] = node as unknown[];
    if (typeof x !== 'number' || typeof y !== 'number') return node.forEach(visit);
    bbox[0] = Math.min(bbox[0], x);
    bbox[1] = Math.min(bbox[1], y);
    bbox[2] = Math.max(bbox[2], x);
    bbox[3] = Math.max(bbox[3], y);
  };
  for (const feature of areas.features)
    visit((feature.geometry as { coordinates?: unknown } | null)?.coordinates);
  return bbox;
}

function within(bbox: readonly number[]): boolean {
  const [west = NaN, south = NaN, east = NaN, north = NaN] = bbox;
  return west > WINDOW.west && east < WINDOW.east && south > WINDOW.south && north < WINDOW.north;
}
