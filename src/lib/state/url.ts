/**
 * View <-> query string. What equals the default is absent; what cannot be read is dropped and reported, so that the page
 * can say so. The language is the path's first segment, not a parameter.
 */
import { isDay } from '$lib/domain/time';
import {
  defaultView,
  FIRST_DAY,
  LAST_DAY,
  LAYER_IDS,
  METRICS,
  SELECTION_KINDS,
  THEMES,
  type Camera,
  type Selection,
  type View,
} from './view';

export interface Dropped {
  parameter: string;
  value: string;
  reason: 'unknown-parameter' | 'unreadable' | 'unknown-value' | 'out-of-range';
}

export interface Parsed {
  view: View;
  dropped: Dropped[];
}

/** What ids exist in the loaded release; without it ids are taken on trust. */
export interface KnownIds {
  axes: ReadonlySet<string>;
  has: (selection: Selection) => boolean;
}

/** Longest query that is read at all: a link of ours is far below, anything above is noise. */
const MAX_QUERY = 2_000;
const REGION = { west: 7.5, east: 12.5, south: 44, north: 47.5 } as const;

/** Parameters are short and Italian, because people read links aloud. */
const PARAMETERS = ['c', 'strati', 'metrica', 'assi', 'data', 'sel', 'tema'] as const;

const oneOf = <T extends string>(values: readonly T[], s: string): T | null =>
  values.find((v) => v === s) ?? null;

function parseCamera(s: string): Camera | 'unreadable' | 'out-of-range' {
  if (!/^-?\d+(?:\.\d+)?,-?\d+(?:\.\d+)?,\d+(?:\.\d+)?$/.test(s)) return 'unreadable';
  const [lon = NaN, lat = NaN, zoom = NaN] = s.split(',').map(Number);
  const inside = lon >= REGION.west && lon <= REGION.east && lat >= REGION.south && lat <= REGION.north;
  return inside && zoom >= 5 && zoom <= 18 ? { lon, lat, zoom } : 'out-of-range';
}

function parseSelection(s: string): Selection | null {
  const m = /^([a-z]+):([a-z0-9-]{1,80})$/.exec(s);
  const kind = m?.[1] ? oneOf(SELECTION_KINDS, m[1]) : null;
  return kind && m?.[2] ? { kind, id: m[2] } : null;
}

/** Reads a query string. Never throws; every dropped value is reported once. */
export function parseView(search: string, lang: View['lang'], known?: KnownIds): Parsed {
  const view: View = defaultView(lang);
  const dropped: Dropped[] = [];
  const drop = (parameter: string, value: string, reason: Dropped['reason']) => {
    dropped.push({ parameter, value: value.slice(0, 80), reason });
  };
  if (search.length > MAX_QUERY) {
    drop('?', search, 'unreadable');
    return { view, dropped };
  }
  const query = new URLSearchParams(search);
  for (const [key, value] of query) {
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
        for (const id of asked) if (!oneOf(LAYER_IDS, id)) drop(key, id, 'unknown-value');
        break;
      }
      case 'metrica': {
        const metric = oneOf(METRICS, value);
        if (metric) view.metric = metric;
        else drop(key, value, 'unknown-value');
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
        else drop(key, value, 'unknown-value');
        break;
      }
      case null:
        drop(key, value, 'unknown-parameter');
        break;
    }
  }
  return { view, dropped };
}

/** Decimals that matter at a zoom: about a pixel. */
const decimals = (zoom: number): number => Math.min(6, Math.max(2, Math.ceil(zoom * 0.3)));

/** Camera as it is written in a link. */
export function roundCamera({ lon, lat, zoom: exact }: Camera): Camera {
  // The decimals follow the written zoom, so that rounding twice is rounding once.
  const zoom = Number(exact.toFixed(2));
  const d = decimals(zoom);
  return { lon: Number(lon.toFixed(d)), lat: Number(lat.toFixed(d)), zoom };
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
  if (view.theme !== standard.theme) parts.push(`tema=${view.theme}`);
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

/** Path and query of a view on the map page. */
export const viewHref = (view: View): string => `${view.lang === 'en' ? '/en' : '/'}${viewQuery(view)}`;
