import type { Map as MapLibreMap } from 'maplibre-gl';
import { describe, expect, it } from 'vitest';
import { mapLayers } from './style';
import { LIGHT } from './theme';
import { enlarge, enlarged, placeSignsFirst } from './wall';

/** As much of a map as a look at its layers needs, with our layers in it. */
function fakeMap() {
  const layers = new Map(
    mapLayers(LIGHT, 'it', 'progetti').map((l) => [
      l.id,
      { ...('layout' in l ? l.layout : {}) } as Record<string, unknown>,
    ]),
  );
  const map = {
    getLayoutProperty: (id: string, name: string) => layers.get(id)?.[name],
    setLayoutProperty: (id: string, name: string, value: unknown) => {
      const layer = layers.get(id);
      if (!layer) throw new Error(`no layer ${id}`);
      layer[name] = value;
    },
    moveLayer: (id: string) => {
      const layer = layers.get(id) ?? {};
      layers.delete(id);
      layers.set(id, layer);
    },
  };
  return { map: map as unknown as MapLibreMap, layers };
}

describe('a map on a wall', () => {
  it('enlarges what a size comes to, and neither stops nor conditions', () => {
    expect(enlarged(13, 2)).toBe(26);
    expect(enlarged(['interpolate', ['linear'], ['zoom'], 7, 0.5, 10, 1], 2)).toEqual([
      'interpolate',
      ['linear'],
      ['zoom'],
      7,
      1,
      10,
      2,
    ]);
    expect(enlarged(['step', ['get', 'population'], 11, 100_000, 13], 2)).toEqual([
      'step',
      ['get', 'population'],
      22,
      100_000,
      26,
    ]);
    expect(() => enlarged(['case', true, 1, 2], 2)).toThrow(/no expression to enlarge: case/);
  });

  it('bug: names stayed at 13 px on a wall: every size of our layers grows, and comes back', () => {
    const { map, layers } = fakeMap();
    const before = JSON.stringify([...layers]);
    enlarge(map, 1.5);
    expect(layers.get('aree-label')?.['text-size']).toBe(19.5);
    enlarge(map, 2);
    expect(layers.get('aree-label')?.['text-size']).toBe(26);
    enlarge(map, 1);
    expect(JSON.stringify([...layers])).toBe(before);
  });

  it('bug: a name that had its place kept it under a lab’s sign: signs are placed before names', () => {
    const { map, layers } = fakeMap();
    placeSignsFirst(map);
    const order = [...layers.keys()];
    for (const sign of ['laboratori-sign', 'avanzamento-ring']) {
      expect(order.indexOf(sign)).toBeGreaterThan(order.indexOf('aree-label'));
      expect(layers.get(sign)?.['icon-ignore-placement']).toBe(false);
      expect(layers.get(sign)?.['icon-allow-overlap']).toBe(true);
    }
  });
});
