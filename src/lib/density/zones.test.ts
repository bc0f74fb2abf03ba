import booleanPointInPolygon from '@turf/boolean-point-in-polygon';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frame, locator } from '../../../tests/fixtures/ledger/region';
import { readBoundaries } from '../../pipeline/read/boundaries';
import { areaReader, makeLocator, placer } from './zones';

describe('the locator', () => {
  it('says of any point of Lombardy what the polygons say', () => {
    const { polygons } = readBoundaries('data');
    const real = makeLocator([...polygons].map(([istat, f]) => [istat, f.geometry] as const));
    fc.assert(
      fc.property(
        fc.double({ min: 8.4, max: 11.5, noNaN: true }),
        fc.double({ min: 44.6, max: 46.7, noNaN: true }),
        (lon, lat) => {
          const inside = [...polygons].find(([, f]) => booleanPointInPolygon([lon, lat], f))?.[0];
          const found = real.locate(lat, lon);
          if (inside !== undefined) expect(found).toBe(inside);
          else if (found !== null) expect(real.distance(found, lat, lon)).toBeLessThan(400);
        },
      ),
      { numRuns: 300, seed: 5 },
    );
    // A municipality is where its label is.
    for (const m of readBoundaries('data').municipalities)
      expect(real.locate(m.label[1], m.label[0])).toBe(m.istat_code);
  });

  it('gives a point just outside the region to the nearest, and a farther one to none', () => {
    expect(locator.locate(45.398, 9.05)).toBe('015001');
    expect(locator.locate(45.395, 9.05)).toBeNull();
    expect(locator.locate(NaN, 9)).toBeNull();
    expect(locator.distance('015001', 45.39, 9.05)).toBeCloseTo(1112, 0);
    expect(locator.distance('999999', 45.39, 9.05)).toBe(Infinity);
  });
});

describe('the place of a row', () => {
  const place = placer(frame, locator);
  const point = (lat: number, lon: number) => ({ lat, lon });

  it('is as fine as the row says', () => {
    expect(place({ istat: 15001, area: null, point: null })).toEqual({
      ...{ province: '015', istat: '015001', area: null, cell: null },
    });
    expect(place({ istat: null, area: 'est-vecchio', point: null })).toMatchObject({
      istat: '015002',
      area: 'est-vecchio',
    });
    expect(place({ istat: null, area: null, point: point(45.45, 9.05) })).toMatchObject({
      istat: '015001',
      cell: expect.stringMatching(/^89.{9}ffff$/) as string,
    });
  });

  it('follows the ISTAT code within a kilometre of the border, and refuses what is farther', () => {
    expect(place({ istat: 15001, area: null, point: point(45.45, 9.105) })).toMatchObject({
      istat: '015001',
    });
    expect(place({ istat: 15001, area: null, point: point(45.45, 9.15) })).toBe('point-elsewhere');
    expect(place({ istat: 15001, area: null, point: point(45.9, 9.15) })).toBe('outside');
    expect(place({ istat: null, area: 'ovest-nuovo', point: point(45.45, 9.15) })).toBe('area-elsewhere');
    expect(place({ istat: 15002, area: 'ovest-nuovo', point: null })).toBe('area-elsewhere');
    expect(place({ istat: null, area: null, point: point(9.05, 45.45) })).toBe('swapped');
    expect(place({ istat: null, area: null, point: point(0, 0) })).toBe('outside');
    expect(place({ istat: 999999, area: null, point: null })).toBe('istat-unknown');
    expect(place({ istat: null, area: null, point: null })).toBe('place-missing');
  });

  it('knows areas by id and by the words of the map', () => {
    const area = areaReader(frame, { 'QUARTIERE OVEST': 'ovest-nuovo', nessuno: '' });
    expect(['', 'Est-Vecchio', 'quartiere ovest', 'nessuno', 'boh'].map(area)).toEqual([
      null,
      'est-vecchio',
      'ovest-nuovo',
      null,
      undefined,
    ]);
  });
});
