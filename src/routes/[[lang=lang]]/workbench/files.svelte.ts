/* eslint-disable svelte/prefer-svelte-reactivity -- the maps and sets here are made anew, never changed */
/** The data files that the planner needs, fetched when it needs them; their texts are in the page's language. */
import type { FeatureCollection, Geometry } from 'geojson';
import { base } from '$app/paths';
import { decodeBoundaries } from '$lib/data/geometry';
import {
  decodeMunicipalities,
  load,
  loadEnglish,
  loadFacts,
  LoadError,
  loadPerimeters,
} from '$lib/data/load';
import { localiseCatalog, localiseFacts, localiseReference } from '$lib/domain/english';
import { fill, messages } from '$lib/i18n';
import type { Lang } from '$lib/domain/figures';
import type { Catalog, English, Fact, Municipality, Reference } from '$lib/schema/served';
import { THEMES as FACT_THEMES, type Theme } from '$lib/schema/tables';

interface Asked {
  readonly lang: Lang;
  /** Figures that the view is made of. */
  readonly themesNeeded: readonly Theme[];
  /** Whether it reads what only panels tell. */
  readonly referenceNeeded: boolean;
  failed: (message: string) => void;
}

export class DataFiles {
  readonly #asked: Asked;

  /** The files as they are served; what is read of them is in the page's language. */
  #catalogFile = $state.raw<Catalog | null>(null);
  #referenceFile = $state.raw<Reference | null>(null);
  #factFiles = $state.raw<{ themes: readonly Theme[]; list: readonly Fact[] }>({ themes: [], list: [] });
  #english = $state.raw<English | null>(null);
  municipalities = $state.raw<readonly Municipality[]>([]);
  geometry = $state.raw<Record<string, FeatureCollection> | null>(null);
  perimeters = $state.raw<ReadonlyMap<string, Geometry>>(new Map());

  constructor(asked: Asked) {
    this.#asked = asked;
  }

  readonly #words = $derived.by(() => (this.#asked.lang === 'it' ? null : this.#english));
  readonly catalog = $derived.by(() => this.#catalogFile && localiseCatalog(this.#catalogFile, this.#words));
  readonly reference = $derived.by(
    () => this.#referenceFile && localiseReference(this.#referenceFile, this.#words),
  );
  readonly facts = $derived.by(() => ({
    themes: this.#factFiles.themes,
    list: localiseFacts(this.#factFiles.list, this.#words),
  }));
  readonly has = (themes: readonly Theme[]): boolean =>
    themes.every((theme) => this.facts.themes.includes(theme));
  readonly municipalityByCode = $derived.by(() => new Map(this.municipalities.map((m) => [m.istat_code, m])));
  /** What the panels tell; null until all of it is here. */
  readonly panelFacts = $derived.by(() =>
    this.reference && this.has(FACT_THEMES) ? { ...this.reference, facts: this.facts.list } : null,
  );
  /** Perimeters of areas and outlines of municipalities, by their ids. */
  readonly outlines = $derived.by(
    () =>
      new Map([
        ...this.perimeters,
        ...(this.geometry?.['comuni']?.features ?? []).map(
          (f) => [String(f.properties?.['istat_code']), f.geometry] as const,
        ),
      ]),
  );

  readonly #explain = (error: unknown): void => {
    const { fail } = messages(this.#asked.lang);
    if (!(error instanceof LoadError)) this.#asked.failed(String(error));
    else this.#asked.failed(fill(fail.data, { file: error.file, why: fail.why[error.failure] }));
  };

  /** Fetches what the map needs. `learn`: hears of the catalogue before anything else follows from it. */
  start(learn: (loaded: Catalog) => void): void {
    const boundaries = load(base, 'comuni.topo.json');
    // The map waits for its words, so that they do not change under the reader; without them it goes on in Italian.
    const english = loadEnglish(base, this.#asked.lang).catch(() => null);
    void Promise.all([load(base, 'catalog.json'), load(base, 'comuni.json'), english])
      .then(([loaded, comuni, words]) => {
        this.municipalities = decodeMunicipalities(comuni);
        learn(loaded);
        this.#english ??= words;
        this.#catalogFile = loaded;
        loadPerimeters(base, loaded.areas)
          .then((found) => (this.perimeters = found))
          .catch(this.#explain);
        return boundaries;
      })
      .then((topology) => (this.geometry = decodeBoundaries(topology, this.municipalities)))
      .catch(this.#explain);
  }

  /** Fetches what the view comes to need. Called once, while a component is made. */
  follow(): void {
    $effect(() => {
      if (this.#asked.lang === 'it' || this.#english !== null) return;
      loadEnglish(base, this.#asked.lang)
        .then((loaded) => (this.#english = loaded))
        .catch(this.#explain);
    });
    $effect(() => {
      const needed = this.#asked.themesNeeded.filter((theme) => !this.facts.themes.includes(theme));
      if (needed.length === 0) return;
      const themes = FACT_THEMES.filter(
        (theme) => needed.includes(theme) || this.facts.themes.includes(theme),
      );
      let stale = false;
      // Files already fetched come from memory: asking for all of them keeps one path.
      loadFacts(base, themes)
        .then((list) => {
          if (!stale) this.#factFiles = { themes, list };
        })
        .catch(this.#explain);
      return () => (stale = true);
    });
    $effect(() => {
      if (!this.#asked.referenceNeeded || this.reference !== null) return;
      load(base, 'reference.json')
        .then((loaded) => (this.#referenceFile = loaded))
        .catch(this.#explain);
    });
  }
}
