/** What a layer of the map is: one file each, with its words, its legend, its specification and its data. */
import type { Geometry } from 'geojson';
import type { Map as MapLibreMap, LayerSpecification, SourceSpecification } from 'maplibre-gl';
import type { Lang } from '$lib/domain/figures';
import type { CoverageResult } from '$lib/domain/coverage/types';
import type { DensityView } from '$lib/domain/density';
import type { Legend } from '$lib/domain/legend';
import type { MetricValues } from '$lib/domain/metrics';
import type { Index, Rows } from '$lib/domain/select';
import type { Municipality } from '$lib/schema/served';
import type { AmountKind } from '$lib/schema/tables';
import type { Denominator, Highlight, LayerId, Metric, Selection, ValueRange } from '$lib/state/view';
import type { TimePoint } from '$lib/domain/time';
import type { MapTheme } from '../theme';
import type { MapLayerId } from '../order';

export type Words = Readonly<Record<Lang, string>>;

/** Everything a layer may draw from. It never reads the URL or the page. */
export interface LayerContext {
  lang: Lang;
  theme: MapTheme;
  index: Index;
  rows: Rows;
  municipalities: readonly Municipality[];
  /** Official perimeters by area id; an area without one is drawn as a circle. */
  perimeters: ReadonlyMap<string, Geometry>;
  metric: Metric;
  /** Denominator and kind of amount of the metric; absent: the number itself, granted. */
  per?: Denominator;
  euro?: AmountKind;
  /** Municipalities outside this range of the metric are drawn as out. */
  values?: ValueRange | null;
  /**
   * The metric of every municipality, over the rows before `values` narrowed them. Absent: computed from `rows`, which is
   * right only while there is no range.
   */
  measured?: MetricValues;
  /** Class or state of one layer that stands out; what else that layer draws steps back. */
  highlight?: Highlight | null;
  selection: Selection | null;
  /** Areas that are read side by side; absent: none. */
  compared?: readonly string[];
  /** The last answer of the coverage analysis; null when it is off. */
  coverage: CoverageResult | null;
  /** Arrears density of a release; absent or null: the figures of the documents. */
  density?: DensityView | null;
  /** Time point of the documents' arrears; absent or null: the latest that is told. */
  point?: TimePoint | null;
}

/** How much is left of a sign that has stepped back. */
export const DIM = 0.22;

/** Legend items with one of these ids step back, because another of the layer stands out. */
export const stepsBack = (
  { highlight }: Pick<LayerContext, 'highlight'>,
  layer: Highlight['layer'],
  ids: readonly string[],
): boolean => highlight?.layer === layer && !ids.includes(highlight.id);

/** Name of a class among a legend's items. */
export const classId = (tone: number): string => `classe-${tone}`;

/** Pictures that a layer needs in the map, by name. */
export type Images = ReadonlyMap<string, string>;

export interface MapLayer {
  id: LayerId;
  title: Words;
  /** What the layer shows and how to read it. */
  help: Words;
  /** Documents and licences behind it. */
  source: Words;
  legend: (context: LayerContext) => Legend;
  sources: () => Record<string, SourceSpecification>;
  /** Layer specifications for a theme; pure, without data. */
  layers: (theme: MapTheme, lang: Lang, metric: Metric) => (LayerSpecification & { id: MapLayerId })[];
  /** SVG pictures that the layers name. */
  images?: (context: LayerContext) => Images;
  /** Puts the rows on the map. Called when rows, metric or selection change. */
  update: (map: MapLibreMap, context: LayerContext) => void;
  /** Layers that answer to a click, and what is chosen by it. */
  pick?: { layers: readonly MapLayerId[]; select: (properties: Record<string, unknown>) => Selection | null };
}
