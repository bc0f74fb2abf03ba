/** Facets of the planner's filter: what each asks of a project, and what it offers. */
import type { Catalog } from '../schema/served';
import { AMOUNT_KINDS, type Ambito, type AmountKind, type Row } from '../schema/tables';
import { isFunded } from './funding';
import { inPeriod } from './project-time';
import { fold } from './text';

type Project = Row<'projects'>;

export const OUTCOMES = ['funded', 'not_funded', 'not_admitted', 'no_outcome'] as const;
/**
 * What came of a project's application to a call. `no_outcome`: the tables give none, as for programme agreements and
 * neighbourhood contracts; such a project counts as funded (funding.ts, isFunded), and stays apart from one of a call.
 */
export type Outcome = (typeof OUTCOMES)[number];

export const outcomeOf = ({ outcome }: Pick<Project, 'outcome'>): Outcome => outcome ?? 'no_outcome';

/** Who says that a project acts in an ambito: the project itself, or the evaluation that looked at it. */
export const AMBITO_BASES = ['dichiarato', 'osservato'] as const;
export type AmbitoBasis = (typeof AMBITO_BASES)[number];

/** Table 1 is made of what the projects report of themselves; chapters and part three are the evaluation's own reading. */
const BASIS_OF: Record<Row<'lab_ambiti'>['basis'], AmbitoBasis> = {
  table1: 'dichiarato',
  chapter: 'osservato',
  part3: 'osservato',
};

export interface AmountRange {
  kind: AmountKind;
  /** Euro, inclusive; null for no limit. */
  min: number | null;
  max: number | null;
}

export interface Period {
  /** Years, inclusive. */
  from: number;
  to: number;
}

export interface Facets {
  programmes: readonly string[];
  /** `comune`, `aler`, or body ids. */
  leads: readonly string[];
  /** Province codes, `015`. */
  provinces: readonly string[];
  /** ISTAT codes. */
  comuni: readonly string[];
  ambiti: readonly Ambito[];
  /** With ambiti chosen: how these are known; alone: that any is known so. */
  ambitoBasis: readonly AmbitoBasis[];
  /** Status as stated. */
  statuses: readonly string[];
  /** Class of housing need of the 2014 call, as printed. */
  needs: readonly string[];
  outcomes: readonly Outcome[];
  amount: AmountRange | null;
  period: Period | null;
  /** Free text over names and aliases, accent-blind. */
  text: string;
}

export const NO_FACETS: Facets = {
  programmes: [],
  leads: [],
  provinces: [],
  comuni: [],
  ambiti: [],
  ambitoBasis: [],
  statuses: [],
  needs: [],
  outcomes: [],
  amount: null,
  period: null,
  text: '',
};

export type FacetId = keyof Facets;
export const FACET_IDS = Object.keys(NO_FACETS) as FacetId[];
/** Facets that are a choice among values; the others are a range or a text. */
export const LIST_FACETS = [
  'programmes',
  'leads',
  'provinces',
  'comuni',
  'ambiti',
  'ambitoBasis',
  'statuses',
  'needs',
  'outcomes',
] as const;
export type ListFacet = (typeof LIST_FACETS)[number];

/** What the facets look up about projects; built once a release by buildIndex. */
export interface FacetIndex {
  /** Municipalities of a project. */
  municipalities: ReadonlyMap<string, ReadonlySet<string>>;
  ambiti: ReadonlyMap<string, ReadonlySet<Ambito>>;
  /** How each ambito of a project is known; absent: nobody asked. */
  ambitoBases?: ReadonlyMap<string, ReadonlyMap<Ambito, ReadonlySet<AmbitoBasis>>>;
  /** Stated amounts of a project by kind. */
  amounts: ReadonlyMap<string, readonly { kind: AmountKind; euro: number }[]>;
  programmes: ReadonlyMap<string, Row<'programmes'>>;
  /** Date of a document by its id. */
  documentDate: ReadonlyMap<string, string>;
  /** Folded names, aliases and areas of a project. */
  words: ReadonlyMap<string, string>;
}

const anyOf = <T>(chosen: readonly T[], has: (value: T) => boolean): boolean =>
  chosen.length === 0 || chosen.some(has);

/** Ambiti of a project that are known in one of these ways; in any without a choice. */
function ambitiOf(project: Project, bases: readonly AmbitoBasis[], index: FacetIndex): Ambito[] {
  const known = index.ambitoBases?.get(project.project_id);
  return [...(index.ambiti.get(project.project_id) ?? [])].filter((ambito) =>
    anyOf(bases, (basis) => known?.get(ambito)?.has(basis) ?? false),
  );
}

