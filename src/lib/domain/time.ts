/**
 * Dates of uneven precision and what is true at a day. A document says `2014`, `2014-10` or `2014-10-31`; each means an
 * interval of days. All dates are ISO text, which sorts as text.
 */
import type { Row } from '../schema/tables';

/** First day that a date can mean. */
export const firstDay = (date: string): string =>
  date.length === 4 ? `${date}-01-01` : date.length === 7 ? `${date}-01` : date;

/** Last day that a date can mean (`2014-10` ends on the 31st or earlier; as text that compares correctly). */
export const lastDay = (date: string): string =>
  date.length === 4 ? `${date}-12-31` : date.length === 7 ? `${date}-31` : date;

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Is `day` a real calendar day, written 2014-10-31? */
export function isDay(day: string): boolean {
  const m = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!m) return false;
  const d = new Date(Date.UTC(Number(m[1]), Number(m[2]) - 1, Number(m[3])));
  return d.toISOString().slice(0, 10) === day;
}

/** First and last day of a date or interval (`2014-09/2015-12`). */
export function span(dateOrInterval: string): { start: string; end: string } {
  const [start = dateOrInterval, end = start] = dateOrInterval.split('/');
  return { start: firstDay(start), end: lastDay(end) };
}

/** The newest document's date: what is known is known up to this day. Null without documents. */
export const lastDocumentDay = (sources: readonly { date: string }[]): string | null =>
  sources.reduce<string | null>(
    (last, { date }) => (last === null || lastDay(date) > lastDay(last) ? date : last),
    null,
  );

/** Whole years between two days, never negative; 0 for text that is not a day. A year is full on its anniversary. */
export function yearsBetween(earlier: string, later: string): number {
  const [a, b] = [firstDay(earlier), lastDay(later)];
  if (!DAY.test(a) || !DAY.test(b)) return 0;
  const years = Number(b.slice(0, 4)) - Number(a.slice(0, 4));
  return Math.max(0, b.slice(5) < a.slice(5) ? years - 1 : years);
}

type Site = Pick<Row<'lab_sites'>, 'valid_from' | 'valid_to' | 'valid_to_kind'>;

/** What is known of a lab beside the dates of its premises: days that its programme and its project give. */
export interface LabBounds {
  /** A date before which it cannot have been there: start of its programme or of its project. Null: none is known. */
  notBefore: string | null;
  /** A date at which a document says that its project is running. Null: none says so. */
  running: string | null;
}
const NO_BOUNDS: LabBounds = { notBefore: null, running: null };

/** State of one site at a day, from what the documents state. */
export type SiteState =
  /** Within a stated interval. */
  | 'open'
  /** Before its first stated day, or before there was what it belongs to. */
  | 'not-yet'
  /** After a stated end. */
  | 'closed'
  /** After an end that was only scheduled: nobody says what happened. */
  | 'end-scheduled'
  /** Open-ended: it had started, and the documents do not say until when. */
  | 'open-ended'
  /** Before a stated end, and nobody says since when it was there. */
  | 'start-unknown'
  /** No dates at all. */
  | 'undated';

export function siteStateAt(
  site: Site,
  day: string,
  { notBefore, running }: LabBounds = NO_BOUNDS,
): SiteState {
  const { valid_from: from, valid_to: to, valid_to_kind: kind } = site;
  // Its own dates say more than those of its programme.
  const start = from ?? notBefore;
  if (start !== null && day < firstDay(start)) return 'not-yet';
  if (to === null) return from === null ? 'undated' : 'open-ended';
  if (day > lastDay(to)) return kind === 'scheduled' ? 'end-scheduled' : 'closed';
  if (from !== null) return 'open';
  return running !== null && day >= firstDay(running) ? 'open' : 'start-unknown';
}

/** State of a lab at a day. `moved`: open, at a site that is not its first. */
export type LabState = 'open' | 'moved' | 'closed' | 'not-yet' | 'unknown';

export interface LabAt<S> {
  state: LabState;
  /** The site that is (or was last) in use at the day; null when the documents name none. */
  site: S | null;
}

const IN_USE: ReadonlySet<SiteState> = new Set(['open', 'open-ended']);

/** Dates by their characters: they need no language, and a time bar asks some ten thousand times. */
const byDay = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What is known of a lab at a day, from its sites over time. Total: an empty list is `unknown`, or not there yet. */
export function labAt<S extends Site & Pick<Row<'lab_sites'>, 'address'>>(
  sites: readonly S[],
  day: string,
  bounds: LabBounds = NO_BOUNDS,
): LabAt<S> {
  const ordered = [...sites].sort((a, b) => byDay(a.valid_from ?? '', b.valid_from ?? ''));
  const states = ordered.map((site) => ({ site, state: siteStateAt(site, day, bounds) }));
  // Where a later site has started, nobody says that an earlier one without an end is still in use.
  const lastStart =
    states.findLast(({ state }) => state !== 'not-yet' && state !== 'undated')?.site.valid_from ?? null;
  const used = states.filter(
    ({ site, state }) => IN_USE.has(state) && (state === 'open' || site.valid_from === lastStart),
  );
  // A stated interval says more than an open-ended one; among equals the later start wins.
  const current = used.findLast(({ state }) => state === 'open') ?? used.at(-1);
  if (current) {
    const earlier = ordered.filter(
      (s) => s.address !== null && s.valid_from !== null && s.valid_from < (current.site.valid_from ?? ''),
    );
    // Back at premises it has used before is not a move.
    const moved =
      current.site.address !== null &&
      earlier.length > 0 &&
      earlier.every((s) => s.address !== current.site.address);
    return { state: moved ? 'moved' : 'open', site: current.site };
  }
  const last = states.findLast(({ state }) => state === 'closed' || state === 'end-scheduled');
  if (last) return { state: last.state === 'closed' ? 'closed' : 'unknown', site: last.site };
  const unsaid = states.find(({ state }) => state === 'start-unknown');
  const waiting = states.filter(({ state }) => state === 'not-yet');
  const first = waiting.find(({ site }) => site.valid_from !== null) ?? waiting[0];
  if (first && !unsaid) return { state: 'not-yet', site: first.site };
  const { notBefore } = bounds;
  const early = ordered.length === 0 && notBefore !== null && day < firstDay(notBefore);
  return { state: early ? 'not-yet' : 'unknown', site: unsaid?.site ?? ordered[0] ?? null };
}

/** Time points that the documents compare: before and after the intervention. */
export const TIME_POINTS = ['t0', 't1'] as const;
export type TimePoint = (typeof TIME_POINTS)[number];
