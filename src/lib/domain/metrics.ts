/**
 * What the colour of the municipalities can show: one value a municipality for a metric and a denominator, each with its
 * state. Nothing is split, estimated or filled in: what cannot be told of one municipality is counted aside and said.
 */
import type { Fact, Municipality } from '../schema/served';
import type { AmountKind, Row, SourceId, Theme } from '../schema/tables';
import { ARREARS_SCALE, classOf, METRIC_SCALES, PROGRESS_SCALE, type MetricScale } from './classes';
import type { CoverageResult, ReachState } from './coverage/types';
import { isDwellings, isStated, newestStated, type StatedFact } from './dwellings';
import { isFunded } from './funding';
import { needClasses } from './need';
import { municipalitiesOfLab } from './lab-place';
import { inRange, type Index, type Rows } from './select';
import { arrearsFact, shareOf } from './shares';
import type { TimePoint } from './time';

export { inRange } from './select';
import type { Denominator, Metric, ValueRange } from './metric';

/**
 * `uncertain`: documents disagree, or nobody says whether a lab is still open, or the error of the positions straddles the
 * radius. `not-applicable`: there is nothing that could have a value (no project, so no amount).
 */
export type MetricState = 'value' | 'zero' | 'missing' | 'not-applicable' | 'uncertain';
export const METRIC_STATES = ['value', 'zero', 'missing', 'not-applicable', 'uncertain'] as const;

export interface MetricValue {
  state: MetricState;
  /** Null where the state has no number. Metrics of states carry the number of their class. */
  value: number | null;
  /** Class on the metric's scale; null without a value. */
  tone: number | null;
}

/** What a sum leaves out, because it cannot be told of one municipality. */
export interface Aside {
  /** Funded projects (or amounts) of several municipalities; of a jurisdiction or without a place. */
  several: number;
  unplaced: number;
  /** Refused projects that a choice of outcome has brought among the rows. */
  refused: number;
  /** Amounts of whole programmes. */
  programme: number;
  /** Amounts that repeat, or are part of, one that is counted. */
  repeated: number;
  /** Euro of `several`, `unplaced` and `programme`, which are of one kind and counted once each. */
  euro: number;
}

/** Public housing that documents state for a municipality. */
export interface Housing {
  value: number;
  /** Least and greatest that the documents add up to. */
  low: number;
  high: number;
  /** ERP dwellings; households where no document states the dwellings; both where areas differ. */
  unit: 'dwellings' | 'households' | 'mixed';
  parts: HousingPart[];
}

export interface HousingPart {
  /** Null: stated for the whole municipality. */
  area_id: string | null;
  unit: 'dwellings' | 'households';
  /** The figure that counts, and all that documents state. */
  fact: Fact;
  stated: number[];
}

/** Classes of housing need of the regional programme 2014-2016, in three steps that the documents themselves make. */
export const NEED_LEVELS = [['Elevato', 'In aumento'], ['Critico', 'Da capoluogo'], ['Acuto']] as const;
/** Steps of coverage, from what is covered to what is not. */
export const REACH_LEVELS = ['covered', 'uncertain', 'uncovered'] as const satisfies readonly ReachState[];

export interface MetricValues {
  metric: Metric;
  /** The denominator in use: one that makes no sense for the metric counts as `numero`. */
  per: Denominator;
  euro: AmountKind;
  date: string;
  scale: MetricScale;
  byCode: ReadonlyMap<string, MetricValue>;
  /** Municipalities by class and by state. */
  classes: readonly number[];
  states: Readonly<Record<MetricState, number>>;
  aside: Aside;
  /** Housing known, by municipality; only for what needs it. */
  housing: ReadonlyMap<string, Housing>;
  /** Class of need as printed, by municipality; only for `bisogno`. */
  needs: ReadonlyMap<string, string>;
  /** Municipalities whose sum leaves out projects without a stated amount: how many of how many. */
  partial: ReadonlyMap<string, { stated: number; projects: number }>;
  /** Radius of the coverage in kilometres, zero: the municipality itself; null when it is off. */
  radius_km: number | null;
  /** First day of the coverage's period; null: it is of the one day, or off. */
  since: string | null;
  /** What the metric still lacks: coverage is off, or the figures are on their way. */
  lacks: 'coverage' | 'facts' | null;
}

