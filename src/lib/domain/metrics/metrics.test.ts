import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildData } from '../../../pipeline/build';
import { decodeMunicipalities } from '../../data/load';
import type { Catalog, Fact, FactFile, Municipalities, Municipality } from '../../schema/served';
import { AMOUNT_KINDS, THEMES } from '../../schema/tables';
import { DENOMINATORS, METRICS, type Denominator, type Metric } from '../../state/view';
import { METRIC_SCALES } from '../classes';
import { computeCoverage } from '../coverage';
import { coverageBase } from '../coverage/base';
import type { CoverageResult } from '../coverage/types';
import { facetCounts, NO_FACETS, OUTCOMES, type Facets } from '../facets';
import { isFunded } from '../funding';
import {
  bivariateClass,
  DENOMINATORS_OF,
  histogram,
  housingKnown,
  inRange,
  isRanged,
  kindsWithAmounts,
  METRIC_STATES,
  metricClass,
  metricClassCount,
  metricClasses,
  metricThemes,
  metricValues,
  municipalitiesInRange,
  NEED_LEVELS,
  rankingChange,
  rankOf,
  usablePer,
  type MetricQuestion,
  type MetricValues,
} from '.';
import { municipalitiesOfLab } from '../lab-place';
import { buildIndex, selectRows, type Index, type Rows } from '../select';

const DAY = '2023-01-17';
let index: Index;
let bare: Index;
let municipalities: Municipality[];
let coverage: CoverageResult;
beforeAll(() => {
  const { files } = buildData(join(process.cwd(), 'data'));
  const read = <T>(name: string): T => JSON.parse(String(files.get(name))) as T;
  const facts: Fact[] = THEMES.flatMap((theme) => read<FactFile>(`facts/${theme}.json`).facts);
  const catalog = read<Catalog>('catalog.json');
  index = buildIndex(catalog, { facts });
  bare = buildIndex(catalog, { facts: [] });
  municipalities = decodeMunicipalities(read<Municipalities>('comuni.json'));
  coverage = computeCoverage({ ...coverageBase(index, rowsOf(), municipalities), radius_km: 5 });
});

const rowsOf = (facets: Partial<Facets> = {}, date = DAY): Rows =>
  selectRows(index, { axes: [], facets: { ...NO_FACETS, ...facets }, date });
const measure = (
  metric: Metric,
  question: Partial<MetricQuestion> = {},
  rows = rowsOf(),
  reach: CoverageResult | null = coverage,
): MetricValues =>
  metricValues(index, rows, municipalities, { metric, per: 'numero', euro: 'granted', ...question }, reach);
const every = (): [Metric, Denominator][] =>
  METRICS.flatMap((metric) => DENOMINATORS_OF[metric].map((per): [Metric, Denominator] => [metric, per]));
const codeOf = (name: string): string => municipalities.find((m) => m.name === name)?.istat_code ?? '';
const of = (values: MetricValues, name: string) => values.byCode.get(codeOf(name));

