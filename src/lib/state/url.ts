/**
 * View <-> query string. What equals the default is absent; what cannot be read is dropped and reported, so that the page
 * can say so. The language is the path's first segment, not a parameter.
 */
import {
  AMBITO_BASES,
  LIST_FACETS,
  OUTCOMES,
  type AmountRange,
  type Facets,
  type ListFacet,
  type Period,
} from '$lib/domain/facets';
import type { TableKind } from '$lib/domain/kinds';
import { columnChoice, type ColumnChoice } from '$lib/domain/table/column-choice';
import { isDay, TIME_POINTS } from '$lib/domain/time';
import { AMBITI, AMOUNT_KINDS } from '$lib/schema/tables';
import { migrate } from './migrations';
import {
  CAMERA_BOUNDS,
  defaultView,
  DENOMINATORS,
  DIVIDER,
  FIRST_DAY,
  isLegendItem,
  LAST_DAY,
  LAYER_IDS,
  MAX_COMPARED,
  METRICS,
  RADIUS,
  SELECTION_KINDS,
  TABLE_KINDS,
  THEMES,
  type Camera,
  type Selection,
  type Sort,
  type ValueRange,
  type View,
} from './view';

export interface Dropped {
  parameter: string;
  value: string;
  reason:
    | 'unknown-parameter'
    | 'unreadable'
    | 'unknown-value'
    | 'unknown-choice'
    | 'out-of-range'
    | 'needs-radius'
    | 'too-long';
}

export interface Parsed {
  view: View;
  dropped: Dropped[];
  /** Data release that the link was made on; null when it does not say. */
  release: string | null;
  /** The query as it is written today, where it came by other names; null: it stays as it is. */
  rewritten: string | null;
}

/** What ids exist in the loaded release; without it ids are taken on trust. */
export interface KnownIds {
  axes: ReadonlySet<string>;
  has: (selection: Selection) => boolean;
  /** Values that projects of the release have, by facet. */
  facet?: (facet: ListFacet, value: string) => boolean;
  /** Columns that a table of a kind may have; of any kind while none is open. */
  column?: (kind: TableKind | null, id: string) => boolean;
  /** Area ids by other names; see areaAliases. */
  areas?: ReadonlyMap<string, string>;
}

/** Longest query that is read at all: a link of ours is far below, anything above is noise. */
const MAX_QUERY = 2_000;
const MAX_TEXT = 80;

/** Parameters are short and Italian, because people read links aloud. */
const PARAMETERS = [
  'c',
  'strati',
  'metrica',
  'assi',
  'data',
  'sel',
  'tema',
  'tab',
  'ord',
  'col',
  'km',
  'prog',
  'capofila',
  'prov',
  'comuni',
  'ambiti',
  'base',
  'stato',
  'fabb',
  'esito',
  'imp',
  'anni',
  'q',
  'per',
  'euro',
  'valori',
  'quota',
  'lavori',
  'dal',
  'vuoti',
  'punto',
  'confronta',
  'righe',
  'data2',
  'linea',
  'evid',
  'v',
] as const;

const LIST_PARAMETER: Record<ListFacet, (typeof PARAMETERS)[number]> = {
  programmes: 'prog',
  leads: 'capofila',
  provinces: 'prov',
  comuni: 'comuni',
  ambiti: 'ambiti',
  ambitoBasis: 'base',
  statuses: 'stato',
  needs: 'fabb',
  outcomes: 'esito',
};
const LIST_OF = new Map(LIST_FACETS.map((facet) => [LIST_PARAMETER[facet], facet]));
/** Facets whose values are a closed list; the others are checked against the release. */
const CLOSED: Partial<Record<ListFacet, readonly string[]>> = {
  ambiti: AMBITI,
  ambitoBasis: AMBITO_BASES,
  outcomes: OUTCOMES,
};

const oneOf = <T extends string>(values: readonly T[], s: string): T | null =>
  values.find((v) => v === s) ?? null;

function parseCamera(s: string): Camera | 'unreadable' | 'out-of-range' {
  if (!/^-?\d+(?:\.\d+)?,-?\d+(?:\.\d+)?,\d+(?:\.\d+)?$/.test(s)) return 'unreadable';
  const [lon = NaN, lat = NaN, zoom = NaN] = s.split(',').map(Number);
  const { west, south, east, north } = CAMERA_BOUNDS;
  const inside = lon >= west && lon <= east && lat >= south && lat <= north;
  return inside && zoom >= 5 && zoom <= 18 ? { lon, lat, zoom } : 'out-of-range';
}

