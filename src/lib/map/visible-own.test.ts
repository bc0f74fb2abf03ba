import type { FeatureCollection } from 'geojson';
import { describe, expect, it } from 'vitest';
import type { MapBounds } from '$lib/domain/visible';
import type { OwnLayer, OwnRow } from '$lib/own/types';
import { LIMIT } from './visible';
import { visibleOwn } from './visible-own';

const DUOMO: [number, number] = [9.19, 45.4642];
const BOUNDS: MapBounds = { west: 9, south: 45.3, east: 9.4, north: 45.6, center: DUOMO, zoom: 11 };
const LABELS = new Map([
  ['015146', { label: DUOMO }],
  ['020030', { label: [10.79, 45.16] as [number, number] }],
  ['013075', { label: null }],
]);
const plain = (s: string) => s.replace(/[\u00a0\u202f]/g, ' ');

const row = (n: number, name: string, value: number | null, code: string | null = null): OwnRow => ({
  row: n,
  name,
  value,
  code,
});
const points = (...places: [number, number][]): FeatureCollection => ({
  type: 'FeatureCollection',
  features: places.map((coordinates) => ({
    type: 'Feature',
    properties: {},
    geometry: { type: 'Point', coordinates },
  })),
});
const layer = (rows: OwnRow[], features: FeatureCollection, change: Partial<OwnLayer> = {}): OwnLayer => ({
  id: 'a',
  name: 'Sportelli',
  on: true,
  file: new File([], 'prova.csv'),
  format: 'csv',
  kind: 'punti',
  columns: ['ore'],
  numeric: ['ore'],
  mapping: { lat: 'y', lon: 'x', comune: null, name: null, value: 'ore', swap: false },
  features,
  rows,
  scale: null,
  problems: [],
  counts: {},
  ...change,
});

describe('own data in view (bug: the list of what is in view did not know them)', () => {
  it('are the rows in the window, nearest first, with their value, their layer and where they are', () => {
    const { items, count } = visibleOwn(
      [
        layer(
          [row(2, 'Lontano', 12), row(3, 'Vicino', null), row(4, 'Fuori', 1)],
          points([9.05, 45.35], [9.195, 45.4642], [10.2, 45.5]),
        ),
        layer(
          [row(2, 'Milano', 1_234.5, '015146'), row(3, 'Mantova', 1, '020030'), row(4, 'Como', 1, '013075')],
          points(),
          {
            id: 'b',
            name: 'Attese',
            kind: 'comuni',
            mapping: { ...layer([], points()).mapping, value: 'nuclei' },
          },
        ),
      ],
      BOUNDS,
      LABELS,
      'it',
    );
    expect(count).toBe(3);
    expect(items.map(({ own, name, detail, where }) => [own, name, plain(detail), plain(where)])).toEqual([
      [{ layer: 'b', row: 2 }, 'Milano', 'dati propri: Attese; nuclei: 1.234,5', 'al centro'],
      [{ layer: 'a', row: 3 }, 'Vicino', 'dati propri: Sportelli; ore: senza valore', 'a est, 390 m'],
      [
        { layer: 'a', row: 2 },
        'Lontano',
        'dati propri: Sportelli; ore: 12',
        expect.stringMatching(/^a sud-ovest, \d+(,\d)? km$/),
      ],
    ]);
  });

  it('are none where the layer is off, and no value is told where none was chosen', () => {
    const shapes = points(DUOMO);
    const one = layer([row(2, 'Uno', null)], shapes);
    expect(visibleOwn([{ ...one, on: false }], BOUNDS, LABELS, 'it')).toEqual({ items: [], count: 0 });
    const bare = { ...one, mapping: { ...one.mapping, value: null } };
    expect(visibleOwn([bare], BOUNDS, LABELS, 'en').items[0]?.detail).toBe('your own data: Sportelli');
  });

  it('are counted all and listed some, of fifty thousand as of fifty', () => {
    const n = 50_000;
    const rows = Array.from({ length: n }, (_, i) => row(i + 2, `#${i}`, i));
    // The farthest first.
    const shapes = points(...rows.map((_, i): [number, number] => [DUOMO[0] + (n - i) * 2e-6, DUOMO[1]]));
    const { items, count } = visibleOwn([layer(rows, shapes)], BOUNDS, LABELS, 'it');
    expect(count).toBe(n);
    expect(items).toHaveLength(LIMIT);
    expect(items[0]?.own.row).toBe(n + 1);
  });
});
