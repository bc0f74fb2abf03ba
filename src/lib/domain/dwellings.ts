/** Which figures say how many ERP dwellings or residents a place has: one rule for every sum over places. */
import type { Fact } from '../schema/served';

export type StatedFact = Fact & { figure: { state: 'value' | 'zero'; value: number } };

export const isStated = (fact: Fact): fact is StatedFact =>
  (fact.figure.state === 'value' || fact.figure.state === 'zero') && Number.isFinite(fact.figure.value);

/** Parts of a whole carry a dimension; where a document prints the parts, the whole may carry `totale`. */
export const isWhole = ({ dimension }: Pick<Fact, 'dimension'>): boolean =>
  dimension === null || dimension === 'totale';

/** Whole-subject dwellings. */
export const isDwellings = (f: Pick<Fact, 'indicator_id' | 'dimension'>): boolean =>
  f.indicator_id === 'dwellings_erp' && isWhole(f);

/** The newest document's figure; of one document the later date, then the later row. */
export function newestStated(
  facts: readonly StatedFact[],
  documentDate: ReadonlyMap<string, string>,
): StatedFact | null {
  const day = (f: StatedFact) => `${documentDate.get(f.source_id) ?? ''} ${f.data_date ?? ''}`;
  return facts.reduce<StatedFact | null>(
    (best, f) => (best === null || day(f) >= day(best) ? f : best),
    null,
  );
}
