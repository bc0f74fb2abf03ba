import { area } from '@turf/area';
import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import { distance } from '@turf/distance';
import { union } from '@turf/union';
import fc from 'fast-check';
import type { Position } from 'geojson';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildData } from '../../../pipeline/build';
import { decodeMunicipalities } from '../../data/load';
import { distanceWords } from '../../i18n/coverage';
import type { Catalog, FactFile, Municipalities, Municipality } from '../../schema/served';
import { THEMES } from '../../schema/tables';
import { NO_FACETS, type Facets } from '../facets';
import { buildIndex, selectRows, type Index } from '../select';
import { labAt } from '../time';
import { coverageBase, isReversed } from './base';
import { dissolvedBuffers } from './buffers';
import { computeCoverage, coverageAt } from './index';
import { measure } from './measure';
import { premisesAt, premisesBetween } from './premises';
import { denominator } from './sums';
import {
  REACH_STATES,
  type CoverageArea,
  type CoverageInput,
  type CoverageLab,
  type CoverageMunicipality,
  type CoverageProject,
  type CoverageResult,
  type Stated,
} from './types';

/** Degrees of latitude that make a kilometre on turf's sphere. */
const KM = 180 / (Math.PI * 6371.0088);

const lab = (id: string, north: number, error_m: number | null = 0, more: Partial<CoverageLab> = {}) => ({
  id,
  name: id,
  name_en: id,
  lon: 9,
  lat: 45 + north * KM,
  error_m,
  municipalities: [],
  doubtful: false,
  ...more,
});
const comune = (code: string, north: number, population: number | null = 1000, province = '015') => ({
  istat_code: code,
  name: `Comune ${code}`,
  province_code: province,
  province: province === '015' ? 'Milano' : 'Lodi',
  population,
  lon: 9,
  lat: 45 + north * KM,
  extent_km: 2,
});
const stated = (value: number): Stated => ({
  value,
  basis: null,
  scope: null,
  data_date: null,
  source_id: 'milano-2017',
  lines: '1',
});
const quarter = (id: string, north: number, error_m = 0, more: Partial<CoverageArea> = {}): CoverageArea => ({
  id,
  name: id,
  name_en: id,
  istat_code: '015001',
  lon: 9,
  lat: 45 + north * KM,
  error_m,
  housing: true,
  part_of: null,
  dwellings: null,
  residents: null,
  ...more,
});
const project = (
  id: string,
  programme_id: string,
  axes: string[],
  municipalities: string[],
): CoverageProject => ({
  id,
  programme_id,
  axes,
  municipalities,
});
const input = (more: Partial<CoverageInput>): CoverageInput => ({
  question: { axes: [], date: '2016-01-01' },
  since: null,
  needs: new Map(),
  judged: null,
  labs: [],
  municipalities: [],
  areas: [],
  projects: [],
  axes: [],
  programmes: [],
  radius_km: 5,
  ...more,
});

describe('distances', () => {
  it('measures known distances and takes the nearest lab', () => {
    const { municipalities } = computeCoverage(
      input({ labs: [lab('far', 10), lab('near', 3)], municipalities: [comune('015001', 0)] }),
    );
    expect(municipalities[0]).toMatchObject({ lab: 'near', state: 'covered', labs_within: 1 });
    expect(municipalities[0]?.min_km).toBeCloseTo(3, 9);
    expect(municipalities[0]?.max_km).toBeCloseTo(3, 9);
  });

  it('agrees with turf everywhere in the region', () => {
    const lon = fc.double({ min: 8.4, max: 11.5, noNaN: true });
    const lat = fc.double({ min: 44.6, max: 46.7, noNaN: true });
    fc.assert(
      fc.property(lon, lat, lon, lat, (a, b, c, d) => {
        const { municipalities } = computeCoverage(
          input({
            labs: [lab('l', 0, 0, { lon: a, lat: b })],
            municipalities: [{ ...comune('015001', 0), lon: c, lat: d }],
          }),
        );
        expect(municipalities[0]?.max_km).toBeCloseTo(distance([a, b], [c, d]), 6);
      }),
    );
  });

  it('widens by both errors, never below zero', () => {
    const { areas } = computeCoverage(
      input({ labs: [lab('l', 1.35, 250)], areas: [quarter('a', 0, 300), quarter('b', 1.2, 500)] }),
    );
    expect(areas[0]?.min_km).toBeCloseTo(0.8, 9);
    expect(areas[0]?.max_km).toBeCloseTo(1.9, 9);
    expect(areas[1]?.min_km).toBe(0);
  });

  it('calls uncertain what straddles the radius', () => {
    const at = (radius_km: number) =>
      computeCoverage(input({ labs: [lab('l', 2, 500)], areas: [quarter('a', 0)], radius_km })).areas[0]
        ?.state;
    expect([1, 2, 3].map(at)).toEqual(['uncovered', 'uncertain', 'covered']);
  });

  it('says distances in words that promise no more than the interval', () => {
    const reach = { state: 'uncertain', labs_unplaced: 0 } as const;
    expect(distanceWords({ ...reach, min_km: 2.95, max_km: null }, 'it')).toBe('almeno 2,9 km');
    expect(distanceWords({ ...reach, min_km: 0.84, max_km: 1.86 }, 'it')).toBe('tra 0,8 e 1,9 km');
    expect(distanceWords({ ...reach, min_km: 0.84, max_km: 1.86 }, 'en')).toBe('between 0.8 and 1.9 km');
    expect(distanceWords({ ...reach, min_km: 0, max_km: 0.31 }, 'it')).toBe('meno di 0,4 km');
    expect(distanceWords({ ...reach, min_km: 3, max_km: 3 }, 'it')).toBe('3 km');
    expect(distanceWords({ ...reach, min_km: null, max_km: null }, 'it')).toBe('nessuno con una posizione');
    expect(distanceWords({ ...reach, min_km: 0, max_km: null, labs_unplaced: 1 }, 'it')).toBe(
      'non si sa quanto; uno nel comune, senza posizione',
    );
    expect(distanceWords({ ...reach, min_km: 0, max_km: 4.2, labs_unplaced: 2 }, 'en')).toBe(
      'less than 4.2 km; 2 in the municipality, without a position',
    );
  });
});

