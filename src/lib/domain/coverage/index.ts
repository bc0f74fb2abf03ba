/**
 * Which municipalities and areas have an open lab within a radius, or in the municipality itself. Distances are great
 * circles between stated points, given as an interval because points have errors; a lab without a point may be anywhere in
 * its municipality; a lab of which nobody says that it was open makes places uncertain, never covered. A municipality
 * stands at one reference point, so its residents are counted whole or not at all. Pure, and serialisable in and out: it
 * runs in a worker.
 */
import type { Position } from 'geojson';
import { activeFacets, NO_FACETS } from '../facets';
import { withoutPlaces } from './base';
import { dissolvedBuffers } from './buffers';
import { measure, NOBODY, type Measure, type Measured } from './measure';
import { mark, NEAR, reach } from './reach';
import { usableRadius } from './sphere';
import { counted, residentsOf, sumBy } from './sums';
import type {
  AreaReach,
  AxisReach,
  CoverageInput,
  CoverageProject,
  CoverageResult,
  LabReach,
  MunicipalityReach,
  Overlap,
  ProvinceReach,
  Reach,
} from './types';

/** One collator: comparing by locale anew each time costs more than the analysis. */
const collator = new Intl.Collator('it');
const byName = (a: { name: string }, b: { name: string }): number => collator.compare(a.name, b.name);

const byResidents = (a: MunicipalityReach, b: MunicipalityReach): number =>
  (b.population ?? -1) - (a.population ?? -1) || byName(a, b);

