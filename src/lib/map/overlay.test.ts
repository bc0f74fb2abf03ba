import { describe, expect, it, vi } from 'vitest';
import type { ArrearsOverlay } from './deck/arrears';
import type { ArrearsContext } from './layers/morosita';
import { OverlaySwitch, type AddOverlay } from './overlay';

const context = (name: string): ArrearsContext => ({ name }) as unknown as ArrearsContext;
const [EMPTY, FIGURES] = [context('no figures'), context('figures')];

function gate() {
  let open = (): void => undefined;
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { passed, open };
}
/** deck, whose code and whose signs come when they are told to. */
function deck() {
  const [loaded, drawn] = [gate(), gate()];
  const shown: ArrearsContext[] = [];
  const overlay = {
    update: vi.fn((next: ArrearsContext) => Promise.resolve(void shown.push(next))),
    pick: () => null,
    drawn: () => true,
    remove: vi.fn(),
  } satisfies ArrearsOverlay;
  const add = vi.fn<AddOverlay>(async (first) => {
    await drawn.passed;
    shown.push(first);
    return overlay;
  });
  const overlays = new OverlaySwitch(async () => {
    await loaded.passed;
    return add;
  });
  return {
    overlays,
    overlay,
    add,
    shown,
    load: loaded.open,
    draw: drawn.open,
  };
}
const turns = () => new Promise((done) => setTimeout(done));

describe('the arrears overlay', () => {
  it('shows figures that came while its signs were being drawn (bug: it stayed empty)', async () => {
    const { overlays, load, draw, shown } = deck();
    const on = overlays.turn(true, EMPTY);
    load();
    await turns();
    await overlays.update(FIGURES);
    draw();
    await on;
    expect(shown.at(-1)).toBe(FIGURES);
    await overlays.update(EMPTY);
    expect(shown.at(-1)).toBe(EMPTY);
  });

  it('starts with figures that came while deck was being fetched', async () => {
    const { overlays, load, draw, shown } = deck();
    const on = overlays.turn(true, EMPTY);
    await overlays.update(FIGURES);
    load();
    draw();
    await on;
    expect(shown).toEqual([FIGURES]);
  });

  it('is taken off again when it was switched off on its way, and comes once when switched on twice', async () => {
    const { overlays, load, draw, add, overlay } = deck();
    const first = overlays.turn(true, EMPTY);
    const second = overlays.turn(true, FIGURES);
    load();
    await turns();
    await overlays.turn(false, FIGURES);
    draw();
    await Promise.all([first, second]);
    expect(add).toHaveBeenCalledTimes(1);
    expect(overlay.remove).toHaveBeenCalledTimes(1);
    expect(overlays.current).toBeNull();
    await overlays.turn(true, FIGURES);
    expect(overlays.current).toBe(overlay);
  });

  it('is asked for again after it could not be had', async () => {
    let reachable = false;
    const { overlay } = deck();
    const overlays = new OverlaySwitch(() =>
      reachable ? Promise.resolve(() => Promise.resolve(overlay)) : Promise.reject(new Error('offline')),
    );
    await expect(overlays.turn(true, EMPTY)).rejects.toThrow('offline');
    reachable = true;
    await overlays.turn(true, EMPTY);
    expect(overlays.current).toBe(overlay);
  });
});