describe('labs without a point', () => {
  const hidden = (municipalities: string[], more: Partial<CoverageLab> = {}) =>
    lab('hidden', 0, null, { lon: null, lat: null, municipalities, ...more });

  it('bug: a lab anywhere in its municipality bounds the distance of its neighbours too', () => {
    // The reference points lie 4 km apart, the lab anywhere within 3 km of the first one.
    const near = { ...comune('015001', 0), extent_km: 3 };
    const neighbour = comune('015002', 4);
    const at = (radius_km: number) =>
      computeCoverage(
        input({
          labs: [hidden(['015001']), lab('l', 40)],
          municipalities: [near, neighbour],
          projects: [project('p', 'x', [], ['015001', '015002'])],
          radius_km,
        }),
      );
    const result = at(5);
    expect(result.totals).toMatchObject({ labs: 2, labs_placed: 1, labs_nowhere: 0 });
    expect(result.municipalities[1]?.min_km).toBeCloseTo(1, 9);
    expect(result.municipalities[1]?.max_km).toBeCloseTo(7, 9);
    expect(result.municipalities.map((m) => m.state)).toEqual(['covered', 'uncertain']);
    expect(result.gaps).toEqual([]);
    expect(result.doubtful.map((m) => m.istat_code)).toEqual(['015002']);
    expect(at(0.5).municipalities.map((m) => m.state)).toEqual(['uncertain', 'uncovered']);
    expect(at(2.5).municipalities.map((m) => m.state)).toEqual(['uncertain', 'uncertain']);
    expect(at(7.5).municipalities.map((m) => m.state)).toEqual(['covered', 'covered']);
    expect(at(7.5).municipalities[0]).toMatchObject({ labs_within: 1, labs_unplaced: 1 });
  });

  it('in one of several municipalities is as near as the nearest of them and as far as the farthest', () => {
    const { municipalities } = computeCoverage(
      input({
        labs: [hidden(['015001', '015003'])],
        municipalities: [comune('015001', 0), comune('015002', 5), comune('015003', 20)],
      }),
    );
    expect(municipalities[1]?.min_km).toBeCloseTo(3, 9);
    expect(municipalities[1]?.max_km).toBeCloseTo(17, 9);
    expect(municipalities.map((m) => m.state)).toEqual(['uncertain', 'uncertain', 'uncertain']);
  });

  it('of which not even the municipality is known are counted, and are in no distance', () => {
    const result = computeCoverage(
      input({
        labs: [hidden([]), hidden(['999999'], { id: 'abroad' })],
        municipalities: [comune('015001', 0)],
      }),
    );
    expect(result.totals).toMatchObject({ labs: 2, labs_placed: 0, labs_nowhere: 2 });
    expect(result.municipalities[0]).toMatchObject({ state: 'uncovered', min_km: null, max_km: null });
  });
});

describe('labs of which nobody says that they were open', () => {
  it('bug: make places uncertain, never covered, never outside', () => {
    const result = computeCoverage(
      input({
        labs: [lab('perhaps', 1, 0, { doubtful: true }), lab('sure', 30)],
        municipalities: [comune('015001', 0), comune('015002', 28), comune('015003', 60)],
        projects: [project('p', 'x', [], ['015001', '015002', '015003'])],
      }),
    );
    expect(result.municipalities.map((m) => m.state)).toEqual(['uncertain', 'covered', 'uncovered']);
    expect(result.municipalities[0]).toMatchObject({ labs_within: 0, labs_maybe: 1, lab: 'sure' });
    expect(result.municipalities[0]?.min_km).toBeCloseTo(1, 9);
    expect(result.municipalities[0]?.max_km).toBeCloseTo(30, 9);
    expect(result.totals).toMatchObject({ labs: 1, labs_placed: 1, labs_doubtful: 1 });
    // No circle is drawn around what may not be there.
    expect(result.buffers.coordinates).toHaveLength(1);
  });
});

