/** Cells and units in words. */
import type { Figure } from '../../schema/served';
import { formatDate, formatFigure, formatNumber, type Lang } from '../figures';
import { keyOf, LAST } from './order';
import type { Cell, Column } from './types';

/** State of a cell, for its look: what a figure says of itself, `none` where nothing is stated. */
export function cellState(cell: Cell | undefined): Figure['state'] | 'text' | 'none' {
  const key = keyOf(cell);
  if (!cell || key.rank === LAST) return 'none';
  if (cell.is === 'figure') return cell.figure?.state ?? 'none';
  return cell.is === 'number' ? (cell.value === 0 ? 'zero' : 'value') : 'text';
}

const DIGITS: Readonly<Record<string, number>> = { lon: 6, lat: 6 };

/** The cell in words; empty text where nothing is stated. */
export function cellText(cell: Cell | undefined, column: Column, lang: Lang): string {
  if (!cell) return '';
  switch (cell.is) {
    case 'text':
      if (cell.text === null) return '';
      return column.kind === 'date' ? formatDate(cell.text, lang) : cell.text;
    case 'category':
      return cell.words ?? '';
    case 'number':
      return cell.value === null ? '' : formatNumber(cell.value, lang, DIGITS[column.id] ?? 2);
    case 'figure':
      // The unit of a number stands in the header; percent signs are read with the number.
      return cell.figure === null ? '' : formatFigure(cell.figure, column.unit ?? null, lang);
  }
}

const UNITS: Readonly<Record<string, string>> = { m2: 'm²', km2: 'km²', km: 'km', EUR: '€' };
/** Unit as it is written beside a column's title; empty for counts. */
export const unitWords = (column: Pick<Column, 'unit'>): string =>
  column.unit === undefined || column.unit === 'n' ? '' : (UNITS[column.unit] ?? column.unit);
