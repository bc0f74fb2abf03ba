/** The view in a few words, for the title of the page: what is compared, selected, beside which day, coloured and filtered by what. Pure. */
import { fill } from '../i18n';
import { COMPARE_WORDS } from '../i18n/compare';
import { formatDate, type Lang } from './figures';

export interface TitleParts {
  /** Names of the compared areas. */
  compared: readonly string[];
  /** Name of what is selected. */
  selected: string | null;
  /** The two days of the map, in any order; null: one. */
  days: readonly [string, string] | null;
  /** What the municipalities' colour shows, where it is not what they open with; null: that, or no colour. */
  colour: string | null;
  /** Names of axes and further filters. */
  filters: readonly string[];
}

/** How many filters a title carries before it counts the rest: tabs and bookmarks are narrow. A colour takes the place of one. */
const FILTERS = 2;

/** Null: the view is the one that opens, and has no title of its own. */
export function viewTitle(
  { compared, selected, days, colour, filters }: TitleParts,
  lang: Lang,
): string | null {
  const w = COMPARE_WORDS[lang];
  const list = (names: readonly string[]): string =>
    names.length < 2
      ? (names[0] ?? '')
      : `${names.slice(0, -1).join(', ')} ${w.day.and} ${names[names.length - 1] ?? ''}`;
  const most = colour === null ? FILTERS : FILTERS - 1;
  const rest = filters.length - most;
  const parts = [
    ...(compared.length > 0 ? [fill(w.page, { names: list(compared) })] : []),
    ...(selected !== null ? [selected] : []),
    ...(days && days[0] !== days[1]
      ? [fill(w.page, { names: list([...days].sort().map((d) => formatDate(d, lang))) })]
      : []),
    ...(colour !== null ? [colour.charAt(0).toUpperCase() + colour.slice(1)] : []),
    ...(filters.length > 0
      ? [
          filters.slice(0, most).join(', ') +
            (rest > 0 ? ` ${fill(w.day.more[rest === 1 ? 0 : 1], { n: rest })}` : ''),
        ]
      : []),
  ];
  return parts.length > 0 ? parts.join(' · ') : null;
}
