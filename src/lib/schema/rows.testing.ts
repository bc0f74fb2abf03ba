/** Rows for tests: complete, so that a test says only what it is about. */
import type { Row } from './tables';

/** A share that its document states at the start, of a group that nobody counts. */
export const arrearsRow = (patch: Partial<Row<'arrears'>> = {}): Row<'arrears'> => ({
  obs_id: 'x-1',
  subject_kind: 'area',
  subject_id: 'bs-exzanoletti',
  indicator_id: 'share_in_arrears',
  dimension: null,
  value: 38.1,
  unit: '%',
  state: 'value',
  text: null,
  basis: null,
  scope: null,
  threshold_eur: null,
  owner: null,
  time_point: 't0',
  data_date: '2014-10-31',
  derived: null,
  text_en: null,
  n_households: null,
  n_in_arrears: null,
  source_id: 'eupolis-2016',
  lines: '1623',
  also: null,
  note: null,
  ...patch,
});
