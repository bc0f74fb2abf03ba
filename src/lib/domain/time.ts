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

/** Whole years between two days, never negative; 0 for text that is not a day. */
export function yearsBetween(earlier: string, later: string): number {
  const ms = Date.parse(lastDay(later).slice(0, 10)) - Date.parse(firstDay(earlier));
  return Number.isFinite(ms) ? Math.max(0, Math.floor(ms / (365.25 * 86_400_000))) : 0;
}

type Site = Pick<Row<'lab_sites'>, 'valid_from' | 'valid_to' | 'valid_to_kind'>;

/** State of one site at a day, from what the documents state. */
export type SiteState =
  /** Within a stated interval. */
  | 'open'
  /** Before its first stated day. */
  | 'not-yet'
  /** After a stated end. */
  | 'closed'
  /** After an end that was only scheduled: nobody says what happened. */
  | 'end-scheduled'
  /** Open-ended: it had started, and the documents do not say until when. */
  | 'open-ended'
  /** No dates at all. */
  | 'undated';

export function siteStateAt(site: Site, day: string): SiteState {
  const { valid_from: from, valid_to: to, valid_to_kind: kind } = site;
  if (from === null && to === null) return 'undated';
  if (from !== null && day < firstDay(from)) return 'not-yet';
  if (to === null) return 'open-ended';
  if (day <= lastDay(to)) return 'open';
  return kind === 'scheduled' ? 'end-scheduled' : 'closed';
}

/** State of a lab at a day. `moved`: open, at a site that is not its first. */
export type LabState = 'open' | 'moved' | 'closed' | 'not-yet' | 'unknown';

export interface LabAt<S> {
  state: LabState;
  /** The site that is (or was last) in use at the day; null when the documents name none. */
  site: S | null;
}

const IN_USE: ReadonlySet<SiteState> = new Set(['open', 'open-ended']);

/** What is known of a lab at a day, from its sites over time. Total: an empty list is `unknown`. */
export function labAt<S extends Site & Pick<Row<'lab_sites'>, 'address'>>(
  sites: readonly S[],
  day: string,
): LabAt<S> {
  const ordered = [...sites].sort((a, b) => (a.valid_from ?? '').localeCompare(b.valid_from ?? ''));
  const states = ordered.map((site) => ({ site, state: siteStateAt(site, day) }));
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
  const first = states.find(({ state }) => state === 'not-yet');
  if (first) return { state: 'not-yet', site: first.site };
  return { state: 'unknown', site: ordered[0] ?? null };
}

/** Time points that the documents compare: before and after the intervention. */
export const TIME_POINTS = ['t0', 't1'] as const;
export type TimePoint = (typeof TIME_POINTS)[number];
