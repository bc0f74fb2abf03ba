/**
 * A story: a view with words, one after another, as data. The page, the presentation and later the slides and the PDF are
 * made of the same steps. Every number in a step comes from the release: what a step needs and the release does not have
 * stops the build with a message that says which step and which figure.
 */
import type { Fact, Facts, FigureState } from '../../schema/served';
import type { SourceId } from '../../schema/tables';
import type { Facets } from '../facets';
import { formatDate, formatFigure, type Lang } from '../figures';
import type { Index } from '../select';

/** Where words or figures come from. */
export interface Cite {
  source_id: SourceId;
  lines: string | null;
}

/** A figure as it is set: value, unit, what it counts, date, source. */
export interface StoryFigure {
  /** Id of the fact (or of the amount, `funding:<id>`) that it repeats. */
  fact: string;
  state: FigureState;
  /** The number itself; null for states without one. */
  value: number | null;
  /** Value and unit, or the state, in words. */
  shown: string;
  counts: string;
  /** What the figure refers to in time, or that the document does not say. */
  date: string;
  derived: boolean;
  cite: Cite;
}

export interface StoryPhase {
  /** First and last day, for drawing. */
  start: string;
  end: string;
  /** The interval as people write it. */
  period: string;
  text: string;
  figure: StoryFigure | null;
  /** True for a stretch that no contract covers. */
  gap: boolean;
}

export interface StoryDispute {
  id: string;
  what: string;
  a: string;
  b: string;
  cite_a: Cite;
  cite_b: Cite;
}

export interface StoryRow {
  name: string;
  cells: StoryFigure[];
  cite: Cite;
}

/** What a step is made of. */
export type StoryBlock =
  | { kind: 'text'; text: string; cites: Cite[] }
  | { kind: 'figures'; items: StoryFigure[] }
  | { kind: 'table'; caption: string; columns: string[]; rows: StoryRow[] }
  | { kind: 'progress'; components: StoryFigure[]; notes: string[]; cites: Cite[] }
  /** A new line in a text begins a new paragraph of it. */
  | { kind: 'terms'; items: { term: string; text: string; cites: Cite[] }[] }
  | { kind: 'phases'; caption: string; items: StoryPhase[]; cites: Cite[] }
  | { kind: 'disputes'; items: StoryDispute[]; more: StoryDispute[] }
  | { kind: 'sources'; items: { source_id: SourceId; title: string; date: string }[] };

/** What the map shows beside the words; the route completes it to a View. */
export interface StoryView {
  camera: { lon: number; lat: number; zoom: number } | null;
  layers: readonly ('comuni' | 'aree' | 'laboratori' | 'avanzamento' | 'morosita')[];
  date: string;
  selection: { kind: 'comune' | 'area' | 'laboratorio' | 'progetto'; id: string } | null;
  /** What is drawn: only what the story speaks of. */
  facets: Facets;
}

export interface StoryStep {
  id: string;
  title: string;
  blocks: StoryBlock[];
  view: StoryView;
  /** What is on the map of this step, in words. */
  caption: string;
}

export interface Story {
  id: string;
  title: string;
  /** Who it is for and what it is made of. */
  intro: string;
  steps: StoryStep[];
}

/** Builds a story from a release; pure. */
export type StoryBuilder = (index: Index, facts: Facts, lang: Lang) => Story;

/** The release does not have what a story says, or has something that it denies. */
export class StoryError extends Error {
  constructor(story: string, step: string, what: string) {
    super(`Story ${story}, step ${step}: ${what}`);
    this.name = 'StoryError';
  }
}

export interface FactQuery {
  subject: string;
  indicator: string;
  source?: SourceId;
  dimension?: string | null;
}

const describe = (q: FactQuery): string =>
  [
    q.indicator,
    `of ${q.subject}`,
    q.dimension ? `(${q.dimension})` : null,
    q.source ? `in ${q.source}` : null,
  ]
    .filter(Boolean)
    .join(' ');

/** Looks things up in a release for one step, and throws where there is no answer or more than one. */
export class Evidence {
  readonly #story: string;
  readonly #step: string;
  readonly #index: Index;
  readonly #lang: Lang;

  constructor(story: string, step: string, index: Index, lang: Lang) {
    this.#story = story;
    this.#step = step;
    this.#index = index;
    this.#lang = lang;
  }

  fail(what: string): never {
    throw new StoryError(this.#story, this.#step, what);
  }

  /** All facts that answer, in table order. */
  facts({ subject, indicator, source, dimension }: FactQuery): Fact[] {
    return this.#index.facts.filter(
      (f) =>
        f.subject_id === subject &&
        f.indicator_id === indicator &&
        (source === undefined || f.source_id === source) &&
        (dimension === undefined || f.dimension === dimension),
    );
  }

  /** The fact of that id; the subject is said too, so that an id that has come to mean another thing is noticed. */
  byId(id: string, subject: string): Fact {
    const found = this.#index.facts.find((f) => f.id === id) ?? this.fail(`no fact ${id} (about ${subject})`);
    return found.subject_id === subject
      ? found
      : this.fail(`fact ${id} is about ${found.subject_id}, not ${subject}`);
  }

  fact(query: FactQuery): Fact {
    const found = this.facts(query);
    const [first] = found;
    if (!first) return this.fail(`no fact ${describe(query)}`);
    if (found.length > 1)
      return this.fail(`${found.length} facts ${describe(query)}: ${found.map((f) => f.id).join(', ')}`);
    return first;
  }

