/** Waiting for a hidden map, which may never draw: a lost context, a tab out of sight, a visitor who has changed their mind. */
import type { Map as MapLibreMap } from 'maplibre-gl';

/** Why there is no picture: no second WebGL2 context, nothing drawn in time, no memory for this size. */
export class SnapshotError extends Error {
  constructor(readonly failure: 'webgl' | 'slow' | 'too-large') {
    super(failure);
    this.name = 'SnapshotError';
  }
}

/** What of a map the waiting needs. */
export type Settling = Pick<MapLibreMap, 'on' | 'off' | 'loaded' | 'areTilesLoaded' | 'triggerRepaint'>;

/** A part that is not drawn by then never will be: hidden tabs draw nothing at all. */
export const PATIENCE_MS = 90_000;

/**
 * Resolves when nothing is left to load or draw, the style of a new map included, nor of what `drawn` asks; rejects on cancel, on
 * a lost context and when patience ends.
 */
export function settled(
  map: Settling,
  signal: AbortSignal | undefined,
  drawn: () => boolean = () => true,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (end: () => void) => {
      clearTimeout(timer);
      map.off('idle', idle);
      map.off('webglcontextlost', lost);
      signal?.removeEventListener('abort', aborted);
      end();
    };
    const idle = () => {
      if (map.loaded() && map.areTilesLoaded() && drawn()) done(resolve);
      else map.triggerRepaint();
    };
    const aborted = () => done(() => reject(signal?.reason as Error));
    const lost = () => done(() => reject(new SnapshotError('too-large')));
    const timer = setTimeout(() => done(() => reject(new SnapshotError('slow'))), PATIENCE_MS);
    map.on('idle', idle);
    map.on('webglcontextlost', lost);
    signal?.addEventListener('abort', aborted);
    if (signal?.aborted) aborted();
    else map.triggerRepaint();
  });
}
