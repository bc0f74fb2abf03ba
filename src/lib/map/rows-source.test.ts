import { createPropertyExpression, latest } from '@maplibre/maplibre-gl-style-spec';
import type { FeatureCollection } from 'geojson';
import type { Map as MapLibreMap } from 'maplibre-gl';
import { describe, expect, it } from 'vitest';
import { LAYERS } from './layers';
import { isHidden, showNear, showRows, type RowFeature } from './rows-source';
import { LIGHT } from './theme';

const row = (id: string, change: Record<string, string | boolean> = {}): RowFeature => ({
  type: 'Feature',
  properties: { id, dim: false, ...change },
  geometry: { type: 'Point', coordinates: [9, 45] },
});
const rows = (...ids: string[]): RowFeature[] => ids.map((id) => row(id));

/** As much of a map as rows need: what a source holds, how often its tiles were cut, what is hidden. */
class FakeMap {
  data = new Map<string, FeatureCollection>();
  cut = 0;
  states = new Map<string, { hidden?: boolean }>();
  zoom = 7;
  #moved: (() => void)[] = [];
  getSource(id: string) {
    return {
      setData: (data: FeatureCollection) => {
        this.cut += 1;
        this.data.set(id, data);
      },
    };
  }
  setFeatureState({ source, id }: { source: string; id: string }, state: { hidden: boolean }) {
    this.states.set(`${source} ${id}`, state);
  }
  getZoom() {
    return this.zoom;
  }
  on(_name: string, moved: () => void) {
    this.#moved.push(moved);
  }
  zoomTo(zoom: number) {
    this.zoom = zoom;
    for (const moved of this.#moved) moved();
  }
  /** Ids that a source draws. */
  drawn(source = 'righe'): string[] {
    return (this.data.get(source)?.features ?? [])
      .map((f) => String(f.properties?.['id']))
      .filter((id) => !isHidden({ state: this.states.get(`${source} ${id}`) ?? {} }))
      .sort();
  }
  show(...shown: RowFeature[]) {
    showRows(this as unknown as MapLibreMap, 'righe', shown);
  }
}

describe('rows on the map', () => {
  it('bug: a filter made the map cut its tiles again and draw four pictures for one', () => {
    const map = new FakeMap();
    map.show(...rows('a', 'b', 'c'));
    expect([map.cut, map.drawn()]).toEqual([1, ['a', 'b', 'c']]);
    map.show(...rows('b'));
    expect([map.cut, map.drawn()]).toEqual([1, ['b']]);
    map.show();
    expect([map.cut, map.drawn()]).toEqual([1, []]);
    map.show(...rows('a', 'c'));
    expect([map.cut, map.drawn()]).toEqual([1, ['a', 'c']]);
  });

  it('cuts tiles again for a row that is new or not what it was, and hides the others', () => {
    const map = new FakeMap();
    map.show(...rows('a', 'b'));
    map.show(...rows('b', 'c'));
    expect([map.cut, map.drawn()]).toEqual([2, ['b', 'c']]);
    map.show(row('a', { dim: true }), row('b'));
    expect([map.cut, map.drawn()]).toEqual([3, ['a', 'b']]);
    const drawn = map.data.get('righe')?.features.find((f) => f.properties?.['id'] === 'a');
    expect(drawn?.properties?.['dim']).toBe(true);
    map.show(...rows('a', 'b', 'c'));
    expect([map.cut, map.drawn()]).toEqual([4, ['a', 'b', 'c']]);
  });

  it('shows what was asked last, whatever was asked before', () => {
    const map = new FakeMap();
    let seed = 7;
    const chance = () => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
    for (let turn = 0; turn < 500; turn += 1) {
      const wanted = 'abcdefgh'
        .split('')
        .filter(() => chance() < 0.5)
        .map((id) => row(id, { dim: chance() < 0.1 }));
      map.show(...wanted);
      expect(map.drawn()).toEqual(wanted.map(({ properties }) => properties.id));
    }
  });

  it('bug: which of two signs in one place was on top followed what had been shown before', () => {
    const [once, later] = [new FakeMap(), new FakeMap()];
    once.show(...rows('b', 'a', 'c'));
    later.show(...rows('c'));
    later.show(...rows('b', 'a', 'c'));
    expect(later.data.get('righe')).toEqual(once.data.get('righe'));
  });

  it('keeps maps apart', () => {
    const [left, right] = [new FakeMap(), new FakeMap()];
    left.show(...rows('a', 'b'));
    right.show(...rows('b'));
    expect([left.drawn(), right.drawn()]).toEqual([['a', 'b'], ['b']]);
  });

  it('brings what is drawn from a zoom on when the map comes near, and only the last of it', () => {
    const map = new FakeMap();
    const near = (...ids: string[]) => showNear(map as unknown as MapLibreMap, 'nomi', 10.5, rows(...ids));
    near('a', 'b');
    near('b');
    expect(map.cut).toBe(0);
    map.zoomTo(9);
    expect(map.cut).toBe(0);
    map.zoomTo(9.5);
    expect([map.cut, map.drawn('nomi')]).toEqual([1, ['b']]);
    map.zoomTo(12);
    expect(map.cut).toBe(1);
    near('a');
    expect([map.cut, map.drawn('nomi')]).toEqual([2, ['a']]);
  });
});

/** What draws in each kind of layer; a sign that is a ring alone has no fill to hide. */
const DRAWN: Readonly<Record<string, readonly string[]>> = {
  fill: ['fill-opacity'],
  line: ['line-opacity'],
  circle: ['circle-opacity', 'circle-stroke-opacity'],
  symbol: ['icon-opacity', 'text-opacity'],
};

describe('the paint of rows', () => {
  const sources = new Set(
    Object.values(LAYERS).flatMap((layer) =>
      Object.entries(layer.sources()).flatMap(([id, source]) =>
        'promoteId' in source && source.promoteId === 'id' ? [id] : [],
      ),
    ),
  );
  const specs = Object.values(LAYERS)
    .flatMap((layer) => layer.layers(LIGHT, 'it', 'progetti'))
    .filter((spec) => 'source' in spec && sources.has(String(spec.source)));

  it('is of all layers that draw rows', () => {
    expect([...sources].sort()).toEqual(['aree', 'aree-punti', 'avanzamento', 'laboratori']);
    expect(specs.length).toBeGreaterThanOrEqual(8);
  });

  it.each(specs.map((spec) => [spec.id, spec] as const))('%s draws nothing of a hidden row', (_id, spec) => {
    const paint = (spec.paint ?? {}) as Record<string, unknown>;
    const layout = (spec.layout ?? {}) as Record<string, unknown>;
    const draws = (DRAWN[spec.type] ?? []).filter(
      (name) =>
        !(name === 'circle-opacity' && paint['circle-color'] === 'transparent') &&
        !(name === 'icon-opacity' && !('icon-image' in layout)) &&
        !(name === 'text-opacity' && !('text-field' in layout)),
    );
    expect(draws.length).toBeGreaterThan(0);
    for (const name of draws) {
      const known = (latest as unknown as Record<string, Record<string, unknown>>)[`paint_${spec.type}`];
      const compiled = createPropertyExpression(paint[name] ?? 1, name, known?.[name] as never);
      if (compiled.result !== 'success') throw new Error(JSON.stringify(compiled.value));
      const at = (zoom: number, dim: boolean, hidden: boolean): unknown =>
        compiled.value.evaluate({ zoom }, { type: 1, properties: { dim, official: false } } as never, {
          hidden,
        });
      for (const zoom of [7, 9.5, 11, 11.6, 13])
        for (const dim of [true, false]) expect(at(zoom, dim, true), `${name} at ${String(zoom)}`).toBe(0);
      expect(at(11, false, false)).toBeGreaterThan(0);
    }
  });
});
