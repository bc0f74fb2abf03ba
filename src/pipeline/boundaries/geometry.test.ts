import type { Polygon, Position } from 'geojson';
import { describe, expect, it } from 'vitest';
import { areaKm2, depth, ringAreaKm2, utm32 } from './geometry';
import { shape } from './shaper';

describe('utm32', () => {
  it('agrees with proj to a millimetre across Lombardy', async () => {
    const points = [8.5, 9, 10.2, 11.43].flatMap((lon) => [44.68, 45.5, 46.64].map((lat) => [lon, lat]));
    const out = await shape(['-i', 'in.json', '-proj', 'EPSG:32632', '-o', 'out.json', 'format=geojson'], {
      'in.json': JSON.stringify({ type: 'MultiPoint', coordinates: points }),
    });
    const { geometries } = JSON.parse(out) as { geometries: { coordinates: Position[] }[] };
    geometries[0]?.coordinates.forEach(([x = NaN, y = NaN], i) => {
      const [lon = NaN, lat = NaN] = points[i] ?? [];
      expect(utm32(lon, lat)[0]).toBeCloseTo(x, 3);
      expect(utm32(lon, lat)[1]).toBeCloseTo(y, 3);
    });
    expect(geometries[0]?.coordinates).toHaveLength(points.length);
  });
});

const square = (size: number, hole = 0): Polygon => {
  const ring = (r: number): Position[] => [
    [9.5 - r, 45.5 - r],
    [9.5 + r, 45.5 - r],
    [9.5 + r, 45.5 + r],
    [9.5 - r, 45.5 + r],
    [9.5 - r, 45.5 - r],
  ];
  return { type: 'Polygon', coordinates: hole > 0 ? [ring(size), ring(hole)] : [ring(size)] };
};

describe('areas', () => {
  it('counts counterclockwise as positive, open as closed', () => {
    const ring = square(0.1).coordinates[0] ?? [];
    expect(ringAreaKm2(ring)).toBeGreaterThan(0);
    expect(ringAreaKm2([...ring].reverse())).toBeCloseTo(-ringAreaKm2(ring), 9);
    expect(ringAreaKm2(ring.slice(0, -1))).toBeCloseTo(ringAreaKm2(ring), 9);
  });
  it('takes holes away', () => {
    expect(areaKm2(square(0.1, 0.05))).toBeCloseTo(areaKm2(square(0.1)) - areaKm2(square(0.05)), 9);
  });
  it('is zero for nothing', () => {
    expect(areaKm2(null)).toBe(0);
    expect(ringAreaKm2([])).toBe(0);
  });
});

describe('depth', () => {
  it('is the distance to the border, negative outside and in holes', () => {
    expect(depth(square(0.1), 9.5, 45.5)).toBeGreaterThan(7000);
    expect(depth(square(0.1), 9.5, 45.5)).toBeLessThan(8000);
    expect(depth(square(0.1), 9.7, 45.5)).toBeLessThan(0);
    expect(depth(square(0.1, 0.05), 9.5, 45.5)).toBeLessThan(0);
    expect(depth(null, 9.5, 45.5)).toBe(-Infinity);
  });
});
