import { expect, it } from 'vitest';
import { citeWords } from './cite';

it('bug: contradictions cited "(milano-2017, 32)" while the rest says "righe 87"', () => {
  expect(citeWords('milano-2017', '32', 'it')).toBe('milano-2017, riga 32');
  expect(citeWords('milano-2017', '28-60;87', 'en')).toBe('milano-2017, lines 28-60, 87');
  expect(citeWords('pgt', null, 'it')).toBe('pgt');
});
