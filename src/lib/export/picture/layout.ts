/**
 * Where everything stands in a picture: boxes in millimetres from the top left. Pure: text is measured by a function that
 * is given. Nothing overlaps and nothing leaves the margins; what does not fit is counted and said.
 */
import { formatDate, formatNumber, type Lang } from '$lib/domain/figures';
import type { Legend, LegendGrid, Swatch } from '$lib/domain/legend';
import { fill } from '$lib/i18n';
import { PICTURE_WORDS } from '$lib/i18n/picture';
import type { Camera } from '$lib/state/view';
import { fitCamera, metresPerPixel, scaleBar, scaleNumber, type Extent } from './camera';
import { cellCount } from './grid';
import type { PictureOptions } from './options';
import { splitSentence } from './sentence';
import { wrap, type Measure, type Weight } from './wrap';

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export type Ink = 'ink' | 'soft' | 'accent';

export type Mark = Box &
  (
    | {
        kind: 'text';
        text: string;
        size: number;
        weight: Weight;
        ink: Ink;
        align: 'left' | 'right' | 'center';
      }
    | { kind: 'swatch'; swatch: Swatch }
    | { kind: 'rule' }
    /** A plate on the map that furniture stands on. */
    | { kind: 'plate' }
    | { kind: 'scale'; length: number; label: string; size: number }
    | { kind: 'north'; label: string; size: number }
    | { kind: 'day'; label: string; size: number }
  );

export interface MapFrame {
  box: Box;
  /** Day that the map shows, when there are two. */
  day: string | null;
}

export interface Layout {
  /** Millimetres. */
  page: { width: number; height: number };
  dpi: number;
  /** Device pixels of the whole picture. */
  pixels: Extent;
  /** The map, or the two maps of a comparison: equally large, looking at the same place. */
  maps: readonly [MapFrame, ...MapFrame[]];
  /** Device pixels a CSS pixel of the map: how large signs and labels come out. */
  ratio: number;
  camera: Camera;
  marks: Mark[];
  /** Entries of the legend that found no room. */
  left: number;
}

export interface LegendBlock {
  title: string;
  /** Stands out under the title: that these data are not ours, for example. */
  mark?: string | null;
  legend: Legend;
}

export interface LayoutInput {
  lang: Lang;
  options: PictureOptions;
  /** The map on the page, CSS pixels, and how dense the screen is. */
  screen: Extent & { ratio: number };
  camera: Camera | null;
  /** The sentence that says the view. */
  sentence: string;
  /** Two days, as they are written on the maps, left and right; absent or null: one map. */
  days?: readonly [string, string] | null;
  release: string;
  /** Day on which the picture is made. */
  created: string;
  link: string;
  attribution: string;
  /** Data of people's own are in the picture: licence and link do not cover them. */
  own?: boolean;
  legends: readonly LegendBlock[];
  /** One entry a layer. */
  sources: readonly string[];
}

const MM_PER_INCH = 25.4;
const CSS_DPI = 96;

interface Sheet {
  /** Null: as large as what is on it. */
  page: { width: number; height: number } | null;
  dpi: number;
  margin: number;
  /** Of all type. */
  type: number;
  ratio: number;
}

/** A wall is read from further away than a desk: A3 has larger type and larger signs, not only more map. */
function sheetOf({ size, orientation }: PictureOptions, screen: LayoutInput['screen']): Sheet {
  const turn = (long: number, short: number) =>
    orientation === 'orizzontale' ? { width: long, height: short } : { width: short, height: long };
  switch (size) {
    case 'a4':
      return { page: turn(297, 210), dpi: 300, margin: 10, type: 1, ratio: 2.75 };
    case 'a3':
      return { page: turn(420, 297), dpi: 300, margin: 14, type: 1.38, ratio: 3.75 };
    case 'schermo':
      return {
        page: null,
        dpi: CSS_DPI * screen.ratio,
        margin: screen.width < 640 ? 4 : 7,
        type: 1.25,
        ratio: screen.ratio,
      };
  }
}

/** Type sizes in millimetres at type 1. */
const TYPE = {
  site: 3,
  heading: 6.6,
  sentence: 3.7,
  block: 3.4,
  note: 2.7,
  item: 2.85,
  small: 2.5,
} as const;
/** Nothing is set smaller: 7 pt. */
const LEAST = (7 / 72) * MM_PER_INCH;
const LEADING = 1.3;

type Text = { text: string; size: number; weight: Weight; ink: Ink };

