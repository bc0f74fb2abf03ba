import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINIMUM, withhold } from './disclosure';

describe('withhold', () => {
  it('publishes a group that is large enough on both sides', () => {
    expect(withhold({ households: 79, inArrears: 30 })).toBeNull();
    expect(withhold({ households: 20, inArrears: 10 })).toBeNull();
  });

  it('says the reason of each blank', () => {
    expect(withhold({ households: 19, inArrears: 9 })).toBe('few-households');
    expect(withhold({ households: 21, inArrears: 8 })).toBe('few-on-one-side');
    // Everyone in arrears names everyone.
    expect(withhold({ households: 40, inArrears: 40 })).toBe('few-on-one-side');
    expect(withhold({ households: null, inArrears: null })).toBe('base-unknown');
    // 43 households say nothing of how many owe (bug: the control case of Brescia was published).
    expect(withhold({ households: 43, inArrears: null })).toBe('base-unknown');
    expect(withhold({ households: null, inArrears: 65 })).toBeNull();
  });

  it('never publishes a group below a minimum, whatever the numbers', () => {
    const count = fc.option(fc.nat({ max: 200 }), { nil: null });
    fc.assert(
      fc.property(count, count, (households, inArrears) => {
        if (withhold({ households, inArrears }) !== null) return;
        if (households !== null) expect(households).toBeGreaterThanOrEqual(MINIMUM.households);
        expect(inArrears).toBeGreaterThanOrEqual(MINIMUM.inArrears);
        if (households !== null && inArrears !== null)
          expect(households - inArrears).toBeGreaterThanOrEqual(MINIMUM.notInArrears);
        expect(inArrears).not.toBeNull();
      }),
    );
  });

  it('withholds when a size is not a number', () => {
    expect(withhold({ households: Number.NaN, inArrears: null })).toBe('base-unknown');
  });
});
