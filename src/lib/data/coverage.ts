/** Asks the coverage worker. One question runs at a time; of those that come meanwhile only the latest is asked. */
import type { CoverageBase, CoverageResult } from '../domain/coverage/types';

export interface CoverageOrder {
  id: number;
  /** Absent: as in the order before. */
  base?: CoverageBase;
  radius_km: number;
}

export interface CoverageAnswer {
  id: number;
  result: CoverageResult;
  /** Time in the worker, for the bench. */
  ms: number;
}

/** What the client uses of a Worker, so that tests can put one of their own. */
export interface WorkerLike {
  postMessage: (order: CoverageOrder) => void;
  terminate: () => void;
  onmessage: ((event: MessageEvent<CoverageAnswer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

interface Job {
  id: number;
  base: CoverageBase;
  radius_km: number;
  resolve: (result: CoverageResult) => void;
  reject: (reason: unknown) => void;
}

export interface CoverageClient {
  /**
   * The analysis at a radius. Rejects with an AbortError when the signal aborts or a later question takes its place; an
   * answer is never given to another question.
   */
  ask: (base: CoverageBase, radiusKm: number, signal?: AbortSignal) => Promise<CoverageResult>;
  close: () => void;
}

const superseded = (): DOMException => new DOMException('A later question took its place', 'AbortError');

export const startWorker = (): WorkerLike =>
  new Worker(new URL('./coverage.worker.ts', import.meta.url), { type: 'module', name: 'copertura' });

export function coverageClient(start: () => WorkerLike = startWorker): CoverageClient {
  let worker: WorkerLike | null = null;
  let sent: CoverageBase | null = null;
  let running: Job | null = null;
  let waiting: Job | null = null;
  let count = 0;

  const stop = (reason: unknown): void => {
    worker?.terminate();
    worker = null;
    sent = null;
    running?.reject(reason);
    waiting?.reject(reason);
    running = null;
    waiting = null;
  };

  const run = (job: Job): void => {
    running = job;
    try {
      if (!worker) {
        worker = start();
        worker.onmessage = ({ data }) => {
          if (data.id !== running?.id) return;
          running.resolve(data.result);
          running = null;
          const next = waiting;
          waiting = null;
          if (next) run(next);
        };
        worker.onerror = (event) => {
          stop(new Error(event.message || 'The coverage worker failed'));
        };
      }
      worker.postMessage({
        id: job.id,
        radius_km: job.radius_km,
        ...(job.base === sent ? {} : { base: job.base }),
      });
      sent = job.base;
    } catch (error) {
      stop(error);
    }
  };

  return {
    ask: (base, radius_km, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(superseded());
          return;
        }
        const job: Job = { id: ++count, base, radius_km, resolve, reject };
        signal?.addEventListener(
          'abort',
          () => {
            reject(superseded());
            if (waiting === job) waiting = null;
          },
          { once: true },
        );
        if (running) {
          // What runs cannot be called back, but its answer is no longer wanted.
          running.reject(superseded());
          waiting?.reject(superseded());
          waiting = job;
        } else run(job);
      }),
    close: () => {
      stop(superseded());
    },
  };
}
