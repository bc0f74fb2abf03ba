/* eslint-disable svelte/prefer-svelte-reactivity -- the sets here are made anew, never changed */
/** The coverage analysis of the view: what it is asked, its answer, and what of it is said. */
import { coverageClient } from '$lib/data/coverage';
import { coverageBase, isReversed, withoutPlaces } from '$lib/domain/coverage/base';
import type { CoverageResult } from '$lib/domain/coverage/types';
import { NO_FACETS, type Facets } from '$lib/domain/facets';
import type { Lang } from '$lib/domain/figures';
import type { Index, Rows } from '$lib/domain/select';
import { axisNames } from '$lib/domain/sentence';
import { caveats, coverageClause, gapFilterWords, reversedWords } from '$lib/i18n/coverage';
import { metricWords, shareRangeWords, worksRangeWords } from '$lib/i18n/metrics';
import type { Theme } from '$lib/schema/tables';
import type { View } from '$lib/state/view';
import type { ViewState } from '$lib/state/view.svelte';
import { facetChips } from '$lib/ui/facets/words';
import type { DataFiles } from './files.svelte';

/** Figures that the analysis reads. */
export const COVERAGE_THEMES = ['people', 'housing'] as const satisfies readonly Theme[];

interface Asked {
  readonly lang: Lang;
  readonly view: View;
  readonly viewState: ViewState;
  readonly files: DataFiles;
  readonly index: Index | null;
  /** Rows of the question, before a choice among municipalities. */
  readonly allRows: Rows | null;
  /** The same after it. */
  readonly rows: Rows | null;
  failed: (message: string) => void;
}

export class Coverage {
  readonly #asked: Asked;
  readonly #worker = coverageClient();

  answer = $state.raw<CoverageResult | null>(null);
  pending = $state(false);

  constructor(asked: Asked) {
    this.#asked = asked;
  }

