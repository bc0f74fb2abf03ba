import { NO_FACETS, type Facets } from '$lib/domain/facets';
import type { TableKind } from '$lib/domain/kinds';
import type { Denominator, Metric, ValueRange } from '$lib/domain/metric';
import type { Selection } from '$lib/domain/selection';
import type { ColumnChoice } from '$lib/domain/table/column-choice';
import type { TimePoint } from '$lib/domain/time';
import type { AmountKind } from '$lib/schema/tables';

export { DENOMINATORS, METRICS, type Denominator, type Metric, type ValueRange } from '$lib/domain/metric';
export { MAX_COMPARED, TABLE_KINDS, type TableKind } from '$lib/domain/kinds';
export { SELECTION_KINDS, type Selection, type SelectionKind } from '$lib/domain/selection';

/** The View: everything that decides what is on the screen. It lives in the URL and nowhere else. */

export const LAYER_IDS = ['comuni', 'aree', 'laboratori', 'avanzamento', 'morosita', 'copertura'] as const;
export type LayerId = (typeof LAYER_IDS)[number];

/** A class or state of a layer's legend that stands out on the map while the layer's other signs step back. */
export interface Highlight {
  /** `celle`: the cells of a ledger that is open, which have a legend of their own beside that of the documents' signs. */
  layer: LayerId | 'celle';
  /** Id of the legend's item. */
  id: string;
}

const CLASS = 'classe-\\d{1,2}';
/** Ids that the items of a layer's legend may have. */
const LEGEND_ITEMS: Record<LayerId, RegExp> = {
  comuni: new RegExp(`^(?:${CLASS}|missing|not-applicable|uncertain)$`),
  aree: /^(?:errore|controllo|perimetro)$/,
  laboratori: /^(?:open|moved|closed|not-yet|unknown)$/,
  avanzamento: new RegExp(`^${CLASS}$`),
  morosita: new RegExp(`^(?:${CLASS}|suppressed|qualitative|missing)$`),
  copertura: /^(?:uncovered|uncertain)$/,
};
/** Whether a layer may have such an item; which ones it has follows from the rows. */
export const isLegendItem = (layer: LayerId, id: string): boolean => LEGEND_ITEMS[layer].test(id);

export const THEMES = ['auto', 'chiaro', 'scuro'] as const;
export type ThemeChoice = (typeof THEMES)[number];

export interface Sort {
  column: string;
  descending: boolean;
}

/** The divider between two days never leaves the map: a strip of either stays in sight. Per cent of the width. */
export const DIVIDER = { min: 5, max: 95, start: 50 } as const;

/** Radii that the coverage analysis offers, in kilometres. */
export const RADIUS = { min: 0.5, max: 20, step: 0.5 } as const;

export interface Camera {
  lon: number;
  lat: number;
  zoom: number;
}

/**
 * How far the map goes, and so which cameras an address may hold. Wide enough for the whole region in a wide and low window:
 * a table below, two hundred per cent of zoom.
 */
export const CAMERA_BOUNDS = { west: 3.4, south: 42.4, east: 16.6, north: 48.9 } as const;

export interface View {
  lang: 'it' | 'en';
  /** Null: the whole region, fitted to the window. */
  camera: Camera | null;
  layers: readonly LayerId[];
  /** What the municipalities' colour shows. */
  metric: Metric;
  per: Denominator;
  /** Which kind of amount `contributo` adds up: kinds are never summed together. */
  euro: AmountKind;
  /** Municipalities outside this range of the metric are filtered away, in map, table and export; null: none is. */
  values: ValueRange | null;
  /** Of the areas only those with a published share of households in arrears in this range, per cent; null: all. */
  shares: ValueRange | null;
  /** Of the areas only those with a component whose works' stated progress is in this range, per cent; null: all. */
  works: ValueRange | null;
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
  /** Columns of that table that somebody has switched on or off; null: as the table proposes. */
  columns: ColumnChoice | null;
  /** Radius of the coverage analysis in kilometres; zero: in the municipality itself; null when it is off. */
  radius: number | null;
  /** Labs count for the coverage when active at some time from this day to `date`; null: when open at `date`. */
  since: string | null;
  /** Of the municipalities only those with ERP need and no lab within the radius, in map, table and export. */
  onlyGaps: boolean;
  /** Time point of the documents' arrears, before or after the intervention; null: the latest that is told. */
  point: TimePoint | null;
  /** Areas read side by side, in the order they were chosen; empty: no comparison. */
  compare: readonly string[];
  /** The comparison leaves out rows that speak of one area alone. */
  onlyShared: boolean;
  /** A second day: the map shows it beside `date`, with a divider to swipe; null: one day. */
  secondDate: string | null;
  /** Where that divider stands, whole per cent of the map's width. */
  divider: number;
  /** Item of a legend that stands out on the map; null: none does. */
  highlight: (Highlight & { layer: LayerId }) | null;
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
  per: 'numero',
  euro: 'granted',
  values: null,
  shares: null,
  works: null,
  axes: [],
  facets: NO_FACETS,
  date: LAST_DOCUMENT_DAY,
  selection: null,
  theme: 'auto',
  table: null,
  sort: null,
  columns: null,
  radius: null,
  since: null,
  onlyGaps: false,
  point: null,
  compare: [],
  onlyShared: true,
  secondDate: null,
  divider: DIVIDER.start,
  highlight: null,
});
