import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import type { FeatureCollection } from 'geojson';
import type { Map as MapLibreMap } from 'maplibre-gl';
import { describe, expect, it } from 'vitest';
import { roundLimits } from '$lib/own/numbers';
import type { OwnLayer, OwnRow } from '$lib/own/types';
import { DARK, LIGHT } from '../theme';
import { markOwn, ownFeatures, ownLegend, ownPlace, ownPoint, ownWords, setOwn, withOwnRow } from './own';

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
  getLayer(id: string) {
    return this.layers.find((other) => other['id'] === id);
  }
  getLayersOrder() {
    return this.layers.map(({ id }) => String(id));
  }
  addLayer(added: Record<string, unknown>, before?: string) {
    if (this.getLayersOrder().includes(String(added['id']))) throw new Error(`twice: ${String(added['id'])}`);
    const at = before === undefined ? this.layers.length : this.getLayersOrder().indexOf(before);
    this.layers.splice(at, 0, { ...added, paint: {} });
  }
  setLayoutProperty() {}
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

  it('draw the chosen row heavier, and as before when it is let go; the rows are not sent again', () => {
    const fake = new FakeMap();
    const map = fake as unknown as MapLibreMap;
    markOwn(map, { layer: 'a', row: 2 });
    expect(fake.layers).toEqual([]);
    setOwn(map, [layer([row(2, 1), row(3, 2)])], comuni, LIGHT);
    const paint = () => JSON.stringify(fake.layers.map((l) => l['paint']));
    const [before, sent] = [paint(), fake.data];
    markOwn(map, { layer: 'a', row: 3 });
    expect(paint()).not.toBe(before);
    expect(validateStyleMin({ version: 8, sources: fake.sources, layers: fake.layers } as never)).toEqual([]);
    // It stays chosen when the rows or the theme change.
    setOwn(map, [layer([row(2, 1), row(3, 2)])], comuni, LIGHT, { layer: 'a', row: 3 });
    expect(paint()).not.toBe(before);
    markOwn(map, null);
    expect(paint()).toBe(before);
    setOwn(map, [layer([row(2, 1), row(3, 2)])], comuni, LIGHT);
    expect(fake.data).toEqual(sent);
  });
});

describe('a row of an own layer', () => {
  const layers = [
    layer([row(2, 1.5), row(3, null)]),
    layer([row(2, 4, '015146'), row(3, 4, '999999')], { id: 'b', name: 'Comuni', kind: 'comuni' }),
  ];

  it('is known again from what is drawn of it', () => {
    for (const feature of ownFeatures(layers, comuni, LIGHT).features) {
      const place = ownPlace(feature.properties);
      expect(place && ownWords(layers, place, 'it')).not.toBeNull();
    }
    for (const strange of [null, {}, { layer: 'a' }, { layer: 1, row: 2 }, { istat_code: '015146' }])
      expect(ownPlace(strange)).toBeNull();
  });

  it('is said by name, value and layer', () => {
    expect(ownWords(layers, { layer: 'a', row: 2 }, 'it')).toBe('#2, v: 1,5 (Prova)');
    expect(ownWords(layers, { layer: 'a', row: 3 }, 'en')).toBe('#3, v: no value (Prova)');
    const plain = [layer([row(2, null)], { mapping: { ...layer([]).mapping, value: null } })];
    expect(ownWords(plain, { layer: 'a', row: 2 }, 'it')).toBe('#2 (Prova)');
    expect(ownWords(layers, { layer: 'a', row: 9 }, 'it')).toBeNull();
    expect(ownWords([], { layer: 'a', row: 2 }, 'it')).toBeNull();
  });

  it('lies where it is drawn: at its point, in the middle of its shape, at its municipality', () => {
    const labels = new Map([['015146', { label: [9.19, 45.46] as const }]]);
    expect(ownPoint(layers, { layer: 'a', row: 3 }, labels)).toEqual([3, 45]);
    expect(ownPoint(layers, { layer: 'b', row: 2 }, labels)).toEqual([9.19, 45.46]);
    expect(ownPoint(layers, { layer: 'b', row: 3 }, labels)).toBeNull();
    expect(ownPoint(layers, { layer: 'c', row: 2 }, labels)).toBeNull();
    const shape = layer([row(1, 2)], {
      kind: 'perimetri',
      features: {
        type: 'FeatureCollection',
        features: [
          {
            type: 'Feature',
            properties: {},
            geometry: {
              type: 'MultiPolygon',
              coordinates: [
                [
                  [
                    [9, 45],
                    [10, 45],
                    [10, 46],
                    [9, 45],
                  ],
                ],
                [
                  [
                    [11, 45],
                    [12, 45],
                    [12, 47],
                    [11, 45],
                  ],
                ],
              ],
            },
          },
        ],
      },
    });
    expect(ownPoint([shape], { layer: 'a', row: 1 }, labels)).toEqual([10.5, 46]);
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

  it('bug: a picture marked the chosen row and did not name it', () => {
    const own = layer([row(1, 12.5), row(2, null)]);
    const legend = ownLegend(own, LIGHT, 'it');
    const told = (n: number, of = 'a') => withOwnRow(legend, own, { layer: of, row: n }, 'it').own;
    expect(told(1)).toBe('#1, v: 12,5.');
    expect(told(2)).toBe('#2, v: senza valore.');
    // Another layer's row, one that is gone, and none leave the legend as it is.
    for (const other of [told(1, 'b'), told(9), withOwnRow(legend, own, null, 'it').own])
      expect(other).toBeUndefined();
  });

  it('says when there is nothing to measure', () => {
    const plain = layer([row(2, null)], { scale: null });
    expect(ownLegend(plain, LIGHT, 'it').sentence).toContain('«v» non contiene numeri');
    const none = { ...plain, mapping: { ...plain.mapping, value: null } };
    expect(ownLegend(none, LIGHT, 'en').sentence).toContain('No value chosen');
  });
});
