/** What a picture is made of: boxes in millimetres from the top left, and what they are made from. */
import type { Lang } from '$lib/domain/figures';
import type { Legend, Swatch } from '$lib/domain/legend';
import type { Camera } from '$lib/state/view';
import type { Extent } from '../camera';
import type { PictureOptions } from '../options';
import type { Weight } from '../wrap';

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export type Ink = 'ink' | 'soft' | 'accent';

export type Mark = Box &
  (
    | {
        kind: 'text';
        text: string;
        size: number;
        weight: Weight;
        ink: Ink;
        align: 'left' | 'right' | 'center';
      }
    | { kind: 'swatch'; swatch: Swatch }
    | { kind: 'rule' }
    /** A plate on the map that furniture stands on. */
    | { kind: 'plate' }
    | { kind: 'scale'; length: number; label: string; size: number }
    | { kind: 'north'; label: string; size: number }
    | { kind: 'day'; label: string; size: number }
  );

export interface MapFrame {
  box: Box;
  /** Day that the map shows, when there are two. */
  day: string | null;
}

export interface Layout {
  /** Millimetres. */
  page: { width: number; height: number };
  dpi: number;
  /** Device pixels of the whole picture. */
  pixels: Extent;
  /** The map, or the two maps of a comparison: equally large, looking at the same place. */
  maps: readonly [MapFrame, ...MapFrame[]];
  /** Device pixels a CSS pixel of the map: how large signs and labels come out. */
  ratio: number;
  camera: Camera;
  marks: Mark[];
  /** Entries of the legend that found no room. */
  left: number;
}

export interface LegendBlock {
  title: string;
  /** Stands out under the title: that these data are not ours, for example. */
  mark?: string | null;
  legend: Legend;
}

export interface LayoutInput {
  lang: Lang;
  options: PictureOptions;
  /** The map on the page, CSS pixels, and how dense the screen is. */
  screen: Extent & { ratio: number };
  camera: Camera | null;
  /** The sentence that says the view. */
  sentence: string;
  /** Two days, as they are written on the maps, left and right; absent or null: one map. */
  days?: readonly [string, string] | null;
  release: string;
  /** Day on which the picture is made. */
  created: string;
  link: string;
  attribution: string;
  /** Data of people's own are in the picture: licence and link do not cover them. */
  own?: boolean;
  legends: readonly LegendBlock[];
  /** One entry a layer. */
  sources: readonly string[];
}