/** Denominators that say something about a metric; the first is always the number itself. */
export const DENOMINATORS_OF: Readonly<Record<Metric, readonly Denominator[]>> = {
  progetti: ['numero', 'residenti', 'alloggi'],
  contributo: ['numero', 'residenti', 'alloggi'],
  laboratori: ['numero', 'residenti', 'alloggi'],
  famiglie: ['numero', 'residenti'],
  copertura: ['numero'],
  bisogno: ['numero'],
  residenti: ['numero'],
};

export const usablePer = (metric: Metric, per: Denominator): Denominator =>
  DENOMINATORS_OF[metric].includes(per) ? per : 'numero';

/** Metrics whose values are numbers on one line, so that a range of them can be asked for. */
export const isRanged = (metric: Metric): boolean => metric !== 'copertura' && metric !== 'bisogno';

/** Themes of figures that a metric reads. */
export function metricThemes(metric: Metric, per: Denominator): readonly Theme[] {
  if (metric === 'famiglie') return ['people', 'housing'];
  if (metric === 'bisogno') return ['housing'];
  return usablePer(metric, per) === 'alloggi' ? ['people', 'housing'] : [];
}

/* ---- Public housing known ---- */

/**
 * Households that the documents say live in public housing; in the Neighbourhood Contracts `nuclei` are everybody's. The
 * documents say it in the denominator or in what is counted.
 */
const isErpHouseholds = (f: Fact): boolean =>
  f.indicator_id === 'nuclei' && /\bERP\b|alloggi popolari/.test(`${f.basis ?? ''} ${f.dimension ?? ''}`);

/**
 * Public housing by municipality: the municipality's own total where a document states one, else the sum of its areas.
 * One figure an area: its dwellings, or, where none is stated, its ERP households. An area within another one that
 * counts does not count again. It is what the documents know, not the whole stock.
 */
export function housingKnown(index: Index): Map<string, Housing> {
  const bySubject = new Map<string, StatedFact[]>();
  for (const fact of index.facts) {
    if (!isStated(fact) || fact.time_point === 't1-t0') continue;
    if (!isDwellings(fact) && !isErpHouseholds(fact)) continue;
    if (fact.subject_kind !== 'area' && fact.subject_kind !== 'municipality') continue;
    const key = `${fact.subject_kind} ${fact.subject_id}`;
    bySubject.set(key, [...(bySubject.get(key) ?? []), fact]);
  }
  const partOf = (key: string, area_id: string | null): HousingPart | null => {
    const all = bySubject.get(key) ?? [];
    const dwellings = all.filter(isDwellings);
    const chosen = dwellings.length > 0 ? dwellings : all;
    const fact = newestStated(chosen, index.documentDate);
    if (fact === null) return null;
    return {
      area_id,
      unit: dwellings.length > 0 ? 'dwellings' : 'households',
      fact,
      stated: [...new Set(chosen.map((f) => f.figure.value))].sort((a, b) => a - b),
    };
  };

  const parts = new Map<string, HousingPart[]>();
  for (const area of index.catalog.areas) {
    const part = partOf(`area ${area.area_id}`, area.area_id);
    if (part === null || (area.part_of !== null && bySubject.has(`area ${area.part_of}`))) continue;
    parts.set(area.istat_code, [...(parts.get(area.istat_code) ?? []), part]);
  }
  for (const key of bySubject.keys()) {
    if (!key.startsWith('municipality ')) continue;
    const code = key.slice('municipality '.length);
    const part = partOf(key, null);
    if (part) parts.set(code, [part]);
  }
  return new Map(
    [...parts].map(([code, own]): [string, Housing] => {
      const sum = (pick: (part: HousingPart) => number) => own.reduce((total, p) => total + pick(p), 0);
      const units = new Set(own.map((p) => p.unit));
      const [unit = 'dwellings'] = units;
      const value = (p: HousingPart) => (isStated(p.fact) ? p.fact.figure.value : 0);
      return [
        code,
        {
          value: sum(value),
          low: sum((p) => p.stated[0] ?? value(p)),
          high: sum((p) => p.stated.at(-1) ?? value(p)),
          unit: units.size > 1 ? 'mixed' : unit,
          parts: own,
        },
      ];
    }),
  );
}

/** Documents of the figures that count, oldest first. */
export function housingSources(
  housing: ReadonlyMap<string, Housing>,
  documentDate: ReadonlyMap<string, string>,
): SourceId[] {
  const ids = new Set([...housing.values()].flatMap(({ parts }) => parts.map((p) => p.fact.source_id)));
  return [...ids].sort((a, b) => (documentDate.get(a) ?? '').localeCompare(documentDate.get(b) ?? ''));
}

