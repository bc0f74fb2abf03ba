import { NO_FACETS, type Facets } from '$lib/domain/facets';

/** The View: everything that decides what is on the screen. It lives in the URL and nowhere else. */

export const LAYER_IDS = ['comuni', 'aree', 'laboratori', 'avanzamento', 'morosita', 'copertura'] as const;
export type LayerId = (typeof LAYER_IDS)[number];

export const METRICS = ['progetti', 'residenti'] as const;
export type Metric = (typeof METRICS)[number];

export const THEMES = ['auto', 'chiaro', 'scuro'] as const;
export type ThemeChoice = (typeof THEMES)[number];

export const SELECTION_KINDS = ['comune', 'area', 'laboratorio', 'progetto'] as const;
export type SelectionKind = (typeof SELECTION_KINDS)[number];

export const TABLE_KINDS = ['quartieri', 'laboratori', 'progetti', 'comuni'] as const;
export type TableKind = (typeof TABLE_KINDS)[number];

export interface Sort {
  column: string;
  descending: boolean;
}

/** Radii that the coverage analysis offers, in kilometres. */
export const RADIUS = { min: 0.5, max: 20, step: 0.5 } as const;

export interface Selection {
  kind: SelectionKind;
  id: string;
}

export interface Camera {
  lon: number;
  lat: number;
  zoom: number;
}

export interface View {
  lang: 'it' | 'en';
  /** Null: the whole region, fitted to the window. */
  camera: Camera | null;
  layers: readonly LayerId[];
  /** What the municipalities' colour shows. */
  metric: Metric;
  /** Axis ids, the shortest list that covers what is checked; empty: no filter. */
  axes: readonly string[];
  facets: Facets;
  /** The day whose situation is shown. */
  date: string;
  selection: Selection | null;
  theme: ThemeChoice;
  /** The table beside the map, by kind of row; null when it is closed. */
  table: TableKind | null;
  /** Column and direction that the table is sorted by; null: the kind's own order. */
  sort: Sort | null;
  /** Radius of the coverage analysis in kilometres; null when it is off. */
  radius: number | null;
}

/** The newest of the documents: what is known is known up to this day. */
export const LAST_DOCUMENT_DAY = '2023-01-17';
export const FIRST_DAY = '2004-01-01';
export const LAST_DAY = '2027-12-31';

export const DEFAULT_LAYERS: readonly LayerId[] = ['comuni', 'aree', 'laboratori', 'avanzamento'];

export const defaultView = (lang: View['lang']): View => ({
  lang,
  camera: null,
  layers: DEFAULT_LAYERS,
  metric: 'progetti',
  axes: [],
  facets: NO_FACETS,
  date: LAST_DOCUMENT_DAY,
  selection: null,
  theme: 'auto',
  table: null,
  sort: null,
  radius: null,
});
