/** Shares of households in arrears as the documents state them: which figure stands for an area, at which time point. */
import type { Fact } from '../schema/served';
import type { TimePoint } from './time';

const SHARE = 'share_in_arrears';
const STATE_RANK: Record<Fact['figure']['state'], number> = {
  value: 0,
  zero: 0,
  suppressed: 1,
  qualitative: 2,
  missing: 3,
};

/** The fact that stands for an area on the map: the latest stated share; else the most telling of its other states. */
export function arrearsHeadline(facts: readonly Fact[]): Fact | null {
  const shares = facts.filter((f) => f.indicator_id === SHARE && f.dimension === null);
  const pool = shares.some((f) => f.figure.state === 'value' || f.figure.state === 'zero')
    ? shares
    : facts.filter((f) => f.indicator_id !== SHARE || f.dimension === null);
  const later = (a: Fact, b: Fact) =>
    (b.time_point ?? '').localeCompare(a.time_point ?? '') ||
    (b.data_date ?? '').localeCompare(a.data_date ?? '');
  // Amounts and counts do not stand on the scale of shares: without a share the sign says the state alone.
  const ranked = pool
    .filter((f) => f.indicator_id === SHARE || (f.figure.state !== 'value' && f.figure.state !== 'zero'))
    .sort((a, b) => STATE_RANK[a.figure.state] - STATE_RANK[b.figure.state] || later(a, b));
  return ranked[0] ?? null;
}

/** The fact that stands for an area at a time point: the share of all, else the state that is told for that time. */
export function factAt(facts: readonly Fact[], point: TimePoint | null): Fact | null {
  const own = facts.filter(
    (f) => f.time_point === point && !(f.dimension ?? '').startsWith('caso di controllo'),
  );
  const share = own.find((f) => f.indicator_id === SHARE && f.dimension === null);
  if (share) return share;
  if (point === null) return null;
  // Without a share the sign says a state alone; numbers of other kinds do not stand on the scale of shares.
  return (
    own.find((f) => f.figure.state === 'missing') ??
    own.find((f) => f.figure.state === 'suppressed') ??
    own.find((f) => f.figure.state === 'qualitative') ??
    null
  );
}

/** What the sign of an area shows at a time point; a figure without a time stands at both. */
export const documentedFact = (facts: readonly Fact[], point: TimePoint): Fact | null =>
  factAt(facts, point) ?? factAt(facts, null);

/** What the sign of an area shows: at the time point asked for, else the latest that is told. */
export const arrearsFact = (facts: readonly Fact[], point: TimePoint | null | undefined): Fact | null =>
  point ? documentedFact(facts, point) : arrearsHeadline(facts);

/** The share that is told, per cent; null for every state without a number. */
export const shareOf = (fact: Fact | null): number | null =>
  fact?.indicator_id === SHARE && (fact.figure.state === 'value' || fact.figure.state === 'zero')
    ? fact.figure.value
    : null;