describe('in the municipality itself', () => {
  it('asks where the labs are, not how far', () => {
    const result = computeCoverage(
      input({
        radius_km: 0,
        labs: [
          lab('at', 0, 0, { municipalities: ['1'] }),
          lab('hidden', 0, null, { lon: null, lat: null, municipalities: ['2'] }),
          lab('either', 3, 0, { municipalities: ['3', '4'] }),
          lab('perhaps', 9, 0, { municipalities: ['5'], doubtful: true }),
        ],
        municipalities: ['1', '2', '3', '4', '5', '6'].map((code, i) => comune(code, i / 10, 100 * (i + 1))),
        areas: [
          quarter('a', 0, 0, { istat_code: '6' }),
          quarter('b', 0, 0, { istat_code: '1', lon: null, lat: null }),
        ],
        projects: [project('p', 'x', [], ['1', '2', '3', '4', '5', '6'])],
      }),
    );
    expect(result.municipalities.map((m) => m.state)).toEqual([
      'covered',
      'covered',
      'uncertain',
      'uncertain',
      'uncertain',
      'uncovered',
    ]);
    expect(result.areas.map((a) => a.state)).toEqual(['uncovered', 'covered']);
    expect(result.gaps.map((m) => m.istat_code)).toEqual(['6']);
    expect(result.gap_residents).toEqual({ places: 1, sum: 600, without: 0 });
    expect(result.doubtful_residents.sum).toBe(300 + 400 + 500);
    expect(result.labs.map((l) => l.municipalities)).toEqual([['1'], ['2'], [], []]);
    expect(result.buffers.coordinates).toEqual([]);
  });
});

describe('a choice of places', () => {
  it('bug: chooses what is judged, never which labs there are', () => {
    const all = input({
      labs: [lab('l', 0, 0, { municipalities: ['098003'] })],
      municipalities: [
        comune('015001', 1, 5000),
        comune('015002', 20, 300),
        comune('098003', 0, 7000, '098'),
        comune('098004', 30, 10, '098'),
      ],
      projects: [project('p', 'x', ['fse'], ['015001', '015002', '098003', '098004'])],
      axes: [{ id: 'fse', level: 'fund', depth: 0, code: null, title_it: 'FSE', title_en: 'ESF' }],
    });
    const result = computeCoverage({ ...all, judged: new Set(['015001', '015002']) });
    // Covered from beyond the border.
    expect(result.municipalities[0]).toMatchObject({ state: 'covered', judged: true });
    expect(result.gaps.map((m) => m.istat_code)).toEqual(['015002']);
    expect(result.places).toBe(2);
    expect(denominator(result.totals.residents)).toBe(5300);
    expect(result.provinces.map((p) => [p.name, p.gaps])).toEqual([['Milano', 1]]);
    // What is not judged keeps its state, for the map.
    expect(result.municipalities.map((m) => m.state)).toEqual(
      computeCoverage(all).municipalities.map((m) => m.state),
    );
  });
});

describe('numbers of areas', () => {
  const totals = (areas: CoverageArea[]) =>
    computeCoverage(input({ labs: [lab('l', 0)], municipalities: [comune('015001', 0)], areas })).totals;

  it('bug: schools, green areas and offices are no areas without a number of dwellings', () => {
    const { dwellings } = totals([
      quarter('homes', 1, 0, { dwellings: stated(10) }),
      quarter('silent', 1),
      quarter('school', 1, 0, { housing: false }),
    ]);
    expect(dwellings.covered).toEqual({ places: 2, sum: 10, without: 1 });
  });

  it('a part does not add to the whole that states its own number', () => {
    const whole = quarter('whole', 1, 0, { dwellings: stated(100) });
    const part = quarter('part', 1, 0, { dwellings: stated(30), part_of: 'whole' });
    expect(totals([whole, part]).dwellings.covered).toEqual({ places: 1, sum: 100, without: 0 });
    expect(totals([{ ...whole, dwellings: null }, part]).dwellings.covered).toEqual({
      places: 2,
      sum: 30,
      without: 1,
    });
  });
});

