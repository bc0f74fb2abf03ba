import { describe, expect, it } from 'vitest';
import { computeCoverage } from '../domain/coverage';
import type { CoverageBase } from '../domain/coverage/types';
import { coverageClient, type CoverageOrder, type WorkerLike } from './coverage';

const base = (): CoverageBase => ({
  question: { axes: [], date: '2016-01-01' },
  since: null,
  needs: new Map(),
  judged: null,
  labs: [],
  municipalities: [],
  areas: [],
  projects: [],
  axes: [],
  programmes: [],
});

/** A worker that answers when it is told to. */
class Bench implements WorkerLike {
  orders: CoverageOrder[] = [];
  stopped = false;
  onmessage: WorkerLike['onmessage'] = null;
  onerror: WorkerLike['onerror'] = null;
  postMessage = (order: CoverageOrder): void => void this.orders.push(order);
  terminate = (): void => void (this.stopped = true);
  answer(): void {
    const { id, radius_km } = this.orders.at(-1) as CoverageOrder;
    const result = computeCoverage({ ...base(), radius_km });
    this.onmessage?.({ data: { id, result, ms: 0 } } as MessageEvent);
  }
}

const outcome = (promise: Promise<{ radius_km: number }>): Promise<number | string> =>
  promise.then(
    (r) => r.radius_km,
    (e: unknown) => (e as Error).name,
  );

describe('the coverage client', () => {
  it('asks one question at a time and of the waiting ones only the latest', async () => {
    const worker = new Bench();
    const client = coverageClient(() => worker);
    const b = base();
    const asked = [1, 2, 3].map((km) => outcome(client.ask(b, km)));
    expect(worker.orders.map((o) => o.radius_km)).toEqual([1]);
    worker.answer();
    expect(worker.orders.map((o) => o.radius_km)).toEqual([1, 3]);
    worker.answer();
    expect(await Promise.all(asked)).toEqual(['AbortError', 'AbortError', 3]);
  });

  it('sends the base once', async () => {
    const worker = new Bench();
    const client = coverageClient(() => worker);
    const b = base();
    for (const [radius, of] of [
      [1, b],
      [2, b],
      [3, base()],
    ] as const) {
      const asked = client.ask(of, radius);
      worker.answer();
      await asked;
    }
    expect(worker.orders.map((o) => o.base !== undefined)).toEqual([true, false, true]);
  });

  it('drops what is aborted, before, while waiting and while running', async () => {
    const worker = new Bench();
    const client = coverageClient(() => worker);
    const b = base();
    expect(await outcome(client.ask(b, 1, AbortSignal.abort()))).toBe('AbortError');
    expect(worker.orders).toEqual([]);
    const stop = new AbortController();
    const running = outcome(client.ask(b, 2, stop.signal));
    stop.abort();
    expect(await running).toBe('AbortError');
    const waiting = new AbortController();
    const dropped = outcome(client.ask(b, 3, waiting.signal));
    waiting.abort();
    worker.answer();
    expect(await dropped).toBe('AbortError');
    expect(worker.orders.map((o) => o.radius_km)).toEqual([2]);
  });

  it('says a failure and starts again with the whole base', async () => {
    const workers: Bench[] = [];
    const client = coverageClient(() => {
      const worker = new Bench();
      workers.push(worker);
      return worker;
    });
    const b = base();
    const failed = outcome(client.ask(b, 1));
    workers[0]?.onerror?.({ message: 'boom' } as ErrorEvent);
    expect(await failed).toBe('Error');
    const again = outcome(client.ask(b, 2));
    workers[1]?.answer();
    expect(await again).toBe(2);
    expect(workers[1]?.orders[0]?.base).toBe(b);
    client.close();
    expect(workers[1]?.stopped).toBe(true);
  });

  it('a worker that cannot be started is a failure, not an exception', async () => {
    const client = coverageClient(() => {
      throw new Error('no workers here');
    });
    expect(await outcome(client.ask(base(), 1))).toBe('Error');
  });
});
