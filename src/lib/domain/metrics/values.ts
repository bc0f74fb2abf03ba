/** The value of each municipality, for every metric and denominator. */
import type { Municipality } from '../../schema/served';
import type { AmountKind, Row } from '../../schema/tables';
import { METRIC_SCALES } from '../classes';
import type { CoverageResult, ReachState } from '../coverage/types';
import { isFunded } from '../funding';
import { municipalitiesOfLab } from '../lab-place';
import { needClasses } from '../need';
import type { Index, Rows } from '../select';
import { metricClass, metricClassCount } from './classes';
import { housingKnown, type Housing } from './housing';
import {
  metricThemes,
  usablePer,
  type Aside,
  type MetricQuestion,
  type MetricState,
  type MetricValue,
  type MetricValues,
} from './types';

/** Classes of housing need of the regional programme 2014-2016, in three steps that the documents themselves make. */
export const NEED_LEVELS = [['Elevato', 'In aumento'], ['Critico', 'Da capoluogo'], ['Acuto']] as const;
/** Steps of coverage, from what is covered to what is not. */
export const REACH_LEVELS = ['covered', 'uncertain', 'uncovered'] as const satisfies readonly ReachState[];

const needLevel = (printed: string | undefined): number =>
  NEED_LEVELS.findIndex((names) => names.some((name) => name === printed));

/** Class of the two scales together: three of need, each with three of coverage. */
export const bivariateClass = (need: number, reach: number): number => need * REACH_LEVELS.length + reach;

/** A number before its denominator. */
interface Plain {
  state: MetricState;
  value: number | null;
}

const MISSING: Plain = { state: 'missing', value: null };
const NOT_APPLICABLE: Plain = { state: 'not-applicable', value: null };

/** A finite number and its state; anything else is missing. */
const plain = (value: number | null, uncertain = false): Plain => {
  if (value === null || !Number.isFinite(value)) return MISSING;
  return { state: uncertain ? 'uncertain' : value === 0 ? 'zero' : 'value', value };
};

interface Counted {
  of: (municipality: Municipality) => Plain;
  aside?: Partial<Aside>;
  partial?: ReadonlyMap<string, { stated: number; projects: number }>;
}

function projects(index: Index, rows: Rows): Counted {
  const municipalities = (p: Row<'projects'>) => index.facets.municipalities.get(p.project_id)?.size ?? 0;
  return {
    of: ({ istat_code }) => plain(rows.projectsIn.get(istat_code)?.filter(isFunded).length ?? 0),
    aside: {
      unplaced: rows.projects.filter((p) => isFunded(p) && municipalities(p) === 0).length,
      refused: rows.projects.filter((p) => !isFunded(p)).length,
    },
  };
}

/**
 * Amounts of one kind, of projects that lie in exactly one municipality. Where rows are marked as the ones to count only
 * these are added. A municipality without a marked row takes its projects' single amounts: they are part of a programme's
 * total, which is no municipality's, so nothing counts twice.
 */