describe('totals', () => {
  const result = computeCoverage(
    input({
      labs: [lab('l', 0, 100)],
      municipalities: [
        comune('015001', 1, 5000),
        comune('015002', 5, 300),
        comune('098003', 30, 7000, '098'),
        comune('098004', 31, null, '098'),
      ],
      areas: [
        quarter('in', 0.5, 100, { dwellings: stated(800), residents: stated(2000) }),
        quarter('edge', 5, 100, { dwellings: stated(100) }),
        quarter('out', 30, 100, { dwellings: stated(50), istat_code: '098003' }),
        quarter('silent', 0.6, 100),
        quarter('nowhere', 0, 0, { lon: null, lat: null, dwellings: stated(9) }),
      ],
      projects: [
        project('p1', 'x', ['fse', 'fse/II'], ['015001', '098003']),
        project('p2', 'y', ['fse'], ['015001']),
      ],
      axes: [
        { id: 'fse', level: 'fund', depth: 0, code: null, title_it: 'FSE', title_en: 'ESF' },
        { id: 'fse/II', level: 'axis', depth: 1, code: 'II', title_it: 'Asse II', title_en: 'Axis II' },
        { id: 'fesr', level: 'fund', depth: 0, code: null, title_it: 'FESR', title_en: 'ERDF' },
      ],
      programmes: [
        { id: 'x', name: 'X', name_en: 'X' },
        { id: 'y', name: 'Y', name_en: 'Y' },
      ],
    }),
  );

  it('counts residents by the reference point, with what is not known apart', () => {
    const { residents } = result.totals;
    expect(residents.covered).toEqual({ places: 1, sum: 5000, without: 0 });
    expect(residents.uncertain).toEqual({ places: 1, sum: 300, without: 0 });
    expect(residents.uncovered).toEqual({ places: 2, sum: 7000, without: 1 });
    expect(denominator(residents)).toBe(12_300);
  });

  it('counts stated dwellings only; areas without a point are not in the denominator', () => {
    const { dwellings } = result.totals;
    expect(dwellings.covered).toEqual({ places: 2, sum: 800, without: 1 });
    expect(dwellings.uncertain.sum).toBe(100);
    expect(dwellings.uncovered.sum).toBe(50);
    expect(dwellings.unplaced).toEqual({ places: 1, sum: 9, without: 0 });
    expect(denominator(dwellings)).toBe(950);
  });

  it('sums provinces to the whole', () => {
    for (const state of REACH_STATES)
      expect(result.provinces.reduce((sum, p) => sum + p.residents[state].sum, 0)).toBe(
        result.totals.residents[state].sum,
      );
    expect(result.provinces.map((p) => [p.name, p.gaps])).toEqual([
      ['Lodi', 1],
      ['Milano', 0],
    ]);
  });

  it('lists gaps, axes, overlaps and what is within a lab’s radius', () => {
    expect(result.gaps.map((m) => m.istat_code)).toEqual(['098003']);
    expect(result.axes.map((a) => [a.id, a.municipalities.length, a.covered, a.projects])).toEqual([
      ['fse', 2, 1, 2],
      ['fse/II', 2, 1, 1],
    ]);
    expect(result.overlaps.map((o) => [o.istat_code, o.programmes.map((p) => p.name)])).toEqual([
      ['015001', ['X', 'Y']],
    ]);
    expect(result.labs[0]).toMatchObject({ municipalities: ['015001'], areas: ['in', 'silent'] });
  });

  it('survives a structured clone unchanged', () => {
    expect(structuredClone(result)).toEqual(result);
  });

  it('sorts gaps by residents, unknown ones last', () => {
    const { gaps } = computeCoverage(
      input({
        municipalities: [comune('1', 0, 10), comune('2', 0, null), comune('3', 0, 400)],
        projects: [project('p', 'x', [], ['1', '2', '3'])],
      }),
    );
    expect(gaps.map((m) => m.population)).toEqual([400, 10, null]);
  });
});

describe('odd input', () => {
  it.each([0, -1, NaN, Infinity, 1e9])('answers for a radius of %s', (radius_km) => {
    const result = computeCoverage(
      input({
        radius_km,
        labs: [lab('a', 0), lab('b', 0, NaN, { lon: NaN }), lab('c', 0, -5, { lat: 999 })],
        municipalities: [comune('1', 1), { ...comune('2', 0), lon: NaN }],
        areas: [quarter('q', 0, NaN)],
      }),
    );
    expect(result.municipalities[1]?.state).toBe(result.radius_km === 0 ? 'uncovered' : 'unplaced');
    expect(result.totals).toMatchObject({ labs: 3, labs_placed: 1 });
    expect(JSON.stringify(result)).not.toContain('NaN');
  });

  it('answers for nothing at all', () => {
    const empty = computeCoverage(input({}));
    expect(empty.gaps).toEqual([]);
    expect(empty.buffers.coordinates).toEqual([]);
    const alone = computeCoverage(input({ municipalities: [comune('1', 0)] })).municipalities[0];
    expect(alone).toMatchObject({ lab: null, min_km: null, max_km: null, state: 'uncovered' });
  });
});

/* ---- Properties ---- */

