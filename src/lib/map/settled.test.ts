import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PATIENCE_MS, settled, type Settling } from './settled';

/** A map that has been made and has drawn nothing yet. */
class NewMap {
  handlers: Record<string, Set<() => void>> = { idle: new Set(), webglcontextlost: new Set() };
  done = false;
  repaints = 0;
  on = (type: string, handler: () => void) => this.handlers[type]?.add(handler);
  off = (type: string, handler: () => void) => this.handlers[type]?.delete(handler);
  loaded = () => this.done;
  areTilesLoaded = () => this.done;
  triggerRepaint = () => void (this.repaints += 1);
  fire(type: string): void {
    for (const handler of [...(this.handlers[type] ?? [])]) handler();
  }
  get heard(): number {
    return Object.values(this.handlers).reduce((sum, { size }) => sum + size, 0);
  }
}
const wait = (map: NewMap, signal?: AbortSignal) => settled(map as unknown as Settling, signal);

describe('waiting for a hidden map', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('ends when all is drawn, and hears nothing more', async () => {
    const map = new NewMap();
    const waiting = wait(map);
    map.fire('idle');
    expect(map.repaints).toBe(2);
    map.done = true;
    map.fire('idle');
    await waiting;
    expect([map.heard, vi.getTimerCount()]).toEqual([0, 0]);
  });

  it('bug: waits for what comes in its own time, however many pictures that takes', async () => {
    const map = new NewMap();
    map.done = true;
    let drawn = false;
    const waiting = settled(map as unknown as Settling, undefined, () => drawn);
    for (let picture = 0; picture < 20; picture += 1) map.fire('idle');
    expect([map.repaints, map.heard]).toEqual([21, 2]);
    drawn = true;
    map.fire('idle');
    await waiting;
    expect(map.heard).toBe(0);
  });

  it('ends before the first frame too (bug: a picture hung without end and without cancel)', async () => {
    const leave = new AbortController();
    const ends: [end: (map: NewMap) => void, expected: object][] = [
      [(map) => map.fire('webglcontextlost'), { failure: 'too-large' }],
      [() => vi.advanceTimersByTime(PATIENCE_MS), { failure: 'slow' }],
      [() => leave.abort(new Error('cancelled')), { message: 'cancelled' }],
      // Cancelled before anybody waited.
      [() => undefined, { message: 'cancelled' }],
    ];
    for (const [end, expected] of ends) {
      const map = new NewMap();
      const waiting = expect(wait(map, leave.signal)).rejects.toMatchObject(expected);
      end(map);
      await waiting;
      expect([map.heard, vi.getTimerCount()]).toEqual([0, 0]);
    }
  });
});
