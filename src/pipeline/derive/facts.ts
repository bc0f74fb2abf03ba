/** Observation rows as served facts. Arrears rows do not come here directly: they pass src/pipeline/protect first. */
import type { Fact, Figure } from '../../lib/schema/served';
import type { Row, Theme } from '../../lib/schema/tables';

type ObservationRow = Row<'observations'>;

function figureOf(row: ObservationRow): Figure {
  switch (row.state) {
    case 'value':
    case 'zero':
      return { state: row.state, value: row.value ?? 0 };
    case 'qualitative':
      return { state: 'qualitative', text_it: row.text ?? '', text_en: row.text_en ?? row.text ?? '' };
    case 'missing':
      return { state: 'missing', text_it: row.text, text_en: row.text_en ?? row.text };
  }
}

/** One row as it is stated, before any protection. */
export function statedFact(row: ObservationRow, theme: Theme): Fact {
  return {
    id: row.obs_id,
    theme,
    subject_kind: row.subject_kind,
    subject_id: row.subject_id,
    indicator_id: row.indicator_id,
    dimension: row.dimension,
    // On rows with a number, text_en translates the split; on others it translates the text.
    dimension_en: row.value === null ? row.dimension : (row.text_en ?? row.dimension),
    figure: figureOf(row),
    unit: row.unit,
    basis: row.basis,
    scope: row.scope,
    threshold_eur: row.threshold_eur,
    owner: row.owner,
    time_point: row.time_point,
    data_date: row.data_date,
    derived: row.derived ?? false,
    source_id: row.source_id,
    lines: row.lines,
    also: row.also,
    note: row.note,
  };
}
