/**
 * Layers that people bring from their own machine (src/lib/own): perimeters, points, municipalities with a value. Violet,
 * which no theme of the house has; hatched where the file gives no value.
 */
import type { Feature, FeatureCollection } from 'geojson';
import type { FilterSpecification, GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl';
import { classOf, classRanges } from '$lib/domain/classes';
import { formatNumber, type Lang } from '$lib/domain/figures';
import type { Legend, LegendItem } from '$lib/domain/legend';
import type { OwnLayer, OwnRow } from '$lib/own/types';
import { nextAbove, type MapLayerId } from '../order';
import type { MapTheme } from '../theme';

const SOURCE = 'propri';
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

const POINTS: FilterSpecification = ['==', ['geometry-type'], 'Point'];
const FILLED: FilterSpecification = ['all', ['!=', ['geometry-type'], 'Point'], ['!', ['get', 'missing']]];
const EMPTY: FilterSpecification = ['all', ['!=', ['geometry-type'], 'Point'], ['get', 'missing']];

/** Shows the given layers, and nothing else, on a loaded map. Idempotent. */
export function setOwn(
  map: MapLibreMap,
  layers: readonly OwnLayer[],
  municipalities: FeatureCollection,
  theme: MapTheme,
): void {
  const source = map.getSource(SOURCE) as GeoJSONSource | undefined;
  if (!source && layers.length === 0) return;
  const data = ownFeatures(layers, municipalities, theme);
  if (!map.hasImage(patternName(theme))) map.addImage(patternName(theme), hatch(theme), { pixelRatio: 2 });
  if (source) source.setData(data);
  else {
    map.addSource(SOURCE, { type: 'geojson', data });
    const add = (id: MapLayerId, layer: object) =>
      map.addLayer(
        { id, source: SOURCE, ...layer } as Parameters<MapLibreMap['addLayer']>[0],
        nextAbove(id, map.getLayersOrder()),
      );
    add('propri-fill', { type: 'fill', filter: FILLED });
    add('propri-vuoti', { type: 'fill', filter: EMPTY });
    add('propri-line', { type: 'line', filter: ['!', POINTS] });
    add('propri-punti', { type: 'circle', filter: POINTS });
  }
  map.setPaintProperty('propri-fill', 'fill-color', ['get', 'colour']);
  map.setPaintProperty('propri-fill', 'fill-opacity', 0.82);
  map.setPaintProperty('propri-vuoti', 'fill-pattern', patternName(theme));
  map.setPaintProperty('propri-line', 'line-color', INK[theme.name]);
  map.setPaintProperty('propri-line', 'line-width', ['interpolate', ['linear'], ['zoom'], 7, 0.5, 12, 1.6]);
  map.setPaintProperty('propri-punti', 'circle-radius', ['interpolate', ['linear'], ['zoom'], 7, 3, 13, 7]);
  map.setPaintProperty('propri-punti', 'circle-color', [
    'case',
    ['get', 'missing'],
    theme.land,
    ['to-color', ['get', 'colour'], theme.land],
  ]);
  map.setPaintProperty('propri-punti', 'circle-stroke-color', INK[theme.name]);
  map.setPaintProperty('propri-punti', 'circle-stroke-width', 1.25);
}

/** Decimals that tell the limits apart; they have three figures at most (numbers.ts). */
const decimals = (limits: readonly number[]): number =>
  Math.min(
    20,
    Math.max(0, ...limits.map((limit) => (limit === 0 ? 0 : 2 - Math.floor(Math.log10(Math.abs(limit)))))),
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
