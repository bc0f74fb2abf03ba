import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DIVIDER } from '$lib/state/view';
import { clampDivider, DIVIDER_STOPS, dividerAt, moveTogether, type Moving } from './swipe';

class FakeMap {
  center = { lng: 9, lat: 45 };
  zoom = 8;
  jumps = 0;
  handlers = new Set<() => void>();
  on(_: string, handler: () => void) {
    this.handlers.add(handler);
    return this;
  }
  off(_: string, handler: () => void) {
    this.handlers.delete(handler);
    return this;
  }
  getCenter = () => this.center;
  getZoom = () => this.zoom;
  jumpTo(to: { center: { lng: number; lat: number }; zoom: number }) {
    this.jumps += 1;
    this.center = to.center;
    this.zoom = to.zoom;
    this.fire();
    return this;
  }
  /** As a hand moves it. */
  move(lng: number, zoom: number) {
    this.center = { lng, lat: 45 };
    this.zoom = zoom;
    this.fire();
  }
  fire() {
    for (const handler of [...this.handlers]) handler();
  }
}
const pair = () => {
  const [a, b] = [new FakeMap(), new FakeMap()];
  const stop = moveTogether(a as unknown as Moving, b as unknown as Moving);
  a.jumps = b.jumps = 0;
  return { a, b, stop };
};

describe('two maps that move as one', () => {
  it('follow in both directions, one jump a move, never in a circle', () => {
    const { a, b } = pair();
    a.move(9.2, 12);
    expect([b.center.lng, b.zoom, b.jumps, a.jumps]).toEqual([9.2, 12, 1, 0]);
    b.move(9.5, 10);
    expect([a.center.lng, a.zoom, a.jumps, b.jumps]).toEqual([9.5, 10, 1, 1]);
  });
  it('start where the first one is, and stop', () => {
    const [a, b] = [new FakeMap(), new FakeMap()];
    a.zoom = 11;
    const stop = moveTogether(a as unknown as Moving, b as unknown as Moving);
    expect(b.zoom).toBe(11);
    stop();
    a.move(10, 9);
    expect(b.zoom).toBe(11);
    expect(a.handlers.size + b.handlers.size).toBe(0);
  });
  it('go on following after one of them failed to move', () => {
    const { a, b } = pair();
    const jump = b.jumpTo.bind(b);
    b.jumpTo = () => {
      throw new Error('removed');
    };
    expect(() => a.move(9.1, 9)).toThrow('removed');
    b.jumpTo = jump;
    a.move(9.3, 9);
    expect(b.center.lng).toBe(9.3);
  });
});

describe('the divider', () => {
  it('stays within the map for any number', () => {
    fc.assert(
      fc.property(fc.double(), fc.double(), fc.double(), (x, left, width) => {
        for (const at of [clampDivider(x), dividerAt(x, left, width)]) {
          expect(Number.isInteger(at)).toBe(true);
          expect(at).toBeGreaterThanOrEqual(DIVIDER.min);
          expect(at).toBeLessThanOrEqual(DIVIDER.max);
        }
      }),
    );
    expect(dividerAt(300, 100, 800)).toBe(25);
    expect(DIVIDER_STOPS.every((stop) => clampDivider(stop) === stop)).toBe(true);
  });
});