const lon = fc.double({ min: 8.9, max: 9.4, noNaN: true });
const lat = fc.double({ min: 45.3, max: 45.7, noNaN: true });
const error = fc.option(fc.integer({ min: 0, max: 1500 }));
const labs = fc.array(
  fc
    .record({ lon: fc.option(lon, { freq: 8 }), lat, error_m: error, hidden: fc.boolean() })
    .map(({ hidden, ...at }): CoverageLab =>
      lab('l', 0, 0, { ...at, municipalities: hidden ? ['0', '1'] : [] }),
    ),
  { maxLength: 12 },
);
const comuni = fc
  .array(fc.tuple(lon, lat), { minLength: 1, maxLength: 12 })
  .map((points) =>
    points.map(([x, y], i): CoverageMunicipality => ({ ...comune(String(i), 0), lon: x, lat: y })),
  );
const radius = fc.integer({ min: 1, max: 40 }).map((n) => n / 2);
const RANK = { unplaced: 0, uncovered: 0, uncertain: 1, covered: 2 } as const;
const km = (x: number | null | undefined): number => x ?? Infinity;

describe('properties', { timeout: 60_000 }, () => {
  it('a growing radius never uncovers', () => {
    fc.assert(
      fc.property(labs, comuni, radius, radius, (l, municipalities, a, b) => {
        const measured = measure(input({ labs: l, municipalities }));
        const [small, large] = [Math.min(a, b), Math.max(a, b)].map((r) => coverageAt(measured, r));
        small?.municipalities.forEach((m, i) => {
          const later = large?.municipalities[i];
          expect(RANK[later?.state ?? 'unplaced']).toBeGreaterThanOrEqual(RANK[m.state]);
          expect(later?.labs_within).toBeGreaterThanOrEqual(m.labs_within);
        });
      }),
    );
  });

  it('a lab more never increases a distance', () => {
    fc.assert(
      fc.property(labs, labs, comuni, (l, more, municipalities) => {
        const before = computeCoverage(input({ labs: l, municipalities }));
        const after = computeCoverage(input({ labs: [...l, ...more], municipalities }));
        before.municipalities.forEach((m, i) => {
          expect(km(after.municipalities[i]?.min_km)).toBeLessThanOrEqual(km(m.min_km));
          expect(km(after.municipalities[i]?.max_km)).toBeLessThanOrEqual(km(m.max_km));
        });
      }),
    );
  });

  it('a larger error widens the interval', () => {
    fc.assert(
      fc.property(labs, comuni, fc.integer({ min: 1, max: 900 }), (l, municipalities, extra) => {
        const worse = l.map((x) => ({ ...x, error_m: (x.error_m ?? 0) + extra }));
        const before = computeCoverage(input({ labs: l, municipalities }));
        const after = computeCoverage(input({ labs: worse, municipalities }));
        before.municipalities.forEach((m, i) => {
          expect(km(after.municipalities[i]?.min_km)).toBeLessThanOrEqual(km(m.min_km));
          expect(km(after.municipalities[i]?.max_km)).toBeGreaterThanOrEqual(km(m.max_km));
        });
      }),
    );
  });

  it('every place has one state: sums by state make the whole', () => {
    fc.assert(
      fc.property(labs, comuni, radius, (l, municipalities, radius_km) => {
        const { residents } = computeCoverage(input({ labs: l, municipalities, radius_km })).totals;
        expect(REACH_STATES.reduce((n, s) => n + residents[s].places, 0)).toBe(municipalities.length);
      }),
    );
  });
});

