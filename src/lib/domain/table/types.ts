/** What a table is made of. Figures keep their state up to the cell; a cell knows where it is stated. */
import type { Figure } from '../../schema/served';
import type { Precision, Row, SourceId } from '../../schema/tables';
import type { CoverageResult, Sum } from '../coverage/types';
import type { Lang } from '../figures';
import type { TableKind } from '../kinds';

/** What a row selects; the same shape as the View's selection. */
export interface Subject {
  kind: 'area' | 'laboratorio' | 'progetto' | 'comune';
  id: string;
}

/** Where a cell is stated. */
export interface Cite {
  source_id: SourceId;
  lines: string | null;
}

export type ColumnKind = 'text' | 'code' | 'number' | 'euro' | 'percent' | 'date' | 'figure';

export interface Column {
  /** Also the name in the address and in exported files: `[a-z0-9_]`. */
  id: string;
  title: string;
  definition: string;
  /** `figure` and `euro` columns hold figures with a state; `code` is text made of codes. */
  kind: ColumnKind;
  /** As in the indicators: `n`, `%`, `m2`, `EUR`, `m`, `km2`. */
  unit?: string;
  /** One source for the whole column. */
  source?: string;
  /** Codes that stand for words, in the exports. */
  codes?: Readonly<Record<string, string>>;
  /** Name of those codes in the words, where it is not the column's id. */
  vocabulary?: 'stato_progetto' | 'copertura_propria' | 'fabbisogno';
  /** What a column that is made of the view is called in both languages; the others have words of their own in i18n. */
  both?: Readonly<
    Record<Lang, { title: string; definition: string; codes?: Readonly<Record<string, string>> }>
  >;
  /** Files have a field of sources beside this column; on the screen every cell that has a source offers it. */
  cited?: boolean;
  /** Counted or computed here, as the definition says; no document has it in these words. */
  computed?: boolean;
  /** Off until somebody asks for it; always exported. */
  extra?: boolean;
}

export type Cell =
  | { is: 'text'; text: string | null; /** Sorts instead of the text. */ order?: number }
  | { is: 'number'; value: number | null }
  | { is: 'category'; code: string | null; words: string | null }
  /** `figure` null: no document speaks of it. */
  | { is: 'figure'; figure: Figure | null; date: string | null; note: string | null };

export interface Point {
  lon: number;
  lat: number;
  precision: Precision;
  /** Metres. */
  error_m: number | null;
}

export interface TableRow {
  selection: Subject;
  cells: Readonly<Record<string, Cell>>;
  sources: Readonly<Record<string, readonly Cite[]>>;
  /** What a cell that is no figure has to be read with: where its position is from. */
  notes?: Readonly<Record<string, string>>;
  /** Where it is; empty when nobody says. */
  points: readonly Point[];
}

/** Which coverage analysis a table's columns come from. */
export interface TableCoverage {
  radius_km: number;
  /** Labs in use at the date, or at some time since this day. */
  since: string | null;
  date: string;
  labs: number;
  labs_placed: number;
  /** Labs of which nobody says that they were open; labs of which not even the municipality is known. */
  labs_doubtful: number;
  labs_nowhere: number;
  /** Municipalities with ERP need and no lab, and those in doubt, with their residents. */
  gaps: Sum;
  doubtful: Sum;
  /** Those of them that a range of values or a choice of municipalities leaves among the rows. */
  gaps_shown: Sum;
  doubtful_shown: Sum;
  /** The answer in words, in both languages. */
  answer: Readonly<Record<Lang, string>>;
}

export interface Table {
  kind: TableKind;
  lang: Lang;
  title: string;
  columns: readonly Column[];
  rows: readonly TableRow[];
  documents: readonly Row<'sources'>[];
  /** Absent: the coverage analysis is off, or its answer is on its way. */
  coverage?: TableCoverage;
  /** Its whole answer, for the files; with `coverage` and never without. */
  answer?: CoverageResult;
  /** Municipalities that the rows are narrowed to; null: all. */
  within?: ReadonlySet<string> | null;
}
