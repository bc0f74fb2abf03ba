/** A row's name in the page's language. */
import type { Lang } from './figures';

export const named = (row: { name: string; name_en: string }, lang: Lang): string =>
  lang === 'it' ? row.name : row.name_en;
