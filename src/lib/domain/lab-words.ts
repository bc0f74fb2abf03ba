/** States of a lab in words, said alike by map, lists, table and exports. */
import type { Lang } from './figures';
import type { LabState } from './time';

export const LAB_STATES: readonly LabState[] = ['open', 'moved', 'closed', 'not-yet', 'unknown'];

export const LAB_STATE_WORDS: Record<LabState, Record<Lang, string>> = {
  open: { it: 'aperto', en: 'open' },
  moved: { it: 'aperto in una sede nuova', en: 'open at new premises' },
  closed: { it: 'chiuso', en: 'closed' },
  'not-yet': { it: 'non ancora aperto', en: 'not open yet' },
  unknown: { it: 'i documenti non lo dicono', en: 'the documents do not say' },
};

/** The same in one language, by state. */
export const labStateWords = (lang: Lang): Record<LabState, string> => ({
  open: LAB_STATE_WORDS.open[lang],
  moved: LAB_STATE_WORDS.moved[lang],
  closed: LAB_STATE_WORDS.closed[lang],
  'not-yet': LAB_STATE_WORDS['not-yet'][lang],
  unknown: LAB_STATE_WORDS.unknown[lang],
});