/** A text filter as the address holds it. Half an emoji, where the limit cuts one, would have no way into an address. */
export const filterText = (typed: string): string =>
  typed
    .trim()
    .slice(0, MAX_TEXT)
    .replace(/\p{Surrogate}/gu, '')
    .trim();

function parseSelection(s: string): Selection | null {
  const m = /^([a-z]+):([a-z0-9-]{1,80})$/.exec(s);
  const kind = m?.[1] ? oneOf(SELECTION_KINDS, m[1]) : null;
  return kind && m?.[2] ? { kind, id: m[2] } : null;
}

function parseAmount(s: string): AmountRange | null {
  const m = /^([a-z_]+):(\d{0,12})-(\d{0,12})$/.exec(s);
  const kind = m?.[1] ? oneOf(AMOUNT_KINDS, m[1]) : null;
  if (!m || !kind) return null;
  const limit = (part: string | undefined) => (part ? Number(part) : null);
  const [min, max] = [limit(m[2]), limit(m[3])];
  return (min === null && max === null) || (min !== null && max !== null && min > max)
    ? null
    : { kind, min, max };
}

function parsePeriod(s: string): Period | null {
  const m = /^(\d{4})-(\d{4})$/.exec(s);
  const [from, to] = [Number(m?.[1]), Number(m?.[2])];
  return m && from <= to && from >= 1990 && to <= 2050 ? { from, to } : null;
}

/** `10-50`, `10-`, `-50`; decimals with a point. */
function parseValues(s: string): ValueRange | null {
  const m = /^(\d{1,12}(?:\.\d{1,4})?)?-(\d{1,12}(?:\.\d{1,4})?)?$/.exec(s);
  if (!m) return null;
  const [from, to] = [m[1], m[2]].map((part) => (part === undefined ? null : Number(part)));
  if (from === undefined || to === undefined || (from === null && to === null)) return null;
  return from !== null && to !== null && from >= to ? null : { from, to };
}

/** A range of per cents, written as values are. */
function parsePercents(s: string): ValueRange | 'unreadable' | 'out-of-range' {
  const range = parseValues(s);
  if (range === null) return 'unreadable';
  return (range.from ?? 0) > 100 || (range.to ?? 0) > 100 ? 'out-of-range' : range;
}

const writeRange = ({ from, to }: ValueRange): string => `${from ?? ''}-${to ?? ''}`;

function parseSort(s: string): Sort | null {
  const m = /^(-?)([a-z0-9_]{1,40})$/.exec(s);
  return m?.[2] ? { column: m[2], descending: m[1] === '-' } : null;
}

/** All columns, in the address. */
const ALL = 'tutte';

/** `proprieta,-gestore`: one more and one less than the table proposes; `tutte,-id`: all but one. */
function parseColumns(
  s: string,
  ok: (id: string) => boolean,
): { choice: ColumnChoice | null; bad: string[] } {
  const parts = s.split(',').filter(Boolean);
  const all = parts.includes(ALL);
  const rest = parts.filter((part) => part !== ALL);
  const known = (part: string) => /^-?[a-z0-9_]{1,40}$/.test(part) && ok(part.replace('-', ''));
  const good = rest.filter(known);
  return {
    choice: columnChoice(
      all,
      good.filter((part) => !part.startsWith('-')),
      good.filter((part) => part.startsWith('-')).map((part) => part.slice(1)),
    ),
    bad: rest.filter((part) => !known(part)),
  };
}

const writeColumns = ({ all, on, off }: ColumnChoice): string =>
  [...(all ? [ALL] : []), ...on, ...off.map((id) => `-${id}`)].join(',');

/** Values of a list facet; in the address a comma separates, so a comma within a value is written `%2C`. */
function parseList(
  facet: ListFacet,
  raw: string,
  known: KnownIds | undefined,
): { values: string[]; bad: string[] } {
  const all = raw
    .split(',')
    .filter(Boolean)
    .map((part) => part.replaceAll('%2C', ','));
  const closed = CLOSED[facet];
  const ok = (value: string) =>
    closed ? closed.includes(value) : known?.facet ? known.facet(facet, value) : value.length <= 120;
  return { values: [...new Set(all.filter(ok))].sort(), bad: all.filter((value) => !ok(value)) };
}

