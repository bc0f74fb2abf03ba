import { describe, expect, it } from 'vitest';
import { firstDay, isDay, labAt, lastDay, lastDocumentDay, siteStateAt, span, yearsBetween } from './time';

const site = (
  address: string | null,
  valid_from: string | null,
  valid_to: string | null,
  valid_to_kind: 'stated' | 'scheduled' | 'unknown' = 'stated',
) => ({
  address,
  valid_from,
  valid_to,
  valid_to_kind,
});

describe('dates of uneven precision', () => {
  it('mean an interval of days', () => {
    expect([firstDay('2014'), lastDay('2014')]).toEqual(['2014-01-01', '2014-12-31']);
    expect([firstDay('2014-10'), lastDay('2014-10')]).toEqual(['2014-10-01', '2014-10-31']);
    expect(span('2014-09/2015')).toEqual({ start: '2014-09-01', end: '2015-12-31' });
  });

  it('know the calendar', () => {
    expect(isDay('2016-02-29')).toBe(true);
    for (const bad of ['2015-02-29', '2015-13-01', '2015-1-1', 'ieri', '']) expect(isDay(bad)).toBe(false);
  });

  it('count whole years and never go below zero', () => {
    expect(yearsBetween('2017-10-10', '2023-01-17')).toBe(5);
    expect(yearsBetween('2023-01-17', '2017-10-10')).toBe(0);
    expect(yearsBetween('mai', '2017-10-10')).toBe(0);
  });

  it('bug: a year is full on its anniversary (one short, as years have 365.25 days)', () => {
    expect(yearsBetween('2017-10-10', '2018-10-09')).toBe(0);
    expect(yearsBetween('2017-10-10', '2018-10-10')).toBe(1);
    expect(yearsBetween('2017-10-10', '2021-10-10')).toBe(4);
    expect(yearsBetween('2017-10-10', '2022-10-10')).toBe(5);
    expect(yearsBetween('2020-02-29', '2021-02-28')).toBe(0);
    expect(yearsBetween('2020-02-29', '2021-03-01')).toBe(1);
    // Dates of less precision: from the first day that one can mean to the last that the other can.
    expect(yearsBetween('2014', '2015')).toBe(1);
    expect(yearsBetween('2014-10', '2015-09')).toBe(0);
  });
});

describe('siteStateAt', () => {
  it('tells a stated end from a scheduled one', () => {
    const open = site('via Baroni 9', '2020', '2023-12-31', 'scheduled');
    expect(siteStateAt(open, '2019-12-31')).toBe('not-yet');
    expect(siteStateAt(open, '2023-12-31')).toBe('open');
    expect(siteStateAt(open, '2024-01-01')).toBe('end-scheduled');
    expect(siteStateAt({ ...open, valid_to_kind: 'stated' }, '2024-01-01')).toBe('closed');
  });

  it('does not invent an end or a beginning', () => {
    expect(siteStateAt(site('x', '2020', null, 'unknown'), '2027-01-01')).toBe('open-ended');
    expect(siteStateAt(site('x', null, null, 'unknown'), '2020-01-01')).toBe('undated');
  });
});

describe('a lab without a stated start', () => {
  const bergamo = [site(null, null, '2021-04', 'scheduled')];
  const bounds = { notBefore: '2017-11-15', running: '2021' };
  const at = (day: string) => labAt(bergamo, day, bounds).state;

  it('is not there before its programme (bug: Bergamo open in 2004)', () => {
    expect(at('2004-01-01')).toBe('not-yet');
    expect(at('2017-11-14')).toBe('not-yet');
    expect(siteStateAt(site(null, null, null, 'unknown'), '2004-01-01', bounds)).toBe('not-yet');
    expect(labAt([], '2004-01-01', bounds)).toEqual({ state: 'not-yet', site: null });
  });

  it('is unknown from then on, and open once a document says that its project runs, up to its end', () => {
    expect(at('2017-11-15')).toBe('unknown');
    expect(at('2020-12-31')).toBe('unknown');
    expect(at('2021-01-01')).toBe('open');
    expect(at('2021-04-30')).toBe('open');
    expect(at('2021-05-01')).toBe('unknown');
    expect(siteStateAt(bergamo[0] ?? site(null, null, null), '2018-01-01', bounds)).toBe('start-unknown');
  });

  it('is never open by its end alone', () => {
    expect(labAt(bergamo, '2004-01-01').state).toBe('unknown');
    expect(labAt(bergamo, '2021-04-30').state).toBe('unknown');
  });

  it('gives way to dates of its own, which say more than those of its programme', () => {
    const sites = [site('via Rilke', null, null, 'unknown'), site('via Ucelli', '2016', '2018-12-31')];
    expect(labAt(sites, '2017-01-01', bounds)).toMatchObject({
      state: 'open',
      site: { address: 'via Ucelli' },
    });
    expect(labAt(sites, '2015-01-01', bounds)).toMatchObject({
      state: 'not-yet',
      site: { address: 'via Ucelli' },
    });
  });
});

