/**
 * Data that people bring from their own machine: a GeoJSON, or a CSV of points or of municipalities. It is read in a worker,
 * drawn, listed, and gone with the page: nothing of it is sent, stored or written into the address.
 */
import type { FeatureCollection } from 'geojson';
import type { Scale } from '$lib/domain/classes';

export const LIMITS = { bytes: 20 * 2 ** 20, rows: 50_000, layers: 5, problems: 200 } as const;

export type OwnKind = 'perimetri' | 'punti' | 'comuni';
export type OwnFormat = 'geojson' | 'csv';

/** What is wrong with one row or feature, or with the file. The words are in i18n/own.ts. */
export const PROBLEMS = [
  // The whole file.
  'too-large',
  'too-many-rows',
  'empty',
  'not-text',
  'kml',
  'markup',
  'not-json',
  'not-geojson',
  'no-geometry',
  'other-system',
  'projected',
  'mangled',
  'swapped',
  'no-header',
  'no-place-columns',
  'other-codes',
  'unbalanced',
  // One row or feature, left out.
  'no-coordinates',
  'bad-coordinates',
  'mangled-coordinates',
  'bad-ring',
  'line',
  'other-geometry',
  'no-code',
  'unknown-code',
  'other-code',
  'unknown-name',
  'ambiguous-name',
  'duplicate',
  'same-place',
  // One row or feature, kept.
  'code-mended',
  'ring-closed',
  'several-points',
  'parts-left-out',
  'not-a-number',
  'outside',
] as const;
export type ProblemId = (typeof PROBLEMS)[number];
/** What is said of a row that stays in. */
export const KEPT: ReadonlySet<ProblemId> = new Set([
  'code-mended',
  'ring-closed',
  'several-points',
  'parts-left-out',
  'not-a-number',
  'outside',
]);

export interface Problem {
  id: ProblemId;
  /** Row of the file, counted from 1 with the header, or number of the feature; null: the whole file. */
  row: number | null;
  /** What was read, shortened. */
  text: string;
}

/** Which columns (or properties) mean what. */
export interface Mapping {
  lat: string | null;
  lon: string | null;
  /** ISTAT code or name of the municipality. */
  comune: string | null;
  name: string | null;
  value: string | null;
  /** Latitude and longitude are the other way round in the file. */
  swap: boolean;
  /** Decimal sign of the value, where somebody has said it; else it is told from the column. */
  decimal?: ',' | '.';
  /** Row of the file that the titles stand in, where it is not the first. */
  begin?: number;
}

export interface OwnRow {
  /** Row of the file or number of the feature. */
  row: number;
  name: string;
  value: number | null;
  /** ISTAT code, for a layer of municipalities. */
  code: string | null;
}

export interface OwnData {
  format: OwnFormat;
  kind: OwnKind;
  /** Columns or properties that can be chosen, and what is chosen. */
  columns: string[];
  numeric: string[];
  mapping: Mapping;
  /** Numbers of the value that could be read with either sign: how they were read, and one of them as it stands in the file. */
  ambiguous?: { sign: ',' | '.'; sample: string };
  /** Geometry of perimeters and points, in the order of `rows`; empty for municipalities. */
  features: FeatureCollection;
  rows: OwnRow[];
  /** Round class limits of the value; null: no value. */
  scale: Scale | null;
  problems: Problem[];
  /** All problems by kind, also those beyond the list's length. */
  counts: Partial<Record<ProblemId, number>>;
}

/** A first row that seems to be no row of titles: its text, and the row where they seem to be. */
export interface Titles {
  text: string;
  row: number;
}

export type OwnAnswer =
  | { state: 'ready'; data: OwnData }
  /** Columns have to be chosen first. */
  | { state: 'choose'; columns: string[]; mapping: Mapping; titles?: Titles }
  | { state: 'refused'; problem: Problem };

/** A layer on the page. */
export interface OwnLayer extends OwnData {
  id: string;
  name: string;
  on: boolean;
  /** Kept in memory to be read again when other columns are chosen; gone with the layer. */
  file: File;
}

/** One row of one layer, wherever it is shown. */
export interface OwnPlace {
  layer: string;
  row: number;
}

/** What files are read against. */
export interface OwnFrame {
  municipalities: readonly { code: string; name: string; province: string }[];
  region: { west: number; south: number; east: number; north: number };
}