const writeList = (values: readonly string[]): string =>
  [...values]
    .sort()
    .map((value) =>
      encodeURIComponent(value.replaceAll(',', '%2C')).replaceAll('%2F', '/').replaceAll('%20', '+'),
    )
    .join(',');

/** Reads a query string. Never throws; every dropped value is reported once. */
export function parseView(search: string, lang: View['lang'], known?: KnownIds): Parsed {
  const facets: { -readonly [F in keyof Facets]: Facets[F] } = { ...defaultView(lang).facets };
  const view: View = { ...defaultView(lang), facets };
  const dropped: Dropped[] = [];
  const drop = (parameter: string, value: string, reason: Dropped['reason']) => {
    dropped.push({ parameter, value: value.slice(0, 80), reason });
  };
  if (search.length > MAX_QUERY) {
    drop('?', search, 'unreadable');
    return { view, dropped, release: null, rewritten: null };
  }
  let release: string | null = null;
  const { entries, rewritten } = migrate(search, known);
  // The kind of table may stand after what is of it.
  const kind = entries.reduce<TableKind | null>(
    (last, [key, value]) => (key === 'tab' ? (oneOf(TABLE_KINDS, value) ?? last) : last),
    null,
  );
  const isColumn = (id: string) => known?.column?.(kind, id) ?? true;
  for (const [key, value] of entries) {
    switch (oneOf(PARAMETERS, key)) {
      case 'c': {
        const camera = parseCamera(value);
        if (typeof camera === 'string') drop(key, value, camera);
        else view.camera = camera;
        break;
      }
      case 'strati': {
        const asked = value === '' ? [] : value.split(',');
        view.layers = LAYER_IDS.filter((id) => asked.includes(id));
        for (const id of asked) if (!oneOf(LAYER_IDS, id)) drop(key, id, 'unknown-choice');
        break;
      }
      case 'metrica': {
        const metric = oneOf(METRICS, value);
        if (metric) view.metric = metric;
        else drop(key, value, 'unknown-choice');
        break;
      }
      case 'assi': {
        const axes = value.split(',').filter(Boolean);
        const ok = (id: string) => (known ? known.axes.has(id) : /^[a-z0-9]+(?:\/[A-Za-z0-9.-]+)*$/.test(id));
        view.axes = [...new Set(axes.filter(ok))].sort();
        for (const id of axes) if (!ok(id)) drop(key, id, 'unknown-value');
        break;
      }
      case 'data':
        if (!isDay(value)) drop(key, value, 'unreadable');
        else if (value < FIRST_DAY || value > LAST_DAY) drop(key, value, 'out-of-range');
        else view.date = value;
        break;
      case 'sel': {
        const selection = parseSelection(value);
        if (!selection) drop(key, value, 'unreadable');
        else if (known && !known.has(selection)) drop(key, value, 'unknown-value');
        else view.selection = selection;
        break;
      }
      case 'tema': {
        const theme = oneOf(THEMES, value);
        if (theme) view.theme = theme;
        else drop(key, value, 'unknown-choice');
        break;
      }
      case 'tab': {
        const table = oneOf(TABLE_KINDS, value);
        if (table) view.table = table;
        else drop(key, value, 'unknown-choice');
        break;
      }
      case 'ord': {
        const sort = parseSort(value);
        if (!sort) drop(key, value, 'unreadable');
        else if (!isColumn(sort.column)) drop(key, value, 'unknown-choice');
        else view.sort = sort;
        break;
      }
      case 'col': {
        const { choice, bad } = parseColumns(value, isColumn);
        view.columns = choice;
        for (const part of bad) drop(key, part, 'unknown-choice');
        break;
      }
      case 'km': {
        const radius = /^\d{1,2}(?:\.5)?$/.test(value) ? Number(value) : NaN;
        if (Number.isNaN(radius)) drop(key, value, 'unreadable');
        // Zero is no radius: labs count in their own municipality.
        else if (radius !== 0 && (radius < RADIUS.min || radius > RADIUS.max))
          drop(key, value, 'out-of-range');
        else view.radius = radius;
        break;
      }
      case 'imp': {
        const amount = parseAmount(value);
        if (amount) facets.amount = amount;
        else drop(key, value, 'unreadable');
        break;
      }
      case 'anni': {
        const period = parsePeriod(value);
        if (period) facets.period = period;
        else drop(key, value, 'unreadable');
        break;
      }
      case 'q':
        facets.text = filterText(value);
        if (value.trim().length > MAX_TEXT) drop(key, value, 'too-long');
        break;
      case 'prog':
      case 'capofila':
      case 'prov':
      case 'comuni':
      case 'ambiti':
      case 'base':
      case 'stato':
      case 'fabb':
      case 'esito': {
        const facet = LIST_OF.get(key as (typeof PARAMETERS)[number]);
        if (!facet) break;
        const { values, bad } = parseList(facet, value, known);
        Object.assign(facets, { [facet]: values });
        for (const b of bad) drop(key, b, CLOSED[facet] ? 'unknown-choice' : 'unknown-value');
        break;
      }
      case 'per': {
        const per = oneOf(DENOMINATORS, value);
        if (per) view.per = per;
        else drop(key, value, 'unknown-choice');
        break;
      }
      case 'euro': {
        const kind = oneOf(AMOUNT_KINDS, value);
        if (kind) view.euro = kind;
        else drop(key, value, 'unknown-choice');
        break;
      }
      case 'valori': {
        const values = parseValues(value);
        if (values) view.values = values;
        else drop(key, value, 'unreadable');
        break;
      }
      case 'quota':
      case 'lavori': {
        const range = parsePercents(value);
        if (typeof range === 'string') drop(key, value, range);
        else view[key === 'quota' ? 'shares' : 'works'] = range;
        break;
      }
      case 'dal':
        if (!isDay(value)) drop(key, value, 'unreadable');
        else if (value < FIRST_DAY || value > LAST_DAY) drop(key, value, 'out-of-range');
        else view.since = value;
        break;
      case 'vuoti':
        if (value === '1') view.onlyGaps = true;
        else drop(key, value, 'unknown-choice');
        break;
      case 'punto': {
        const point = oneOf(TIME_POINTS, value);
        if (point) view.point = point;
        else drop(key, value, 'unknown-choice');
        break;
      }
      case 'confronta': {
        const asked = [...new Set(value.split(',').filter(Boolean))];
        const ok = (id: string) =>
          /^[a-z0-9-]{1,80}$/.test(id) && (!known || known.has({ kind: 'area', id }));
        const good = asked.filter(ok);
        view.compare = good.slice(0, MAX_COMPARED);
        for (const id of asked) if (!ok(id)) drop(key, id, 'unknown-value');
        for (const id of good.slice(MAX_COMPARED)) drop(key, id, 'out-of-range');
        break;
      }
      case 'righe':
        if (value === ALL) view.onlyShared = false;
        else drop(key, value, 'unknown-choice');
        break;
      case 'data2':
        if (!isDay(value)) drop(key, value, 'unreadable');
        else if (value < FIRST_DAY || value > LAST_DAY) drop(key, value, 'out-of-range');
        else view.secondDate = value;
        break;
      case 'linea': {
        const percent = /^\d{1,3}$/.test(value) ? Number(value) : NaN;
        if (Number.isNaN(percent)) drop(key, value, 'unreadable');
        else if (percent < DIVIDER.min || percent > DIVIDER.max) drop(key, value, 'out-of-range');
        else view.divider = percent;
        break;
      }
      case 'evid': {
        const m = /^([a-z]+):([a-z0-9-]{1,40})$/.exec(value);
        const layer = m?.[1] ? oneOf(LAYER_IDS, m[1]) : null;
        const id = m?.[2] ?? '';
        if (!m) drop(key, value, 'unreadable');
        else if (!layer || !isLegendItem(layer, id)) drop(key, value, 'unknown-choice');
        else view.highlight = { layer, id };
        break;
      }
      case 'v':
        if (/^\d{4}-\d{2}$/.test(value)) release = value;
        else drop(key, value, 'unreadable');
        break;
      case null:
        drop(key, value, 'unknown-parameter');
        break;
    }
  }
  // Kept without a radius they would change nothing now, and the answer of a coverage switched on later.
  if (view.radius === null && view.onlyGaps) {
    drop('vuoti', '1', 'needs-radius');
    view.onlyGaps = false;
  }
  if (view.radius === null && view.since !== null) {
    drop('dal', view.since, 'needs-radius');
    view.since = null;
  }
  return { view, dropped, release, rewritten };
}

