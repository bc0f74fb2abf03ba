/**
 * Arrears (morosità). What documents state: a sign for each area, with its time point. What an opened ledger gives: cells
 * (src/lib/domain/density.ts). States without a number are drawn apart.
 * Drawn by deck.gl, fetched when the layer is switched on (src/lib/map/deck/).
 * Source: eupolis-2016, irs-2021; only figures past the disclosure rules (src/lib/domain/disclosure.ts, src/lib/density/).
 */
import { type TimePoint } from '$lib/domain/time';
import { ARREARS_SCALE, classOf, classRanges } from '$lib/domain/classes';
import {
  classOfTold,
  FIGURE_STATES,
  scaleOf,
  type DensityHex,
  type DensityView,
  type Measure,
  type Told,
} from '$lib/domain/density';
import { formatDate, formatFigure, formatNumber, type Lang } from '$lib/domain/figures';
import type { Legend, LegendItem } from '$lib/domain/legend';
import { named } from '$lib/domain/named';
import type { ArrearsRow } from '$lib/domain/select';
import { arrearsFact, shareOf } from '$lib/domain/shares';
import type { Fact } from '$lib/schema/served';
import { fill, messages } from '$lib/i18n';
import { basisWords, DENSITY_WORDS, measureWords, ownerWords, toldWords, unitOf } from '$lib/i18n/density';
import { tableWords } from '$lib/i18n/vocabularies';
import { cellSign, cellStateSign, partialSign } from '../deck/hexagons';
import { arrearsDisc, arrearsSign } from '../signs';
import { classId, type LayerContext, type MapLayer } from './layer';

/** What this layer takes from the page besides what all layers do. */
export interface ArrearsContext extends LayerContext {
  /** The release that is open, for one question; absent where there is none. */
  density?: DensityView | null;
  /** Time point of the documents' figures; absent: the latest that is told. */
  point?: TimePoint | null;
  /** The chosen zone with its own figure, for the legend. */
  densityOwn?: { name: string; figure: Told } | null;
}

function rangeLabel(from: number | null, to: number | null, unit: string, lang: Lang): string {
  const it = lang === 'it';
  const u = unit === '' ? '' : ` ${unit}`;
  if (from === null) return it ? `meno di ${to}${u}` : `under ${to}${u}`;
  if (to === null) return it ? `${from}${u} e oltre` : `${from}${u} and over`;
  return `${from}–${to}${u}`;
}

const told = (cell: DensityHex): Told =>
  cell.state === 'value' ? { state: 'value', low: cell.low, high: cell.high } : { state: cell.state };

/** The legend's items that a cell stands under: its class or state, and that its figure is about a part of it. */
export const cellItems = (cell: DensityHex, measure: Measure): string[] =>
  cell.state === 'value'
    ? [classId(classOfTold(told(cell), measure) ?? 0), ...(cell.partial ? ['partial'] : [])]
    : [cell.state];

