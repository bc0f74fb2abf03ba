/** Public housing that the documents know of, by municipality: for the metric, and as a denominator. */
import type { Fact } from '../../schema/served';
import type { SourceId } from '../../schema/tables';
import { isDwellings, isStated, newestStated, type StatedFact } from '../dwellings';
import type { Index } from '../select';

/** Public housing that documents state for a municipality. */
export interface Housing {
  value: number;
  /** Least and greatest that the documents add up to. */
  low: number;
  high: number;
  /** ERP dwellings; households where no document states the dwellings; both where areas differ. */
  unit: 'dwellings' | 'households' | 'mixed';
  parts: HousingPart[];
}

export interface HousingPart {
  /** Null: stated for the whole municipality. */
  area_id: string | null;
  unit: 'dwellings' | 'households';
  /** The figure that counts, and all that documents state. */
  fact: Fact;
  stated: number[];
}

/**
 * Households that the documents say live in public housing; in the Neighbourhood Contracts `nuclei` are everybody's. The
 * documents say it in the denominator or in what is counted.
 */
const isErpHouseholds = (f: Fact): boolean =>
  f.indicator_id === 'nuclei' && /\bERP\b|alloggi popolari/.test(`${f.basis ?? ''} ${f.dimension ?? ''}`);

/**
 * Public housing by municipality: the municipality's own total where a document states one, else the sum of its areas.
 * One figure an area: its dwellings, or, where none is stated, its ERP households. An area within another one that
 * counts does not count again. It is what the documents know, not the whole stock.
 */
export function housingKnown(index: Index): Map<string, Housing> {
  const bySubject = new Map<string, StatedFact[]>();
  for (const fact of index.facts) {
    if (!isStated(fact) || fact.time_point === 't1-t0') continue;
    if (!isDwellings(fact) && !isErpHouseholds(fact)) continue;
    if (fact.subject_kind !== 'area' && fact.subject_kind !== 'municipality') continue;
    const key = `${fact.subject_kind} ${fact.subject_id}`;
    bySubject.set(key, [...(bySubject.get(key) ?? []), fact]);
  }
  const partOf = (key: string, area_id: string | null): HousingPart | null => {
    const all = bySubject.get(key) ?? [];
    const dwellings = all.filter(isDwellings);
    const chosen = dwellings.length > 0 ? dwellings : all;
    const fact = newestStated(chosen, index.documentDate);
    if (fact === null) return null;
    return {
      area_id,
      unit: dwellings.length > 0 ? 'dwellings' : 'households',
      fact,
      stated: [...new Set(chosen.map((f) => f.figure.value))].sort((a, b) => a - b),
    };
  };

  const parts = new Map<string, HousingPart[]>();
  for (const area of index.catalog.areas) {
    const part = partOf(`area ${area.area_id}`, area.area_id);
    if (part === null || (area.part_of !== null && bySubject.has(`area ${area.part_of}`))) continue;
    parts.set(area.istat_code, [...(parts.get(area.istat_code) ?? []), part]);
  }
  for (const key of bySubject.keys()) {
    if (!key.startsWith('municipality ')) continue;
    const code = key.slice('municipality '.length);
    const part = partOf(key, null);
    if (part) parts.set(code, [part]);
  }
  return new Map(
    [...parts].map(([code, own]): [string, Housing] => {
      const sum = (pick: (part: HousingPart) => number) => own.reduce((total, p) => total + pick(p), 0);
      const units = new Set(own.map((p) => p.unit));
      const [unit = 'dwellings'] = units;
      const value = (p: HousingPart) => (isStated(p.fact) ? p.fact.figure.value : 0);
      return [
        code,
        {
          value: sum(value),
          low: sum((p) => p.stated[0] ?? value(p)),
          high: sum((p) => p.stated.at(-1) ?? value(p)),
          unit: units.size > 1 ? 'mixed' : unit,
          parts: own,
        },
      ];
    }),
  );
}

/** Documents of the figures that count, oldest first. */
export function housingSources(
  housing: ReadonlyMap<string, Housing>,
  documentDate: ReadonlyMap<string, string>,
): SourceId[] {
  const ids = new Set([...housing.values()].flatMap(({ parts }) => parts.map((p) => p.fact.source_id)));
  return [...ids].sort((a, b) => (documentDate.get(a) ?? '').localeCompare(documentDate.get(b) ?? ''));
}
