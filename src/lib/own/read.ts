/**
 * From the bytes of a file to a layer. Total: any bytes give an answer, and an answer says of every row that is left out
 * which it is and why. Pure; runs in a worker.
 */
import type { Feature, Geometry, MultiPolygon, Point, Polygon, Position } from 'geojson';
import Papa from 'papaparse';
import { decimalSign, readNumber, roundLimits } from './numbers';
import { placeFinder } from './places';
import {
  LIMITS,
  type Mapping,
  type OwnAnswer,
  type OwnData,
  type OwnFormat,
  type OwnFrame,
  type OwnRow,
  type Problem,
  type ProblemId,
} from './types';

const NO_MAPPING: Mapping = { lat: null, lon: null, comune: null, name: null, value: null, swap: false };

const short = (value: unknown): string => String(value ?? '').slice(0, 60);
const refused = (id: ProblemId, text = '', row: number | null = null): OwnAnswer => ({
  state: 'refused',
  problem: { id, row, text },
});

/** Collects problems: the first ones in full, all of them by number. */
class Problems {
  readonly list: Problem[] = [];
  readonly counts: Partial<Record<ProblemId, number>> = {};
  add(id: ProblemId, row: number | null, text: unknown = ''): void {
    this.counts[id] = (this.counts[id] ?? 0) + 1;
    if (this.list.length < LIMITS.problems) this.list.push({ id, row, text: short(text) });
  }
}

