/** Checks of data/translations.csv: nothing that is served lacks English, nothing is translated for nobody, figures stay. */
import { englishNumbers, phrasesOf } from '../../lib/domain/english';
import type { Tables } from '../../lib/schema/tables';
import type { Origins } from '../read/table';
import type { Finding } from './report';

const FILE = 'translations.csv';

/** The numbers of a text, sorted: as they stand in quotations, which stay as printed, and as English writes them outside. */
function figuresOf(text: string, english: (outside: string) => string = (s) => s): string {
  const tokens = (s: string) => s.match(/\d+(?:[.,]\d+)*/g) ?? [];
  const quotes = text.match(/"[^"]*"|«[^»]*»/g) ?? [];
  const outside = tokens(english(text.replace(/"[^"]*"|«[^»]*»/g, ' ')));
  return [...quotes.flatMap(tokens), ...outside].sort().join(' ');
}

/** Figures in English digits: a thousands comma says nothing, `8000` and `8,000` are one figure. */
const plain = (figures: string): string => figures.replace(/(\d),(?=\d{3}(?!\d))/g, '$1');

export function checkFigures(tables: Pick<Tables, 'translations'>, origins: Origins): Finding[] {
  return tables.translations.flatMap((row): Finding[] => {
    const expected = figuresOf(row.it, englishNumbers);
    if (plain(expected) === plain(figuresOf(row.en))) return [];
    const { file, row: line } = origins.get(row) ?? { file: FILE, row: 0 };
    return [{ file, row: line, column: 'en', value: row.en, rule: 'translation-figures', detail: expected }];
  });
}

/** `served`: the contents of the files after protection, which is all that may ever need a word of English. */
export function checkTranslations(served: Iterable<object>, tables: Tables, origins: Origins): Finding[] {
  const english = new Set(tables.translations.map((row) => row.it));
  // Figures and protected rows are copies: they are found again by their ids.
  const byId = new Map<unknown, object>([
    ...[...tables.observations, ...tables.arrears].map((row) => [row.obs_id, row] as const),
    ...tables.contradictions.map((row) => [row.contradiction_id, row] as const),
  ]);
  const needed = new Set<string>();
  const findings: Finding[] = [];
  for (const content of served)
    for (const { row, column, phrase } of phrasesOf(content)) {
      if (!english.has(phrase) && !needed.has(phrase)) {
        const { id, contradiction_id } = row as { id?: unknown; contradiction_id?: unknown };
        const origin = origins.get(row) ?? origins.get(byId.get(id ?? contradiction_id) ?? row);
        findings.push({
          file: origin?.file ?? FILE,
          row: origin?.row ?? null,
          column: column === 'dimension_en' ? 'dimension' : column,
          value: phrase,
          rule: 'untranslated',
        });
      }
      needed.add(phrase);
    }
  for (const row of tables.translations) {
    if (needed.has(row.it)) continue;
    const { file, row: line } = origins.get(row) ?? { file: FILE, row: 0 };
    findings.push({ file, row: line, column: 'it', value: row.it, rule: 'translation-unused' });
  }
  return findings;
}
