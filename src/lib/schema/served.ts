/**
 * What the pipeline serves and the app reads: static/data/*.json. Row types come from the tables; arrears figures have a
 * form of their own, because a withheld figure must not have anywhere to keep its number.
 */
import type { WithheldReason } from '../domain/disclosure';
import type { Row, SourceId, SubjectKind, Theme } from './tables';

/** State and content of one figure. A suppressed one has a reason and nothing else. */
export type Figure =
  | { state: 'value' | 'zero'; value: number }
  | { state: 'qualitative'; text_it: string; text_en: string }
  | { state: 'missing'; text_it: string | null; text_en: string | null }
  | { state: 'suppressed'; reason: WithheldReason };

export type FigureState = Figure['state'];

/** One stated (or derived) figure with everything needed to read it honestly. */
export interface Fact {
  id: string;
  theme: Theme;
  subject_kind: SubjectKind;
  subject_id: string;
  indicator_id: string;
  dimension: string | null;
  dimension_en: string | null;
  figure: Figure;
  unit: string | null;
  /** The denominator, by name. */
  basis: string | null;
  scope: string | null;
  threshold_eur: number | null;
  owner: string | null;
  time_point: 't0' | 't1' | 't1-t0' | null;
  /** What the figure refers to (`2014-10-31`, `2014`, `2014-09/2015-12`), not the date of the document. */
  data_date: string | null;
  derived: boolean;
  source_id: SourceId;
  lines: string | null;
  also: string | null;
  note: string | null;
}

/** Everything but geometry and figures: the planner's map is drawn from this. */
export interface Catalog {
  release: string;
  sources: Row<'sources'>[];
  bodies: Row<'bodies'>[];
  programmes: Row<'programmes'>[];
  axes: Row<'funding_axes'>[];
  projects: Row<'projects'>[];
  funding: Row<'project_funding'>[];
  places: Row<'project_places'>[];
  areas: Row<'areas'>[];
  labs: Row<'labs'>[];
  sites: Row<'lab_sites'>[];
  ambiti: Row<'lab_ambiti'>[];
  partners: Row<'lab_partners'>[];
}

/** `facts/<theme>.json`: the figures of one theme, fetched when something on the screen needs them. */
export interface FactFile {
  release: string;
  facts: Fact[];
}

/** `reference.json`: what figures are read with. */
export interface Reference {
  release: string;
  indicators: Row<'indicators'>[];
  events: Row<'events'>[];
  contradictions: Row<'contradictions'>[];
}

/** English of the phrases of one served file, in the order in which the file has them first. */
export interface EnglishWords {
  /** Of the Italian phrases, so that no other ones are taken for them. */
  check: string;
  words: string[];
}

/** `english.json`: for phrases whose table has no English column; English pages alone fetch it. */
export interface English {
  release: string;
  files: Record<string, EnglishWords>;
}

/** All of it together, as pages are built from. */
export interface Facts extends Reference {
  facts: readonly Fact[];
}

/** One municipality; population and area are of the boundary's reference year. */
export interface Municipality {
  istat_code: string;
  name: string;
  province_code: string;
  province: string;
  population: number | null;
  population_year: number | null;
  area_km2: number;
  label: [lon: number, lat: number];
  /** No point of it is farther than this from `label`, in kilometres; with the error of the drawn outline added. */
  extent_km: number;
}

/** One municipality as it is served: code, name, population, its year, km2, label longitude and latitude, extent. */
export type MunicipalityTuple = [
  string,
  string,
  number | null,
  number | null,
  number,
  number,
  number,
  number,
];

/** `comuni.json`: tuples, because 1,504 objects would weigh as much as the geometry. */
export interface Municipalities {
  release: string;
  /** Province names by code; a municipality's province is the first three digits of its code. */
  provinces: Record<string, string>;
  municipalities: MunicipalityTuple[];
}

export interface ManifestFile {
  sha256: string;
  bytes: number;
}

export interface Manifest {
  release: string;
  /** Hash of everything the files were made from; equal inputs need no new build. */
  inputs: string;
  counts: Record<string, number>;
  states: Record<string, number>;
  files: Record<string, ManifestFile>;
}
