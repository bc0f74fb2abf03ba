/**
 * The background behind our layers. Without a setting there is none and nobody is asked for anything. `PUBLIC_BASEMAP_PMTILES`
 * names a Protomaps archive, drawn quietly by the style below; `PUBLIC_BASEMAP_STYLE` names a MapLibre style. Both only on the
 * host that serves the page: the page's policy forbids any other. docs/basemap.md tells how to set one up.
 */
import type {
  addProtocol,
  ExpressionSpecification,
  LayerSpecification,
  Map as MapLibreMap,
  SourceSpecification,
  VectorSourceSpecification,
} from 'maplibre-gl';
import { nextAbove } from './order';
import type { MapTheme } from './theme';

export const BASEMAP_FAILURES = [
  'two-settings',
  'address',
  'other-host',
  'missing',
  'no-range',
  'unreadable',
  'not-vector',
  'not-protomaps',
  'not-style',
] as const;
export type BasemapFailure = (typeof BASEMAP_FAILURES)[number];

/** Why there is no background, and the address it is about. */
export interface BasemapProblem {
  failure: BasemapFailure;
  address: string;
}

export class BasemapError extends Error implements BasemapProblem {
  constructor(
    readonly failure: BasemapFailure,
    readonly address: string,
  ) {
    super(`Background: ${failure} (${address})`);
  }
}

export interface BasemapSetting {
  kind: 'pmtiles' | 'style';
  /** Absolute, on the page's own host. */
  url: string;
}

/** Sources and layers to put behind ours; ids begin with PREFIX, so they meet none of ours. */
export interface Basemap {
  sources: Record<string, SourceSpecification>;
  /** Bottom to top. */
  layers: (theme: MapTheme) => LayerSpecification[];
  sprite: string | null;
}

/** No id of ours begins so; `sfondo-tiles` is the place in the order where these layers go. */
export const PREFIX = 'sfondo-tiles:';
const PMTILES = 'pmtiles://';
export const TILES_SOURCE = `${PREFIX}protomaps`;
const OSM_ATTRIBUTION =
  '<a href="https://www.openstreetmap.org/copyright">© OpenStreetMap</a>, <a href="https://protomaps.com">Protomaps</a>';

/** An address on the page's own host, absolute. Relative ones start from `from`. */
function sameHost(address: string, from: string): string {
  let url: URL;
  try {
    url = new URL(address, from);
  } catch {
    throw new BasemapError('address', address);
  }
  if (url.origin !== new URL(from).origin) throw new BasemapError('other-host', address);
  return url.href;
}

/**
 * What the environment asks for; null: no background. `home` is the absolute address of the site's first page, with a slash at
 * its end; an address that begins with a slash starts from the host. Throws BasemapError.
 */
export function basemapSetting(
  env: Readonly<Record<string, string | undefined>>,
  home: string,
): BasemapSetting | null {
  const pmtiles = env['PUBLIC_BASEMAP_PMTILES']?.trim() ?? '';
  const style = env['PUBLIC_BASEMAP_STYLE']?.trim() ?? '';
  if (pmtiles !== '' && style !== '') throw new BasemapError('two-settings', `${pmtiles}, ${style}`);
  if (pmtiles !== '') return { kind: 'pmtiles', url: sameHost(pmtiles, home) };
  if (style !== '') return { kind: 'style', url: sameHost(style, home) };
  return null;
}

// --- Our own style for Protomaps tiles (version 4 of their layers: https://docs.protomaps.com/basemaps/layers)

interface Palette {
  water: string;
  green: string;
  built: string;
  road: string;
  casing: string;
  rail: string;
  building: string;
}

/** A step from the ground, never more: data carries the only saturated colour. */
const PALETTES: Record<MapTheme['name'], Palette> = {
  light: {
    water: '#cfdde4',
    green: '#e6ecdd',
    built: '#f0ede6',
    road: '#ffffff',
    casing: '#ddd8cd',
    rail: '#cfc9bd',
    building: '#e6e1d7',
  },
  dark: {
    water: '#16242f',
    green: '#1f302e',
    built: '#232e39',
    road: '#364452',
    casing: '#17202a',
    rail: '#3d4b59',
    building: '#2a3743',
  },
};

/** Layers of the archive that the style draws. */
export const PROTOMAPS_LAYERS = ['landuse', 'water', 'roads', 'buildings'] as const;

