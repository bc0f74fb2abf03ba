/** Two maps that move as one, and the divider between them. */
import type { Map as MapLibreMap } from 'maplibre-gl';
import { DIVIDER } from '$lib/state/view';

/** Where the buttons put it, for whoever does not drag. */
export const DIVIDER_STOPS = [25, 50, 75] as const;

/** A position that the divider can have, whole percent; NaN and infinities are the middle. */
export const clampDivider = (percent: number): number =>
  Number.isFinite(percent)
    ? Math.min(DIVIDER.max, Math.max(DIVIDER.min, Math.round(percent)))
    : DIVIDER.start;

/** Where a pointer puts the divider of a map of this place and width. */
export const dividerAt = (x: number, left: number, width: number): number =>
  clampDivider(width > 0 ? (100 * (x - left)) / width : NaN);

/** What of a map the synchronisation needs. */
export type Moving = Pick<MapLibreMap, 'on' | 'off' | 'getCenter' | 'getZoom' | 'jumpTo'>;

/**
 * Each map follows the other. A move that comes from following moves nobody: that is what the flag is for. Moves that
 * follow carry no original event, so the address hears of every movement once. Returns how to stop.
 */
export function moveTogether(a: Moving, b: Moving): () => void {
  let following = false;
  const follow = (leader: Moving, follower: Moving) => () => {
    if (following) return;
    following = true;
    try {
      follower.jumpTo({ center: leader.getCenter(), zoom: leader.getZoom() });
    } finally {
      following = false;
    }
  };
  const [ab, ba] = [follow(a, b), follow(b, a)];
  a.on('move', ab);
  b.on('move', ba);
  // The two may have come up at different moments of a movement.
  ab();
  return () => {
    a.off('move', ab);
    b.off('move', ba);
  };
}

/** Controls of a map that lie under the other one: out of sight, so out of reach too. */
export function hideControls(
  map: MapLibreMap,
  corners: readonly ('top-left' | 'top-right' | 'bottom-left' | 'bottom-right')[],
): void {
  for (const corner of corners)
    for (const element of map.getContainer().querySelectorAll<HTMLElement>(`.maplibregl-ctrl-${corner}`))
      element.hidden = true;
}
