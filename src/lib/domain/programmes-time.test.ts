import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Row } from '../schema/tables';
import {
  dayInWords,
  dayOfStep,
  fractionOf,
  gapsOf,
  lastRealDay,
  monthsBetween,
  openLabsByMonth,
  programmeAt,
  programmeBars,
  shiftMonths,
  stepOf,
} from './programmes-time';
import { isDay, labAt } from './time';

const MIN = '2004-01-01';
const MAX = '2027-12-31';
const anyDay = fc
  .integer({ min: Date.parse(MIN) / 86_400_000, max: Date.parse(MAX) / 86_400_000 })
  .map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10));

const programme = (programme_id: string, start: string | null, end: string | null): Row<'programmes'> => ({
  programme_id,
  name: programme_id,
  name_en: programme_id,
  kind: '',
  start,
  end,
  managing_body_id: null,
  source_id: 'irs-2021',
  lines: null,
  also: null,
  note: null,
});
const site = (
  valid_from: string | null,
  valid_to: string | null,
  address: string | null = 'via Baroni 9',
) => ({
  address,
  valid_from,
  valid_to,
  valid_to_kind: 'stated' as const,
});

describe('days along the axis', () => {
  it('fall between 0 and 1, in order, and stay there for what is outside or no day', () => {
    expect(fractionOf(MIN, MIN, MAX)).toBe(0);
    expect(fractionOf('1998-01-01', MIN, MAX)).toBe(0);
    expect(fractionOf('2040-01-01', MIN, MAX)).toBe(1);
    expect(fractionOf('ieri', MIN, MAX)).toBe(0);
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => {
        expect(a < b).toBe(fractionOf(a, MIN, MAX) < fractionOf(b, MIN, MAX));
      }),
    );
  });

  it('have one slider step a month, the end of the month', () => {
    expect(monthsBetween(MIN, MAX)).toBe(288);
    expect(dayOfStep(0, MIN, MAX)).toBe(MIN);
    expect(dayOfStep(1, MIN, MAX)).toBe('2004-01-31');
    expect(dayOfStep(2, MIN, MAX)).toBe('2004-02-29');
    expect(dayOfStep(288, MIN, MAX)).toBe(MAX);
    for (let step = 0; step <= 288; step++) expect(stepOf(dayOfStep(step, MIN, MAX), MIN, MAX)).toBe(step);
    expect(stepOf('2023-01-17', MIN, MAX)).toBe(229);
  });

  it('go a month or a year on and stay at the end of the month', () => {
    expect(shiftMonths('2023-01-17', 1, MIN, MAX)).toBe('2023-02-17');
    expect(shiftMonths('2023-01-31', 1, MIN, MAX)).toBe('2023-02-28');
    expect(shiftMonths('2023-02-28', 1, MIN, MAX)).toBe('2023-03-31');
    expect(shiftMonths('2023-01-30', 1, MIN, MAX)).toBe('2023-02-28');
    expect(shiftMonths('2024-02-29', -12, MIN, MAX)).toBe('2023-02-28');
    expect(shiftMonths('2027-06-30', 12, MIN, MAX)).toBe(MAX);
    expect(shiftMonths('2004-06-30', -12, MIN, MAX)).toBe(MIN);
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -400, max: 400 }), (day, n) => {
        const shifted = shiftMonths(day, n, MIN, MAX);
        expect(isDay(shifted) && shifted >= MIN && shifted <= MAX).toBe(true);
      }),
    );
  });

  it('are said in full', () => {
    expect(dayInWords('2023-01-17', 'it')).toBe('17 gennaio 2023');
    expect(dayInWords('2023-01-17', 'en')).toBe('17 January 2023');
    expect(dayInWords('2023', 'it')).toBe('2023');
    expect([lastRealDay('2014'), lastRealDay('2014-02'), lastRealDay('2014-02-03')]).toEqual([
      '2014-12-31',
      '2014-02-28',
      '2014-02-03',
    ]);
  });
});

