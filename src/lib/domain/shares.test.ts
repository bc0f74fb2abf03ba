/** Ranges of shares in arrears and of works' progress, on the real tables. */
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildData } from '../../pipeline/build';
import type { Catalog, Fact, FactFile } from '../schema/served';
import { THEMES } from '../schema/tables';
import { PROGRESS_SCALE } from './classes';
import { facetCounts, NO_FACETS } from './facets';
import type { ValueRange } from './metric';
import { binsOf, inRange, metricClass, shareLine, worksLine } from './metrics';
import { municipalitiesOfLab } from './lab-place';
import { buildIndex, selectRows, type Index, type Question } from './select';
import { arrearsFact, documentedFact, shareOf } from './shares';

const DAY = '2023-01-17';
let index: Index;
beforeAll(() => {
  const { files } = buildData(join(process.cwd(), 'data'));
  const read = <T>(name: string): T => JSON.parse(String(files.get(name))) as T;
  const facts: Fact[] = THEMES.flatMap((theme) => read<FactFile>(`facts/${theme}.json`).facts);
  index = buildIndex(read<Catalog>('catalog.json'), { facts });
});

const rowsOf = (change: Partial<Question> = {}) => selectRows(index, { axes: [], date: DAY, ...change });
const areasOf = (change: Partial<Question>) => rowsOf(change).areas.map(({ area }) => area.area_id);
/** Areas with the documents' share, as the tables hold it. */
const stated = (point: 't0' | 't1' | null): Map<string, number> =>
  new Map(
    rowsOf().arrears.flatMap(({ area, facts }): [string, number][] => {
      const share = shareOf(arrearsFact(facts, point));
      return share === null ? [] : [[area.area_id, share]];
    }),
  );

const limit = fc.option(fc.constantFrom(0, 0.01, 25, 40, 46, 50, 57.8, 60, 75, 100), { nil: null });
const range = fc
  .record({ from: limit, to: limit })
  .filter(({ from, to }) => from === null || to === null || from < to);

describe('a range of shares', () => {
  it('leaves the areas with a published share in it, at the time point asked for, and no other', () => {
    expect(stated(null).size).toBeGreaterThan(2);
    fc.assert(
      fc.property(range, fc.constantFrom('t0' as const, 't1' as const, null), (shares, point) => {
        const wanted = [...stated(point)].flatMap(([id, share]) => (inRange(share, shares) ? [id] : []));
        expect([...areasOf({ shares, point })].sort()).toEqual(wanted.sort());
      }),
    );
  });

  it('never tells of a withheld share by keeping its area', () => {
    const withheld = rowsOf().arrears.filter(({ fact }) => fact.figure.state === 'suppressed');
    expect(withheld.length).toBeGreaterThan(0);
    for (const point of ['t0', 't1', null] as const) {
      const kept = new Set(areasOf({ shares: { from: null, to: null }, point }));
      for (const { area } of withheld) expect(kept.has(area.area_id)).toBe(false);
    }
  });
});

describe('a range of works’ progress', () => {
  it('leaves the areas with at least one component in it', () => {
    fc.assert(
      fc.property(range, (works) => {
        const wanted = rowsOf().progress.flatMap((p) =>
          p.components.some((c) => inRange(c.percent, works)) ? [p.area_id] : [],
        );
        expect([...areasOf({ works })].sort()).toEqual(wanted.sort());
      }),
    );
  });

  it('follows the day: before the report nobody knows', () => {
    const works = { from: 0, to: null };
    expect(areasOf({ works }).length).toBeGreaterThan(0);
    expect(areasOf({ works, date: '2015-01-01' })).toEqual([]);
  });
});

