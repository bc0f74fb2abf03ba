import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ARREARS_SCALE, classCount, classOf, classRanges, POPULATION_SCALE, PROJECT_SCALE } from './classes';

const SCALES = [PROJECT_SCALE, POPULATION_SCALE, ARREARS_SCALE];

describe('classOf', () => {
  it('is total: every number has a class, every absence has none', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SCALES), fc.double(), (scale, n) => {
        const index = classOf(scale, n);
        if (Number.isNaN(n)) expect(index).toBeNull();
        else expect(index).toSatisfy((i: number) => Number.isInteger(i) && i >= 0 && i < classCount(scale));
      }),
    );
    for (const scale of SCALES) {
      expect(classOf(scale, Infinity)).toBe(classCount(scale) - 1);
      expect(classOf(scale, -Infinity)).toBe(0);
      expect(classOf(scale, null)).toBeNull();
      expect(classOf(scale, undefined)).toBeNull();
    }
  });

  it('agrees with the stated ranges', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SCALES), fc.double({ noNaN: true }), (scale, n) => {
        const range = classRanges(scale)[classOf(scale, n) ?? -1];
        expect(range).toBeDefined();
        expect(range?.from === null || n >= (range?.from ?? 0)).toBe(true);
        expect(range?.to === null || n < (range?.to ?? 0)).toBe(true);
      }),
    );
  });

  it('has ascending limits', () => {
    for (const { limits } of SCALES) expect([...limits].sort((a, b) => a - b)).toEqual(limits);
  });
});