describe('dissolved buffers', { timeout: 60_000 }, () => {
  const at = (east: number, north: number): Position => [
    9 + (east * KM) / Math.cos(Math.PI / 4),
    45 + north * KM,
  ];

  it('one point makes one circle; the same point twice changes nothing', () => {
    const one = dissolvedBuffers([at(0, 0)], 5);
    expect(one.coordinates).toHaveLength(1);
    expect(area(one) / 1e6 / (Math.PI * 25)).toBeCloseTo(1, 2);
    expect(dissolvedBuffers([at(0, 0), at(0, 0)], 5)).toEqual(one);
  });

  it('two that touch become one with the area of the lens counted once', () => {
    const two = dissolvedBuffers([at(0, 0), at(5, 0)], 5);
    expect(two.coordinates).toHaveLength(1);
    const lens = 25 * (2 * (Math.PI / 3) - Math.sin(2 * (Math.PI / 3)));
    expect(area(two) / 1e6 / (2 * Math.PI * 25 - lens)).toBeCloseTo(1, 2);
    expect(dissolvedBuffers([at(0, 0), at(30, 0)], 5).coordinates).toHaveLength(2);
  });

  it('a wreath of circles keeps its hole, and a circle in the hole is an island', () => {
    const wreath = Array.from({ length: 12 }, (_, i) =>
      at(20 * Math.cos((i * Math.PI) / 6), 20 * Math.sin((i * Math.PI) / 6)),
    );
    const ring = dissolvedBuffers(wreath, 6);
    expect(ring.coordinates.map((p) => p.length)).toEqual([2]);
    const island = dissolvedBuffers([...wreath, at(0, 0)], 6);
    expect(island.coordinates.map((p) => p.length).sort()).toEqual([1, 2]);
  });

  it('seven circles that cover a point between them leave no hole there', () => {
    // Found by the property below.
    const centres = [
      [9.0231, 45.5568],
      [9.3963, 45.3106],
      [9.0969, 45.6838],
      [9.0741, 45.58],
      [8.951, 45.4067],
      [9.0072, 45.6071],
      [9.1888, 45.6815],
    ];
    expect(booleanPointInPolygon([9.1167, 45.4857], dissolvedBuffers(centres, 16.5))).toBe(true);
  });

  it('bug: five points at 20 km whose circles turf cannot join (corners 2e-17 degrees apart) have a union', () => {
    const centres = [
      [9.33545469428132, 45.330948445950035],
      [8.90000000000002, 45.60408918618867],
      [9.009077600262195, 45.52567802083887],
      [9.393872082931228, 45.31101196852428],
      [9.086358820631007, 45.30000000000005],
    ];
    const joined = dissolvedBuffers(centres, 20);
    expect(joined.coordinates).toHaveLength(1);
    for (const centre of centres) expect(booleanPointInPolygon(centre, joined)).toBe(true);
  });

  it('bug: a union that fails over corners that almost meet does not take the answer with it', () => {
    const centres = [
      [9.1, 45.4],
      [9.12, 45.41],
      [9.3, 45.5],
    ];
    const failing = (times: number): typeof union => {
      let left = times;
      return (...args) => {
        left -= 1;
        if (left >= 0) throw new Error('Unable to complete output ring');
        return union(...args);
      };
    };
    const whole = dissolvedBuffers(centres, 5);
    expect(whole.coordinates).toHaveLength(2);
    // On a coarser grid it is the same shape, to a few square metres.
    for (const times of [1, 3]) {
      const snapped = dissolvedBuffers(centres, 5, failing(times));
      expect(snapped.coordinates).toHaveLength(2);
      expect(Math.abs(area(snapped) / area(whole) - 1)).toBeLessThan(1e-4);
    }
    // Where nothing helps, the circles themselves: nothing is missing.
    const apart = dissolvedBuffers(centres, 5, failing(99));
    expect(apart.coordinates).toHaveLength(3);
    for (const centre of centres) expect(booleanPointInPolygon(centre, apart)).toBe(true);
  });

  it('a point is in the union exactly when a centre is within the radius', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(lon, lat), { minLength: 1, maxLength: 25 }),
        radius,
        fc.array(fc.tuple(lon, lat), { minLength: 20, maxLength: 40 }),
        (centres, km, probes) => {
          const joined = dissolvedBuffers(centres, km);
          for (const probe of probes) {
            const nearest = Math.min(...centres.map((c) => distance(c, probe)));
            // Chords lie a little inside their arcs.
            if (Math.abs(nearest - km) < km * 0.002) continue;
            expect(booleanPointInPolygon(probe, joined)).toBe(nearest < km);
          }
        },
      ),
      { numRuns: 300, interruptAfterTimeLimit: 10_000, markInterruptAsFailure: false, endOnFailure: true },
    );
  });

  it('rings are closed', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(lon, lat), { maxLength: 25 }), radius, (centres, km) => {
        for (const polygon of dissolvedBuffers(centres, km).coordinates)
          for (const ring of polygon) {
            expect(ring.length).toBeGreaterThan(3);
            expect(ring.at(-1)).toEqual(ring[0]);
          }
      }),
    );
  });
});

describe('bench', () => {
  it('1,504 municipalities x 60 labs, half of them without a point', () => {
    const municipalities = Array.from({ length: 1504 }, (_, i) => ({
      ...comune(String(i), 0, 1000 + i, String(i % 12)),
      lon: 8.5 + (i % 47) / 16,
      lat: 44.7 + Math.floor(i / 47) / 17,
    }));
    const sixty = Array.from({ length: 60 }, (_, i) => {
      const m = municipalities[(i * 25) % municipalities.length];
      const known = i % 2 === 0;
      return lab(`l${i}`, 0, 300, {
        lon: known ? (m?.lon ?? 9) : null,
        lat: known ? (m?.lat ?? 45) : null,
        municipalities: m ? [m.istat_code] : [],
        doubtful: i % 3 === 0,
      });
    });
    const base = input({ labs: sixty, municipalities });
    const time = (run: () => void): number => {
      run();
      const start = performance.now();
      for (let i = 0; i < 5; i += 1) run();
      return (performance.now() - start) / 5;
    };
    const measured = measure(base);
    const first = time(() => measure(base));
    const step = time(() => coverageAt(measured, 7.5));
    console.log(
      `coverage, ${municipalities.length} x 60: distances ${first.toFixed(1)} ms, each radius ${step.toFixed(1)} ms (worker)`,
    );
    expect(coverageAt(measured, 7.5).municipalities).toHaveLength(1504);
  });
});

