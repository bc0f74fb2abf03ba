/** How far a municipality reaches from its reference point: where a lab may be of which only the municipality is known. */
import { distance } from '@turf/distance';
import type { MultiPolygon, Polygon, Position } from 'geojson';

/**
 * What the drawn outline may leave out, in kilometres. Measured once for all 1,504 municipalities of 1 January 2023 against
 * the unsimplified boundaries that they were made from (data/boundaries/README.md): the farthest point of the true outline
 * is at most 0.463 km farther than that of the drawn one (019107), 0.195 km for 99 of 100.
 */
export const OUTLINE_ERROR_KM = 0.5;

/** No polygon: nothing is known but that it is in the region, which is less than this across. */
const UNKNOWN_KM = 300;

const pointsOf = (geometry: Polygon | MultiPolygon): Position[] =>
  geometry.type === 'Polygon' ? geometry.coordinates.flat() : geometry.coordinates.flat(2);

/** Farthest point of the outline from the reference point plus the outline's error, in kilometres, up to the next 0.1. */
export function extentKm(label: Position, geometry: Polygon | MultiPolygon | undefined): number {
  if (geometry === undefined) return UNKNOWN_KM;
  let farthest = 0;
  for (const point of pointsOf(geometry)) farthest = Math.max(farthest, distance(label, point));
  return Math.ceil((farthest + OUTLINE_ERROR_KM) * 10) / 10;
}