/** How these ambiti of a project are known; any of its ambiti without a choice. */
function basesOf(project: Project, ambiti: readonly Ambito[], index: FacetIndex): Set<AmbitoBasis> {
  const known = [...(index.ambitoBases?.get(project.project_id) ?? [])];
  return new Set(
    known.flatMap(([ambito, bases]) => (anyOf(ambiti, (chosen) => chosen === ambito) ? [...bases] : [])),
  );
}

const TESTS: { [F in FacetId]: (project: Project, facets: Facets, index: FacetIndex) => boolean } = {
  programmes: (p, { programmes }) => anyOf(programmes, (id) => id === p.programme_id),
  leads: (p, { leads }) => anyOf(leads, (lead) => lead === p.lead_kind || lead === p.lead_body_id),
  provinces: (p, { provinces }, index) =>
    anyOf(provinces, (code) =>
      [...(index.municipalities.get(p.project_id) ?? [])].some((istat) => istat.startsWith(code)),
    ),
  comuni: (p, { comuni }, index) =>
    anyOf(comuni, (code) => index.municipalities.get(p.project_id)?.has(code) ?? false),
  ambiti: (p, { ambiti, ambitoBasis }, index) =>
    anyOf(ambiti, (ambito) => ambitiOf(p, ambitoBasis, index).includes(ambito)),
  ambitoBasis: (p, { ambiti, ambitoBasis }, index) =>
    anyOf(ambitoBasis, (basis) => basesOf(p, ambiti, index).has(basis)),
  statuses: (p, { statuses }) => anyOf(statuses, (status) => status === p.status),
  needs: (p, { needs }) => anyOf(needs, (need) => need === p.need_class),
  // Without a choice refused projects stay out: the map shows what was funded.
  outcomes: (p, { outcomes }) => (outcomes.length === 0 ? isFunded(p) : outcomes.includes(outcomeOf(p))),
  amount: (p, { amount }, index) => {
    if (amount === null) return true;
    const stated = index.amounts.get(p.project_id) ?? [];
    return stated.some(
      ({ kind, euro }) =>
        kind === amount.kind && euro >= (amount.min ?? -Infinity) && euro <= (amount.max ?? Infinity),
    );
  },
  period: (p, { period }, index) => {
    // What only a missing date lets run in these years stays: whoever lists the rows marks it.
    return period === null || inPeriod(p, period, index) !== 'out';
  },
  text: (p, { text }, index) => {
    const words = fold(text).split(' ').filter(Boolean);
    const haystack = index.words.get(p.project_id) ?? '';
    return words.every((word) => haystack.includes(word));
  },
};

/** Does a project pass every facet (but the one left out)? */
export function passesFacets(project: Project, facets: Facets, index: FacetIndex, except?: FacetId): boolean {
  // Ambiti and their basis read one another: what is left out must not narrow through the other.
  const asked = except === undefined ? facets : { ...facets, [except]: NO_FACETS[except] };
  return FACET_IDS.every((id) => id === except || TESTS[id](project, asked, index));
}

/** Is a facet narrowing anything? */
export function isActive(facets: Facets, id: FacetId): boolean {
  // A text without a letter or digit asks nothing of a name, so it narrows nothing else either.
  if (id === 'text') return fold(facets.text) !== '';
  const value = facets[id];
  return Array.isArray(value) ? value.length > 0 : value !== null;
}

export const activeFacets = (facets: Facets): FacetId[] => FACET_IDS.filter((id) => isActive(facets, id));

/** Values of a list facet that a project has, read with the other facets where they belong together. */
function valuesOf(project: Project, id: ListFacet, facets: Facets, index: FacetIndex): Iterable<string> {
  const one = (value: string | null): string[] => (value === null ? [] : [value]);
  switch (id) {
    case 'programmes':
      return [project.programme_id];
    case 'leads':
      return [...one(project.lead_kind), ...one(project.lead_body_id)];
    case 'provinces':
      return new Set(
        [...(index.municipalities.get(project.project_id) ?? [])].map((code) => code.slice(0, 3)),
      );
    case 'comuni':
      return index.municipalities.get(project.project_id) ?? [];
    case 'ambiti':
      return ambitiOf(project, facets.ambitoBasis, index);
    case 'ambitoBasis':
      return basesOf(project, facets.ambiti, index);
    case 'statuses':
      return one(project.status);
    case 'needs':
      return one(project.need_class);
    case 'outcomes':
      return [outcomeOf(project)];
  }
}

/**
 * How many projects each value of a facet would leave, all other facets applied. `base` are the projects that pass what
 * is not a facet (the funding tree); `inside`: ids of those that ranges leave, without it all. Values that no project has
 * are absent.
 */
