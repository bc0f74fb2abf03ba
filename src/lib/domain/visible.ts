/** What is in the window of a map, as its list and its picture both know it. src/lib/map/visible.ts finds it. */
import type { Selection } from './selection';

/** The window on the ground, in degrees. */
export interface MapBounds {
  west: number;
  south: number;
  east: number;
  north: number;
  /** Longitude, latitude. */
  center: [number, number];
  zoom: number;
}

/** Kinds of things that have a place. */
export const VISIBLE_KINDS = ['area', 'laboratorio', 'comune'] as const;
export type VisibleKind = (typeof VISIBLE_KINDS)[number];

/** A thing in words. */
export interface Described {
  selection: Selection;
  kind: VisibleKind;
  name: string;
  /** Kind and state or value: `quartiere; lavori: ERP 46 % (10 ott 2017)`. */
  detail: string;
  /** Longitude, latitude; null: it has no position. */
  point: readonly [number, number] | null;
}

export interface VisibleItem extends Described {
  point: readonly [number, number];
  /** Direction and distance from the middle of the map: `a nord-ovest, 2,3 km`. */
  where: string;
  metres: number;
}

/** A row of data that somebody brought from their own machine. src/lib/map/visible-own.ts finds them. */
export interface OwnItem extends Omit<VisibleItem, 'selection' | 'kind'> {
  own: { layer: string; row: number };
}

export interface OwnVisible {
  /** Nearest to the middle first. */
  items: readonly OwnItem[];
  /** All that are in the window, listed or not. */
  count: number;
}

export interface Visible {
  /** Nearest to the middle first. */
  items: readonly VisibleItem[];
  /** All that is in the window, listed or not. */
  counts: Readonly<Record<VisibleKind, number>>;
  bounds: MapBounds;
  /** Rows of own data, where there are any. */
  own?: OwnVisible;
}
