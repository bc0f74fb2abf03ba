/** Reads files off the main thread, one answer to each order. */
import type { Feature } from 'geojson';
import { readOwn } from './read';
import { lots } from './shapes';
import type { Mapping, OwnAnswer, OwnFrame } from './types';

export interface OwnOrder {
  order: number;
  file: File;
  frame: OwnFrame;
  mapping: Partial<Mapping> | undefined;
}

/**
 * Geometry comes before its answer, a lot at a time: taking in a large file at once would hold the page for a second.
 * `null`: the browser could not read the file (removed since, a folder, no right to).
 */
export type OwnReply = { order: number } & ({ features: Feature[] } | { answer: OwnAnswer | null });

self.onmessage = async ({ data: { order, file, frame, mapping } }: MessageEvent<OwnOrder>) => {
  let bytes: Uint8Array | null = null;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    // Said by the reply.
  }
  const reply = (message: OwnReply): void => self.postMessage(message);
  const answer = bytes === null ? null : readOwn(bytes, frame, mapping);
  if (answer?.state === 'ready') {
    const { features } = answer.data;
    for (const lot of lots(features.features)) reply({ order, features: lot });
    answer.data.features = { ...features, features: [] };
  }
  reply({ order, answer });
};
