/** The worker of the analysis as the session uses it. */
import type { FromWorker, ToWorker } from './protocol';

/** What the session uses of a Worker, so that tests can put one of their own. */
export interface WorkerLike {
  postMessage: (message: ToWorker) => void;
  terminate: () => void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

export const startWorker = (): WorkerLike =>
  new Worker(new URL('./ledger.worker.ts', import.meta.url), { type: 'module', name: 'analisi' });