  get #view(): View {
    return this.#asked.view;
  }

  /** What the radius' handle shows while it moves; the address follows when it is let go. */
  radius = $derived.by<number | null>(() => this.#view.radius);
  /** The period ends before it begins: there is no answer. */
  readonly reversed = $derived.by(
    () => this.#view.radius !== null && isReversed(this.#view.since, this.#view.date),
  );
  readonly swapPeriod = (): void => {
    const { since, date } = this.#view;
    if (since !== null) this.#asked.viewState.change({ since: date, date: since });
  };
  /** Off, the analysis leaves nothing of itself in the address. */
  readonly setRadius = (radius: number | null): void => {
    const { highlight } = this.#view;
    this.#asked.viewState.change(
      radius === null
        ? {
            radius,
            since: null,
            onlyGaps: false,
            ...(highlight?.layer === 'copertura' ? { highlight: null } : {}),
          }
        : { radius },
    );
  };
  /** What it is asked of, as soon as the address says so. */
  readonly gapWords = $derived.by(() =>
    gapFilterWords(
      { radius_km: this.#view.radius ?? 0, since: this.#view.since, date: this.#view.date },
      this.#asked.lang,
    ),
  );
  /** The same of the question that the rows have been narrowed by, which may be an older one; null: by none yet. */
  readonly answeredGapWords = $derived.by<string | null>(() => {
    if (this.reversed) return this.gapWords;
    if (this.answer === null) return null;
    const { radius_km, since, question } = this.answer;
    return gapFilterWords({ radius_km, since, date: question.date }, this.#asked.lang);
  });
  /** Rows are asked to be narrowed to gaps that are not known yet. */
  readonly waiting = $derived.by(
    () => this.#view.onlyGaps && this.#view.radius !== null && !this.reversed && this.answer === null,
  );
  #settled: (() => void)[] = [];
  /** Resolves when no question is without its answer, so that what is taken away is of one question. */
  settled(): Promise<void> {
    return this.pending ? new Promise((done) => this.#settled.push(done)) : Promise.resolve();
  }
  /**
   * Names of the filters that choose which labs count, of those that choose which places are judged, and of the ranges that
   * choose areas and projects: only those that the rows have been narrowed by.
   */
  readonly filters = $derived.by<Record<'chosen' | 'judged' | 'narrowed', readonly string[]>>(() => {
    const { index, lang, view, files, allRows } = this.#asked;
    if (!index) return { chosen: [], judged: [], narrowed: [] };
    const { shares, works } = allRows?.question ?? {};
    const w = metricWords(lang);
    const context = { lang, index, municipalities: files.municipalityByCode };
    const names = (facets: Facets) => facetChips(facets, context).map(({ name }) => name);
    const { provinces, comuni } = view.facets;
    return {
      chosen: [...axisNames(view.axes, index.catalog, lang), ...names(withoutPlaces(view.facets))],
      judged: names({ ...NO_FACETS, provinces, comuni }),
      narrowed: [
        ...(shares ? [`${w.shares}: ${shareRangeWords(shares, lang)}`] : []),
        ...(works ? [`${w.works}: ${worksRangeWords(works, lang)}`] : []),
      ],
    };
  });
  /** Municipalities that the rows are narrowed to; null: all. */
  readonly within = $derived.by<ReadonlySet<string> | null>(() => this.#asked.rows?.question.within ?? null);
  /** What the files say of the question besides radius and time: filters and labs in doubt. */
  readonly caveats = $derived.by<readonly string[]>(() => {
    const { chosen, judged, narrowed } = this.filters;
    return this.answer === null ? [] : caveats(this.answer, this.#asked.lang, chosen, judged, narrowed);
  });
  /** What stands before the sentence of the rows: which municipalities are left, and who lives there. */
  readonly clause = $derived.by<string | null>(() => {
    const { radius, since, date, onlyGaps } = this.#view;
    const { lang } = this.#asked;
    if (radius === null) return null;
    if (since !== null && this.reversed) return reversedWords(since, date, lang);
    if (!onlyGaps || this.answer === null) return null;
    const { chosen, judged, narrowed } = this.filters;
    return coverageClause(this.answer, lang, chosen, judged, narrowed, this.within);
  });
  /** What of a choice of municipalities is left where only gaps are asked for; null: no choice. */
  gapsIn(chosen: ReadonlySet<string> | null): ReadonlySet<string> | null {
    if (!this.#view.onlyGaps || this.#view.radius === null) return chosen;
    // A question without an answer leaves nothing.
    if (this.reversed) return new Set();
    if (this.answer === null) return chosen;
    const gaps = this.answer.gaps.map((m) => m.istat_code);
    return new Set(chosen ? gaps.filter((code) => chosen.has(code)) : gaps);
  }

  // While the handle moves only the radius changes: the base is the same object, and the worker keeps it.
  readonly #input = $derived.by(() => {
    const { view, index, allRows, files } = this.#asked;
    return view.radius !== null &&
      !this.reversed &&
      index &&
      allRows &&
      files.municipalities.length > 0 &&
      files.has(COVERAGE_THEMES)
      ? coverageBase(index, allRows, files.municipalities, view.since)
      : null;
  });

  /** Asks whenever the question changes. Called once, while a component is made. */
  follow(): void {
    $effect(() => {
      const { radius } = this;
      const input = this.#input;
      if (radius === null || input === null) {
        if (radius === null || this.reversed) {
          this.answer = null;
          this.pending = false;
        }
        return;
      }
      const leave = new AbortController();
      this.pending = true;
      this.#worker
        .ask(input, radius, leave.signal)
        .then((answer) => {
          this.answer = answer;
          this.pending = false;
        })
        .catch((error: unknown) => {
          if (leave.signal.aborted) return;
          this.pending = false;
          this.#asked.failed(String(error));
        });
      return () => leave.abort();
    });
    $effect(() => {
      if (this.pending) return;
      for (const done of this.#settled.splice(0)) done();
    });
  }

  stop(): void {
    this.#worker.close();
  }
}
