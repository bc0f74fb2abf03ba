/**
 * Own layers above the pages: they live as long as the document, so going to another page and back, or to the other language,
 * does not lose them. In memory only; the files are read again by nobody and written nowhere.
 */
import type { OwnLayer } from '$lib/own/types';

class Held {
  layers = $state.raw<readonly OwnLayer[]>([]);
  /** Files dropped on the page that the section has not taken yet. */
  dropped = $state.raw<readonly File[]>([]);
  #made = 0;
  /** An id that no layer of this document has had. */
  readonly nextId = (): string => `propri-${(this.#made += 1)}`;
}

export const held = new Held();
