import type { Lang } from '$lib/domain/figures';
import { en } from './en';
import { it, type Messages } from './it';

export const messages = (lang: Lang): Messages => (lang === 'en' ? en : it);

/** Puts values into `{name}` places of a message. Unknown places stay visible. */
export const fill = (message: string, values: Record<string, string | number>): string =>
  message.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));

/** Path of a page in a language: Italian has no prefix. */
export const pagePath = (lang: Lang, path: string): string =>
  lang === 'en' ? `/en${path === '/' ? '' : path}` : path;

export type { Lang, Messages };
