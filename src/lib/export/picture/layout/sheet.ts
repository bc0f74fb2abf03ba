/** The sheet that a picture stands on, with its header and its footer. */
import { formatDate } from '$lib/domain/figures';
import { fill } from '$lib/i18n';
import { PICTURE_WORDS } from '$lib/i18n/picture';
import type { PictureOptions } from '../options';
import { splitSentence } from '../sentence';
import { wrap, type Measure } from '../wrap';
import { setText, TYPE, type Text } from './text';
import type { Box, LayoutInput, Mark } from './types';

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
export function sheetOf({ size, orientation }: PictureOptions, screen: LayoutInput['screen']): Sheet {
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

export function setFooter(
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

export function setHeader(input: LayoutInput, at: Omit<Box, 'height'>, type: number, measure: Measure) {
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
