/** The coverage analysis off the main thread. Keeps the last base, so that a moving radius sends one number. */
import { coverageAt } from '../domain/coverage';
import { measure, type Measured } from '../domain/coverage/measure';
import type { CoverageAnswer, CoverageOrder } from './coverage';

let measured: Measured | null = null;

self.onmessage = ({ data: { id, base, radius_km } }: MessageEvent<CoverageOrder>) => {
  const start = performance.now();
  if (base) measured = measure(base);
  if (!measured) return;
  const result = coverageAt(measured, radius_km);
  const answer: CoverageAnswer = { id, result, ms: performance.now() - start };
  self.postMessage(answer);
};
