/**
 * How the cells are looked at, as far as it moves while a hand drags: filter and height. It goes straight to the overlay of
 * a map instead of through the context, so that a dragged range repaints without touching any other layer. This file is
 * small: pages import it, and deck only comes with the layer itself.
 */
import type { Map as MapLibreMap } from 'maplibre-gl';
import { WHOLE, type DensityFilter } from '$lib/domain/density';

export interface DensityLook {
  filter: DensityFilter;
  /** Cells stand as high as their figure. */
  height: boolean;
}

export const PLAIN: DensityLook = { filter: WHOLE, height: false };

const looks = new WeakMap<MapLibreMap, DensityLook>();
const listeners = new WeakMap<MapLibreMap, (look: DensityLook) => void>();

export const lookOf = (map: MapLibreMap): DensityLook => looks.get(map) ?? PLAIN;

/** Says how a map's cells are looked at, whether or not they are there yet. */
export function setLook(map: MapLibreMap, look: DensityLook): void {
  looks.set(map, look);
  listeners.get(map)?.(look);
}

/** For the overlay: hears of each new look until it leaves. */
export function followLook(map: MapLibreMap, listener: (look: DensityLook) => void): () => void {
  listeners.set(map, listener);
  return () => {
    if (listeners.get(map) === listener) listeners.delete(map);
  };
}

/** Where coarse cells hand over to fine ones: both are drawn in between, so that the map is never empty. */
export const HANDOVER = { from: 10.6, to: 11.2 } as const;

/** 0: coarse cells alone, 1: fine ones; in twentieths, so that a zoom does not rebuild layers at every frame. */
export const fineness = (zoom: number): number =>
  Math.round(Math.min(1, Math.max(0, (zoom - HANDOVER.from) / (HANDOVER.to - HANDOVER.from))) * 20) / 20;
