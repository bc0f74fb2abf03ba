/**
 * What a contradiction quotes of a document, as a page shows it. The tables keep numbers in more than one form (`5309 abitanti`,
 * `828415.20 EUR`, `7.827.051,51`); the words come in the page's language (domain/english.ts).
 */
import type { Row } from '../schema/tables';
import { formatEuro, formatNumber, formatValue, type Lang } from './figures';

/** Units that a bare number can take. What an indicator says otherwise (a date, a text) is no unit. */
const UNITS = new Set([
  'n',
  'EUR',
  '%',
  'm2',
  'hours',
  'years',
  'months',
  'weeks',
  'days',
  'per_week',
  'per_month',
  'EUR/month',
]);

const isYear = (n: number): boolean => Number.isInteger(n) && n >= 1900 && n < 2100;

/** `7.827.051,51`, `46,7`, `828415.20`, `5309`; null for what is no number, as the action 9.1.3. */
function readStated(text: string): number | null {
  if (/^[1-9]\d{0,2}(\.\d{3})+(,\d+)?$/.test(text)) return Number(text.replaceAll('.', '').replace(',', '.'));
  if (/^\d+([.,]\d+)?$/.test(text)) return Number(text.replace(',', '.'));
  return null;
}

/**
 * Within words: sums with cents or EUR, numbers in a calculation, and counts of something. Years, numbers of acts and
 * misprints (`stampato 3815: nota 15`) are as they are.
 */
const WITHIN =
  /(?<![\d.,/\p{L}-])(?:(?<=(?:[=+]|\bsu|\bof) )(?<calculated>\d{4,})|(?<sum>\d{4,}\.\d\d)(?<eur> EUR)?|(?<whole>\d{4,}) EUR|(?<count>\d{4,})(?= (?!d?[nea]ll|d[ei]l?\b)\p{Ll}{4,}))(?![\d/:-]|[.,]\d)/gu;

/** One side of a contradiction. A number that stands alone takes its unit and the page's language. */
export function stated(text: string, unit: string | null, lang: Lang): string {
  const [, digits = '', sign = ''] = /^([\d.,]+)\s*(%|EUR|€)?$/.exec(text.trim()) ?? [];
  const alone = readStated(digits);
  if (alone !== null) {
    const own = sign === '' ? unit : sign === '%' ? '%' : 'EUR';
    const known = own !== null && UNITS.has(own) ? own : null;
    return known === null && isYear(alone) ? text : formatValue(alone, known, lang);
  }
  return text.replace(WITHIN, (all: string, ...rest: unknown[]) => {
    const found = rest.at(-1) as Partial<Record<'calculated' | 'sum' | 'eur' | 'whole' | 'count', string>>;
    const n = Number(found.calculated ?? found.sum ?? found.whole ?? found.count);
    if (found.whole !== undefined || found.eur !== undefined) return formatEuro(n, lang);
    // Cents of money keep their zero.
    if (found.sum !== undefined) return formatEuro(n, lang).replace(/\s?€/, '');
    return isYear(n) ? all : formatNumber(n, lang);
  });
}

/** Both sides of a contradiction as a page shows them. */
export function statedSides(
  c: Row<'contradictions'>,
  indicators: readonly Row<'indicators'>[],
  lang: Lang,
): { a: string; b: string } {
  const unit = indicators.find((i) => i.indicator_id === c.indicator_id)?.unit ?? null;
  return { a: stated(c.value_a, unit, lang), b: stated(c.value_b, unit, lang) };
}
