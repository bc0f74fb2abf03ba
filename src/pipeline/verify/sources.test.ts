import { describe, expect, it } from 'vitest';
import { alsoRefs, citedText, DEFAULT_SOURCES, linesOf, sourcesDir } from './sources';

describe('the folder of the transcriptions', () => {
  it('is the one that the environment names, else one beside the repository', () => {
    expect(sourcesDir('/a/atlante', {})).toBe('/a/shared/sources');
    expect(DEFAULT_SOURCES.startsWith('/')).toBe(false);
    expect(sourcesDir('/a/atlante', { ATLANTE_SOURCES: '' })).toBe('/a/shared/sources');
    expect(sourcesDir('/a/atlante', { ATLANTE_SOURCES: 'testi' })).toBe('/a/atlante/testi');
    expect(sourcesDir('/a/atlante', { ATLANTE_SOURCES: '/b/testi' })).toBe('/b/testi');
  });
});

describe('sources', () => {
  const text = linesOf('a\n\fb\u2028b\rb\nc\n');

  it('breaks lines at \\n alone', () => {
    expect(citedText(text, '2')).toEqual(['\fb\u2028b\rb']);
    expect(citedText(text, '1-3')).toEqual(['a\n\fb\u2028b\rb\nc']);
    expect(citedText(text, '1;3')).toEqual(['a', 'c']);
  });

  it('refuses lines outside the file', () => {
    expect(citedText(text, '4')).toBeNull();
    expect(citedText(text, '0')).toBeNull();
    expect(citedText(text, '2-9')).toBeNull();
    expect(citedText(linesOf('a'), '1')).toEqual(['a']);
  });

  it('reads also', () => {
    expect(alsoRefs('irs-2021:7-8;9|milano-2017:3')).toEqual([
      { source_id: 'irs-2021', lines: '7-8;9' },
      { source_id: 'milano-2017', lines: '3' },
    ]);
  });
});
