/* eslint-disable svelte/prefer-svelte-reactivity -- the map here is made anew, never changed */
/** Layers that people brought from their own machine: they live as long as the document, not in the address. */
import type { Lang } from '$lib/domain/figures';
import { REGION } from '$lib/map/camera';
import { ownLegend, ownWords, withOwnRow } from '$lib/map/layers/own';
import type { MapTheme } from '$lib/map/theme';
import type { OwnFrame, OwnLayer, OwnPlace } from '$lib/own/types';
import type { Municipality } from '$lib/schema/served';
import { held } from '$lib/ui/own/held.svelte';

interface Asked {
  readonly lang: Lang;
  readonly theme: MapTheme;
  readonly files: { readonly municipalities: readonly Municipality[] };
}

export class OwnLayers {
  readonly #asked: Asked;
  constructor(asked: Asked) {
    this.#asked = asked;
  }

  get layers(): readonly OwnLayer[] {
    return held.layers;
  }
  set layers(layers: readonly OwnLayer[]) {
    held.layers = layers;
  }
  /** The one whose table is open, and the row that was chosen there or on the map; null: no table. */
  open = $state.raw<{ layer: string; row: number | null } | null>(null);
  readonly table = $derived.by(() => this.layers.find(({ id }) => id === this.open?.layer) ?? null);
  readonly chosen = $derived.by<OwnPlace | null>(() => {
    const row = this.open?.row ?? null;
    return this.table && row !== null ? { layer: this.table.id, row } : null;
  });
  readonly chosenWords = $derived.by(() =>
    this.chosen ? ownWords(this.layers, this.chosen, this.#asked.lang) : null,
  );
  /** A press on the map: on a row of theirs it opens the table there, elsewhere it lets go of the row. */
  readonly choose = (place: OwnPlace | null): void => {
    if (place) this.open = place;
    else if (this.open) this.open = { ...this.open, row: null };
  };
  readonly frame = $derived.by<OwnFrame | null>(() => {
    const { municipalities } = this.#asked.files;
    if (municipalities.length === 0) return null;
    const [[west, south], [east, north]] = REGION;
    return {
      municipalities: municipalities.map(({ istat_code, name, province }) => ({
        code: istat_code,
        name,
        province,
      })),
      region: { west, south, east, north },
    };
  });
  // A file can have fifty thousand rows: they are counted once, whichever of them is chosen.
  readonly #counted = $derived.by(() =>
    this.layers.map((layer) => ({ layer, legend: ownLegend(layer, this.#asked.theme, this.#asked.lang) })),
  );
  readonly legends = $derived.by(
    () =>
      new Map(
        this.#counted.map(
          ({ layer, legend }) =>
            [layer.id, withOwnRow(legend, layer, this.chosen, this.#asked.lang)] as const,
        ),
      ),
  );
}
