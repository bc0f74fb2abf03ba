/**
 * The worker of /analisi. It fetches borders and areas once, when the page opens; after a file has been chosen it asks
 * nobody for anything.
 */
import { load } from '../data/load';
import { Engine } from './engine';
import { groundOf } from './ground';
import type { FromWorker, ToWorker } from './protocol';

let engine: Engine | null = null;
const post = (message: FromWorker): void => self.postMessage(message);

async function prepare(base: string): Promise<void> {
  const [comuni, topology, catalog] = await Promise.all([
    load(base, 'comuni.json'),
    load(base, 'comuni.topo.json'),
    load(base, 'catalog.json'),
  ]);
  engine = new Engine(groundOf(comuni, topology, catalog), (progress) => post({ progress }));
}

async function answer(message: Extract<ToWorker, { id: number }>): Promise<unknown> {
  if (message.ask === 'prepare') {
    try {
      await prepare(message.order.base);
      return { ok: true };
    } catch (error) {
      return { ok: false, why: error instanceof Error ? error.message : String(error) };
    }
  }
  if (!engine) throw new Error('not prepared');
  switch (message.ask) {
    case 'read':
      return engine.read(message.order);
    case 'view':
      return engine.view(message.order);
    case 'rows':
      return engine.rows(message.order);
    case 'zone':
      return engine.zone(message.order);
    case 'file':
      return engine.file(message.order.what, message.order.lang);
  }
}

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if (data.ask === 'cancel') {
    engine?.cancel();
    return;
  }
  const { id, ask } = data;
  answer(data)
    .then((result) => post({ id, answer: result }))
    // The name of the question is enough: an error's text might repeat what was read.
    .catch(() => post({ id, error: ask }));
};