describe('every metric, every denominator', () => {
  it('gives every municipality one state, a number exactly where the state has one, and its class', () => {
    for (const [metric, per] of every()) {
      const values = measure(metric, { per, euro: 'allocation' });
      expect(values.byCode.size).toBe(municipalities.length);
      expect(METRIC_STATES.reduce((sum, s) => sum + values.states[s], 0)).toBe(municipalities.length);
      for (const { state, value, tone } of values.byCode.values()) {
        const numbered = state === 'value' || state === 'zero' || state === 'uncertain';
        expect(value !== null).toBe(numbered);
        expect(tone !== null).toBe(numbered);
        if (value !== null) expect(Number.isFinite(value)).toBe(true);
        if (state === 'zero') expect(value).toBe(0);
        if (state === 'value' && isRanged(metric)) expect(value).toBeGreaterThan(0);
      }
      const numbered = values.states.value + values.states.zero + values.states.uncertain;
      expect(values.classes.reduce((a, b) => a + b, 0)).toBe(numbered);
    }
  });

  it('falls back to the number where a denominator makes no sense', () => {
    for (const metric of METRICS)
      for (const per of DENOMINATORS) {
        const used = usablePer(metric, per);
        expect(DENOMINATORS_OF[metric]).toContain(used);
        expect(measure(metric, { per }).per).toBe(used);
      }
  });

  it('divides by the residents of ISTAT and by the dwellings that documents state', () => {
    const plain = measure('progetti');
    const perPeople = measure('progetti', { per: 'residenti' });
    const perDwellings = measure('progetti', { per: 'alloggi' });
    const housing = housingKnown(index);
    for (const m of municipalities) {
      const n = plain.byCode.get(m.istat_code)?.value ?? NaN;
      expect(perPeople.byCode.get(m.istat_code)?.value).toBeCloseTo((n / (m.population ?? NaN)) * 1000, 10);
      const known = housing.get(m.istat_code);
      const told = perDwellings.byCode.get(m.istat_code);
      if (known?.unit === 'dwellings') expect(told?.value).toBeCloseTo((n / known.value) * 100, 10);
      else expect(told).toEqual({ state: 'missing', value: null, tone: null });
    }
  });

  it('says missing for a municipality without residents, never a division by nothing', () => {
    for (const population of [0, null]) {
      const empty = municipalities.map((m) => ({ ...m, population }));
      const question = { metric: 'progetti', per: 'residenti', euro: 'granted' } as const;
      const values = metricValues(index, rowsOf(), empty, question, null);
      expect(values.states.missing).toBe(municipalities.length);
    }
  });
});

describe('funded projects and labs', () => {
  it('count what the rows hold, and never a refused project', () => {
    const rows = rowsOf({ outcomes: ['not_funded', 'not_admitted'] });
    expect(rows.projects.length).toBeGreaterThan(0);
    const values = measure('progetti', {}, rows);
    expect(values.states.zero).toBe(municipalities.length);
    expect(values.aside.refused).toBe(rows.projects.length);
    const all = measure('progetti');
    expect(of(all, 'Milano')?.value).toBe(rowsOf().projectsIn.get(codeOf('Milano'))?.filter(isFunded).length);
    expect(all.aside.unplaced).toBe(rowsOf().unplaced.filter((u) => u.kind === 'project').length);
  });

  it('labs are those open at the date; where nobody says whether one is still open, the state says so', () => {
    const rows = rowsOf();
    const values = measure('laboratori', {}, rows);
    const open = rows.labs.filter((l) => l.state === 'open' || l.state === 'moved');
    const counted = [...values.byCode.values()].reduce((sum, v) => sum + (v.value ?? 0), 0);
    expect(counted + values.aside.several + values.aside.unplaced).toBe(open.length);
    const doubtful = new Set(
      rows.labs.filter((l) => l.state === 'unknown').flatMap((l) => [...municipalitiesOfLab(l, index)]),
    );
    expect(doubtful.size).toBeGreaterThan(0);
    for (const code of doubtful) expect(values.byCode.get(code)?.state).toBe('uncertain');
    expect(of(measure('laboratori', {}, rowsOf({}, '2004-01-01')), 'Milano')?.value).toBe(0);
  });
});

