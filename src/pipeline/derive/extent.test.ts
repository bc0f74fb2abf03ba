import { fileURLToPath } from 'node:url';
import { distance } from '@turf/distance';
import { beforeAll, describe, expect, it } from 'vitest';
import { readBoundaries, servedPoint, type Boundaries } from '../read/boundaries';
import { extentKm, OUTLINE_ERROR_KM } from './extent';

const DATA = fileURLToPath(new URL('../../../data', import.meta.url));

describe('extent', () => {
  let boundaries: Boundaries;
  beforeAll(() => (boundaries = readBoundaries(DATA)));

  it('is the farthest point of the outline, with the error of the outline added', () => {
    const box = [
      [9, 45],
      [9.1, 45],
      [9.1, 45.1],
      [9, 45],
    ];
    const corner = distance([9, 45], [9.1, 45.1]);
    const extent = extentKm([9, 45], { type: 'Polygon', coordinates: [box] });
    expect(extent).toBeGreaterThanOrEqual(corner + OUTLINE_ERROR_KM);
    expect(extent).toBeLessThan(corner + OUTLINE_ERROR_KM + 0.1 + 1e-9);
    const far = [[9.5, 45], [9.6, 45], [9.6, 45.1], [9.5, 45]]; // prettier-ignore
    expect(extentKm([9, 45], { type: 'MultiPolygon', coordinates: [[box], [far]] })).toBeGreaterThan(
      distance([9, 45], [9.6, 45.1]),
    );
  });

  it('of an unknown outline leaves nothing out', () => {
    expect(extentKm([9, 45], undefined)).toBeGreaterThan(250);
  });

  // Measured once on the unsimplified boundaries, from the served points: the drawn outline falls short of these most.
  it.each([
    ['019107', "Torre de' Picenardi", 4.98],
    ['097061', 'Osnago', 2.41],
    ['015150', 'Morimondo', 4.838],
    ['012061', 'Curiglia con Monteviasco', 2.844],
    ['018186', 'Zeme', 4.372],
  ])('%s holds the whole true outline of %s, which the drawn one does not', (code, name, true_km) => {
    const m = boundaries.municipalities.find((other) => other.istat_code === code);
    expect(m?.name).toBe(name);
    expect(m?.extent_km).toBeGreaterThanOrEqual(true_km);
    expect(m?.extent_km).toBeLessThan(true_km + OUTLINE_ERROR_KM + 0.2);
    const drawn = boundaries.polygons.get(code);
    const points =
      drawn?.geometry.type === 'Polygon'
        ? drawn.geometry.coordinates.flat()
        : drawn?.geometry.coordinates.flat(2);
    const label = servedPoint(m?.label ?? [0, 0]);
    expect(Math.max(...(points ?? []).map((p) => distance(label, p)))).toBeLessThan(true_km);
  });

  it('of every municipality is plausible', () => {
    const extents = boundaries.municipalities.map((m) => m.extent_km);
    expect(Math.min(...extents)).toBeGreaterThan(OUTLINE_ERROR_KM);
    expect(Math.max(...extents)).toBeLessThan(20);
  });
});
