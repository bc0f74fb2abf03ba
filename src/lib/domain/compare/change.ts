/** From start to end: computed only where nothing forbids it, and otherwise said why not. */
import type { CompareWords } from '../../i18n/compare';
import { fill } from '../../i18n';
import { formatNumber, formatValue } from '../figures';
import { distinct, isNumeric } from './figures';
import type { Bar, Change, CompareFigure, Sheet } from './types';

export const signed = (
  value: number,
  unit: string | null,
  { lang, w }: Pick<Sheet, 'lang' | 'w'>,
): string => {
  if (value === 0) return w.change.same;
  const size = Math.abs(value);
  const words =
    unit === '%' || unit === 'pp'
      ? `${formatNumber(size, lang)} ${size === 1 ? w.change.point : w.change.points}`
      : formatValue(size, unit, lang);
  return `${value > 0 ? '+' : '−'}${words}`;
};
/** Binary fractions leave crumbs: 43.1 - 42 is not 1.1. */
export const less = (a: number, b: number): number => Math.round((a - b) * 1e6) / 1e6;

export const barWords = (why: readonly Bar[], w: CompareWords): string =>
  why.map((b) => w.bars[b]).join(', ');
export const refused = (why: Bar[], sheet: Sheet): Change => ({
  allowed: false,
  why,
  words: fill(sheet.w.change.refused, { why: barWords(why, sheet.w) }),
});

export const stateBar = (f: CompareFigure): Bar | null => {
  switch (f.figure.state) {
    case 'suppressed':
      return 'suppressed';
    case 'missing':
      return 'missing';
    case 'qualitative':
      return 'words';
    case 'value':
    case 'zero':
      return f.forecast ? 'forecast' : null;
  }
};

/** What two figures must share before one is taken from the other. */
export function unlike(a: CompareFigure, b: CompareFigure): Bar[] {
  const why: Bar[] = [];
  if (a.unit !== b.unit) why.push('unit');
  if (a.basis !== b.basis) why.push('basis');
  if (a.threshold_eur !== b.threshold_eur) why.push('threshold');
  if (a.scope !== b.scope) why.push('scope');
  if (a.owner !== b.owner) why.push('owner');
  if (a.derived !== b.derived) why.push('derived');
  return why;
}

/** Change between the figures of the start and of the end; null when there are neither. */
export function changeOf(
  starts: readonly CompareFigure[],
  ends: readonly CompareFigure[],
  contradicted: boolean,
  sheet: Sheet,
): Change | null {
  const [from, ...moreFrom] = distinct(starts, (f) => f.words);
  const [to, ...moreTo] = distinct(ends, (f) => f.words);
  if (!from || !to) {
    if (!from && !to) return null;
    return refused([from ? 'no-end' : 'no-start'], sheet);
  }
  const why: Bar[] = [];
  if (moreFrom.length + moreTo.length > 0) why.push('several');
  for (const bar of [stateBar(from), stateBar(to)]) if (bar && !why.includes(bar)) why.push(bar);
  if (!isNumeric(from) || !isNumeric(to)) return refused(why, sheet);
  why.push(...unlike(from, to));
  if (contradicted) why.push('contradicted');
  if (why.length > 0) return refused(why, sheet);
  const difference = less(to.figure.value, from.figure.value);
  return {
    allowed: true,
    difference,
    unit: to.unit,
    words: fill(sheet.w.change.title, { change: signed(difference, to.unit, sheet) }),
  };
}
