/** Areas as ISTAT measures them, and rings. */
import type { Position } from 'geojson';
import type { Area } from './shaper';

// Krüger series of the transverse Mercator on WGS84, zone 32 (EPSG:32632): error below a millimetre in Lombardy.
const F = 1 / 298.257223563;
const N = F / (2 - F);
const RADIUS = (6378137 / (1 + N)) * (1 + N ** 2 / 4 + N ** 4 / 64);
const ALPHA = [
  N / 2 - (2 * N ** 2) / 3 + (5 * N ** 3) / 16,
  (13 * N ** 2) / 48 - (3 * N ** 3) / 5,
  (61 * N ** 3) / 240,
] as const;
const ECC = (2 * Math.sqrt(N)) / (1 + N);
const RAD = Math.PI / 180;

/** Degrees -> metres in EPSG:32632, the plane in which ISTAT measures and publishes its areas. */
export function utm32(lon: number, lat: number): [x: number, y: number] {
  const sin = Math.sin(lat * RAD);
  const t = Math.sinh(Math.atanh(sin) - ECC * Math.atanh(ECC * sin));
  const dl = (lon - 9) * RAD;
  const xi = Math.atan2(t, Math.cos(dl));
  const eta = Math.atanh(Math.sin(dl) / Math.sqrt(1 + t * t));
  let x = eta;
  let y = xi;
  ALPHA.forEach((a, i) => {
    const j = 2 * (i + 1);
    x += a * Math.cos(j * xi) * Math.sinh(j * eta);
    y += a * Math.sin(j * xi) * Math.cosh(j * eta);
  });
  return [500000 + 0.9996 * RADIUS * x, 0.9996 * RADIUS * y];
}

/** Signed area of a ring in km², counterclockwise positive; an open ring counts as closed. */
export function ringAreaKm2(ring: readonly Position[]): number {
  const points = ring.map(([lon = NaN, lat = NaN]) => utm32(lon, lat));
  const [origin] = points;
  if (!origin) return 0;
  let sum = 0;
  points.forEach(([x, y], i) => {
    const [nx, ny] = points[(i + 1) % points.length] ?? origin;
    // Relative to the first point: products of full UTM numbers would lose the square metres.
    sum += (x - origin[0]) * (ny - origin[1]) - (nx - origin[0]) * (y - origin[1]);
  });
  return sum / 2 / 1e6;
}

/** Rings of a geometry, polygon by polygon, the outer one first. A missing geometry has none. */
export function polygonsOf(geometry: Area | null): Position[][][] {
  if (!geometry) return [];
  return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
}

/** Area in km² in the plane of EPSG:32632; holes taken away whatever their winding. */
export function areaKm2(geometry: Area | null): number {
  let sum = 0;
  for (const polygon of polygonsOf(geometry))
    polygon.forEach((ring, i) => {
      sum += (i === 0 ? 1 : -1) * Math.abs(ringAreaKm2(ring));
    });
  return sum;
}

/** Distance in metres between two points of EPSG:32632. */
const metres = (a: readonly [number, number], b: readonly [number, number]): number =>
  Math.hypot(a[0] - b[0], a[1] - b[1]);

/** How far inside (metres, negative outside) a point lies, by even-odd rule over all rings. */
export function depth(geometry: Area | null, lon: number, lat: number): number {
  const p = utm32(lon, lat);
  let inside = false;
  let nearest = Infinity;
  for (const ring of polygonsOf(geometry).flat()) {
    const points = ring.map(([x = NaN, y = NaN]) => utm32(x, y));
    points.forEach((a, i) => {
      const b = points[(i + 1) % points.length] ?? a;
      if (a[1] > p[1] !== b[1] > p[1] && p[0] < a[0] + ((p[1] - a[1]) / (b[1] - a[1])) * (b[0] - a[0]))
        inside = !inside;
      const length = metres(a, b) ** 2;
      const t =
        length === 0
          ? 0
          : Math.max(
              0,
              Math.min(1, ((p[0] - a[0]) * (b[0] - a[0]) + (p[1] - a[1]) * (b[1] - a[1])) / length),
            );
      nearest = Math.min(nearest, metres(p, [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])]));
    });
  }
  return inside ? nearest : -nearest;
}
