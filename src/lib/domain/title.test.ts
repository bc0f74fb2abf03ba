import { expect, it } from 'vitest';
import { viewTitle, type TitleParts } from './title';

const none: TitleParts = { compared: [], selected: null, days: null, colour: null, filters: [] };

it('document.title stays the same in every view: it says what is compared, selected, two days, filters', () => {
  expect(viewTitle(none, 'it')).toBeNull();
  expect(viewTitle({ ...none, compared: ['San Siro', 'Lunetta', 'Zaist'] }, 'it')).toBe(
    'San Siro, Lunetta e Zaist a confronto',
  );
  expect(viewTitle({ ...none, compared: ['San Siro', 'Lunetta'], selected: 'Lunetta' }, 'en')).toBe(
    'San Siro and Lunetta compared · Lunetta',
  );
  expect(viewTitle({ ...none, days: ['2023-01-17', '2013-06-01'] }, 'it')).toBe(
    '1 giu 2013 e 17 gen 2023 a confronto',
  );
  expect(viewTitle({ ...none, days: ['2023-01-17', '2023-01-17'] }, 'it')).toBeNull();
  expect(viewTitle({ ...none, filters: ['FSE', 'Comune: Milano', 'PON'] }, 'it')).toBe(
    'FSE, Comune: Milano e 1 altro',
  );
  expect(viewTitle({ ...none, filters: ['a', 'b', 'c', 'd'] }, 'en')).toBe('a, b and 2 more');
});

it('bug: the title never said what the colour shows; it takes the place of a filter', () => {
  expect(viewTitle({ ...none, colour: 'euro concessi' }, 'it')).toBe('Euro concessi');
  expect(viewTitle({ ...none, colour: 'residenti', filters: ['FSE', 'PON'] }, 'it')).toBe(
    'Residenti · FSE e 1 altro',
  );
});
