/** A place in a document, as every reader's page writes it: `milano-2017, righe 87-92`. */
import type { Lang } from '../domain/figures';
import { messages } from './index';

export function citeWords(source_id: string, lines: string | null, lang: Lang): string {
  if (!lines) return source_id;
  const { line, lines: many } = messages(lang).source;
  return `${source_id}, ${/^\d+$/.test(lines) ? line : many} ${lines.replaceAll(';', ', ')}`;
}
