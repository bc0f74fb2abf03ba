/** Numbers as offices write them, and round limits for their classes. */

/** Marks around a number, and between its groups, that say nothing of its value. */
const UNITS = /^(?:€|EUR)\s*|\s*(?:€|EUR|%|‰)$/gi;
/** What stands in a cell instead of a number where there is none. */
const MISSING = /^(?:n\.?\s?[dacp]\.?|n\/[ad]|nan|null|none|-+|–|—|\.{2,}|…|\*+)$/i;

export const isMissing = (text: string): boolean => text.trim() === '' || MISSING.test(text.trim());

/** Without units, and with the hyphen for a minus sign (U+2212) as well. */
const bare = (text: string): string =>
  text
    .trim()
    .replace(UNITS, '')
    .trim()
    .replace(/^\u2212/, '-');

/** Whole part plain or in groups of three, set apart by the other sign, a blank or an apostrophe. */
const shape = (group: string, decimal: string): RegExp =>
  new RegExp(
    `^[+-]?(?:(?:\\d+|\\d{1,3}(?:${group}\\d{3})+|\\d{1,3}(?:[\\s'’]\\d{3})+)(?:${decimal}\\d+)?|${decimal}\\d+)(?:e[+-]?\\d+)?$`,
    'i',
  );
const SHAPE = { ',': shape('\\.', ','), '.': shape(',', '\\.') } as const;

/**
 * One number by the decimal sign of its column; null for what is none. The other sign is a thousands mark and nothing else:
 * with a decimal comma `1.500` is 1500, and `1.5` is no number rather than 15.
 */
export function readNumber(text: string, decimal: ',' | '.'): number | null {
  const number = bare(text);
  if (!SHAPE[decimal].test(number)) return null;
  const plain = number.replace(decimal === ',' ? /[.\s'’]/g : /[,\s'’]/g, '').replace(',', '.');
  const value = Number(plain);
  // `1e400` has the form of a number, and is beyond all that can be told from each other.
  return Number.isFinite(value) ? value : null;
}

/** Digits and their signs, brackets and blanks: meant as a number, whether it can be read as one or not. */
export const looksNumeric = (text: string): boolean =>
  /^[-+−(]?[\d.,\s'’€%‰]*\d[\d.,\s'’€%‰]*(?:e[+-]?\d+)?\)?$/i.test(text.trim());

export interface DecimalSign {
  sign: ',' | '.';
  /** A number of the column that would be another with the other sign, when no number of it tells which is right. */
  ambiguous: string | null;
}

/**
 * The decimal sign of a column. `1.234` alone can be either; `0.234`, `1.23`, `1234.5` and `1.234.567` cannot. Where all
 * numbers can be either, `preferred` decides, which is the habit of the file's kind.
 */
export function decimalSign(values: readonly string[], preferred: ',' | '.' = '.'): DecimalSign {
  let comma = 0;
  let point = 0;
  let either: string | null = null;
  for (const value of values) {
    const number = bare(value).replace(/^[+-]/, '');
    const lastComma = number.lastIndexOf(',');
    const lastPoint = number.lastIndexOf('.');
    if (lastComma >= 0 && lastPoint >= 0) {
      if (lastComma > lastPoint) comma += 1;
      else point += 1;
    } else if (lastComma >= 0) {
      if (/^[1-9]\d{0,2},\d{3}$/.test(number)) either ??= value.trim();
      else if (number.indexOf(',') !== lastComma) point += 1;
      else comma += 1;
    } else if (lastPoint >= 0) {
      if (/^[1-9]\d{0,2}\.\d{3}$/.test(number)) either ??= value.trim();
      else if (number.indexOf('.') !== lastPoint) comma += 1;
      else point += 1;
    }
  }
  const sign = comma === point ? preferred : comma > point ? ',' : '.';
  return { sign, ambiguous: comma + point === 0 ? either : null };
}

const STEPS = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10] as const;

/** The round number nearest to `x`, in ratio. */
function round(x: number): number {
  if (x === 0) return 0;
  const power = 10 ** Math.floor(Math.log10(Math.abs(x)));
  const lead = Math.abs(x) / power;
  const best = STEPS.reduce((a, b) => (Math.abs(b - lead) < Math.abs(a - lead) ? b : a));
  return Number((Math.sign(x) * best * power).toPrecision(3));
}

/** The roundest number above `below` and not above `x`: a limit that tells the two apart. */
function roundBetween(below: number, x: number): number {
  const top = Math.ceil(Math.log10(Math.max(Math.abs(below), Math.abs(x)))) + 1;
  for (let power = top; power > top - 18; power -= 1)
    for (const lead of [5, 2, 1]) {
      const step = lead * 10 ** power;
      // A quotient that is whole but for the last digit of its fraction is whole.
      const limit = Number((Math.floor(x / step + 1e-9) * step).toPrecision(15));
      if (limit > below && limit <= x) return limit;
    }
  return x;
}

/**
 * At most four limits, so at most five classes: round numbers near the quintiles. The rule is said beside the legend, because
 * these limits follow the file and are not the house's fixed ones. Values that differ are never one class: where so many are
 * the least that quintiles fall on it, it is a class of its own and the quarters of the others are taken.
 */
export function roundLimits(values: readonly number[]): number[] {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  const distinct = [...new Set(sorted)];
  const [least = 0] = distinct;
  const most = distinct.at(-1) ?? 0;
  if (distinct.length < 2) return [];
  if (distinct.length <= 5)
    return distinct
      .slice(1)
      .map((value, i) => (Number.isInteger(value) ? value : roundBetween(distinct[i] ?? least, value)));
  const at = (list: readonly number[], share: number): number =>
    list[Math.floor(share * (list.length - 1))] ?? most;
  const above = sorted.slice(sorted.lastIndexOf(least) + 1);
  const cuts =
    at(sorted, 0.2) > least
      ? [0.2, 0.4, 0.6, 0.8].map((share) => at(sorted, share))
      : [0, 0.25, 0.5, 0.75].map((share) => at(above, share));
  const limits: number[] = [];
  for (const cut of cuts) {
    const near = round(cut);
    const below = distinct[distinct.indexOf(cut) - 1] ?? least;
    const limit = near > least && near <= most ? near : roundBetween(below, cut);
    // Each class has somebody in it.
    const last = limits.at(-1);
    if (last === undefined || sorted.some((value) => value >= last && value < limit)) limits.push(limit);
  }
  return limits;
}
