/** Classes with fixed, round, stated limits. Classification is total: every number and every absence has an answer. */

/** Ascending lower limits of the classes above the first; `[1, 3]` makes < 1, 1 to < 3, >= 3. */
export interface Scale {
  limits: readonly number[];
}

export const classCount = (scale: Scale): number => scale.limits.length + 1;

/** Class index from 0; null for what is not a number (NaN, null, undefined). Infinities fall in the end classes. */
export function classOf(scale: Scale, value: number | null | undefined): number | null {
  if (value === null || value === undefined || Number.isNaN(value)) return null;
  let index = 0;
  for (const limit of scale.limits) if (value >= limit) index += 1;
  return index;
}

export interface ClassRange {
  /** Inclusive; null for the first class. */
  from: number | null;
  /** Exclusive; null for the last class. */
  to: number | null;
}

/** The range of each class, in order. */
export const classRanges = ({ limits }: Scale): ClassRange[] =>
  [null, ...limits].map((from, i) => ({ from, to: limits[i] ?? null }));

/** Funded projects in a municipality: none, one, two or three, four or more. */
export const PROJECT_SCALE: Scale = { limits: [1, 2, 4] };
/** Resident population of a municipality. */
export const POPULATION_SCALE: Scale = { limits: [2_000, 5_000, 15_000, 50_000, 250_000] };
/** Share of households in arrears, per cent. */
export const ARREARS_SCALE: Scale = { limits: [10, 20, 30, 40, 50] };
