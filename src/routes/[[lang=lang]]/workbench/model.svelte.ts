/* eslint-disable svelte/prefer-svelte-reactivity -- the maps and sets here are made anew, never changed */
/**
 * What stands behind the planner's map: the view of the address and everything that follows from it and from the data.
 * Files, coverage, table, own layers and words are parts of their own that hang from here. Components read it and send intents;
 * nothing here draws.
 */
import { base } from '$app/paths';
import { page } from '$app/state';
import { NO_FACETS, type ListFacet } from '$lib/domain/facets';
import { compareAreas, compareChoices, differenceBetween } from '$lib/domain/compare';
import { formatDate, type Lang } from '$lib/domain/figures';
import {
  facetCountsLeft,
  followsRows,
  insideRanges,
  projectsLeft,
  rowsLeft,
  type Ranges,
} from '$lib/domain/remaining';
import {
  isRanged,
  kindsWithAmounts,
  metricThemes,
  metricValues,
  municipalitiesInRange,
  rankingChange,
  toldBefore,
  type ToldBy,
} from '$lib/domain/metrics';
import { isFilteredOut, unfiltered, type Hit } from '$lib/domain/search';
import { buildIndex, selectRows, type Index, type Question, type Rows } from '$lib/domain/select';
import { tableThemes } from '$lib/domain/table';
import { messages } from '$lib/i18n';
import { LAYERS, type LayerContext } from '$lib/map/layers';
import { DARK, LIGHT } from '$lib/map/theme';
import { THEMES as FACT_THEMES, type AmountKind, type Theme } from '$lib/schema/tables';
import { shareHref } from '$lib/state/url';
import { DIVIDER, LAYER_IDS, type LayerId, type Selection, type View } from '$lib/state/view';
import { ViewState } from '$lib/state/view.svelte';
import { systemDark } from '$lib/ui/wishes';
import { Coverage, COVERAGE_THEMES } from './coverage.svelte';
import { DataFiles } from './files.svelte';
import { knownIds } from './known';
import { OwnLayers } from './own.svelte';
import { RowTable } from './table.svelte';
import { nameOf, ViewWords } from './words.svelte';

/** Tabs of the sheet on a phone. */
export type Tab = 'filters' | 'list' | 'panel';

export interface PageData {
  lang: Lang;
  release: string;
  /** The sentence of the default view, for the moment in which no data has come. */
  sentence: string;
}

export class Workbench {
  readonly #data: () => PageData;
  readonly viewState: ViewState;
  readonly files: DataFiles = new DataFiles(this);
  readonly coverage: Coverage = new Coverage(this);
  readonly own: OwnLayers = new OwnLayers(this);
  readonly words: ViewWords = new ViewWords(this);
  readonly table: RowTable = new RowTable(this);

  failures = $state<string[]>([]);
  tab = $state<Tab>('filters');

  constructor(data: () => PageData) {
    this.#data = data;
    this.viewState = new ViewState(
      () => page.url.search,
      () => this.lang,
    );
    // A link with a selection opens on its panel.
    if (page.url.searchParams.has('sel')) this.tab = 'panel';
    this.#follow();
  }

  get lang(): Lang {
    return this.#data().lang;
  }
  get release(): string {
    return this.#data().release;
  }
  /** The sentence of the default view, for the moment in which no data has come. */
  get openingSentence(): string {
    return this.#data().sentence;
  }
  readonly t = $derived.by(() => messages(this.lang));
  readonly view = $derived.by(() => this.viewState.view);