/** The legend of the cells: what is divided by what, when, whose; classes and states with their counts. */
export function densityLegend(view: DensityView, context: ArrearsContext): Legend {
  const { lang, theme } = context;
  const w = DENSITY_WORDS[lang];
  const unit = unitOf(view.measure);
  const n = (x: number) => formatNumber(x, lang, 0);
  const counts = new Map<string, number>();
  // Of one size alone: the small cells lie in the large ones, and their households would count twice.
  for (const cell of view.coarse)
    for (const id of cellItems(cell, view.measure)) counts.set(id, (counts.get(id) ?? 0) + 1);
  const counted = (id: string) => ({ id, count: counts.get(id) ?? 0 });
  const withValue = (cells: readonly DensityHex[]) => cells.filter((c) => c.state === 'value').length;
  const classes = classRanges(scaleOf(view.measure)).map(({ from, to }, i): LegendItem => ({
    swatch: { kind: 'sign', svg: cellSign(theme.arrears[i] ?? theme.land, theme) },
    label: rangeLabel(from, to, unit === 'percent' ? '%' : '', lang),
    ...counted(classId(i)),
  }));
  const states = FIGURE_STATES.flatMap((state): LegendItem[] =>
    state === 'value'
      ? []
      : [
          {
            swatch: { kind: 'sign', svg: cellStateSign(state, theme) },
            label: w.state[state],
            ...counted(state),
          },
        ],
  );
  const own = context.densityOwn;
  let ownWords: string | null = null;
  if (own) {
    const words = toldWords(own.figure, unit, lang);
    const index = classOfTold(own.figure, view.measure);
    const range = index === null ? undefined : classes[index]?.label;
    ownWords =
      range === undefined
        ? fill(w.legend.own, { name: own.name, figure: words })
        : fill(w.legend.own_class, { name: own.name, figure: words, class: range });
  }
  return {
    sentence:
      fill(w.legend.sentence, {
        measure: measureWords(view.measure, lang),
        day: formatDate(view.day, lang),
        owner: ownerWords(view.owner, lang),
        told: n(withValue(view.coarse)),
        total: n(view.coarse.length),
      }) + (view.simulated ? ` ${w.simulated.badge}.` : ''),
    items: [
      ...classes,
      {
        swatch: { kind: 'sign', svg: partialSign(theme.arrears[2] ?? theme.land, theme) },
        label: `${w.partial}: ${w.partial_help}`,
        ...counted('partial'),
      },
      ...states,
    ],
    own: ownWords,
    notes: [
      `${measureWords(view.measure, lang)}: ${basisWords(view.measure, lang)}.`,
      fill(w.legend.note_counts, { told: n(withValue(view.fine)), total: n(view.fine.length) }),
      w.legend.note_zoom,
      w.legend.note_gap,
    ],
  };
}

const isPlaced = ({ area }: ArrearsRow): boolean => area.lat !== null && area.lon !== null;

/** The selected area's own figure; null when nothing that has one is selected. */
function ownArrears({ selection, rows, point, lang, index }: ArrearsContext): string | null {
  const row = rows.arrears.find(({ area }) => selection?.kind === 'area' && area.area_id === selection.id);
  const fact = row && arrearsFact(row.facts, point);
  if (!row || !fact) return null;
  const it = lang === 'it';
  const w = DENSITY_WORDS[lang].legend;
  const { figure } = fact;
  const share = shareOf(fact) !== null;
  // A paragraph does not fit a legend; the panel has the words.
  const told =
    figure.state === 'qualitative'
      ? it
        ? 'detto solo a parole'
        : 'told only in words'
      : formatFigure(figure, fact.unit, lang);
  const name = named(row.area, lang) + (isPlaced(row) ? '' : ` (${w.unplaced_own})`);
  const document = index.documentDate.get(fact.source_id);
  // The date of the document is not that of what it tells.
  const when =
    fact.data_date !== null
      ? ` (${formatDate(fact.data_date, lang)})`
      : !share
        ? ''
        : document === undefined
          ? ` (${messages(lang).fact.undated})`
          : ` (${fill(w.undated, { date: formatDate(document, lang) })})`;
  const computed = share && fact.derived ? `, ${messages(lang).fact.derived}` : '';
  const basis = fact.basis ? ` · ${tableWords('basis', fact.basis, lang)}` : '';
  return `${name}: ${told}${computed}${basis}${when}.`;
}

/** The legend's item that a figure of the documents stands under. */
export const arrearsItem = ({ figure }: Pick<Fact, 'figure'>): string =>
  figure.state === 'value' || figure.state === 'zero'
    ? classId(classOf(ARREARS_SCALE, figure.value) ?? 0)
    : figure.state;