/** The analysis at a radius. Never throws on odd input. */
export function coverageAt(measured: Measured, radiusKm: number): CoverageResult {
  const { base, premises } = measured;
  const radius = usableRadius(radiusKm);
  const isJudged = (code: string): boolean => base.judged?.has(code) ?? true;
  const unmeasured: Measure = {
    near: null,
    far: null,
    here: NOBODY,
    perhaps: NOBODY,
    unplaced: 0,
    nearest: -1,
    min: Infinity,
    max: Infinity,
  };

  const partOf = new Map(base.areas.map((a) => [a.id, a.part_of]));
  const projectsIn = new Map<string, CoverageProject[]>();
  for (const project of base.projects)
    for (const code of project.municipalities)
      projectsIn.set(code, [...(projectsIn.get(code) ?? []), project]);
  const areasIn = new Map<string, number>();
  for (const area of base.areas)
    if (area.housing) areasIn.set(area.istat_code, (areasIn.get(area.istat_code) ?? 0) + 1);

  const marks = new Uint8Array(measured.labs.length);
  const nearby = measured.labs.map(() => ({ municipalities: [] as string[], areas: [] as string[] }));
  const reached = (m: Measure | undefined, kind: 'municipalities' | 'areas', id: string): Reach => {
    mark(m ?? unmeasured, measured, radius, marks);
    marks.forEach((it, i) => {
      if (it & NEAR) nearby[i]?.[kind].push(id);
    });
    return reach(m ?? unmeasured, measured, radius, marks);
  };
  const municipalities = base.municipalities.map((m, i): MunicipalityReach => ({
    istat_code: m.istat_code,
    name: m.name,
    province_code: m.province_code,
    population: m.population,
    projects: projectsIn.get(m.istat_code)?.length ?? 0,
    areas: areasIn.get(m.istat_code) ?? 0,
    need: base.needs.get(m.istat_code) ?? null,
    judged: isJudged(m.istat_code),
    ...reached(measured.municipalities[i], 'municipalities', m.istat_code),
  }));
  const areas = base.areas.map((a, i): AreaReach => ({
    id: a.id,
    name: a.name,
    name_en: a.name_en,
    istat_code: a.istat_code,
    housing: a.housing,
    dwellings: a.dwellings,
    residents: a.residents,
    ...reached(measured.areas[i], 'areas', a.id),
  }));

  const judged = municipalities.filter((m) => m.judged);
  const inNeed = judged.filter((m) => m.projects > 0 || m.areas > 0 || m.need !== null).sort(byResidents);
  const gaps = inNeed.filter((m) => m.state === 'uncovered');
  const doubtful = inNeed.filter((m) => m.state === 'uncertain');

  const provinceName = new Map(base.municipalities.map((m) => [m.province_code, m.province]));
  const provinces = [...provinceName]
    .flatMap(([code, name]): ProvinceReach[] => {
      const own = judged.filter((m) => m.province_code === code);
      if (own.length === 0) return [];
      const residents = sumBy(own, (m) => m.population);
      return [{ code, name, residents, gaps: gaps.filter((m) => m.province_code === code).length }];
    })
    .sort((a, b) => byName(a, b));

  const states = new Map(municipalities.map((m) => [m.istat_code, m.state]));
  const axes = base.axes.flatMap((axis): AxisReach[] => {
    const own = base.projects.filter((p) => p.axes.includes(axis.id));
    const reached = [...new Set(own.flatMap((p) => p.municipalities))].sort();
    const covered = reached.filter((code) => states.get(code) === 'covered').length;
    return own.length === 0 ? [] : [{ ...axis, projects: own.length, municipalities: reached, covered }];
  });

  const overlaps = municipalities.flatMap((m): Overlap[] => {
    const own = projectsIn.get(m.istat_code) ?? [];
    if (own.length < 2) return [];
    const programmes = base.programmes
      .map((p) => ({ ...p, projects: own.filter((o) => o.programme_id === p.id).length }))
      .filter((p) => p.projects > 0);
    return programmes.length < 2 ? [] : [{ istat_code: m.istat_code, name: m.name, programmes }];
  });
  overlaps.sort((a, b) => b.programmes.length - a.programmes.length || byName(a, b));

  const { labs } = measured;
  const some = (test: (p: Measured['premises'][number]) => boolean): ReadonlySet<string> =>
    new Set(premises.filter(test).map(({ lab }) => lab.id));
  const sure = some(({ lab }) => !lab.doubtful);
  const placed = some((p) => p.placed);
  const known = some((p) => p.known);
  const dwellingPlaces = counted(areas, partOf, (a) => a.dwellings);
  const peoplePlaces = counted(areas, partOf, (a) => a.residents);

  return {
    question: base.question,
    since: base.since,
    radius_km: radius,
    places: judged.length,
    chosen:
      base.question.axes.length > 0 ||
      activeFacets(withoutPlaces(base.question.facets ?? NO_FACETS)).length > 0,
    labs: labs.map(({ id, name, name_en }, i): LabReach => ({
      id,
      name,
      name_en,
      placed: placed.has(id),
      doubtful: !sure.has(id),
      municipalities: nearby[i]?.municipalities ?? [],
      areas: nearby[i]?.areas ?? [],
    })),
    municipalities,
    areas,
    totals: {
      labs: sure.size,
      labs_placed: some((p) => p.placed && !p.lab.doubtful).size,
      labs_doubtful: labs.length - sure.size,
      labs_nowhere: labs.length - known.size,
      residents: sumBy(judged, (m) => m.population),
      dwellings: sumBy(dwellingPlaces, (a) => a.dwellings?.value ?? null),
      area_residents: sumBy(peoplePlaces, (a) => a.residents?.value ?? null),
    },
    gaps,
    doubtful,
    gap_residents: residentsOf(gaps),
    doubtful_residents: residentsOf(doubtful),
    provinces,
    axes,
    overlaps,
    buffers: dissolvedBuffers(
      premises
        .filter(({ lab, placed }) => placed && !lab.doubtful)
        .map(({ lab }): Position => [lab.lon ?? NaN, lab.lat ?? NaN]),
      radius,
    ),
  };
}

/** The whole analysis in one call. */
export const computeCoverage = (input: CoverageInput): CoverageResult =>
  coverageAt(measure(input), input.radius_km);
