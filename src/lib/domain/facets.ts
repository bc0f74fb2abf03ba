/** Facets of the planner's filter: what each asks of a project, what it offers, and which one has emptied a result. */
import { AMOUNT_KINDS, type Ambito, type AmountKind, type Row } from '../schema/tables';
import { fold } from './text';
import { firstDay, lastDay } from './time';

type Project = Row<'projects'>;

export const OUTCOMES = ['funded', 'not_funded', 'not_admitted'] as const;
export type Outcome = (typeof OUTCOMES)[number];

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
  /** Stated amounts of a project by kind. */
  amounts: ReadonlyMap<string, readonly { kind: AmountKind; euro: number }[]>;
  programmes: ReadonlyMap<string, Row<'programmes'>>;
  /** Folded names, aliases and areas of a project. */
  words: ReadonlyMap<string, string>;
}

/** First and last day that a project is stated to run; its programme's where its own are not stated. */
function running(project: Project, index: FacetIndex): { start: string | null; end: string | null } {
  const programme = index.programmes.get(project.programme_id);
  const start = project.start ?? programme?.start ?? null;
  const end = project.end ?? programme?.end ?? null;
  return { start: start === null ? null : firstDay(start), end: end === null ? null : lastDay(end) };
}

const anyOf = <T>(chosen: readonly T[], has: (value: T) => boolean): boolean =>
  chosen.length === 0 || chosen.some(has);

const TESTS: { [F in FacetId]: (project: Project, facets: Facets, index: FacetIndex) => boolean } = {
  programmes: (p, { programmes }) => anyOf(programmes, (id) => id === p.programme_id),
  leads: (p, { leads }) => anyOf(leads, (lead) => lead === p.lead_kind || lead === p.lead_body_id),
  provinces: (p, { provinces }, index) =>
    anyOf(provinces, (code) =>
      [...(index.municipalities.get(p.project_id) ?? [])].some((istat) => istat.startsWith(code)),
    ),
  comuni: (p, { comuni }, index) =>
    anyOf(comuni, (code) => index.municipalities.get(p.project_id)?.has(code) ?? false),
  ambiti: (p, { ambiti }, index) =>
    anyOf(ambiti, (ambito) => index.ambiti.get(p.project_id)?.has(ambito) ?? false),
  statuses: (p, { statuses }) => anyOf(statuses, (status) => status === p.status),
  needs: (p, { needs }) => anyOf(needs, (need) => need === p.need_class),
  // Without a choice refused projects stay out: the map shows what was funded.
  outcomes: (p, { outcomes }) =>
    outcomes.length === 0
      ? p.outcome === null || p.outcome === 'funded'
      : outcomes.some((o) => o === p.outcome),
  amount: (p, { amount }, index) => {
    if (amount === null) return true;
    const stated = index.amounts.get(p.project_id) ?? [];
    return stated.some(
      ({ kind, euro }) =>
        kind === amount.kind && euro >= (amount.min ?? -Infinity) && euro <= (amount.max ?? Infinity),
    );
  },
  period: (p, { period }, index) => {
    if (period === null) return true;
    const { start, end } = running(p, index);
    if (start === null && end === null) return false;
    return (start ?? '0000') <= `${period.to}-12-31` && (end ?? '9999') >= `${period.from}-01-01`;
  },
  text: (p, { text }, index) => {
    const words = fold(text).split(' ').filter(Boolean);
    const haystack = index.words.get(p.project_id) ?? '';
    return words.every((word) => haystack.includes(word));
  },
};

/** Does a project pass every facet (but the one left out)? */
export function passesFacets(project: Project, facets: Facets, index: FacetIndex, except?: FacetId): boolean {
  return FACET_IDS.every((id) => id === except || TESTS[id](project, facets, index));
}

/** Is a facet narrowing anything? */
export function isActive(facets: Facets, id: FacetId): boolean {
  const value = facets[id];
  return Array.isArray(value) ? value.length > 0 : value !== null && value !== '';
}

export const activeFacets = (facets: Facets): FacetId[] => FACET_IDS.filter((id) => isActive(facets, id));

/** Values of a list facet that a project has. */
function valuesOf(project: Project, id: ListFacet, index: FacetIndex): Iterable<string> {
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
      return index.ambiti.get(project.project_id) ?? [];
    case 'statuses':
      return one(project.status);
    case 'needs':
      return one(project.need_class);
    case 'outcomes':
      return one(project.outcome);
  }
}

/**
 * How many projects each value of a facet would leave, all other facets applied. `base` are the projects that pass what
 * is not a facet (the funding tree). Values that no project has are absent.
 */
export function facetCounts(
  base: readonly Project[],
  facets: Facets,
  id: ListFacet,
  index: FacetIndex,
): Map<string, number> {
  const counts = new Map<string, number>();
  // Values stay listed at zero, so that a choice does not make the others vanish.
  for (const project of base)
    for (const value of valuesOf(project, id, index)) if (!counts.has(value)) counts.set(value, 0);
  for (const project of base) {
    if (!passesFacets(project, facets, index, id)) continue;
    for (const value of valuesOf(project, id, index)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

/** Facets without which an empty result would not be empty; empty when no single one is to blame. */
export function emptiedBy(base: readonly Project[], facets: Facets, index: FacetIndex): FacetId[] {
  return activeFacets(facets).filter((id) => base.some((p) => passesFacets(p, facets, index, id)));
}

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
