/** A legend in pieces that are never cut. */
import { formatNumber, type Lang } from '$lib/domain/figures';
import type { Legend, LegendGrid } from '$lib/domain/legend';
import { cellCount } from '../grid';
import type { Measure, Weight } from '../wrap';
import { LEADING, LEAST, setText, TYPE, type Text } from './text';
import type { Ink, LegendBlock, Mark } from './types';

/** A piece of the legend that is never cut: how high it is, what it draws at a place, how many entries it holds. */
export interface Piece {
  height: number;
  entries: number;
  draw: (x: number, y: number) => Mark[];
}

/** A block as pieces: title, sentence and first entry stay together. */
export function pieces(
  { title, mark, legend }: LegendBlock,
  width: number,
  type: number,
  lang: Lang,
  measure: Measure,
) {
  const note = Math.max(LEAST, TYPE.note * type);
  const item = Math.max(LEAST, TYPE.item * type);
  const sign = 5.4 * type;
  const gap = 1.6 * type;

  const text = (t: Text, entries = 0, below = 0): Piece => {
    const probe: Mark[] = [];
    const height = setText(probe, measure, t, { x: 0, y: 0, width }) + below;
    return {
      height,
      entries,
      draw: (x, y) => probe.map((mark) => ({ ...mark, x: mark.x + x, y: mark.y + y })),
    };
  };
  const entry = ({ swatch, label, count }: Legend['items'][number]): Piece => {
    const number = count === undefined ? '' : formatNumber(count, lang, 0);
    const numberWidth = number === '' ? 0 : measure(number, item, 400) + gap;
    const left = sign + gap;
    const probe: Mark[] = [];
    const lines = setText(
      probe,
      measure,
      { text: label, size: item, weight: 400, ink: 'ink' },
      { x: left, y: 0, width: Math.max(item, width - left - numberWidth) },
    );
    const height = Math.max(lines, sign) + 0.5 * type;
    const line = item * LEADING;
    // One line stands in the middle of its sign; more begin at its top.
    const down = lines > sign ? 0 : (sign - lines) / 2;
    return {
      height,
      entries: 1,
      draw: (x, y) => [
        { kind: 'swatch', x, y, width: sign, height: sign, swatch },
        ...probe.map((mark) => ({ ...mark, x: mark.x + x, y: mark.y + y + down })),
        ...(number === ''
          ? []
          : [
              {
                kind: 'text' as const,
                x: x + width - (numberWidth - gap),
                y: y + down,
                width: numberWidth - gap,
                height: line,
                text: number,
                size: item,
                weight: 400 as const,
                ink: 'soft' as const,
                align: 'right' as const,
              },
            ]),
      ],
    };
  };
  const join = (list: readonly Piece[]): Piece => ({
    height: list.reduce((sum, p) => sum + p.height, 0),
    entries: list.reduce((sum, p) => sum + p.entries, 0),
    draw: (x, y) => {
      let at = y;
      return list.flatMap((p) => {
        const drawn = p.draw(x, at);
        at += p.height;
        return drawn;
      });
    },
  });

  /** Two scales as they are on the screen: most at the top, a patch and its number in each cell. */
  const table = ({ rows, columns }: LegendGrid): Piece => {
    const names = width * 0.34;
    const cell = (width - names) / Math.max(1, columns.labels.length);
    const patch = 4.4 * type;
    const line = note * LEADING;
    const marks: Mark[] = [];
    const words = (t: string, x: number, y: number, w: number, weight: Weight, ink: Ink): number =>
      setText(marks, measure, { text: t, size: note, weight, ink }, { x, y, width: Math.max(note, w) });
    let y = words(columns.title, names, 0, width - names, 600, 'ink');
    y = Math.max(
      words(rows.title, 0, 0, names - gap, 600, 'ink'),
      ...columns.labels.map((label, i) => words(label, names + i * cell, y, cell - gap, 400, 'soft')),
    );
    y += 0.4 * type;
    for (let i = rows.labels.length - 1; i >= 0; i -= 1) {
      const end = words(rows.labels[i] ?? '', 0, y + (patch - line) / 2, names - gap, 400, 'soft');
      columns.labels.forEach((_, j) => {
        const found = legend.items[i * columns.labels.length + j];
        if (!found) return;
        const x = names + j * cell;
        marks.push({ kind: 'swatch', x, y, width: cell - 0.8 * type, height: patch, swatch: found.swatch });
        if (found.count === undefined) return;
        marks.push({
          ...{ kind: 'text', x, y: y + patch, width: cell - 0.8 * type, height: line, size: note },
          ...{ text: formatNumber(found.count, lang, 0), weight: 400, ink: 'ink', align: 'center' },
        });
      });
      y = Math.max(end, y + patch + line) + 0.5 * type;
    }
    return {
      height: y + 0.6 * type,
      entries: cellCount(legend),
      draw: (dx, dy) => marks.map((m) => ({ ...m, x: m.x + dx, y: m.y + dy })),
    };
  };

  const listed = legend.items.slice(cellCount(legend)).map(entry);
  const [first, ...others] = legend.grid ? [table(legend.grid), ...listed] : listed;
  const head = [
    text({ text: title, size: TYPE.block * type, weight: 700, ink: 'ink' }),
    ...(mark ? [text({ text: mark, size: note, weight: 600, ink: 'accent' })] : []),
    text({ text: legend.sentence, size: note, weight: 400, ink: 'soft' }, 0, legend.own ? 0 : type),
    ...(legend.own ? [text({ text: legend.own, size: note, weight: 600, ink: 'ink' }, 0, type)] : []),
  ];
  return [
    join(first ? [...head, first] : head),
    ...others,
    ...legend.notes.map((n) => text({ text: n, size: note, weight: 400, ink: 'soft' })),
  ];
}
