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
import { coverageBase, type CoverageResult } from '$lib/domain/coverage';
import { facetIndex, knownValues } from '$lib/domain/facets';
import { compareAreas, compareChoices, differenceBetween } from '$lib/domain/compare';
import { formatDate, type Lang } from '$lib/domain/figures';
import {
  isRanged,
  kindsWithAmounts,
  metricThemes,
  metricValues,
  municipalitiesInRange,
  rankingChange,
} from '$lib/domain/metrics';
import type { Hit } from '$lib/domain/search';
import { buildIndex, selectRows, type Index } from '$lib/domain/select';
import { viewSentence } from '$lib/domain/sentence';
import { buildTable, sortTable, tableThemes } from '$lib/domain/table';
import { exportRows, type ExportFormat } from '$lib/export';
import { fill, messages } from '$lib/i18n';
import { COVERAGE_WORDS } from '$lib/i18n/coverage';
import { rangeWords } from '$lib/i18n/metrics';
import type { LayerContext } from '$lib/map/layers';
import { REGION } from '$lib/map/camera';
import { ownLegend } from '$lib/map/layers/own';
import { DARK, LIGHT } from '$lib/map/theme';
import type { OwnFrame, OwnLayer } from '$lib/own/types';
import type { Catalog, Fact, Municipality, Reference } from '$lib/schema/served';
import { THEMES as FACT_THEMES, type AmountKind, type Theme } from '$lib/schema/tables';
import { areaAliases } from '$lib/state/migrations';
import { shareHref } from '$lib/state/url';
import { LAYER_IDS, type LayerId, type Selection } from '$lib/state/view';
import { ViewState } from '$lib/state/view.svelte';
import { facetChips } from '$lib/ui/facets/words';

/** Tabs of the sheet on a phone. */
export type Tab = 'filters' | 'list' | 'panel';

const COVERAGE_THEMES = ['people', 'housing'] as const satisfies readonly Theme[];

export interface PageData {
  lang: Lang;
  release: string;
  /** The sentence of the default view, for the moment in which no data has come. */
  sentence: string;
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
  systemDark = $state(false);
  reducedMotion = $state(false);
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
          ...(this.view.layers.includes('morosita') ? (['arrears'] as const) : []),
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
  readonly #within = $derived.by<ReadonlySet<string> | null>(() => {
    const ranged = this.measured ? municipalitiesInRange(this.measured, this.view.values) : null;
    if (!this.view.onlyGaps || this.view.radius === null || this.coverage === null) return ranged;
    const gaps = this.coverage.gaps.map((m) => m.istat_code);
    return new Set(ranged ? gaps.filter((code) => ranged.has(code)) : gaps);
  });
  readonly rows = $derived.by(() =>
    this.index && this.#within
      ? selectRows(this.index, { ...this.question, within: this.#within })
      : this.#allRows,
  );
  /** What the filters leave but for the funding tree, which counts over it. */
  readonly axisFree = $derived.by(() =>
    this.index && this.view.axes.length > 0
      ? selectRows(this.index, { ...this.question, axes: [], within: this.#within })
      : this.rows,
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
  /** Class of the legend that stands out; of the moment, so not in the address. Another metric has other classes. */
  highlight = $derived.by<number | null>(() => {
    void [this.view.metric, this.view.per, this.view.euro];
    return null;
  });

  // While the handle moves only the radius changes: the base is the same object, and the worker keeps it.
  readonly #coverageInput = $derived.by(() =>
    this.view.radius !== null &&
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
  /** Filters that choose among municipalities, in words, each with its own way off. */
  readonly municipalFilters = $derived.by(() => [
    ...(this.measured && this.view.values
      ? [
          {
            id: 'values',
            name: rangeWords(this.measured, this.view.values, this.lang),
            remove: () => this.viewState.change({ values: null }),
          },
        ]
      : []),
    ...(this.view.onlyGaps && this.view.radius !== null
      ? [
          {
            id: 'gaps',
            name: COVERAGE_WORDS[this.lang].gaps.only,
            remove: () => this.viewState.change({ onlyGaps: false }),
          },
        ]
      : []),
  ]);
  readonly sentence = $derived.by(() => {
    if (!this.rows || !this.index) return this.#data().sentence;
    const names = { lang: this.lang, index: this.index, municipalities: this.municipalityByCode };
    const filters = [...facetChips(this.view.facets, names), ...this.municipalFilters];
    return viewSentence(
      this.rows,
      this.index.catalog,
      this.lang,
      filters.map(({ name }) => name),
    );
  });
  readonly #dark = $derived.by(
    () => this.view.theme === 'scuro' || (this.view.theme === 'auto' && this.systemDark),
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
  /** What changed between the two days, in words. */
  readonly dayDifference = $derived.by(() =>
    this.rows && this.#secondRows ? differenceBetween(this.#secondRows, this.rows, this.lang).sentence : null,
  );
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

  /** Layers that people brought from their own machine: they live with the page, not in the address. */
  own = $state.raw<readonly OwnLayer[]>([]);
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
          sentence: this.sentence,
          release: this.release,
          link: page.url.href,
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

  /** Fetches what the map needs and follows the system's wishes; returns how to stop. Called once, in the browser. */
  start(): () => void {
    const darkQuery = matchMedia('(prefers-color-scheme: dark)');
    const motionQuery = matchMedia('(prefers-reduced-motion: reduce)');
    const follow = () => {
      this.systemDark = darkQuery.matches;
      this.reducedMotion = motionQuery.matches;
    };
    follow();
    darkQuery.addEventListener('change', follow);
    motionQuery.addEventListener('change', follow);

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
      darkQuery.removeEventListener('change', follow);
      motionQuery.removeEventListener('change', follow);
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
        if (radius === null) this.coverage = null;
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

  readonly toggleLayer = (id: LayerId): void =>
    this.viewState.change({
      layers: LAYER_IDS.filter((other) =>
        other === id ? !this.view.layers.includes(id) : this.view.layers.includes(other),
      ),
    });
}
