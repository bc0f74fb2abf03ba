import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { realRelease } from '../../../../tests/support/release';
import type { Municipality } from '../../schema/served';
import { computeCoverage } from '../coverage';
import { coverageBase } from '../coverage/base';
import { NO_FACETS } from '../facets';
import { TABLE_KINDS } from '../kinds';
import { selectRows, type Index } from '../select';
import { ALL_COLUMNS, isShown, switched, type ColumnChoice } from './column-choice';
import { isColumn } from './column-ids';
import { buildTable } from './index';

let index: Index;
let municipalities: Municipality[];
beforeAll(() => void ({ index, municipalities } = realRelease()));

const columns = [{ id: 'comune' }, { id: 'lon', extra: true }, { id: 'stato' }, { id: 'lat', extra: true }];

describe('the choice of columns', () => {
  it('shows what was switched last and leaves the others alone, from any choice', () => {
    const steps = fc.array(fc.tuple(fc.nat(columns.length - 1), fc.boolean()), { maxLength: 12 });
    fc.assert(
      fc.property(fc.constantFrom<ColumnChoice | null>(null, ALL_COLUMNS), steps, (start, list) => {
        const expected = new Map(columns.map((c) => [c.id, isShown(c, start)]));
        let choice = start;
        for (const [at, shown] of list) {
          const column = columns[at];
          if (!column) continue;
          choice = switched(choice, column, shown);
          expected.set(column.id, shown);
        }
        for (const column of columns) expect(isShown(column, choice)).toBe(expected.get(column.id));
      }),
    );
  });

  it('is none where it shows what the table proposes', () => {
    const [state, lon] = [{ id: 'stato' }, { id: 'lon', extra: true }];
    expect(switched(switched(null, state, false), state, true)).toBeNull();
    expect(switched(switched(null, lon, true), lon, false)).toBeNull();
    expect(switched(ALL_COLUMNS, lon, false)).toEqual({ all: true, on: [], off: ['lon'] });
  });

  it('every column that a table of the release has is known, with coverage and a period too', () => {
    const facets = { ...NO_FACETS, period: { from: 2014, to: 2016 } };
    const rows = selectRows(index, { axes: [], facets, date: '2023-01-17' });
    const answer = computeCoverage({ ...coverageBase(index, rows, municipalities), radius_km: 5 });
    for (const kind of TABLE_KINDS) {
      const ids = buildTable(kind, index, rows, municipalities, 'it', answer).columns.map((c) => c.id);
      expect(ids.filter((id) => !isColumn(kind, id))).toEqual([]);
      expect(ids.every((id) => isColumn(null, id))).toBe(true);
    }
    expect([isColumn('comuni', 'indirizzo'), isColumn(null, 'constructor')]).toEqual([false, false]);
  });
});
