/** From the catalogue and the question to the rows on the screen: one function that map, lists, totals and texts share. */
import type { Catalog, Fact, Facts as ServedFacts } from '../schema/served';
import type { Row } from '../schema/tables';
import {
  activeFacets,
  facetIndex,
  municipalitiesOf,
  NO_FACETS,
  passesFacets,
  type FacetIndex,
  type Facets,
} from './facets';
import {
  amountsByKind,
  coveredAxes,
  fundingTree,
  isFunded,
  projectAxes,
  type AmountsByKind,
  type AxisNode,
} from './funding';
import { progressAt, type Progress } from './renovation';
import { labAt, type LabAt } from './time';

/** The part of a View that decides rows. */
export interface Question {
  axes: readonly string[];
  /** Absent: no facet narrows. */
  facets?: Facets;
  date: string;
  /**
   * ISTAT codes: only what lies in these municipalities, and nothing whose municipality is not known. Null or absent: no
   * narrowing.
   * `base`, and with it the counts of the facets, do not follow.
   */
  within?: ReadonlySet<string> | null;
}

export interface AreaRow {
  area: Row<'areas'>;
  projects: Row<'projects'>[];
}

export interface LabRow extends LabAt<Row<'lab_sites'>> {
  lab: Row<'labs'>;
  sites: Row<'lab_sites'>[];
}

export interface ArrearsRow {
  area: Row<'areas'>;
  /** The fact that the sign on the map shows. */
  fact: Fact;
  /** All arrears facts of the area. */
  facts: Fact[];
}

/** Something that the documents fund or name, but do not place. */
export interface Unplaced {
  kind: 'project' | 'lab' | 'area';
  id: string;
  name: string;
  name_en: string;
  reason: 'jurisdiction' | 'no-place' | 'no-address' | 'no-point';
}

export interface Rows {
  /** The question these rows answer, so that a slow answer is never labelled with a newer one. */
  question: Question;
  /** Projects that pass tree and facets; refused ones only when an outcome is asked for. */
  projects: Row<'projects'>[];
  /** Projects that pass the funding tree alone: what facets are counted over. */
  base: Row<'projects'>[];
  refused: Row<'projects'>[];
  areas: AreaRow[];
  labs: LabRow[];
  progress: Progress[];
  arrears: ArrearsRow[];
  unplaced: Unplaced[];
  /** Funded projects by municipality. */
  projectsIn: Map<string, Row<'projects'>[]>;
  funding: Row<'project_funding'>[];
  amounts: AmountsByKind;
}

/** Lookups that do not depend on the question; built once a release. */
export interface Index {
  catalog: Catalog;
  facts: readonly Fact[];
  roots: AxisNode[];
  axesOf: Map<string, Set<string>>;
  placesOf: Map<string, Row<'project_places'>[]>;
  areaById: Map<string, Row<'areas'>>;
  projectById: Map<string, Row<'projects'>>;
  sitesOf: Map<string, Row<'lab_sites'>[]>;
  documentDate: Map<string, string>;
  facets: FacetIndex;
}

const groupBy = <T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
};

export function buildIndex(catalog: Catalog, facts: Pick<ServedFacts, 'facts'>): Index {
  const index = {
    catalog,
    facts: facts.facts,
    roots: fundingTree(catalog.axes),
    axesOf: projectAxes(catalog.projects, catalog.funding),
    placesOf: groupBy(catalog.places, (p) => p.project_id),
    areaById: new Map(catalog.areas.map((a) => [a.area_id, a])),
    projectById: new Map(catalog.projects.map((p) => [p.project_id, p])),
    sitesOf: groupBy(catalog.sites, (s) => s.lab_id),
    documentDate: new Map(catalog.sources.map((s) => [s.source_id, s.date])),
  };
  return { ...index, facets: facetIndex(catalog) };
}

/**
 * Municipalities of a lab: where its site lies (the one in use first, else any that says its area), else those of its
 * project. Empty where the documents do not say; several where the project spans several.
 */
export function municipalitiesOfLab(
  { lab, site, sites }: Pick<LabRow, 'lab' | 'site' | 'sites'>,
  index: Pick<Index, 'areaById' | 'facets'>,
): ReadonlySet<string> {
  const area = site?.area_id ?? sites.find((s) => s.area_id !== null)?.area_id ?? null;
  const code = area === null ? undefined : index.areaById.get(area)?.istat_code;
  if (code !== undefined) return new Set([code]);
  return index.facets.municipalities.get(lab.project_id ?? '') ?? new Set();
}

const hasPoint = (row: { lat: number | null; lon: number | null }): boolean =>
  row.lat !== null && row.lon !== null;

/** The area that a fact speaks of: its own subject, or the only area of its project. */
function areaOfFact(fact: Fact, index: Index): string | null {
  if (fact.subject_kind === 'area') return fact.subject_id;
  if (fact.subject_kind !== 'project') return null;
  const areas = (index.placesOf.get(fact.subject_id) ?? []).flatMap((p) =>
    p.area_id === null ? [] : [p.area_id],
  );
  return areas.length === 1 ? (areas[0] ?? null) : null;
}

