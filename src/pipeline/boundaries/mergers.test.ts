import { describe, expect, it } from 'vitest';
import { peopleOf, together } from './mergers';

const merger = (new_code: string, ...old_codes: string[]) => ({
  date: '2023-01-01',
  new_code,
  new_name: new_code,
  old_codes,
});

describe('together', () => {
  it('adds one year', () => {
    expect(
      together([
        { population: 1, year: 2023 },
        { population: 2, year: 2023 },
      ]),
    ).toEqual({ population: 3, year: 2023 });
  });
  it('refuses two years, and a missing part', () => {
    expect(
      together([
        { population: 1, year: 2022 },
        { population: 2, year: 2023 },
      ]),
    ).toBeNull();
    expect(together([{ population: 1, year: 2022 }, null])).toBeNull();
    expect(together([])).toBeNull();
  });
});

describe('peopleOf', () => {
  const table = new Map(['1', '2', '4'].map((code) => [code, { population: Number(code), year: 2023 }]));
  it('follows mergers of mergers', () => {
    expect(peopleOf('5', table, [merger('3', '1', '2'), merger('5', '3', '4')])).toEqual({
      population: 7,
      year: 2023,
    });
  });
  it('knows when it does not know', () => {
    expect(peopleOf('9', table, [])).toBeNull();
    expect(peopleOf('5', table, [merger('5', '1', '7')])).toBeNull();
  });
});
