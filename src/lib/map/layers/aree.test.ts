import { describe, expect, it } from 'vitest';
import { LIGHT } from '../theme';
import { areaFeatures, aree } from './aree';
import type { LayerContext } from './layer';

const area = (area_id: string) => ({
  area: { area_id, name: area_id, name_en: area_id, kind: 'quartiere', lat: 45.5, lon: 9.2, error_m: 50 },
});
const context = (change: Partial<LayerContext>): LayerContext =>
  ({
    lang: 'it',
    rows: { areas: ['uno', 'due', 'tre'].map(area) },
    perimeters: new Map(),
    selection: null,
    ...change,
  }) as unknown as LayerContext;
const marked = (change: Partial<LayerContext>): unknown[] =>
  areaFeatures(context(change)).points.flatMap(({ properties }) =>
    properties?.['selected'] === true ? [properties['id']] : [],
  );

describe('the areas’ marks', () => {
  it('bug: areas side by side were nowhere to be seen on the map', () => {
    expect(marked({})).toEqual([]);
    expect(marked({ selection: { kind: 'area', id: 'due' } })).toEqual(['due']);
    expect(marked({ selection: { kind: 'area', id: 'due' }, compared: ['tre'] })).toEqual(['due', 'tre']);
  });

  it('bug: a chosen area was told by its outline alone, which is nothing in the view of the region', () => {
    const ring = aree.layers(LIGHT, 'it', 'progetti').find(({ id }) => id === 'aree-selected-punti');
    expect(ring).toMatchObject({ type: 'circle', source: 'aree-punti', filter: ['get', 'selected'] });
    expect((ring as { minzoom?: number }).minzoom).toBeUndefined();
  });
});
