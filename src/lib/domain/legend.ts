/** What a legend says, as data: layers write it, the ui draws it, exports can set it in a picture. */

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
}

export interface Legend {
  /** One sentence: what the signs show, of what, at which date. */
  sentence: string;
  items: LegendItem[];
  /** What the reader must know to read it right. */
  notes: string[];
}
