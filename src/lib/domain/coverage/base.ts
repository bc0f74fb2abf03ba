/** From the rows of a question to what the analysis needs of them. */
import type { Municipality } from '../../schema/served';
import { isDwellings, isStated, isWhole, newestStated, type StatedFact } from '../dwellings';
import { NO_FACETS, type Facets } from '../facets';
import { below, isFunded } from '../funding';
import { municipalitiesOfLab } from '../lab-place';
import { needClasses } from '../need';
import { selectRows, type Index, type Question, type Rows } from '../select';
import { premisesAt, premisesBetween } from './premises';
import type { CoverageBase, Stated } from './types';

/** Facets that choose among places; all others choose projects, and with them labs, by what they are. */
const PLACE_FACETS = ['provinces', 'comuni'] as const satisfies readonly (keyof Facets)[];

/** The facets without a choice of places. */
export const withoutPlaces = (facets: Facets): Facets => ({ ...facets, provinces: [], comuni: [] });

/** Municipalities that a choice of places leaves; null without one. */
function judgedOf(facets: Facets, municipalities: readonly Municipality[]): ReadonlySet<string> | null {
  const { provinces, comuni } = facets;
  if (PLACE_FACETS.every((facet) => facets[facet].length === 0)) return null;
  const passes = (m: Municipality): boolean =>
    (provinces.length === 0 || provinces.includes(m.province_code)) &&
    (comuni.length === 0 || comuni.includes(m.istat_code));
  return new Set(municipalities.filter(passes).map((m) => m.istat_code));
}

/** A period that ends before it begins has no answer. */
export const isReversed = (since: string | null, date: string): boolean => since !== null && since > date;

/** The number that the newest document states. */
function newest(facts: readonly StatedFact[], documentDate: ReadonlyMap<string, string>): Stated | null {
  const fact = newestStated(facts, documentDate);
  if (fact === null) return null;
  const { basis, scope, data_date, source_id, lines } = fact;
  return { value: fact.figure.value, basis, scope, data_date, source_id, lines };
}

/**
 * What the analysis needs from the rows of a question. Provinces and municipalities of the question choose what is judged,
 * and never which labs there are: one over the border covers. Ranges of figures choose areas and projects, no lab. Dwellings
 * and residents of areas need the themes `housing` and `people` in the index.
 */
export function coverageBase(
  index: Index,
  rows: Rows,
  municipalities: readonly Municipality[],
  since: string | null = null,
): CoverageBase {
  const { catalog } = index;
  const { question } = rows;
  const facets = question.facets ?? NO_FACETS;
  const judged = judgedOf(facets, municipalities);
  const inside = (codes: Iterable<string>): boolean =>
    judged === null || [...codes].some((code) => judged.has(code));
  const everywhere: Question = { axes: question.axes, facets: withoutPlaces(facets), date: question.date };
  const narrowed = question.within || question.shares || question.works;
  const labRows = judged === null && !narrowed ? rows.labs : selectRows(index, everywhere).labs;
  // What lies in a municipality is not only what a project touching the chosen places has.
  const placeRows =
    judged === null && !question.within
      ? rows
      : selectRows(index, { ...question, within: null, facets: withoutPlaces(facets) });

  const about = new Map<string, StatedFact[]>();
  for (const fact of index.facts) {
    if (fact.subject_kind !== 'area' || fact.time_point === 't1-t0' || !isStated(fact)) continue;
    if (!isDwellings(fact) && !(fact.indicator_id === 'residents' && isWhole(fact))) continue;
    const key = `${fact.subject_id} ${fact.indicator_id}`;
    about.set(key, [...(about.get(key) ?? []), fact]);
  }
  const stated = (area: string, indicator: string): Stated | null =>
    newest(about.get(`${area} ${indicator}`) ?? [], index.documentDate);

  const municipalitiesOf = index.facets.municipalities;
  const nodes = index.roots.flatMap((root) => [...below(root)]);
  const parent = new Map(nodes.map(({ axis }) => [axis.axis_id, axis.parent_id]));
  const withAncestors = (axes: Iterable<string>): string[] => {
    const all = new Set<string>();
    for (const axis of axes)
      for (let at: string | null = axis; at !== null && !all.has(at); at = parent.get(at) ?? null)
        all.add(at);
    return [...all];
  };

  return {
    question: rows.question,
    since,
    labs: labRows.flatMap((row) => {
      const { lab } = row;
      const premises =
        since === null ? premisesAt(row, question.date) : premisesBetween(row, since, question.date);
      return premises.map(({ site, doubtful }) => ({
        id: lab.lab_id,
        name: lab.name,
        name_en: lab.name_en,
        lon: site?.lon ?? null,
        lat: site?.lat ?? null,
        error_m: site?.error_m ?? null,
        municipalities: [...municipalitiesOfLab({ lab, site, sites: row.sites }, index)],
        doubtful,
      }));
    }),
    judged,
    municipalities: municipalities.map(({ label: [lon, lat], ...m }) => ({
      istat_code: m.istat_code,
      name: m.name,
      province_code: m.province_code,
      province: m.province,
      population: m.population,
      lon,
      lat,
      extent_km: m.extent_km,
    })),
    needs: needClasses(index),
    areas: placeRows.areas.flatMap(({ area }) =>
      inside([area.istat_code])
        ? [
            {
              id: area.area_id,
              name: area.name,
              name_en: area.name_en,
              istat_code: area.istat_code,
              lon: area.lon,
              lat: area.lat,
              error_m: area.error_m,
              housing: area.kind !== 'sito',
              part_of: area.part_of,
              dwellings: stated(area.area_id, 'dwellings_erp'),
              residents: stated(area.area_id, 'residents'),
            },
          ]
        : [],
    ),
    projects: placeRows.projects
      .filter((p) => isFunded(p) && inside(municipalitiesOf.get(p.project_id) ?? []))
      .map((p) => ({
        id: p.project_id,
        programme_id: p.programme_id,
        axes: withAncestors(index.axesOf.get(p.project_id) ?? []),
        municipalities: [...(municipalitiesOf.get(p.project_id) ?? [])].filter((code) => inside([code])),
      })),
    axes: nodes
      .filter(({ axis }) => axis.level === 'fund' || axis.level === 'axis')
      .map(({ axis, depth }) => ({
        id: axis.axis_id,
        level: axis.level,
        depth,
        code: axis.code,
        title_it: axis.title_it,
        title_en: axis.title_en,
      })),
    programmes: catalog.programmes.map((p) => ({ id: p.programme_id, name: p.name, name_en: p.name_en })),
  };
}
