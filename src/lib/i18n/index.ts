import type { Lang } from '$lib/domain/figures';
import { en } from './en';
import { it, type Messages } from './it';

export const messages = (lang: Lang): Messages => (lang === 'en' ? en : it);

/** Path of a page in a language: Italian has no prefix. */
export const pagePath = (lang: Lang, path: string): string =>
  lang === 'en' ? `/en${path === '/' ? '' : path}` : path;

export { fill } from './fill';
export type { Lang, Messages };