describe('a period', () => {
  const site = (valid_from: string | null, valid_to: string | null, extra: object = {}) =>
    ({ valid_from, valid_to, valid_to_kind: null, ...extra }) as never;
  const between = (...sites: never[]) => premisesBetween({ sites }, '2014-01-01', '2023-01-17');

  it('counts premises used at some time of it, whatever the precision of their dates', () => {
    expect(between(site('2010', '2013-12'))).toHaveLength(0);
    expect(between(site('2010', '2014'))).toMatchObject([{ doubtful: false }]);
    expect(between(site('2023', null))).toMatchObject([{ doubtful: false }]);
    expect(between(site('2023-02', null))).toHaveLength(0);
  });

  it('bug: what has no date was perhaps there: no gap because a date is missing, and no lab either', () => {
    expect(between(site(null, null))).toMatchObject([{ doubtful: true, site: {} }]);
    expect(between(site(null, '2026'))).toMatchObject([{ doubtful: true }]);
    expect(between(site(null, '2021-04'))).toMatchObject([{ doubtful: false }]);
    expect(between(site('2009', null))).toMatchObject([{ doubtful: false }]);
    expect(between()).toEqual([{ site: null, doubtful: true }]);
  });

  it('bug: a scheduled end that has passed is no certain end, in a period as little as on its first day', () => {
    const scheduled = site('2010', '2013-12', { valid_to_kind: 'scheduled', address: 'via A' });
    expect(between(scheduled)).toEqual([{ site: scheduled, doubtful: true }]);
    expect(between(site('2010', '2013-12', { valid_to_kind: 'stated', address: 'via A' }))).toEqual([]);
    // Open later elsewhere, it may still have been where it was: the last of its premises are those of the period.
    const later = site('2015', null, { address: 'via B' });
    expect(between(scheduled, later)).toEqual([
      { site: scheduled, doubtful: true },
      { site: later, doubtful: false },
    ]);
  });

  it('that ends before it begins is told', () => {
    expect(isReversed('2023-01-18', '2023-01-17')).toBe(true);
    expect(isReversed('2023-01-17', '2023-01-17')).toBe(false);
    expect(isReversed(null, '2023-01-17')).toBe(false);
  });

  it('counts a lab with two premises once', () => {
    const result = computeCoverage(
      input({
        since: '2014-01-01',
        labs: [lab('a', 0), lab('a', 0.5), lab('b', 40)],
        municipalities: [comune('x', 0)],
        radius_km: 2,
      }),
    );
    expect(result.totals).toMatchObject({ labs: 2, labs_placed: 2 });
    expect(result.labs.map((l) => l.id)).toEqual(['a', 'b']);
    expect(result.municipalities[0]?.labs_within).toBe(1);
  });
});

describe('a day', () => {
  const site = (valid_from: string | null, valid_to: string | null, kind = 'stated', address = 'via A') =>
    ({ valid_from, valid_to, valid_to_kind: kind, address }) as never;
  const at = (day: string, ...sites: never[]) =>
    premisesAt({ sites, ...(labAt(sites, day) as { state: never; site: never }) }, day);

  it('bug: a lab of which nobody says whether it is still open is perhaps there', () => {
    const scheduled = site('2014', '2015', 'scheduled');
    expect(at('2023-01-17', scheduled)).toEqual([{ site: scheduled, doubtful: true }]);
    expect(at('2015-06-01', scheduled)).toEqual([{ site: scheduled, doubtful: false }]);
    expect(at('2023-01-17', site('2014', '2015'))).toEqual([]);
    expect(at('2013-01-17', scheduled)).toEqual([]);
    const undated = site(null, null);
    expect(at('2023-01-17', undated)).toEqual([{ site: undated, doubtful: true }]);
    expect(at('2023-01-17')).toEqual([{ site: null, doubtful: true }]);
  });

  it('counts all premises that are in use, not one of them', () => {
    const [a, b] = [site('2014', '2015', 'scheduled'), site('2014', '2015', 'scheduled', 'via B')];
    expect(at('2015-06-01', a, b).map((p) => p.site)).toEqual([a, b]);
    expect(at('2023-06-01', a, b)).toMatchObject([{ doubtful: true }, { doubtful: true }]);
  });
});

/* ---- The tables ---- */

