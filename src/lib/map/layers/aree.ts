/**
 * Project areas: the official perimeter where an office has supplied one, else a dashed circle of the stated surface or of
 * the location error, with a softer fill. Never an invented outline.
 * Source: data/areas.csv; every point with its own source and licence.
 */
import { circle } from '@turf/circle';
import { formatNumber } from '$lib/domain/figures';
import { named } from '$lib/domain/named';
import type { AreaRow } from '$lib/domain/select';
import type { Row } from '$lib/schema/tables';
import { HIDDEN, LEFT, rowsSource, showNear, showRows, type RowFeature } from '../rows-source';
import { areaSign } from '../signs';
import { stepsBack, type LayerContext, type MapLayer } from './layer';

/** Radius of the circle that stands for an area, in metres, and what it means; null when the area has no point. */
export function areaRadius(area: Row<'areas'>): { metres: number; meaning: 'surface' | 'error' } | null {
  if (area.lat === null || area.lon === null) return null;
  if (area.surface_m2 !== null && area.surface_m2 > 0)
    return { metres: Math.sqrt(area.surface_m2 / Math.PI), meaning: 'surface' };
  return { metres: Math.max(area.error_m ?? 0, 20), meaning: 'error' };
}

/** What the outline of an area is: the legend's items. */
type Outline = 'errore' | 'controllo' | 'perimetro';
const outlineOf = (area: Row<'areas'>, { perimeters }: Pick<LayerContext, 'perimeters'>): Outline =>
  perimeters.has(area.area_id) ? 'perimetro' : area.kind === 'control' ? 'controllo' : 'errore';

/** Chosen, or one of those that are compared. */
const isMarked = (
  { area_id }: Pick<Row<'areas'>, 'area_id'>,
  { selection, compared = [] }: Pick<LayerContext, 'selection' | 'compared'>,
): boolean => (selection?.kind === 'area' && selection.id === area_id) || compared.includes(area_id);

function shapes({ area }: AreaRow, context: LayerContext): RowFeature[] {
  const radius = areaRadius(area);
  const properties = {
    id: area.area_id,
    name: named(area, context.lang),
    control: area.kind === 'control',
    selected: isMarked(area, context),
    dim: stepsBack(context, 'aree', [outlineOf(area, context)]),
  };
  const perimeter = context.perimeters.get(area.area_id);
  if (perimeter)
    return [{ type: 'Feature', properties: { ...properties, official: true }, geometry: perimeter }];
  if (radius === null) return [];
  const round = circle([area.lon as number, area.lat as number], radius.metres, {
    units: 'meters',
    steps: 48,
  });
  return [{ type: 'Feature', properties: { ...properties, official: false }, geometry: round.geometry }];
}

/** Points and outlines of the areas. */
export function areaFeatures(context: LayerContext): { outlines: RowFeature[]; points: RowFeature[] } {
  const outlines = context.rows.areas.flatMap((row) => shapes(row, context));
  const points = context.rows.areas.flatMap(({ area }): RowFeature[] => {
    if (area.lat === null || area.lon === null) return [];
    return [
      {
        type: 'Feature',
        properties: {
          id: area.area_id,
          name: named(area, context.lang),
          control: area.kind === 'control',
          selected: isMarked(area, context),
          dim: stepsBack(context, 'aree', [outlineOf(area, context)]),
        },
        geometry: { type: 'Point', coordinates: [area.lon, area.lat] },
      },
    ];
  });
  return { outlines, points };
}

/** Zoom from which quarters are named. */
const NAMES_FROM = 10.5;