describe('amounts', () => {
  it('are those of the tables, one kind, one municipality', () => {
    expect(of(measure('contributo'), 'Mantova')).toMatchObject({ state: 'value', value: 270_000 });
    expect(of(measure('contributo'), 'Brescia')?.value).toBeCloseTo(20_901.28, 2);
    expect(of(measure('contributo', { euro: 'requested' }), 'Brescia')?.value).toBe(41_887);
    // The five parts of the Lorenteggio agreement and the notice of Quartieri connessi: marked as the ones to count.
    const marked = index.catalog.funding.filter(
      (f) =>
        f.kind === 'allocation' &&
        f.in_totals &&
        f.project_id !== null &&
        [...(index.facets.municipalities.get(f.project_id) ?? [])].join() === codeOf('Milano'),
    );
    expect(of(measure('contributo', { euro: 'allocation' }), 'Milano')?.value).toBeCloseTo(
      marked.reduce((sum, f) => sum + (f.amount_eur ?? 0), 0),
      2,
    );
  });

  it('count once, are said aside where no municipality can be named, and add up to what is known', () => {
    for (const euro of AMOUNT_KINDS) {
      const rows = rowsOf();
      const values = measure('contributo', { euro }, rows);
      const sum = [...values.byCode.values()].reduce((total, v) => total + (v.value ?? 0), 0);
      // What is marked for the totals is either in a municipality or aside; what a municipality adds beyond is unmarked.
      const total = rows.amounts[euro]?.total_eur ?? 0;
      expect(sum + values.aside.euro).toBeGreaterThanOrEqual(total - 0.01);
      const unmarked = rows.funding.filter((f) => f.kind === euro && !f.in_totals && f.amount_eur !== null);
      const most = total + unmarked.reduce((all, f) => all + (f.amount_eur ?? 0), 0);
      expect(sum + values.aside.euro).toBeLessThanOrEqual(most + 0.01);
    }
    // Three alternative totals of one lab: none is marked, so none is added to Milano.
    const allocation = measure('contributo', { euro: 'allocation' });
    expect(allocation.aside.repeated).toBeGreaterThan(0);
    expect(allocation.aside.programme).toBeGreaterThan(0);
  });

  it('tell "no project" from "project without a stated amount"', () => {
    const values = measure('contributo');
    const { projectsIn } = rowsOf();
    for (const [code, { state }] of values.byCode) {
      if (!projectsIn.has(code)) expect(state).toBe('not-applicable');
      else expect(['value', 'missing']).toContain(state);
    }
    expect(values.partial.get(codeOf('Mantova'))).toEqual({ stated: 1, projects: 2 });
  });

  it('bug: a refused project counted among those with an amount to state', () => {
    const rows = rowsOf({ outcomes: [...OUTCOMES] });
    const refused = rows.projects.filter((p) => !isFunded(p));
    expect(refused.length).toBeGreaterThan(0);
    const granted = measure('contributo', { euro: 'granted' }, rows, null);
    for (const [code, { stated, projects }] of granted.partial) {
      expect(projects).toBe(rows.projectsIn.get(code)?.filter(isFunded).length);
      expect(stated).toBeLessThan(projects);
    }
    // Where all that is chosen was refused, no grant is missing.
    for (const [code, list] of rows.projectsIn)
      if (!list.some(isFunded)) expect(granted.byCode.get(code)?.state).toBe('not-applicable');
    expect([...rows.projectsIn.values()].some((list) => !list.some(isFunded))).toBe(true);
  });

  it('know which kinds a municipality has at all', () => {
    const kinds = kindsWithAmounts(index, rowsOf());
    for (const euro of AMOUNT_KINDS) {
      const { states } = measure('contributo', { euro });
      if (states.value > 0) expect(kinds.has(euro)).toBe(true);
      if (!kinds.has(euro)) expect(states.value).toBe(0);
    }
    expect(kinds.has('cofinancing')).toBe(false);
  });
});

