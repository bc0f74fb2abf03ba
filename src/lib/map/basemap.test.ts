import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import type { LayerSpecification, Map as MapLibreMap, StyleSpecification } from 'maplibre-gl';
import { PMTiles, type Source } from 'pmtiles';
import { describe, expect, it } from 'vitest';
import { MILANO, pmtilesArchive } from '../../../tests/support/pmtiles';
import { helpWords } from '../i18n/help';
import {
  addBasemap,
  archiveBasemap,
  BASEMAP_FAILURES,
  BasemapError,
  basemapSetting,
  PREFIX,
  protomapsLayers,
  PROTOMAPS_LAYERS,
  styleBasemap,
  TILES_SOURCE,
  type Basemap,
} from './basemap';
import { nextAbove, ORDER, position } from './order';
import { mapLayers, mapStyle, overBackground } from './style';
import { DARK, LIGHT } from './theme';

const HOME = 'https://atlante.example/erp/';
const STYLE_URL = 'https://atlante.example/stili/chiaro/style.json';
const FONT = 'Titillium Web';

const failureOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof BasemapError) return error.failure;
    throw error;
  }
  return 'none';
};

describe('the setting', () => {
  it('is absent by default, and blank is absent', () => {
    expect(basemapSetting({}, HOME)).toBeNull();
    expect(basemapSetting({ PUBLIC_BASEMAP_PMTILES: ' ', PUBLIC_BASEMAP_STYLE: '' }, HOME)).toBeNull();
  });

  it('is a path of the host, a path below the site, or a whole address of the host', () => {
    const url = (value: string) => basemapSetting({ PUBLIC_BASEMAP_PMTILES: value }, HOME)?.url;
    expect(url('/mappe/lombardia.pmtiles')).toBe('https://atlante.example/mappe/lombardia.pmtiles');
    expect(url('mappe/lombardia.pmtiles')).toBe('https://atlante.example/erp/mappe/lombardia.pmtiles');
    expect(url('https://atlante.example/l.pmtiles')).toBe('https://atlante.example/l.pmtiles');
    expect(basemapSetting({ PUBLIC_BASEMAP_STYLE: '/s.json' }, HOME)).toEqual({
      kind: 'style',
      url: 'https://atlante.example/s.json',
    });
  });

  it('is never another host', () => {
    for (const value of [
      'https://tiles.example/l.pmtiles',
      '//tiles.example/l.pmtiles',
      'http://atlante.example/l.pmtiles',
      'https://atlante.example:8443/l.pmtiles',
      'data:application/json,{}',
    ])
      expect(
        failureOf(() => basemapSetting({ PUBLIC_BASEMAP_STYLE: value }, HOME)),
        value,
      ).toBe('other-host');
    expect(failureOf(() => basemapSetting({ PUBLIC_BASEMAP_STYLE: 'https://[' }, HOME))).toBe('address');
  });

  it('is one of the two', () => {
    const both = { PUBLIC_BASEMAP_PMTILES: '/a.pmtiles', PUBLIC_BASEMAP_STYLE: '/b.json' };
    expect(failureOf(() => basemapSetting(both, HOME))).toBe('two-settings');
  });

  it('has words for each way of failing, with the address in them', () => {
    for (const lang of ['it', 'en'] as const)
      for (const failure of BASEMAP_FAILURES)
        expect(helpWords(lang).background.failure[failure], `${lang} ${failure}`).toContain('{address}');
  });
});

/** Our style with a background under it, as MapLibre would have it. */
function merged(basemap: Basemap, theme = LIGHT): StyleSpecification {
  const own = mapStyle(theme, 'it', 'progetti');
  const at = own.layers.findIndex(({ id }) => id === 'comuni-fill');
  return {
    ...own,
    sources: { ...own.sources, ...basemap.sources },
    layers: [...own.layers.slice(0, at), ...basemap.layers(theme), ...own.layers.slice(at)],
  };
}

