/**
 * Layers that people bring from their own machine (src/lib/own): perimeters, points, municipalities with a value. Violet,
 * which no theme of the house has; hatched where the file gives no value.
 */
import type { Feature, FeatureCollection, Geometry, Position } from 'geojson';
import type {
  ExpressionSpecification,
  FilterSpecification,
  GeoJSONSource,
  Map as MapLibreMap,
} from 'maplibre-gl';
import { classOf, classRanges } from '$lib/domain/classes';
import { formatNumber, type Lang } from '$lib/domain/figures';
import type { Legend, LegendItem } from '$lib/domain/legend';
import { feed } from '../feed';
import type { OwnLayer, OwnPlace, OwnRow } from '$lib/own/types';
import { nextAbove, type MapLayerId } from '../order';
import type { MapTheme } from '../theme';

export const OWN_SOURCE = 'propri';
const RAMPS: Record<MapTheme['name'], readonly string[]> = {
  light: ['#efe5f7', '#d3b8ea', '#af85d6', '#8450b5', '#542a82'],
  dark: ['#3d2f4e', '#5b4377', '#8462aa', '#b391d8', '#e3cff8'],
};
const INK: Record<MapTheme['name'], string> = { light: '#3f1d66', dark: '#efe2fb' };

/** Colour of a row; null: the layer has values and this row has none. */
function colourOf(layer: OwnLayer, row: OwnRow, theme: MapTheme): string | null {
  const ramp = RAMPS[theme.name];
  if (layer.scale === null) return ramp[2] ?? INK[theme.name];
  const i = classOf(layer.scale, row.value);
  return i === null ? null : (shades(layer.scale.limits.length + 1, ramp)[i] ?? null);
}

/** Few classes use the ends of the ramp, so that they stay apart. */
const shades = (classes: number, ramp: readonly string[]): string[] =>
  Array.from(
    { length: classes },
    (_, i) => ramp[classes === 1 ? 2 : Math.round((i * (ramp.length - 1)) / (classes - 1))] ?? '',
  );

/** Everything that is switched on, as one collection; later layers lie above. */
export function ownFeatures(
  layers: readonly OwnLayer[],
  municipalities: FeatureCollection,
  theme: MapTheme,
): FeatureCollection {
  const outline = new Map(
    municipalities.features.map((f) => [String(f.properties?.['istat_code']), f.geometry]),
  );
  return {
    type: 'FeatureCollection',
    features: layers
      .filter((layer) => layer.on)
      .flatMap((layer) =>
        layer.rows.flatMap((row, i): Feature[] => {
          const geometry = row.code === null ? layer.features.features[i]?.geometry : outline.get(row.code);
          const colour = colourOf(layer, row, theme);
          return geometry
            ? [
                {
                  type: 'Feature',
                  geometry,
                  properties: {
                    layer: layer.id,
                    row: row.row,
                    name: row.name,
                    colour: colour ?? '',
                    missing: colour === null,
                  },
                },
              ]
            : [];
        }),
      ),
  };
}

const patternName = (theme: MapTheme): string => `propri-senza-valore-${theme.name}`;

/** Diagonals as picture data: no fetch, no canvas. */
function hatch(theme: MapTheme): { width: number; height: number; data: Uint8ClampedArray } {
  const side = 16;
  const data = new Uint8ClampedArray(side * side * 4);
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(INK[theme.name].slice(at, at + 2), 16));
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++)
      if ((x + y) % 8 < 2) data.set([r ?? 0, g ?? 0, b ?? 0, 170], 4 * (y * side + x));
  return { width: side, height: side, data };
}

/** Ids of the layers on the map, top to bottom. */
export const OWN_LAYERS = [
  'propri-punti',
  'propri-line',
  'propri-vuoti',
  'propri-fill',
] as const satisfies readonly MapLayerId[];
/** Those that fill the plane: only what is under the pointer itself counts. */
export const OWN_FILLS: readonly string[] = ['propri-vuoti', 'propri-fill'];

/** Which row of which layer a drawn feature is; null: not one of ours. */
export function ownPlace(properties: Record<string, unknown> | null): OwnPlace | null {
  const { layer, row } = properties ?? {};
  return typeof layer === 'string' && typeof row === 'number' ? { layer, row } : null;
}

const rowOf = (layers: readonly OwnLayer[], place: OwnPlace) => {
  const layer = layers.find(({ id }) => id === place.layer);
  const at = layer?.rows.findIndex(({ row }) => row === place.row) ?? -1;
  const row = layer?.rows[at];
  return layer && row ? { layer, row, at } : null;
};

