/** What a legend says, as data: layers write it, the ui draws it, exports can set it in a picture. */
import type { ValueRange } from './metric';

export type Swatch =
  /** A filled square, optionally hatched, dotted or empty with a dashed outline. */
  | { kind: 'fill'; color: string; pattern?: 'hatch' | 'dots' | 'dashed' }
  /** An SVG sign of the map, as text we wrote ourselves. */
  | { kind: 'sign'; svg: string };

export interface LegendItem {
  swatch: Swatch;
  label: string;
  /** How many rows are in this class or state, when that is worth saying. */
  count?: number;
  /** Stable name of the class or state: `classe-2`, `missing`. One that has it can be highlighted on the map. */
  id?: string;
  /** Has an id, but nothing of it is on the map. */
  still?: true;
  /** Class that the item stands for. */
  tone?: number;
  /** Colour of the class, where the swatch is a sign. */
  color?: string;
  /** Values of the class. */
  range?: ValueRange;
}

/** Two scales in one: the first `rows x columns` items are the cells, row by row. */
export interface LegendGrid {
  rows: { title: string; labels: readonly string[] };
  columns: { title: string; labels: readonly string[] };
}

export interface Legend {
  /** One sentence: what the signs show, of what, at which date. */
  sentence: string;
  /** The selected place's own value, class and rank, in a sentence. */
  own?: string | null;
  items: LegendItem[];
  grid?: LegendGrid;
  /** What the reader must know to read it right. */
  notes: string[];
}
