/** Type and its sizes, and lines of it. */
import { unbroken } from '$lib/domain/figures';
import { wrap, type Measure, type Weight } from '../wrap';
import type { Ink, Mark } from './types';

export const MM_PER_INCH = 25.4;

/** Type sizes in millimetres at type 1. */
export const TYPE = {
  site: 3,
  heading: 6.6,
  sentence: 3.7,
  block: 3.4,
  note: 2.7,
  item: 2.85,
  small: 2.5,
} as const;
/** Nothing is set smaller: 7 pt. */
export const LEAST = (7 / 72) * MM_PER_INCH;
export const LEADING = 1.3;

export type Text = { text: string; size: number; weight: Weight; ink: Ink };

/** Lines of a text from y down; returns where they end. */
export function setText(
  marks: Mark[],
  measure: Measure,
  { text, size, weight, ink }: Text,
  at: { x: number; y: number; width: number; most?: number },
): number {
  let { y } = at;
  for (const line of wrap(unbroken(text), at.width, (s) => measure(s, size, weight), at.most)) {
    const height = size * LEADING;
    const width = Math.min(at.width, measure(line, size, weight));
    marks.push({ kind: 'text', x: at.x, y, width, height, text: line, size, weight, ink, align: 'left' });
    y += height;
  }
  return y;
}
