/** The view in a few words, for the title of the page: what is compared, selected, beside which day, filtered by what. Pure. */
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
  /** Names of axes and further filters. */
  filters: readonly string[];
}

/** How many filters a title carries before it counts the rest: tabs and bookmarks are narrow. */
const FILTERS = 2;

/** Null: the view is the one that opens, and has no title of its own. */
export function viewTitle({ compared, selected, days, filters }: TitleParts, lang: Lang): string | null {
  const w = COMPARE_WORDS[lang];
  const list = (names: readonly string[]): string =>
    names.length < 2
      ? (names[0] ?? '')
      : `${names.slice(0, -1).join(', ')} ${w.day.and} ${names[names.length - 1] ?? ''}`;
  const rest = filters.length - FILTERS;
  const parts = [
    ...(compared.length > 0 ? [fill(w.page, { names: list(compared) })] : []),
    ...(selected !== null ? [selected] : []),
    ...(days && days[0] !== days[1]
      ? [fill(w.page, { names: list([...days].sort().map((d) => formatDate(d, lang))) })]
      : []),
    ...(filters.length > 0
      ? [
          filters.slice(0, FILTERS).join(', ') +
            (rest > 0 ? ` ${fill(w.day.more[rest === 1 ? 0 : 1], { n: rest })}` : ''),
        ]
      : []),
  ];
  return parts.length > 0 ? parts.join(' · ') : null;
}
