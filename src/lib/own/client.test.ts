import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ownReader } from './client';
import type { OwnOrder, OwnReply } from './own.worker';
import { LIMITS, type OwnFrame } from './types';

const frame: OwnFrame = { municipalities: [], region: { west: 8, south: 44, east: 11, north: 46 } };
const empty = { state: 'refused', problem: { id: 'empty', row: null, text: '' } } as const;

/** A worker in name: the test answers for it. */
class Fake {
  static all: Fake[] = [];
  orders: OwnOrder[] = [];
  ended = false;
  onmessage: ((event: { data: OwnReply }) => void) | null = null;
  onerror: (() => void) | null = null;
  constructor() {
    Fake.all.push(this);
  }
  postMessage(order: OwnOrder): void {
    this.orders.push(order);
  }
  terminate(): void {
    this.ended = true;
  }
}
const reader = () => ownReader(() => new Fake() as unknown as Worker);
const file = (size = 3): File => ({ name: 'a.csv', size }) as File;

beforeEach(() => {
  Fake.all = [];
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the reader of own files', () => {
  it('has its worker before a file is chosen, keeps it, and gives each order its own answer', async () => {
    const own = reader();
    expect(Fake.all).toHaveLength(1);
    const [first, second] = [own.read(file(), frame), own.read(file(), frame, { swap: true })];
    const [worker] = Fake.all;
    expect(worker?.orders.map(({ mapping }) => mapping)).toEqual([undefined, { swap: true }]);
    const [a = 0, b = 0] = worker?.orders.map(({ order }) => order) ?? [];
    worker?.onmessage?.({ data: { order: b, answer: { ...empty, problem: { ...empty.problem, row: 2 } } } });
    worker?.onmessage?.({ data: { order: a, answer: empty } });
    worker?.onmessage?.({ data: { order: 99, answer: empty } });
    expect(await first).toEqual(empty);
    expect(await second).toMatchObject({ problem: { row: 2 } });
    expect(Fake.all).toHaveLength(1);
  });

  it('refuses what is too large without reading it', async () => {
    expect(await reader().read(file(LIMITS.bytes + 1), frame)).toMatchObject({
      problem: { id: 'too-large', text: String(LIMITS.bytes + 1) },
    });
    expect(Fake.all[0]?.orders).toEqual([]);
  });

  it('says why there is no answer, and starts anew after a worker that failed or hangs', async () => {
    const own = reader();
    const unread = expect(own.read(file(), frame)).rejects.toMatchObject({ why: 'unreadable' });
    Fake.all[0]?.onmessage?.({ data: { order: 1, answer: null } });
    await unread;

    const hanging = expect(own.read(file(), frame)).rejects.toMatchObject({ why: 'timeout' });
    vi.advanceTimersByTime(60_000);
    await hanging;
    expect(Fake.all.map(({ ended }) => ended)).toEqual([true]);

    const broken = expect(own.read(file(), frame)).rejects.toMatchObject({ why: 'worker' });
    expect(Fake.all).toHaveLength(2);
    Fake.all[1]?.onerror?.();
    await broken;
    own.close();
    expect(Fake.all.map(({ ended }) => ended)).toEqual([true, true]);
  });
});