describe('public housing known', () => {
  it('takes one figure an area, the newest, and keeps what others state', () => {
    const known = housingKnown(index);
    const milano = known.get(codeOf('Milano'));
    expect(milano?.unit).toBe('dwellings');
    expect(new Set(milano?.parts.map((p) => p.area_id)).size).toBe(milano?.parts.length);
    expect(milano?.parts.find((p) => p.area_id === 'mi-pontelambro')?.stated).toEqual([372, 533]);
    expect((milano?.high ?? 0) - (milano?.low ?? 0)).toBe(533 - 372);
    expect(of(measure('famiglie'), 'Milano')?.state).toBe('uncertain');
    // The whole municipality is stated: its area does not add to it.
    expect(known.get(codeOf('Sondrio'))).toMatchObject({ value: 816, parts: [{ area_id: null }] });
    // Households only where no document states dwellings, and only those in public housing.
    expect(known.get(codeOf('Brescia'))).toMatchObject({ unit: 'households', value: 21 + 79 + 43 });
    expect(known.get(codeOf('Mantova'))).toMatchObject({ unit: 'dwellings', value: 805 });
  });

  it('counts these areas and no other: a new row has to be looked at for nesting', () => {
    const counted = [...housingKnown(index).values()].flatMap(({ parts }) => parts.map((p) => p.area_id));
    expect(counted.filter((id) => id !== null).sort()).toEqual([
      'bg-grumello',
      'bs-exzanoletti',
      'bs-smeraldo',
      'bs-vittimeistria',
      'cesano-tessera',
      'cologno-pirandello',
      'giussano-ovest',
      'lo-sanfereolo',
      'mi-calvairate',
      'mi-gratosoglio',
      'mi-lorenteggio',
      'mi-mazzini',
      'mi-pontelambro',
      'mi-sansiro',
      'mn-lunetta',
      'monza-complesso',
      'rozzano-aler',
    ]);
  });

  it('does not count a building inside an area that counts', () => {
    const dwellings = index.facts.find(
      (f) => f.subject_id === 'mi-lorenteggio' && f.indicator_id === 'dwellings_erp',
    );
    expect(dwellings).toBeDefined();
    const inside = { ...(dwellings as Fact), id: 'x', subject_id: 'mi-lorenteggio-181' };
    const more = housingKnown({ ...index, facts: [...index.facts, inside] });
    expect(more.get(codeOf('Milano'))?.value).toBe(housingKnown(index).get(codeOf('Milano'))?.value);
  });
});

describe('coverage and need', () => {
  it('have no number while coverage is off, and say what is lacking', () => {
    for (const metric of ['copertura', 'bisogno'] as const) {
      const values = measure(metric, {}, rowsOf(), null);
      expect(values.lacks).toBe('coverage');
      expect(values.states.missing).toBe(municipalities.length);
    }
  });

  it('say that figures are on their way before they are loaded', () => {
    const rows = selectRows(bare, { axes: [], date: DAY });
    for (const [metric, per] of every()) {
      const values = metricValues(bare, rows, municipalities, { metric, per, euro: 'granted' }, coverage);
      expect(values.lacks).toBe(metricThemes(metric, per).length > 0 ? 'facts' : null);
    }
  });

  it('repeat the states of the analysis', () => {
    const values = measure('copertura');
    for (const m of coverage.municipalities) {
      const own = values.byCode.get(m.istat_code);
      expect(own?.state === 'uncertain').toBe(m.state === 'uncertain');
      expect(own?.value).toBe({ covered: 2, uncertain: 1, uncovered: 0, unplaced: null }[m.state]);
    }
  });

  it('cross the class of need with coverage; who has no class is missing', () => {
    const values = measure('bisogno');
    expect(new Set(values.needs.values())).toEqual(new Set(NEED_LEVELS.flat()));
    expect(values.states.missing).toBe(municipalities.length - values.needs.size);
    expect(of(values, 'Milano')?.tone).toBe(bivariateClass(2, 0));
    // Nobody says whether the lab of Sondrio was still open; Como never had one.
    expect(of(values, 'Sondrio')?.tone).toBe(bivariateClass(1, 1));
    expect(of(values, 'Como')?.tone).toBe(bivariateClass(1, 2));
    // The class of a municipality is that of its projects in the call.
    for (const p of index.catalog.projects)
      for (const code of index.facets.municipalities.get(p.project_id) ?? [])
        if (p.need_class !== null) expect(values.needs.get(code)).toBe(p.need_class);
  });
});

