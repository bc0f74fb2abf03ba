/** Classes with fixed, round, stated limits. Classification is total: every number and every absence has an answer. */
import type { Denominator, Metric } from './metric';

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
/** A scale of a municipal metric. */
export interface MetricScale extends Scale {
  /** Nothing at all (0) is a class of its own, below the first. */
  zero: boolean;
  /** Lower ends of the histogram's bins: round, and with every limit of the classes among them. */
  steps: readonly number[];
  /** Whole numbers; else how many decimals a value is told with. */
  digits: number;
}

/** Share of households in arrears, per cent. */
export const ARREARS_SCALE: MetricScale = {
  limits: [10, 20, 30, 40, 50],
  zero: false,
  steps: [0, 10, 20, 30, 40, 50, 60, 70, 80, 90],
  digits: 1,
};
/** Stated progress of works, per cent: not begun, less than half, half or more, done. */
export const PROGRESS_SCALE: MetricScale = {
  limits: [50, 100],
  zero: true,
  // The second step is all that is more than nothing: documents state tenths of a per cent at most.
  steps: [0, 0.01, 25, 50, 75, 100],
  digits: 1,
};

const states = (n: number): MetricScale => ({
  limits: Array.from({ length: n - 1 }, (_, i) => i + 1),
  zero: false,
  steps: [],
  digits: 0,
});

/**
 * Limits by metric and denominator, chosen once by hand so that they can be said aloud and mean the same on every map;
 * never computed from what is on the screen.
 */
export const METRIC_SCALES: Readonly<
  Record<Metric, { numero: MetricScale } & Partial<Record<Denominator, MetricScale>>>
> = {
  progetti: {
    // The class of zero and PROJECT_SCALE's limits: none, one, two or three, four or more.
    numero: { limits: [2, 4], zero: true, steps: [0, 1, 2, 3, 4, 5, 10, 20], digits: 0 },
    residenti: {
      limits: [0.05, 0.2],
      zero: true,
      steps: [0, 0.0005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5],
      digits: 3,
    },
    alloggi: { limits: [0.5, 1], zero: true, steps: [0, 0.005, 0.1, 0.2, 0.5, 1, 2], digits: 2 },
  },
  contributo: {
    numero: {
      limits: [100_000, 1_000_000, 10_000_000],
      zero: false,
      steps: [0, 50_000, 100_000, 250_000, 500_000, 1_000_000, 5_000_000, 10_000_000, 50_000_000],
      digits: 0,
    },
    residenti: {
      limits: [1_000, 10_000, 100_000],
      zero: false,
      steps: [0, 500, 1_000, 5_000, 10_000, 50_000, 100_000, 200_000],
      digits: 0,
    },
    alloggi: {
      limits: [50_000, 100_000, 500_000],
      zero: false,
      steps: [0, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000],
      digits: 0,
    },
  },
  laboratori: {
    numero: { limits: [2, 4], zero: true, steps: [0, 1, 2, 3, 4, 5, 10], digits: 0 },
    residenti: { limits: [0.01, 0.02], zero: true, steps: [0, 0.0005, 0.005, 0.01, 0.02, 0.05], digits: 3 },
    alloggi: { limits: [0.1, 0.5], zero: true, steps: [0, 0.005, 0.05, 0.1, 0.2, 0.5, 1], digits: 2 },
  },
  famiglie: {
    numero: {
      limits: [200, 500, 1_000, 5_000],
      zero: false,
      steps: [0, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000],
      digits: 0,
    },
    residenti: { limits: [5, 10, 20, 50], zero: false, steps: [0, 1, 2, 5, 10, 20, 50, 100], digits: 1 },
  },
  copertura: { numero: states(3) },
  bisogno: { numero: states(9) },
  residenti: {
    numero: {
      limits: POPULATION_SCALE.limits,
      zero: false,
      steps: [0, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 50_000, 100_000, 250_000],
      digits: 0,
    },
  },
};
