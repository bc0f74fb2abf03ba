/**
 * Which municipalities and areas have an open lab within a radius, or in the municipality itself. Distances are great
 * circles between stated points, given as an interval because points have errors; a lab without a point may be anywhere in
 * its municipality; a lab of which nobody says that it was open makes places uncertain, never covered. A municipality
 * stands at one reference point, so its residents are counted whole or not at all. Pure, and serialisable in and out: it
 * runs in a worker.
 */
import { circle } from '@turf/circle';
import { featureCollection, polygon } from '@turf/helpers';
import { union } from '@turf/union';
import type { Feature, MultiPolygon, Polygon, Position } from 'geojson';
import type { Municipality } from '../schema/served';
import type { AxisLevel, SourceId } from '../schema/tables';
import { isDwellings, isStated, isWhole, newestStated, type StatedFact } from './dwellings';
import { activeFacets, NO_FACETS, type Facets } from './facets';
import { below, isFunded } from './funding';
import { needClasses } from './need';
import { municipalitiesOfLab, selectRows, type Index, type LabRow, type Question, type Rows } from './select';
import { firstDay, labAt, lastDay, siteStateAt } from './time';

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
  /** Where these premises are: one municipality where it is known, several where the lab's project spans several. */
  municipalities: readonly string[];
  /** Nobody says that it was in use: it may make a place uncertain, and covers none. */
  doubtful: boolean;
}

export interface CoverageMunicipality {
  istat_code: string;
  name: string;
  province_code: string;
  province: string;
  population: number | null;
  lon: number;
  lat: number;
  /** No point of it is farther from its reference point. */
  extent_km: number;
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
  /** The area that it is part of; its numbers do not add to those of the whole. */
  part_of: string | null;
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
  /** Labs open at the date, or at some time of the period, and those that may have been: wherever they are. */
  labs: readonly CoverageLab[];
  municipalities: readonly CoverageMunicipality[];
  /** Municipalities that a choice of provinces or municipalities leaves to be judged; null: all. */
  judged: ReadonlySet<string> | null;
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
  /** Zero: labs count in their own municipality alone. */
  radius_km: number;
}

/** `uncertain`: the interval straddles the radius, or only a lab that may not have been open is within it. */
export type ReachState = 'covered' | 'uncertain' | 'uncovered' | 'unplaced';
export const REACH_STATES: readonly ReachState[] = ['covered', 'uncertain', 'uncovered', 'unplaced'];

export interface Reach {
  /** Open lab whose stated point is nearest; null without one. */
  lab: string | null;
  /**
   * Least and greatest distance to the nearest open lab, given all errors: the least also of those that only may be open,
   * the greatest of those that surely are. Null: no bound is known.
   */
  min_km: number | null;
  max_km: number | null;
  state: ReachState;
  /** Open labs certainly within the radius; and those that may be open or within it. */
  labs_within: number;
  labs_maybe: number;
  /** Labs without a point, open or perhaps, that are or may be in this municipality. */
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
  /** Among those that a choice of places leaves. */
  judged: boolean;
}

export interface AreaReach extends Reach {
  id: string;
  name: string;
  name_en: string;
  istat_code: string;
  housing: boolean;
  dwellings: Stated | null;
  residents: Stated | null;
}

/** A sum with how many places it counts and how many state no number. */
export interface Sum {
  places: number;
  sum: number;
  without: number;
}

export type ByState = Record<ReachState, Sum>;

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
  /** Nobody says that it was open. */
  doubtful: boolean;
  /** Certainly within the radius of where it is or may be. */
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
  /** Municipalities judged: all, or those that a choice of places leaves. */
  places: number;
  /** Only labs that a filter chooses count: by axis, programme, text; not by place. */
  chosen: boolean;
  totals: {
    /** Labs surely open, and those of them with a point. */
    labs: number;
    labs_placed: number;
    /** Labs of which nobody says that they were open. */
    labs_doubtful: number;
    /** Labs, open or perhaps, of which no document says even the municipality: they are in no distance. */
    labs_nowhere: number;
    /** Residents of municipalities, by the state of the reference point. */
    residents: ByState;
    /** ERP dwellings and residents that documents state for areas of housing. */
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
  /** Residents of the two. */
  gap_residents: Sum;
  doubtful_residents: Sum;
  provinces: ProvinceReach[];
  axes: AxisReach[];
  overlaps: Overlap[];
  /** Everything within the radius of a lab's stated point, dissolved. */
  buffers: MultiPolygon;
}