describe('class limits', () => {
  it('are ascending, round and among the steps; all denominators of a metric have as many classes', () => {
    // A first digit or two, and zeros: what can be said aloud.
    const round = (x: number) =>
      x === 0 || /^[1-9][05]?(?:e[+-]?\d+)?$/.test(x.toExponential().replace('.', ''));
    for (const metric of METRICS) {
      const scales = Object.values(METRIC_SCALES[metric]);
      expect(new Set(scales.map(metricClassCount)).size).toBe(1);
      for (const { limits, steps } of scales) {
        expect([...limits].sort((a, b) => a - b)).toEqual(limits);
        expect([...steps].sort((a, b) => a - b)).toEqual(steps);
        expect(limits.every(round)).toBe(true);
        if (!isRanged(metric)) continue;
        expect(steps.every(round)).toBe(true);
        expect(steps[0]).toBe(0);
        for (const limit of limits) expect(steps).toContain(limit);
      }
    }
    expect(Object.keys(METRIC_SCALES)).toEqual(expect.arrayContaining([...METRICS]));
    for (const [metric, per] of every()) expect(METRIC_SCALES[metric][per]).toBeDefined();
  });

  it('classify every number and agree with the stated ranges', () => {
    const scales = METRICS.flatMap((m) => Object.values(METRIC_SCALES[m]));
    fc.assert(
      fc.property(fc.constantFrom(...scales), fc.double({ min: 0 }), (scale, n) => {
        const tone = metricClass(scale, n);
        if (Number.isNaN(n)) {
          expect(tone).toBeNull();
          return;
        }
        const cls = metricClasses(scale)[tone ?? -1];
        expect(cls?.index).toBe(tone);
        if (cls?.zero) expect(n).toBe(0);
        else {
          expect(n).toBeGreaterThanOrEqual(cls?.from ?? 0);
          expect(n === Infinity || n < (cls?.to ?? Infinity)).toBe(true);
        }
      }),
    );
  });

  it('tell the real municipalities apart: no class of the data takes everything that is above zero', () => {
    for (const [metric, per] of every()) {
      if (!isRanged(metric) || metric === 'laboratori') continue;
      const values = measure(metric, { per, euro: 'allocation' });
      const filled = values.classes.filter((n, i) => n > 0 && !(values.scale.zero && i === 0));
      expect(filled.length).toBeGreaterThanOrEqual(3);
    }
  });
});

describe('histogram', () => {
  it('counts every value once, and each bin lies in one class', () => {
    for (const [metric, per] of every()) {
      const values = measure(metric, { per, euro: 'allocation' });
      const bins = histogram(values);
      if (!isRanged(metric)) {
        expect(bins).toEqual([]);
        continue;
      }
      const all = [...values.byCode.values()].filter((v) => v.value !== null);
      expect(bins.reduce((sum, b) => sum + b.count, 0)).toBe(all.length);
      for (const bin of bins) {
        const within = all.filter(({ value }) => inRange(value, bin));
        expect(within.length).toBe(bin.count);
        for (const { tone } of within) expect(tone).toBe(bin.tone);
      }
    }
  });
});

