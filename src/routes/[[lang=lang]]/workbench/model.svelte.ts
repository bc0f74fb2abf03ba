/* eslint-disable svelte/prefer-svelte-reactivity -- the maps and sets here are made anew, never changed */
/**
 * What stands behind the planner's map: the view of the address, the data files that it needs, and everything that
 * follows from the two. Components read it and send intents; nothing here draws.
 */
import type { FeatureCollection, Geometry } from 'geojson';
import { base } from '$app/paths';
import { page } from '$app/state';
import { coverageClient } from '$lib/data/coverage';
import { decodeBoundaries } from '$lib/data/geometry';
import { decodeMunicipalities, load, loadFacts, LoadError, loadPerimeters } from '$lib/data/load';
import { coverageBase, isReversed, withoutPlaces, type CoverageResult } from '$lib/domain/coverage';
import { facetIndex, knownValues, NO_FACETS } from '$lib/domain/facets';
import { compareAreas, compareChoices, differenceBetween } from '$lib/domain/compare';
import { formatDate, formatNumber, type Lang } from '$lib/domain/figures';
import {
  isRanged,
  kindsWithAmounts,
  metricThemes,
  metricValues,
  municipalitiesInRange,
  rankingChange,
  shareLine,
  worksLine,
} from '$lib/domain/metrics';
import { isFilteredOut, unfiltered, type Hit } from '$lib/domain/search';
import { buildIndex, selectRows, type Index, type Question, type Rows } from '$lib/domain/select';
import { axisNames, oneDayOfTwo, viewSentence } from '$lib/domain/sentence';
import { buildTable, sortTable, tableThemes } from '$lib/domain/table';
import { viewTitle } from '$lib/domain/title';
import { exportRows, type ExportFormat } from '$lib/export';
import { fill, messages } from '$lib/i18n';
import { coverageClause, gapFilterWords, reversedWords } from '$lib/i18n/coverage';
import {
  metricWorded,
  metricWords,
  rangeWords,
  shareRangeWords,
  sharesWorded,
  worksRangeWords,
  worksWorded,
} from '$lib/i18n/metrics';
import type { LayerContext } from '$lib/map/layers';
import { REGION } from '$lib/map/camera';
import { ownLegend, ownWords } from '$lib/map/layers/own';
import { DARK, LIGHT } from '$lib/map/theme';
import type { OwnFrame, OwnLayer, OwnPlace } from '$lib/own/types';
import type { Catalog, Fact, Municipality, Reference } from '$lib/schema/served';
import { THEMES as FACT_THEMES, type AmountKind, type Theme } from '$lib/schema/tables';
import { areaAliases } from '$lib/state/migrations';
import { shareHref } from '$lib/state/url';
import { LAYER_IDS, type Highlight, type LayerId, type Selection, type View } from '$lib/state/view';
import { ViewState } from '$lib/state/view.svelte';
import { facetChips } from '$lib/ui/facets/words';
import { held } from '$lib/ui/own/held.svelte';
import { systemDark } from '$lib/ui/wishes';

/** Tabs of the sheet on a phone. */
export type Tab = 'filters' | 'list' | 'panel';

/** A filter that is neither axis nor facet. */
export interface FurtherFilter {
  id: keyof Pick<View, 'values' | 'shares' | 'works' | 'onlyGaps'>;
  name: string;
  /** Projects that would be left without it; computed when it is asked for. */
  left: () => number;
  remove: () => void;
}

const COVERAGE_THEMES = ['people', 'housing'] as const satisfies readonly Theme[];

export interface PageData {
  lang: Lang;
  release: string;
  /** The sentence of the default view, for the moment in which no data has come. */
  sentence: string;
}

function nameOf(
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
  return (lang === 'it' ? row?.name : row?.name_en) ?? id;
}

export class Workbench {
  readonly #data: () => PageData;
  readonly viewState: ViewState;
  readonly #coverageWorker = coverageClient();

  catalog = $state.raw<Catalog | null>(null);
  reference = $state.raw<Reference | null>(null);
  facts = $state.raw<{ themes: readonly Theme[]; list: readonly Fact[] }>({ themes: [], list: [] });
  municipalities = $state.raw<readonly Municipality[]>([]);
  geometry = $state.raw<Record<string, FeatureCollection> | null>(null);
  perimeters = $state.raw<ReadonlyMap<string, Geometry>>(new Map());
  failures = $state<string[]>([]);
  coverage = $state.raw<CoverageResult | null>(null);
  coveragePending = $state(false);
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
  readonly t = $derived.by(() => messages(this.lang));
  readonly view = $derived.by(() => this.viewState.view);