describe('programmes as bars', () => {
  it('share a lane only when they do not overlap; open ends are marked; undated ones are set apart', () => {
    const { bars, lanes, undated } = programmeBars(
      [
        programme('cdq1', '1998', null),
        programme('bando', '2014', '2015'),
        programme('avviso', '2017-11-15', '2021-06-19'),
        programme('pinqua', null, '2026'),
        programme('quartieri-connessi', null, null),
      ],
      MIN,
      MAX,
    );
    expect(undated.map((p) => p.programme_id)).toEqual(['quartieri-connessi']);
    expect(lanes).toBe(2);
    const of = (id: string) => bars.find((b) => b.programme.programme_id === id);
    expect(of('cdq1')).toMatchObject({ from: 0, to: 1, openEnd: true, openStart: false, lane: 0 });
    expect(of('bando')).toMatchObject({ lane: 1, openEnd: false });
    expect(of('avviso')).toMatchObject({ lane: 1 });
    expect(of('pinqua')).toMatchObject({ openStart: true, lane: 1 });
    for (const bar of bars) expect(bar.to).toBeGreaterThan(bar.from);
  });

  it('say what is known of a programme at a day', () => {
    const at = (start: string | null, end: string | null) => programmeAt({ start, end }, '2015-06-30');
    expect(at('2014', '2015')).toBe('running');
    expect(at('2004', null)).toBe('end-unknown');
    expect(at(null, '2026')).toBe('start-unknown');
    expect(at('2016', null)).toBe('not-yet');
    expect(at('2012', '2013')).toBe('over');
    expect(at(null, null)).toBe('undated');
  });
});

describe('labs stated open by month', () => {
  it('counts each month and finds the gaps', () => {
    const labs = [
      { sites: [site('2006', '2016-04-30'), site('2017-08-04', '2018-12-31', 'via Rilke')] },
      { sites: [site('2017', null)] },
    ];
    const months = openLabsByMonth(labs, '2005-01-01', '2019-12-31');
    const at = (month: string) => months.find((m) => m.month === month);
    expect(months).toHaveLength(180);
    expect(at('2005-12')).toEqual({ month: '2005-12', open: 0, endUnknown: 0, unsaid: 0 });
    expect(at('2016-04')?.open).toBe(1);
    expect(at('2016-05')?.open).toBe(0);
    expect(at('2018-06')).toEqual({ month: '2018-06', open: 2, endUnknown: 1, unsaid: 0 });
    expect(at('2019-12')).toEqual({ month: '2019-12', open: 1, endUnknown: 1, unsaid: 0 });
    expect(gapsOf(months)).toEqual([
      { from: '2005-01', to: '2005-12', start: 0, length: 12 },
      { from: '2016-05', to: '2016-12', start: 136, length: 8 },
    ]);
  });

  it('has a gap before the programme of a lab without a start (bug: no gap in 2004 and 2005)', () => {
    const bounds = { notBefore: '2017-11-15', running: '2021' };
    const bergamo = {
      sites: [{ address: null, valid_from: null, valid_to: '2021-04', valid_to_kind: 'scheduled' as const }],
      bounds,
    };
    const months = openLabsByMonth(
      [{ sites: [site('2006', '2016-04-30')] }, bergamo],
      '2004-01-01',
      '2021-12-31',
    );
    expect(gapsOf(months)[0]).toEqual({ from: '2004-01', to: '2005-12', start: 0, length: 24 });
    const at = (month: string) => months.find((m) => m.month === month);
    expect(at('2016-12')).toMatchObject({ open: 0, unsaid: 0 });
    expect(at('2018-01')).toMatchObject({ open: 0, unsaid: 1 });
    expect(at('2021-02')).toMatchObject({ open: 1, unsaid: 0 });
    expect(at('2021-05')).toMatchObject({ open: 0, unsaid: 1 });
  });

  it('agrees with labAt at the end of every month, and has nothing to say of no labs', () => {
    const sites = [site('2014', '2015'), site('2015', '2016-06')];
    for (const { month, open } of openLabsByMonth([{ sites }], '2013-01-01', '2017-12-31')) {
      const { state } = labAt(sites, lastRealDay(month));
      expect(open, month).toBe(state === 'open' || state === 'moved' ? 1 : 0);
    }
    expect(gapsOf(openLabsByMonth([], '2013-01-01', '2013-12-31'))).toHaveLength(1);
    expect(gapsOf([])).toEqual([]);
  });
});
