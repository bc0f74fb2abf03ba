/** Reads files off the main thread, one answer to each order. */
import { readOwn } from './read';
import type { Mapping, OwnAnswer, OwnFrame } from './types';

export interface OwnOrder {
  order: number;
  file: File;
  frame: OwnFrame;
  mapping: Partial<Mapping> | undefined;
}

/** `null`: the browser could not read the file (removed since, a folder, no right to). */
export interface OwnReply {
  order: number;
  answer: OwnAnswer | null;
}

self.onmessage = async ({ data: { order, file, frame, mapping } }: MessageEvent<OwnOrder>) => {
  let bytes: Uint8Array | null = null;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    // Said by the reply.
  }
  self.postMessage({
    order,
    answer: bytes === null ? null : readOwn(bytes, frame, mapping),
  } satisfies OwnReply);
};