const GREEN = [
  'park',
  'forest',
  'wood',
  'grass',
  'grassland',
  'meadow',
  'nature_reserve',
  'national_park',
  'protected_area',
  'garden',
  'village_green',
  'allotments',
  'cemetery',
  'golf_course',
  'scrub',
  'recreation_ground',
];
const BUILT = ['residential', 'industrial', 'commercial', 'hospital', 'school', 'university', 'railway'];

const POLYGON: ExpressionSpecification = ['==', ['geometry-type'], 'Polygon'];
const LINE: ExpressionSpecification = ['==', ['geometry-type'], 'LineString'];
const kindIn = (kinds: readonly string[]): ExpressionSpecification => [
  'in',
  ['get', 'kind'],
  ['literal', [...kinds]],
];

type Width = [zoom: number, px: number][];
const width = (stops: Width, extra = 0): ['interpolate', ['exponential', number], ['zoom'], ...number[]] => [
  'interpolate',
  ['exponential', 1.6],
  ['zoom'],
  ...stops.flatMap(([zoom, px]) => [zoom, px + extra]),
];

/** Roads by rank, the quietest first; each rank joins as the map comes nearer. */
const ROADS: readonly { id: string; kinds: string[]; from: number; width: Width }[] = [
  {
    id: 'sentieri',
    kinds: ['path', 'other'],
    from: 15,
    width: [
      [15, 0.6],
      [18, 2.5],
    ],
  },
  {
    id: 'strade-locali',
    kinds: ['minor_road'],
    from: 12.5,
    width: [
      [12.5, 0.5],
      [15, 2.6],
      [18, 13],
    ],
  },
  {
    id: 'strade-principali',
    kinds: ['major_road'],
    from: 9.5,
    width: [
      [9.5, 0.5],
      [13, 2.2],
      [18, 18],
    ],
  },
  {
    id: 'autostrade',
    kinds: ['highway'],
    from: 7,
    width: [
      [7, 0.7],
      [12, 2.6],
      [18, 22],
    ],
  },
];

/** The quiet background, bottom to top: green, water, roads, buildings. No labels: ours would have to make room for them. */
export function protomapsLayers(theme: MapTheme, source: string = TILES_SOURCE): LayerSpecification[] {
  const c = PALETTES[theme.name];
  const round = { 'line-cap': 'round', 'line-join': 'round' } as const;
  return [
    {
      id: `${PREFIX}costruito`,
      type: 'fill',
      source,
      'source-layer': 'landuse',
      minzoom: 10,
      filter: ['all', POLYGON, kindIn(BUILT)],
      paint: { 'fill-color': c.built },
    },
    {
      id: `${PREFIX}verde`,
      type: 'fill',
      source,
      'source-layer': 'landuse',
      filter: ['all', POLYGON, kindIn(GREEN)],
      paint: { 'fill-color': c.green, 'fill-opacity': ['interpolate', ['linear'], ['zoom'], 7, 0.4, 10, 1] },
    },
    {
      id: `${PREFIX}acqua`,
      type: 'fill',
      source,
      'source-layer': 'water',
      filter: POLYGON,
      paint: { 'fill-color': c.water },
    },
    {
      id: `${PREFIX}corsi`,
      type: 'line',
      source,
      'source-layer': 'water',
      minzoom: 8,
      filter: LINE,
      layout: round,
      paint: {
        'line-color': c.water,
        'line-width': width([
          [8, 0.5],
          [12, 1.4],
          [18, 7],
        ]),
      },
    },
    {
      id: `${PREFIX}edifici`,
      type: 'fill',
      source,
      'source-layer': 'buildings',
      minzoom: 14,
      filter: POLYGON,
      paint: {
        'fill-color': c.building,
        'fill-opacity': ['interpolate', ['linear'], ['zoom'], 14, 0, 15, 1],
      },
    },
    {
      id: `${PREFIX}ferrovie`,
      type: 'line',
      source,
      'source-layer': 'roads',
      minzoom: 10,
      filter: kindIn(['rail']),
      paint: {
        'line-color': c.rail,
        'line-width': width([
          [10, 0.5],
          [18, 2.5],
        ]),
        'line-dasharray': [5, 2],
      },
    },
    // All edges below all surfaces, so that crossings stay open.
    ...ROADS.filter(({ id }) => id !== 'sentieri').map(
      ({ id, kinds, from, width: stops }): LayerSpecification => ({
        id: `${PREFIX}${id}-bordo`,
        type: 'line',
        source,
        'source-layer': 'roads',
        minzoom: Math.max(from, 11),
        filter: kindIn(kinds),
        layout: round,
        paint: { 'line-color': c.casing, 'line-width': width(stops, 1.4) },
      }),
    ),
    ...ROADS.map(({ id, kinds, from, width: stops }): LayerSpecification => ({
      id: `${PREFIX}${id}`,
      type: 'line',
      source,
      'source-layer': 'roads',
      minzoom: from,
      filter: kindIn(kinds),
      layout: round,
      paint: {
        // White roads on light ground vanish where they are thinner than their edge: far away they are drawn in its colour.
        'line-color': ['interpolate', ['linear'], ['zoom'], 11, c.casing, 13, c.road],
        'line-width': width(stops),
      },
    })),
  ];
}

