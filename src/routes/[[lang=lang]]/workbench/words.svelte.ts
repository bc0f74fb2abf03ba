/** What the view says of itself: the sentences, the filters that are not facets and their lines of values, the page's title. */
import { formatNumber, type Lang } from '$lib/domain/figures';
import { isRanged, municipalitiesInRange, shareLine, worksLine } from '$lib/domain/metrics';
import { named } from '$lib/domain/named';
import { selectRows, type Index, type Question } from '$lib/domain/select';
import { axisNames, colouredSentence, colourOf, oneDayOfTwo, viewSentence } from '$lib/domain/sentence';
import { viewTitle } from '$lib/domain/title';
import { fill } from '$lib/i18n';
import {
  metricWorded,
  metricWords,
  rangeWords,
  shareRangeWords,
  sharesWorded,
  worksRangeWords,
  worksWorded,
} from '$lib/i18n/metrics';
import type { Municipality } from '$lib/schema/served';
import { defaultView, type Selection, type View } from '$lib/state/view';
import { facetChips } from '$lib/ui/facets/words';
import type { Workbench } from './model.svelte';

/** A filter that is neither axis nor facet. */
export interface FurtherFilter {
  id: keyof Pick<View, 'values' | 'shares' | 'works' | 'onlyGaps'>;
  name: string;
  /** Projects that would be left without it; computed when it is asked for. */
  left: () => number;
  remove: () => void;
}

type Told = Pick<
  Workbench,
  | 'lang'
  | 'view'
  | 'viewState'
  | 'files'
  | 'index'
  | 'question'
  | 'rows'
  | 'rowsOf'
  | 'measured'
  | 'secondRows'
  | 'dayChange'
  | 'coverage'
  | 'openingSentence'
>;

export function nameOf(
  { kind, id }: Selection,
  index: Index,
  municipalities: ReadonlyMap<string, Municipality>,
  lang: Lang,
): string {
  if (kind === 'comune') return municipalities.get(id)?.name ?? id;
  const row =
    kind === 'area'
      ? index.areaById.get(id)
      : kind === 'progetto'
        ? index.projectById.get(id)
        : index.catalog.labs.find((lab) => lab.lab_id === id);
  return row ? named(row, lang) : id;
}

export class ViewWords {
  readonly #told: Told;
  constructor(told: Told) {
    this.#told = told;
  }

