/** The current View, read from the page's address and written back to it. The address is the only store. */
import { goto } from '$app/navigation';
import { base } from '$app/paths';
import { parseView, viewHref, type Dropped, type KnownIds, type Parsed } from './url';
import { defaultView, type View } from './view';

/** What moves rather than changes. */
const CONTINUOUS: readonly string[] = ['camera', 'date', 'divider'] satisfies (keyof View)[];

const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

/**
 * A view that is one object for ever and whose parts follow by themselves: a part that says the same is the same object,
 * so that a moved map or another selection redoes no row.
 */
function byPart(read: () => View): View {
  const view = {} as View;
  for (const key of Object.keys(defaultView('it')) as (keyof View)[]) {
    let last: unknown;
    const part = $derived.by(() => {
      const now = read()[key];
      if (!same(last, now)) last = now;
      return last;
    });
    Object.defineProperty(view, key, { enumerable: true, get: () => part });
  }
  return view;
}

export class ViewState {
  #search: () => string;
  #lang: () => View['lang'];
  #known = $state.raw<KnownIds | undefined>(undefined);
  readonly #parsed: Parsed = $derived.by(() => parseView(this.#search(), this.#lang(), this.#known));

  /** `search` and `lang` are read reactively, so that reload, back and links all work by themselves. */
  constructor(search: () => string, lang: () => View['lang']) {
    this.#search = search;
    this.#lang = lang;
    this.view = byPart(() => this.#parsed.view);
  }

  readonly view: View;

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

  /**
   * Changes the view. Moves of camera, date and divider replace the history entry (play would fill it), everything else adds one;
   * `step`: this one does too, whatever it moves.
   */
  change(patch: Partial<View>, step = false): void {
    // Two changes in a row build on one another, not both on the address that is about to go.
    const next = { ...(this.#next ?? this.view), ...patch };
    this.#next = next;
    const continuous = !step && Object.keys(patch).every((key) => CONTINUOUS.includes(key));
    void goto(`${base}${viewHref(next)}`, {
      replaceState: continuous,
      keepFocus: true,
      noScroll: true,
    }).finally(() => {
      if (this.#next === next) this.#next = null;
    });
  }
}
