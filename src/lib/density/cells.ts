/** What one cell of a ledger says: amounts, days, codes, degrees, words; and the bands that a debt and its age fall in. */
import { CONTRACT_STATES, plainTitle, STATE_WORDS, type ContractState } from './columns';
import type { Mapping } from './mapping';
import type { Why } from './reasons';
import { AGE_BANDS, AGE_LIMITS, DEBT_LIMITS } from './types';

export type Decimal = ',' | '.' | null;

/** Largest debt that is believed, in cents. */
export const MAX_CENTS = 100_000_000;

/** `1.234` or `1,234`: a thousand, or one and a bit? */
const AMBIGUOUS = /^\d{1,3}[.,]\d{3}$/;

/** The decimal sign that a debt tells beyond doubt, or null. */
export function decimalOf(cell: string): Decimal {
  const s = bareAmount(cell).replace(/^[+-]/, '');
  const m = /^(?:\d+|\d{1,3}(?:[.,' ]\d{3})+)([.,])(\d+)$/.exec(s);
  if (!m || AMBIGUOUS.test(s)) return null;
  const sign = m[1] as ',' | '.';
  // 1.234.567 has thousands alone.
  if (m[2]?.length === 3 && s.split(sign).length > 2) return null;
  return sign;
}

const bareAmount = (cell: string): string =>
  cell
    .replace(/\u2212/g, '-')
    .replace(/[€\s\u00a0\u202f'’]/g, '')
    .replace(/^EUR|EUR$/i, '');

/** A debt in cents, or why not. `decimal`: the sign that the file uses, when known. */
export function readCents(cell: string, decimal: Decimal): number | Why {
  let s = bareAmount(cell);
  if (s === '') return 'debt-empty';
  const negative = s.startsWith('-') || (s.startsWith('(') && s.endsWith(')'));
  if (s.startsWith('(') && s.endsWith(')')) s = s.slice(1, -1);
  s = s.replace(/^[+-]/, '');
  if (!/^\d[\d.,]*$/.test(s) && !/^[.,]\d+$/.test(s)) return 'debt';
  let sign = decimal ?? decimalOf(s);
  // 0.000 and 0,125 cannot be thousands.
  if (sign === null && /^0[.,]/.test(s)) sign = s[1] as ',' | '.';
  if (sign === null && AMBIGUOUS.test(s)) return 'debt-ambiguous';
  let whole = s;
  let fraction = '';
  if (sign !== null) {
    const parts = s.split(sign);
    if (parts.length > 2) return 'debt';
    [whole = '', fraction = ''] = parts;
  }
  if (!/^\d*$/.test(fraction)) return 'debt';
  const groups = whole.split(/[.,]/);
  // Thousands: one kind of sign, groups of three.
  if (groups.length > 1) {
    if (whole.includes('.') && whole.includes(',')) return 'debt';
    if (!groups.every((g, i) => (i === 0 ? g.length >= 1 && g.length <= 3 : g.length === 3))) return 'debt';
  }
  const cents = Math.round(Number(`${groups.join('') || '0'}.${fraction || '0'}`) * 100);
  if (!Number.isFinite(cents)) return 'debt';
  if (negative && cents > 0) return 'debt-negative';
  return cents > MAX_CENTS ? 'debt-large' : cents;
}

/** Days in a month, 29 for a leap February. */
export const monthDays = (year: number, month: number): number =>
  month === 2
    ? (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
      ? 29
      : 28
    : month === 4 || month === 6 || month === 9 || month === 11
      ? 30
      : 31;

/** A day as `20260630`; null when there is no such day or it is not between 1900 and 2099. */
export const dayNumber = (year: number, month: number, day: number): number | null =>
  year >= 1900 && year <= 2099 && month >= 1 && month <= 12 && day >= 1 && day <= monthDays(year, month)
    ? year * 10_000 + month * 100 + day
    : null;

/** Excel's day numbers of 1955 and 2099. */
const SERIAL = [20_000, 73_050] as const;

/** A day as `20260630`; null: empty; undefined: not a day. ISO, dd/mm/yyyy (also - and .), yyyy-mm (its first day). */
export function readDay(cell: string, serial: 0 | 1900 | 1904 = 0): number | null | undefined {
  const s = cell.trim();
  if (s === '') return null;
  const iso = /^(\d{4})-(\d{1,2})(?:-(\d{1,2})(?:[T ][\d:.Z+-]*)?)?$/.exec(s);
  if (iso) return dayNumber(Number(iso[1]), Number(iso[2]), Number(iso[3] ?? 1)) ?? undefined;
  const italian = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: [\d:.]+)?$/.exec(s);
  if (italian) return dayNumber(Number(italian[3]), Number(italian[2]), Number(italian[1])) ?? undefined;
  if (serial !== 0 && /^\d{5}(?:\.\d+)?$/.test(s)) {
    const n = Math.floor(Number(s)) + (serial === 1904 ? 1462 : 0);
    if (n < SERIAL[0] || n > SERIAL[1]) return undefined;
    const date = new Date((n - 25_569) * 86_400_000);
    return dayNumber(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()) ?? undefined;
  }
  return undefined;
}

/** `20260630` as `2026-06-30`. */
export const dayText = (day: number): string => {
  const s = String(day);
  return `${s.slice(0, 4)}-${s.slice(4, 6)}-${s.slice(6)}`;
};

/** Degrees; null: empty; undefined: not a number. One sign at most, always the decimal one. */
export function readDegrees(cell: string): number | null | undefined {
  const s = cell.trim();
  if (s === '') return null;
  return /^[+-]?\d{1,3}(?:[.,]\d{0,15})?$/.test(s) ? Number(s.replace(',', '.')) : undefined;
}

/** Six digits as a number (15146 for 015146); null: empty; undefined: not a code. */
export function readIstat(cell: string): number | null | undefined {
  const s = cell.trim().replace(/^'/, '').replace(/\.0+$/, '');
  if (s === '') return null;
  return /^\d{4,6}$/.test(s) ? Number(s) : undefined;
}

export const istatText = (code: number): string => String(code).padStart(6, '0');

/** State of a contract, or why not. */
export function readState(cell: string, mapping: Mapping = {}): ContractState | Why {
  const s = plainTitle(cell);
  if (s === '') return 'state-empty';
  for (const [word, state] of Object.entries(mapping.states ?? {})) if (plainTitle(word) === s) return state;
  return CONTRACT_STATES.find((state) => STATE_WORDS[state].includes(s)) ?? 'state';
}

/** True: simulated; false: real or empty; null: neither. */
export function readSimulated(cell: string): boolean | null {
  const s = plainTitle(cell);
  if (['si', 'yes', 'true', 'vero', '1', 's', 'y'].includes(s)) return true;
  return ['', 'no', 'false', 'falso', '0', 'n'].includes(s) ? false : null;
}

/** Name of an owner: single spaces, no control characters, at most 80 characters; '' when empty. */
export const readOwner = (cell: string): string =>
  cell
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, 80);

const LIMIT_CENTS = DEBT_LIMITS.map((euro) => euro * 100);

/** Band of DEBT_LIMITS of a debt in cents; -1: not in arrears. */
export function debtBand(cents: number): number {
  if (!(cents > 0)) return -1;
  let band = 0;
  while (band < LIMIT_CENTS.length && cents > (LIMIT_CENTS[band] as number)) band++;
  return band;
}

/** Band of AGE_LIMITS of a debt since a day, at a reference day; both as `20260630`; the last band: not stated. */
export function ageBand(since: number | null, day: number): number {
  if (since === null) return AGE_BANDS - 1;
  // Months that have begun: six months to the day are not older than six.
  const months =
    (Math.floor(day / 10_000) - Math.floor(since / 10_000)) * 12 +
    ((Math.floor(day / 100) % 100) - (Math.floor(since / 100) % 100)) +
    (day % 100 > since % 100 ? 1 : 0);
  for (let i = 0; i < AGE_LIMITS.length; i++) if (months <= (AGE_LIMITS[i] ?? 0)) return i;
  return AGE_LIMITS.length;
}