describe('the last document', () => {
  it('is the newest by its last day; none without documents', () => {
    expect(lastDocumentDay([{ date: '2021' }, { date: '2023-01-17' }, { date: '2016' }])).toBe('2023-01-17');
    expect(lastDocumentDay([])).toBeNull();
  });
});

describe('labAt', () => {
  const ponteLambro = [
    site('via Ucelli di Nemi 17', '2017-08-04', '2018-12-31'),
    site('via Rilke', '2020', '2023-12-31', 'scheduled'),
  ];

  it('knows a lab that has moved', () => {
    expect(labAt(ponteLambro, '2018-01-01').state).toBe('open');
    expect(labAt(ponteLambro, '2021-01-01')).toMatchObject({
      state: 'moved',
      site: { address: 'via Rilke' },
    });
  });

  it('shows the gap between two premises as closed, and the time after a scheduled end as unknown', () => {
    expect(labAt(ponteLambro, '2019-06-01').state).toBe('closed');
    expect(labAt(ponteLambro, '2024-06-01').state).toBe('unknown');
  });

  it('does not call a lab moved that is where it once was (bug: Ponte Lambro, listed at two addresses in 2017)', () => {
    const sites = [
      site('via Ucelli di Nemi 17', '2017', '2018-12-31', 'scheduled'),
      site('Portineria via Rilke', '2017', null, 'unknown'),
      site('via Ucelli di Nemi 17', '2020', '2023-12-31', 'scheduled'),
    ];
    expect(labAt(sites, '2023-01-17')).toMatchObject({
      state: 'open',
      site: { address: 'via Ucelli di Nemi 17' },
    });
  });

  it('does not keep old premises open because nobody dated their end (bug: via Rilke in 2024)', () => {
    const sites = [
      site('Portineria via Rilke', '2017', null, 'unknown'),
      site('via Ucelli di Nemi 17', '2020', '2023-12-31', 'scheduled'),
    ];
    expect(labAt(sites, '2024-01-01')).toMatchObject({
      state: 'unknown',
      site: { address: 'via Ucelli di Nemi 17' },
    });
    expect(labAt(sites, '2018-01-01')).toMatchObject({
      state: 'open',
      site: { address: 'Portineria via Rilke' },
    });
  });

  it('does not take undated premises for earlier ones (bug: Ponte Lambro moved in 2017)', () => {
    const sites = [
      site('Portineria via Rilke', null, null, 'unknown'),
      site('via Ucelli di Nemi 17', '2017-10-10', '2018-12-31', 'scheduled'),
    ];
    expect(labAt(sites, '2018-01-01').state).toBe('open');
  });

  it('answers for a lab of which nothing is known', () => {
    expect(labAt([], '2020-01-01')).toEqual({ state: 'unknown', site: null });
    expect(labAt([site(null, null, null, 'unknown')], '2020-01-01').state).toBe('unknown');
  });

  it('does not call a lab moved that came back to the same address', () => {
    const same = [
      site('via Mompiani 5', '2006', '2016-04-30'),
      site('via Mompiani 5', '2020', null, 'unknown'),
    ];
    expect(labAt(same, '2021-01-01').state).toBe('open');
  });
});
