import { describe, expect, it } from 'vitest';
import {
  bandOf,
  changeTells,
  CLASS_OF_BAND,
  classesOf,
  DEBT_SCALE,
  dominated,
  makeRules,
  mayTell,
  RULES,
  RulesError,
  type Rules,
} from './rules';
import { DEBT_BANDS, DEBT_LIMITS } from './types';

const bands = (counts: Record<number, number>): number[] => {
  const out = new Array<number>(DEBT_BANDS).fill(0);
  for (const [limit, n] of Object.entries(counts)) {
    const i = DEBT_LIMITS.indexOf(Number(limit) as (typeof DEBT_LIMITS)[number]);
    out[i < 0 ? DEBT_BANDS - 1 : i] = n;
  }
  return out;
};

describe('configuration', () => {
  it('may be stricter', () => {
    expect(makeRules({ households: 50 })).toMatchObject({ households: 50, inArrears: 10 });
  });
  it.each<[string, Partial<Rules>]>([
    ['households under the legal minimum', { households: 2 }],
    ['in arrears under the legal minimum', { inArrears: 2, protection: 2 }],
    ['not in arrears under the legal minimum', { notInArrears: 0 }],
    ['no protection', { protection: 0 }],
    ['a protection wider than the groups it relies on', { protection: 11 }],
    ['a minimum that is no whole number', { households: 20.5 }],
    ['a minimum that is not a number', { households: NaN }],
    ['looser dominance', { dominance: [0.6, 0.75] }],
    ['dominance of two below that of one', { dominance: [0.5, 0.4] }],
    ['changes told of the smallest groups', { changeBelow: 3 }],
  ])('refuses %s', (_, overrides) => {
    expect(() => makeRules(overrides)).toThrow(RulesError);
  });
  it('says why in both languages', () => {
    try {
      makeRules({ households: 1 });
      expect.unreachable();
    } catch (error) {
      expect((error as RulesError).it).toContain('soglia minima di legge');
      expect((error as RulesError).en).toContain('legal minimum');
    }
  });
});

describe('primary rule of counts', () => {
  it.each([
    [20, 10, true],
    [19, 10, false],
    [20, 9, false],
    [20, 11, false],
    [40, 40, false],
    [0, 0, false],
  ])('%i households, %i in arrears: %s', (households, inArrears, expected) => {
    expect(mayTell(RULES, { households, inArrears })).toBe(expected);
  });
});

describe('dominance', () => {
  it('passes when bands leave nobody more than half', () => {
    expect(dominated(RULES, bands({ 2000: 20 }), 32_000)).toBe(false);
  });
  it('fails when the largest may have more than half', () => {
    expect(dominated(RULES, bands({ 300: 11, 10000: 1 }), 11_000)).toBe(true);
  });
  it('fails when the two largest may have more than three quarters', () => {
    expect(dominated(RULES, bands({ 100: 10, 10000: 2 }), 20_500)).toBe(true);
  });
  it('fails with a household in the open band that may have most of the sum', () => {
    expect(dominated(RULES, bands({ 1000: 30, 999999: 1 }), 150_000)).toBe(true);
  });
  it('bounds the open band by what the others leave', () => {
    expect(dominated(RULES, bands({ 10000: 1000, 999999: 1 }), 9_000_000)).toBe(false);
  });
  it('fails without a sum', () => {
    expect(dominated(RULES, bands({}), 0)).toBe(true);
    expect(dominated(RULES, bands({ 1000: 20 }), NaN)).toBe(true);
  });
});

it('tells a move of one or two households in small groups only', () => {
  expect(changeTells(RULES, 40, 41)).toBe(true);
  expect(changeTells(RULES, 40, 38)).toBe(true);
  expect(changeTells(RULES, 40, 40)).toBe(false);
  expect(changeTells(RULES, 40, 43)).toBe(false);
  expect(changeTells(RULES, 400, 401)).toBe(false);
});

it('puts every debt band in the class of its thresholds', () => {
  expect(CLASS_OF_BAND[DEBT_LIMITS.indexOf(300)]).toBe(0);
  expect(CLASS_OF_BAND[DEBT_LIMITS.indexOf(500)]).toBe(1);
  expect(CLASS_OF_BAND[DEBT_LIMITS.indexOf(8000)]).toBe(4);
  expect(CLASS_OF_BAND[DEBT_BANDS - 1]).toBe(5);
  expect(classesOf(bands({ 300: 2, 5000: 3, 999999: 1 }))).toEqual([2, 0, 0, 3, 0, 1]);
});

it('finds the band of an amount', () => {
  const scale = DEBT_SCALE.pianificatore;
  expect(bandOf(scale, 19_999)).toBeNull();
  expect(bandOf(scale, 20_000)).toEqual({ from: 20_000, to: 50_000 });
  expect(bandOf(scale, 2e9)).toEqual({ from: 1e9, to: null });
  expect(bandOf(scale, NaN)).toBeNull();
});