export const aree: MapLayer = {
  id: 'aree',
  title: { it: 'Aree di progetto', en: 'Project areas' },
  help: {
    it: 'Nessun perimetro ufficiale dei quartieri ERP è stato trovato nei dati pubblici: un cerchio tratteggiato mostra dove sta il quartiere, con un raggio pari all’errore dichiarato della posizione o alla superficie dichiarata. Un perimetro ufficiale, quando un ufficio lo fornisce, è a tratto continuo.',
    en: 'No official perimeter of an ERP quarter was found in public data: a dashed circle shows where the quarter is, its radius being the stated error of the position or the stated surface. An official perimeter, once an office supplies one, has a solid line.',
  },
  source: {
    it: 'Posizioni: dati aperti del Comune di Milano, di Regione Lombardia, OpenStreetMap, Wikipedia; ogni punto riporta fonte, licenza ed errore.',
    en: 'Positions: open data of Comune di Milano and Regione Lombardia, OpenStreetMap, Wikipedia; each point gives its source, licence and error.',
  },
  legend: (context) => {
    const it = context.lang === 'it';
    const { areas } = context.rows;
    const placed = areas.filter(({ area }) => area.lat !== null);
    const count = (outline: Outline) =>
      placed.filter(({ area }) => outlineOf(area, context) === outline).length;
    return {
      sentence: it
        ? `${formatNumber(placed.length, 'it', 0)} aree sulla mappa su ${formatNumber(areas.length, 'it', 0)} nominate dai documenti.`
        : `${formatNumber(placed.length, 'en', 0)} areas on the map of ${formatNumber(areas.length, 'en', 0)} that the documents name.`,
      items: [
        {
          id: 'errore',
          swatch: { kind: 'sign', svg: areaSign(false, context.theme) },
          label: it ? 'posizione con errore dichiarato' : 'position with a stated error',
          count: count('errore'),
        },
        {
          id: 'controllo',
          swatch: { kind: 'sign', svg: areaSign(false, context.theme, true) },
          label: it ? 'area di controllo' : 'control area',
          count: count('controllo'),
        },
        {
          id: 'perimetro',
          swatch: { kind: 'sign', svg: areaSign(true, context.theme) },
          label: it ? 'perimetro ufficiale' : 'official perimeter',
          count: count('perimetro'),
        },
      ],
      notes: [],
    };
  },
  sources: () => ({
    aree: rowsSource(),
    'aree-punti': rowsSource(),
    // Names keep their places from each other: a hidden one would still hold its own.
    'aree-etichette': { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
  }),
  layers: (theme) => [
    {
      id: 'aree-fill',
      type: 'fill',
      source: 'aree',
      minzoom: 9,
      paint: {
        'fill-color': theme.areaFill,
        'fill-opacity': ['case', HIDDEN, 0, ['get', 'dim'], 0.02, ['get', 'official'], 0.16, 0.07],
      },
    },
    {
      id: 'aree-line',
      type: 'line',
      source: 'aree',
      minzoom: 9,
      filter: ['!', ['get', 'official']],
      paint: {
        'line-color': ['case', ['get', 'control'], theme.control, theme.area],
        'line-width': 1.6,
        'line-dasharray': [3, 2.2],
        'line-opacity': LEFT,
      },
    },
    {
      id: 'aree-perimeter-line',
      type: 'line',
      source: 'aree',
      minzoom: 9,
      filter: ['get', 'official'],
      paint: { 'line-color': theme.area, 'line-width': 1.8, 'line-opacity': LEFT },
    },
    {
      id: 'aree-punti',
      type: 'circle',
      source: 'aree-punti',
      maxzoom: 12,
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 7, 3, 11, 5],
        'circle-color': theme.land,
        'circle-stroke-color': ['case', ['get', 'control'], theme.control, theme.area],
        'circle-stroke-width': 1.5,
        'circle-opacity': ['interpolate', ['linear'], ['zoom'], 11, LEFT, 12, 0],
        'circle-stroke-opacity': ['interpolate', ['linear'], ['zoom'], 11, LEFT, 12, 0],
      },
    },
    {
      id: 'aree-selected',
      type: 'line',
      source: 'aree',
      filter: ['get', 'selected'],
      paint: { 'line-color': theme.selection, 'line-width': 3, 'line-opacity': ['case', HIDDEN, 0, 1] },
    },
    {
      // From afar the outline is smaller than a pen stroke: a ring of one size says where it is.
      id: 'aree-selected-punti',
      type: 'circle',
      source: 'aree-punti',
      maxzoom: 12,
      filter: ['get', 'selected'],
      paint: {
        'circle-radius': 12,
        'circle-color': theme.selection,
        'circle-opacity': ['interpolate', ['linear'], ['zoom'], 11, ['case', HIDDEN, 0, 0.06], 12, 0],
        'circle-stroke-color': theme.selection,
        'circle-stroke-width': 2.5,
        'circle-stroke-opacity': ['interpolate', ['linear'], ['zoom'], 11, LEFT, 12, 0],
      },
    },
    {
      id: 'aree-label',
      type: 'symbol',
      source: 'aree-etichette',
      minzoom: NAMES_FROM,
      layout: {
        'text-field': ['get', 'name'],
        'text-font': ['Titillium Web'],
        'text-size': 13,
        'text-variable-anchor': ['top', 'bottom', 'right', 'left'],
        'text-radial-offset': 1.9,
        'text-max-width': 9,
      },
      paint: {
        'text-color': theme.label,
        'text-halo-color': theme.labelHalo,
        'text-halo-width': 1.6,
        'text-opacity': ['case', ['get', 'dim'], 0.45, 1],
      },
    },
  ],
  update: (map, context) => {
    const { outlines, points } = areaFeatures(context);
    showRows(map, 'aree', outlines);
    showRows(map, 'aree-punti', points);
    showNear(map, 'aree-etichette', NAMES_FROM, points);
  },
  pick: {
    layers: ['aree-punti', 'aree-fill'],
    select: (p) => (typeof p['id'] === 'string' ? { kind: 'area', id: p['id'] } : null),
  },
};
