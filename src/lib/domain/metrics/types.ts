/** A metric's values and their states; which denominators and figures a metric has. */
import type { AmountKind, Theme } from '../../schema/tables';
import type { MetricScale } from '../classes';
import type { Denominator, Metric } from '../metric';
import type { Housing } from './housing';

/**
 * `uncertain`: documents disagree, or nobody says whether a lab is still open, or the error of the positions straddles the
 * radius. `not-applicable`: there is nothing that could have a value (no project, so no amount).
 */
export type MetricState = 'value' | 'zero' | 'missing' | 'not-applicable' | 'uncertain';
export const METRIC_STATES = ['value', 'zero', 'missing', 'not-applicable', 'uncertain'] as const;

export interface MetricValue {
  state: MetricState;
  /** Null where the state has no number. Metrics of states carry the number of their class. */
  value: number | null;
  /** Class on the metric's scale; null without a value. */
  tone: number | null;
}

/** What a sum leaves out, because it cannot be told of one municipality. */
export interface Aside {
  /** Funded projects (or amounts) of several municipalities; of a jurisdiction or without a place. */
  several: number;
  unplaced: number;
  /** Refused projects that a choice of outcome has brought among the rows. */
  refused: number;
  /** Amounts of whole programmes. */
  programme: number;
  /** Amounts that repeat, or are part of, one that is counted. */
  repeated: number;
  /** Euro of `several`, `unplaced` and `programme`, which are of one kind and counted once each. */
  euro: number;
}

export interface MetricValues {
  metric: Metric;
  /** The denominator in use: one that makes no sense for the metric counts as `numero`. */
  per: Denominator;
  euro: AmountKind;
  date: string;
  scale: MetricScale;
  byCode: ReadonlyMap<string, MetricValue>;
  /** Municipalities by class and by state. */
  classes: readonly number[];
  states: Readonly<Record<MetricState, number>>;
  aside: Aside;
  /** Housing known, by municipality; only for what needs it. */
  housing: ReadonlyMap<string, Housing>;
  /** Class of need as printed, by municipality; only for `bisogno`. */
  needs: ReadonlyMap<string, string>;
  /** Municipalities whose sum leaves out projects without a stated amount: how many of how many. */
  partial: ReadonlyMap<string, { stated: number; projects: number }>;
  /** Radius of the coverage in kilometres, zero: the municipality itself; null when it is off. */
  radius_km: number | null;
  /** First day of the coverage's period; null: it is of the one day, or off. */
  since: string | null;
  /** What the metric still lacks: coverage is off, or the figures are on their way. */
  lacks: 'coverage' | 'facts' | null;
}

/** Denominators that say something about a metric; the first is always the number itself. */
export const DENOMINATORS_OF: Readonly<Record<Metric, readonly Denominator[]>> = {
  progetti: ['numero', 'residenti', 'alloggi'],
  contributo: ['numero', 'residenti', 'alloggi'],
  laboratori: ['numero', 'residenti', 'alloggi'],
  famiglie: ['numero', 'residenti'],
  copertura: ['numero'],
  bisogno: ['numero'],
  residenti: ['numero'],
};

export const usablePer = (metric: Metric, per: Denominator): Denominator =>
  DENOMINATORS_OF[metric].includes(per) ? per : 'numero';

/** Metrics whose values are numbers on one line, so that a range of them can be asked for. */
export const isRanged = (metric: Metric): boolean => metric !== 'copertura' && metric !== 'bisogno';

/** Themes of figures that a metric reads. */
export function metricThemes(metric: Metric, per: Denominator): readonly Theme[] {
  if (metric === 'famiglie') return ['people', 'housing'];
  if (metric === 'bisogno') return ['housing'];
  return usablePer(metric, per) === 'alloggi' ? ['people', 'housing'] : [];
}

export interface MetricQuestion {
  metric: Metric;
  per: Denominator;
  euro: AmountKind;
}