describe('a range of values', () => {
  it('gives the municipalities in it; none without a range or a line of values', () => {
    const values = measure('progetti');
    expect(municipalitiesInRange(values, null)).toBeNull();
    expect(municipalitiesInRange(measure('copertura'), { from: 1, to: null })).toBeNull();
    const within = municipalitiesInRange(values, { from: 2, to: 4 }) ?? new Set();
    expect(within.size).toBe(values.classes[2]);
    for (const code of within) expect([2, 3]).toContain(values.byCode.get(code)?.value);
    // What has no value is in no range.
    const amounts = measure('contributo');
    expect(municipalitiesInRange(amounts, { from: null, to: 1e12 })?.size).toBe(amounts.states.value);
  });

  it('narrows every list of the rows, but not what the facets count', () => {
    const whole = rowsOf();
    const within = municipalitiesInRange(measure('progetti'), { from: 2, to: 4 });
    const rows = selectRows(index, { axes: [], facets: NO_FACETS, date: DAY, within });
    expect(rows.projects.length).toBeGreaterThan(0);
    expect(rows.projects.length).toBeLessThan(whole.projects.length);
    const inside = (codes: Iterable<string>) => [...codes].some((code) => within?.has(code));
    for (const p of rows.projects)
      expect(inside(index.facets.municipalities.get(p.project_id) ?? [])).toBe(true);
    for (const { area } of rows.areas) expect(within?.has(area.istat_code)).toBe(true);
    for (const lab of rows.labs) expect(inside(municipalitiesOfLab(lab, index))).toBe(true);
    expect(new Set(rows.projectsIn.keys())).toEqual(within);
    for (const [code, list] of rows.projectsIn) expect(list).toEqual(whole.projectsIn.get(code));
    expect(rows.unplaced.filter((u) => u.kind === 'project')).toEqual([]);
    const areas = new Set(rows.areas.map(({ area }) => area.area_id));
    for (const p of rows.progress) expect(areas.has(p.area_id)).toBe(true);
    for (const { area } of rows.arrears) expect(areas.has(area.area_id)).toBe(true);
    for (const f of rows.funding) expect(f.project_id).not.toBeNull();
    expect(rows.base).toEqual(whole.base);
    expect(facetCounts(rows.base, NO_FACETS, 'programmes', index.facets)).toEqual(
      facetCounts(whole.base, NO_FACETS, 'programmes', index.facets),
    );
  });

  it('changes nothing when it is absent or holds everything that has a place', () => {
    const whole = rowsOf();
    expect(selectRows(index, { ...whole.question, within: null })).toMatchObject({
      projects: whole.projects,
      areas: whole.areas,
      labs: whole.labs,
      unplaced: whole.unplaced,
    });
    const all = new Set(municipalities.map((m) => m.istat_code));
    const rows = selectRows(index, { ...whole.question, within: all });
    expect(rows.areas).toEqual(whole.areas);
    expect(rows.projectsIn).toEqual(whole.projectsIn);
    const none = selectRows(index, { ...whole.question, within: new Set() });
    expect([none.projects, none.areas, none.labs, none.unplaced, none.funding]).toEqual([[], [], [], [], []]);
  });
});

describe('ranks', () => {
  it('share a place when level', () => {
    const values = measure('progetti');
    expect(rankOf(values, codeOf('Milano'))).toEqual({ rank: 1, tied: 0, of: municipalities.length });
    const one = [...values.byCode].find(([, v]) => v.value === 1)?.[0] ?? '';
    expect(rankOf(values, one)).toEqual({
      rank: 1 + [...values.byCode.values()].filter((v) => (v.value ?? 0) > 1).length,
      tied: (values.classes[1] ?? 0) - 1,
      of: municipalities.length,
    });
    expect(rankOf(measure('bisogno'), codeOf('Milano'))).toBeNull();
  });

  it('say what the denominator changes', () => {
    const change = rankingChange(measure('progetti'), measure('progetti', { per: 'residenti' }));
    expect(change?.firstBefore).toEqual([codeOf('Milano')]);
    expect(change?.firstAfter).toEqual([codeOf('Ripalta Cremasca')]);
    expect(change?.leader).toMatchObject({ istat_code: codeOf('Milano'), from: 1 });
    expect(change?.leader?.to).toBeGreaterThan(1);
    expect(change?.compared).toBe(municipalities.length);
    const far = Math.abs((change?.most[0]?.to ?? 0) - (change?.most[0]?.from ?? 0));
    for (const m of change?.most ?? []) expect(Math.abs(m.to - m.from)).toBe(far);
  });

  it('are silent when nobody moves, when nothing is compared, and between different metrics', () => {
    const granted = measure('contributo');
    expect(rankingChange(granted, measure('contributo', { per: 'residenti' }))).toBeNull();
    expect(rankingChange(granted, granted)).toBeNull();
    expect(rankingChange(granted, measure('progetti', { per: 'residenti' }))).toBeNull();
    const none = measure('contributo', { euro: 'cofinancing' });
    expect(rankingChange(none, measure('contributo', { euro: 'cofinancing', per: 'residenti' }))).toBeNull();
  });

  it('compare only who has a number in both, and keep the first when it stays first', () => {
    const change = rankingChange(
      measure('contributo', { euro: 'allocation' }),
      measure('contributo', { euro: 'allocation', per: 'alloggi' }),
    );
    expect(change?.compared).toBe(4);
    expect(change?.leader).toBeNull();
    expect(change?.firstAfter).toEqual(change?.firstBefore);
  });
});
