/** The base style as a pure function of theme and language: our own ground, no tiles, no glyph server, no third party. */
import type {
  FilterSpecification,
  LayerSpecification,
  SourceSpecification,
  StyleSpecification,
} from 'maplibre-gl';
import type { BorderLevel } from '$lib/data/geometry';
import type { Lang } from '$lib/domain/figures';
import type { Metric } from '$lib/state/view';
import { LAYERS } from './layers';
import { inOrder, type MapLayerId } from './order';
import type { MapTheme } from './theme';

/** The page's own face: labels are drawn with the browser's fonts, accents included. */
export const MAP_FONT = 'Titillium Web';

const dividing = (level: BorderLevel): FilterSpecification => ['==', ['get', 'level'], level];

const ground = (theme: MapTheme): (LayerSpecification & { id: MapLayerId })[] => [
  { id: 'sfondo', type: 'background', paint: { 'background-color': theme.outside } },
  {
    id: 'terra',
    type: 'fill',
    // One polygon: the same ground from 1,504 costs ten times as many corners.
    source: 'regione',
    paint: { 'fill-color': theme.land, 'fill-antialias': false },
  },
  {
    id: 'comuni-line',
    type: 'line',
    source: 'confini',
    filter: dividing('comune'),
    paint: {
      'line-color': theme.border,
      // Hairlines fade with distance: 1,504 outlines on a whole-region map would be a grey veil.
      'line-opacity': ['interpolate', ['linear'], ['zoom'], 6.5, 0.25, 8.5, 0.7, 10, 1],
      'line-width': ['interpolate', ['linear'], ['zoom'], 7, 0.4, 11, 1],
    },
  },
  {
    id: 'province-line',
    type: 'line',
    source: 'confini',
    filter: dividing('provincia'),
    paint: {
      'line-color': theme.province,
      'line-width': ['interpolate', ['linear'], ['zoom'], 7, 0.9, 11, 1.6],
    },
  },
  {
    id: 'regione-line',
    type: 'line',
    source: 'confini',
    filter: dividing('regione'),
    paint: {
      'line-color': theme.region,
      'line-width': ['interpolate', ['linear'], ['zoom'], 7, 1.4, 11, 2.2],
    },
  },
  {
    id: 'province-label',
    type: 'symbol',
    source: 'province-etichette',
    maxzoom: 9,
    layout: {
      'text-field': ['get', 'name'],
      'text-font': [MAP_FONT],
      'text-size': ['interpolate', ['linear'], ['zoom'], 6.5, 11, 8.5, 14],
      'text-transform': 'uppercase',
      'text-letter-spacing': 0.08,
      'text-max-width': 8,
    },
    paint: { 'text-color': theme.region, 'text-halo-color': theme.labelHalo, 'text-halo-width': 1.4 },
  },
  {
    id: 'comuni-label',
    type: 'symbol',
    source: 'comuni-etichette',
    minzoom: 7.6,
    // Larger places first; smaller ones join as the map comes nearer.
    filter: [
      '>=',
      ['get', 'population'],
      ['interpolate', ['exponential', 0.5], ['zoom'], 7.6, 60_000, 9, 15_000, 10, 4_000, 11, 0],
    ],
    layout: {
      'text-field': ['get', 'name'],
      'text-font': [MAP_FONT],
      'text-size': [
        'interpolate',
        ['linear'],
        ['zoom'],
        8,
        ['step', ['get', 'population'], 11, 100_000, 13],
        12,
        ['step', ['get', 'population'], 13, 100_000, 18],
      ],
      'symbol-sort-key': ['-', 0, ['get', 'population']],
      'text-max-width': 8,
      'text-padding': 6,
    },
    paint: { 'text-color': theme.label, 'text-halo-color': theme.labelHalo, 'text-halo-width': 1.5 },
  },
];

/** All layer specifications of the map for a theme, bottom to top. */
export const mapLayers = (theme: MapTheme, lang: Lang, metric: Metric): LayerSpecification[] =>
  inOrder([...ground(theme), ...Object.values(LAYERS).flatMap((layer) => layer.layers(theme, lang, metric))]);

/** Over a background the municipalities' colour lets it through, more so the nearer the map is. */
export const overBackground = (layers: readonly LayerSpecification[]): LayerSpecification[] =>
  layers.map((layer) =>
    layer.id === 'comuni-fill' && layer.type === 'fill'
      ? {
          ...layer,
          paint: {
            ...layer.paint,
            'fill-opacity': ['interpolate', ['linear'], ['zoom'], 7, 0.85, 9.5, 0.62, 11.5, 0.22],
          },
        }
      : layer,
  );

/** A complete, valid style whose sources are still empty. */
export function mapStyle(theme: MapTheme, lang: Lang, metric: Metric): StyleSpecification {
  const sources: Record<string, SourceSpecification> = {
    regione: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
  };
  for (const layer of Object.values(LAYERS)) Object.assign(sources, layer.sources());
  return { version: 8, sources, layers: mapLayers(theme, lang, metric) };
}
