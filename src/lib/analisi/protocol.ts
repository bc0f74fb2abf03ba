/**
 * What the page and the worker of the analysis say to each other. The worker holds the release; the page asks for the rows
 * and cells that it shows. No message holds a cell's content of a ledger; titles of columns are told to the person at the
 * screen alone, when they have to be assigned.
 */
import type { ColumnKey } from '../density/columns';
import type { Mapping } from '../density/mapping';
import type { Why } from '../density/reasons';
import type { Form, ZoneKind } from '../density/types';
import type { DensityQuestion, DensityRow, DensityView, TableQuestion } from '../domain/density';
import type { Lang } from '../domain/figures';

/** Largest share of refused rows: the same as the command line's. */
export const MAX_REFUSED = 0.02;
/** Refused rows that the page lists; all of them are in the file. */
export const LISTED = 100;

export interface Refused {
  total: number;
  read: number;
  /** The first ones. */
  first: { file: string; row: number; why: Why }[];
  byWhy: [why: Why, count: number][];
}

export interface Progress {
  phase: 'opening' | 'reading' | 'protecting';
  file: string;
  rows: number;
  refused: number;
  /** 0 to 1 of the bytes of all files. */
  done: number;
  /** Rows a second since the start. */
  rate: number;
}

/** What has come out, without the figures themselves. */
export interface Summary {
  names: string[];
  from: 'ledger' | 'parts' | 'release';
  form: Form;
  simulated: boolean;
  days: string[];
  owners: string[];
  kinds: ZoneKind[];
  rows: { read: number; refused: number; outside: number } | null;
  refused: Refused | null;
  seconds: number;
  /** Owners without rows on a day that others have. */
  gaps: { owner: string; day: string }[];
}

/** A sentence in both languages: the page may change its language while it stands there. */
export type Said = Record<Lang, string>;

export type Outcome =
  | { kind: 'result'; summary: Summary }
  /** Columns to be assigned by hand. */
  | { kind: 'mapping'; titles: string[]; found: Partial<Record<ColumnKey, string>>; problem: Said }
  | { kind: 'too-many'; refused: Refused; share: number }
  | { kind: 'failed'; why: Said }
  | { kind: 'cancelled' };

export interface ReadOrder {
  files: File[];
  mapping: Mapping | null;
}

export type Export = 'pianificatore' | 'pubblica' | 'csv' | 'rifiutate';

/** Questions of the page with their answers, by name. */
export interface Questions {
  prepare: { order: { base: string }; answer: { ok: true } | { ok: false; why: string } };
  read: { order: ReadOrder; answer: Outcome };
  view: { order: DensityQuestion; answer: DensityView };
  rows: {
    order: TableQuestion & { from: number; count: number; reveal?: string };
    answer: { rows: DensityRow[]; total: number; from: number };
  };
  zone: {
    order: { id: string; owner: string; day: string; threshold: number };
    /** The zone, or each piece of a cell; and where a cell lies, longitude and latitude. */
    answer: { rows: DensityRow[]; center: [number, number] | null };
  };
  file: { order: { what: Export; lang: Lang }; answer: { blob: Blob; name: string } };
}
export type QuestionName = keyof Questions;

export type ToWorker =
  | { [Q in QuestionName]: { id: number; ask: Q; order: Questions[Q]['order'] } }[QuestionName]
  | { ask: 'cancel' };

export type FromWorker =
  { id: number; answer: unknown } | { id: number; error: string } | { progress: Progress };
