import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import { describe, expect, it } from 'vitest';
import { METRICS } from '$lib/state/view';
import { LAYERS } from './layers';
import { inOrder, ORDER, position } from './order';
import { mapLayers, mapStyle } from './style';
import { DARK, LIGHT } from './theme';

const THEMES = [LIGHT, DARK];
const LANGS = ['it', 'en'] as const;

describe('map style', () => {
  for (const theme of THEMES) {
    for (const lang of LANGS) {
      for (const metric of METRICS) {
        it(`is valid: ${theme.name}, ${lang}, ${metric}`, () => {
          expect(validateStyleMin(mapStyle(theme, lang, metric))).toEqual([]);
        });
      }
    }
  }

  it('asks nothing of anybody: no glyphs, no sprite, no URL', () => {
    const text = JSON.stringify(mapStyle(LIGHT, 'it', 'progetti'));
    expect(text).not.toMatch(/https?:|glyphs|sprite/);
  });

  it('draws layers in the one order', () => {
    const ids = mapLayers(LIGHT, 'it', 'progetti').map((l) => l.id);
    expect(ids).toEqual(inOrder(ids.map((id) => ({ id }))).map((l) => l.id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('refuses a layer that has no place in the order', () => {
    expect(() => position('strato-nuovo')).toThrow(/order\.ts/);
    expect(new Set(ORDER).size).toBe(ORDER.length);
  });

  it('changes no layer or layout with the theme, only paint', () => {
    const shape = (theme: typeof LIGHT) =>
      mapLayers(theme, 'it', 'progetti').map((layer) => ({ ...layer, paint: null }));
    expect(shape(LIGHT)).toEqual(shape(DARK));
  });

  it('bug: paint that reads the states of features does so whatever is shown, or tiles on their way throw', () => {
    const reads = (...of: Parameters<typeof mapLayers>): string[] =>
      mapLayers(...of).flatMap((layer) =>
        Object.entries(layer.paint ?? {}).flatMap(([name, value]) =>
          JSON.stringify(value).includes('feature-state') ? [`${layer.id} ${name}`] : [],
        ),
      );
    const all = THEMES.flatMap((theme) => METRICS.map((metric) => reads(theme, 'it', metric)));
    expect(all[0]).toContain('comuni-fill fill-color');
    expect(all[0]).toContain('comuni-mancanti fill-opacity');
    for (const one of all) expect(one).toEqual(all[0]);
  });

  it('has words for every layer in both languages', () => {
    for (const layer of Object.values(LAYERS)) {
      for (const lang of LANGS) {
        expect(layer.title[lang].length).toBeGreaterThan(2);
        expect(layer.help[lang].length).toBeGreaterThan(20);
        expect(layer.source[lang].length).toBeGreaterThan(5);
      }
    }
  });
});

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const channel = (i: number) => {
    const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

const contrast = (a: string, b: string): number => {
  const [hi = 0, lo = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (hi + 0.05) / (lo + 0.05);
};

/** How a colour is seen with a missing cone (Viénot, Brettel and Mollon 1999, linear RGB). */
function dichromat(hex: string, kind: 'protan' | 'deutan'): string {
  const lin = [1, 3, 5].map((i) => (Number.parseInt(hex.slice(i, i + 2), 16) / 255) ** 2.2) as [
    number,
    number,
    number,
  ];
  const [r, g, b] = lin;
  const m =
    kind === 'protan'
      ? [0.11238 * r + 0.88762 * g, 0.11238 * r + 0.88762 * g, 0.00401 * r - 0.00401 * g + b]
      : [0.29275 * r + 0.70725 * g, 0.29275 * r + 0.70725 * g, -0.02234 * r + 0.02234 * g + b];
  const byte = (c: number) =>
    Math.round(255 * Math.min(1, Math.max(0, c)) ** (1 / 2.2))
      .toString(16)
      .padStart(2, '0');
  return `#${m.map(byte).join('')}`;
}

describe('colours', () => {
  for (const theme of THEMES) {
    for (const [name, ramp] of Object.entries({
      projects: theme.projects,
      population: theme.population,
      arrears: theme.arrears,
    })) {
      it(`${name} on ${theme.name} go one way in lightness, also for colour-blind eyes`, () => {
        for (const see of [
          (c: string) => c,
          (c: string) => dichromat(c, 'protan'),
          (c: string) => dichromat(c, 'deutan'),
        ]) {
          const lights = ramp.map((c) => luminance(see(c)));
          const sorted = [...lights].sort((a, b) => (theme.name === 'light' ? b - a : a - b));
          expect(lights).toEqual(sorted);
          for (let i = 1; i < ramp.length; i += 1)
            expect(contrast(see(ramp[i - 1] ?? ''), see(ramp[i] ?? ''))).toBeGreaterThan(1.15);
        }
      });
    }

    it(`labels and signs are readable on ${theme.name}`, () => {
      expect(contrast(theme.label, theme.labelHalo)).toBeGreaterThan(7);
      expect(contrast(theme.lab, theme.land)).toBeGreaterThan(4.5);
      expect(contrast(theme.renovation.fill, theme.renovation.track)).toBeGreaterThan(3);
      expect(contrast(theme.state.ink, theme.state.paper)).toBeGreaterThan(4.5);
      expect(contrast(theme.area, theme.land)).toBeGreaterThan(4.5);
    });
  }
});
