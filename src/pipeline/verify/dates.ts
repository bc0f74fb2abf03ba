/** Dates in an Italian text, in digits or with the month in words, and whether a date of the tables is among them. Pure. */

export interface FoundDate {
  year: number | null;
  /** Months that the text covers: one, or those of a season or half-year; empty for a bare year. */
  months: readonly number[];
  day: number | null;
  raw: string;
  start: number;
  end: number;
  /** A footnote mark glued to the year: "31-12-20194". */
  mark: string | null;
}

const MONTHS =
  'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre'.split(' ');
const SHORT = 'gen feb mar apr mag giu lug ago set ott nov dic'.split(' ');
const SEASONS: Record<string, readonly number[]> = {
  primavera: [3, 4, 5, 6],
  estate: [6, 7, 8, 9],
  autunno: [9, 10, 11, 12],
  inverno: [12, 1, 2, 3],
};

const MONTH = `(?:${MONTHS.join('|')}|(?:${SHORT.join('|')}|sett)\\.?)`;
const DAY = '(?:\\d{1,2}(?:\\s?[°º])?|primo)';
const NUMERIC = /(?<![\d.,/])(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)\d{2}|\d{2})(\d{1,2})?(?!\d)/gu;
const ISO = /(?<![\d/-])((?:19|20)\d{2})-(\d{2})-(\d{2})(?!\d)/gu;
const MONTH_YEAR = /(?<![\d.,/-])(0?[1-9]|1[0-2])[/-]((?:19|20)\d{2})(?!\d)/gu;
const NAMED = new RegExp(
  `(?<![\\p{L}\\d])(?:(${DAY})(?:\\s*(?:[-–/,]|e|ed|al|all)\\s*(?:il\\s+|l['’])?(${DAY}))?\\s+(?:di\\s+)?)?(${MONTH})(?!\\p{L})(?:\\s*(?:del\\s+|di\\s+|,)?\\s*((?:19|20)\\d{2}|['’]\\d{2}(?!\\d))(\\d{1,2}(?!\\d))?)?`,
  'giu',
);
const SEASON =
  /(?<!\p{L})(primavera|estate|autunno|inverno)(?!\p{L})(?:\s+(?:del(?:l['’]anno)?\s+)?((?:19|20)\d{2})(?!\d))?/giu;
const HALF = /(?<!\p{L})(primo|secondo|i|ii|1|2)[°º]?\s+semestre(?:\s+(?:del\s+)?((?:19|20)\d{2}))?/giu;
const EDGE = /(?<!\p{L})(inizio|fine)\s+(?:del\s+|dell['’]anno\s+)?((?:19|20)\d{2})(?!\d)/giu;
const YEAR = /(?<!\d)((?:19|20)\d{2})(?:[/-](\d{2})(?!\d|[/-]))?(?!\d)/gu;
const MARKED_YEAR = /(?<!\d)((?:19|20)\d{2})(\d{1,2})(?!\d)/gu;

const fullYear = (s: string): number => {
  const digits = s.replace(/\D/g, '');
  return digits.length === 2 ? 2000 + Number(digits) : Number(digits);
};

const monthOf = (name: string): number => {
  const key = name.toLowerCase().slice(0, 3);
  return SHORT.indexOf(key) + 1;
};

const dayOf = (s: string): number => (/^primo$/i.test(s) ? 1 : Number.parseInt(s, 10));

/** Every date in the text, in order of position; the same words may give several readings. */
export function datesIn(text: string): FoundDate[] {
  const found: FoundDate[] = [];
  const add = (m: RegExpMatchArray, date: Partial<FoundDate>) =>
    found.push({
      year: null,
      months: [],
      day: null,
      mark: null,
      raw: m[0].replace(/\s+/gu, ' ').trim(),
      start: m.index ?? 0,
      end: (m.index ?? 0) + m[0].length,
      ...date,
    });
  for (const m of text.matchAll(NUMERIC)) {
    const month = Number(m[3]);
    if (month < 1 || month > 12 || Number(m[1]) < 1 || Number(m[1]) > 31) continue;
    add(m, { year: fullYear(m[4] ?? ''), months: [month], day: Number(m[1]), mark: m[5] ?? null });
  }
  for (const m of text.matchAll(ISO))
    add(m, { year: Number(m[1]), months: [Number(m[2])], day: Number(m[3]) });
  for (const m of text.matchAll(MONTH_YEAR)) add(m, { year: Number(m[2]), months: [Number(m[1])] });
  for (const m of text.matchAll(NAMED)) {
    const [, day, secondDay, month = '', year, mark] = m;
    // "mar", "set", "nov" are also other words: without a year or a day they are no month.
    if (!MONTHS.includes(month.toLowerCase()) && year === undefined && day === undefined) continue;
    const when = {
      year: year === undefined ? null : fullYear(year),
      months: [monthOf(month)],
      mark: mark ?? null,
    };
    const days = [day, secondDay].filter((d) => d !== undefined).map(dayOf);
    if (days.length === 0) add(m, when);
    for (const d of days) add(m, { ...when, day: d });
  }
  for (const m of text.matchAll(SEASON)) {
    add(m, { year: m[2] ? Number(m[2]) : null, months: SEASONS[(m[1] ?? '').toLowerCase()] ?? [] });
  }
  for (const m of text.matchAll(HALF)) {
    const first = /^(?:primo|i|1)$/i.test(m[1] ?? '');
    add(m, { year: m[2] ? Number(m[2]) : null, months: first ? [1, 2, 3, 4, 5, 6] : [7, 8, 9, 10, 11, 12] });
  }
  for (const m of text.matchAll(EDGE))
    add(m, { year: Number(m[2]), months: [/^f/i.test(m[1] ?? '') ? 12 : 1] });
  for (const m of text.matchAll(YEAR)) {
    const year = Number(m[1]);
    add(m, { year });
    if (m[2] !== undefined) add(m, { year: Math.floor(year / 100) * 100 + Number(m[2]) });
  }
  for (const m of text.matchAll(MARKED_YEAR)) add(m, { year: Number(m[1]), mark: m[2] ?? null });
  return found.sort((a, b) => a.start - b.start);
}

/**
 * Whether a date of the tables (`2014`, `2014-10`, `2014-10-31`) is among the dates found. A text that is more precise
 * counts; a day or month printed without its year counts when that year is printed too. `marks` says whether the row's
 * note declares a glued footnote mark; a date with an undeclared mark does not count.
 */
export function dateIsAmong(
  iso: string,
  dates: readonly FoundDate[],
  marks: (mark: string, raw: string) => boolean,
): boolean {
  const [year, month, day] = iso.split('-').map(Number);
  const readable = dates.filter((d) => d.mark === null || marks(d.mark, d.raw));
  const years = new Set(readable.map((d) => d.year));
  return readable.some((d) => {
    if (d.year === null ? !years.has(year ?? null) : d.year !== year) return false;
    if (month === undefined) return d.year !== null;
    if (!d.months.includes(month)) return false;
    return day === undefined || (d.months.length === 1 && d.day === day);
  });
}