describe('with the areas go', () => {
  const RANGES: [string, Partial<Question>][] = [
    ['shares', { shares: { from: 50, to: null } }],
    ['works', { works: { from: 100, to: null } }],
    ['both', { shares: { from: 60, to: null }, works: { from: 100, to: null } }],
    ['within', { shares: { from: 50, to: null }, within: new Set(['015146']) }],
    ['facets', { works: { from: 0, to: null }, facets: { ...NO_FACETS, text: 'san siro' } }],
  ];
  it.each(RANGES)('projects, labs, figures, counts, money and lists: %s', (_, change) => {
    const whole = rowsOf();
    const rows = rowsOf(change);
    const areas = new Set(rows.areas.map(({ area }) => area.area_id));
    expect(areas.size).toBeGreaterThan(0);
    expect(areas.size).toBeLessThan(whole.areas.length);
    const placed = (id: string) => (index.placesOf.get(id) ?? []).flatMap((p) => p.area_id ?? []);
    // What the other filters leave, and has one of the areas.
    const others = rowsOf({ ...change, shares: null, works: null }).projects;
    expect(rows.projects.length).toBeGreaterThan(0);
    expect(rows.projects).toEqual(others.filter((p) => placed(p.project_id).some((id) => areas.has(id))));
    const ids = new Set(rows.projects.map((p) => p.project_id));
    for (const lab of rows.labs) {
      const at = lab.site?.area_id ?? lab.sites.find((s) => s.area_id !== null)?.area_id ?? null;
      expect(at === null ? ids.has(lab.lab.project_id ?? '') : areas.has(at)).toBe(true);
      expect(municipalitiesOfLab(lab, index).size).toBeGreaterThan(0);
    }
    expect(rows.labs.length).toBeGreaterThan(0);
    const codes = new Set(rows.areas.map(({ area }) => area.istat_code));
    for (const [code, list] of rows.projectsIn) {
      expect(codes.has(code)).toBe(true);
      for (const p of list) expect(ids.has(p.project_id)).toBe(true);
    }
    for (const p of rows.progress) expect(areas.has(p.area_id)).toBe(true);
    for (const { area } of rows.arrears) expect(areas.has(area.area_id)).toBe(true);
    for (const f of rows.funding) expect(ids.has(f.project_id ?? '')).toBe(true);
    for (const u of rows.unplaced) expect(u.kind === 'project' && !ids.has(u.id)).toBe(false);
  });

  it('but not the base: facets count as they do for a choice of municipalities', () => {
    const whole = rowsOf();
    const rows = rowsOf({ shares: { from: 50, to: null }, works: { from: 0, to: null } });
    expect(rows.base).toEqual(whole.base);
    expect(facetCounts(rows.base, NO_FACETS, 'programmes', index.facets)).toEqual(
      facetCounts(whole.base, NO_FACETS, 'programmes', index.facets),
    );
  });

  it('nothing, when no range is asked for', () => {
    const whole = rowsOf();
    const none = rowsOf({ shares: null, works: null, point: 't0' });
    expect({ ...none, question: null }).toEqual({ ...whole, question: null });
  });

  it('ends empty, without a lab or a sum left over, when nothing is in the range', () => {
    const none = rowsOf({ shares: { from: 99, to: null } });
    expect([none.projects, none.areas, none.labs, none.unplaced, none.funding, none.arrears]).toEqual([
      [],
      [],
      [],
      [],
      [],
      [],
    ]);
  });
});

describe('lines of values', () => {
  it('count every published share once, and say how many areas have none', () => {
    const rows = rowsOf();
    for (const point of ['t0', 't1', null] as const) {
      const line = shareLine(rows, point);
      expect([...line.values].sort()).toEqual([...stated(point).values()].sort());
      expect(line.bins.reduce((sum, b) => sum + b.count, 0)).toBe(line.values.length);
      expect(line.with + line.without).toBe(rows.areas.length);
    }
  });

  it('count every stated percentage once, by classes that the bins respect', () => {
    const rows = rowsOf();
    const line = worksLine(rows);
    expect(line.values).toHaveLength(rows.progress.flatMap((p) => p.components).length);
    expect(line.bins.reduce((sum, b) => sum + b.count, 0)).toBe(line.values.length);
    expect(line.without).toBe(rows.areas.length - rows.progress.length);
    for (const value of line.values) {
      const bin = line.bins.findLast((b) => value >= b.from);
      expect(bin?.tone).toBe(metricClass(PROGRESS_SCALE, value));
    }
  });

  it('has a bin for every number of per cents, of one class each', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (n) => {
        const bins = binsOf(PROGRESS_SCALE, [n / 100]);
        const [bin] = bins.filter((b) => b.count === 1);
        expect(bins.reduce((sum, b) => sum + b.count, 0)).toBe(1);
        expect(inRange(n / 100, { from: bin?.from ?? NaN, to: bin?.to ?? null })).toBe(true);
        expect(bin?.tone).toBe(metricClass(PROGRESS_SCALE, n / 100));
      }),
    );
  });
});

describe('the fact of a time point', () => {
  const fact = (change: Partial<Fact>): Fact =>
    ({
      indicator_id: 'share_in_arrears',
      time_point: null,
      dimension: null,
      figure: { state: 'value', value: 12 },
      ...change,
    }) as Fact;

  it('is the share of that time, else the undated one, else nothing; other figures are no share', () => {
    const t0 = fact({ time_point: 't0' });
    const undated = fact({});
    expect(documentedFact([t0, undated], 't0')).toBe(t0);
    expect(documentedFact([t0, undated], 't1')).toBe(undated);
    expect(documentedFact([t0], 't1')).toBeNull();
    expect(arrearsFact([t0], null)).toBe(t0);
    expect(shareOf(t0)).toBe(12);
    expect(shareOf(fact({ indicator_id: 'debt_total' }))).toBeNull();
    expect(shareOf(fact({ figure: { state: 'suppressed', reason: 'few-households' } }))).toBeNull();
    expect(shareOf(null)).toBeNull();
  });
});

/** A range is asked of values; whatever it is, it holds no absence. */
it('no range holds what has no value', () => {
  fc.assert(
    fc.property(range, (r: ValueRange) => {
      expect(inRange(null, r)).toBe(false);
    }),
  );
});