  /** What the radius' handle shows while it moves; the address follows when it is let go. */
  radius = $derived.by<number | null>(() => this.view.radius);

  readonly index = $derived.by<Index | null>(() =>
    this.catalog ? buildIndex(this.catalog, { facts: this.facts.list }) : null,
  );
  // Renovation is on the map from the start; arrears when their layer is on; everything when something is selected.
  readonly #themesNeeded = $derived.by<readonly Theme[]>(() =>
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
  readonly panelFacts = $derived.by(() =>
    this.reference && FACT_THEMES.every((theme) => this.facts.themes.includes(theme))
      ? { ...this.reference, facts: this.facts.list }
      : null,
  );
  readonly municipalityByCode = $derived.by(() => new Map(this.municipalities.map((m) => [m.istat_code, m])));
  readonly question = $derived.by(() => ({
    axes: this.view.axes,
    facets: this.view.facets,
    date: this.view.date,
    // A range of figures that are on their way would leave nothing.
    shares: this.facts.themes.includes('arrears') ? this.view.shares : null,
    point: this.view.point,
    works: this.facts.themes.includes('renovation') ? this.view.works : null,
  }));
  /** Rows of the question, before a range of values chooses among municipalities. */
  readonly #allRows = $derived.by(() => (this.index ? selectRows(this.index, this.question) : null));
  /** What the municipalities' colour tells, for each. */
  readonly measured = $derived.by(() =>
    this.index && this.#allRows
      ? metricValues(
          this.index,
          this.#allRows,
          this.municipalities,
          this.view,
          // Only metrics that tell of coverage follow it: a moving radius then changes nothing else.
          isRanged(this.view.metric) ? null : this.coverage,
        )
      : null,
  );
  /** Municipalities that the range of values and the choice of gaps leave; null: all of them. */
  readonly #within = $derived.by<ReadonlySet<string> | null>(() =>
    this.#narrowed(this.measured ? municipalitiesInRange(this.measured, this.view.values) : null),
  );
  #narrowed(ranged: ReadonlySet<string> | null): ReadonlySet<string> | null {
    if (!this.view.onlyGaps || this.view.radius === null) return ranged;
    // A question without an answer leaves nothing.
    if (this.reversed) return new Set();
    if (this.coverage === null) return ranged;
    const gaps = this.coverage.gaps.map((m) => m.istat_code);
    return new Set(ranged ? gaps.filter((code) => ranged.has(code)) : gaps);
  }
  readonly rows = $derived.by(() =>
    this.index && this.#within
      ? selectRows(this.index, { ...this.question, within: this.#within })
      : this.#allRows,
  );
  /** The rows of another question: the range of values is asked anew, as what it is asked of follows from the question. */
  #rowsOf(index: Index, asked: Question): Rows {
    const all = selectRows(index, asked);
    const { values } = this.view;
    const ranged =
      values === null || !isRanged(this.view.metric)
        ? null
        : municipalitiesInRange(metricValues(index, all, this.municipalities, this.view, null), values);
    const within = this.#narrowed(ranged);
    return within ? selectRows(index, { ...asked, within }) : all;
  }
  /** Shares in arrears and progress of works as the other filters leave them, each before its own range. */
  readonly shareLine = $derived.by(() => {
    const rows =
      this.index && this.question.shares
        ? this.#rowsOf(this.index, { ...this.question, shares: null })
        : this.rows;
    return rows && this.facts.themes.includes('arrears')
      ? sharesWorded(shareLine(rows, this.view.point), this.view.point, this.lang)
      : null;
  });
  readonly worksLine = $derived.by(() => {
    const rows =
      this.index && this.question.works
        ? this.#rowsOf(this.index, { ...this.question, works: null })
        : this.rows;
    return rows && this.facts.themes.includes('renovation') ? worksWorded(worksLine(rows), this.lang) : null;
  });
  readonly metricLine = $derived.by(() => (this.measured ? metricWorded(this.measured, this.lang) : null));
  /** What the filters leave but for the funding tree, which counts over it. */
  readonly axisFree = $derived.by(() =>
    this.index && this.view.axes.length > 0
      ? selectRows(this.index, { ...this.question, axes: [], within: this.#within })
      : this.rows,
  );
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
      ? nameOf(this.view.selection, this.index, this.municipalityByCode, this.lang)
      : null,
  );
  readonly ranking = $derived.by(() => {
    if (!this.index || !this.#allRows || !this.measured || this.measured.per === 'numero') return null;
    const plain = { ...this.view, per: 'numero' as const };
    return rankingChange(
      metricValues(this.index, this.#allRows, this.municipalities, plain, null),
      this.measured,
    );
  });
  /** Kinds of amount that the rows have. */
  readonly kinds = $derived.by(() =>
    this.index && this.#allRows ? kindsWithAmounts(this.index, this.#allRows) : new Set<AmountKind>(),
  );
  // A text, so that only another metric counts as a change, not another address.
  readonly #metricAsked = $derived.by(() => `${this.view.metric} ${this.view.per} ${this.view.euro}`);
  /** Item of a legend that stands out; of the moment, so not in the address. Another metric has other classes. */
  highlight = $derived.by<Highlight | null>(() => {
    void this.#metricAsked;
    return null;
  });

  /** The coverage's period ends before it begins: there is no answer. */
  readonly reversed = $derived.by(
    () => this.view.radius !== null && isReversed(this.view.since, this.view.date),
  );
  readonly swapPeriod = (): void => {
    const { since, date } = this.view;
    if (since !== null) this.viewState.change({ since: date, date: since });
  };
  /** Off, the analysis leaves nothing of itself in the address. */
  readonly setRadius = (radius: number | null): void =>
    this.viewState.change(radius === null ? { radius, since: null, onlyGaps: false } : { radius });
  /** What the coverage is asked of, as soon as the address says so. */
  readonly gapWords = $derived.by(() =>
    gapFilterWords(
      { radius_km: this.view.radius ?? 0, since: this.view.since, date: this.view.date },
      this.lang,
    ),
  );
  /** Names of the filters that choose which labs count, and of those that choose which places are judged. */
  readonly coverageFilters = $derived.by<{ chosen: readonly string[]; judged: readonly string[] }>(() => {
    const { index, lang, view } = this;
    if (!index) return { chosen: [], judged: [] };
    const context = { lang, index, municipalities: this.municipalityByCode };
    const names = (facets: typeof view.facets) => facetChips(facets, context).map(({ name }) => name);
    const { provinces, comuni } = view.facets;
    return {
      chosen: [...axisNames(view.axes, index.catalog, lang), ...names(withoutPlaces(view.facets))],
      judged: names({ ...NO_FACETS, provinces, comuni }),
    };
  });
  // While the handle moves only the radius changes: the base is the same object, and the worker keeps it.
  readonly #coverageInput = $derived.by(() =>
    this.view.radius !== null &&
    !this.reversed &&
    this.index &&
    this.#allRows &&
    this.municipalities.length > 0 &&
    COVERAGE_THEMES.every((theme) => this.facts.themes.includes(theme))
      ? coverageBase(this.index, this.#allRows, this.municipalities, this.view.since)
      : null,
  );
  readonly layersOn = $derived.by<readonly LayerId[]>(() => [
    ...this.view.layers.filter((id) => id !== 'copertura'),
    ...(this.view.radius === null ? [] : (['copertura'] as const)),
  ]);
  /** Filters that choose among municipalities or areas, in words, each with its own way off. */
  readonly municipalFilters = $derived.by<FurtherFilter[]>(() => {
    const { view, index, measured, lang } = this;
    const w = metricWords(lang);
    const left = (asked: Partial<Question>) => () =>
      index ? this.#rowsOf(index, { ...this.question, ...asked }).projects.length : 0;
    const filters: FurtherFilter[] = [];
    if (measured && view.values && isRanged(view.metric))
      filters.push({
        id: 'values',
        name: rangeWords(measured, view.values, lang),
        left: () =>
          index ? selectRows(index, { ...this.question, within: this.#narrowed(null) }).projects.length : 0,
        remove: () => this.viewState.change({ values: null }),
      });
    if (view.shares)
      filters.push({
        id: 'shares',
        name: `${w.shares}: ${shareRangeWords(view.shares, lang)}`,
        left: left({ shares: null }),
        remove: () => this.viewState.change({ shares: null }),
      });
    if (view.works)
      filters.push({
        id: 'works',
        name: `${w.works}: ${worksRangeWords(view.works, lang)}`,
        left: left({ works: null }),
        remove: () => this.viewState.change({ works: null }),
      });
    if (view.onlyGaps && view.radius !== null)
      filters.push({
        id: 'onlyGaps',
        name: this.gapWords,
        left: () => {
          const ranged = measured ? municipalitiesInRange(measured, view.values) : null;
          return index ? selectRows(index, { ...this.question, within: ranged }).projects.length : 0;
        },
        remove: () => this.viewState.change({ onlyGaps: false }),
      });
    return filters;
  });
  readonly clearFilters = (): void =>
    this.viewState.change({
      facets: NO_FACETS,
      axes: [],
      values: null,
      shares: null,
      works: null,
      onlyGaps: false,
    });
  /** The same for the sentence: only what the rows have been narrowed by, and what a range leaves out for want of a figure. */
  readonly #saidFilters = $derived.by(() => {
    const w = metricWords(this.lang);
    return this.municipalFilters.flatMap(({ id, name }) => {
      if (id !== 'shares' && id !== 'works') return [name];
      if (!this.question[id]) return [];
      const without = (id === 'shares' ? this.shareLine : this.worksLine)?.without ?? 0;
      const words = without === 1 ? w.left_out_one : w.left_out;
      return [without === 0 ? name : fill(words, { filter: name, n: formatNumber(without, this.lang, 0) })];
    });
  });
  readonly #filterNames = $derived.by(() => {
    if (!this.index) return [];
    const names = { lang: this.lang, index: this.index, municipalities: this.municipalityByCode };
    return [...facetChips(this.view.facets, names).map(({ name }) => name), ...this.#saidFilters];
  });
  /** The answer of the coverage, before the sentence of the rows: which municipalities are left, and who lives there. */
  readonly #answer = $derived.by<string | null>(() => {
    const { radius, since, date, onlyGaps } = this.view;
    if (radius === null) return null;
    if (since !== null && this.reversed) return reversedWords(since, date, this.lang);
    if (!onlyGaps || this.coverage === null) return null;
    const { chosen, judged } = this.coverageFilters;
    return coverageClause(this.coverage, this.lang, chosen, judged);
  });
  #answered(sentence: string): string {
    return this.#answer === null ? sentence : `${this.#answer} ${sentence}`;
  }
  /** Says what the map shows: one day, or two and what changed between them. */
  readonly sentence = $derived.by(() => {
    if (!this.rows || !this.index) return this.#data().sentence;
    const second =
      this.#secondRows && this.#dayChange ? { rows: this.#secondRows, difference: this.#dayChange } : null;
    return this.#answered(viewSentence(this.rows, this.index.catalog, this.lang, this.#filterNames, second));
  });
  /** Says what the table and the export hold, which are of one day also while the map shows two. */
  readonly rowsSentence = $derived.by(() => {
    const { date, secondDate } = this.view;
    if (secondDate === null || !this.rows || !this.index) return this.sentence;
    const sentence = viewSentence(this.rows, this.index.catalog, this.lang, this.#filterNames);
    return this.#answered(oneDayOfTwo(sentence, date, secondDate, this.lang));
  });
  readonly #dark = $derived.by(
    () => this.view.theme === 'scuro' || (this.view.theme === 'auto' && systemDark.current),
  );
  /** What is drawn but for the coverage, so that a moving radius leaves legends and lists alone. */
  readonly stillContext = $derived.by<LayerContext | null>(() =>
    this.index && this.rows
      ? {
          lang: this.lang,
          theme: this.#dark ? DARK : LIGHT,
          index: this.index,
          rows: this.rows,
          municipalities: this.municipalities,
          perimeters: this.perimeters,
          metric: this.view.metric,
          per: this.view.per,
          euro: this.view.euro,
          values: this.view.values,
          ...(this.measured ? { measured: this.measured } : {}),
          highlight: this.highlight,
          selection: this.view.selection,
          point: this.view.point,
          coverage: null,
        }
      : null,
  );
  readonly context = $derived.by<LayerContext | null>(() =>
    this.stillContext ? { ...this.stillContext, coverage: this.coverage } : null,
  );

  /** The same question on a second day, for the map with a divider. */
  readonly #secondRows = $derived.by(() =>
    this.index && this.view.secondDate !== null
      ? selectRows(this.index, { ...this.question, date: this.view.secondDate, within: this.#within })
      : null,
  );
  readonly secondContext = $derived.by<LayerContext | null>(() =>
    this.context && this.#secondRows && this.index
      ? {
          ...this.context,
          rows: this.#secondRows,
          // Coverage is of one day.
          coverage: null,
          measured: metricValues(this.index, this.#secondRows, this.municipalities, this.view, null),
        }
      : null,
  );
  readonly #dayChange = $derived.by(() =>
    this.rows && this.#secondRows ? differenceBetween(this.#secondRows, this.rows, this.lang) : null,
  );
  /** What changed between the two days, in words and by name. */
  readonly dayDifference = $derived.by(() => this.#dayChange?.sentence ?? null);
  readonly compareChoices = $derived.by(() =>
    this.index ? compareChoices(this.index, this.municipalities, this.lang) : [],
  );
  readonly comparison = $derived.by(() =>
    this.view.compare.length > 0 && this.index && this.panelFacts && this.municipalities.length > 0
      ? compareAreas(
          this.index,
          this.panelFacts,
          this.municipalities,
          this.view.compare,
          this.view.date,
          this.lang,
        )
      : null,
  );
  /** The panel's switch, which the printed sheet follows. */
  onlySharedRows = $state(true);
  /** The view in short, for the title of the page; null: as it opens. */
  readonly title = $derived.by(() => {
    const { view, index, lang } = this;
    if (!index) return null;
    return viewTitle(
      {
        compared: view.compare.map((id) =>
          nameOf({ kind: 'area', id }, index, this.municipalityByCode, lang),
        ),
        selected:
          view.selection === null ? null : nameOf(view.selection, index, this.municipalityByCode, lang),
        days: view.secondDate === null ? null : [view.secondDate, view.date],
        filters: [...axisNames(view.axes, index.catalog, lang), ...this.#filterNames],
      },
      lang,
    );
  });
  readonly setCompare = (compare: string[]): void => this.viewState.change({ compare });
  readonly dayWords = (day: string): string => formatDate(day, this.lang);

  readonly #tableReady = $derived.by(
    () =>
      this.view.table !== null &&
      tableThemes(this.view.table).every((theme) => this.facts.themes.includes(theme)),
  );
  readonly #unsorted = $derived.by(() =>
    this.view.table && this.#tableReady && this.index && this.rows && this.municipalities.length > 0
      ? buildTable(
          this.view.table,
          this.index,
          this.rows,
          this.municipalities,
          this.lang,
          this.view.radius === null ? null : this.coverage,
        )
      : null,
  );
  readonly table = $derived.by(() =>
    this.#unsorted && this.view.sort
      ? sortTable(this.#unsorted, this.view.sort.column, this.view.sort.descending)
      : this.#unsorted,
  );
  readonly #outlines = $derived.by(
    () =>
      new Map([
        ...this.perimeters,
        ...(this.geometry?.['comuni']?.features ?? []).map(
          (f) => [String(f.properties?.['istat_code']), f.geometry] as const,
        ),
      ]),
  );

  /** Layers that people brought from their own machine: they live as long as the document, not in the address. */
  get own(): readonly OwnLayer[] {
    return held.layers;
  }
  set own(layers: readonly OwnLayer[]) {
    held.layers = layers;
  }
  /** The one whose table is open, and the row that was chosen there or on the map; null: no table. */
  ownOpen = $state.raw<{ layer: string; row: number | null } | null>(null);
  readonly ownTable = $derived.by(() => this.own.find(({ id }) => id === this.ownOpen?.layer) ?? null);
  readonly ownChosen = $derived.by<OwnPlace | null>(() => {
    const row = this.ownOpen?.row ?? null;
    return this.ownTable && row !== null ? { layer: this.ownTable.id, row } : null;
  });
  readonly ownChosenWords = $derived.by(() =>
    this.ownChosen ? ownWords(this.own, this.ownChosen, this.lang) : null,
  );
  /** A press on the map: on a row of theirs it opens the table there, elsewhere it lets go of the row. */
  readonly chooseOwn = (place: OwnPlace | null): void => {
    if (place) this.ownOpen = place;
    else if (this.ownOpen) this.ownOpen = { ...this.ownOpen, row: null };
  };
  readonly ownFrame = $derived.by<OwnFrame | null>(() => {
    if (this.municipalities.length === 0) return null;
    const [[west, south], [east, north]] = REGION;
    return {
      municipalities: this.municipalities.map(({ istat_code, name, province }) => ({
        code: istat_code,
        name,
        province,
      })),
      region: { west, south, east, north },
    };
  });
  readonly ownLegends = $derived.by(
    () =>
      new Map(
        this.own.map((layer) => [layer.id, ownLegend(layer, this.#dark ? DARK : LIGHT, this.lang)] as const),
      ),
  );

  /** Address to hand on, with the data release in it. */
  get shareLink(): string {
    return new URL(`${base}${shareHref(this.view, this.release)}`, location.href).href;
  }

  readonly takeAway = (format: ExportFormat): Promise<void> | undefined =>
    this.table
      ? exportRows(format, {
          table: this.table,
          sentence: this.rowsSentence,
          release: this.release,
          link: this.shareLink,
          date: this.view.date,
          geometry: this.#outlines,
        })
      : undefined;

  /** Tells the page, once, that something did not work. */
  readonly failed = (message: string): void => {
    if (!this.failures.includes(message)) this.failures.push(message);
  };

  readonly #explain = (error: unknown): void => {
    if (!(error instanceof LoadError)) this.failed(String(error));
    else this.failed(fill(this.t.fail.data, { file: error.file, why: this.t.fail.why[error.failure] }));
  };

  /** Fetches what the map needs; returns how to stop. Called once, in the browser. */
  start(): () => void {
    const boundaries = load(base, 'comuni.topo.json');
    void Promise.all([load(base, 'catalog.json'), load(base, 'comuni.json')])
      .then(([loaded, comuni]) => {
        this.municipalities = decodeMunicipalities(comuni);
        this.#learnIds(loaded);
        this.catalog = loaded;
        loadPerimeters(base, loaded.areas)
          .then((found) => (this.perimeters = found))
          .catch(this.#explain);
        return boundaries;
      })
      .then((topology) => (this.geometry = decodeBoundaries(topology, this.municipalities)))
      .catch(this.#explain);

    return () => {
      this.#coverageWorker.close();
    };
  }

  /** From here on ids of the address are checked against the release. */
  #learnIds(loaded: Catalog): void {
    const ids: Record<Selection['kind'], ReadonlySet<string>> = {
      comune: new Set(this.municipalities.map((m) => m.istat_code)),
      area: new Set(loaded.areas.map((a) => a.area_id)),
      laboratorio: new Set(loaded.labs.map((l) => l.lab_id)),
      progetto: new Set(loaded.projects.map((p) => p.project_id)),
    };
    const values = knownValues(loaded.projects, facetIndex(loaded));
    this.viewState.known = {
      axes: new Set(loaded.axes.map((a) => a.axis_id)),
      has: ({ kind, id }) => ids[kind].has(id),
      facet: (facet, value) => values.get(facet)?.has(value) ?? false,
      areas: areaAliases(loaded.areas),
    };
  }

  /** What has to be fetched or asked when the view changes. */
  #follow(): void {
    $effect(() => {
      const needed = this.#themesNeeded.filter((theme) => !this.facts.themes.includes(theme));
      if (needed.length === 0) return;
      const themes = FACT_THEMES.filter(
        (theme) => needed.includes(theme) || this.facts.themes.includes(theme),
      );
      let stale = false;
      // Files already fetched come from memory: asking for all of them keeps one path.
      loadFacts(base, themes)
        .then((list) => {
          if (!stale) this.facts = { themes, list };
        })
        .catch(this.#explain);
      return () => (stale = true);
    });
    $effect(() => {
      if ((this.view.selection === null && this.view.compare.length === 0) || this.reference !== null) return;
      load(base, 'reference.json')
        .then((loaded) => (this.reference = loaded))
        .catch(this.#explain);
    });
    // An address that came by other names is written anew.
    $effect(() => {
      const { rewritten } = this.viewState;
      if (rewritten !== null) this.viewState.rewrite(rewritten);
    });
    $effect(() => {
      const { radius } = this;
      const input = this.#coverageInput;
      if (radius === null || input === null) {
        if (radius === null || this.reversed) {
          this.coverage = null;
          this.coveragePending = false;
        }
        return;
      }
      const leave = new AbortController();
      this.coveragePending = true;
      this.#coverageWorker
        .ask(input, radius, leave.signal)
        .then((answer) => {
          this.coverage = answer;
          this.coveragePending = false;
        })
        .catch((error: unknown) => {
          if (leave.signal.aborted) return;
          this.coveragePending = false;
          this.failed(String(error));
        });
      return () => leave.abort();
    });
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
    if (this.highlight?.layer === id) this.highlight = null;
    this.viewState.change({
      layers: LAYER_IDS.filter((other) =>
        other === id ? !this.view.layers.includes(id) : this.view.layers.includes(other),
      ),
    });
  };
}
