import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Reference } from '../schema/served';
import { stated, statedSides } from './stated';

const said = (text: string, unit: string | null = null, lang: 'it' | 'en' = 'it') =>
  stated(text, unit, lang).replace(/[\u00a0\u202f]/g, ' ');

describe('bug: numbers of contradictions stood as they are typed', () => {
  it('a number alone is written in the language of the page, with its unit', () => {
    expect(said('5309', 'n')).toBe('5.309');
    expect(said('5309', 'n', 'en')).toBe('5,309');
    expect(said('7.827.051,51', 'EUR')).toBe('7.827.051,51 €');
    expect(said('7.827.051,51', 'EUR', 'en')).toBe('€7,827,051.51');
    expect(said('828415.20 EUR')).toBe('828.415,20 €');
    expect(said('8.000', 'EUR', 'en')).toBe('€8,000');
    expect(said('63,1%', 'n', 'en')).toBe('63.1 %');
  });

  it('among words it is written as their language writes it', () => {
    expect(said('5309 abitanti')).toBe('5.309 abitanti');
    expect(said('about 10000 inhabitants', 'n', 'en')).toBe('about 10,000 inhabitants');
    expect(said('557 su 1740 = 32%')).toBe('557 su 1.740 = 32%');
    expect(said('557 of 1740 = 32%', null, 'en')).toBe('557 of 1,740 = 32%');
    expect(said('828415.20 + 138069.20 EUR (lab)', null, 'en')).toBe('828,415.20 + €138,069.20 (lab)');
    expect(said('524 + 485 = 1009')).toBe('524 + 485 = 1.009');
    expect(said('828415.20 + 138069.20 EUR (laboratorio)')).toBe('828.415,20 + 138.069,20 € (laboratorio)');
    expect(said("1,95 milioni FSE; 1000000.00 per l'azione 9.1.3")).toBe(
      "1,95 milioni FSE; 1.000.000 per l'azione 9.1.3",
    );
  });

  it('leaves years, dates, acts, actions, misprints and what is withheld', () => {
    for (const text of [
      '2019',
      'fine 2019',
      '2014-1016',
      'nel 2020 per la pandemia',
      'contratto dal 01/09/2016 al 31/08/2017',
      'decreto 14207 del 15/11/2017',
      'delibera 3141 della giunta',
      '9.1.3',
      '15 (stampato 1526: nota 26)',
      '40.260,00 + 1.000.000,00 + 832.104,52 = 1.872.364,52',
      '€ 300.00,00',
      '…',
      '',
    ])
      expect(said(text, null, 'en'), text).toBe(text);
  });

  it('changes no digit of the release, but for cents that are none', () => {
    const reference = JSON.parse(readFileSync('static/data/reference.json', 'utf8')) as Reference;
    const digits = (text: string) => text.replace(/[.,]00(?!\d)/g, '').replace(/\D/g, '');
    let changed = 0;
    for (const c of reference.contradictions)
      for (const lang of ['it', 'en'] as const) {
        const { a, b } = statedSides(c, reference.indicators, lang);
        expect([digits(a), digits(b)]).toEqual([digits(c.value_a), digits(c.value_b)]);
        if (a !== c.value_a) changed += 1;
      }
    expect(changed).toBeGreaterThan(20);
  });
});