describe('our style for Protomaps tiles', () => {
  const basemap = archiveBasemap(
    { tileType: 1, minZoom: 0, maxZoom: 15, bounds: [8, 44, 12, 47], metadata: {} },
    'https://atlante.example/l.pmtiles',
  );

  for (const theme of [LIGHT, DARK])
    it(`is valid on ${theme.name} and together with our layers`, () => {
      expect(validateStyleMin(merged(basemap, theme))).toEqual([]);
    });

  it('has no labels, no pictures, and only layers of the archive that exist', () => {
    for (const layer of protomapsLayers(LIGHT)) {
      expect(['fill', 'line']).toContain(layer.type);
      expect(layer.id.startsWith(PREFIX)).toBe(true);
      expect('source-layer' in layer ? PROTOMAPS_LAYERS : []).toContain(
        'source-layer' in layer ? layer['source-layer'] : null,
      );
    }
  });

  it('changes paint with the theme and nothing else', () => {
    const shape = (theme: typeof LIGHT) => protomapsLayers(theme).map((layer) => ({ ...layer, paint: null }));
    expect(shape(LIGHT)).toEqual(shape(DARK));
    expect(protomapsLayers(LIGHT)).not.toEqual(protomapsLayers(DARK));
  });

  it('lets the municipalities’ colour through, less the nearer the map is, and touches no other layer', () => {
    const before = mapLayers(LIGHT, 'it', 'progetti');
    const after = overBackground(before);
    const opacity = (layers: readonly LayerSpecification[]) =>
      layers.find(({ id }) => id === 'comuni-fill')?.paint;
    const stops = (opacity(after) as { 'fill-opacity': unknown[] })['fill-opacity'].slice(4);
    expect(stops.filter((_, i) => i % 2 === 0).every((value) => Number(value) < 0.9)).toBe(true);
    expect(after.filter(({ id }) => id !== 'comuni-fill')).toEqual(
      before.filter(({ id }) => id !== 'comuni-fill'),
    );
    expect(opacity(after)).toEqual({ ...opacity(before), 'fill-opacity': expect.any(Array) as unknown });
  });

  it('says whose the map data are, whatever the archive forgot', () => {
    expect(JSON.stringify(basemap.sources)).toContain('openstreetmap.org/copyright');
    const stated = archiveBasemap(
      { tileType: 1, minZoom: 0, maxZoom: 15, bounds: [0, 0, 0, 0], metadata: { attribution: 'Chi le fa' } },
      'https://atlante.example/l.pmtiles',
    ).sources[TILES_SOURCE];
    expect(stated).toMatchObject({ attribution: 'Chi le fa' });
    // Bounds without extent would hide every tile.
    expect(stated).not.toHaveProperty('bounds');
  });

  it('refuses pictures, and tiles of another make', () => {
    const head = {
      tileType: 1,
      minZoom: 0,
      maxZoom: 15,
      bounds: [8, 44, 12, 47] as [number, number, number, number],
    };
    expect(failureOf(() => archiveBasemap({ ...head, tileType: 2, metadata: {} }, HOME))).toBe('not-vector');
    expect(
      failureOf(() =>
        archiveBasemap({ ...head, metadata: { vector_layers: [{ id: 'transportation' }] } }, HOME),
      ),
    ).toBe('not-protomaps');
    for (const metadata of [null, undefined, 'x', [], { vector_layers: 'x' }])
      expect(failureOf(() => archiveBasemap({ ...head, metadata }, HOME))).toBe('none');
  });
});

describe('a style of somebody else’s', () => {
  const style = {
    version: 8,
    name: 'Geoportale',
    glyphs: 'glyphs/{fontstack}/{range}.pbf',
    sprite: '../sprite/base',
    sources: {
      comuni: { type: 'vector', tiles: ['/tessere/{z}/{x}/{y}.pbf'], maxzoom: 14 },
      ortofoto: { type: 'raster', url: 'orto.json', tileSize: 256 },
      archivio: { type: 'vector', url: 'pmtiles:///mappe/l.pmtiles' },
    },
    layers: [
      { id: 'sfondo', type: 'background', paint: { 'background-color': '#eee' } },
      { id: 'comuni-fill', type: 'fill', source: 'comuni', 'source-layer': 'c', paint: {} },
      {
        id: 'nomi',
        type: 'symbol',
        source: 'comuni',
        'source-layer': 'c',
        layout: { 'text-field': ['get', 'name'], 'text-font': ['Noto Sans Regular'] },
      },
    ],
  };

  it('is put under ours with ids of its own and absolute addresses', () => {
    const basemap = styleBasemap(style, STYLE_URL, FONT);
    expect(basemap.sprite).toBe('https://atlante.example/stili/sprite/base');
    expect(basemap.sources).toEqual({
      [`${PREFIX}comuni`]: {
        type: 'vector',
        tiles: ['https://atlante.example/tessere/{z}/{x}/{y}.pbf'],
        maxzoom: 14,
      },
      [`${PREFIX}ortofoto`]: {
        type: 'raster',
        url: 'https://atlante.example/stili/chiaro/orto.json',
        tileSize: 256,
      },
      [`${PREFIX}archivio`]: { type: 'vector', url: 'pmtiles://https://atlante.example/mappe/l.pmtiles' },
    });
    const style8 = merged(basemap);
    expect(validateStyleMin(style8)).toEqual([]);
    const ids = style8.layers.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    // Our labels need no glyph server, and so must not those of the background.
    expect(JSON.stringify(style8)).not.toMatch(/glyphs|Noto/);
    expect(JSON.stringify(basemap.layers(LIGHT))).toContain(FONT);
  });

  it('is refused as a whole when one address in it is of another host', () => {
    const other = 'https://tiles.example/x';
    for (const changed of [
      { ...style, glyphs: other },
      { ...style, sprite: other },
      { ...style, sources: { ...style.sources, comuni: { type: 'vector', tiles: [`${other}/{z}`] } } },
      { ...style, sources: { ...style.sources, comuni: { type: 'geojson', data: other } } },
      { ...style, sources: { ...style.sources, comuni: { type: 'vector', url: `pmtiles://${other}` } } },
    ])
      expect(
        failureOf(() => styleBasemap(changed, STYLE_URL, FONT)),
        JSON.stringify(changed),
      ).toBe('other-host');
  });

  it('is refused when it is none', () => {
    for (const wrong of [
      null,
      'x',
      [],
      {},
      { ...style, version: 7 },
      { ...style, layers: {} },
      { ...style, layers: [null] },
      { ...style, layers: [{ id: 'x', type: 'fill', source: 'altrove' }] },
      { ...style, sources: { comuni: { type: 'video', urls: [] } } },
      { ...style, sources: { comuni: 'x' } },
      { ...style, sprite: [{ id: 'a', url: '/a' }] },
    ])
      expect(
        failureOf(() => styleBasemap(wrong, STYLE_URL, FONT)),
        JSON.stringify(wrong),
      ).toBe('not-style');
  });
});