describe('the real rows', () => {
  let index: Index;
  let municipalities: Municipality[];
  beforeAll(() => {
    const { files } = buildData(join(process.cwd(), 'data'));
    const read = <T>(name: string): T => JSON.parse(String(files.get(name))) as T;
    const facts = THEMES.flatMap((theme) => read<FactFile>(`facts/${theme}.json`).facts);
    index = buildIndex(read<Catalog>('catalog.json'), { facts });
    municipalities = decodeMunicipalities(read<Municipalities>('comuni.json'));
  });
  const ask = (radius_km: number, since: string | null, facets: Partial<Facets> = {}) => {
    const question = { axes: [], facets: { ...NO_FACETS, ...facets }, date: '2023-01-17' };
    const base = coverageBase(index, selectRows(index, question), municipalities, since);
    return computeCoverage({ ...base, radius_km });
  };
  const named = (result: CoverageResult, name: string) => result.municipalities.find((m) => m.name === name);

  it('bug: a period of one day has the gaps of that day (10 in doubt became 15 certain ones)', () => {
    for (const km of [0, 5]) {
      const [day, period] = [ask(km, null), ask(km, '2023-01-17')];
      expect(period.gaps.map((m) => m.name)).toEqual(day.gaps.map((m) => m.name));
      expect(period.doubtful.map((m) => m.name)).toEqual(day.doubtful.map((m) => m.name));
      expect(period.totals).toEqual(day.totals);
    }
    expect(ask(0, null).gaps.map((m) => m.name)).not.toContain('Bergamo');
  });

  it('bug: a longer period never loses premises that one of its days knows', () => {
    const days = [2008, 2012, 2014, 2016, 2018, 2021, 2023].map((year) => `${year}-01-17`);
    for (const day of days)
      for (const row of selectRows(index, { axes: [], date: day }).labs)
        for (const since of days.filter((d) => d <= day))
          for (const until of days.filter((d) => d >= day)) {
            const known = new Set(premisesBetween(row, since, until).map(({ site }) => site));
            for (const { site } of premisesAt(row, day))
              expect(known.has(site), `${row.lab.lab_id} on ${day}, ${since} to ${until}`).toBe(true);
          }
  });

  it('bug: Legnano is no gap, as the lab of Canegrate, without an address, may be two kilometres away', () => {
    const result = ask(5, '2014-01-01');
    expect(named(result, 'Canegrate')?.state).toBe('uncertain');
    expect(named(result, 'Legnano')?.state).toBe('uncertain');
    expect(named(result, 'Legnano')?.min_km).toBeLessThan(5);
    expect(result.gaps.map((m) => m.name)).toEqual(['Como', 'Lecco']);
  });

  it('bug: on 17 January 2023 nobody says of 48 labs whether they are open, and few municipalities are outside', () => {
    const result = ask(5, null);
    expect(result.totals).toMatchObject({ labs: 5, labs_doubtful: 48, labs_nowhere: 5 });
    expect(result.gaps.map((m) => m.name)).toEqual(['Como', 'Lecco']);
  });

  it('bug: a province judges its own municipalities, with the labs of all', () => {
    const all = ask(5, null);
    const milano = ask(5, null, { provinces: ['015'] });
    expect(milano.totals).toMatchObject({ labs: 5, labs_doubtful: 48 });
    expect(milano.places).toBe(133);
    expect(milano.municipalities.map((m) => m.state)).toEqual(all.municipalities.map((m) => m.state));
    expect(milano.gaps.every((m) => m.province_code === '015')).toBe(true);
    expect(milano.chosen).toBe(false);
    const one = ask(5, null, { comuni: ['015146'] });
    expect(one.places).toBe(1);
    expect(one.totals.residents.covered).toMatchObject({ places: 1 });
    expect(ask(5, null, { text: 'cremona' }).chosen).toBe(true);
  });

  it('bug: the 322 dwellings of Grumello al Piano, printed as the total of two owners, are counted', () => {
    const result = ask(5, null);
    expect(result.areas.find((a) => a.id === 'bg-grumello')?.dwellings).toMatchObject({ value: 322 });
    const { covered, uncertain, uncovered, unplaced } = result.totals.dwellings;
    const places = [covered, uncertain, uncovered, unplaced].reduce((n, s) => n + s.places, 0);
    expect(places).toBeLessThanOrEqual(result.areas.filter((a) => a.housing).length);
    expect(result.areas.some((a) => !a.housing)).toBe(true);
  });

  it('which municipalities with ERP need have had no lab of their own since 2014, and who lives there', () => {
    const { gaps, gap_residents, doubtful } = ask(0, '2014-01-01');
    expect(gaps.map((m) => m.name)).toEqual([
      'Como',
      'Lecco',
      'Saronno',
      'Bresso',
      'Nova Milanese',
      'Arese',
      'Cusano Milanino',
      'Baranzate',
      'Assago',
    ]);
    expect(gap_residents).toEqual({ places: 9, sum: 276_927, without: 0 });
    expect(doubtful).toHaveLength(21);
  });
});
