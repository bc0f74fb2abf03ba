/** What lies within the radius of each lab, with names and residents: for the table and the files. */
import type { Lang } from '../figures';
import { named } from '../named';
import { residentsOf, knownSum } from './sums';
import type { AreaReach, CoverageResult, MunicipalityReach } from './types';

export interface LabPlaces {
  /** Surely open, or nobody says so. */
  state: 'open' | 'doubtful';
  /** False: the lab has no position and nothing is certainly within its radius; what is, nobody can tell. */
  known: boolean;
  municipalities: readonly MunicipalityReach[];
  areas: readonly AreaReach[];
  /** Areas, then municipalities, as the panel lists them. */
  names: readonly string[];
  /** Residents of the municipalities, counted whole; null: not known. */
  residents: number | null;
  /** Municipalities whose population is not known. */
  without: number;
}

export function labPlaces(result: CoverageResult, lang: Lang): ReadonlyMap<string, LabPlaces> {
  const municipalityOf = new Map(result.municipalities.map((m) => [m.istat_code, m]));
  const areaOf = new Map(result.areas.map((a) => [a.id, a]));
  return new Map(
    result.labs.map((lab): [string, LabPlaces] => {
      const municipalities = lab.municipalities.flatMap((code) => municipalityOf.get(code) ?? []);
      const areas = lab.areas.flatMap((id) => areaOf.get(id) ?? []);
      const known = lab.placed || municipalities.length + areas.length > 0;
      const residents = residentsOf(municipalities);
      return [
        lab.id,
        {
          state: lab.doubtful ? 'doubtful' : 'open',
          known,
          municipalities,
          areas,
          names: [...areas.map((a) => named(a, lang)), ...municipalities.map((m) => m.name)],
          residents: known ? knownSum(residents) : null,
          without: residents.without,
        },
      ];
    }),
  );
}