  readonly index = $derived.by<Index | null>(() =>
    this.files.catalog ? buildIndex(this.files.catalog, { facts: this.files.facts.list }) : null,
  );
  // Renovation is on the map from the start; arrears when their layer is on; everything when something is selected.
  readonly themesNeeded = $derived.by<readonly Theme[]>(() =>
    this.view.selection || this.view.compare.length > 0
      ? FACT_THEMES
      : [
          'renovation',
          ...metricThemes(this.view.metric, this.view.per),
          ...(this.view.layers.includes('morosita') || this.view.shares ? (['arrears'] as const) : []),
          ...(this.view.radius === null ? [] : COVERAGE_THEMES),
          ...(this.view.table ? tableThemes(this.view.table) : []),
        ],
  );
  readonly referenceNeeded = $derived.by(() => this.view.selection !== null || this.view.compare.length > 0);
  readonly question = $derived.by(() => ({
    axes: this.view.axes,
    facets: this.view.facets,
    date: this.view.date,
    // A range of figures that are on their way would leave nothing.
    shares: this.files.has(['arrears']) ? this.view.shares : null,
    point: this.view.point,
    works: this.files.has(['renovation']) ? this.view.works : null,
  }));
  /** Rows of the question, before a range of values chooses among municipalities. */
  readonly allRows = $derived.by<Rows | null>(() =>
    this.index ? selectRows(this.index, this.question) : null,
  );
  /** What the municipalities' colour tells, for each. */
  readonly measured = $derived.by(() =>
    this.index && this.allRows
      ? metricValues(
          this.index,
          this.allRows,
          this.files.municipalities,
          this.view,
          // Only metrics that tell of coverage follow it: a moving radius then changes nothing else.
          isRanged(this.view.metric) ? null : this.coverage.answer,
        )
      : null,
  );
  /** Municipalities that the range of values and the choice of gaps leave; null: all of them. */
  readonly #within = $derived.by<ReadonlySet<string> | null>(() =>
    this.coverage.gapsIn(this.measured ? municipalitiesInRange(this.measured, this.view.values) : null),
  );
  readonly rows = $derived.by<Rows | null>(() =>
    this.index && this.#within
      ? selectRows(this.index, { ...this.question, within: this.#within })
      : this.allRows,
  );
  /** The rows of another question: the range of values is asked anew, as what it is asked of follows from the question. */
  rowsOf(index: Index, asked: Question): Rows {
    return rowsLeft(index, asked, this.#ranges);
  }
  readonly #ranges = $derived.by<Ranges>(() => ({
    metric: this.view.metric,
    per: this.view.per,
    euro: this.view.euro,
    values: this.view.values,
    municipalities: this.files.municipalities,
    gapsIn: (chosen) => this.coverage.gapsIn(chosen),
  }));
  /** How many projects would be left with something of the question changed. */
  readonly left = (change: Partial<Question>): number =>
    this.index ? projectsLeft(this.index, { ...this.question, ...change }, this.#ranges) : 0;
  readonly #inside = $derived.by(() =>
    this.index && this.allRows ? insideRanges(this.index, this.allRows.question, this.#ranges) : null,
  );
  /** How many projects each value of a facet would leave. */
  readonly facetCounts = (facet: ListFacet): Map<string, number> =>
    this.index && this.allRows
      ? facetCountsLeft(this.index, this.allRows, facet, this.#ranges, this.#inside)
      : new Map();
  /** What the filters leave but for the funding tree, which counts over it. */
  readonly axisFree = $derived.by(() =>
    this.index && this.view.axes.length > 0
      ? this.rowsOf(this.index, { ...this.question, axes: [] })
      : this.rows,
  );
  /** What one node of the tree would leave, where a range follows from the rows; null: all are counted over `axisFree`. */
  readonly axisAlone = $derived.by<((axis: string) => Rows) | null>(() => {
    const { index } = this;
    return index && followsRows(this.#ranges)
      ? (axis) => this.rowsOf(index, { ...this.question, axes: [axis] })
      : null;
  });
  /** The rows without any filter: what these leave out is told by them. */
  readonly #all = $derived.by(() => (this.index && this.rows ? unfiltered(this.index, this.rows) : null));
  /** Whether the filters leave out what a hit of the search leads to. */
  readonly isOutside = (target: Hit['target']): boolean =>
    this.index && this.rows && this.#all ? isFilteredOut(target, this.index, this.rows, this.#all) : false;
  readonly #selectionOutside = $derived.by(
    () => this.view.selection !== null && this.isOutside({ selection: this.view.selection }),
  );
  /** Rows that the panel reads: a thing that the filters leave out is told of as if there were none. */
  readonly panelRows = $derived.by(() => (this.#selectionOutside ? this.#all : this.rows));
  /** Name of what is selected and left out by the filters; null: nothing is. */
  readonly outsideName = $derived.by(() =>
    this.#selectionOutside && this.index && this.view.selection
      ? nameOf(this.view.selection, this.index, this.files.municipalityByCode, this.lang)
      : null,
  );
  // Of the moment, so not in the address: what the colour was told by before the last switch.
  #told: ToldBy | null = null;
  readonly #perBefore = $derived.by(() => (this.#told = toldBefore(this.#told, this.view)).before);
  /** From the denominator that stood before to the one in use, also on the way back to the number. */
  readonly ranking = $derived.by(() => {
    const per = this.#perBefore;
    if (!this.index || !this.allRows || !this.measured || this.measured.per === per) return null;
    const { metric, euro } = this.measured;
    return rankingChange(
      metricValues(this.index, this.allRows, this.files.municipalities, { metric, euro, per }, null),
      this.measured,
    );
  });
  /** Kinds of amount that the rows have. */
  readonly kinds = $derived.by(() =>
    this.index && this.allRows ? kindsWithAmounts(this.index, this.allRows) : new Set<AmountKind>(),
  );

  readonly layersOn = $derived.by<readonly LayerId[]>(() => [
    ...this.view.layers.filter((id) => id !== 'copertura'),
    ...(this.view.radius === null ? [] : (['copertura'] as const)),
  ]);
  /** How often all filters have been taken off: a text on its way into the address goes with them. */
  clearings = $state(0);
  readonly clearFilters = (): void => {
    this.clearings += 1;
    this.viewState.change({
      facets: NO_FACETS,
      axes: [],
      values: null,
      shares: null,
      works: null,
      onlyGaps: false,
    });
  };
  readonly theme = $derived.by(() =>
    this.view.theme === 'scuro' || (this.view.theme === 'auto' && systemDark.current) ? DARK : LIGHT,
  );
  readonly #plainContext = $derived.by<LayerContext | null>(() =>
    this.index && this.rows
      ? {
          lang: this.lang,
          theme: this.theme,
          index: this.index,
          rows: this.rows,
          municipalities: this.files.municipalities,
          perimeters: this.files.perimeters,
          metric: this.view.metric,
          per: this.view.per,
          euro: this.view.euro,
          values: this.view.values,
          ...(this.measured ? { measured: this.measured } : {}),
          highlight: null,
          selection: this.view.selection,
          compared: this.view.compare,
          point: this.view.point,
          coverage: null,
        }
      : null,
  );
  /** Item of a legend that stands out; one that the legend does not have would only set everything back. */
  readonly highlight = $derived.by(() => {
    const { highlight } = this.view;
    if (!highlight || !this.#plainContext || !this.layersOn.includes(highlight.layer)) return null;
    const { items } = LAYERS[highlight.layer].legend({
      ...this.#plainContext,
      coverage: this.coverage.answer,
    });
    return items.some(({ id, still }) => id === highlight.id && !still) ? highlight : null;
  });
  /** The address asks for one that there is not, now that everything has come. */
  readonly highlightLost = $derived.by(
    () =>
      this.view.highlight !== null &&
      this.highlight === null &&
      this.#plainContext !== null &&
      this.files.municipalities.length > 0 &&
      this.files.has(this.themesNeeded) &&
      !this.coverage.pending,
  );
  /** What is drawn but for the coverage, so that a moving radius leaves legends and lists alone. */
  readonly stillContext = $derived.by<LayerContext | null>(() =>
    this.#plainContext ? { ...this.#plainContext, highlight: this.highlight } : null,
  );
  readonly context = $derived.by<LayerContext | null>(() =>
    this.stillContext ? { ...this.stillContext, coverage: this.coverage.answer } : null,
  );

  /** The same question on a second day, for the map with a divider. */
  readonly #secondAll = $derived.by(() =>
    this.index && this.view.secondDate !== null
      ? selectRows(this.index, { ...this.question, date: this.view.secondDate })
      : null,
  );
  readonly secondRows = $derived.by(() =>
    this.index && this.#secondAll
      ? rowsLeft(this.index, this.#secondAll.question, this.#ranges, this.#secondAll)
      : null,
  );
  readonly secondContext = $derived.by<LayerContext | null>(() =>
    this.context && this.secondRows && this.#secondAll && this.index
      ? {
          ...this.context,
          rows: this.secondRows,
          // Coverage is of one day.
          coverage: null,
          measured: metricValues(this.index, this.#secondAll, this.files.municipalities, this.view, null),
        }
      : null,
  );
  readonly dayChange = $derived.by(() =>
    this.rows && this.secondRows ? differenceBetween(this.secondRows, this.rows, this.lang) : null,
  );
  /** What changed between the two days, in words and by name. */
  readonly dayDifference = $derived.by(() => this.dayChange?.sentence ?? null);
  readonly compareChoices = $derived.by(() =>
    this.index ? compareChoices(this.index, this.files.municipalities, this.lang) : [],
  );
  readonly comparison = $derived.by(() =>
    this.view.compare.length > 0 &&
    this.index &&
    this.files.panelFacts &&
    this.files.municipalities.length > 0
      ? compareAreas(
          this.index,
          this.files.panelFacts,
          this.files.municipalities,
          this.view.compare,
          this.view.date,
          this.lang,
        )
      : null,
  );
  /** The panel's switch, which the printed sheet follows. */
  get onlySharedRows(): boolean {
    return this.view.onlyShared;
  }
  set onlySharedRows(onlyShared: boolean) {
    this.viewState.change({ onlyShared });
  }
  /** A comparison that is closed leaves nothing in the address. */
  readonly setCompare = (compare: string[]): void =>
    this.viewState.change(compare.length > 0 ? { compare } : { compare, onlyShared: true });
  readonly dayWords = (day: string): string => formatDate(day, this.lang);

  /** Another metric has other classes: what stood out among the old ones does so no more. */
  readonly colourBy = (change: Partial<View>): void =>
    this.viewState.change(this.view.highlight?.layer === 'comuni' ? { ...change, highlight: null } : change);
  /** A divider that is closed leaves nothing in the address. */
  readonly besideDay = (secondDate: string | null): void =>
    this.viewState.change(secondDate === null ? { secondDate, divider: DIVIDER.start } : { secondDate });

  /** Address to hand on, with the data release in it. */
  get shareLink(): string {
    return new URL(`${base}${shareHref(this.view, this.release)}`, location.href).href;
  }

  /** Tells the page, once, that something did not work. */
  readonly failed = (message: string): void => {
    if (!this.failures.includes(message)) this.failures.push(message);
  };

  /** Fetches what the map needs; returns how to stop. Called once, in the browser. */
  start(): () => void {
    // From here on ids of the address are checked against the release.
    this.files.start((loaded) => (this.viewState.known = knownIds(loaded, this.files.municipalities)));
    return () => this.coverage.stop();
  }

  /** What has to be fetched or asked when the view changes. */
  #follow(): void {
    this.files.follow();
    // An address that came by other names is written anew.
    $effect(() => {
      const { rewritten } = this.viewState;
      if (rewritten !== null) this.viewState.rewrite(rewritten);
    });
    this.coverage.follow();
    $effect(() => {
      const root = document.documentElement;
      const { theme } = this.view;
      if (theme === 'auto') delete root.dataset['theme'];
      else root.dataset['theme'] = theme === 'scuro' ? 'dark' : 'light';
      return () => delete root.dataset['theme'];
    });
  }

  readonly select = (selection: Selection | null): void => {
    const same = selection?.kind === this.view.selection?.kind && selection?.id === this.view.selection?.id;
    if (!same) this.viewState.change({ selection });
    if (selection) this.tab = 'panel';
    else if (this.tab === 'panel') this.tab = 'filters';
  };

  readonly pick = ({ target: { selection, camera, lead } }: Hit): void => {
    this.viewState.change({
      ...(selection ? { selection } : {}),
      ...(camera ? { camera } : {}),
      ...(lead ? { facets: { ...this.view.facets, leads: [lead] } } : {}),
    });
    if (selection) this.tab = 'panel';
  };

  readonly toggleLayer = (id: LayerId): void => {
    this.viewState.change({
      ...(this.view.highlight?.layer === id ? { highlight: null } : {}),
      layers: LAYER_IDS.filter((other) =>
        other === id ? !this.view.layers.includes(id) : this.view.layers.includes(other),
      ),
    });
  };
}
