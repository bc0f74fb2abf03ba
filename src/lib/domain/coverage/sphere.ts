/** Points on the globe and the kilometres between them. */

/** Mean radius of the Earth in kilometres, the one turf uses. */
export const EARTH_KM = 6371.0088;
/** No radius is read as longer: the region is 250 km across. */
const MAX_RADIUS_KM = 500;

export type Vector = readonly [number, number, number];

/** Point on the unit sphere; null for what is no place. */
export function vector(lon: number | null, lat: number | null): Vector | null {
  if (lon === null || lat === null || !(Math.abs(lon) <= 180) || !(Math.abs(lat) <= 90)) return null;
  const [l, f] = [(lon * Math.PI) / 180, (lat * Math.PI) / 180];
  return [Math.cos(f) * Math.cos(l), Math.cos(f) * Math.sin(l), Math.sin(f)];
}

export const angle = (a: Vector, b: Vector): number =>
  2 * Math.asin(Math.min(1, Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]) / 2));

/** Not a number, or below zero: the municipality itself, as for zero. */
export const usableRadius = (km: number): number => (km > 0 ? Math.min(km, MAX_RADIUS_KM) : 0);