function amounts(index: Index, rows: Rows, kind: AmountKind): Counted {
  // A refused project asked for money; it has no other amount that a document could be missing.
  const owed = (p: Row<'projects'>) => kind === 'requested' || isFunded(p);
  const owedIn = (code: string) => (rows.projectsIn.get(code) ?? []).filter(owed);
  const aside = { several: 0, unplaced: 0, programme: 0, repeated: 0, euro: 0 };
  const placed = new Map<string, { marked: Row<'project_funding'>[]; other: Row<'project_funding'>[] }>();
  for (const f of rows.funding) {
    if (f.kind !== kind || f.amount_eur === null) continue;
    const codes = f.project_id === null ? null : (index.facets.municipalities.get(f.project_id) ?? new Set());
    const bounded = (index.placesOf.get(f.project_id ?? '') ?? []).some((p) => p.role === 'jurisdiction');
    const [code] = codes ?? [];
    if (codes !== null && codes.size === 1 && code !== undefined && !bounded) {
      const own = placed.get(code) ?? { marked: [], other: [] };
      (f.in_totals ? own.marked : own.other).push(f);
      placed.set(code, own);
      continue;
    }
    if (!f.in_totals) {
      aside.repeated += 1;
      continue;
    }
    aside[codes === null ? 'programme' : codes.size > 1 ? 'several' : 'unplaced'] += 1;
    aside.euro += f.amount_eur;
  }
  const sums = new Map<string, number>();
  const partial = new Map<string, { stated: number; projects: number }>();
  for (const [code, { marked, other }] of placed) {
    const perProject = new Map<string | null, number>();
    for (const f of other) perProject.set(f.project_id, (perProject.get(f.project_id) ?? 0) + 1);
    const counted =
      marked.length > 0 ? marked : other.filter((f) => (perProject.get(f.project_id) ?? 0) === 1);
    aside.repeated += marked.length + other.length - counted.length;
    if (counted.length === 0) continue;
    sums.set(
      code,
      counted.reduce((sum, f) => sum + (f.amount_eur ?? 0), 0),
    );
    const stated = new Set(counted.map((f) => f.project_id)).size;
    const all = owedIn(code).length;
    if (stated < all) partial.set(code, { stated, projects: all });
  }
  return {
    of: ({ istat_code }) => {
      const sum = sums.get(istat_code);
      if (sum !== undefined) return plain(sum);
      return owedIn(istat_code).length > 0 ? MISSING : NOT_APPLICABLE;
    },
    aside,
    partial,
  };
}

function labs(index: Index, rows: Rows): Counted {
  const open = new Map<string, number>();
  const doubtful = new Set<string>();
  const aside = { several: 0, unplaced: 0 };
  for (const lab of rows.labs) {
    if (lab.state === 'closed' || lab.state === 'not-yet') continue;
    const codes = municipalitiesOfLab(lab, index);
    const [code] = codes;
    if (codes.size !== 1 || code === undefined) {
      if (lab.state !== 'unknown') aside[codes.size > 1 ? 'several' : 'unplaced'] += 1;
    } else if (lab.state === 'unknown') doubtful.add(code);
    else open.set(code, (open.get(code) ?? 0) + 1);
  }
  return {
    of: ({ istat_code }) => plain(open.get(istat_code) ?? 0, doubtful.has(istat_code)),
    aside,
  };
}

function dwellings(housing: ReadonlyMap<string, Housing>): Counted {
  return {
    of: ({ istat_code }) => {
      const known = housing.get(istat_code);
      return known ? plain(known.value, known.low !== known.high || known.unit === 'mixed') : MISSING;
    },
  };
}

function reached(coverage: CoverageResult | null): (code: string) => number {
  const states = new Map(coverage?.municipalities.map((m) => [m.istat_code, m.state]));
  return (code) => REACH_LEVELS.findIndex((level) => level === states.get(code));
}

const UNCERTAIN_REACH = REACH_LEVELS.indexOf('uncertain');

/** The other way round than in two dimensions: a higher class is better covered, as in every metric of one scale. */
function covered(coverage: CoverageResult | null): Counted {
  const reach = reached(coverage);
  return {
    of: ({ istat_code }) => {
      const level = reach(istat_code);
      return level < 0
        ? MISSING
        : {
            state: level === UNCERTAIN_REACH ? 'uncertain' : 'value',
            value: REACH_LEVELS.length - 1 - level,
          };
    },
  };
}

function needAndReach(needs: ReadonlyMap<string, string>, coverage: CoverageResult | null): Counted {
  const reach = reached(coverage);
  return {
    of: ({ istat_code }) => {
      const [need, level] = [needLevel(needs.get(istat_code)), reach(istat_code)];
      return need < 0 || level < 0
        ? MISSING
        : { state: level === UNCERTAIN_REACH ? 'uncertain' : 'value', value: bivariateClass(need, level) };
    },
  };
}

