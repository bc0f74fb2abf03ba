import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { THRESHOLDS, type Figures, type Form, type Release, type Zone } from '../density/types';
import { DENSITY_WORDS, toldWords } from '../i18n/density';
import {
  classOfTold,
  CSV_COLUMNS,
  csvRecords,
  DEBT_STEPS,
  densityRows,
  densityView,
  documentedGroups,
  documentedMark,
  documentedSources,
  filterRanges,
  filterValues,
  FIGURE_STATES,
  firstQuestion,
  indexRelease,
  isCellId,
  isWhole,
  kindsOf,
  measureOf,
  MEASURES,
  mergeTold,
  passesFilter,
  STATE_CODES,
  told,
  WHOLE,
  zoneName,
  type TableQuestion,
  type Told,
  type ZoneNames,
} from './density';
import { realRelease } from '../../../tests/support/release';
import { documentedFact, shareOf } from './shares';
import { groupFigures, sampleRelease } from './density.testing';
import type { ArrearsRow } from './select';

const CELL = '891f99cdd4fffff';
const NAMES: ZoneNames = {
  provinces: new Map([['015', 'Milano']]),
  municipalities: new Map([
    ['015146', { name: 'Milano' }],
    ['015182', { name: 'Rozzano' }],
  ]),
  areas: new Map([['mi-prova', { name: 'Quartiere di prova' }]]),
};

const release = (
  zones: Zone[],
  figures: Figures<Form>[],
  extra: Partial<Release<Form>> = {},
): Release<Form> => ({ ...sampleRelease({ cells: 1 }), zones, figures, ...extra });

const piece = (istat: string, area = ''): Zone => ({
  id: `${CELL}/${istat}/${area}`,
  kind: 'cella-9',
  parent: istat,
  cell: CELL,
  cut: true,
});

describe('a figure of either form', () => {
  it('is an interval, and withheld has no number', () => {
    expect(told({ state: 'value', value: { exact: 34 } })).toEqual({ state: 'value', low: 34, high: 34 });
    expect(told({ state: 'value', value: { about: 120 } })).toMatchObject({ about: true, low: 120 });
    expect(told({ state: 'value', value: { from: 20, to: 30 } })).toEqual({
      state: 'value',
      low: 20,
      high: 30,
    });
    expect(told({ state: 'value', value: { from: 500, to: null } })).toEqual({
      state: 'value',
      low: 500,
      high: null,
    });
    expect(told({ state: 'suppressed' })).toEqual({ state: 'suppressed' });
    expect(told(undefined)).toEqual({ state: 'missing' });
    expect(told({ state: 'value', value: { percent: Number.NaN } })).toEqual({ state: 'missing' });
  });

  it('has words in both languages, never blank', () => {
    expect(toldWords({ state: 'value', low: 46.7, high: 46.7 }, 'percent', 'it')).toBe('46,7 %');
    expect(toldWords({ state: 'value', low: 20, high: 30 }, 'percent', 'en')).toBe('20–30 %');
    expect(toldWords({ state: 'value', low: 120, high: 120, about: true }, 'count', 'it')).toBe('circa 120');
    expect(toldWords({ state: 'value', low: 8_000, high: null }, 'euro', 'it')).toMatch(/^oltre 8\.000/);
    for (const state of FIGURE_STATES)
      if (state !== 'value')
        for (const lang of ['it', 'en'] as const)
          expect(toldWords({ state }, 'percent', lang).length).toBeGreaterThan(3);
    const words = FIGURE_STATES.flatMap((state) =>
      state === 'value' ? [] : [toldWords({ state }, 'percent', 'it')],
    );
    expect(new Set(words).size).toBe(words.length);
  });

  it('a public band lies in the class of its planner’s figure', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 99.8, noNaN: true }), (percent) => {
        const from = Math.floor(percent / 10) * 10;
        const exact: Told = { state: 'value', low: percent, high: percent };
        expect(classOfTold({ state: 'value', low: from, high: from + 10 }, 'morose')).toBe(
          classOfTold(exact, 'morose'),
        );
      }),
    );
    expect(classOfTold({ state: 'suppressed' }, 'morose')).toBeNull();
  });

  it('every measure reads its own figure', () => {
    const f = groupFigures('x', 100, 50, 'pianificatore');
    for (const measure of MEASURES) expect(measureOf(undefined, measure)).toEqual({ state: 'missing' });
    expect(measureOf(f, 'morose')).toMatchObject({ low: 50 });
    expect(measureOf(f, 'oltre-300')).toMatchObject({ low: 45 });
    expect(measureOf(f, 'oltre-8000')).toEqual({ state: 'suppressed' });
    expect(measureOf(f, 'km2')).toMatchObject({ low: 200 });
  });
});