// --- A style of somebody else's, under ours

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A templated or plain address inside a style; the templates' braces survive. `pmtiles://` keeps its scheme. */
function styleAddress(address: string, styleUrl: string): string {
  const inside = address.startsWith(PMTILES) ? address.slice(PMTILES.length) : address;
  const absolute = sameHost(inside, styleUrl).replaceAll('%7B', '{').replaceAll('%7D', '}');
  return address.startsWith(PMTILES) ? PMTILES + absolute : absolute;
}

function styleSource(source: unknown, styleUrl: string): SourceSpecification {
  if (!isObject(source) || typeof source['type'] !== 'string') throw new BasemapError('not-style', styleUrl);
  if (!['vector', 'raster', 'raster-dem', 'geojson', 'image'].includes(source['type']))
    throw new BasemapError('not-style', styleUrl);
  const clean: Json = { ...source };
  if (typeof source['url'] === 'string') clean['url'] = styleAddress(source['url'], styleUrl);
  if (typeof source['data'] === 'string') clean['data'] = styleAddress(source['data'], styleUrl);
  if (Array.isArray(source['tiles']))
    clean['tiles'] = source['tiles'].map((tile) => styleAddress(String(tile), styleUrl));
  return clean as unknown as SourceSpecification;
}

/**
 * A style as a background: every address in it absolute and on the page's own host, every id prefixed. Glyphs are checked and
 * left out: with them MapLibre would ask the glyph server for our labels too, so all labels are drawn with the page's font.
 * Throws BasemapError.
 */
export function styleBasemap(style: unknown, styleUrl: string, font: string): Basemap {
  if (
    !isObject(style) ||
    style['version'] !== 8 ||
    !isObject(style['sources']) ||
    !Array.isArray(style['layers'])
  )
    throw new BasemapError('not-style', styleUrl);
  const { sprite, glyphs } = style;
  if (typeof glyphs === 'string') sameHost(glyphs, styleUrl);
  if (sprite !== undefined && typeof sprite !== 'string') throw new BasemapError('not-style', styleUrl);
  const sources = Object.fromEntries(
    Object.entries(style['sources']).map(([id, source]) => [PREFIX + id, styleSource(source, styleUrl)]),
  );
  const layers = style['layers'].map((layer: unknown): LayerSpecification => {
    if (!isObject(layer) || typeof layer['id'] !== 'string') throw new BasemapError('not-style', styleUrl);
    const { source, layout } = layer;
    if (source !== undefined && !(PREFIX + String(source) in sources))
      throw new BasemapError('not-style', styleUrl);
    return {
      ...layer,
      id: PREFIX + layer['id'],
      ...(source === undefined ? {} : { source: PREFIX + String(source) }),
      ...(isObject(layout) && 'text-field' in layout ? { layout: { ...layout, 'text-font': [font] } } : {}),
    } as unknown as LayerSpecification;
  });
  return {
    sources,
    layers: () => layers,
    sprite: sprite === undefined ? null : sameHost(sprite, styleUrl),
  };
}

// --- Fetching

/** What an archive says of itself, as far as it is asked. */
export interface ArchiveHead {
  tileType: number;
  minZoom: number;
  maxZoom: number;
  bounds: [number, number, number, number];
  metadata: unknown;
}

const MVT = 1;
const MLT = 6;

