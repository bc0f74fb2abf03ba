import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { THEMES } from '../schema/tables';
import { partWords } from './parts';

const rows = THEMES.flatMap((theme): Record<string, string>[] =>
  parse(readFileSync(join(process.cwd(), 'data', 'observations', `${theme}.csv`), 'utf8'), { columns: true }),
);

it('labels in Italian on /en ("contesto", "posizione"): every part of a statement on an area has English', () => {
  const used = new Set(
    rows
      .filter((r) => r['value'] === '' && (r['subject_kind'] === 'area' || r['subject_kind'] === 'project'))
      .filter((r) => r['subject_kind'] === 'area' || r['indicator_id']?.startsWith('works'))
      .map((r) => r['dimension'] ?? '')
      .filter((d) => d !== ''),
  );
  expect(used.size).toBeGreaterThan(50);
  expect([...used].filter((d) => partWords(d, d, 'en').italian)).toEqual([]);
  expect(partWords('contesto', 'contesto', 'en').words).toBe('context');
});

it('the English of the tables comes first, Italian stays, and what nobody translated is marked as Italian', () => {
  expect(partWords('donne', 'women', 'en')).toEqual({ words: 'women', italian: false });
  expect(partWords('contesto', 'contesto', 'it')).toEqual({ words: 'contesto', italian: false });
  expect(partWords('sconosciuto', 'sconosciuto', 'en')).toEqual({ words: 'sconosciuto', italian: true });
  expect(partWords('toString', null, 'en').italian).toBe(true);
});
