import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { THEMES } from '../schema/tables';
import { isTranslated, tableWords, type Vocabulary } from './vocabularies';

const rows = (file: string): Record<string, string>[] =>
  parse(readFileSync(join(process.cwd(), 'data', file), 'utf8'), { columns: true });
const values = (files: readonly string[], column: string): string[] => [
  ...new Set(files.flatMap((file) => rows(file).map((r) => r[column] ?? '')).filter((v) => v !== '')),
];
const observations = THEMES.map((theme) => `observations/${theme}.csv`);

const USED: Record<Vocabulary, string[]> = {
  status: values(['projects.csv'], 'status'),
  need: values(['projects.csv'], 'need_class'),
  owner: [...values(['lab_sites.csv'], 'owner'), ...values(observations, 'owner')],
  basis: values(observations, 'basis'),
  scope: values(observations, 'scope'),
};

describe('closed vocabularies', () => {
  for (const [name, used] of Object.entries(USED) as [Vocabulary, string[]][]) {
    it(`have English for every ${name} of the release`, () => {
      expect(used.length).toBeGreaterThan(2);
      expect(used.filter((value) => !isTranslated(name, value))).toEqual([]);
      for (const value of used) {
        const english = tableWords(name, value, 'en');
        expect(english.trim()).not.toBe('');
        // Names of funds and bodies alone are the same in both.
        if (value !== 'ALER') expect(english, value).not.toBe(value);
        expect(tableWords(name, value, 'it')).toBe(value);
      }
    });
  }

  it('keep the numbers of the Italian words', () => {
    const digits = (s: string) => (s.match(/\d/g) ?? []).join('');
    for (const [name, used] of Object.entries(USED) as [Vocabulary, string[]][])
      for (const value of used) expect(digits(tableWords(name, value, 'en')), value).toBe(digits(value));
  });

  it('give back what they do not know', () => {
    expect(tableWords('status', 'toString', 'en')).toBe('toString');
    expect(tableWords('status', '', 'en')).toBe('');
  });
});