/** The value told by its denominator; missing where the denominator is not known or is nothing. */
function over(value: Plain, denominator: number | null, times: number, uncertain: boolean): Plain {
  if (value.value === null) return value;
  if (denominator === null || !(denominator > 0)) return MISSING;
  return plain((value.value / denominator) * times, value.state === 'uncertain' || uncertain);
}

const NO_ASIDE: Aside = { several: 0, unplaced: 0, refused: 0, programme: 0, repeated: 0, euro: 0 };

/**
 * The value of every municipality. `rows` are those of the question without `within`: a range of values is asked of all
 * municipalities. `coverage` may be of an older question; the legend says its radius and day.
 */
export function metricValues(
  index: Index,
  rows: Rows,
  municipalities: readonly Municipality[],
  question: MetricQuestion,
  coverage: CoverageResult | null,
): MetricValues {
  const { metric, euro } = question;
  const per = usablePer(metric, question.per);
  const themes = metricThemes(metric, per);
  const housing =
    metric === 'famiglie' || per === 'alloggi' ? housingKnown(index) : new Map<string, Housing>();
  const needs = metric === 'bisogno' ? needClasses(index) : new Map<string, string>();
  const counted = ((): Counted => {
    switch (metric) {
      case 'progetti':
        return projects(index, rows);
      case 'contributo':
        return amounts(index, rows, euro);
      case 'laboratori':
        return labs(index, rows);
      case 'famiglie':
        return dwellings(housing);
      case 'copertura':
        return covered(coverage);
      case 'bisogno':
        return needAndReach(needs, coverage);
      case 'residenti':
        return { of: ({ population }) => plain(population) };
    }
  })();
  const told = (m: Municipality): Plain => {
    const value = counted.of(m);
    switch (per) {
      case 'numero':
        return value;
      case 'residenti':
        return over(value, m.population, 1000, false);
      case 'alloggi': {
        const known = housing.get(m.istat_code);
        // Households stand in for dwellings where a municipality is described, never below a line.
        if (known?.unit !== 'dwellings') return value.state === 'not-applicable' ? value : MISSING;
        return over(value, known.value, 100, known.low !== known.high);
      }
    }
  };

  const scale = METRIC_SCALES[metric][per] ?? METRIC_SCALES[metric].numero;
  const classes = new Array<number>(metricClassCount(scale)).fill(0);
  const states: Record<MetricState, number> = {
    value: 0,
    zero: 0,
    missing: 0,
    'not-applicable': 0,
    uncertain: 0,
  };
  const byCode = new Map<string, MetricValue>();
  for (const m of municipalities) {
    const { state, value } = told(m);
    const tone = metricClass(scale, value);
    if (tone !== null) classes[tone] = (classes[tone] ?? 0) + 1;
    states[state] += 1;
    byCode.set(m.istat_code, { state, value, tone });
  }
  const needsCoverage = metric === 'copertura' || metric === 'bisogno';
  return {
    metric,
    per,
    euro,
    date: rows.question.date,
    scale,
    byCode,
    classes,
    states,
    aside: { ...NO_ASIDE, ...counted.aside },
    housing,
    needs,
    partial: counted.partial ?? new Map(),
    radius_km: coverage?.radius_km ?? null,
    since: coverage?.since ?? null,
    lacks:
      needsCoverage && coverage === null
        ? 'coverage'
        : themes.some((theme) => !index.facts.some((f) => f.theme === theme))
          ? 'facts'
          : null,
  };
}

/** Kinds of amount that at least one municipality has under the filters of the rows. */
export function kindsWithAmounts(index: Index, rows: Rows): Set<AmountKind> {
  return new Set(
    rows.funding.flatMap((f) =>
      f.amount_eur !== null &&
      f.project_id !== null &&
      index.facets.municipalities.get(f.project_id)?.size === 1
        ? [f.kind]
        : [],
    ),
  );
}
