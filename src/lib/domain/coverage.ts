/**
 * Which municipalities and areas have an open lab within a radius. Distances are great circles between stated points, given
 * as an interval because points have errors; a municipality stands at one reference point, so its residents are counted
 * whole or not at all. Pure, and serialisable in and out: it runs in a worker.
 */
import { circle } from '@turf/circle';
import { featureCollection } from '@turf/helpers';
import { union } from '@turf/union';
import type { MultiPolygon, Position } from 'geojson';
import type { Fact, Municipality } from '../schema/served';
import type { AxisLevel, SourceId } from '../schema/tables';
import { below, isFunded } from './funding';
import { needClasses } from './need';
import type { Index, LabRow, Question, Rows } from './select';
import { firstDay, lastDay } from './time';

/** Mean radius of the Earth in kilometres, the one turf uses. */
const EARTH_KM = 6371.0088;
/** No radius is read as longer: the region is 250 km across. */
const MAX_RADIUS_KM = 500;

/** A lab at one of its premises: over a period there may be several of one lab. */
export interface CoverageLab {
  id: string;
  name: string;
  name_en: string;
  /** Null where the documents or the maps give no point for the premises in use. */
  lon: number | null;
  lat: number | null;
  error_m: number | null;
  /** Municipalities that the lab's project names: where a lab without a point may be. */
  municipalities: readonly string[];
}

export interface CoverageMunicipality {
  istat_code: string;
  name: string;
  province_code: string;
  province: string;
  population: number | null;
  lon: number;
  lat: number;
}

/** A number as a document states it. */
export interface Stated {
  value: number;
  basis: string | null;
  scope: string | null;
  data_date: string | null;
  source_id: SourceId;
  lines: string | null;
}

export interface CoverageArea {
  id: string;
  name: string;
  name_en: string;
  istat_code: string;
  lon: number | null;
  lat: number | null;
  error_m: number | null;
  /** Whether public housing stands there; the site of a single work is not ERP. */
  housing: boolean;
  /** ERP dwellings by the newest document that states them. */
  dwellings: Stated | null;
  residents: Stated | null;
}

export interface CoverageProject {
  id: string;
  programme_id: string;
  /** Axes that fund it, with everything above them in the tree. */
  axes: readonly string[];
  municipalities: readonly string[];
}

export interface CoverageAxis {
  id: string;
  level: AxisLevel;
  depth: number;
  code: string | null;
  title_it: string;
  title_en: string;
}

/** All that does not change when the radius moves. */
export interface CoverageBase {
  /** The question of the rows; the answer carries it back. */
  question: Question;
  /** Labs count from this day to the question's; null: only those open at the day itself. */
  since: string | null;
  /** Of the labs, those whose dates no document states; over a period they count as present. */
  undated: number;
  /** Labs open at the date, or at some time of the period. */
  labs: readonly CoverageLab[];
  municipalities: readonly CoverageMunicipality[];
  /** Class of housing need as printed, by municipality: also of those whose project was refused. */
  needs: ReadonlyMap<string, string>;
  areas: readonly CoverageArea[];
  /** Funded projects of the rows. */
  projects: readonly CoverageProject[];
  /** Funds and axes, parents first. */
  axes: readonly CoverageAxis[];
  programmes: readonly { id: string; name: string; name_en: string }[];
}

export interface CoverageInput extends CoverageBase {
  radius_km: number;
}

/** `uncertain`: the interval straddles the radius, or a lab without a point is somewhere in the municipality. */
export type ReachState = 'covered' | 'uncertain' | 'uncovered' | 'unplaced';
export const REACH_STATES: readonly ReachState[] = ['covered', 'uncertain', 'uncovered', 'unplaced'];

export interface Reach {
  /** Open lab whose stated point is nearest; null without one. */
  lab: string | null;
  /** Least and greatest distance to the nearest open lab, given all errors; null: no bound is known. */
  min_km: number | null;
  max_km: number | null;
  state: ReachState;
  /** Open labs certainly within the radius. */
  labs_within: number;
  /** Open labs without a point that are somewhere in this municipality. */
  labs_unplaced: number;
}

export interface MunicipalityReach extends Reach {
  istat_code: string;
  name: string;
  province_code: string;
  population: number | null;
  /** Funded projects and ERP areas of the rows. */
  projects: number;
  areas: number;
  /** Class of housing need as printed; null: no document gives one. */
  need: string | null;
}