/** The programme that a fact speaks of: its subject, or that of its project. */
function programmeOfFact(fact: Fact, index: Index): string | null {
  if (fact.subject_kind === 'programme') return fact.subject_id;
  return fact.subject_kind === 'project'
    ? (index.projectById.get(fact.subject_id)?.programme_id ?? null)
    : null;
}

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

function unplacedProjects(projects: readonly Row<'projects'>[], index: Index): Unplaced[] {
  return projects.flatMap((p): Unplaced[] => {
    const places = index.placesOf.get(p.project_id) ?? [];
    if (municipalitiesOf(places, index).size > 0) return [];
    const reason =
      places.some((place) => place.role === 'jurisdiction') || p.lead_kind === 'aler'
        ? 'jurisdiction'
        : 'no-place';
    return [{ kind: 'project', id: p.project_id, name: p.name, name_en: p.name_en, reason }];
  });
}

/** The rows that answer a question. Pure; 300 rows, well under a millisecond. */
export function selectRows(index: Index, question: Question): Rows {
  const { catalog } = index;
  const facets = question.facets ?? NO_FACETS;
  const narrowed = question.axes.length > 0;
  const faceted = activeFacets(facets).length > 0;
  const filtered = narrowed || faceted;
  const within = question.within ?? null;
  const inside = (codes: Iterable<string>): boolean =>
    within === null || [...codes].some((code) => within.has(code));
  const projectInside = ({ project_id }: Row<'projects'>): boolean =>
    inside(index.facets.municipalities.get(project_id) ?? []);
  const covered = coveredAxes(question.axes, index.roots);
  const onAxes = (projectId: string): boolean =>
    !narrowed || [...(index.axesOf.get(projectId) ?? [])].some((axis) => covered.has(axis));

  const base = catalog.projects.filter((p) => onAxes(p.project_id));
  const projects = base.filter((p) => passesFacets(p, facets, index.facets) && projectInside(p));
  const refused = base.filter(
    (p) => !isFunded(p) && passesFacets(p, facets, index.facets, 'outcomes') && projectInside(p),
  );
  const ids = new Set(projects.map((p) => p.project_id));

  const projectsOfArea = new Map<string, Row<'projects'>[]>();
  const projectsIn = new Map<string, Row<'projects'>[]>();
  for (const project of projects) {
    const places = index.placesOf.get(project.project_id) ?? [];
    for (const area of new Set(places.flatMap((p) => (p.area_id === null ? [] : [p.area_id])))) {
      projectsOfArea.set(area, [...(projectsOfArea.get(area) ?? []), project]);
    }
    for (const code of municipalitiesOf(places, index))
      if (inside([code])) projectsIn.set(code, [...(projectsIn.get(code) ?? []), project]);
  }
  const areaPasses = (area: Row<'areas'>): boolean =>
    inside([area.istat_code]) &&
    (!filtered ||
      projectsOfArea.has(area.area_id) ||
      (area.control_of?.split(';').some((id) => projectsOfArea.has(id)) ?? false));
  const areas = catalog.areas
    .filter(areaPasses)
    .map((area) => ({ area, projects: projectsOfArea.get(area.area_id) ?? [] }));
  const areaIds = new Set(areas.map(({ area }) => area.area_id));

  const labs = catalog.labs
    .filter((lab) => (lab.project_id === null ? !filtered : ids.has(lab.project_id)))
    .map((lab) => {
      const sites = index.sitesOf.get(lab.lab_id) ?? [];
      return { lab, sites, ...labAt(sites, question.date) };
    })
    .filter((row) => within === null || inside(municipalitiesOfLab(row, index)));

  const progress = progressAt(
    index.facts,
    (f) => areaOfFact(f, index),
    (f) => programmeOfFact(f, index),
    index.documentDate,
    question.date,
  ).filter((p) => areaIds.has(p.area_id));

  const arrearsFacts = groupBy(
    index.facts.filter((f) => f.theme === 'arrears' && f.subject_kind === 'area'),
    (f) => f.subject_id,
  );
  const arrears = areas.flatMap(({ area }) => {
    const facts = arrearsFacts.get(area.area_id) ?? [];
    const fact = arrearsHeadline(facts);
    return fact ? [{ area, fact, facts }] : [];
  });

  const unplaced: Unplaced[] = [
    ...unplacedProjects(projects, index),
    ...labs
      .filter(({ sites }) => !sites.some(hasPoint))
      .map(({ lab, sites }): Unplaced => ({
        kind: 'lab',
        id: lab.lab_id,
        name: lab.name,
        name_en: lab.name_en,
        reason: sites.some((s) => s.address !== null) ? 'no-point' : 'no-address',
      })),
    ...areas
      .filter(({ area }) => !hasPoint(area))
      .map(({ area }): Unplaced => ({
        kind: 'area',
        id: area.area_id,
        name: area.name,
        name_en: area.name_en,
        reason: 'no-point',
      })),
  ];

  const funding = catalog.funding.filter(
    (f) =>
      (f.axis_id === null ? !narrowed : covered.has(f.axis_id)) &&
      // Money of a whole programme is no project's: once facets choose among projects it cannot be said whose it is.
      (f.project_id === null ? !faceted && within === null : ids.has(f.project_id)),
  );
  return {
    question,
    projects,
    base,
    refused,
    areas,
    labs,
    progress,
    arrears,
    unplaced,
    projectsIn,
    funding,
    amounts: amountsByKind(funding),
  };
}