/* ---- Input from the rows ---- */

/** Premises of a lab, and whether it is only not excluded that they were in use. Null: a lab without any premises. */
export interface Premises {
  site: LabRow['sites'][number] | null;
  doubtful: boolean;
}

const undated = ({ valid_from, valid_to }: LabRow['sites'][number]): boolean =>
  valid_from === null && valid_to === null;

/**
 * Premises of a lab that were in use at some time from `since` to `until`, or may have been: whoever asks where there was
 * no lab must not be told so because a date is missing, nor that there was one. What has no stated end counts as going on.
 */
export function premisesBetween(
  lab: Pick<LabRow, 'sites' | 'bounds'>,
  since: string,
  until: string,
): Premises[] {
  const { sites, bounds } = lab;
  const notBefore = bounds?.notBefore ?? null;
  if (sites.length === 0)
    return notBefore !== null && until < firstDay(notBefore) ? [] : [{ site: null, doubtful: true }];
  const within = sites.flatMap((site) => {
    const { valid_from: from, valid_to: to } = site;
    const start = from ?? notBefore;
    const possible = (start === null || firstDay(start) <= until) && (to === null || lastDay(to) >= since);
    // Without a start, an end after the period does not say that it had begun.
    const doubtful = undated(site) || (from === null && to !== null && lastDay(to) > until);
    return possible ? [{ site, doubtful }] : [];
  });
  // A scheduled end before the period is no end: what may still have been in use on its first day may have been in it.
  const first = premisesAt({ ...lab, ...labAt(sites, since, bounds) }, since);
  const kept = first.filter((p) => p.doubtful && !within.some(({ site }) => site === p.site));
  // What is surely in the period comes last: of a lab's premises the last are its own (measure).
  return [...kept, ...within];
}

/** Premises in use at a day, all of them where there are several; where nobody says, those that may still be. */
export function premisesAt(
  { state, site, sites, bounds }: Pick<LabRow, 'sites' | 'site' | 'state' | 'bounds'>,
  day: string,
): Premises[] {
  if (state === 'closed' || state === 'not-yet') return [];
  if (state === 'unknown') {
    // Nobody says what became of the last premises: those with the same scheduled end, or without any date.
    const last = sites.filter(
      (s) => undated(s) || (siteStateAt(s, day, bounds) === 'end-scheduled' && s.valid_to === site?.valid_to),
    );
    return (last.length > 0 ? last : [site]).map((s) => ({ site: s, doubtful: true }));
  }
  const open = sites.filter((s) => siteStateAt(s, day, bounds) === 'open');
  return (open.length > 0 ? open : [site]).map((s) => ({ site: s, doubtful: false }));
}

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

/** What is known of a place and every lab at its premises, in the order of `Measured.premises`. */
interface Measure {
  /** Least and greatest distance, given all errors; null: the place has no point. */
  near: Float64Array | null;
  far: Float64Array | null;
  /** Labs of its municipality: surely there and open, or perhaps. */
  here: ReadonlySet<string>;
  perhaps: ReadonlySet<string>;
  unplaced: number;
  nearest: number;
  min: number;
  max: number;
}

/** Everything that does not depend on the radius. */
export interface Measured {
  base: CoverageBase;
  /** `number`: of the lab, among `labs`. */
  premises: readonly { lab: CoverageLab; number: number; placed: boolean; known: boolean }[];
  /** Every lab once, at the last of its premises. */
  labs: readonly CoverageLab[];
  municipalities: Measure[];
  areas: Measure[];
}

const NOBODY: ReadonlySet<string> = new Set();