/** The legend of the documents' signs at the chosen time point. */
export function documentsLegend(context: ArrearsContext): Legend {
  const it = context.lang === 'it';
  const { point } = context;
  const told = context.rows.arrears.flatMap((row) => {
    const fact = arrearsFact(row.facts, point);
    return fact === null ? [] : [{ row, fact }];
  });
  const facts = told.map(({ fact }) => fact);
  const unplaced = told.filter(({ row }) => !isPlaced(row));
  const figures = facts.map(({ figure }) => figure);
  // A figure without a time point stands at both: whoever reads one of them must know.
  const undated = point ? facts.filter((f) => f.time_point === null && shareOf(f) !== null).length : 0;
  const silent = context.rows.arrears.length - facts.length;
  const count = (state: string) => figures.filter((f) => f.state === state).length;
  const values = figures.flatMap((f) => (f.state === 'value' || f.state === 'zero' ? [f.value] : []));
  const when = point ? (it ? ` al momento ${point}` : ` at time point ${point}`) : '';
  return {
    sentence: it
      ? `Da documenti: aree con una quota pubblicabile di famiglie morose${when}: ${formatNumber(values.length, 'it', 0)}, su ${context.rows.arrears.length} di cui qualcosa è detto.`
      : `From documents: areas with a share of households in arrears that may be published${when}: ${formatNumber(values.length, 'en', 0)}, of ${context.rows.arrears.length} of which something is told.`,
    own: ownArrears(context),
    items: [
      ...classRanges(ARREARS_SCALE).map(({ from, to }, i) => ({
        id: classId(i),
        tone: i,
        range: { from, to },
        color: context.theme.arrears[i] ?? context.theme.land,
        swatch: {
          kind: 'sign' as const,
          svg: arrearsDisc(context.theme.arrears[i] ?? context.theme.land, context.theme),
        },
        label: rangeLabel(from, to, '%', context.lang),
        count: values.filter((v) => (from === null || v >= from) && (to === null || v < to)).length,
      })),
      {
        id: 'suppressed',
        swatch: { kind: 'sign', svg: arrearsSign('suppressed', context.theme) },
        label: it ? 'riservato' : 'withheld',
        count: count('suppressed'),
      },
      {
        id: 'qualitative',
        swatch: { kind: 'sign', svg: arrearsSign('qualitative', context.theme) },
        label: it ? 'detto solo a parole' : 'told only in words',
        count: count('qualitative'),
      },
      {
        id: 'missing',
        swatch: { kind: 'sign', svg: arrearsSign('missing', context.theme) },
        label: it ? 'non pervenuto' : 'not supplied',
        count: count('missing'),
      },
    ],
    notes: [
      ...(unplaced.length > 0
        ? [
            fill(DENSITY_WORDS[context.lang].legend.unplaced, {
              n: formatNumber(unplaced.length, context.lang, 0),
              told: formatNumber(
                unplaced.filter(({ fact }) => shareOf(fact) !== null).length,
                context.lang,
                0,
              ),
            }),
          ]
        : []),
      ...(undated > 0
        ? [
            it
              ? `Quote senza un momento dichiarato, mostrate a entrambi: ${undated}.`
              : `Shares without a stated time point, shown at both: ${undated}.`,
          ]
        : []),
      ...(silent > 0
        ? [
            it
              ? `Aree di cui nessun documento dice nulla a questo momento, senza segno: ${silent}.`
              : `Areas of which no document says anything at this time point, without a sign: ${silent}.`,
          ]
        : []),
    ],
  };
}

export const morosita: MapLayer = {
  id: 'morosita',
  title: { it: 'Morosità', en: 'Arrears' },
  help: {
    it: 'Quota di famiglie morose nelle aree per cui un documento la dichiara o dà i conti per calcolarla. Una cifra su meno di 20 famiglie, meno di 10 morose o meno di 10 non morose è riservata e non arriva al browser. Definizioni, soglie e date cambiano da un documento all’altro: il pannello le dice.',
    en: 'Share of households in arrears in the areas for which a document states it or gives the counts to compute it. A figure about fewer than 20 households, fewer than 10 in arrears or fewer than 10 not in arrears is withheld and never reaches the browser. Definitions, thresholds and dates differ between documents: the panel says them.',
  },
  source: {
    it: 'eupolis-2016 (dati 2014-2015), irs-2021. Regola di riservatezza: pagina Metodo.',
    en: 'eupolis-2016 (data of 2014-2015), irs-2021. Disclosure rule: Method page.',
  },
  legend: (context: ArrearsContext) =>
    context.density ? densityLegend(context.density, context) : documentsLegend(context),
  sources: () => ({}),
  layers: () => [],
  update: () => undefined,
};
