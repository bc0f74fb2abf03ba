import { expect, it } from 'vitest';
import { noteWords } from './notes';

const names: Record<string, string> = {
  'm17-0003': 'Alloggi ERP',
  'm17-0004': 'Alloggi oggetto di intervento',
};
const nameOf = (id: string): string | null => names[id] ?? null;

it('working notes reach the reader: a formula of ids becomes names', () => {
  expect(noteWords('formula: [m17-0004]/[m17-0003]*100', nameOf)).toEqual({
    formula: 'Alloggi oggetto di intervento / Alloggi ERP × 100',
    rest: null,
  });
  expect(noteWords('formula: ([m17-0004]-[m17-0003])/[m17-0003]*100; circa', nameOf)).toEqual({
    formula: '(Alloggi oggetto di intervento − Alloggi ERP) / Alloggi ERP × 100',
    rest: 'circa',
  });
  expect(noteWords('formula: 1/4*100; stampato "una famiglia su 4"')).toEqual({
    formula: '1 / 4 × 100',
    rest: 'stampato "una famiglia su 4"',
  });
});

it('never shows an id: unknown figures and figures of one name drop the formula, not the rest', () => {
  expect(noteWords('formula: [x-1]/[m17-0003]; circa', nameOf)).toEqual({ formula: null, rest: 'circa' });
  expect(noteWords('formula: [a]-[b]', () => 'Debito')).toEqual({ formula: null, rest: null });
  expect(noteWords('circa')).toEqual({ formula: null, rest: 'circa' });
  expect(noteWords(null)).toEqual({ formula: null, rest: null });
});
