/** Values as a line of round steps, which can be counted and asked for by a range. */
import { ARREARS_SCALE, PROGRESS_SCALE, type MetricScale } from '../classes';
import type { ValueRange } from '../metric';
import { inRange, type Rows } from '../select';
import { arrearsFact, shareOf } from '../shares';
import type { TimePoint } from '../time';
import { metricClass } from './classes';
import { isRanged, type MetricValues } from './types';

/** Municipalities whose value is in the range; null when no range is asked for or the metric has no line of values. */
export function municipalitiesInRange(
  values: MetricValues,
  range: ValueRange | null,
): ReadonlySet<string> | null {
  if (range === null || !isRanged(values.metric)) return null;
  return new Set([...values.byCode].flatMap(([code, { value }]) => (inRange(value, range) ? [code] : [])));
}

export interface Bin {
  /** Inclusive. */
  from: number;
  /** Exclusive; null: open above. The bin of zero is from 0 to the smallest step above. */
  to: number | null;
  count: number;
  /** Class that the bin lies in. */
  tone: number;
}

/** Values by the round steps of a scale; the limits of the classes are among them, so every bin has one colour. */
export function binsOf(scale: MetricScale, values: Iterable<number>): Bin[] {
  const { steps } = scale;
  const bins = steps.map((from, i): Bin => ({
    from,
    to: steps[i + 1] ?? null,
    count: 0,
    // The first step above zero belongs to the positive values.
    tone: metricClass(scale, from) ?? 0,
  }));
  for (const value of values) {
    const bin = bins.findLast(({ from }) => value >= from) ?? bins[0];
    if (bin) bin.count += 1;
  }
  return bins;
}

const numbers = ({ byCode }: Pick<MetricValues, 'byCode'>): number[] =>
  [...byCode.values()].flatMap(({ value }) => (value === null ? [] : [value]));

/** Municipalities by round steps. Empty for metrics of states. */
export const histogram = (values: MetricValues): Bin[] =>
  isRanged(values.metric) ? binsOf(values.scale, numbers(values)) : [];

/** Values that can be counted by steps and asked for by a range, whatever they are of. */
export interface ValueLine {
  scale: MetricScale;
  bins: readonly Bin[];
  values: readonly number[];
  /** Things (municipalities, areas) that have a value, and that have none: no range holds these. */
  with: number;
  without: number;
}

export const metricLine = (values: MetricValues): ValueLine => {
  const all = numbers(values);
  return {
    scale: values.scale,
    bins: histogram(values),
    values: all,
    with: all.length,
    without: values.byCode.size - all.length,
  };
};

/** Shares of households in arrears that documents state of the areas, at a time point (null: the latest told). */
export function shareLine(rows: Pick<Rows, 'areas' | 'arrears'>, point: TimePoint | null): ValueLine {
  const values = rows.arrears.flatMap(({ facts }) => shareOf(arrearsFact(facts, point)) ?? []);
  return {
    scale: ARREARS_SCALE,
    bins: binsOf(ARREARS_SCALE, values),
    values,
    with: values.length,
    without: rows.areas.length - values.length,
  };
}

/** Stated percentages of the works, one for each component of an area. */
export function worksLine(rows: Pick<Rows, 'areas' | 'progress'>): ValueLine {
  const values = rows.progress.flatMap((p) => p.components.map((c) => c.percent));
  return {
    scale: PROGRESS_SCALE,
    bins: binsOf(PROGRESS_SCALE, values),
    values,
    with: rows.progress.length,
    without: rows.areas.length - rows.progress.length,
  };
}
