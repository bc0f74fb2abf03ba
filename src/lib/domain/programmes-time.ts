/** The time bar's arithmetic: days along an axis, programmes as bars in lanes, and how many labs are stated open each month. */
import type { Row } from '../schema/tables';
import type { Lang } from './figures';
import { firstDay, isDay, labAt, lastDay, siteStateAt, type LabBounds } from './time';

type Programme = Row<'programmes'>;
type Site = Pick<Row<'lab_sites'>, 'valid_from' | 'valid_to' | 'valid_to_kind' | 'address'>;

const DAY_MS = 86_400_000;
const dayText = (year: number, month: number, day: number): string =>
  new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);
const parts = (day: string): { year: number; month: number; day: number } => ({
  year: Number(day.slice(0, 4)),
  month: Number(day.slice(5, 7)) - 1,
  day: Number(day.slice(8, 10)),
});
const clamp = (day: string, min: string, max: string): string => (day < min ? min : day > max ? max : day);
/** Last calendar day of a month; months beyond December roll over. */
const monthEnd = (year: number, month: number): string => dayText(year, month + 1, 0);

/** Last real day that a date of any precision can mean: `2014-11` is the 30th. */
export const lastRealDay = (date: string): string =>
  isDay(date) ? date : monthEnd(Number(date.slice(0, 4)), Number(lastDay(date).slice(5, 7)) - 1);

/** Where a day falls between the first and the last of an axis, 0 to 1; 0 for text that is not a day. */
export function fractionOf(day: string, min: string, max: string): number {
  const whole = Date.parse(max) + DAY_MS - Date.parse(min);
  const done = Date.parse(day) - Date.parse(min);
  return Number.isFinite(done / whole) ? Math.min(1, Math.max(0, done / whole)) : 0;
}

/** Months that an axis spans, both ends included. */
export function monthsBetween(min: string, max: string): number {
  const [a, b] = [parts(min), parts(max)];
  return (b.year - a.year) * 12 + b.month - a.month + 1;
}

/** Step of the slider nearest to a day: how many months of the axis are over. */
export function stepOf(day: string, min: string, max: string): number {
  const [a, b] = [parts(clamp(day, min, max)), parts(min)];
  const length = parts(monthEnd(a.year, a.month)).day;
  return (a.year - b.year) * 12 + a.month - b.month + Math.round((a.day - 1) / (length - 1 || 1));
}

/** Day of a slider step: the end of that month; step 0 is the axis' first day. */
export function dayOfStep(step: number, min: string, max: string): string {
  if (step <= 0) return min;
  const start = parts(min);
  return clamp(monthEnd(start.year, start.month + step - 1), min, max);
}

/** The same day some months later or earlier, within the axis. The end of a month stays the end of a month. */
export function shiftMonths(day: string, months: number, min: string, max: string): string {
  const from = parts(day);
  const end = monthEnd(from.year, from.month + months);
  const same = `${end.slice(0, 8)}${day.slice(8, 10)}`;
  const isEnd = day === monthEnd(from.year, from.month);
  return clamp(isEnd || same > end ? end : same, min, max);
}

/** A day in full: `31 ottobre 2014`. Text that is not a day comes back as it is. */
export function dayInWords(day: string, lang: Lang): string {
  if (!isDay(day)) return day;
  return new Intl.DateTimeFormat(lang === 'it' ? 'it-IT' : 'en-GB', {
    dateStyle: 'long',
    timeZone: 'UTC',
  }).format(Date.parse(day));
}

export interface ProgrammeBar {
  programme: Programme;
  /** 0 to 1 along the axis. */
  from: number;
  to: number;
  /** An end that no document states: the bar fades there. */
  openStart: boolean;
  openEnd: boolean;
  lane: number;
}

/** How far back a bar reaches whose start nobody states, in months: enough to be seen fading in. */
const OPEN_START_MONTHS = 36;