/** What a row says in the column that the layer shows, `famiglie: 310`; '' where it shows none. */
export function ownValue({ mapping }: OwnLayer, { value }: OwnRow, lang: Lang): string {
  const none = lang === 'it' ? 'senza valore' : 'no value';
  return mapping.value === null
    ? ''
    : `${mapping.value}: ${value === null ? none : formatNumber(value, lang, 6)}`;
}

const rowWords = (layer: OwnLayer, row: OwnRow, lang: Lang): string =>
  [row.name, ownValue(layer, row, lang)].filter(Boolean).join(', ');

/** A row in words: its name, its value where the layer has any, its layer. Null: it is not there any more. */
export function ownWords(layers: readonly OwnLayer[], place: OwnPlace, lang: Lang): string | null {
  const found = rowOf(layers, place);
  return found && `${rowWords(found.layer, found.row, lang)} (${found.layer.name})`;
}

/** A layer's legend with the row that was chosen, where it is one of the layer's. */
export function withOwnRow(legend: Legend, layer: OwnLayer, chosen: OwnPlace | null, lang: Lang): Legend {
  const found = chosen?.layer === layer.id ? rowOf([layer], chosen) : null;
  return found ? { ...legend, own: `${rowWords(layer, found.row, lang)}.` } : legend;
}

const positions = function* (of: unknown): Generator<Position> {
  if (!Array.isArray(of)) return;
  if (typeof of[0] === 'number') yield of as Position;
  else for (const part of of as unknown[]) yield* positions(part);
};

/** Where municipalities have their labels, by code. */
export type Labels = ReadonlyMap<string, { label: readonly [number, number] | null }>;

/** The middle of what a row draws, by the corners of its shape; null: it draws nothing. */
export function ownPoint(
  layers: readonly OwnLayer[],
  place: OwnPlace,
  labels: Labels,
): readonly [lon: number, lat: number] | null {
  const found = rowOf(layers, place);
  if (!found) return null;
  return found.row.code === null
    ? middleOf(found.layer.features.features[found.at]?.geometry)
    : (labels.get(found.row.code)?.label ?? null);
}

/** The middle of a shape, by its corners. */
export function middleOf(geometry: Geometry | undefined): readonly [lon: number, lat: number] | null {
  if (!geometry || geometry.type === 'GeometryCollection') return null;
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x = NaN, y = NaN] of positions(geometry.coordinates)) {
    west = Math.min(west, x);
    east = Math.max(east, x);
    south = Math.min(south, y);
    north = Math.max(north, y);
  }
  const middle = [(west + east) / 2, (south + north) / 2] as const;
  return middle.every(Number.isFinite) ? middle : null;
}

const POINTS: FilterSpecification = ['==', ['geometry-type'], 'Point'];
const FILLED: FilterSpecification = ['all', ['!=', ['geometry-type'], 'Point'], ['!', ['get', 'missing']]];
const EMPTY: FilterSpecification = ['all', ['!=', ['geometry-type'], 'Point'], ['get', 'missing']];

/** Shows the given layers, and nothing else, on a loaded map. Idempotent; settles when the map has all of them. */
export function setOwn(
  map: MapLibreMap,
  layers: readonly OwnLayer[],
  municipalities: FeatureCollection,
  theme: MapTheme,
  chosen: OwnPlace | null = null,
): Promise<void> {
  const source = map.getSource(OWN_SOURCE) as GeoJSONSource | undefined;
  if (!source && layers.length === 0) return Promise.resolve();
  const data = ownFeatures(layers, municipalities, theme);
  const show = (on: boolean) => {
    for (const id of OWN_LAYERS)
      if (map.getLayer(id)) map.setLayoutProperty(id, 'visibility', on ? 'visible' : 'none');
  };
  if (!map.hasImage(patternName(theme))) map.addImage(patternName(theme), hatch(theme), { pixelRatio: 2 });
  let fed: Promise<void>;
  if (source) fed = feed(source, data.features, show);
  else {
    map.addSource(OWN_SOURCE, { type: 'geojson', data: { type: 'FeatureCollection', features: [] } });
    const add = (id: MapLayerId, layer: object) =>
      map.addLayer(
        { id, source: OWN_SOURCE, ...layer } as Parameters<MapLibreMap['addLayer']>[0],
        nextAbove(id, map.getLayersOrder()),
      );
    add('propri-fill', { type: 'fill', filter: FILLED });
    add('propri-vuoti', { type: 'fill', filter: EMPTY });
    add('propri-line', { type: 'line', filter: ['!', POINTS] });
    add('propri-punti', { type: 'circle', filter: POINTS });
    fed = feed(map.getSource(OWN_SOURCE) as GeoJSONSource, data.features, show);
  }
  map.setPaintProperty('propri-fill', 'fill-color', ['get', 'colour']);
  map.setPaintProperty('propri-fill', 'fill-opacity', 0.82);
  map.setPaintProperty('propri-vuoti', 'fill-pattern', patternName(theme));
  map.setPaintProperty('propri-line', 'line-color', INK[theme.name]);
  map.setPaintProperty('propri-punti', 'circle-color', [
    'case',
    ['get', 'missing'],
    theme.land,
    ['to-color', ['get', 'colour'], theme.land],
  ]);
  map.setPaintProperty('propri-punti', 'circle-stroke-color', INK[theme.name]);
  markOwn(map, chosen);
  return fed;
}