/** What addBasemap asks of a map. */
function fakeMap(refuse: (id: string) => boolean = () => false) {
  const order = mapLayers(LIGHT, 'it', 'progetti').map(({ id }) => id);
  const sources = new Set<string>();
  const map = {
    getLayersOrder: () => [...order],
    getLayer: (id: string) => (order.includes(id) ? { id } : undefined),
    addLayer: ({ id }: { id: string }, before?: string) => {
      if (!refuse(id)) order.splice(before === undefined ? order.length : order.indexOf(before), 0, id);
    },
    getSource: (id: string) => (sources.has(id) ? {} : undefined),
    addSource: (id: string) => sources.add(id),
    setSprite: () => undefined,
  };
  return { map: map as unknown as MapLibreMap, order, sources };
}

describe('adding it', () => {
  const basemap: Basemap = {
    sources: { [TILES_SOURCE]: { type: 'vector', tiles: ['https://atlante.example/{z}/{x}/{y}'] } },
    layers: (theme) => protomapsLayers(theme),
    sprite: null,
  };

  it('puts all of it above the land and below the municipalities, in its own order, once', async () => {
    const { map, order, sources } = fakeMap();
    await addBasemap(map, basemap, LIGHT, () => undefined);
    await addBasemap(map, basemap, DARK, () => undefined);
    const own = protomapsLayers(LIGHT).map(({ id }) => id);
    const from = order.indexOf('terra') + 1;
    expect(order.slice(from, from + own.length)).toEqual(own);
    expect(order[from + own.length]).toBe('comuni-fill');
    expect([...sources]).toEqual([TILES_SOURCE]);
  });

  it('says so when MapLibre refuses a layer', async () => {
    const { map } = fakeMap((id) => id.endsWith('verde'));
    await expect(addBasemap(map, basemap, LIGHT, () => undefined)).rejects.toMatchObject({
      failure: 'not-style',
    });
  });
});

describe('the place of a new layer', () => {
  const present = ['sfondo', 'terra', `${PREFIX}acqua`, 'comuni-fill', 'comuni-line', 'aree-fill'];
  it('is below the next of ours, foreign layers or not', () => {
    expect(nextAbove('sfondo-tiles', present)).toBe('comuni-fill');
    expect(nextAbove('propri-fill', present)).toBe('aree-fill');
    expect(nextAbove('densita-celle', present)).toBe('aree-fill');
    expect(nextAbove('aree-label', present)).toBeUndefined();
    expect(nextAbove('terra', [])).toBeUndefined();
  });
  it('is kept for the background, for what people bring, and for density', () => {
    const at = (id: string) => position(id);
    expect(at('terra')).toBeLessThan(at('sfondo-tiles'));
    expect(at('sfondo-tiles')).toBeLessThan(at('comuni-fill'));
    for (const id of ['propri-fill', 'propri-line', 'propri-punti', 'densita-celle']) {
      expect(at('province-line')).toBeLessThan(at(id));
      expect(at(id)).toBeLessThan(at('aree-fill'));
    }
    expect(new Set(ORDER).size).toBe(ORDER.length);
  });
});

/** The archive that the tests write, read back by the library that the page uses. */
describe('the archive of the tests', () => {
  const bytes = pmtilesArchive();
  const source: Source = {
    getKey: () => 'prova',
    getBytes: (offset, length) =>
      Promise.resolve({ data: Uint8Array.from(bytes.subarray(offset, offset + length)).buffer }),
  };

  it('is a PMTiles file with vector tiles over Milano', async () => {
    const archive = new PMTiles(source);
    const header = await archive.getHeader();
    expect(header).toMatchObject({ specVersion: 3, tileType: 1, minZoom: 8, maxZoom: 14, clustered: true });
    expect(header.minLon).toBeLessThan(9.19);
    expect(header.maxLat).toBeGreaterThan(45.47);
    const metadata = (await archive.getMetadata()) as { vector_layers: { id: string }[] };
    expect(metadata.vector_layers.map(({ id }) => id).sort()).toEqual(
      [...new Set(MILANO.map(({ layer }) => layer))].sort(),
    );
    // The tile at zoom 14 that holds Piazza del Duomo.
    const tile = await archive.getZxy(14, 8610, 5862);
    const text = new TextDecoder('latin1').decode(tile?.data);
    for (const word of ['roads', 'highway', 'buildings', 'kind']) expect(text).toContain(word);
    expect(await archive.getZxy(14, 0, 0)).toBeUndefined();
  });
});
