/**
 * Puts rows on the map so that a filter costs one picture. What a filter takes away stays in the map's source, hidden by
 * feature-state: no tile is cut again, and the map draws once instead of once for each tile that comes back.
 */
import type { Feature, FeatureCollection, Geometry } from 'geojson';
import type { ExpressionSpecification, GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl';
import { DIM } from './layers/layer';

/** A row as the map draws it; `id` tells rows of a source apart. */
export type RowFeature = Feature<Geometry, { id: string } & Record<string, string | number | boolean>>;

interface RowState {
  hidden: boolean;
}

interface Held {
  /** Rows of the source by id, and each of them as text. */
  features: Map<string, { feature: RowFeature; text: string }>;
  hidden: Set<string>;
}

/** Whether a filter has taken the row away: for paint, and never for layout, which cannot ask. */
export const HIDDEN: ExpressionSpecification = ['boolean', ['feature-state', 'hidden'], false];

/** What is left of a sign: less of one that has stepped back, nothing of one that a filter has taken away. */
export const LEFT: ExpressionSpecification = ['case', HIDDEN, 0, ['get', 'dim'], DIM, 1];

/** The source of rows: its features are known by their own ids. */
export const rowsSource = () => ({
  type: 'geojson' as const,
  data: { type: 'FeatureCollection' as const, features: [] },
  promoteId: 'id',
});

/** What each map's sources hold. */
const held = new WeakMap<object, Map<string, Held>>();

function heldBy(map: MapLibreMap, source: string): Held {
  const sources = held.get(map) ?? new Map<string, Held>();
  held.set(map, sources);
  const known = sources.get(source) ?? { features: new Map(), hidden: new Set() };
  sources.set(source, known);
  return known;
}

/** Shows these rows of a source and no others. Only a row that is new or not what it was makes the map cut its tiles again. */
export function showRows(map: MapLibreMap, id: string, rows: readonly RowFeature[]): void {
  const source = map.getSource(id) as GeoJSONSource | undefined;
  if (!source) return;
  const { features, hidden } = heldBy(map, id);
  const wanted = new Set<string>();
  let anew = false;
  for (const feature of rows) {
    const key = feature.properties.id;
    const text = JSON.stringify(feature);
    wanted.add(key);
    if (features.get(key)?.text === text) continue;
    features.set(key, { feature, text });
    anew = true;
  }
  if (anew) {
    const collection: FeatureCollection = {
      type: 'FeatureCollection',
      // Of two in one place the same is on top, whatever was shown first.
      features: [...features.keys()].sort().flatMap((key) => features.get(key)?.feature ?? []),
    };
    void source.setData(collection);
  }
  for (const key of features.keys()) {
    const hide = !wanted.has(key);
    if (hide === hidden.has(key)) continue;
    if (hide) hidden.add(key);
    else hidden.delete(key);
    map.setFeatureState({ source: id, id: key }, { hidden: hide } satisfies RowState);
  }
}

/** What waits, by source, until the map is near enough to draw it. */
const waiting = new WeakMap<object, Map<string, { from: number; features: readonly RowFeature[] }>>();

/** Puts in place what the map is now near enough to draw; a zoom level early, so that nobody sees it come. */
function bring(map: MapLibreMap): void {
  const parts = waiting.get(map);
  for (const [id, { from, features }] of parts ?? []) {
    if (map.getZoom() < from - 1) continue;
    parts?.delete(id);
    void (map.getSource(id) as GeoJSONSource | undefined)?.setData({
      type: 'FeatureCollection',
      features: [...features],
    });
  }
}

/** Shows these rows of a source that is drawn from a zoom on, and no others. Far from it the map is given nothing to do. */
export function showNear(map: MapLibreMap, id: string, from: number, features: readonly RowFeature[]): void {
  let parts = waiting.get(map);
  if (!parts) {
    waiting.set(map, (parts = new Map()));
    map.on('zoom', () => bring(map));
  }
  parts.set(id, { from, features });
  bring(map);
}

/** Whether something that the map found at a point is a row that a filter has taken away. */
export const isHidden = ({ state }: { state: object }): boolean => 'hidden' in state && state.hidden === true;
