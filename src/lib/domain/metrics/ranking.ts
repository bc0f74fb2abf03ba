/** Places in the order of the values, and what another denominator makes of them. */
import type { Denominator } from '../metric';
import { isRanged, usablePer, type MetricQuestion, type MetricValues } from './types';

export interface Rank {
  rank: number;
  /** Other municipalities with the same value. */
  tied: number;
  /** Municipalities with a value. */
  of: number;
}

/** Place in the order from the highest value; equal values share the better place. Null without a value. */
export function rankOf(values: MetricValues, code: string): Rank | null {
  const own = values.byCode.get(code)?.value ?? null;
  if (own === null || !isRanged(values.metric)) return null;
  const all = [...values.byCode.values()].flatMap(({ value }) => (value === null ? [] : [value]));
  return {
    rank: 1 + all.filter((v) => v > own).length,
    tied: all.filter((v) => v === own).length - 1,
    of: all.length,
  };
}

/** What the municipalities' values are told by, and what they were told by before. */
export interface ToldBy extends MetricQuestion {
  before: Denominator;
}

/**
 * A switch of denominator leaves the one that stood as `before`; where the metric, or the kind of its amounts, is another
 * one, and where nothing stood yet, there is no order to remember and the number itself is what is compared with.
 */
export function toldBefore(last: ToldBy | null, { metric, per: asked, euro }: MetricQuestion): ToldBy {
  const per = usablePer(metric, asked);
  const same = last !== null && last.metric === metric && (metric !== 'contributo' || last.euro === euro);
  return { metric, per, euro, before: !same ? 'numero' : last.per === per ? last.before : last.per };
}

export interface Move {
  istat_code: string;
  from: number;
  to: number;
}

export interface RankingChange {
  from: Denominator;
  to: Denominator;
  /** Municipalities with a value in both, and how many of them stand elsewhere. */
  compared: number;
  moved: number;
  /** First before and after; several where they are level. */
  firstBefore: string[];
  firstAfter: string[];
  /** Where the one that was first has come to; null when it is still among the first, or several were. */
  leader: Move | null;
  /** Who moves most, up or down; several where they are level. */
  most: Move[];
}

const ranks = (values: ReadonlyMap<string, number>): Map<string, number> => {
  const sorted = [...values.values()].sort((a, b) => b - a);
  const first = new Map<number, number>();
  sorted.forEach((v, i) => {
    if (!first.has(v)) first.set(v, i + 1);
  });
  return new Map([...values].map(([code, v]) => [code, first.get(v) ?? 0]));
};

/**
 * What becomes of the order when the same metric is told by another denominator. Only municipalities with a number in
 * both are compared; null when nobody moves, or when there is nothing to compare.
 */
export function rankingChange(a: MetricValues, b: MetricValues): RankingChange | null {
  if (a.metric !== b.metric || a.per === b.per || !isRanged(a.metric)) return null;
  const shared = [...a.byCode].flatMap(([code, { value }]): [string, number, number][] => {
    const other = b.byCode.get(code)?.value ?? null;
    return value === null || other === null ? [] : [[code, value, other]];
  });
  const before = ranks(new Map(shared.map(([code, v]) => [code, v])));
  const after = ranks(new Map(shared.map(([code, , v]) => [code, v])));
  const moves = [...before].map(([istat_code, from]): Move => ({
    istat_code,
    from,
    to: after.get(istat_code) ?? from,
  }));
  const moved = moves.filter((m) => m.from !== m.to);
  if (moved.length === 0) return null;
  const firstBefore = moves.filter((m) => m.from === 1);
  const [only] = firstBefore;
  const furthest = Math.max(...moved.map((m) => Math.abs(m.to - m.from)));
  return {
    from: a.per,
    to: b.per,
    compared: shared.length,
    moved: moved.length,
    firstBefore: firstBefore.map((m) => m.istat_code),
    firstAfter: moves.filter((m) => m.to === 1).map((m) => m.istat_code),
    leader: firstBefore.length === 1 && only && only.to !== 1 ? only : null,
    most: moved.filter((m) => Math.abs(m.to - m.from) === furthest),
  };
}
