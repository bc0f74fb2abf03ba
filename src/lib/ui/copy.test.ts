import { afterEach, describe, expect, it, vi } from 'vitest';
import { copyLink } from './copy';

afterEach(() => vi.unstubAllGlobals());

describe('copyLink', () => {
  it('puts the address on the clipboard', async () => {
    const writeText = vi.fn(async () => undefined);
    vi.stubGlobal('navigator', { clipboard: { writeText } });
    expect(await copyLink('https://esempio.it/?sel=area:mi-sansiro')).toBe('copied');
    expect(writeText).toHaveBeenCalledWith('https://esempio.it/?sel=area:mi-sansiro');
  });

  it('says so where the browser refuses, or has no clipboard', async () => {
    vi.stubGlobal('navigator', { clipboard: { writeText: () => Promise.reject(new Error('no')) } });
    expect(await copyLink('x')).toBe('manual');
    vi.stubGlobal('navigator', {});
    expect(await copyLink('x')).toBe('manual');
  });
});
