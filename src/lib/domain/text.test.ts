import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from './text';

describe('fold', () => {
  it('makes equal what people type alike', () => {
    expect(fold('Sant’Eusebio')).toBe(fold("sant'eusebio "));
    expect(fold('Cantù')).toBe('cantu');
    expect(fold('Cologno  Monzese (via Pirandello)')).toBe('cologno monzese via pirandello');
  });

  it('is total and folding twice is folding once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (s) => {
        expect(fold(fold(s))).toBe(fold(s));
      }),
    );
  });
});
