/** What a comparison is made of. */
import type { CompareWords } from '../../i18n/compare';
import type { Figure, Reference } from '../../schema/served';
import type { Row, SourceId } from '../../schema/tables';
import type { Lang } from '../figures';
import type { Index, Rows } from '../select';

/** Order in which people read a comparison. */
export const GROUPS = [
  'housing',
  'people',
  'renovation',
  'labs',
  'projects',
  'money',
  'arrears',
  'output',
  'result',
] as const;
export type GroupId = (typeof GROUPS)[number];

/** What makes the figures of a row not comparable. */
export const WARNING_KINDS = [
  'dates',
  'undated',
  'time_point',
  'unit',
  'dimension',
  'basis',
  'threshold',
  'scope',
  'owner',
  'vat',
  'derived',
  'forecast',
  'at_least',
  'spread',
  'contradicted',
] as const;
export type WarningKind = (typeof WARNING_KINDS)[number];

/** Why a change between two times, or a difference of changes, is not computed. */
export const BARS = [
  'no-start',
  'no-end',
  'no-times',
  'several',
  'suppressed',
  'missing',
  'words',
  'unit',
  'basis',
  'threshold',
  'scope',
  'owner',
  'derived',
  'dates',
  'forecast',
  'contradicted',
  'intervention-change',
  'control-change',
] as const;
export type Bar = (typeof BARS)[number];

export interface CompareSource {
  source_id: SourceId;
  lines: string | null;
  also: string | null;
}

/** One stated figure with everything needed to set it beside another. */
export interface CompareFigure {
  figure: Figure;
  /** In the page's language, with its unit. */
  words: string;
  unit: string | null;
  /** The part of the whole that it speaks of; null: the whole. */
  dimension: string | null;
  basis: string | null;
  scope: string | null;
  threshold_eur: number | null;
  owner: string | null;
  vat: 'incl' | 'excl' | null;
  time_point: 't0' | 't1' | 't1-t0' | null;
  /** What the figure refers to; null when the document does not say. */
  data_date: string | null;
  document_date: string;
  derived: boolean;
  /** Said of a time to come when it was written. */
  forecast: boolean;
  /** It leaves something out: `at_least` things whose state nobody says, `spread` money of several areas. */
  partial: 'at_least' | 'spread' | null;
  note: string | null;
  source: CompareSource;
}

/** From start to end of the project in one area, or why nobody may compute it. */
export type Change =
  | { allowed: true; difference: number; unit: string | null; words: string }
  | { allowed: false; why: Bar[]; words: string };

export interface CompareCell {
  area_id: string;
  /** What is shown; several only in lists and statements; empty: no document known at the date says. */
  figures: CompareFigure[];
  /** Other figures that documents state for the same thing: earlier, of the start, or simply different. */
  others: CompareFigure[];
  change: Change | null;
  contradictions: Row<'contradictions'>[];
}

export interface CompareWarning {
  kind: WarningKind;
  words: string;
  /** Areas it is about. */
  areas: string[];
}

export interface CompareRow {
  id: string;
  title: string;
  definition: string | null;
  /** One for each column, in the order of the columns. */
  cells: CompareCell[];
  warnings: CompareWarning[];
  /** How many columns say something. */
  stated: number;
  /** Two numbers or more, and nothing speaks against reading them side by side. */
  comparable: boolean;
  /** Why they may be, and what nobody says of them; null where they may not. `full`: nothing is left unsaid. */
  clear: { words: string; full: boolean } | null;
}

export interface CompareGroup {
  id: GroupId;
  title: string;
  rows: CompareRow[];
}

export interface CompareColumn {
  id: string;
  name: string;
  /** In words: neighbourhood, building group, control area. */
  kind: string;
  municipality: string;
  /** Areas that the documents set against this one, and the ones that it is set against. */
  controls: { id: string; name: string }[];
  interventions: { id: string; name: string }[];
}

export interface ControlSide {
  t0: CompareFigure | null;
  t1: CompareFigure | null;
  /** The change as a document states it. */
  stated: CompareFigure | null;
  change: Change;
}

export interface ControlRow {
  id: string;
  title: string;
  intervention: ControlSide;
  control: ControlSide;
  /** Change of the intervention less that of the control. */
  difference: Change;
}

export interface ControlComparison {
  intervention: { id: string; name: string };
  control: { id: string; name: string };
  rows: ControlRow[];
}

export interface Comparison {
  /** The question that it answers. */
  ids: string[];
  date: string;
  columns: CompareColumn[];
  groups: CompareGroup[];
  /** Pairs of intervention and control among the columns. */
  controls: ControlComparison[];
  /** Says it in one sentence. */
  sentence: string;
  documents: readonly Row<'sources'>[];
}

export interface CompareChoice {
  id: string;
  name: string;
  municipality: string;
}

/** What every row is built from. */
export interface Sheet {
  index: Index;
  lang: Lang;
  date: string;
  w: CompareWords;
  areas: Row<'areas'>[];
  reference: Pick<Reference, 'indicators' | 'contradictions'>;
  /** Areas by project. */
  areasOf: (project: string) => ReadonlySet<string>;
  rows: Rows;
}