export function facetCounts(
  base: readonly Project[],
  facets: Facets,
  id: ListFacet,
  index: FacetIndex,
  inside: ReadonlySet<string> | null = null,
): Map<string, number> {
  const counts = new Map<string, number>();
  // Values stay listed at zero, so that a choice does not make the others vanish.
  for (const project of base)
    for (const value of valuesOf(project, id, NO_FACETS, index)) if (!counts.has(value)) counts.set(value, 0);
  for (const project of base) {
    if (inside?.has(project.project_id) === false || !passesFacets(project, facets, index, id)) continue;
    for (const value of valuesOf(project, id, facets, index)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

/** Every value that a project of the release has, by facet: what an address may ask for. */
export const knownValues = (
  projects: readonly Project[],
  index: FacetIndex,
): ReadonlyMap<ListFacet, ReadonlySet<string>> =>
  new Map(
    LIST_FACETS.map((id) => [id, new Set(projects.flatMap((p) => [...valuesOf(p, id, NO_FACETS, index)]))]),
  );

/** Largest stated amount by kind, for the range inputs. */
export function amountLimits(index: FacetIndex): Map<AmountKind, number> {
  const limits = new Map<AmountKind, number>();
  for (const stated of index.amounts.values()) {
    for (const { kind, euro } of stated) limits.set(kind, Math.max(limits.get(kind) ?? 0, euro));
  }
  return new Map(
    AMOUNT_KINDS.flatMap((kind) => (limits.has(kind) ? [[kind, limits.get(kind) ?? 0] as const] : [])),
  );
}

// --- The index ------------------------------------------------------------------------------------------------------

const group = <K, T>(rows: readonly T[], key: (row: T) => K): Map<K, T[]> => {
  const groups = new Map<K, T[]>();
  for (const row of rows) {
    const found = groups.get(key(row));
    if (found) found.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
};

/** Municipalities of a project: where its areas lie and, for a Comune, its lead municipality. */
export function municipalitiesOf(
  places: readonly Row<'project_places'>[],
  { areaById }: { areaById: ReadonlyMap<string, Row<'areas'>> },
): Set<string> {
  const codes = new Set<string>();
  for (const { area_id, istat_code, role } of places) {
    const code = area_id === null ? istat_code : (areaById.get(area_id)?.istat_code ?? istat_code);
    if (code !== null && role !== 'jurisdiction') codes.add(code);
  }
  return codes;
}

/** What the facets look up, from the tables alone: no figures, no funding tree. */
export function facetIndex(
  catalog: Pick<
    Catalog,
    'ambiti' | 'areas' | 'bodies' | 'funding' | 'labs' | 'places' | 'programmes' | 'projects' | 'sources'
  >,
): FacetIndex {
  const areaById = new Map(catalog.areas.map((a) => [a.area_id, a]));
  const bodies = new Map(catalog.bodies.map((b) => [b.body_id, b]));
  const placesOf = group(catalog.places, (p) => p.project_id);
  const labProject = new Map(catalog.labs.map((l) => [l.lab_id, l.project_id]));
  const ambitoBases = new Map<string, Map<Ambito, Set<AmbitoBasis>>>();
  for (const { lab_id, ambito, basis } of catalog.ambiti) {
    const project = labProject.get(lab_id);
    if (!project) continue;
    const known = ambitoBases.get(project) ?? new Map<Ambito, Set<AmbitoBasis>>();
    ambitoBases.set(project, known.set(ambito, (known.get(ambito) ?? new Set()).add(BASIS_OF[basis])));
  }
  const words = (p: Project): string => {
    const lead = p.lead_body_id === null ? undefined : bodies.get(p.lead_body_id);
    const areas = (placesOf.get(p.project_id) ?? []).map(({ area_id }) => areaById.get(area_id ?? ''));
    const texts = [
      p.name,
      p.name_en,
      lead?.name,
      lead?.aliases,
      ...areas.flatMap((a) => [a?.name, a?.aliases]),
    ];
    return fold(texts.filter(Boolean).join(' '));
  };
  return {
    municipalities: new Map(
      catalog.projects.map((p) => [
        p.project_id,
        municipalitiesOf(placesOf.get(p.project_id) ?? [], { areaById }),
      ]),
    ),
    ambiti: new Map([...ambitoBases].map(([project, known]) => [project, new Set(known.keys())])),
    ambitoBases,
    amounts: group(
      catalog.funding.flatMap((f) =>
        f.project_id === null || f.amount_eur === null
          ? []
          : [{ project: f.project_id, kind: f.kind, euro: f.amount_eur }],
      ),
      (f) => f.project,
    ),
    programmes: new Map(catalog.programmes.map((p) => [p.programme_id, p])),
    documentDate: new Map(catalog.sources.map((s) => [s.source_id, s.date])),
    words: new Map(catalog.projects.map((p) => [p.project_id, words(p)])),
  };
}
