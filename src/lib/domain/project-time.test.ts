import { beforeAll, describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { Catalog } from '../schema/served';
import type { Row } from '../schema/tables';
import {
  countStates,
  inPeriod,
  isClassified,
  labBounds,
  PROJECT_STATES,
  projectAt,
  projectNow,
} from './project-time';
import { buildIndex, selectRows, type Index } from './select';

const programmes = new Map([
  ['avviso', { start: '2017-11-15', end: '2021-06-19' }],
  ['aperto', { start: '2004', end: null }],
  ['senza', { start: null, end: null }],
]);
const documentDate = new Map([['irs-2021', '2021']]);
const context = { programmes, documentDate };
const project = (fields: Partial<Row<'projects'>>): Row<'projects'> =>
  ({
    project_id: 'p',
    programme_id: 'aperto',
    status: null,
    status_as_of: null,
    start: null,
    end: null,
    outcome: null,
    source_id: 'irs-2021',
    ...fields,
  }) as Row<'projects'>;
const at = (day: string, fields: Partial<Row<'projects'>>) => projectAt(project(fields), day, context);

describe('a project at a day', () => {
  it('has not started before its own start, nor before its programme’s', () => {
    expect(at('2004-01-01', { programme_id: 'avviso', status: 'finanziato', status_as_of: '2018' })).toBe(
      'not-yet',
    );
    expect(at('2017-11-15', { programme_id: 'avviso', status: 'finanziato', status_as_of: '2018' })).toBe(
      'unknown',
    );
    expect(at('2015-12-31', { start: '2016-05-03', status: 'in corso', status_as_of: '2020' })).toBe(
      'not-yet',
    );
    // Nothing bounds it: it is not said, not "not yet".
    expect(at('1990-01-01', { programme_id: 'senza', status: 'in corso', status_as_of: '2020' })).toBe(
      'unknown',
    );
  });

  it('runs from its start to its end, a planned one included; after a plan nobody says', () => {
    const planned = {
      start: '2016-05-03',
      end: '2025',
      status: 'in corso di attuazione',
      status_as_of: '2023-01-17',
    };
    expect(at('2016-05-03', planned)).toBe('running');
    expect(at('2025-12-31', planned)).toBe('running');
    expect(at('2026-01-01', planned)).toBe('started');
    const concluded = { start: '2014-12-30', end: '2015-10', status: 'concluso', status_as_of: '2016' };
    expect(at('2015-10-31', concluded)).toBe('running');
    expect(at('2015-11-01', concluded)).toBe('ended');
    // A document that looks back on the end knows it, whatever it says of the money.
    expect(at('2015-01-01', { start: '2010', end: '2012', status: 'finanziato', status_as_of: '2016' })).toBe(
      'ended',
    );
  });

  it('runs no further than the last word on it where no end is told', () => {
    const open = { start: '2018', status: 'avviato', status_as_of: '2020' };
    expect(at('2020-12-31', open)).toBe('running');
    expect(at('2021-01-01', open)).toBe('started');
    expect(at('2006-12-31', { start: '2006', status: 'finanziato', status_as_of: '2006' })).toBe('running');
    expect(at('2007-01-01', { start: '2006', status: 'finanziato', status_as_of: '2006' })).toBe('started');
  });

  it('takes a status from the day of its document on, not before', () => {
    const status = { status: 'in via di conclusione', status_as_of: '2023-01-17' };
    expect(at('2010-01-01', status)).toBe('unknown');
    expect(at('2023-01-17', status)).toBe('running');
    expect(at('2015-12-31', { status: 'concluso', status_as_of: '2016' })).toBe('unknown');
    expect(at('2016-01-01', { status: 'concluso', status_as_of: '2016' })).toBe('ended');
    expect(at('2019-06-01', { start: '2018', status: 'completato', status_as_of: '2020' })).toBe('running');
    expect(at('2020-01-01', { start: '2018', status: 'completato', status_as_of: '2020' })).toBe('ended');
  });

  it('is not yet there while a document says so, and not said afterwards', () => {
    const waiting = { start: '2021-03', status: 'attività non avviate', status_as_of: '2021' };
    expect(at('2021-02-28', waiting)).toBe('not-yet');
    expect(at('2021-03-01', waiting)).toBe('unknown');
    // Awarded is not started, and a status without a date is of its document's.
    expect(
      at('2020-12-31', { start: '2020-07-08', status: 'affidato, attività previste da febbraio 2021' }),
    ).toBe('not-yet');
    expect(at('2020-12-31', { status: 'previsto' })).toBe('not-yet');
    expect(at('2023-01-17', { status: 'previsto' })).toBe('unknown');
  });

  it('that was refused never runs, and one of which nothing is known says so', () => {
    expect(at('2020-01-01', { outcome: 'not_funded', start: '2019' })).toBe('refused');
    expect(at('2020-01-01', {})).toBe('unknown');
    expect(at('2020-01-01', { status: 'una parola mai letta', status_as_of: '2019' })).toBe('unknown');
  });

  it('answers for any dates', () => {
    const date = fc.option(fc.constantFrom('2004', '2010-06', '2012-02-29', '2016', '2023-01-17', '2027'));
    const status = fc.option(fc.constantFrom('in corso', 'concluso', 'previsto', 'finanziato', 'boh'));
    fc.assert(
      fc.property(
        date,
        date,
        date,
        status,
        fc.constantFrom('2003-12-31', '2011-01-01', '2030-01-01'),
        (start, end, as, s, day) => {
          const p = { start, end, status_as_of: as, status: s };
          expect(PROJECT_STATES).toContain(at(day, p));
          if (start !== null && start.slice(0, 4) > day.slice(0, 4)) expect(at(day, p)).toBe('not-yet');
        },
      ),
    );
  });

  it('tells whether its status comes from a later document', () => {
    const p = project({ status: 'in corso', status_as_of: '2020' });
    expect(projectNow(p, '2004-01-01', null, context)).toEqual({
      state: 'unknown',
      statusDate: '2020',
      later: true,
      period: null,
    });
    expect(projectNow(p, '2020-01-01', null, context).later).toBe(false);
    expect(projectNow(project({}), '2020-01-01', null, context)).toMatchObject({
      statusDate: null,
      later: false,
    });
  });
});

describe('a period', () => {
  const inYears = (from: number, to: number, fields: Partial<Row<'projects'>>) =>
    inPeriod(project(fields), { from, to }, context);

  it('does not hold what a document says has ended (bug: completed in 2020, listed in 2026)', () => {
    const done = { start: '2018', status: 'completato', status_as_of: '2020' };
    expect(inYears(2026, 2027, done)).toBe('out');
    expect(inYears(2020, 2021, done)).toBe('in');
    // The end of the programme does not prolong it either.
    expect(inYears(2021, 2021, { programme_id: 'avviso', status: 'concluso', status_as_of: '2019' })).toBe(
      'out',
    );
  });

  it('marks what only a missing date keeps in', () => {
    const open = { start: '2018', status: 'avviato', status_as_of: '2020' };
    expect(inYears(2019, 2020, open)).toBe('in');
    expect(inYears(2026, 2027, open)).toBe('unsaid');
    const unbegun = {
      programme_id: 'senza',
      end: '2026',
      status: 'in attuazione',
      status_as_of: '2023-01-17',
    };
    expect(inYears(2010, 2011, unbegun)).toBe('unsaid');
    expect(inYears(2026, 2027, unbegun)).toBe('in');
    expect(inYears(2027, 2027, unbegun)).toBe('out');
    expect(inYears(2022, 2022, { status: 'previsto' })).toBe('unsaid');
    expect(inYears(2010, 2012, { status: 'previsto' })).toBe('out');
  });

  it('takes the programme’s dates where the project has none, and nothing where neither has', () => {
    expect(inYears(2018, 2019, { programme_id: 'avviso', status: 'finanziato', status_as_of: '2018' })).toBe(
      'in',
    );
    expect(inYears(2022, 2023, { programme_id: 'avviso', status: 'finanziato', status_as_of: '2018' })).toBe(
      'out',
    );
    expect(inYears(2018, 2019, { programme_id: 'senza', status: 'finanziato' })).toBe('out');
  });
});

describe('what bounds a lab', () => {
  it('is the later start of its programme and its project, and a document that says the project runs', () => {
    const running = project({
      start: '2018',
      status: 'in corso, nelle fasi conclusive',
      status_as_of: '2021',
    });
    expect(labBounds({ start: '2017-11-15' }, running, context)).toEqual({
      notBefore: '2018',
      running: '2021',
    });
    expect(labBounds({ start: '2006' }, project({ start: '2004', status: 'concluso' }), context)).toEqual({
      notBefore: '2006',
      running: null,
    });
    expect(labBounds(undefined, undefined, context)).toEqual({ notBefore: null, running: null });
  });
});

describe('on the real tables', () => {
  let index: Index;
  beforeAll(() => {
    index = buildIndex(JSON.parse(readFileSync('static/data/catalog.json', 'utf8')) as Catalog, {
      facts: [],
    });
  });
  const states = (date: string) => {
    const rows = selectRows(index, { axes: [], date });
    expect(rows.projectsAt.size).toBe(rows.projects.length);
    return countStates(rows.projectsAt.values());
  };

  it('every stated status says what it means for the work', () => {
    const unknown = index.catalog.projects.filter((p) => p.status !== null && !isClassified(p.status));
    expect(unknown.map((p) => p.status)).toEqual([]);
  });

  it('the date tells and does not filter (bug: the same projects "running" at every date)', () => {
    const [early, now, future] = ['2004-01-01', '2023-01-17', '2027-06-01'].map(states);
    const sum = (counts: ReturnType<typeof states> | undefined) =>
      Object.values(counts ?? {}).reduce((a, b) => a + b, 0);
    expect(sum(early)).toBe(sum(now));
    expect(sum(early)).toBe(sum(future));
    expect(early).toMatchObject({ running: 0, ended: 0, started: 0 });
    expect(early?.['not-yet']).toBeGreaterThan(70);
    expect(now?.running).toBeGreaterThan(0);
    expect(now?.ended).toBeGreaterThan(10);
    // Past every stated end nobody says that anything runs.
    expect(future?.running).toBe(0);
  });

  it('projects with an open end are marked in a period that no document speaks of', () => {
    const period = { from: 2026, to: 2027 };
    const kept = index.catalog.projects.filter((p) => inPeriod(p, period, index.facets) !== 'out');
    expect(kept.filter((p) => p.status?.startsWith('complet') || p.status?.includes('conclus,'))).toEqual([]);
    const sure = kept.filter((p) => inPeriod(p, period, index.facets) === 'in');
    expect(sure.map((p) => p.project_id)).toEqual(['pinqua-sansiro']);
    expect(kept.length).toBeGreaterThan(sure.length);
  });
});