/** An archive's head as a background. Throws BasemapError. */
export function archiveBasemap(head: ArchiveHead, url: string): Basemap {
  if (head.tileType !== MVT && head.tileType !== MLT) throw new BasemapError('not-vector', url);
  const metadata = isObject(head.metadata) ? head.metadata : {};
  const listed = Array.isArray(metadata['vector_layers'])
    ? metadata['vector_layers'].map((layer: unknown) => (isObject(layer) ? layer['id'] : null))
    : null;
  // An archive need not list its layers; one that does must have some that the style knows.
  if (listed !== null && !PROTOMAPS_LAYERS.some((id) => listed.includes(id)))
    throw new BasemapError('not-protomaps', url);
  const [west, south, east, north] = head.bounds;
  const stated = metadata['attribution'];
  const source: VectorSourceSpecification = {
    type: 'vector',
    tiles: [`${PMTILES}${url}/{z}/{x}/{y}`],
    minzoom: head.minZoom,
    maxzoom: head.maxZoom,
    ...(west < east && south < north ? { bounds: head.bounds } : {}),
    ...(head.tileType === MLT ? { encoding: 'mlt' as const } : {}),
    // OpenStreetMap's licence asks for it, whatever the archive forgot to say. MapLibre cleans the markup.
    attribution: typeof stated === 'string' && stated.trim() !== '' ? stated : OSM_ATTRIBUTION,
  };
  return { sources: { [TILES_SOURCE]: source }, layers: (theme) => protomapsLayers(theme), sprite: null };
}

/** The reading library says in words only what went wrong. */
function archiveFailure(error: unknown): BasemapFailure {
  const text = error instanceof Error ? error.message : String(error);
  if (/response code|failed to fetch|networkerror/i.test(text)) return 'missing';
  if (/content-length|byte serving/i.test(text)) return 'no-range';
  return 'unreadable';
}

async function archive(url: string): Promise<Basemap> {
  const { PMTiles } = await import('pmtiles');
  let head: ArchiveHead;
  try {
    const file = new PMTiles(url);
    const h = await file.getHeader();
    head = {
      tileType: h.tileType,
      minZoom: h.minZoom,
      maxZoom: h.maxZoom,
      bounds: [h.minLon, h.minLat, h.maxLon, h.maxLat],
      metadata: await file.getMetadata(),
    };
  } catch (error) {
    throw new BasemapError(archiveFailure(error), url);
  }
  return archiveBasemap(head, url);
}

async function foreignStyle(url: string, font: string): Promise<Basemap> {
  const answer = await fetch(url).catch(() => null);
  if (!answer?.ok) throw new BasemapError('missing', url);
  const style: unknown = await answer.json().catch(() => null);
  return styleBasemap(style, url, font);
}

/** Fetches what a setting names. Rejects with BasemapError. */
export const loadBasemap = (setting: BasemapSetting, font: string): Promise<Basemap> =>
  setting.kind === 'pmtiles' ? archive(setting.url) : foreignStyle(setting.url, font);

const readsArchive = (source: SourceSpecification): boolean => JSON.stringify(source).includes(`"${PMTILES}`);

/** Whether the protocol is known to MapLibre already; it is one for all maps of the page. */
let protocolAdded = false;

async function addPmtiles(add: typeof addProtocol): Promise<void> {
  const { Protocol } = await import('pmtiles');
  if (protocolAdded) return;
  protocolAdded = true;
  const protocol = new Protocol({ metadata: true });
  add('pmtiles', async ({ url, type }, abort) => {
    const { data } = await protocol.tilev4({ url, ...(type ? { type } : {}) }, abort);
    return { data: data as ArrayBuffer };
  });
}

/**
 * Puts a background behind our layers. The map must be loaded; `add` is MapLibre's `addProtocol`, which is not imported here, so that
 * this file can be read without a browser. Rejects with BasemapError when MapLibre refuses a part of it.
 */
export async function addBasemap(
  map: MapLibreMap,
  basemap: Basemap,
  theme: MapTheme,
  add: typeof addProtocol,
): Promise<void> {
  if (Object.values(basemap.sources).some(readsArchive)) await addPmtiles(add);
  if (basemap.sprite !== null) map.setSprite(basemap.sprite);
  for (const [id, source] of Object.entries(basemap.sources))
    if (!map.getSource(id)) map.addSource(id, source);
  const above = nextAbove('sfondo-tiles', map.getLayersOrder());
  const refused = basemap.layers(theme).filter((layer) => {
    if (!map.getLayer(layer.id)) map.addLayer(layer, above);
    return !map.getLayer(layer.id);
  });
  if (refused.length > 0) throw new BasemapError('not-style', refused.map(({ id }) => id).join(', '));
}

/** The background in the colours of another theme. A foreign style has one look. */
export function paintBasemap(map: MapLibreMap, basemap: Basemap, theme: MapTheme): void {
  for (const layer of basemap.layers(theme)) {
    if (!map.getLayer(layer.id)) continue;
    for (const [name, value] of Object.entries(layer.paint ?? {}))
      map.setPaintProperty(layer.id, name as never, value as never);
  }
}
