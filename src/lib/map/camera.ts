/** Where the map looks: the region as a whole, what is in the window, and steps without dragging. */
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { MapBounds } from '$lib/domain/visible';
import { CAMERA_BOUNDS, type Camera } from '$lib/state/view';

/** Lombardy with a little air. */
export const REGION: [[number, number], [number, number]] = [
  [8.49, 44.67],
  [11.43, 46.64],
];
export const REGION_PADDING = 16;

/** Where a hand can take the map: what an address can say, and nothing else. */
export const MAX_BOUNDS: [[number, number], [number, number]] = [
  [CAMERA_BOUNDS.west, CAMERA_BOUNDS.south],
  [CAMERA_BOUNDS.east, CAMERA_BOUNDS.north],
];

export function boundsOf(map: MapLibreMap): MapBounds {
  const bounds = map.getBounds();
  const { lng, lat } = map.getCenter();
  return {
    west: bounds.getWest(),
    south: bounds.getSouth(),
    east: bounds.getEast(),
    north: bounds.getNorth(),
    center: [lng, lat],
    zoom: map.getZoom(),
  };
}

/** Whether the map is where the camera wants it, but for rounding. */
export function isAt(map: MapLibreMap, wanted: Camera): boolean {
  const { lng, lat } = map.getCenter();
  return (
    Math.abs(lng - wanted.lon) < 0.002 &&
    Math.abs(lat - wanted.lat) < 0.002 &&
    Math.abs(map.getZoom() - wanted.zoom) < 0.02
  );
}

export const DIRECTIONS = ['north', 'west', 'east', 'south'] as const;
export type Direction = (typeof DIRECTIONS)[number];
const STEPS: Record<Direction, [x: number, y: number]> = {
  north: [0, -1],
  south: [0, 1],
  west: [-1, 0],
  east: [1, 0],
};

/** Screen pixels by which a step in a direction moves a map of a size: a third of what is seen stays in sight, and more. */
export function panStep(direction: Direction, size: number): [number, number] {
  const step = Math.max(60, Math.round((Number.isFinite(size) ? size : 0) * 0.35));
  const [x, y] = STEPS[direction];
  return [x * step || 0, y * step || 0];
}