/** Lines of a text from y down; returns where they end. */
function setText(
  marks: Mark[],
  measure: Measure,
  { text, size, weight, ink }: Text,
  at: { x: number; y: number; width: number; most?: number },
): number {
  let { y } = at;
  for (const line of wrap(text, at.width, (s) => measure(s, size, weight), at.most)) {
    const height = size * LEADING;
    const width = Math.min(at.width, measure(line, size, weight));
    marks.push({ kind: 'text', x: at.x, y, width, height, text: line, size, weight, ink, align: 'left' });
    y += height;
  }
  return y;
}

/** A piece of the legend that is never cut: how high it is, what it draws at a place, how many entries it holds. */
interface Piece {
  height: number;
  entries: number;
  draw: (x: number, y: number) => Mark[];
}

/** A block as pieces: title, sentence and first entry stay together. */
function pieces(
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

interface Flow {
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

function setLegend(
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

/** Sources in as many lines as there are; those without room are counted. */
function setSources(
  input: LayoutInput,
  at: { x: number; y: number; width: number; most: number },
  size: number,
  measure: Measure,
  marks: Mark[],
): number {
  const words = PICTURE_WORDS[input.lang];
  const text = (shown: number): string => {
    const left = input.sources.length - shown;
    const tail =
      left === 0 ? '' : left === 1 ? words.more_sources_one : fill(words.more_sources, { n: left });
    return [...input.sources.slice(0, shown), tail].filter(Boolean).join(' ');
  };
  for (let shown = input.sources.length; shown >= 0; shown -= 1) {
    const lines = wrap(text(shown), at.width, (s) => measure(s, size, 400));
    if (lines.length <= at.most || shown === 0)
      return setText(marks, measure, { text: text(shown), size, weight: 400, ink: 'soft' }, at);
  }
  return at.y;
}

function setFooter(
  input: LayoutInput,
  at: Omit<Box, 'height'>,
  sheet: Sheet,
  measure: Measure,
  scale: string,
) {
  const { type } = sheet;
  const words = PICTURE_WORDS[input.lang];
  const size = TYPE.small * type;
  const marks: Mark[] = [{ kind: 'rule', x: at.x, y: at.y, width: at.width, height: 0.3 * type }];
  const y = at.y + 2 * type;
  const beside = at.width > 150 * type;
  const upright = sheet.page === null || sheet.page.height > sheet.page.width;
  const gutter = 8 * type;
  const wide = beside ? (at.width - gutter) * 0.58 : at.width;
  const head = (text: string, x: number, top: number, width: number) =>
    setText(marks, measure, { text, size, weight: 700, ink: 'ink' }, { x, y: top, width });

  let left = head(words.sources, at.x, y, wide);
  left = setSources(input, { x: at.x, y: left, width: wide, most: upright ? 9 : 6 }, size, measure, marks);

  const x = beside ? at.x + wide + gutter : at.x;
  const width = beside ? at.width - wide - gutter : at.width;
  let right = head(words.licence_title, x, beside ? y : left + 1.2 * type, width);
  const made = `${fill(words.release, { release: input.release })}, ${fill(words.made, { day: formatDate(input.created, input.lang) })}`;
  for (const text of [
    `${words.licence} ${input.attribution}.${input.own ? ` ${words.own_licence}.` : ''}`,
    `${made}${scale === '' ? '' : `, ${scale}`}.`,
  ])
    right = setText(marks, measure, { text, size, weight: 400, ink: 'soft' }, { x, y: right, width });
  right = setText(
    marks,
    measure,
    { text: `${input.own ? words.link_own : words.link}:`, size, weight: 400, ink: 'soft' },
    { x, y: right, width },
  );
  right = setText(
    marks,
    measure,
    { text: input.link, size, weight: 600, ink: 'accent' },
    { x, y: right, width },
  );
  return { marks, bottom: Math.max(left, right) };
}

function setHeader(input: LayoutInput, at: Omit<Box, 'height'>, type: number, measure: Measure) {
  const marks: Mark[] = [];
  const words = PICTURE_WORDS[input.lang];
  const { heading, rest } = splitSentence(input.sentence);
  let y = setText(
    marks,
    measure,
    { text: words.site, size: TYPE.site * type, weight: 600, ink: 'accent' },
    at,
  );
  // A heading that is the whole sentence is long: it is set smaller.
  const size = (rest === '' && heading.length > 90 ? TYPE.block * 1.3 : TYPE.heading) * type;
  y = setText(marks, measure, { text: heading, size, weight: 700, ink: 'ink' }, { ...at, y, most: 4 });
  if (rest !== '') {
    // More than one line is set smaller: the room belongs to the map.
    const one = measure(rest, TYPE.sentence * type, 400) <= at.width;
    const text: Text = { text: rest, size: TYPE.sentence * (one ? 1 : 0.78) * type, weight: 400, ink: 'ink' };
    y = setText(marks, measure, text, { ...at, y: y + 0.6 * type, most: 5 });
  }
  return { marks, bottom: y + 3.5 * type };
}

/** Scale bar, north and the day of one map of two, on plates in the corners of the map. */
function furniture(
  { box: map, day }: MapFrame,
  camera: Camera,
  mmPerPixel: number,
  type: number,
  lang: Lang,
  measure: Measure,
): Mark[] {
  const marks: Mark[] = [];
  const inset = 2.5 * type;
  const pad = 1.6 * type;
  const size = TYPE.item * type;
  const bar = scaleBar(metresPerPixel(camera) / mmPerPixel, Math.min(38 * type, map.width * 0.35));
  if (bar) {
    const label =
      bar.metres >= 1000
        ? `${formatNumber(bar.metres / 1000, lang, 0)} km`
        : `${formatNumber(bar.metres, lang, 0)} m`;
    const width = Math.max(bar.mm, measure(label, size, 600));
    const height = size * LEADING + 1.8 * type;
    const plate = {
      x: map.x + inset,
      y: map.y + map.height - inset - height - 2 * pad,
      width: width + 2 * pad,
      height: height + 2 * pad,
    };
    marks.push(
      { kind: 'plate', ...plate },
      { kind: 'scale', x: plate.x + pad, y: plate.y + pad, width, height, length: bar.mm, label, size },
    );
  }
  const side = 6 * type;
  const height = 9.5 * type;
  const plate = {
    x: map.x + map.width - inset - side - 2 * pad,
    y: map.y + inset,
    width: side + 2 * pad,
    height: height + 2 * pad,
  };
  marks.push(
    { kind: 'plate', ...plate },
    {
      kind: 'north',
      x: plate.x + pad,
      y: plate.y + pad,
      width: side,
      height,
      label: PICTURE_WORDS[lang].north,
      size,
    },
  );
  if (day !== null) {
    const label = TYPE.block * type;
    const width = Math.min(measure(day, label, 700), Math.max(label, plate.x - map.x - 2 * inset - 2 * pad));
    const box = { x: map.x + inset, y: map.y + inset, width: width + 2 * pad, height: label * LEADING + pad };
    marks.push(
      { kind: 'plate', ...box },
      {
        ...{ kind: 'day', label: day, size: label },
        ...{ x: box.x + pad, y: box.y + pad / 2, width, height: label * LEADING },
      },
    );
  }
  return marks;
}

/** The room for maps as one frame, or as two that are equally large. */
function framesOf(room: Box, days: LayoutInput['days'], gap: number, stacked: boolean): Layout['maps'] {
  if (!days) return [{ box: room, day: null }];
  const width = stacked ? room.width : (room.width - gap) / 2;
  const height = stacked ? (room.height - gap) / 2 : room.height;
  const second = stacked ? { x: room.x, y: room.y + height + gap } : { x: room.x + width + gap, y: room.y };
  return [
    { box: { ...room, width, height }, day: days[0] },
    { box: { ...second, width, height }, day: days[1] },
  ];
}

/** Lays a picture out. `measure` says how many millimetres wide a text is at a size in millimetres. */
export function layout(input: LayoutInput, measure: Measure): Layout {
  const { options, screen, lang, days } = input;
  const sheet = sheetOf(options, screen);
  const { margin, type, dpi, ratio } = sheet;
  const device = MM_PER_INCH / dpi;
  const mmPerPixel = ratio * device;
  const withLegend = options.legend && input.legends.length > 0;
  const gap = 5 * type;
  const between = 4 * type;

  const one = { width: screen.width * mmPerPixel, height: screen.height * mmPerPixel };
  const landscape = sheet.page ? sheet.page.width > sheet.page.height : one.width > 150;
  /** A phone's two maps stand one above the other: its picture is narrow. */
  const stacked = sheet.page === null && !landscape;
  const screenMaps = {
    width: days && !stacked ? 2 * one.width + between : one.width,
    height: days && stacked ? 2 * one.height + between : one.height,
  };
  const side = withLegend && landscape ? 70 * type : 0;
  const inner = sheet.page ? sheet.page.width - 2 * margin : screenMaps.width + (side === 0 ? 0 : side + gap);

  const header = setHeader(input, { x: margin, y: margin, width: inner }, type, measure);
  // The scale in words needs the camera, which needs the map's box, which needs the footer's height: two rounds.
  const widest = fill(PICTURE_WORDS[lang].scale, { n: formatNumber(88_000_000, lang, 0) });
  const footerAt = (y: number, scale: string) =>
    setFooter(input, { x: margin, y, width: inner }, sheet, measure, scale);
  const paper = sheet.page !== null;
  const footerHeight = footerAt(0, paper ? widest : '').bottom;

  const map: Box = { x: margin, y: header.bottom, ...screenMaps };
  let legend: Flow = { marks: [], left: 0, complete: true, split: false, bottom: header.bottom };
  let foot: number;
  if (sheet.page) {
    foot = sheet.page.height - margin - footerHeight;
    const height = Math.max(20, foot - gap * 0.7 - header.bottom);
    map.width = inner - (side === 0 ? 0 : side + gap);
    map.height = height;
    /** At most two fifths of the room, in columns of about equal height. */
    const below = (columns: number): void => {
      const most = height * 0.4;
      const probe = { x: margin, y: 0, width: inner, height: most };
      const used = setLegend(input, { box: probe, columns, shrink: true }, type, measure);
      const reach = Math.min(most, used.complete ? used.bottom : most);
      map.width = inner;
      map.height = height - reach - gap * 0.8;
      const down = map.y + map.height + gap * 0.8;
      legend = { ...used, marks: used.marks.map((m) => ({ ...m, y: m.y + down })) };
    };
    if (withLegend && landscape) {
      const beside = (columns: number, width: number) => {
        const box = { x: margin + inner - width, y: map.y, width, height };
        return setLegend(input, { box, columns, shrink: false }, type, measure);
      };
      legend = beside(1, side);
      if (!legend.complete) {
        // Many layers: a second column is worth more than the ground left and right of the region.
        const wide = 126 * type;
        const room = inner - wide - gap;
        if (days && room < 0.6 * inner) below(4);
        // Two maps beside two columns would be stamps; but nothing is left out for that.
        if (!days || !legend.complete) {
          legend = beside(2, wide);
          map.width = room;
          map.height = height;
        }
      }
    } else if (withLegend) below(3);
  } else if (withLegend) {
    // A screen's picture is as high as it has to be.
    const below = { x: margin, y: map.y + map.height + gap * 0.8, width: inner, height: 2000 };
    if (landscape) {
      const box = { x: margin + map.width + gap, y: map.y, width: side, height: map.height };
      const beside = setLegend(input, { box, columns: 1, shrink: false }, type, measure);
      // Without room beside the map the column goes on past it.
      legend = beside.complete
        ? beside
        : setLegend(input, { box: { ...box, height: 2000 }, columns: 1, shrink: false }, type, measure);
    } else legend = setLegend(input, { box: below, columns: 1, shrink: false }, type, measure);
    foot = Math.max(map.y + map.height, legend.bottom) + gap * 0.7;
  } else foot = map.y + map.height + gap * 0.7;

  // On whole device pixels, so that no edge of the map is a blend.
  const snap = (mm: number) => Math.round(mm / device) * device;
  const exact = ({ box, day }: MapFrame): MapFrame => ({
    box: { x: snap(box.x), y: snap(box.y), width: snap(box.width), height: snap(box.height) },
    day,
  });
  const [left, ...others] = framesOf(map, days, between, stacked);
  const first = exact(left);
  const maps: Layout['maps'] = [first, ...others.map(exact)];
  const frame = { width: first.box.width / mmPerPixel, height: first.box.height / mmPerPixel };
  const camera = fitCamera(input.camera, screen, frame);
  const scale = scaleNumber(metresPerPixel(camera) / mmPerPixel);
  const scaleWords =
    scale !== null && paper ? fill(PICTURE_WORDS[lang].scale, { n: formatNumber(scale, lang, 0) }) : '';
  const footer = footerAt(foot, scaleWords);

  const page = sheet.page ?? { width: inner + 2 * margin, height: footer.bottom + margin };
  return {
    page,
    dpi,
    pixels: { width: Math.round(page.width / device), height: Math.round(page.height / device) },
    maps,
    ratio,
    camera,
    marks: [
      ...header.marks,
      ...legend.marks,
      ...footer.marks,
      ...maps.flatMap((m) => furniture(m, camera, mmPerPixel, type, lang, measure)),
    ],
    left: legend.left,
  };
}
