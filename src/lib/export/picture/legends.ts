/** Legends and sources of a picture or a printed sheet: the layers of the map, then what people brought themselves. */
import { formatDate, formatNumber, type Lang } from '$lib/domain/figures';
import type { Legend, LegendItem } from '$lib/domain/legend';
import { fill } from '$lib/i18n';
import { PICTURE_WORDS } from '$lib/i18n/picture';
import { LAYERS, type LayerContext } from '$lib/map/layers';
import { ownLegend, withOwnRow } from '$lib/map/layers/own';
import type { OwnLayer, OwnPlace } from '$lib/own/types';
import type { LayerId } from '$lib/state/view';
import { cellCount } from './grid';

export interface PictureLegend {
  /** Titles are people's own words and may be alike. */
  id: string;
  title: string;
  /** What must be known before all else: that it is not the atlas's. */
  mark: string | null;
  legend: Legend;
  source: string;
}

/**
 * One legend for two maps: entries of either, each with its number on the left map and on the right one where they differ.
 * `days` are written as on the maps. A grid keeps the numbers of the right one, and says so.
 */
export function bothDays(left: Legend, right: Legend, days: readonly [string, string], lang: Lang): Legend {
  const w = PICTURE_WORDS[lang];
  const number = (n: number | undefined): string => formatNumber(n ?? 0, lang, 0);
  const dated = (a: string, b: string): string =>
    a === b ? b : [a && `${days[0]}: ${a}`, b && `${days[1]}: ${b}`].filter(Boolean).join(' ');
  const cells = right.items.slice(0, cellCount(right));
  const [before, after] = [left.items.slice(cellCount(left)), right.items.slice(cells.length)];
  let differ = false;
  const paired = (item: LegendItem, a: number | undefined, b: number | undefined): LegendItem => {
    if ((a === undefined && b === undefined) || a === b) return item;
    differ = true;
    const two = { ...item, label: `${item.label}: ${number(a)} | ${number(b)}` };
    delete two.count;
    return two;
  };
  const items = [
    ...after.map((item) => paired(item, before.find(({ label }) => label === item.label)?.count, item.count)),
    ...before
      .filter((item) => !after.some(({ label }) => label === item.label))
      .map((item) => paired(item, item.count, undefined)),
  ];
  const own = dated(left.own ?? '', right.own ?? '');
  return {
    sentence: dated(left.sentence, right.sentence),
    ...(own === '' ? {} : { own }),
    items: [...cells, ...items],
    ...(right.grid ? { grid: right.grid } : {}),
    notes: [
      ...new Set([...left.notes, ...right.notes]),
      ...(differ ? [fill(w.numbers, { left: days[0], right: days[1] })] : []),
      ...(right.grid ? [fill(w.grid_numbers, { day: days[1] })] : []),
    ],
  };
}

export interface LegendsOf {
  /** As the map draws it, with the theme that the signs are wanted in; with two maps that of the right one. */
  context: LayerContext;
  /** The map on the left when two days are compared. */
  left: LayerContext | null;
  layers: readonly LayerId[];
  own: readonly OwnLayer[];
  /** The row of them that stands out. */
  ownChosen: OwnPlace | null;
}

export function pictureLegends({ context, left, layers, own, ownChosen }: LegendsOf): PictureLegend[] {
  const { lang, theme } = context;
  const w = PICTURE_WORDS[lang];
  const legend = (id: LayerId): Legend => {
    const right = LAYERS[id].legend(context);
    if (left === null) return right;
    const days = [left, context].map((c) => formatDate(c.rows.question.date, lang)) as [string, string];
    return bothDays(LAYERS[id].legend({ ...left, theme }), right, days, lang);
  };
  return [
    ...layers.map((id) => ({
      id,
      title: LAYERS[id].title[lang],
      mark: null,
      legend: legend(id),
      source: LAYERS[id].source[lang],
    })),
    ...own
      .filter(({ on }) => on)
      .map((layer) => ({
        id: layer.id,
        title: layer.name,
        mark: w.own,
        legend: withOwnRow(ownLegend(layer, theme, lang), layer, ownChosen, lang),
        source: fill(w.own_source, { file: layer.file.name }),
      })),
  ];
}