describe('pieces of a cut cell', () => {
  it('join weighed by their households, and say that the cell is partial', () => {
    const index = indexRelease(
      release(
        [piece('015146'), piece('015182')],
        [
          groupFigures(piece('015146').id, 300, 40, 'pianificatore'),
          groupFigures(piece('015182').id, 100, 20, 'pianificatore'),
        ],
      ),
    );
    const { fine } = densityView(index, firstQuestion(index.release.days));
    expect(fine).toHaveLength(1);
    expect(fine[0]).toMatchObject({ h3: CELL, state: 'value', low: 35, high: 35, partial: true });
  });

  it('a withheld piece adds nothing, and alone withholds the cell', () => {
    const pieces = [piece('015146'), piece('015182')];
    const view = (second: number | null) => {
      const index = indexRelease(
        release(pieces, [
          groupFigures(pieces[0]?.id ?? '', 300, second, 'pianificatore'),
          groupFigures(pieces[1]?.id ?? '', 100, null, 'pianificatore'),
        ]),
      );
      return densityView(index, firstQuestion(index.release.days)).fine[0];
    };
    expect(view(40)).toMatchObject({ state: 'value', low: 40, high: 40, partial: true });
    expect(view(null)).toMatchObject({ state: 'suppressed', low: Number.NaN });
  });

  it('a merged figure lies between those of its pieces', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 20, max: 500 }), fc.integer({ min: 1, max: 98 })), {
          minLength: 1,
        }),
        (list) => {
          const merged = mergeTold(
            list.map(([households, low]) => ({ figure: { state: 'value', low, high: low + 1 }, households })),
            'morose',
          );
          if (merged.state !== 'value') throw new Error(merged.state);
          expect(merged.low).toBeGreaterThanOrEqual(Math.min(...list.map(([, l]) => l)) - 1e-9);
          expect(merged.high).toBeLessThanOrEqual(Math.max(...list.map(([, l]) => l + 1)) + 1e-9);
        },
      ),
    );
  });

  it('an owner whose split is withheld is withheld everywhere, not absent', () => {
    const zone = piece('015146');
    const index = indexRelease(release([zone], [groupFigures(zone.id, 300, 40, 'pianificatore')]));
    const day = index.release.days[0] ?? '';
    const { fine } = densityView(index, { day, owner: 'Ente di prova', measure: 'morose' });
    expect(fine[0]).toMatchObject({ state: 'suppressed' });
    expect(densityView(index, { day: '1999-01-01', owner: 'Ente di prova', measure: 'morose' }).fine).toEqual(
      [],
    );
  });
});