export interface AreaReach extends Reach {
  id: string;
  name: string;
  name_en: string;
  istat_code: string;
  dwellings: Stated | null;
  residents: Stated | null;
}

/** A sum by state, with how many places it counts and how many state no number. */
export type ByState = Record<ReachState, { places: number; sum: number; without: number }>;

export interface ProvinceReach {
  code: string;
  name: string;
  residents: ByState;
  gaps: number;
}

export interface LabReach {
  id: string;
  name: string;
  name_en: string;
  placed: boolean;
  /** Certainly within the radius of its point. */
  municipalities: string[];
  areas: string[];
}

export interface AxisReach extends CoverageAxis {
  projects: number;
  municipalities: string[];
  /** Of these, with an open lab certainly within the radius. */
  covered: number;
}

export interface Overlap {
  istat_code: string;
  name: string;
  programmes: { id: string; name: string; name_en: string; projects: number }[];
}

export interface CoverageResult {
  question: Question;
  since: string | null;
  radius_km: number;
  /** Open labs, with what lies within the radius of each. */
  labs: LabReach[];
  municipalities: MunicipalityReach[];
  areas: AreaReach[];
  totals: {
    labs: number;
    labs_placed: number;
    labs_undated: number;
    /** Residents of municipalities, by the state of the reference point. */
    residents: ByState;
    /** ERP dwellings and residents that documents state for areas. */
    dwellings: ByState;
    area_residents: ByState;
  };
  /**
   * Municipalities with ERP need (a class of need, a funded project or an ERP area) and no open lab within the radius, most
   * residents first.
   */
  gaps: MunicipalityReach[];
  /** The same where it cannot be told. */
  doubtful: MunicipalityReach[];
  provinces: ProvinceReach[];
  axes: AxisReach[];
  overlaps: Overlap[];
  /** Everything within the radius of a lab's stated point, dissolved. */
  buffers: MultiPolygon;
}

/* ---- Input from the rows ---- */

const openAt = ({ state }: LabRow): boolean => state === 'open' || state === 'moved';

/**
 * Premises of a lab that may have been in use at some time from `since` to `until`. Whoever asks where there was no lab
 * must not be told so because a date is missing: what has no dates, or no stated end, counts as present.
 */
export function premisesBetween(
  row: Pick<LabRow, 'sites'>,
  since: string,
  until: string,
): { sites: LabRow['sites']; undated: boolean } {
  const undated = row.sites.every((s) => s.valid_from === null && s.valid_to === null);
  const sites = row.sites.filter(
    ({ valid_from: from, valid_to: to }) =>
      (from === null || firstDay(from) <= until) && (to === null || lastDay(to) >= since),
  );
  return { sites, undated };
}

/** The number that the newest document states; of the same document the later row. */
function newest(facts: readonly Fact[], documentDate: ReadonlyMap<string, string>): Stated | null {
  let best: { day: string; stated: Stated } | null = null;
  for (const f of facts) {
    if (f.figure.state !== 'value' && f.figure.state !== 'zero') continue;
    const day = documentDate.get(f.source_id) ?? '';
    if (best !== null && day < best.day) continue;
    const { basis, scope, data_date, source_id, lines } = f;
    best = { day, stated: { value: f.figure.value, basis, scope, data_date, source_id, lines } };
  }
  return best?.stated ?? null;
}

/**
 * What the analysis needs from the rows of a question. Dwellings and residents of areas need the themes `housing` and
 * `people` in the index.
 */
