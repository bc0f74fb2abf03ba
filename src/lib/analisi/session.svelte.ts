/** The page's side of the analysis: asks the worker, and holds where the reading stands. Holds no figure but those shown. */
import type { Mapping } from '../density/mapping';
import type {
  FromWorker,
  Outcome,
  Progress,
  QuestionName,
  Questions,
  Refused,
  Said,
  Summary,
  ToWorker,
} from './protocol';
import { startWorker, type WorkerLike } from './start';

export type Phase =
  | { is: 'preparing' }
  | { is: 'unprepared'; why: string }
  | { is: 'idle'; cancelled?: true }
  | { is: 'reading'; names: string[]; progress: Progress | null }
  | { is: 'mapping'; files: File[]; outcome: Extract<Outcome, { kind: 'mapping' }> }
  | { is: 'too-many'; refused: Refused; share: number }
  | { is: 'failed'; why: Said }
  | { is: 'result'; summary: Summary };

interface Waiting {
  resolve: (answer: never) => void;
  reject: (reason: unknown) => void;
}

/** What a browser says by itself: there is one wording. */
const unworded = (why: string): Said => ({ it: why, en: why });

export class Session {
  phase = $state.raw<Phase>({ is: 'preparing' });
  /** Counts results, so that what is asked of one is never shown with the next. */
  result = $state(0);

  private worker: WorkerLike | null = null;
  // Not shown: a plain map is meant.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  private readonly waiting = new Map<number, Waiting>();
  private count = 0;
  private reading = 0;

  /** Starts the worker, which fetches borders and areas. Nothing is fetched after this. */
  async prepare(base: string, start: () => WorkerLike = startWorker): Promise<void> {
    try {
      this.worker = start();
      this.worker.onmessage = ({ data }) => {
        this.hear(data);
      };
      this.worker.onerror = (event) => {
        this.fail(event.message);
      };
      const answer = await this.ask('prepare', { base });
      this.phase = answer.ok ? { is: 'idle' } : { is: 'unprepared', why: answer.why };
    } catch (error) {
      this.phase = { is: 'unprepared', why: error instanceof Error ? error.message : String(error) };
    }
  }

  private hear(message: FromWorker): void {
    if ('progress' in message) {
      if (this.phase.is === 'reading') this.phase = { ...this.phase, progress: message.progress };
      return;
    }
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if ('error' in message) waiting?.reject(new Error(message.error));
    else waiting?.resolve(message.answer as never);
  }

  private fail(why: string): void {
    for (const { reject } of this.waiting.values()) reject(new Error(why));
    this.waiting.clear();
    this.phase = { is: 'failed', why: unworded(why) };
  }

  ask<Q extends QuestionName>(ask: Q, order: Questions[Q]['order']): Promise<Questions[Q]['answer']> {
    return new Promise((resolve, reject) => {
      if (!this.worker) {
        reject(new Error('no worker'));
        return;
      }
      const id = ++this.count;
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, ask, order } as ToWorker);
    });
  }

  /** Reads files. An answer that comes after a cancel or a later choice is dropped. */
  async read(files: File[], mapping: Mapping | null = null): Promise<void> {
    const own = ++this.reading;
    this.phase = { is: 'reading', names: files.map((f) => f.name), progress: null };
    let outcome: Outcome;
    try {
      outcome = await this.ask('read', { files, mapping });
    } catch (error) {
      outcome = { kind: 'failed', why: unworded(error instanceof Error ? error.message : String(error)) };
    }
    if (own !== this.reading) return;
    switch (outcome.kind) {
      case 'result':
        this.result += 1;
        this.phase = { is: 'result', summary: outcome.summary };
        return;
      case 'mapping':
        this.phase = { is: 'mapping', files, outcome };
        return;
      case 'too-many':
        this.phase = { is: 'too-many', refused: outcome.refused, share: outcome.share };
        return;
      case 'failed':
        this.phase = { is: 'failed', why: outcome.why };
        return;
      case 'cancelled':
        this.phase = { is: 'idle', cancelled: true };
    }
  }

  /** Leaves the reading at once; the worker drops it at its next breath. */
  cancel(): void {
    this.reading += 1;
    this.worker?.postMessage({ ask: 'cancel' });
    this.phase = { is: 'idle', cancelled: true };
  }

  /** Back to the choice of a file. */
  restart(): void {
    this.reading += 1;
    this.worker?.postMessage({ ask: 'cancel' });
    this.phase = { is: 'idle' };
  }

  close(): void {
    this.worker?.terminate();
    this.worker = null;
    for (const { reject } of this.waiting.values()) reject(new DOMException('closed', 'AbortError'));
    this.waiting.clear();
  }
}
