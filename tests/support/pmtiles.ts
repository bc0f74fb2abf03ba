/**
 * A small map archive for the tests: a valid PMTiles file (version 3) of vector tiles over Milano, in the layers that Protomaps
 * has. Written from nothing, so that no map data has to be in the repository.
 * Formats: https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md, https://github.com/mapbox/vector-tile-spec
 */
import { gzipSync } from 'node:zlib';
import { zxyToTileId } from 'pmtiles';

type LonLat = readonly [lon: number, lat: number];

export interface TestFeature {
  layer: string;
  type: 'line' | 'polygon';
  kind: string;
  points: readonly LonLat[];
}

const EXTENT = 4096;

/** Bytes of a protocol buffer, field by field. */
class Message {
  readonly bytes: number[] = [];

  varint(value: number): this {
    let rest = value;
    while (rest > 127) {
      this.bytes.push((rest % 128) | 128);
      rest = Math.floor(rest / 128);
    }
    this.bytes.push(rest);
    return this;
  }
  number(field: number, value: number): this {
    return this.varint(field * 8).varint(value);
  }
  block(field: number, bytes: ArrayLike<number>): this {
    this.varint(field * 8 + 2).varint(bytes.length);
    for (let i = 0; i < bytes.length; i += 1) this.bytes.push(bytes[i] ?? 0);
    return this;
  }
  text(field: number, text: string): this {
    return this.block(field, new TextEncoder().encode(text));
  }
  packed(field: number, values: readonly number[]): this {
    const inner = new Message();
    for (const value of values) inner.varint(value);
    return this.block(field, inner.bytes);
  }
}

/** Fractions of the world's width and height, from the north-west. */
function mercator([lon, lat]: LonLat): [number, number] {
  const sin = Math.sin((lat * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)];
}

const zigzag = (n: number): number => (n < 0 ? -2 * n - 1 : 2 * n);

function geometry(feature: TestFeature, z: number, x: number, y: number): number[] {
  const inTile = feature.points.map((point): [number, number] => {
    const [u, v] = mercator(point);
    return [Math.round((u * 2 ** z - x) * EXTENT), Math.round((v * 2 ** z - y) * EXTENT)];
  });
  // Outer rings run clockwise on the screen.
  const area = inTile.reduce((sum, [ax, ay], i) => {
    const [bx, by] = inTile[(i + 1) % inTile.length] ?? [0, 0];
    return sum + ax * by - bx * ay;
  }, 0);
  if (feature.type === 'polygon' && area < 0) inTile.reverse();
  const commands: number[] = [];
  let at: [number, number] = [0, 0];
  inTile.forEach(([px, py], i) => {
    if (i === 0) commands.push(9);
    if (i === 1) commands.push(2 + 8 * (inTile.length - 1));
    commands.push(zigzag(px - at[0]), zigzag(py - at[1]));
    at = [px, py];
  });
  return feature.type === 'polygon' ? [...commands, 15] : commands;
}

/** A tile with one layer for each name among the features. They are not clipped: nothing here is larger than a few tiles. */
export function vectorTile(features: readonly TestFeature[], z: number, x: number, y: number): Uint8Array {
  const tile = new Message();
  for (const name of new Set(features.map(({ layer }) => layer))) {
    const layer = new Message().number(15, 2).text(1, name);
    const own = features.filter((f) => f.layer === name);
    const kinds = [...new Set(own.map(({ kind }) => kind))];
    for (const feature of own)
      layer.block(
        2,
        new Message()
          .packed(2, [0, kinds.indexOf(feature.kind)])
          .number(3, feature.type === 'line' ? 2 : 3)
          .packed(4, geometry(feature, z, x, y)).bytes,
      );
    layer.text(3, 'kind');
    for (const kind of kinds) layer.block(4, new Message().text(1, kind).bytes);
    layer.number(5, EXTENT);
    tile.block(3, layer.bytes);
  }
  return Uint8Array.from(tile.bytes);
}

const box = (west: number, south: number, east: number, north: number): LonLat[] => [
  [west, north],
  [east, north],
  [east, south],
  [west, south],
];

