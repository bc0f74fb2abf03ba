/** What another choice would leave where ranges of values are on too: their values follow from the rows, so they are asked anew. */
import type { Municipality } from '../schema/served';
import { facetCounts, NO_FACETS, OUTCOMES, type ListFacet } from './facets';
import type { ValueRange } from './metric';
import { isRanged, metricValues, municipalitiesInRange, type MetricQuestion } from './metrics';
import { selectRows, type Index, type Question, type Rows } from './select';

/** What narrows the rows beside the question itself. */
export interface Ranges extends MetricQuestion {
  /** Range of the municipalities' values. */
  values: ValueRange | null;
  municipalities: readonly Municipality[];
  /**
   * What of a choice of municipalities another one leaves (the gaps of coverage); null: all. It is the answer to the
   * question on the screen, also while another is asked.
   */
  gapsIn?: (chosen: ReadonlySet<string> | null) => ReadonlySet<string> | null;
}

/** Does a range follow from the rows? What another choice leaves is then asked for each choice by itself. */
export const followsRows = ({ values, metric }: Pick<Ranges, 'values' | 'metric'>): boolean =>
  values !== null && isRanged(metric);

/** Municipalities that the ranges leave of the rows of a question; null: all of them. */
function withinOf(index: Index, all: Rows, ranges: Ranges): ReadonlySet<string> | null {
  const { values, gapsIn = (chosen) => chosen } = ranges;
  if (!followsRows(ranges)) return gapsIn(null);
  return gapsIn(municipalitiesInRange(metricValues(index, all, ranges.municipalities, ranges, null), values));
}

/** The rows that a question shows; `all`: those before the ranges, where somebody has them. */
export function rowsLeft(
  index: Index,
  asked: Question,
  ranges: Ranges,
  all: Rows = selectRows(index, asked),
): Rows {
  const within = withinOf(index, all, ranges);
  return within ? selectRows(index, { ...asked, within }) : all;
}

/** How many projects it shows; the rows of labs and areas are not made for it. */
export function projectsLeft(index: Index, asked: Question, ranges: Ranges): number {
  const all = selectRows(index, asked);
  const { projectsIn } = all;
  // No project lies in the others.
  const touched = ranges.municipalities.filter((m) => projectsIn.has(m.istat_code));
  const within = withinOf(index, all, { ...ranges, municipalities: touched });
  return within
    ? new Set([...within].flatMap((code) => projectsIn.get(code) ?? [])).size
    : all.projects.length;
}

/** Ids of the projects that ranges leave whatever the facets are, refused ones too; null: no range leaves any out. */
export function insideRanges(index: Index, question: Question, ranges: Ranges): ReadonlySet<string> | null {
  const within = ranges.gapsIn?.(null) ?? null;
  if (followsRows(ranges) || (!within && !question.shares && !question.works)) return null;
  const facets = { ...NO_FACETS, outcomes: [...OUTCOMES] };
  return new Set(selectRows(index, { ...question, within, facets }).projects.map((p) => p.project_id));
}

/**
 * How many projects each value of a facet would leave, all other facets and ranges applied. `inside` is the same for all
 * facets of a question: whoever counts several asks for it once.
 */
export function facetCountsLeft(
  index: Index,
  { question, base }: Pick<Rows, 'question' | 'base'>,
  id: ListFacet,
  ranges: Ranges,
  inside: ReadonlySet<string> | null = insideRanges(index, question, ranges),
): Map<string, number> {
  const facets = question.facets ?? NO_FACETS;
  const counts = facetCounts(base, facets, id, index.facets, inside);
  if (!followsRows(ranges)) return counts;
  // The values of municipalities follow from the choice.
  const asked = { ...question, within: null };
  for (const [value, n] of counts)
    if (n > 0)
      counts.set(value, projectsLeft(index, { ...asked, facets: { ...facets, [id]: [value] } }, ranges));
  return counts;
}
