/** Legends in columns: smaller before anything is left out, and what is left out is counted. */
import { fill } from '$lib/i18n';
import { PICTURE_WORDS } from '$lib/i18n/picture';
import type { Measure } from '../wrap';
import { pieces, type Piece } from './pieces';
import { LEAST, setText, TYPE } from './text';
import type { Box, LayoutInput, Mark } from './types';

export interface Flow {
  marks: Mark[];
  /** Entries without room; and whether anything at all had none. */
  left: number;
  complete: boolean;
  /** Whether a block goes on in another column. */
  split: boolean;
  /** The lowest point that was used. */
  bottom: number;
}

/** Blocks into columns of one height. A block that fits in the next column whole is not cut. */
function flow(
  blocks: readonly (readonly Piece[])[],
  columns: readonly Box[],
  gap: number,
  last: (left: number) => Piece,
): Flow {
  const fillUp = (reserve: number, together: boolean): Flow => {
    const marks: Mark[] = [];
    let column = 0;
    let split = false;
    let y = columns[0]?.y ?? 0;
    let bottom = y;
    const floor = (i: number): number => {
      const box = columns[i];
      return box ? box.y + box.height - (i === columns.length - 1 ? reserve : 0) : -Infinity;
    };
    const step = (i: number) => {
      column = i;
      y = columns[i]?.y ?? 0;
    };
    for (const [b, block] of blocks.entries()) {
      const whole = block.reduce((sum, p) => sum + p.height, 0);
      const top = () => y === (columns[column]?.y ?? 0);
      if (!top()) y += gap;
      const next = columns[column + 1];
      if (together && y + whole > floor(column) && !top() && next && next.y + whole <= floor(column + 1))
        step(column + 1);
      for (const [p, piece] of block.entries()) {
        while (y + piece.height > floor(column) + 1e-6 && column + 1 < columns.length) {
          split ||= p > 0;
          step(column + 1);
        }
        if (y + piece.height > floor(column) + 1e-6) {
          const rest = [...block.slice(p), ...blocks.slice(b + 1).flat()];
          const left = rest.reduce((sum, r) => sum + r.entries, 0);
          return { marks, left, complete: false, split, bottom: Math.max(bottom, y) };
        }
        const box = columns[column];
        if (box) marks.push(...piece.draw(box.x, y));
        y += piece.height;
        bottom = Math.max(bottom, y);
      }
    }
    return { marks, left: 0, complete: true, split, bottom };
  };
  const all = fillUp(0, true);
  if (all.complete) return all;
  const packed = fillUp(0, false);
  if (packed.complete) return packed;
  const more = last(packed.left);
  const cut = fillUp(more.height, false);
  const box = columns[columns.length - 1];
  if (!box || cut.left === 0) return cut;
  const line = last(cut.left);
  return { ...cut, marks: [...cut.marks, ...line.draw(box.x, box.y + box.height - line.height)] };
}

/** Type of the legend steps down before entries are left out. */
const STEPS = [1, 0.94, 0.88, 0.83] as const;

interface LegendSpace {
  box: Box;
  columns: number;
  /** True: as low as it can be; false: the box is there anyway. */
  shrink: boolean;
}

export function setLegend(
  { legends, lang }: LayoutInput,
  { box, columns, shrink }: LegendSpace,
  type: number,
  measure: Measure,
): Flow {
  const gutter = 7 * type;
  const width = (box.width - gutter * (columns - 1)) / columns;
  const boxes = (height: number): Box[] =>
    Array.from({ length: columns }, (_, i) => ({
      x: box.x + i * (width + gutter),
      y: box.y,
      width,
      height,
    }));
  const words = PICTURE_WORDS[lang];
  const attempt = (step: number, height: number): Flow => {
    const t = type * step;
    const more = (left: number): Piece => {
      const probe: Mark[] = [];
      const text = left === 1 ? words.more_one : fill(words.more, { n: left });
      const end = setText(
        probe,
        measure,
        { text, size: Math.max(LEAST, TYPE.item * t), weight: 600, ink: 'ink' },
        { x: 0, y: 0, width },
      );
      return {
        height: end,
        entries: 0,
        draw: (x, y) => probe.map((m) => ({ ...m, x: m.x + x, y: m.y + y })),
      };
    };
    return flow(
      legends.map((l) => pieces(l, width, t, lang, measure)),
      boxes(height),
      3 * t,
      more,
    );
  };
  for (const step of STEPS) {
    const whole = attempt(step, box.height);
    if (!whole.complete && step !== STEPS[STEPS.length - 1]) continue;
    if (!shrink || !whole.complete) return whole;
    // The lowest height at which everything still has room: columns of about equal length. A little more is well spent where
    // it keeps every block in one column.
    let lowest: { height: number; flow: Flow } | null = null;
    for (let height = Math.ceil((whole.bottom - box.y) / columns); height < box.height; height += 1) {
      const lower = attempt(step, height);
      if (!lower.complete) continue;
      lowest ??= { height, flow: lower };
      if (!lower.split) return lower;
      if (height > lowest.height * 1.4) break;
    }
    return lowest?.flow ?? whole;
  }
  return { marks: [], left: 0, complete: true, split: false, bottom: box.y };
}