/* ---- Housing need ---- */

const needLevel = (printed: string | undefined): number =>
  NEED_LEVELS.findIndex((names) => names.some((name) => name === printed));

/** Class of the two scales together: three of need, each with three of coverage. */
export const bivariateClass = (need: number, reach: number): number => need * REACH_LEVELS.length + reach;

/* ---- Values ---- */

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

export interface MetricQuestion {
  metric: Metric;
  per: Denominator;
  euro: AmountKind;
}

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

/* ---- Classes ---- */

export const metricClassCount = ({ limits, zero }: MetricScale): number => limits.length + 1 + (zero ? 1 : 0);

/** Class of a value: nothing at all is a class of its own where the scale says so. Total. */
export function metricClass(scale: MetricScale, value: number | null | undefined): number | null {
  const index = classOf(scale, value);
  if (index === null || !scale.zero) return index;
  return (value ?? 0) <= 0 ? 0 : index + 1;
}

export interface MetricClass {
  index: number;
  /** Inclusive; null: open below. The class of zero is from 0 to 0. */
  from: number | null;
  /** Exclusive; null: open above. */
  to: number | null;
  zero: boolean;
}

export function metricClasses({ limits, zero }: MetricScale): MetricClass[] {
  const ranged = [null, ...limits].map((from, i) => ({ from, to: limits[i] ?? null, zero: false }));
  return [...(zero ? [{ from: 0, to: 0, zero: true }] : []), ...ranged].map((c, index) => ({ index, ...c }));
}

/* ---- Ranges, bins, ranks ---- */

/** Municipalities whose value is in the range; null when no range is asked for or the metric has no line of values. */
export function municipalitiesInRange(
  values: MetricValues,
  range: ValueRange | null,
): ReadonlySet<string> | null {
  if (range === null || !isRanged(values.metric)) return null;
  return new Set([...values.byCode].flatMap(([code, { value }]) => (inRange(value, range) ? [code] : [])));
}

export interface Bin {
  /** Inclusive. */
  from: number;
  /** Exclusive; null: open above. The bin of zero is from 0 to the smallest step above. */
  to: number | null;
  count: number;
  /** Class that the bin lies in. */
  tone: number;
}

/** Values by the round steps of a scale; the limits of the classes are among them, so every bin has one colour. */
export function binsOf(scale: MetricScale, values: Iterable<number>): Bin[] {
  const { steps } = scale;
  const bins = steps.map((from, i): Bin => ({
    from,
    to: steps[i + 1] ?? null,
    count: 0,
    // The first step above zero belongs to the positive values.
    tone: metricClass(scale, from) ?? 0,
  }));
  for (const value of values) {
    const bin = bins.findLast(({ from }) => value >= from) ?? bins[0];
    if (bin) bin.count += 1;
  }
  return bins;
}

const numbers = ({ byCode }: Pick<MetricValues, 'byCode'>): number[] =>
  [...byCode.values()].flatMap(({ value }) => (value === null ? [] : [value]));

/** Municipalities by round steps. Empty for metrics of states. */
export const histogram = (values: MetricValues): Bin[] =>
  isRanged(values.metric) ? binsOf(values.scale, numbers(values)) : [];

/** Values that can be counted by steps and asked for by a range, whatever they are of. */
export interface ValueLine {
  scale: MetricScale;
  bins: readonly Bin[];
  values: readonly number[];
  /** Things (municipalities, areas) that have a value, and that have none: no range holds these. */
  with: number;
  without: number;
}

export const metricLine = (values: MetricValues): ValueLine => {
  const all = numbers(values);
  return {
    scale: values.scale,
    bins: histogram(values),
    values: all,
    with: all.length,
    without: values.byCode.size - all.length,
  };
};

/** Shares of households in arrears that documents state of the areas, at a time point (null: the latest told). */
export function shareLine(rows: Pick<Rows, 'areas' | 'arrears'>, point: TimePoint | null): ValueLine {
  const values = rows.arrears.flatMap(({ facts }) => shareOf(arrearsFact(facts, point)) ?? []);
  return {
    scale: ARREARS_SCALE,
    bins: binsOf(ARREARS_SCALE, values),
    values,
    with: values.length,
    without: rows.areas.length - values.length,
  };
}

