import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText, fold } from './text';

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

describe('decodeText', () => {
  it('reads Windows-1252 where the bytes are no UTF-8', () => {
    expect(decodeText(new Uint8Array([0x80, 0x20, 0x92, 0xe0]))).toBe('€ ’à');
    expect(decodeText(new TextEncoder().encode('\ufeff€ à'))).toBe('\ufeff€ à');
  });

  it('is total, a character a byte where it is no UTF-8', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    const text = decodeText(bytes);
    expect(text).toHaveLength(256);
    expect(text.slice(0x80, 0x83)).toBe('€\ufffd‚');
    expect(text.slice(0xa0)).toBe(String.fromCharCode(...bytes.subarray(0xa0)));
  });
});