/** UTF-16 with its mark (a spreadsheet's "Unicode text"), UTF-8 where the bytes are, else Windows-1252, which all are. */
export function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Reads a file. `mapping`: what the user has chosen; absent, columns are recognised by their names. */
export function readOwn(bytes: Uint8Array, frame: OwnFrame, mapping?: Partial<Mapping>): OwnAnswer {
  if (bytes.byteLength > LIMITS.bytes) return refused('too-large', String(bytes.byteLength));
  const text = decode(bytes).replace(/^\ufeff/, '');
  if (text.trim() === '') return refused('empty');
  // Spreadsheets, archives and shapefiles: as text they would pass for a table of strange columns.
  if (text.includes('\0') || text.startsWith('PK\u0003\u0004')) return refused('not-text');
  return /^\s*[[{]/.test(text) ? readGeojson(text, frame, mapping) : readCsv(text, frame, mapping);
}

/* ---- Columns ---- */

const NAMES: Record<'lat' | 'lon' | 'comune' | 'name', RegExp> = {
  lat: /^(lat|latitudine|latitude|y|coord_?y|wgs84_?y)$/i,
  lon: /^(lon|lng|long|longitudine|longitude|x|coord_?x|wgs84_?x)$/i,
  comune:
    /^(istat|codice[ _]?istat|cod[ _]?istat|istat_code|pro_com(_t)?|codice[ _]?comune|cod_com|comune|municipio|municipality)$/i,
  name: /^(nome|name|denominazione|quartiere|titolo|etichetta|label|descrizione|indirizzo)$/i,
};

function guess(columns: readonly string[], chosen: Partial<Mapping> | undefined): Mapping {
  const mapping = { ...NO_MAPPING };
  for (const key of ['lat', 'lon', 'comune', 'name'] as const)
    mapping[key] = columns.find((column) => NAMES[key].test(column.trim())) ?? null;
  // Of a code and a name the code is surer.
  const code = columns.find(
    (column) => /istat|pro_com|cod/i.test(column) && NAMES.comune.test(column.trim()),
  );
  mapping.comune = code ?? mapping.comune;
  for (const [key, value] of Object.entries(chosen ?? {})) {
    if (key === 'swap') mapping.swap = value === true;
    else if (value === null || (typeof value === 'string' && columns.includes(value)))
      Object.assign(mapping, { [key]: value });
  }
  return mapping;
}

/** Columns most of whose filled cells are numbers, with the reader of each. */
function numericColumns(
  columns: readonly string[],
  cell: (row: number, column: string) => string,
  rows: number,
): Map<string, ',' | '.'> {
  const found = new Map<string, ',' | '.'>();
  for (const column of columns) {
    const texts: string[] = [];
    for (let i = 0; i < rows && texts.length < 2_000; i++) {
      const text = cell(i, column).trim();
      if (text !== '') texts.push(text);
    }
    const sign = decimalSign(texts);
    const numbers = texts.filter((text) => readNumber(text, sign) !== null).length;
    if (texts.length > 0 && numbers >= 0.6 * texts.length) found.set(column, sign);
  }
  return found;
}

/** The value that is shown when nobody has chosen: the first column of numbers that is not a place or a code. */
function firstValue(numeric: ReadonlyMap<string, unknown>, mapping: Mapping): string | null {
  const places = new Set([mapping.lat, mapping.lon, mapping.comune]);
  return (
    [...numeric.keys()].find(
      (column) => !places.has(column) && !/^(id|fid|objectid|gid|cod|codice|anno|year|cap)/i.test(column),
    ) ?? null
  );
}

/* ---- Places on the map ---- */

const looksProjected = ([x, y]: Position): boolean => Math.abs(x ?? 0) > 180 || Math.abs(y ?? 0) > 180;
const inItaly = (lon: number, lat: number): boolean => lon > 6 && lon < 19 && lat > 35 && lat < 48;
const inside = ({ region }: OwnFrame, [lon = NaN, lat = NaN]: Position): boolean =>
  lon >= region.west && lon <= region.east && lat >= region.south && lat <= region.north;

/* ---- GeoJSON ---- */

const isObject = (x: unknown): x is Record<string, unknown> =>
  typeof x === 'object' && x !== null && !Array.isArray(x);

function featuresOf(root: unknown): unknown[] | null {
  if (!isObject(root)) return null;
  if (root['type'] === 'FeatureCollection') return Array.isArray(root['features']) ? root['features'] : null;
  if (root['type'] === 'Feature') return [root];
  if (root['type'] === 'GeometryCollection' && Array.isArray(root['geometries']))
    return root['geometries'].map((geometry: unknown) => ({ type: 'Feature', properties: {}, geometry }));
  return typeof root['type'] === 'string' && 'coordinates' in root
    ? [{ type: 'Feature', properties: {}, geometry: root }]
    : null;
}

const position = (raw: unknown, swap: boolean): Position | null => {
  if (!Array.isArray(raw)) return null;
  const [x, y] = raw as unknown[];
  if (typeof x !== 'number' || typeof y !== 'number' || !Number.isFinite(x) || !Number.isFinite(y))
    return null;
  return swap ? [y, x] : [x, y];
};

type Ring = { ok: true; ring: Position[]; closed: boolean } | { ok: false };
function ringOf(raw: unknown, swap: boolean): Ring {
  if (!Array.isArray(raw)) return { ok: false };
  const ring: Position[] = [];
  for (const point of raw) {
    const at = position(point, swap);
    if (!at) return { ok: false };
    ring.push(at);
  }
  const [first] = ring;
  const last = ring.at(-1);
  const closed = first !== undefined && first[0] === last?.[0] && first[1] === last?.[1];
  if (first && !closed) ring.push(first);
  return ring.length < 4 ? { ok: false } : { ok: true, ring, closed };
}

function polygonOf(raw: unknown, swap: boolean): { rings: Position[][]; closed: boolean } | null {
  if (!Array.isArray(raw) || raw.length === 0) return null;
  const rings = raw.map((ring) => ringOf(ring, swap));
  const good = rings.flatMap((r) => (r.ok ? [r] : []));
  return good.length === rings.length
    ? { rings: good.map((r) => r.ring), closed: good.every((r) => r.closed) }
    : null;
}

type Shape = { geometry: Polygon | MultiPolygon | Point; closed: boolean } | ProblemId;
function shapeOf(geometry: unknown, swap: boolean): Shape {
  if (!isObject(geometry)) return 'no-coordinates';
  const { type, coordinates } = geometry;
  switch (type) {
    case 'Point': {
      const at = position(coordinates, swap);
      return at ? { geometry: { type: 'Point', coordinates: at }, closed: true } : 'bad-coordinates';
    }
    case 'MultiPoint': {
      const points = Array.isArray(coordinates) ? coordinates : [];
      const at = points.length === 1 ? position(points[0], swap) : null;
      return at ? { geometry: { type: 'Point', coordinates: at }, closed: true } : 'other-geometry';
    }
    case 'Polygon': {
      const polygon = polygonOf(coordinates, swap);
      return polygon
        ? { geometry: { type: 'Polygon', coordinates: polygon.rings }, closed: polygon.closed }
        : 'bad-ring';
    }
    case 'MultiPolygon': {
      const polygons = Array.isArray(coordinates) ? coordinates.map((p) => polygonOf(p, swap)) : [];
      const good = polygons.flatMap((p) => (p ? [p] : []));
      return good.length > 0 && good.length === polygons.length
        ? {
            geometry: { type: 'MultiPolygon', coordinates: good.map((p) => p.rings) },
            closed: good.every((p) => p.closed),
          }
        : 'bad-ring';
    }
    case 'LineString':
    case 'MultiLineString':
      return 'line';
    default:
      return 'other-geometry';
  }
}

const firstPosition = (geometry: Geometry): Position =>
  geometry.type === 'Point'
    ? geometry.coordinates
    : geometry.type === 'Polygon'
      ? (geometry.coordinates[0]?.[0] ?? [])
      : geometry.type === 'MultiPolygon'
        ? (geometry.coordinates[0]?.[0]?.[0] ?? [])
        : [];

function readGeojson(text: string, frame: OwnFrame, chosen: Partial<Mapping> | undefined): OwnAnswer {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch (error) {
    return refused('not-json', error instanceof Error ? error.message : '');
  }
  const raw = featuresOf(root);
  if (raw === null) return refused('not-geojson');
  if (raw.length === 0) return refused('empty');
  if (raw.length > LIMITS.rows) return refused('too-many-rows', String(raw.length));

  const properties = raw.map((feature) =>
    isObject(feature) && isObject(feature['properties']) ? feature['properties'] : {},
  );
  const columns = [...new Set(properties.slice(0, 500).flatMap((p) => Object.keys(p)))].slice(0, 200);
  const cell = (row: number, column: string): string => {
    const value = properties[row]?.[column];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  const numeric = numericColumns(columns, cell, raw.length);
  const mapping = guess(columns, chosen);
  if (chosen?.value === undefined) mapping.value = firstValue(numeric, mapping);

  const problems = new Problems();
  const found: { row: number; geometry: Polygon | MultiPolygon | Point }[] = [];
  let swapped = 0;
  const far: { row: number; text: string }[] = [];
  for (const [i, feature] of raw.entries()) {
    const shape = shapeOf(isObject(feature) ? feature['geometry'] : null, mapping.swap);
    if (typeof shape === 'string') {
      problems.add(shape, i + 1);
      continue;
    }
    const at = firstPosition(shape.geometry);
    if (looksProjected(at)) {
      const text = at.map((x) => Math.round(x)).join(', ');
      far.push({ row: i + 1, text });
      problems.add('bad-coordinates', i + 1, text);
      continue;
    }
    const [lon = NaN, lat = NaN] = at;
    if (inItaly(lat, lon) && !inItaly(lon, lat)) swapped += 1;
    if (!shape.closed) problems.add('ring-closed', i + 1);
    found.push({ row: i + 1, geometry: shape.geometry });
  }
  if (far[0] && far.length >= found.length) return refused('projected', far[0].text, far[0].row);
  if (found.length === 0) return refused('no-geometry', String(raw.length));
  if (swapped > found.length / 2)
    return refused('swapped', firstPosition(found[0]?.geometry ?? NOWHERE).join(', '));

  // One layer is of one kind: what is fewer is listed and left out.
  const points = found.filter((f) => f.geometry.type === 'Point').length;
  const kind = points > found.length - points ? 'punti' : 'perimetri';
  const seen = new Set<string>();
  const sign = mapping.value === null ? '.' : (numeric.get(mapping.value) ?? '.');
  const rows: OwnRow[] = [];
  const features: Feature[] = [];
  for (const { row, geometry } of found) {
    if ((geometry.type === 'Point') !== (kind === 'punti')) {
      problems.add('other-geometry', row);
      continue;
    }
    const name = mapping.name === null ? '' : cell(row - 1, mapping.name).trim();
    const key = `${name} ${JSON.stringify(geometry.coordinates)}`;
    if (seen.has(key)) {
      problems.add('duplicate', row, name);
      continue;
    }
    seen.add(key);
    if (!inside(frame, firstPosition(geometry))) problems.add('outside', row, name);
    features.push({ type: 'Feature', properties: {}, geometry });
    rows.push({
      row,
      name: name === '' ? `#${row}` : name.slice(0, 200),
      value: valueOf(mapping.value === null ? '' : cell(row - 1, mapping.value), sign, row, problems),
      code: null,
    });
  }
  return ready('geojson', kind, columns, numeric, mapping, features, rows, problems);
}

const NOWHERE: Point = { type: 'Point', coordinates: [] };

function valueOf(text: string, sign: ',' | '.', row: number, problems: Problems): number | null {
  const value = readNumber(text, sign);
  if (value === null && text.trim() !== '') problems.add('not-a-number', row, text);
  return value;
}

function ready(
  format: OwnFormat,
  kind: OwnData['kind'],
  columns: string[],
  numeric: ReadonlyMap<string, unknown>,
  mapping: Mapping,
  features: Feature[],
  rows: OwnRow[],
  problems: Problems,
): OwnAnswer {
  const values = rows.flatMap(({ value }) => (value === null ? [] : [value]));
  return {
    state: 'ready',
    data: {
      format,
      kind,
      columns,
      numeric: [...numeric.keys()],
      mapping,
      features: { type: 'FeatureCollection', features },
      rows,
      scale: mapping.value === null || values.length === 0 ? null : { limits: roundLimits(values) },
      problems: problems.list,
      counts: problems.counts,
    },
  };
}

/* ---- CSV ---- */

function readCsv(text: string, frame: OwnFrame, chosen: Partial<Mapping> | undefined): OwnAnswer {
  const { data, errors } = Papa.parse<string[]>(text, {
    skipEmptyLines: 'greedy',
    delimitersToGuess: [';', ',', '\t', '|'],
  });
  const quotes = errors.find((error) => error.type === 'Quotes');
  if (quotes) return refused('unbalanced', '', (quotes.row ?? 0) + 1);
  const [head = [], ...body] = data;
  if (body.length === 0) return refused(head.length > 0 ? 'empty' : 'no-header');
  if (body.length > LIMITS.rows) return refused('too-many-rows', String(body.length));

  // Columns without a name, or with one that is there already, get one.
  const columns: string[] = [];
  for (const [i, raw] of head.entries()) {
    const name = raw.trim().slice(0, 80) || `colonna ${i + 1}`;
    columns.push(columns.includes(name) ? `${name} (${i + 1})` : name);
  }
  const at = new Map(columns.map((column, i) => [column, i]));
  const cell = (row: number, column: string): string => body[row]?.[at.get(column) ?? -1] ?? '';
  const numeric = numericColumns(columns, cell, body.length);
  const mapping = guess(columns, chosen);
  const byPoint = mapping.lat !== null && mapping.lon !== null;
  if (!byPoint && mapping.comune === null) {
    if (head.every((raw) => readNumber(raw, '.') !== null)) return refused('no-header');
    return { state: 'choose', columns, mapping };
  }
  if (chosen?.value === undefined) mapping.value = firstValue(numeric, mapping);

  const problems = new Problems();
  const sign = mapping.value === null ? '.' : (numeric.get(mapping.value) ?? '.');
  const value = (i: number, row: number) =>
    mapping.value === null ? null : valueOf(cell(i, mapping.value), sign, row, problems);
  const rows: OwnRow[] = [];
  const features: Feature[] = [];

  if (byPoint) {
    const { lat: latColumn, lon: lonColumn } = mapping;
    const latSign = numeric.get(latColumn ?? '') ?? '.';
    const lonSign = numeric.get(lonColumn ?? '') ?? '.';
    const seen = new Set<string>();
    let swapped = 0;
    const far: { row: number; text: string }[] = [];
    for (const i of body.keys()) {
      const row = i + 2;
      const texts = [cell(i, latColumn ?? ''), cell(i, lonColumn ?? '')] as const;
      const [a, b] = [readNumber(texts[0], latSign), readNumber(texts[1], lonSign)];
      if (a === null || b === null) {
        problems.add(
          texts.every((x) => x.trim() === '') ? 'no-coordinates' : 'bad-coordinates',
          row,
          texts.join(' '),
        );
        continue;
      }
      const [lat, lon] = mapping.swap ? [b, a] : [a, b];
      if (looksProjected([lon, lat])) {
        far.push({ row, text: texts.join(', ') });
        problems.add('bad-coordinates', row, texts.join(' '));
        continue;
      }
      if (inItaly(lat, lon) && !inItaly(lon, lat)) swapped += 1;
      const name = mapping.name === null ? '' : cell(i, mapping.name).trim();
      const key = `${lon} ${lat} ${name}`;
      if (seen.has(key)) {
        problems.add('duplicate', row, name);
        continue;
      }
      seen.add(key);
      if (!inside(frame, [lon, lat])) problems.add('outside', row, name);
      features.push({
        type: 'Feature',
        properties: {},
        geometry: { type: 'Point', coordinates: [lon, lat] },
      });
      rows.push({ row, name: name.slice(0, 200) || `#${row}`, value: value(i, row), code: null });
    }
    // One such row is a slip; most of them are another system of coordinates.
    if (far[0] && far.length >= rows.length) return refused('projected', far[0].text, far[0].row);
    if (rows.length === 0) return refused('no-geometry', String(body.length));
    if (swapped > rows.length / 2)
      return refused('swapped', `${cell(0, latColumn ?? '')}, ${cell(0, lonColumn ?? '')}`);
    return ready('csv', 'punti', columns, numeric, mapping, features, rows, problems);
  }

  const find = placeFinder(frame);
  const names = new Map(frame.municipalities.map((m) => [m.code, m.name]));
  const taken = new Set<string>();
  for (const i of body.keys()) {
    const row = i + 2;
    const text = cell(i, mapping.comune ?? '');
    const place = find(text);
    if (!place.ok) {
      problems.add(place.why, row, text);
      continue;
    }
    if (taken.has(place.code)) {
      problems.add('duplicate', row, text);
      continue;
    }
    taken.add(place.code);
    if (place.mended) problems.add('code-mended', row, text);
    rows.push({ row, name: names.get(place.code) ?? place.code, value: value(i, row), code: place.code });
  }
  if (rows.length === 0) return refused('no-place-columns', mapping.comune ?? '');
  return ready('csv', 'comuni', columns, numeric, mapping, features, rows, problems);
}