describe('the filter', () => {
  const share = (low: number, high = low): Told => ({ state: 'value', low, high });
  const median = (low: number, high: number | null): Told => ({ state: 'value', low, high });
  const values = filterValues(share(35), median(1_000, 4_000));

  it('a whole range passes everything, withheld too', () => {
    expect(isWhole(WHOLE)).toBe(true);
    expect(passesFilter(values, WHOLE)).toBe(true);
    expect(passesFilter(filterValues({ state: 'suppressed' }, { state: 'suppressed' }), WHOLE)).toBe(true);
  });

  it('a narrowed range drops what has no figure of that kind', () => {
    const held = filterValues({ state: 'suppressed' }, median(300, 1_000));
    expect(passesFilter(held, { ...WHOLE, share: [10, 100] })).toBe(false);
    expect(passesFilter(held, { ...WHOLE, share: [0, 90] })).toBe(false);
    expect(passesFilter(held, { ...WHOLE, debt: [1, 2] })).toBe(true);
  });

  it('a band passes when it lies in the range, not when it touches it', () => {
    // Steps: 0, 300, 1,000, 4,000, 5,000, 8,000, open.
    expect(DEBT_STEPS).toEqual([0, ...THRESHOLDS]);
    expect(passesFilter(values, { ...WHOLE, debt: [2, 3] })).toBe(true);
    expect(passesFilter(values, { ...WHOLE, debt: [3, DEBT_STEPS.length] })).toBe(false);
    expect(passesFilter(values, { ...WHOLE, debt: [0, 2] })).toBe(false);
    const band = filterValues(share(20, 30), { state: 'missing' });
    expect(passesFilter(band, { ...WHOLE, share: [30, 100] })).toBe(false);
    expect(passesFilter(band, { ...WHOLE, share: [25, 100] })).toBe(true);
    expect(passesFilter(filterValues(share(20), median(8_000, null)), { ...WHOLE, debt: [5, 6] })).toBe(true);
  });

  it('is the GPU’s comparison: four values within four ranges, all finite', () => {
    fc.assert(
      fc.property(
        fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 })),
        fc.integer({ min: 0, max: 100 }),
        ([a, b], s) => {
          const range: [number, number] = [Math.min(a, b), Math.max(a, b)];
          const ranges = filterRanges({ ...WHOLE, share: range });
          expect(ranges.flat().every(Number.isFinite)).toBe(true);
          expect(
            passesFilter(filterValues(share(s), { state: 'suppressed' }), { ...WHOLE, share: range }),
          ).toBe(s >= range[0] && s <= range[1]);
        },
      ),
    );
  });
});

describe('the table', () => {
  const index = indexRelease(sampleRelease({ cells: 120 }));
  const question: TableQuestion = {
    kind: 'cella-9',
    owner: 'tutti',
    day: '2026-06-30',
    threshold: 1_000,
    sort: { column: 'share', descending: true },
  };

  it('sorts by any column; what has no number stands last either way', () => {
    for (const descending of [true, false]) {
      const rows = densityRows(index, NAMES, { ...question, sort: { column: 'share', descending } });
      expect(rows).toHaveLength(120);
      const shares = rows.map((r) => r.figures.share);
      const withValue = shares.filter((s) => s.state === 'value').length;
      expect(shares.slice(withValue).every((s) => s.state === 'suppressed')).toBe(true);
      const numbers = shares.flatMap((s) => (s.state === 'value' ? [s.low] : []));
      expect(numbers).toEqual([...numbers].sort((a, b) => (descending ? b - a : a - b)));
    }
  });

  it('lists only what lies inside a zone', () => {
    const [coarse] = index.release.zones.filter((z) => z.kind === 'cella-7');
    const rows = densityRows(index, NAMES, { ...question, within: coarse?.id ?? '' });
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.length).toBeLessThan(120);
    expect(rows.every((r) => index.zones.get(r.zone)?.parent === coarse?.id)).toBe(true);
  });

  it('knows its kinds of zone, names zones and tells cells from places', () => {
    expect(kindsOf(index)).toEqual(['regione', 'provincia', 'comune', 'cella-7', 'cella-9']);
    expect(zoneName({ id: '015146', kind: 'comune', parent: '015' }, NAMES)).toBe('Milano');
    expect(isCellId(CELL)).toBe(true);
    expect(isCellId('mi-prova')).toBe(false);
    expect(isCellId('015146')).toBe(false);
  });
});

describe('the CSV', () => {
  it('has one line a group, a state for every figure, and a number only for a value', () => {
    for (const form of ['pianificatore', 'pubblica'] as const) {
      const index = indexRelease(sampleRelease({ cells: 60, form }));
      const records = csvRecords(index, NAMES);
      expect(records).toHaveLength(index.release.figures.length);
      const states = CSV_COLUMNS.flatMap((c, i) => (c.endsWith('_stato') ? [i] : []));
      expect(states).toHaveLength(3 + THRESHOLDS.length + 3 + 4);
      for (const record of records) {
        expect(record).toHaveLength(CSV_COLUMNS.length);
        expect(record[0]).toBe('simulati');
        for (const at of states) {
          expect(Object.values(STATE_CODES)).toContain(record[at]);
          if (record[at] !== 'value') expect([record[at - 2], record[at - 1]]).toEqual([null, null]);
          else expect(typeof record[at - 2]).toBe('number');
        }
      }
    }
  });
});

