import { describe, expect, it } from 'vitest';
import { sortRows } from './order';
import type { OwnRow } from './types';

const row = (n: number, name: string, value: number | null): OwnRow => ({ row: n, name, value, code: null });
const rows = [row(2, 'Zaist', 10), row(3, 'area 10', null), row(4, 'area 9', 2), row(5, 'Èbano', 10)];
const order = (...[column, descending]: [Parameters<typeof sortRows>[1], boolean]) =>
  sortRows(rows, column, descending, 'it').map((r) => r.row);

describe('the order of own rows', () => {
  it('is by number, with what has no value last both ways and equals as in the file', () => {
    expect(order('value', false)).toEqual([4, 2, 5, 3]);
    expect(order('value', true)).toEqual([2, 5, 4, 3]);
    expect(order('row', true)).toEqual([5, 4, 3, 2]);
  });
  it('is by name as one reads: numbers as numbers, accents and case aside', () => {
    expect(order('name', false)).toEqual([4, 3, 5, 2]);
  });
});
