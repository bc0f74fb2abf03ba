/** Sums over places, by their state. */
import type { AreaReach, ByState, CoverageResult, MunicipalityReach, Reach, Stated, Sum } from './types';

const noSums = (): ByState => ({
  covered: { places: 0, sum: 0, without: 0 },
  uncertain: { places: 0, sum: 0, without: 0 },
  uncovered: { places: 0, sum: 0, without: 0 },
  unplaced: { places: 0, sum: 0, without: 0 },
});

function add(sum: Sum, n: number | null): Sum {
  sum.places += 1;
  if (n === null || !Number.isFinite(n)) sum.without += 1;
  else sum.sum += n;
  return sum;
}

export function sumBy<T extends Reach>(places: readonly T[], value: (place: T) => number | null): ByState {
  const sums = noSums();
  for (const place of places) add(sums[place.state], value(place));
  return sums;
}

export const residentsOf = (places: readonly MunicipalityReach[]): Sum =>
  places.reduce((sum, m) => add(sum, m.population), { places: 0, sum: 0, without: 0 });

/** Gaps and doubtful municipalities among those that the rows are narrowed to; null: all are shown. */
export function shownOf(
  { gaps, doubtful }: Pick<CoverageResult, 'gaps' | 'doubtful'>,
  within: ReadonlySet<string> | null,
): { gaps: Sum; doubtful: Sum } {
  const shown = (list: readonly MunicipalityReach[]): Sum =>
    residentsOf(list.filter((m) => within?.has(m.istat_code) ?? true));
  return { gaps: shown(gaps), doubtful: shown(doubtful) };
}

/** The sum, or null where there are places and none of them states a number: an unknown is no zero. */
export const knownSum = ({ places, sum, without }: Sum): number | null =>
  places > 0 && without === places ? null : sum;

/** Areas whose numbers are added: of housing, and not part of another that states its own. */
export function counted(
  areas: readonly AreaReach[],
  partOf: ReadonlyMap<string, string | null>,
  stated: (area: AreaReach) => Stated | null,
): AreaReach[] {
  const wholes = new Set(areas.flatMap((a) => (stated(a) === null ? [] : [a.id])));
  return areas.filter((a) => a.housing && !wholes.has(partOf.get(a.id) ?? ''));
}

/** The denominator of a sum: everything that has a point and a number. */
export const denominator = (sums: ByState): number =>
  sums.covered.sum + sums.uncertain.sum + sums.uncovered.sum;
