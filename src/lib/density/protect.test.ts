import { describe, expect, it } from 'vitest';
import { attack } from './attack';
import { protect, protectWithReport } from './protect';
import { DAYS, FRAME, partOf, type Group } from './samples.testing';
import { ALL_OWNERS, type Cell, type Release } from './types';

const many = (n: number, seed = 0): number[] =>
  Array.from({ length: n }, (_, i) => 150 + ((i * 613 + seed * 97) % 9_000));
const group = (istat: string | null, owner: string, clear: number, arrears: number): Group => ({
  province: istat?.slice(0, 3) ?? '015',
  istat,
  area: null,
  cell: null,
  owner,
  days: [{ clear, debts: many(arrears) }],
});
const row = (release: Release<'pianificatore'>, zone: string, owner = ALL_OWNERS, day = DAYS[0]) =>
  release.figures.find((f) => f.zone === zone && f.owner === owner && f.day === day);
const states = (release: Release<'pianificatore'>, zones: string[]) =>
  zones.map((zone) => row(release, zone)?.households.state);
const value = <T>(cell: Cell<T> | undefined): T | null => (cell?.state === 'value' ? cell.value : null);

describe('secondary suppression', () => {
  it('withholds a second municipality when the first could be told by subtraction', () => {
    const release = protect(
      partOf([
        group('015146', 'ALER', 8, 5),
        group('015147', 'ALER', 40, 30),
        group('015147', 'Comune', 60, 40),
      ]),
      { zones: FRAME },
    );
    expect(states(release, ['015', '015146', '015147'])).toEqual(['value', 'suppressed', 'suppressed']);
    expect(attack([release])).toEqual([]);
  });
  it('does so for the households that lie in no municipality', () => {
    const release = protect(
      partOf([group(null, 'ALER', 4, 3), group('015146', 'ALER', 40, 30), group('015147', 'ALER', 80, 60)]),
      { zones: FRAME },
    );
    expect(states(release, ['015', '015146', '015147'])).toEqual(['value', 'suppressed', 'value']);
  });
  it('tells all when what is left is empty', () => {
    const release = protect(partOf([group('015146', 'ALER', 40, 30), group('015147', 'ALER', 80, 60)]), {
      zones: FRAME,
    });
    expect(states(release, ['03', '015', '015146', '015147'])).toEqual(['value', 'value', 'value', 'value']);
  });
  it('tells all owners of a zone or none', () => {
    const release = protect(
      partOf([
        group('015146', 'ALER', 80, 60),
        group('015146', 'Comune', 6, 3),
        group('016001', 'ALER', 90, 70),
      ]),
      { zones: FRAME },
    );
    expect(row(release, '015146')?.households.state).toBe('value');
    expect(release.figures.filter((f) => f.zone === '015146' && f.owner !== ALL_OWNERS)).toEqual([]);
    expect(attack([release])).toEqual([]);
  });
});

it('tells no total debt that one household dominates', () => {
  const one: Group = {
    ...group('015146', 'ALER', 40, 0),
    days: [{ clear: 40, debts: [...Array<number>(20).fill(200), 90_000] }],
  };
  const release = protect(partOf([one]), { zones: FRAME });
  expect(row(release, '015146')?.inArrears.state).toBe('value');
  expect(row(release, '015146')?.debt.state).toBe('suppressed');
});

it('a column that the ledgers lack is missing, not zero', () => {
  const release = protect(
    { ...partOf([group('015146', 'ALER', 40, 30)]), without: ['debt_since'] },
    { zones: FRAME },
  );
  expect(row(release, '015146')?.age.map((c) => c.state)).toEqual([
    'missing',
    'missing',
    'missing',
    'missing',
  ]);
});

it('carries the mark of simulation, and refuses a previous release of the other kind', () => {
  const part = partOf([group('015146', 'ALER', 40, 30)]);
  const release = protect(part, { zones: FRAME });
  expect(release.simulated).toBe(true);
  expect(() => protect({ ...part, simulated: false }, { zones: FRAME, previous: release })).toThrow(
    /simulate/,
  );
});

describe('over time', () => {
  const base = [group('015146', 'ALER', 200, 150), group('015147', 'ALER', 100, 80)];
  const then = (groups: Group[]) => protect(partOf(groups, DAYS.slice(0, 1)), { zones: FRAME });
  const now = (groups: Group[], previous: Release<'pianificatore'>) =>
    protectWithReport(partOf(groups, DAYS.slice(1)), { zones: FRAME, previous });

  it('withholds what the release before withheld', () => {
    const previous = then([...base, group('016001', 'ALER', 9, 9)]);
    const { release } = now([...base, group('016001', 'ALER', 90, 90)], previous);
    expect(row(previous, '016001')?.households.state).toBe('suppressed');
    expect(row(release, '016001', ALL_OWNERS, DAYS[1])?.households.state).toBe('suppressed');
  });
  it('lists what it withdraws', () => {
    const previous = then([...base, group('016001', 'ALER', 90, 90)]);
    const { withdrawn } = now([...base, group('016001', 'ALER', 90, 5)], previous);
    expect(withdrawn).toContainEqual({ zone: '016001', owner: ALL_OWNERS, figure: 'households' });
  });
  it('does not tell a move of one household in a small group', () => {
    const small = {
      ...group('016001', 'ALER', 30, 20),
      days: [30, 29].map((clear) => ({ clear, debts: many(20) })),
    };
    const large = {
      ...group('015146', 'ALER', 300, 200),
      days: [300, 299].map((clear) => ({ clear, debts: many(200) })),
    };
    const release = protect(partOf([small, large], DAYS), { zones: FRAME });
    expect(DAYS.map((day) => row(release, '016001', ALL_OWNERS, day)?.households.state)).toEqual([
      'suppressed',
      'suppressed',
    ]);
    expect(attack([release])).toEqual([]);
  });
  it('withholds on both days what one of them withholds', () => {
    const grows = {
      ...group('016001', 'ALER', 30, 20),
      days: [5, 20].map((n) => ({ clear: 60, debts: many(n) })),
    };
    const release = protect(
      partOf(
        [
          grows,
          { ...group('015146', 'ALER', 0, 0), days: DAYS.map(() => ({ clear: 300, debts: many(200) })) },
        ],
        DAYS,
      ),
      { zones: FRAME },
    );
    expect(DAYS.map((day) => value(row(release, '016001', ALL_OWNERS, day)?.inArrears))).toEqual([
      null,
      null,
    ]);
  });
});