describe('what documents say', () => {
  const fact = (id: string, over: object) =>
    ({
      id,
      theme: 'arrears',
      indicator_id: 'share_in_arrears',
      dimension: null,
      time_point: null,
      figure: { state: 'value', value: 50 },
      ...over,
    }) as unknown as ArrearsRow['fact'];
  const row = (area_id: string, facts: ArrearsRow['facts'], over: object = {}): ArrearsRow =>
    ({
      area: { area_id, kind: 'caseggiato', control_of: null, ...over },
      fact: facts[0],
      facts,
    }) as unknown as ArrearsRow;

  it('a sign shows the share of its time point, and an undated one at both', () => {
    const t0 = fact('a', { time_point: 't0' });
    const gone = fact('b', { time_point: 't1', figure: { state: 'missing', text_it: null, text_en: null } });
    expect(documentedFact([t0, gone], 't0')).toBe(t0);
    expect(documentedFact([t0, gone], 't1')).toBe(gone);
    expect(documentedFact([t0], 't1')).toBeNull();
    const undated = fact('c', {});
    expect(documentedFact([undated], 't0')).toBe(undated);
    expect(documentedFact([undated], 't1')).toBe(undated);
    // A debt is no share: its number never stands on the scale.
    expect(documentedFact([fact('d', { indicator_id: 'debt_total', time_point: 't0' })], 't0')).toBeNull();
  });

  it('pairs interventions with their controls, named or not', () => {
    const groups = documentedGroups({
      arrears: [
        row('uno', [fact('a', { time_point: 't0' })]),
        row('controllo', [fact('b', { time_point: 't0' })], { kind: 'control', control_of: 'uno;due' }),
        row('tre', [
          fact('c', {}),
          fact('d', {
            dimension: 'caso di controllo',
            figure: { state: 'missing', text_it: 'non forniti', text_en: 'not supplied' },
          }),
        ]),
      ],
    });
    expect(groups.map((g) => g.intervention.area?.area_id)).toEqual(['uno', 'tre']);
    expect(groups[0]?.controls.map((c) => c.area?.area_id)).toEqual(['controllo']);
    expect(groups[1]?.controls).toMatchObject([{ area: null, role: 'control' }]);
  });

  it('bug: computed shares stood as declared, and another figure’s state as the share’s', () => {
    const lines = documentedGroups(realRelease().rows()).flatMap((g) => [g.intervention, ...g.controls]);
    const shown = lines.flatMap((line) => [line.t0, line.t1, line.undated].flatMap((f) => f ?? []));
    const computed = shown.filter((f) => documentedMark(f).computed);
    expect(computed.map((f) => f.id)).toEqual(expect.arrayContaining(['eupc-0125', 'irsb-0308']));
    for (const f of shown) {
      expect(documentedMark(f).computed, f.id).toBe(f.derived && shareOf(f) !== null);
      // Whatever has a number in these columns is the share.
      if (shareOf(f) !== null) expect(documentedMark(f).instead, f.id).toBeNull();
    }
    const other = shown.filter((f) => documentedMark(f).instead !== null);
    expect(other.map((f) => f.id)).toContain('eupa-0268');
    for (const f of other) {
      expect(f.indicator_id).not.toBe('share_in_arrears');
      for (const lang of ['it', 'en'] as const)
        expect(DENSITY_WORDS[lang].documents.other[f.indicator_id], f.indicator_id).toBeDefined();
    }
    for (const lang of ['it', 'en'] as const)
      expect(DENSITY_WORDS[lang].documents.caption.toLowerCase()).toContain(
        lang === 'it' ? 'calcolato' : 'computed',
      );
  });

  it('bug: the source of a line was that of one of its figures', () => {
    const lines = documentedGroups(realRelease().rows()).flatMap((g) => [g.intervention, ...g.controls]);
    for (const line of lines) {
      const places = [line.t0, line.t1, line.undated].flatMap((f) =>
        f ? [`${f.source_id} ${f.lines}`] : [],
      );
      expect(documentedSources(line).map((f) => `${f.source_id} ${f.lines}`)).toEqual([...new Set(places)]);
    }
    expect(lines.some((line) => documentedSources(line).length > 1)).toBe(true);
  });
});