/** Programmes as bars, in as few lanes as hold them, and those that no document dates. */
export function programmeBars(
  programmes: readonly Programme[],
  min: string,
  max: string,
): { bars: ProgrammeBar[]; lanes: number; undated: Programme[] } {
  const undated = programmes.filter((p) => p.start === null && p.end === null);
  const dated = programmes
    .filter((p) => p.start !== null || p.end !== null)
    .map((programme) => {
      const last = programme.end === null ? max : lastRealDay(programme.end);
      const first =
        programme.start === null
          ? shiftMonths(last, -OPEN_START_MONTHS, min, max)
          : firstDay(programme.start);
      return { programme, first, last };
    })
    .filter(({ first, last }) => first <= max && last >= min)
    .sort((a, b) => a.first.localeCompare(b.first) || b.last.localeCompare(a.last));
  const ends: string[] = [];
  const bars = dated.map(({ programme, first, last }): ProgrammeBar => {
    const free = ends.findIndex((end) => end < first);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = last;
    return {
      programme,
      from: fractionOf(first, min, max),
      to: Math.min(1, fractionOf(last, min, max) + 1 / ((Date.parse(max) - Date.parse(min)) / DAY_MS + 1)),
      openStart: programme.start === null,
      openEnd: programme.end === null,
      lane,
    };
  });
  return { bars, lanes: ends.length, undated };
}

/** What the documents let one say of a programme at a day. */
export type ProgrammeState = 'not-yet' | 'running' | 'end-unknown' | 'start-unknown' | 'over' | 'undated';

export function programmeAt({ start, end }: Pick<Programme, 'start' | 'end'>, day: string): ProgrammeState {
  if (start === null && end === null) return 'undated';
  if (start !== null && day < firstDay(start)) return 'not-yet';
  if (end !== null && day > lastDay(end)) return 'over';
  if (end === null) return 'end-unknown';
  return start === null ? 'start-unknown' : 'running';
}

export interface MonthOfLabs {
  /** `2014-10`. */
  month: string;
  /** Labs that the documents state open at the month's end. */
  open: number;
  /** Of those, the ones whose end no document states. */
  endUnknown: number;
  /** Labs of which nobody says whether they are open: neither open, nor closed, nor yet to come. */
  unsaid: number;
}

/**
 * How many labs are stated open at the end of each month of the axis. 288 months of 60 labs take some ten milliseconds:
 * compute it once for a set of labs, not once for a date.
 */
export function openLabsByMonth(
  labs: readonly { sites: readonly Site[]; bounds?: LabBounds }[],
  min: string,
  max: string,
): MonthOfLabs[] {
  const start = parts(min);
  return Array.from({ length: monthsBetween(min, max) }, (_, i) => {
    const day = monthEnd(start.year, start.month + i);
    let open = 0;
    let endUnknown = 0;
    let unsaid = 0;
    for (const { sites, bounds } of labs) {
      const { state, site } = labAt(sites, day, bounds);
      if (state === 'unknown') unsaid += 1;
      if (state !== 'open' && state !== 'moved') continue;
      open += 1;
      if (site !== null && siteStateAt(site, day, bounds) === 'open-ended') endUnknown += 1;
    }
    return { month: day.slice(0, 7), open, endUnknown, unsaid };
  });
}

export interface Gap {
  /** First and last month, `2014-10`. */
  from: string;
  to: string;
  /** Position of the first month among all, and how many months. */
  start: number;
  length: number;
}

/** Runs of months in which no lab is stated open. */
export function gapsOf(months: readonly MonthOfLabs[]): Gap[] {
  const gaps: Gap[] = [];
  for (const [i, { month, open }] of months.entries()) {
    if (open > 0) continue;
    const last = gaps.at(-1);
    if (last && last.start + last.length === i) {
      last.to = month;
      last.length += 1;
    } else gaps.push({ from: month, to: month, start: i, length: 1 });
  }
  return gaps;
}
