/** The arrears overlay as it is switched on and off: deck and its signs take a while to come, and the page does not wait. */
import type { ArrearsOverlay } from './deck/arrears';
import type { ArrearsContext } from './layers/morosita';

/** Adds the overlay to the map; null: the map is gone. */
export type AddOverlay = (first: ArrearsContext) => Promise<ArrearsOverlay | null>;

export class OverlaySwitch {
  readonly #load: () => Promise<AddOverlay>;
  #on = false;
  #latest: ArrearsContext | undefined;
  #coming: Promise<void> | null = null;
  #current: ArrearsOverlay | null = null;

  /** `load` fetches deck. */
  constructor(load: () => Promise<AddOverlay>) {
    this.#load = load;
  }

  /** What is on the map; null while it is off or on its way. */
  get current(): ArrearsOverlay | null {
    return this.#current;
  }

  /** Settles when the map has the overlay, or has it no longer. */
  async turn(on: boolean, context: ArrearsContext): Promise<void> {
    this.#on = on;
    this.#latest = context;
    if (!on) this.close();
    else if (this.#current) await this.#current.update(context);
    else await (this.#coming ??= this.#add());
  }

  /** Rows, theme or choice have changed. */
  async update(context: ArrearsContext): Promise<void> {
    this.#latest = context;
    await this.#current?.update(context);
  }

  close(): void {
    this.#on = false;
    this.#current?.remove();
    this.#current = null;
  }

  async #add(): Promise<void> {
    try {
      const add = await this.#load();
      const given = this.#latest;
      if (!this.#on || given === undefined) return;
      const added = await add(given);
      // Switched off meanwhile.
      if (!this.#on) added?.remove();
      else if (added) {
        this.#current = added;
        // What changed while its signs were drawn, nobody could tell it yet.
        if (this.#latest !== given) await added.update(this.#latest ?? given);
      }
    } finally {
      this.#coming = null;
    }
  }
}