export function measure(base: CoverageBase): Measured {
  const homes = new Map(
    base.municipalities.flatMap(({ istat_code, lon, lat, extent_km }) => {
      const at = vector(lon, lat);
      return at ? [[istat_code, { at, extent: extent_km > 0 ? extent_km : 0 }] as const] : [];
    }),
  );
  const premises = base.labs.map((lab) => {
    const point = vector(lab.lon, lab.lat);
    // A point is one place with its error, no point is any place of any of its municipalities.
    const spots = point
      ? [{ at: point, extent: errorKm(lab.error_m) }]
      : lab.municipalities.flatMap((code) => homes.get(code) ?? []);
    return { lab, placed: point !== null, spots, known: spots.length > 0 };
  });

  const here = new Map<string, Set<string>>();
  const perhaps = new Map<string, Set<string>>();
  const unplaced = new Map<string, Set<string>>();
  const note = (map: Map<string, Set<string>>, code: string, id: string) =>
    void map.set(code, (map.get(code) ?? new Set()).add(id));
  for (const { lab, placed } of premises)
    for (const code of lab.municipalities) {
      note(!lab.doubtful && lab.municipalities.length === 1 ? here : perhaps, code, lab.id);
      if (!placed) note(unplaced, code, lab.id);
    }

  const one = (
    place: { lon: number | null; lat: number | null; istat_code: string },
    error: number,
  ): Measure => {
    const at = vector(place.lon, place.lat);
    const code = place.istat_code;
    const own: Measure = {
      near: null,
      far: null,
      here: here.get(code) ?? NOBODY,
      perhaps: perhaps.get(code) ?? NOBODY,
      unplaced: unplaced.get(code)?.size ?? 0,
      nearest: -1,
      min: Infinity,
      max: Infinity,
    };
    if (!at) return own;
    const near = new Float64Array(premises.length).fill(Infinity);
    const far = new Float64Array(premises.length).fill(Infinity);
    let [nearest, closest] = [-1, Infinity];
    let { min, max } = own;
    premises.forEach(({ lab, placed, spots, known }, i) => {
      let [least, most] = [Infinity, 0];
      for (const spot of spots) {
        const km = EARTH_KM * angle(at, spot.at);
        least = Math.min(least, Math.max(0, km - spot.extent - error));
        most = Math.max(most, km + spot.extent + error);
        if (placed && !lab.doubtful && km < closest) [nearest, closest] = [i, km];
      }
      if (!known) return;
      near[i] = least;
      far[i] = most;
      min = Math.min(min, least);
      if (!lab.doubtful) max = Math.min(max, most);
    });
    return { ...own, near, far, nearest, min, max };
  };
  const labs = [...new Map(base.labs.map((lab) => [lab.id, lab])).values()];
  const numbers = new Map(labs.map(({ id }, i) => [id, i]));
  return {
    base,
    premises: premises.map(({ lab, placed, known }) => ({
      lab,
      number: numbers.get(lab.id) ?? 0,
      placed,
      known,
    })),
    labs,
    municipalities: base.municipalities.map((m) => one(m, 0)),
    areas: base.areas.map((a) => one(a, errorKm(a.error_m))),
  };
}

const finite = (km: number): number | null => (Number.isFinite(km) ? km : null);

/** Not a number, or below zero: the municipality itself, as for zero. */
export const usableRadius = (km: number): number => (km > 0 ? Math.min(km, MAX_RADIUS_KM) : 0);

function stateOf(m: Measure, radius: number): ReachState {
  if (radius === 0) return m.here.size > 0 ? 'covered' : m.perhaps.size > 0 ? 'uncertain' : 'uncovered';
  if (m.near === null) return 'unplaced';
  return m.max <= radius ? 'covered' : m.min > radius ? 'uncovered' : 'uncertain';
}

/** Where a lab is to a place: not known to be near, perhaps near, certainly near if it was open, certainly near and open. */
const [MAYBE, NEAR, OPEN] = [1, 2, 4] as const;

