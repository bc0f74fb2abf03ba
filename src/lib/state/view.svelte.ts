/** The current View, read from the page's address and written back to it. The address is the only store. */
import { goto } from '$app/navigation';
import { base } from '$app/paths';
import { parseView, viewHref, type Dropped, type KnownIds, type Parsed } from './url';
import type { View } from './view';

export class ViewState {
  #search: () => string;
  #lang: () => View['lang'];
  #known = $state.raw<KnownIds | undefined>(undefined);
  readonly #parsed: Parsed = $derived.by(() => parseView(this.#search(), this.#lang(), this.#known));

  /** `search` and `lang` are read reactively, so that reload, back and links all work by themselves. */
  constructor(search: () => string, lang: () => View['lang']) {
    this.#search = search;
    this.#lang = lang;
  }

  get view(): View {
    return this.#parsed.view;
  }

  /** What of the address could not be read; only told once the ids of the release are known. */
  get dropped(): readonly Dropped[] {
    return this.#known === undefined ? [] : this.#parsed.dropped;
  }

  /** Release that the link names, if any. */
  get linkRelease(): string | null {
    return this.#parsed.release;
  }

  /** The query under today's names, where the address came by others; told once the ids of the release are known. */
  get rewritten(): string | null {
    return this.#known === undefined ? null : this.#parsed.rewritten;
  }

  /** Puts today's names into the address, without a step in the history. Nothing of it changes what is shown. */
  rewrite(query: string): void {
    const path = this.#lang() === 'en' ? '/en' : '/';
    void goto(`${base}${path}${query}`, { replaceState: true, keepFocus: true, noScroll: true });
  }

  set known(ids: KnownIds) {
    this.#known = ids;
  }

  /** Where the last change leads while the address is still on its way there. */
  #next: View | null = null;

  /** Changes the view. Moves of camera and date replace the history entry (play would fill it), everything else adds one. */
  change(patch: Partial<View>): void {
    // Two changes in a row build on one another, not both on the address that is about to go.
    const next = { ...(this.#next ?? this.view), ...patch };
    this.#next = next;
    const continuous = Object.keys(patch).every((key) => key === 'camera' || key === 'date');
    void goto(`${base}${viewHref(next)}`, {
      replaceState: continuous,
      keepFocus: true,
      noScroll: true,
    }).finally(() => {
      if (this.#next === next) this.#next = null;
    });
  }
}