/** Stated percentages of the works, one for each component of an area. */
export function worksLine(rows: Pick<Rows, 'areas' | 'progress'>): ValueLine {
  const values = rows.progress.flatMap((p) => p.components.map((c) => c.percent));
  return {
    scale: PROGRESS_SCALE,
    bins: binsOf(PROGRESS_SCALE, values),
    values,
    with: rows.progress.length,
    without: rows.areas.length - rows.progress.length,
  };
}

export interface Rank {
  rank: number;
  /** Other municipalities with the same value. */
  tied: number;
  /** Municipalities with a value. */
  of: number;
}

/** Place in the order from the highest value; equal values share the better place. Null without a value. */
export function rankOf(values: MetricValues, code: string): Rank | null {
  const own = values.byCode.get(code)?.value ?? null;
  if (own === null || !isRanged(values.metric)) return null;
  const all = [...values.byCode.values()].flatMap(({ value }) => (value === null ? [] : [value]));
  return {
    rank: 1 + all.filter((v) => v > own).length,
    tied: all.filter((v) => v === own).length - 1,
    of: all.length,
  };
}

/** What the municipalities' values are told by, and what they were told by before. */
export interface ToldBy extends MetricQuestion {
  before: Denominator;
}

/**
 * A switch of denominator leaves the one that stood as `before`; where the metric, or the kind of its amounts, is another
 * one, and where nothing stood yet, there is no order to remember and the number itself is what is compared with.
 */
export function toldBefore(last: ToldBy | null, { metric, per: asked, euro }: MetricQuestion): ToldBy {
  const per = usablePer(metric, asked);
  const same = last !== null && last.metric === metric && (metric !== 'contributo' || last.euro === euro);
  return { metric, per, euro, before: !same ? 'numero' : last.per === per ? last.before : last.per };
}

export interface Move {
  istat_code: string;
  from: number;
  to: number;
}

export interface RankingChange {
  from: Denominator;
  to: Denominator;
  /** Municipalities with a value in both, and how many of them stand elsewhere. */
  compared: number;
  moved: number;
  /** First before and after; several where they are level. */
  firstBefore: string[];
  firstAfter: string[];
  /** Where the one that was first has come to; null when it is still among the first, or several were. */
  leader: Move | null;
  /** Who moves most, up or down; several where they are level. */
  most: Move[];
}

const ranks = (values: ReadonlyMap<string, number>): Map<string, number> => {
  const sorted = [...values.values()].sort((a, b) => b - a);
  const first = new Map<number, number>();
  sorted.forEach((v, i) => {
    if (!first.has(v)) first.set(v, i + 1);
  });
  return new Map([...values].map(([code, v]) => [code, first.get(v) ?? 0]));
};

/**
 * What becomes of the order when the same metric is told by another denominator. Only municipalities with a number in
 * both are compared; null when nobody moves, or when there is nothing to compare.
 */
export function rankingChange(a: MetricValues, b: MetricValues): RankingChange | null {
  if (a.metric !== b.metric || a.per === b.per || !isRanged(a.metric)) return null;
  const shared = [...a.byCode].flatMap(([code, { value }]): [string, number, number][] => {
    const other = b.byCode.get(code)?.value ?? null;
    return value === null || other === null ? [] : [[code, value, other]];
  });
  const before = ranks(new Map(shared.map(([code, v]) => [code, v])));
  const after = ranks(new Map(shared.map(([code, , v]) => [code, v])));
  const moves = [...before].map(([istat_code, from]): Move => ({
    istat_code,
    from,
    to: after.get(istat_code) ?? from,
  }));
  const moved = moves.filter((m) => m.from !== m.to);
  if (moved.length === 0) return null;
  const firstBefore = moves.filter((m) => m.from === 1);
  const [only] = firstBefore;
  const furthest = Math.max(...moved.map((m) => Math.abs(m.to - m.from)));
  return {
    from: a.per,
    to: b.per,
    compared: shared.length,
    moved: moved.length,
    firstBefore: firstBefore.map((m) => m.istat_code),
    firstAfter: moves.filter((m) => m.to === 1).map((m) => m.istat_code),
    leader: firstBefore.length === 1 && only && only.to !== 1 ? only : null,
    most: moved.filter((m) => Math.abs(m.to - m.from) === furthest),
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