/** Decimals that matter at a zoom: about a pixel. */
const decimals = (zoom: number): number => Math.min(6, Math.max(2, Math.ceil(zoom * 0.3)));

const within = (x: number, least: number, greatest: number): number => Math.min(greatest, Math.max(least, x));

/** Camera as it is written in a link. A place that the map does not reach (own data may have some) is its edge. */
export function roundCamera({ lon, lat, zoom: exact }: Camera): Camera {
  // The decimals follow the written zoom, so that rounding twice is rounding once.
  const zoom = Number(exact.toFixed(2));
  const d = decimals(zoom);
  const { west, south, east, north } = CAMERA_BOUNDS;
  return {
    lon: Number(within(lon, west, east).toFixed(d)),
    lat: Number(within(lat, south, north).toFixed(d)),
    zoom,
  };
}

/** The query string of a view, with its leading `?`, or '' for the default view. Ids keep `/`, `,` and `:` readable. */
export function viewQuery(view: View): string {
  const standard = defaultView(view.lang);
  const parts: string[] = [];
  if (view.camera) {
    const { lon, lat, zoom } = roundCamera(view.camera);
    parts.push(`c=${lon},${lat},${zoom}`);
  }
  if (view.layers.join() !== standard.layers.join()) parts.push(`strati=${view.layers.join(',')}`);
  if (view.metric !== standard.metric) parts.push(`metrica=${view.metric}`);
  if (view.axes.length > 0) parts.push(`assi=${[...view.axes].sort().join(',')}`);
  if (view.date !== standard.date) parts.push(`data=${view.date}`);
  if (view.selection) parts.push(`sel=${view.selection.kind}:${view.selection.id}`);
  const { facets } = view;
  for (const facet of LIST_FACETS) {
    if (facets[facet].length > 0) parts.push(`${LIST_PARAMETER[facet]}=${writeList(facets[facet])}`);
  }
  if (facets.amount)
    parts.push(`imp=${facets.amount.kind}:${facets.amount.min ?? ''}-${facets.amount.max ?? ''}`);
  if (facets.period) parts.push(`anni=${facets.period.from}-${facets.period.to}`);
  const text = filterText(facets.text);
  if (text) parts.push(`q=${encodeURIComponent(text).replaceAll('%20', '+')}`);
  if (view.table) parts.push(`tab=${view.table}`);
  if (view.sort) parts.push(`ord=${view.sort.descending ? '-' : ''}${view.sort.column}`);
  if (view.columns) parts.push(`col=${writeColumns(view.columns)}`);
  if (view.radius !== null) parts.push(`km=${view.radius}`);
  if (view.per !== standard.per) parts.push(`per=${view.per}`);
  if (view.euro !== standard.euro) parts.push(`euro=${view.euro}`);
  if (view.values) parts.push(`valori=${writeRange(view.values)}`);
  if (view.shares) parts.push(`quota=${writeRange(view.shares)}`);
  if (view.works) parts.push(`lavori=${writeRange(view.works)}`);
  if (view.since !== null) parts.push(`dal=${view.since}`);
  if (view.onlyGaps) parts.push('vuoti=1');
  if (view.point) parts.push(`punto=${view.point}`);
  if (view.compare.length > 0) parts.push(`confronta=${view.compare.join(',')}`);
  if (!view.onlyShared) parts.push(`righe=${ALL}`);
  if (view.secondDate !== null) parts.push(`data2=${view.secondDate}`);
  if (view.divider !== standard.divider) parts.push(`linea=${view.divider}`);
  if (view.highlight) parts.push(`evid=${view.highlight.layer}:${view.highlight.id}`);
  if (view.theme !== standard.theme) parts.push(`tema=${view.theme}`);
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

/** Path and query of a view on the map page. */
export const viewHref = (view: View): string => `${view.lang === 'en' ? '/en' : '/'}${viewQuery(view)}`;

/** A link to hand on: the view and the data release it was made on, so that the reader is told when the data moved on. */
export function shareHref(view: View, release: string): string {
  const href = viewHref(view);
  return `${href}${href.includes('?') ? '&' : '?'}v=${release}`;
}
