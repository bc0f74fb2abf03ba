/**
 * From the bytes of a file to a layer. Total: any bytes give an answer, and an answer says of every row that is left out
 * which it is and why. Pure; runs in a worker.
 */
import type { Feature, Position } from 'geojson';
import Papa from 'papaparse';
import { decode } from './decode';
import { decimalSign, isMissing, looksNumeric, readNumber, roundLimits, type DecimalSign } from './numbers';
import { placeFinder } from './places';
import { featuresOf, isObject, lighter, otherSystem, partsOf, perimeter, point, type Parts } from './shapes';
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
  type Titles,
} from './types';

/** What sequences of JSON (RFC 8142) put before each. */
const RECORD = '\u001e';

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

/** Reads a file. `mapping`: what the user has chosen; absent, columns are recognised by their names. */
export function readOwn(bytes: Uint8Array, frame: OwnFrame, mapping?: Partial<Mapping>): OwnAnswer {
  if (bytes.byteLength > LIMITS.bytes) return refused('too-large', String(bytes.byteLength));
  const text = decode(bytes);
  if (text.trim() === '') return refused('empty');
  // Spreadsheets, archives and shapefiles: as text they would pass for a table of strange columns.
  if (text.includes('\0') || text.startsWith('PK\u0003\u0004')) return refused('not-text');
  if (/^\s*</.test(text)) return refused(/<kml[\s>]/i.test(text.slice(0, 4_000)) ? 'kml' : 'markup');
  return /^\s*[[{]/.test(text.replace(RECORD, ''))
    ? readGeojson(text, frame, mapping)
    : readCsv(text, frame, mapping);
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
    else if (key === 'decimal') {
      if (value === ',' || value === '.') mapping.decimal = value;
    } else if (key === 'begin') {
      if (typeof value === 'number') mapping.begin = value;
    } else if (value === null || (typeof value === 'string' && columns.includes(value)))
      Object.assign(mapping, { [key]: value });
  }
  return mapping;
}

/** What stands in a cell or property; a number is one already. */
type Cell = string | number;

const textsOf = (cell: (row: number) => Cell, rows: number, most: number): string[] => {
  const texts: string[] = [];
  for (let i = 0; i < rows && texts.length < most; i++) {
    const value = cell(i);
    if (typeof value === 'string' && !isMissing(value)) texts.push(value.trim());
  }
  return texts;
};

/**
 * Columns of numbers, with the decimal sign of each: most of their filled cells are meant as numbers, and at least one can be
 * read as one. Cells that cannot are told row by row when the column is shown.
 */
function numericColumns(
  columns: readonly string[],
  cell: (row: number, column: string) => Cell,
  rows: number,
  preferred: ',' | '.',
): Map<string, DecimalSign> {
  const found = new Map<string, DecimalSign>();
  for (const column of columns) {
    let typed = 0;
    for (let i = 0; i < rows && typed < 2_000; i++) if (typeof cell(i, column) === 'number') typed += 1;
    const texts = textsOf((row) => cell(row, column), rows, 2_000);
    const decimal = decimalSign(texts, preferred);
    const read = texts.filter((text) => readNumber(text, decimal.sign) !== null).length;
    const meant = texts.filter(looksNumeric).length;
    const all = typed + texts.length;
    if (typed + read > 0 && typed + Math.max(read, meant) >= 0.6 * all) found.set(column, decimal);
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

/** Where a file stops being JSON: the place, and what stands there. The parser's own words are English and differ by browser. */
function brokenJson(text: string, error: unknown): OwnAnswer {
  const said = error instanceof Error ? error.message : '';
  const position = /position (\d+)/.exec(said)?.[1];
  const at = position === undefined ? (/end/i.test(said) ? text.trimEnd().length : null) : Number(position);
  if (at === null) return refused('not-json');
  return refused(
    'not-json',
    text
      .slice(Math.max(0, at - 25), at + 15)
      .replace(/\s+/g, ' ')
      .trim(),
    text.slice(0, at).split('\n').length,
  );
}

/** One JSON, or one on each line (GeoJSON sequences). */
function parseJson(text: string): { roots: unknown[] } | { failed: OwnAnswer } {
  try {
    return { roots: [JSON.parse(text)] };
  } catch (whole) {
    const lines = text.split(/\r?\n/).map((line) => line.replace(RECORD, '').trim());
    const roots: unknown[] = [];
    for (const [i, line] of lines.entries()) {
      if (line === '') continue;
      try {
        roots.push(JSON.parse(line));
      } catch {
        // A file of which not even the first line stands for itself is one JSON that is broken.
        return {
          failed: roots.length > 0 ? refused('not-json', line.slice(0, 40), i + 1) : brokenJson(text, whole),
        };
      }
    }
    return { roots };
  }
}

function readGeojson(text: string, frame: OwnFrame, chosen: Partial<Mapping> | undefined): OwnAnswer {
  const parsed = parseJson(text);
  if ('failed' in parsed) return parsed.failed;
  const system = otherSystem(parsed.roots[0]);
  const lists = parsed.roots.map(featuresOf);
  if (lists.some((list) => list === null)) return refused('not-geojson');
  if (system !== null) return refused('other-system', system);
  const raw = lists.flatMap((list) => list ?? []);
  if (raw.length === 0) return refused('empty');
  if (raw.length > LIMITS.rows) return refused('too-many-rows', String(raw.length));

  const properties = raw.map((feature) =>
    isObject(feature) && isObject(feature['properties']) ? feature['properties'] : {},
  );
  const columns = [...new Set(properties.slice(0, 500).flatMap((p) => Object.keys(p)))].slice(0, 200);
  const cell = (row: number, column: string): Cell => {
    const value = properties[row]?.[column];
    return typeof value === 'string' || typeof value === 'number' ? value : '';
  };
  const numeric = numericColumns(columns, cell, raw.length, ',');
  const mapping = guess(columns, chosen);
  if (chosen?.value === undefined) mapping.value = firstValue(numeric, mapping);

  const problems = new Problems();
  const found: { row: number; parts: Parts }[] = [];
  const swapped: Position[] = [];
  const far: { row: number; text: string }[] = [];
  for (const [i, feature] of raw.entries()) {
    const parts = partsOf(isObject(feature) ? feature['geometry'] : null, mapping.swap);
    const at = parts.polygons[0]?.[0]?.[0] ?? parts.points[0];
    if (at === undefined) {
      problems.add(parts.bad ?? 'other-geometry', i + 1);
      continue;
    }
    if (looksProjected(at)) {
      const text = at.map((x) => Math.round(x)).join(', ');
      far.push({ row: i + 1, text });
      problems.add('bad-coordinates', i + 1, text);
      continue;
    }
    const [lon = NaN, lat = NaN] = at;
    if (inItaly(lat, lon) && !inItaly(lon, lat)) swapped.push(at);
    if (!parts.closed) problems.add('ring-closed', i + 1);
    found.push({ row: i + 1, parts });
  }
  if (far[0] && far.length >= found.length) return refused('projected', far[0].text, far[0].row);
  if (found.length === 0) return refused('no-geometry', String(raw.length));
  if (swapped[0] && swapped.length > found.length / 2) return refused('swapped', swapped[0].join(', '));

  // One layer is of one kind: what is fewer is listed and left out.
  const shapes = found.filter(({ parts }) => parts.polygons.length > 0).length;
  const kind = found.length - shapes > shapes ? 'punti' : 'perimetri';
  const seen = new Set<string>();
  const value = valueReader(numeric, mapping, cell, raw.length, ',', problems);
  const rows: OwnRow[] = [];
  const features: Feature[] = [];
  for (const { row, parts } of found) {
    const { polygons, points, bad } = parts;
    if ((kind === 'punti' ? points : polygons).length === 0) {
      problems.add('other-geometry', row);
      continue;
    }
    const geometry = kind === 'punti' ? point(points) : perimeter(polygons);
    const name = mapping.name === null ? '' : String(cell(row - 1, mapping.name)).trim();
    const key = `${name} ${JSON.stringify(geometry.coordinates)}`;
    if (seen.has(key)) {
      problems.add('duplicate', row, name);
      continue;
    }
    seen.add(key);
    if (geometry.type === 'MultiPoint') problems.add('several-points', row, name);
    if (bad !== null || (kind === 'punti' ? polygons : points).length > 0)
      problems.add('parts-left-out', row, name);
    const at = kind === 'punti' ? points[0] : polygons[0]?.[0]?.[0];
    if (!inside(frame, at ?? [])) problems.add('outside', row, name);
    features.push({ type: 'Feature', properties: {}, geometry });
    rows.push({
      row,
      name: name === '' ? `#${row}` : name.slice(0, 200),
      value: value.read(row - 1, row),
      code: null,
    });
  }
  return ready(
    'geojson',
    kind,
    columns,
    numeric,
    mapping,
    lighter(features),
    rows,
    problems,
    value.ambiguous,
  );
}

/** Reads the column of the value, whose sign is told from all of it; what is no number is listed with its row. */
function valueReader(
  numeric: ReadonlyMap<string, DecimalSign>,
  { value: column, decimal }: Mapping,
  cell: (row: number, column: string) => Cell,
  rows: number,
  preferred: ',' | '.',
  problems: Problems,
): { read: (i: number, row: number) => number | null; ambiguous: OwnData['ambiguous'] } {
  if (column === null) return { read: () => null, ambiguous: undefined };
  const told = decimalSign(
    textsOf((row) => cell(row, column), rows, Infinity),
    preferred,
  );
  const sign = decimal ?? told.sign;
  return {
    read: (i, row) => {
      const raw = cell(i, column);
      const value = typeof raw === 'number' ? raw : readNumber(raw, sign);
      if (value !== null && Number.isFinite(value)) return value;
      // A cell that says of itself that there is nothing is no fault of the file.
      if (!isMissing(String(raw))) problems.add('not-a-number', row, raw);
      return null;
    },
    ambiguous:
      told.ambiguous === null || !numeric.has(column) ? undefined : { sign, sample: short(told.ambiguous) },
  };
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
  ambiguous: OwnData['ambiguous'],
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
      ...(ambiguous ? { ambiguous } : {}),
      features: { type: 'FeatureCollection', features },
      rows,
      scale: mapping.value === null || values.length === 0 ? null : { limits: roundLimits(values) },
      problems: problems.list,
      counts: problems.counts,
    },
  };
}

/* ---- CSV ---- */

interface Line {
  /** Counted from 1, blank rows with the others, as a spreadsheet shows it. */
  row: number;
  cells: string[];
}
const filled = (cells: readonly string[]): number => cells.filter((text) => text.trim() !== '').length;

/**
 * A first row that is a title of the whole rather than one of titles: it fills few cells of those that the rows below fill.
 * Null: it does not look like that.
 */
function titlesBelow(lines: readonly Line[]): Titles | null {
  const [first] = lines;
  if (!first) return null;
  const most = Math.max(...lines.slice(0, 50).map(({ cells }) => filled(cells)));
  const head = filled(first.cells);
  if (head > 1 && head > most / 2) return null;
  const below = lines
    .slice(1, 20)
    .find(({ cells }) => filled(cells) >= 2 && filled(cells) > head && filled(cells) >= most / 2);
  return below
    ? { text: short(first.cells.find((text) => text.trim() !== '')?.trim()), row: below.row }
    : null;
}

/** Coordinates that a spreadsheet took for thousands: `45.464211` became `45.464.211`. Metres can look like that too. */
function isMangled(texts: readonly [string, string]): boolean {
  if (!texts.some((text) => /^[+-]?\d{1,3}(?:[.,]\d{3}){2,}$/.test(text.trim()))) return false;
  const [low = 0, high = 0] = texts.map((text) => Number(text.replace(/[^\d]/g, ''))).sort((a, b) => a - b);
  return !(low > 2e5 && low < 2.9e6 && high > 3.9e6 && high < 5.4e6);
}

/** The sign with which more of a column's numbers are degrees; a thousands mark never stands in those. */
function coordinateSign(texts: readonly string[]): ',' | '.' {
  const score = (sign: ',' | '.'): number =>
    texts.reduce((sum, text) => {
      const value = readNumber(text, sign);
      return sum + (value === null ? 0 : Math.abs(value) <= 180 ? 1_000 : 1);
    }, 0);
  return score(',') > score('.') ? ',' : '.';
}

function readCsv(text: string, frame: OwnFrame, chosen: Partial<Mapping> | undefined): OwnAnswer {
  // The separator is guessed without the blank rows; the rows are then counted with them.
  const { delimiter } = Papa.parse<string[]>(text, {
    preview: 100,
    skipEmptyLines: 'greedy',
    delimitersToGuess: [';', ',', '\t', '|'],
  }).meta;
  const { data, errors } = Papa.parse<string[]>(text, { delimiter });
  const quotes = errors.find((error) => error.type === 'Quotes');
  if (quotes) return refused('unbalanced', '', (quotes.row ?? 0) + 1);
  const begin = chosen?.begin ?? 1;
  const lines = data
    .map((cells, i): Line => ({ row: i + 1, cells }))
    .filter(({ row, cells }) => row >= begin && filled(cells) > 0);
  const [head = { row: 1, cells: [] }, ...body] = lines;
  if (body.length === 0) return refused(head.cells.length > 0 ? 'empty' : 'no-header');
  if (body.length > LIMITS.rows) return refused('too-many-rows', String(body.length));

  // Columns without a name, or with one that is there already, get one.
  const width = body
    .slice(0, 1_000)
    .reduce(
      (most, { cells }) => Math.max(most, cells.findLastIndex((cell) => cell.trim() !== '') + 1),
      head.cells.length,
    );
  const columns: string[] = [];
  for (let i = 0; i < width; i += 1) {
    const name = (head.cells[i] ?? '').trim().slice(0, 80) || `colonna ${i + 1}`;
    columns.push(columns.includes(name) ? `${name} (${i + 1})` : name);
  }
  const at = new Map(columns.map((column, i) => [column, i]));
  const cell = (row: number, column: string): string => body[row]?.cells[at.get(column) ?? -1] ?? '';
  // What separates cells with a semicolon or a tab was written by a spreadsheet that speaks Italian.
  const habit = delimiter === ',' ? '.' : ',';
  const numeric = numericColumns(columns, cell, body.length, habit);
  const mapping = guess(columns, chosen);
  const byPoint = mapping.lat !== null && mapping.lon !== null;
  if (!byPoint && mapping.comune === null) {
    if (head.cells.every((raw) => readNumber(raw, '.') !== null)) return refused('no-header');
    const titles = begin === 1 ? titlesBelow(lines) : null;
    return { state: 'choose', columns, mapping, ...(titles ? { titles } : {}) };
  }
  if (chosen?.value === undefined) mapping.value = firstValue(numeric, mapping);

  const problems = new Problems();
  const value = valueReader(numeric, mapping, cell, body.length, habit, problems);
  const rows: OwnRow[] = [];
  const features: Feature[] = [];

  if (byPoint) {
    const [latColumn, lonColumn] = [mapping.lat ?? '', mapping.lon ?? ''];
    const signOf = (column: string) => coordinateSign(body.map((_, i) => cell(i, column)));
    const [latSign, lonSign] = [signOf(latColumn), signOf(lonColumn)];
    const seen = new Set<string>();
    let swapped = 0;
    const far: { row: number; text: string; mangled: boolean }[] = [];
    for (const [i, { row }] of body.entries()) {
      const texts = [cell(i, latColumn), cell(i, lonColumn)] as const;
      const [a, b] = [readNumber(texts[0], latSign), readNumber(texts[1], lonSign)];
      const [lat, lon] = mapping.swap ? [b, a] : [a, b];
      const mangled = isMangled(texts);
      if (mangled || (lat !== null && lon !== null && looksProjected([lon, lat]))) {
        far.push({ row, text: texts.join(', '), mangled });
        problems.add(mangled ? 'mangled-coordinates' : 'bad-coordinates', row, texts.join(' '));
        continue;
      }
      if (lat === null || lon === null) {
        problems.add(
          texts.every((x) => x.trim() === '') ? 'no-coordinates' : 'bad-coordinates',
          row,
          texts.join(' '),
        );
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
      rows.push({ row, name: name.slice(0, 200) || `#${row}`, value: value.read(i, row), code: null });
    }
    // One such row is a slip; most of them are another system of coordinates, or the spreadsheet's doing.
    if (far.length > 0 && far.length >= rows.length) {
      const mangled = far.filter((one) => one.mangled);
      const of = mangled.length >= far.length / 2 ? mangled : far.filter((one) => !one.mangled);
      return refused(of === mangled ? 'mangled' : 'projected', of[0]?.text, of[0]?.row);
    }
    if (rows.length === 0) return refused('no-geometry', String(body.length));
    if (swapped > rows.length / 2) return refused('swapped', `${cell(0, latColumn)}, ${cell(0, lonColumn)}`);
    return ready('csv', 'punti', columns, numeric, mapping, features, rows, problems, value.ambiguous);
  }

  const find = placeFinder(frame);
  const names = new Map(frame.municipalities.map((m) => [m.code, m.name]));
  const taken = new Set<string>();
  const column = mapping.comune ?? '';
  for (const [i, { row }] of body.entries()) {
    const text = cell(i, column);
    const place = find(text);
    if (!place.ok) {
      problems.add(place.why, row, text);
      continue;
    }
    if (taken.has(place.code)) {
      problems.add('same-place', row, text);
      continue;
    }
    taken.add(place.code);
    if (place.mended) problems.add('code-mended', row, text);
    rows.push({
      row,
      name: names.get(place.code) ?? place.code,
      value: value.read(i, row),
      code: place.code,
    });
  }
  if (rows.length > 0)
    return ready('csv', 'comuni', columns, numeric, mapping, features, rows, problems, value.ambiguous);
  const other = problems.list.find(({ id }) => id === 'other-code');
  return other && (problems.counts['other-code'] ?? 0) >= body.length / 2
    ? refused('other-codes', `${column}: ${other.text}`, other.row)
    : refused('no-place-columns', column);
}
