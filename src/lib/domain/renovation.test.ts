import { describe, expect, it } from 'vitest';
import type { Fact } from '../schema/served';
import { latestReport, progressAt } from './renovation';

const fact = (patch: Partial<Fact>): Fact => ({
  id: 'm17-1',
  theme: 'renovation',
  subject_kind: 'project',
  subject_id: 'cdq2-sansiro',
  indicator_id: 'progress_pct',
  dimension: 'ERP',
  dimension_en: 'ERP',
  figure: { state: 'value', value: 70 },
  unit: '%',
  basis: null,
  scope: null,
  threshold_eur: null,
  owner: null,
  time_point: null,
  data_date: null,
  derived: false,
  source_id: 'milano-2017',
  lines: '85',
  also: null,
  note: null,
  ...patch,
});
const forecast = (programme: string, data_date: string, source_id: Fact['source_id']): Fact =>
  fact({
    subject_kind: 'programme',
    subject_id: programme,
    indicator_id: 'works_end_forecast',
    dimension: null,
    data_date,
    source_id,
    figure: { state: 'qualitative', text_it: 'fine', text_en: 'end' },
  });

const FACTS = [
  fact({}),
  fact({ dimension: 'Infrastrutture/Servizi', figure: { state: 'value', value: 100 } }),
  forecast('cdq2', '2019', 'milano-2017'),
  forecast('pinqua-sansiro', '2026', 'milano-2023'),
];
const DATES = new Map([
  ['milano-2017', '2017-10-10'],
  ['milano-2023', '2023-01-17'],
]);
const at = (day: string) =>
  progressAt(
    FACTS,
    (f) => (f.subject_kind === 'project' ? 'mi-sansiro' : null),
    (f) => (f.subject_kind === 'programme' ? f.subject_id : 'cdq2'),
    DATES,
    day,
  );

describe('progressAt', () => {
  it('bug: of two forecasts the newest document’s counts, not the last row’s', () => {
    const forecasts = [forecast('cdq2', '2024', 'milano-2023'), forecast('cdq2', '2019', 'milano-2017')];
    for (const rows of [forecasts, forecasts.toReversed()]) {
      const [area] = progressAt(
        [fact({}), ...rows],
        (f) => (f.subject_kind === 'project' ? 'mi-sansiro' : null),
        () => 'cdq2',
        DATES,
        '2023-01-17',
      );
      expect(area?.forecast?.date).toBe('2024');
    }
    expect(latestReport([{ report_date: '2017-10-10' }, { report_date: '2017' }])).toBe('2017');
    expect(latestReport([])).toBeNull();
  });

  it('gives components, report date, age, and the forecast of the same programme, not of another in the quarter', () => {
    expect(at('2023-01-17')).toMatchObject([
      {
        area_id: 'mi-sansiro',
        components: [{ percent: 70 }, { percent: 100 }],
        report_date: '2017-10-10',
        age_years: 5,
        forecast: { date: '2019' },
      },
    ]);
  });

  it('knows nothing before the report', () => {
    expect(at('2017-10-09')).toEqual([]);
  });
});
