/**
 * The current rows as tables, one a kind of row: what the table on the screen and every export are made of. Pure.
 */
import { gapWords } from '../../i18n/coverage';
import { TABLE_WORDS } from '../../i18n/table';
import type { Municipality } from '../../schema/served';
import type { Theme } from '../../schema/tables';
import { shownOf } from '../coverage/sums';
import type { CoverageResult } from '../coverage/types';
import type { Lang } from '../figures';
import type { TableKind } from '../kinds';
import type { Index, Rows } from '../select';
import { areaTable } from './areas';
import { labTable } from './labs';
import { municipalityTable } from './municipalities';
import { sortTable } from './order';
import { projectTable } from './projects';
import { answering } from './reach';
import type { Draft, Sheet } from './sheet';
import type { Table } from './types';

/** Figures that a table reads, by theme: what must be loaded before it is built. */
export const tableThemes = (kind: TableKind): readonly Theme[] =>
  kind === 'quartieri' ? ['people', 'housing', 'renovation', 'arrears'] : [];

const DRAFT: Record<TableKind, (sheet: Sheet) => Draft> = {
  quartieri: areaTable,
  laboratori: labTable,
  progetti: projectTable,
  comuni: municipalityTable,
};

/**
 * The table of one kind for the current rows, by name. `comuni` has every municipality, or those that the question is
 * narrowed to; the others have the rows that the view comprises. The figures of tableThemes(kind) must be in the index, or
 * their cells read "not stated". With the answer of the coverage analysis to the same question, all but `progetti` have
 * its columns too, and every kind takes it along for the files.
 */
export function buildTable(
  kind: TableKind,
  index: Index,
  rows: Rows,
  municipalities: readonly Municipality[],
  lang: Lang,
  coverage: CoverageResult | null = null,
): Table {
  const w = TABLE_WORDS[lang];
  const answer = answering(coverage, rows);
  const within = rows.question.within ?? null;
  const shown = answer && shownOf(answer, within);
  const { columns, rows: list } = DRAFT[kind]({ index, rows, municipalities, lang, w, coverage: answer });
  const table: Table = {
    kind,
    lang,
    title: w.kind[kind],
    columns,
    rows: list,
    documents: index.catalog.sources,
    ...(answer === null || shown === null
      ? {}
      : {
          answer,
          within,
          coverage: {
            radius_km: answer.radius_km,
            since: answer.since,
            date: answer.question.date,
            labs: answer.totals.labs,
            labs_placed: answer.totals.labs_placed,
            labs_doubtful: answer.totals.labs_doubtful,
            labs_nowhere: answer.totals.labs_nowhere,
            gaps: answer.gap_residents,
            doubtful: answer.doubtful_residents,
            gaps_shown: shown.gaps,
            doubtful_shown: shown.doubtful,
            answer: { it: gapWords(answer, 'it', within), en: gapWords(answer, 'en', within) },
          },
        }),
  };
  return sortTable(table, 'nome', false);
}