  /** Throws when the release has something that the words deny. */
  none(query: FactQuery, but: (f: Fact) => boolean = () => false): void {
    const found = this.facts(query).filter((f) => !but(f));
    if (found.length > 0)
      this.fail(`the words deny ${describe(query)}, but there is ${found.map((f) => f.id).join(', ')}`);
  }

  figure(fact: Fact, counts: string, date?: string): StoryFigure {
    const stated = fact.figure.state === 'value' || fact.figure.state === 'zero';
    return {
      fact: fact.id,
      state: fact.figure.state,
      value: stated && 'value' in fact.figure ? fact.figure.value : null,
      shown: formatFigure(fact.figure, fact.unit, this.#lang),
      counts,
      date: date ?? (fact.data_date === null ? this.undated : formatDate(fact.data_date, this.#lang)),
      derived: fact.derived,
      cite: citeOf(fact),
    };
  }

  /** The number of a fact that must be a number. */
  number(fact: Fact): number {
    const { figure } = fact;
    return figure.state === 'value' || figure.state === 'zero'
      ? figure.value
      : this.fail(`${fact.id} is ${figure.state}, not a number`);
  }

  words(fact: Fact): string {
    return formatFigure(fact.figure, fact.unit, this.#lang);
  }

  get undated(): string {
    return this.#lang === 'it' ? 'data non dichiarata' : 'date not stated';
  }
}

export const citeOf = (row: { source_id: SourceId; lines: string | null }): Cite => ({
  source_id: row.source_id,
  lines: row.lines,
});

/** Line ranges in order, overlapping and adjacent ones as one: `34;32-33;30` is `30;32-34`. */
export function mergeLines(parts: readonly string[]): string | null {
  const ranges = parts
    .flatMap((part) => part.split(';'))
    .map((part) => part.split('-').map(Number))
    .map(([from = Number.NaN, to = from]) => ({ from, to }))
    .filter(({ from, to }) => Number.isFinite(from) && Number.isFinite(to))
    .sort((a, b) => a.from - b.from || a.to - b.to);
  const merged: { from: number; to: number }[] = [];
  for (const range of ranges) {
    const last = merged.at(-1);
    if (last && range.from <= last.to + 1) last.to = Math.max(last.to, range.to);
    else merged.push({ ...range });
  }
  return merged.length === 0
    ? null
    : merged.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`)).join(';');
}

/** Cites of one document are one cite; documents in order of first appearance. */
export function mergeCites(cites: readonly Cite[]): Cite[] {
  const bySource = new Map<SourceId, string[]>();
  for (const { source_id, lines } of cites) {
    const parts = bySource.get(source_id) ?? [];
    if (lines !== null) parts.push(lines);
    bySource.set(source_id, parts);
  }
  return [...bySource].map(([source_id, parts]) => ({ source_id, lines: mergeLines(parts) }));
}

interface Point {
  lon: number;
  lat: number;
}

/** Side of the square, in CSS pixels, that a story's camera is made for: the smaller side of the map on a 1280 x 720 wall. */
export const REFERENCE_PX = 440;
const EQUATOR_M = 40_075_016.686;
const TILE_PX = 512;

/**
 * The camera that shows all points with a margin around them: in metres for what lies there, in pixels for the names, which
 * are as large at every zoom. Null without points.
 */
export function cameraFor(points: readonly Point[], marginM: number, marginPx = 0): StoryView['camera'] {
  if (points.length === 0) return null;
  const middle = (values: number[]) => (Math.min(...values) + Math.max(...values)) / 2;
  const extent = (values: number[]) => Math.max(...values) - Math.min(...values);
  const lon = middle(points.map((p) => p.lon));
  const lat = middle(points.map((p) => p.lat));
  const metresPerDegree = EQUATOR_M / 360;
  const shrink = Math.cos((lat * Math.PI) / 180);
  const widest = Math.max(
    extent(points.map((p) => p.lon)) * metresPerDegree * shrink,
    extent(points.map((p) => p.lat)) * metresPerDegree,
  );
  const room = REFERENCE_PX - 2 * marginPx;
  const zoom = Math.log2((EQUATOR_M * shrink * room) / (TILE_PX * (widest + 2 * marginM)));
  const round = (n: number, digits: number) => Number(n.toFixed(digits));
  return { lon: round(lon, 4), lat: round(lat, 4), zoom: round(Math.min(15, Math.max(5.5, zoom)), 2) };
}

/** The day after an ISO day. */
export function dayAfter(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, 10);
}

/** The day before an ISO day. */
export function dayBefore(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}

/** An interval of days as people write it; the year once when it is the same: `1 mag–31 ago 2016`. */
export function formatDays(start: string, end: string, lang: Lang): string {
  const sameYear = start.slice(0, 4) === end.slice(0, 4);
  const from = formatDate(start, lang);
  return `${sameYear ? from.replace(/ \d{4}$/, '') : from}–${formatDate(end, lang)}`;
}

/** A list in words: `a`, `a e b`, `a, b e c`. */
export function inWords(items: readonly string[], lang: Lang): string {
  const last = items.at(-1) ?? '';
  if (items.length < 2) return last;
  return `${items.slice(0, -1).join(', ')} ${lang === 'it' ? 'e' : 'and'} ${last}`;
}