/** Invented, and recognisable: a park, a canal basin, a ring of roads and some houses around the middle of Milano. */
export const MILANO: readonly TestFeature[] = [
  { layer: 'landuse', type: 'polygon', kind: 'park', points: box(9.165, 45.47, 9.182, 45.48) },
  { layer: 'water', type: 'polygon', kind: 'water', points: box(9.17, 45.448, 9.178, 45.453) },
  {
    layer: 'roads',
    type: 'line',
    kind: 'highway',
    points: [
      [9.1, 45.44],
      [9.19, 45.43],
      [9.28, 45.46],
    ],
  },
  {
    layer: 'roads',
    type: 'line',
    kind: 'major_road',
    points: [
      [9.12, 45.48],
      [9.19, 45.4642],
      [9.26, 45.47],
    ],
  },
  {
    layer: 'roads',
    type: 'line',
    kind: 'minor_road',
    points: [
      [9.185, 45.45],
      [9.19, 45.4642],
      [9.192, 45.478],
    ],
  },
  { layer: 'buildings', type: 'polygon', kind: 'building', points: box(9.1905, 45.4646, 9.1922, 45.4655) },
  { layer: 'buildings', type: 'polygon', kind: 'building', points: box(9.1875, 45.4626, 9.1889, 45.4635) },
];

export interface ArchiveOptions {
  features?: readonly TestFeature[];
  minZoom?: number;
  maxZoom?: number;
  /** Default: vector tiles. 2: PNG. */
  tileType?: number;
  metadata?: Record<string, unknown>;
  /** Noise at the end of the tiles, so that the file is larger than what a reader asks for first. */
  padding?: number;
}

/** Bounds of the tiles that are written, in degrees. */
const BOUNDS = { west: 9.0, south: 45.38, east: 9.36, north: 45.55 };

/** The bytes of an archive. */
export function pmtilesArchive({
  features = MILANO,
  minZoom = 8,
  maxZoom = 14,
  tileType = 1,
  metadata = {},
  padding = 0,
}: ArchiveOptions = {}): Uint8Array {
  const tiles: { id: number; data: Uint8Array }[] = [];
  for (let z = minZoom; z <= maxZoom; z += 1) {
    const [west, north] = mercator([BOUNDS.west, BOUNDS.north]).map((f) => Math.floor(f * 2 ** z)) as [
      number,
      number,
    ];
    const [east, south] = mercator([BOUNDS.east, BOUNDS.south]).map((f) => Math.floor(f * 2 ** z)) as [
      number,
      number,
    ];
    for (let x = west; x <= east; x += 1)
      for (let y = north; y <= south; y += 1)
        tiles.push({ id: zxyToTileId(z, x, y), data: gzipSync(vectorTile(features, z, x, y)) });
  }
  tiles.sort((a, b) => a.id - b.id);

  const directory = new Message().varint(tiles.length);
  let last = 0;
  for (const { id } of tiles) {
    directory.varint(id - last);
    last = id;
  }
  tiles.forEach(() => directory.varint(1));
  for (const { data } of tiles) directory.varint(data.length);
  // 0: right after the tile before; the first one starts at offset 0, which is written as 1.
  tiles.forEach((_, i) => directory.varint(i === 0 ? 1 : 0));

  const root = gzipSync(Uint8Array.from(directory.bytes));
  const json = gzipSync(
    JSON.stringify({
      name: 'atlante-test',
      attribution: 'Tessere di prova, © OpenStreetMap',
      vector_layers: [...new Set(features.map(({ layer }) => layer))].map((id) => ({
        id,
        fields: { kind: 'String' },
      })),
      ...metadata,
    }),
  );
  const tileBytes = tiles.reduce((sum, { data }) => sum + data.length, 0) + padding;
  const header = new DataView(new ArrayBuffer(127));
  const put64 = (at: number, value: number) => header.setBigUint64(at, BigInt(value), true);
  const degrees = (at: number, value: number) => header.setInt32(at, Math.round(value * 1e7), true);
  new Uint8Array(header.buffer).set(new TextEncoder().encode('PMTiles'));
  header.setUint8(7, 3);
  const metadataAt = 127 + root.length;
  const dataAt = metadataAt + json.length;
  [127, root.length, metadataAt, json.length, dataAt, 0, dataAt, tileBytes].forEach((value, i) =>
    put64(8 + 8 * i, value),
  );
  [tiles.length, tiles.length, tiles.length].forEach((value, i) => put64(72 + 8 * i, value));
  // Clustered; directories and tiles gzip.
  [1, 2, 2, tileType, minZoom, maxZoom].forEach((value, i) => header.setUint8(96 + i, value));
  degrees(102, BOUNDS.west);
  degrees(106, BOUNDS.south);
  degrees(110, BOUNDS.east);
  degrees(114, BOUNDS.north);
  header.setUint8(118, 12);
  degrees(119, 9.19);
  degrees(123, 45.4642);
  return Buffer.concat([
    new Uint8Array(header.buffer),
    root,
    json,
    ...tiles.map(({ data }) => data),
    new Uint8Array(padding),
  ]);
}
