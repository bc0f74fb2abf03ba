/** Asks a worker to read files; they stay in the browser. */
import type { Feature } from 'geojson';
import type { OwnOrder, OwnReply } from './own.worker';
import { LIMITS, type Mapping, type OwnAnswer, type OwnFrame } from './types';

/** Longest time that a file of the largest allowed size may take. */
const PATIENCE_MS = 60_000;

/** Why there is no answer: what is wrong with the file's content is an answer, not a failure. */
export class ReadFailure extends Error {
  constructor(readonly why: 'unreadable' | 'timeout' | 'worker') {
    super(why);
  }
}

export interface OwnReader {
  /** Rejects with ReadFailure. */
  read: (file: File, frame: OwnFrame, mapping?: Partial<Mapping>) => Promise<OwnAnswer>;
  close: () => void;
}

interface Asked {
  /** As much of the geometry as has come. */
  features: Feature[];
  resolve: (answer: OwnAnswer) => void;
  reject: (failure: ReadFailure) => void;
  patience: ReturnType<typeof setTimeout>;
}

const start = (): Worker =>
  new Worker(new URL('./own.worker.ts', import.meta.url), { type: 'module', name: 'dati-propri' });

/**
 * A reader with its worker, which is fetched now: once a file has been chosen the page asks nobody for anything, so that
 * whoever watches the network sees that nothing leaves.
 */
export function ownReader(makeWorker: () => Worker = start): OwnReader {
  const asked = new Map<number, Asked>();
  let orders = 0;
  let worker: Worker | null = open();

  function open(): Worker {
    const opened = makeWorker();
    opened.onmessage = ({ data: reply }: MessageEvent<OwnReply>) => {
      const { order } = reply;
      const one = asked.get(order);
      if (!one) return;
      if ('features' in reply) {
        for (const feature of reply.features) one.features.push(feature);
        return;
      }
      const { answer } = reply;
      asked.delete(order);
      clearTimeout(one.patience);
      if (answer === null) one.reject(new ReadFailure('unreadable'));
      else if (answer.state === 'ready')
        one.resolve({
          state: 'ready',
          data: { ...answer.data, features: { type: 'FeatureCollection', features: one.features } },
        });
      else one.resolve(answer);
    };
    opened.onerror = () => end('worker');
    return opened;
  }
  /** A worker that hangs or has failed is given up with all that it was asked; the next order starts another. */
  function end(why: ReadFailure['why']): void {
    worker?.terminate();
    worker = null;
    for (const { reject, patience } of asked.values()) {
      clearTimeout(patience);
      reject(new ReadFailure(why));
    }
    asked.clear();
  }

  return {
    read: (file, frame, mapping) => {
      if (file.size > LIMITS.bytes)
        return Promise.resolve({
          state: 'refused',
          problem: { id: 'too-large', row: null, text: String(file.size) },
        });
      return new Promise((resolve, reject) => {
        worker ??= open();
        const order = (orders += 1);
        asked.set(order, {
          features: [],
          resolve,
          reject,
          patience: setTimeout(() => end('timeout'), PATIENCE_MS),
        });
        worker.postMessage({ order, file, frame, mapping } satisfies OwnOrder);
      });
    },
    close: () => end('worker'),
  };
}
