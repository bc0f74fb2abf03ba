/** Municipalities as files name them: by ISTAT code, with or without its zeros, or by name. */
import { fold } from '$lib/domain/text';
import type { OwnFrame } from './types';

export type FoundPlace =
  | { ok: true; code: string; mended: boolean }
  | { ok: false; why: 'no-code' | 'unknown-code' | 'other-code' | 'unknown-name' | 'ambiguous-name' };

export function placeFinder({ municipalities }: OwnFrame): (text: string) => FoundPlace {
  const codes = new Set(municipalities.map((m) => m.code));
  const names = new Map<string, Set<string>>();
  for (const { code, name, province } of municipalities) {
    for (const key of [fold(name), fold(`${name} (${province})`), fold(`${name} ${province}`)])
      names.set(key, (names.get(key) ?? new Set()).add(code));
  }
  return (text) => {
    const bare = text.trim();
    if (bare === '') return { ok: false, why: 'no-code' };
    // Spreadsheets drop the zeros of `015146` and sometimes add decimals.
    const digits = /^(\d{4,6})(?:[.,]0+)?$/.exec(bare)?.[1];
    if (digits !== undefined) {
      const code = digits.padStart(6, '0');
      return codes.has(code) ? { ok: true, code, mended: code !== bare } : { ok: false, why: 'unknown-code' };
    }
    const found = names.get(fold(bare)) ?? names.get(fold(bare.replace(/^comune di /i, '')));
    const [code] = found ?? [];
    // No name of a municipality has a digit: F205 is Milano's in the land register, 3015146 begins with the region.
    if (code === undefined) {
      if (!/\d/.test(bare)) return { ok: false, why: 'unknown-name' };
      return { ok: false, why: /\p{L}|\d{7}/u.test(bare) ? 'other-code' : 'unknown-code' };
    }
    return (found?.size ?? 0) > 1 ? { ok: false, why: 'ambiguous-name' } : { ok: true, code, mended: false };
  };
}
