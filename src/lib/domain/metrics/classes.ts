/** Classes of a scale: fixed limits, and nothing at all as a class of its own where the scale says so. */
import { classOf, type MetricScale } from '../classes';

export const metricClassCount = ({ limits, zero }: MetricScale): number => limits.length + 1 + (zero ? 1 : 0);

/** Class of a value: nothing at all is a class of its own where the scale says so. Total. */
export function metricClass(scale: MetricScale, value: number | null | undefined): number | null {
  const index = classOf(scale, value);
  if (index === null || !scale.zero) return index;
  return (value ?? 0) <= 0 ? 0 : index + 1;
}

export interface MetricClass {
  index: number;
  /** Inclusive; null: open below. The class of zero is from 0 to 0. */
  from: number | null;
  /** Exclusive; null: open above. */
  to: number | null;
  zero: boolean;
}

export function metricClasses({ limits, zero }: MetricScale): MetricClass[] {
  const ranged = [null, ...limits].map((from, i) => ({ from, to: limits[i] ?? null, zero: false }));
  return [...(zero ? [{ from: 0, to: 0, zero: true }] : []), ...ranged].map((c, index) => ({ index, ...c }));
}