  /** Shares in arrears and progress of works as the other filters leave them, each before its own range. */
  readonly shareLine = $derived.by(() => {
    const { index, question, rows, files, view, lang } = this.#told;
    const left = index && question.shares ? this.#told.rowsOf(index, { ...question, shares: null }) : rows;
    return left && files.has(['arrears'])
      ? sharesWorded(shareLine(left, view.point), view.point, lang)
      : null;
  });
  readonly worksLine = $derived.by(() => {
    const { index, question, rows, files, lang } = this.#told;
    const left = index && question.works ? this.#told.rowsOf(index, { ...question, works: null }) : rows;
    return left && files.has(['renovation']) ? worksWorded(worksLine(left), lang) : null;
  });
  readonly metricLine = $derived.by(() => {
    const { measured, lang } = this.#told;
    return measured ? metricWorded(measured, lang) : null;
  });
  /** Filters that choose among municipalities or areas, in words, each with its own way off. */
  readonly municipalFilters = $derived.by<FurtherFilter[]>(() => {
    const { view, viewState, index, measured, question, coverage, lang } = this.#told;
    const w = metricWords(lang);
    const left = (asked: Partial<Question>) => () =>
      index ? this.#told.rowsOf(index, { ...question, ...asked }).projects.length : 0;
    const filters: FurtherFilter[] = [];
    if (measured && view.values && isRanged(view.metric))
      filters.push({
        id: 'values',
        name: rangeWords(measured, view.values, lang),
        left: () =>
          index ? selectRows(index, { ...question, within: coverage.gapsIn(null) }).projects.length : 0,
        remove: () => viewState.change({ values: null }),
      });
    if (view.shares)
      filters.push({
        id: 'shares',
        name: `${w.shares}: ${shareRangeWords(view.shares, lang)}`,
        left: left({ shares: null }),
        remove: () => viewState.change({ shares: null }),
      });
    if (view.works)
      filters.push({
        id: 'works',
        name: `${w.works}: ${worksRangeWords(view.works, lang)}`,
        left: left({ works: null }),
        remove: () => viewState.change({ works: null }),
      });
    if (view.onlyGaps && view.radius !== null)
      filters.push({
        id: 'onlyGaps',
        name: coverage.gapWords,
        left: () => {
          const ranged = measured ? municipalitiesInRange(measured, view.values) : null;
          return index ? selectRows(index, { ...question, within: ranged }).projects.length : 0;
        },
        remove: () => viewState.change({ onlyGaps: false }),
      });
    return filters;
  });
  /** The same for the sentence: only what the rows have been narrowed by, and what a range leaves out for want of a figure. */
  readonly #saidFilters = $derived.by(() => {
    const { lang, question, coverage } = this.#told;
    const w = metricWords(lang);
    return this.municipalFilters.flatMap(({ id, name }) => {
      if (id === 'onlyGaps') return coverage.answeredGapWords ?? [];
      if (id !== 'shares' && id !== 'works') return [name];
      if (!question[id]) return [];
      const without = (id === 'shares' ? this.shareLine : this.worksLine)?.without ?? 0;
      const words = without === 1 ? w.left_out_one : w.left_out;
      return [without === 0 ? name : fill(words, { filter: name, n: formatNumber(without, lang, 0) })];
    });
  });
  readonly #filterNames = $derived.by(() => {
    const { lang, view, index, files } = this.#told;
    if (!index) return [];
    const names = { lang, index, municipalities: files.municipalityByCode };
    return [...facetChips(view.facets, names).map(({ name }) => name), ...this.#saidFilters];
  });
  #answered(sentence: string): string {
    const { coverage, view, lang } = this.#told;
    const coloured = colouredSentence(sentence, view, lang);
    return coverage.clause === null ? coloured : `${coverage.clause} ${coloured}`;
  }
  /** Says what the map shows: one day, or two and what changed between them. */
  readonly sentence = $derived.by(() => {
    const { rows, index, lang, secondRows, dayChange } = this.#told;
    if (!rows || !index) return this.#told.openingSentence;
    const second = secondRows && dayChange ? { rows: secondRows, difference: dayChange } : null;
    return this.#answered(viewSentence(rows, index.catalog, lang, this.#filterNames, second));
  });
  /** Says what the table and the export hold, which are of one day also while the map shows two. */
  readonly rowsSentence = $derived.by(() => {
    const { rows, index, lang, view } = this.#told;
    const { date, secondDate } = view;
    if (secondDate === null || !rows || !index) return this.sentence;
    const sentence = viewSentence(rows, index.catalog, lang, this.#filterNames);
    return this.#answered(oneDayOfTwo(sentence, date, secondDate, lang));
  });
  /** The view in short, for the title of the page; null: as it opens. */
  readonly title = $derived.by(() => {
    const { view, index, files, lang } = this.#told;
    if (!index) return null;
    const name = (selection: Selection) => nameOf(selection, index, files.municipalityByCode, lang);
    const colour = colourOf(view, lang);
    return viewTitle(
      {
        compared: view.compare.map((id) => name({ kind: 'area', id })),
        selected: view.selection === null ? null : name(view.selection),
        days: view.secondDate === null ? null : [view.secondDate, view.date],
        colour: colour === colourOf(defaultView(lang), lang) ? null : colour,
        filters: [...axisNames(view.axes, index.catalog, lang), ...this.#filterNames],
      },
      lang,
    );
  });
}