/** Writes into `marks`, by number of the lab, how it is to a place. */
function mark(m: Measure, { premises, labs }: Measured, radius: number, marks: Uint8Array): void {
  marks.fill(0);
  if (radius === 0) {
    labs.forEach(({ id }, i) => {
      marks[i] = m.here.has(id) ? MAYBE | NEAR | OPEN : m.perhaps.has(id) ? MAYBE : 0;
    });
    return;
  }
  const { near, far } = m;
  // The greatest distance is never less than the least.
  if (near === null || far === null || m.min > radius) return;
  for (let i = 0; i < premises.length; i += 1) {
    const at = premises[i];
    if (at === undefined || (near[i] ?? Infinity) > radius) continue;
    const close = (far[i] ?? Infinity) <= radius;
    marks[at.number] =
      (marks[at.number] ?? 0) | MAYBE | (close ? NEAR : 0) | (close && !at.lab.doubtful ? OPEN : 0);
  }
}

function reach(m: Measure, { premises }: Measured, radius: number, marks: Uint8Array): Reach {
  let [within, maybe] = [0, 0];
  for (const it of marks) {
    if (it & OPEN) within += 1;
    else if (it & MAYBE) maybe += 1;
  }
  return {
    lab: premises[m.nearest]?.lab.id ?? null,
    min_km: m.near === null ? null : finite(m.min),
    max_km: m.near === null ? null : finite(m.max),
    state: stateOf(m, radius),
    labs_within: within,
    labs_maybe: maybe,
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

function add(sum: Sum, n: number | null): Sum {
  sum.places += 1;
  if (n === null || !Number.isFinite(n)) sum.without += 1;
  else sum.sum += n;
  return sum;
}

function sumBy<T extends Reach>(places: readonly T[], value: (place: T) => number | null): ByState {
  const sums = noSums();
  for (const place of places) add(sums[place.state], value(place));
  return sums;
}

const residentsOf = (places: readonly MunicipalityReach[]): Sum =>
  places.reduce((sum, m) => add(sum, m.population), { places: 0, sum: 0, without: 0 });

/** Areas whose numbers are added: of housing, and not part of another that states its own. */
function counted(
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

/* ---- Buffers ---- */

/** Points of a whole circle; a chord then lies 0.1 % of the radius inside its arc. */
const STEPS = 72;

/** Corners as they are, then rounded to decimals of a degree: a millionth is a tenth of a metre. */
const GRIDS = [null, 8, 7, 6] as const;

const rounded = ({ geometry }: Feature<Polygon>, digits: number): Feature<Polygon> =>
  polygon(geometry.coordinates.map((ring) => ring.map((p) => p.map((x) => Number(x.toFixed(digits))))));

/** The union; where corners that almost meet make it fail, that of the circles on a coarser grid, at last the circles. */
function joined(circles: readonly Feature<Polygon>[], join: typeof union): Polygon | MultiPolygon {
  for (const digits of GRIDS)
    try {
      const found = join(featureCollection(circles.map((c) => (digits === null ? c : rounded(c, digits)))));
      if (found) return found.geometry;
    } catch {
      // The next grid.
    }
  return { type: 'MultiPolygon', coordinates: circles.map((c) => c.geometry.coordinates) };
}

/** The union of circles of one radius around the points. Points that are no place are passed over. */
export function dissolvedBuffers(
  points: readonly Position[],
  radiusKm: number,
  join: typeof union = union,
): MultiPolygon {
  const radius = usableRadius(radiusKm);
  const centres = new Map(
    points.filter(([lon = NaN, lat = NaN]) => vector(lon, lat) !== null).map((p) => [p.join(), p]),
  );
  if (radius === 0 || centres.size === 0) return { type: 'MultiPolygon', coordinates: [] };
  const circles = [...centres.values()].map((centre) => circle(centre, radius, { steps: STEPS }));
  const geometry = circles.length > 1 ? joined(circles, join) : circles[0]?.geometry;
  if (geometry?.type === 'MultiPolygon') return geometry;
  return { type: 'MultiPolygon', coordinates: geometry ? [geometry.coordinates] : [] };
}
