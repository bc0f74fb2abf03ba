import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import type { FeatureCollection } from 'geojson';
import type { Map as MapLibreMap } from 'maplibre-gl';
import { describe, expect, it } from 'vitest';
import { roundLimits } from '$lib/own/numbers';
import type { OwnLayer, OwnRow } from '$lib/own/types';
import { DARK, LIGHT } from '../theme';
import { ownFeatures, ownLegend, setOwn } from './own';

const comuni: FeatureCollection = {
  type: 'FeatureCollection',
  features: ['015146', '020030'].map((istat_code) => ({
    type: 'Feature',
    properties: { istat_code },
    geometry: { type: 'Point', coordinates: [9, 45] },
  })),
};
const row = (n: number, value: number | null, code: string | null = null): OwnRow => ({
  row: n,
  name: `#${n}`,
  value,
  code,
});
function layer(rows: OwnRow[], change: Partial<OwnLayer> = {}): OwnLayer {
  const values = rows.flatMap(({ value }) => (value === null ? [] : [value]));
  return {
    id: 'a',
    name: 'Prova',
    on: true,
    file: new File([], 'prova.csv'),
    format: 'csv',
    kind: 'punti',
    columns: ['v'],
    numeric: ['v'],
    mapping: { lat: 'y', lon: 'x', comune: null, name: null, value: 'v', swap: false },
    features: {
      type: 'FeatureCollection',
      features: rows.map(({ row: n }) => ({
        type: 'Feature',
        properties: {},
        geometry: { type: 'Point', coordinates: [n, 45] },
      })),
    },
    rows,
    scale: { limits: roundLimits(values) },
    problems: [],
    counts: {},
    ...change,
  };
}

/** As much of a map as setOwn uses. */
class FakeMap {
  sources: Record<string, unknown> = {};
  layers: Record<string, unknown>[] = [];
  images = new Set<string>();
  data: FeatureCollection | null = null;
  getSource(id: string) {
    return id in this.sources ? { setData: (data: FeatureCollection) => (this.data = data) } : undefined;
  }
  addSource(id: string, source: { data: FeatureCollection }) {
    if (id in this.sources) throw new Error(`twice: ${id}`);
    this.sources[id] = { type: 'geojson', data: { type: 'FeatureCollection', features: [] } };
    this.data = source.data;
  }
  hasImage(name: string) {
    return this.images.has(name);
  }
  addImage(name: string) {
    this.images.add(name);
  }
  getLayersOrder() {
    return this.layers.map(({ id }) => String(id));
  }
  addLayer(added: Record<string, unknown>, before?: string) {
    if (this.getLayersOrder().includes(String(added['id']))) throw new Error(`twice: ${String(added['id'])}`);
    const at = before === undefined ? this.layers.length : this.getLayersOrder().indexOf(before);
    this.layers.splice(at, 0, { ...added, paint: {} });
  }
  setPaintProperty(id: string, name: string, value: unknown) {
    const found = this.layers.find((other) => other['id'] === id);
    if (!found) throw new Error(`no layer ${id}`);
    (found['paint'] as Record<string, unknown>)[name] = value;
  }
}

describe('own layers on the map', () => {
  it('colour by class, hatch what has no value, and leave out what is off or has no outline', () => {
    const { features } = ownFeatures(
      [
        layer([row(2, 1, '015146'), row(3, null, '020030'), row(4, 9, '999999')], { kind: 'comuni' }),
        layer([row(2, 5)], { id: 'b', on: false }),
      ],
      comuni,
      LIGHT,
    );
    expect(features.map((f) => [f.properties?.['row'], f.properties?.['missing']])).toEqual([
      [2, false],
      [3, true],
    ]);
    expect(features[0]?.properties?.['colour']).toMatch(/^#[\da-f]{6}$/);
  });

  it('lie below the areas, are valid in both themes, and come once however often they are set', () => {
    const fake = new FakeMap();
    fake.layers = [
      { id: 'comuni-fill', type: 'background' },
      { id: 'aree-fill', type: 'background' },
    ];
    const map = fake as unknown as MapLibreMap;
    setOwn(map, [], comuni, LIGHT);
    expect(fake.sources).toEqual({});
    for (const theme of [LIGHT, DARK, DARK]) {
      setOwn(map, [layer([row(2, 1), row(3, 2), row(4, null)])], comuni, theme);
      expect(fake.getLayersOrder()).toEqual([
        'comuni-fill',
        'propri-fill',
        'propri-vuoti',
        'propri-line',
        'propri-punti',
        'aree-fill',
      ]);
      const own = fake.layers.filter(({ source }) => source === 'propri');
      expect(validateStyleMin({ version: 8, sources: fake.sources, layers: own } as never)).toEqual([]);
      expect(fake.data?.features).toHaveLength(3);
    }
    setOwn(map, [], comuni, DARK);
    expect(fake.data?.features).toEqual([]);
  });
});

describe('the legend of an own layer', () => {
  it('counts every row once and tells its classes apart, whatever the size of the numbers', () => {
    for (const values of [
      [1, 2, 3],
      [0.000012, 0.00003, 0.00007, 0.0002, 0.001, 0.004],
      [1e6, 2.5e6, 3e9, 4e9, 5e12],
      [-3.5, -1.25, 0, 2.75, 9],
      [7, 7],
    ])
      for (const [theme, lang] of [
        [LIGHT, 'it'],
        [DARK, 'en'],
      ] as const) {
        const rows = [...values, null].map((value, i) => row(i + 2, value));
        const legend = ownLegend(layer(rows), theme, lang);
        expect(legend.items.reduce((sum, { count }) => sum + (count ?? 0), 0)).toBe(rows.length);
        expect(new Set(legend.items.map(({ label }) => label)).size).toBe(legend.items.length);
        expect(new Set(legend.items.map(({ id }) => id)).size).toBe(legend.items.length);
        expect(legend.items.at(-1)?.swatch).toMatchObject({ pattern: 'hatch' });
      }
  });

  it('says when there is nothing to measure', () => {
    const plain = layer([row(2, null)], { scale: null });
    expect(ownLegend(plain, LIGHT, 'it').sentence).toContain('«v» non contiene numeri');
    const none = { ...plain, mapping: { ...plain.mapping, value: null } };
    expect(ownLegend(none, LIGHT, 'en').sentence).toContain('No value chosen');
  });
});