/** Draws the chosen row heavier than the rest: a change of paint, since a file can have fifty thousand rows. */
export function markOwn(map: MapLibreMap, chosen: OwnPlace | null): void {
  if (!map.getLayer('propri-line')) return;
  const is: ExpressionSpecification | null = chosen && [
    'all',
    ['==', ['get', 'layer'], chosen.layer],
    ['==', ['get', 'row'], chosen.row],
  ];
  const by = (plain: number, heavy: number): ExpressionSpecification | number =>
    is ? ['case', is, heavy, plain] : plain;
  const zoomed = (from: number, to: number, heavy: number): ExpressionSpecification => [
    'interpolate',
    ['linear'],
    ['zoom'],
    7,
    by(from, heavy),
    13,
    by(to, heavy + 2),
  ];
  map.setPaintProperty('propri-line', 'line-width', zoomed(0.5, 1.8, 4));
  map.setPaintProperty('propri-punti', 'circle-radius', zoomed(3, 7, 8));
  map.setPaintProperty('propri-punti', 'circle-stroke-width', by(1.25, 4));
}

/** Decimals that tell the limits apart, which are as round as the values let them be (own/numbers.ts). */
const decimals = (limits: readonly number[]): number =>
  Math.min(
    20,
    Math.max(
      0,
      ...limits.map((limit) => {
        const [, digits = '', power = '0'] = /^-?\d+(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(limit)) ?? [];
        return digits.length - Number(power);
      }),
    ),
  );

/** The legend of one layer. */
export function ownLegend(layer: OwnLayer, theme: MapTheme, lang: Lang): Legend {
  const it = lang === 'it';
  const ramp = RAMPS[theme.name];
  const digits = decimals(layer.scale?.limits ?? []);
  const n = (x: number) => formatNumber(x, lang, digits);
  const missing = layer.rows.filter(({ value }) => value === null).length;
  const fill = (color: string) => ({ kind: 'fill' as const, color });
  if (layer.scale === null)
    return {
      sentence:
        layer.mapping.value === null
          ? it
            ? 'Nessun valore scelto: si vede dove, non quanto.'
            : 'No value chosen: it shows where, not how much.'
          : it
            ? `«${layer.mapping.value}» non contiene numeri: si vede dove, non quanto.`
            : `“${layer.mapping.value}” has no numbers: it shows where, not how much.`,
      items: [{ swatch: fill(ramp[2] ?? ''), label: layer.name, count: layer.rows.length }],
      notes: [],
    };
  const ranges = classRanges(layer.scale);
  const colours = shades(ranges.length, ramp);
  const label = (from: number | null, to: number | null): string =>
    from === null && to === null
      ? it
        ? 'un solo valore'
        : 'one value only'
      : from === null
        ? it
          ? `meno di ${n(to ?? 0)}`
          : `under ${n(to ?? 0)}`
        : to === null
          ? it
            ? `${n(from)} e oltre`
            : `${n(from)} and over`
          : it
            ? `da ${n(from)} a meno di ${n(to)}`
            : `${n(from)} to under ${n(to)}`;
  const items: LegendItem[] = ranges.map(({ from, to }, i) => ({
    id: `classe-${i}`,
    swatch: fill(colours[i] ?? ''),
    label: label(from, to),
    count: layer.rows.filter(
      ({ value }) => value !== null && (from === null || value >= from) && (to === null || value < to),
    ).length,
  }));
  if (missing > 0)
    items.push({
      id: 'missing',
      swatch: { kind: 'fill', color: theme.land, pattern: 'hatch' },
      label: it ? 'senza valore' : 'no value',
      count: missing,
    });
  return {
    sentence: `${layer.mapping.value ?? ''} (${layer.name}).`,
    items,
    notes: [
      it
        ? 'Limiti: numeri tondi vicini ai quintili del file.'
        : 'Limits: round numbers near the quintiles of the file.',
    ],
  };
}