export function coverageBase(
  index: Index,
  rows: Rows,
  municipalities: readonly Municipality[],
  since: string | null = null,
): CoverageBase {
  const { catalog } = index;
  const about = new Map<string, Fact[]>();
  for (const fact of index.facts) {
    // Parts of an area (a dimension) do not stand for the whole.
    if (fact.subject_kind !== 'area' || fact.dimension !== null || fact.time_point === 't1-t0') continue;
    if (fact.indicator_id !== 'dwellings_erp' && fact.indicator_id !== 'residents') continue;
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

  const inPeriod =
    since === null
      ? rows.labs.filter(openAt).map(({ lab, site }) => ({ lab, sites: site ? [site] : [], undated: false }))
      : rows.labs
          .map((row) => ({ lab: row.lab, ...premisesBetween(row, since, rows.question.date) }))
          .filter(({ sites, undated }) => sites.length > 0 || undated);
  return {
    question: rows.question,
    since,
    undated: inPeriod.filter(({ undated }) => undated).length,
    labs: inPeriod.flatMap(({ lab, sites }) =>
      // A lab that no document gives premises is still somewhere in its municipalities.
      (sites.length > 0 ? sites : [null]).map((site) => ({
        id: lab.lab_id,
        name: lab.name,
        name_en: lab.name_en,
        lon: site?.lon ?? null,
        lat: site?.lat ?? null,
        error_m: site?.error_m ?? null,
        municipalities: [...(municipalitiesOf.get(lab.project_id ?? '') ?? [])],
      })),
    ),
    municipalities: municipalities.map(({ label: [lon, lat], ...m }) => ({
      istat_code: m.istat_code,
      name: m.name,
      province_code: m.province_code,
      province: m.province,
      population: m.population,
      lon,
      lat,
    })),
    needs: needClasses(index),
    areas: rows.areas.map(({ area }) => ({
      id: area.area_id,
      name: area.name,
      name_en: area.name_en,
      istat_code: area.istat_code,
      lon: area.lon,
      lat: area.lat,
      error_m: area.error_m,
      housing: area.kind !== 'sito',
      dwellings: stated(area.area_id, 'dwellings_erp'),
      residents: stated(area.area_id, 'residents'),
    })),
    projects: rows.projects.filter(isFunded).map((p) => ({
      id: p.project_id,
      programme_id: p.programme_id,
      axes: withAncestors(index.axesOf.get(p.project_id) ?? []),
      municipalities: [...(municipalitiesOf.get(p.project_id) ?? [])],
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

/* ---- Distances ---- */

type Vector = readonly [number, number, number];

/** Point on the unit sphere; null for what is no place. */
function vector(lon: number | null, lat: number | null): Vector | null {
  if (lon === null || lat === null || !(Math.abs(lon) <= 180) || !(Math.abs(lat) <= 90)) return null;
  const [l, f] = [(lon * Math.PI) / 180, (lat * Math.PI) / 180];
  return [Math.cos(f) * Math.cos(l), Math.cos(f) * Math.sin(l), Math.sin(f)];
}

const angle = (a: Vector, b: Vector): number =>
  2 * Math.asin(Math.min(1, Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]) / 2));

const errorKm = (metres: number | null): number =>
  metres !== null && Number.isFinite(metres) && metres > 0 ? metres / 1000 : 0;

/** A place and its intervals to every placed open lab, in the order of `Measured.placed`. */
interface Measure {
  /** Null: the place has no point. */
  km: Float64Array | null;
  error: number;
  unplaced: number;
  nearest: number;
  min: number;
  max: number;
}

/** Everything that does not depend on the radius. */
export interface Measured {
  base: CoverageBase;
  placed: { lab: CoverageLab; error: number }[];
  municipalities: Measure[];
  areas: Measure[];
}

export function measure(base: CoverageBase): Measured {
  const placed: (Measured['placed'][number] & { at: Vector })[] = [];
  const unplacedIn = new Map<string, Set<string>>();
  for (const lab of base.labs) {
    const at = vector(lab.lon, lab.lat);
    if (at) placed.push({ lab, at, error: errorKm(lab.error_m) });
    else
      for (const code of lab.municipalities)
        unplacedIn.set(code, (unplacedIn.get(code) ?? new Set()).add(lab.id));
  }
  const one = (
    place: { lon: number | null; lat: number | null; istat_code: string },
    error: number,
  ): Measure => {
    const at = vector(place.lon, place.lat);
    const unplaced = unplacedIn.get(place.istat_code)?.size ?? 0;
    const none: Measure = { km: null, error, unplaced, nearest: -1, min: Infinity, max: Infinity };
    if (!at) return none;
    const km = Float64Array.from(placed, (p) => EARTH_KM * angle(at, p.at));
    let { nearest, min, max } = none;
    km.forEach((d, i) => {
      const both = error + (placed[i]?.error ?? 0);
      if (nearest < 0 || d < (km[nearest] ?? Infinity)) nearest = i;
      min = Math.min(min, Math.max(0, d - both));
      max = Math.min(max, d + both);
    });
    // A lab somewhere in the same municipality may be next door: it bounds nothing from above.
    return { km, error, unplaced, nearest, min: unplaced > 0 ? 0 : min, max };
  };
  return {
    base,
    placed: placed.map(({ lab, error }) => ({ lab, error })),
    municipalities: base.municipalities.map((m) => one(m, 0)),
    areas: base.areas.map((a) => one(a, errorKm(a.error_m))),
  };
}

const finite = (km: number): number | null => (Number.isFinite(km) ? km : null);

/** Not a number, or below zero: nothing is within. */
export const usableRadius = (km: number): number => (km > 0 ? Math.min(km, MAX_RADIUS_KM) : 0);

function reach(m: Measure, placed: Measured['placed'], radius: number): Reach {
  const state: ReachState =
    m.km === null ? 'unplaced' : m.max <= radius ? 'covered' : m.min > radius ? 'uncovered' : 'uncertain';
  const within = new Set<string>();
  m.km?.forEach((d, i) => {
    const at = placed[i];
    if (at && d + m.error + at.error <= radius) within.add(at.lab.id);
  });
  return {
    lab: placed[m.nearest]?.lab.id ?? null,
    min_km: m.km === null ? null : finite(m.min),
    max_km: m.km === null ? null : finite(m.max),
    state,
    labs_within: within.size,
    labs_unplaced: m.unplaced,
  };
}

/* ---- Totals ---- */

const noSums = (): ByState => ({
  covered: { places: 0, sum: 0, without: 0 },
  uncertain: { places: 0, sum: 0, without: 0 },
  uncovered: { places: 0, sum: 0, without: 0 },
  unplaced: { places: 0, sum: 0, without: 0 },
});

function sumBy<T extends Reach>(places: readonly T[], value: (place: T) => number | null): ByState {
  const sums = noSums();
  for (const place of places) {
    const sum = sums[place.state];
    const n = value(place);
    sum.places += 1;
    if (n === null || !Number.isFinite(n)) sum.without += 1;
    else sum.sum += n;
  }
  return sums;
}

/** The denominator of a sum: everything that has a point and a number. */
export const denominator = (sums: ByState): number =>
  sums.covered.sum + sums.uncertain.sum + sums.uncovered.sum;

const byResidents = (a: MunicipalityReach, b: MunicipalityReach): number =>
  (b.population ?? -1) - (a.population ?? -1) || a.name.localeCompare(b.name, 'it');

/** The analysis at a radius. Never throws on odd input. */
export function coverageAt(measured: Measured, radiusKm: number): CoverageResult {
  const { base, placed } = measured;
  const radius = usableRadius(radiusKm);
  const unmeasured: Measure = {
    km: null,
    error: 0,
    unplaced: 0,
    nearest: -1,
    min: Infinity,
    max: Infinity,
  };

  const projectsIn = new Map<string, CoverageProject[]>();
  for (const project of base.projects)
    for (const code of project.municipalities)
      projectsIn.set(code, [...(projectsIn.get(code) ?? []), project]);
  const areasIn = new Map<string, number>();
  for (const area of base.areas)
    if (area.housing) areasIn.set(area.istat_code, (areasIn.get(area.istat_code) ?? 0) + 1);

  const municipalities = base.municipalities.map((m, i): MunicipalityReach => ({
    istat_code: m.istat_code,
    name: m.name,
    province_code: m.province_code,
    population: m.population,
    projects: projectsIn.get(m.istat_code)?.length ?? 0,
    areas: areasIn.get(m.istat_code) ?? 0,
    need: base.needs.get(m.istat_code) ?? null,
    ...reach(measured.municipalities[i] ?? unmeasured, placed, radius),
  }));
  const areas = base.areas.map((a, i): AreaReach => ({
    id: a.id,
    name: a.name,
    name_en: a.name_en,
    istat_code: a.istat_code,
    dwellings: a.dwellings,
    residents: a.residents,
    ...reach(measured.areas[i] ?? unmeasured, placed, radius),
  }));

  const inNeed = municipalities
    .filter((m) => m.projects > 0 || m.areas > 0 || m.need !== null)
    .sort(byResidents);
  const gaps = inNeed.filter((m) => m.state === 'uncovered');

  const provinceName = new Map(base.municipalities.map((m) => [m.province_code, m.province]));
  const provinces = [...provinceName]
    .map(([code, name]): ProvinceReach => {
      const own = municipalities.filter((m) => m.province_code === code);
      return {
        code,
        name,
        residents: sumBy(own, (m) => m.population),
        gaps: gaps.filter((m) => m.province_code === code).length,
      };
    })
    .sort((a, b) => a.name.localeCompare(b.name, 'it'));

  const stateOf = new Map(municipalities.map((m) => [m.istat_code, m.state]));
  const axes = base.axes.flatMap((axis): AxisReach[] => {
    const own = base.projects.filter((p) => p.axes.includes(axis.id));
    const reached = [...new Set(own.flatMap((p) => p.municipalities))].sort();
    const covered = reached.filter((code) => stateOf.get(code) === 'covered').length;
    return own.length === 0 ? [] : [{ ...axis, projects: own.length, municipalities: reached, covered }];
  });

  const overlaps = municipalities.flatMap((m): Overlap[] => {
    const own = projectsIn.get(m.istat_code) ?? [];
    const programmes = base.programmes
      .map((p) => ({ ...p, projects: own.filter((o) => o.programme_id === p.id).length }))
      .filter((p) => p.projects > 0);
    return programmes.length < 2 ? [] : [{ istat_code: m.istat_code, name: m.name, programmes }];
  });
  overlaps.sort((a, b) => b.programmes.length - a.programmes.length || a.name.localeCompare(b.name, 'it'));

  const premises = new Map<string, number[]>();
  for (const [i, { lab }] of placed.entries()) premises.set(lab.id, [...(premises.get(lab.id) ?? []), i]);
  const within = (m: Measure | undefined, at: readonly number[]): boolean =>
    at.some((i) => (m?.km?.[i] ?? Infinity) + (m?.error ?? 0) + (placed[i]?.error ?? 0) <= radius);
  const labs = [...new Map(base.labs.map((lab) => [lab.id, lab])).values()];

  return {
    question: base.question,
    since: base.since,
    radius_km: radius,
    labs: labs.map((lab): LabReach => {
      const at = premises.get(lab.id) ?? [];
      return {
        id: lab.id,
        name: lab.name,
        name_en: lab.name_en,
        placed: at.length > 0,
        municipalities: base.municipalities
          .filter((_, k) => within(measured.municipalities[k], at))
          .map((m) => m.istat_code),
        areas: base.areas.filter((_, k) => within(measured.areas[k], at)).map((a) => a.id),
      };
    }),
    municipalities,
    areas,
    totals: {
      labs: labs.length,
      labs_placed: premises.size,
      labs_undated: base.undated,
      residents: sumBy(municipalities, (m) => m.population),
      dwellings: sumBy(areas, (a) => a.dwellings?.value ?? null),
      area_residents: sumBy(areas, (a) => a.residents?.value ?? null),
    },
    gaps,
    doubtful: inNeed.filter((m) => m.state === 'uncertain'),
    provinces,
    axes,
    overlaps,
    buffers: dissolvedBuffers(
      placed.map(({ lab }): Position => [lab.lon ?? NaN, lab.lat ?? NaN]),
      radius,
    ),
  };
}

/** The whole analysis in one call. */
export const computeCoverage = (input: CoverageInput): CoverageResult =>
  coverageAt(measure(input), input.radius_km);

/* ---- Buffers ---- */

/** Points of a whole circle; a chord then lies 0.1 % of the radius inside its arc. */
const STEPS = 72;

/** The union of circles of one radius around the points. Points that are no place are passed over. */
export function dissolvedBuffers(points: readonly Position[], radiusKm: number): MultiPolygon {
  const radius = usableRadius(radiusKm);
  const centres = new Map(
    points.filter(([lon = NaN, lat = NaN]) => vector(lon, lat) !== null).map((p) => [p.join(), p]),
  );
  if (radius === 0 || centres.size === 0) return { type: 'MultiPolygon', coordinates: [] };
  const circles = [...centres.values()].map((centre) => circle(centre, radius, { steps: STEPS }));
  const geometry = (circles.length > 1 ? union(featureCollection(circles)) : circles[0])?.geometry;
  if (geometry?.type === 'MultiPolygon') return geometry;
  return { type: 'MultiPolygon', coordinates: geometry ? [geometry.coordinates] : [] };
}
