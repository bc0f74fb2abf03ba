/** What of a GeoJSON can be drawn: perimeters and points, also in collections, in degrees. */
import type { Feature, MultiPoint, MultiPolygon, Point, Polygon, Position } from 'geojson';
import type { ProblemId } from './types';

export const isObject = (x: unknown): x is Record<string, unknown> =>
  typeof x === 'object' && x !== null && !Array.isArray(x);

export function featuresOf(root: unknown): unknown[] | null {
  if (!isObject(root)) return null;
  if (root['type'] === 'FeatureCollection') return Array.isArray(root['features']) ? root['features'] : null;
  if (root['type'] === 'Feature') return [root];
  if (root['type'] === 'GeometryCollection' && Array.isArray(root['geometries']))
    return root['geometries'].map((geometry: unknown) => ({ type: 'Feature', properties: {}, geometry }));
  return typeof root['type'] === 'string' && 'coordinates' in root
    ? [{ type: 'Feature', properties: {}, geometry: root }]
    : null;
}

/** WGS 84, and the systems in degrees that differ from it by less than a metre: ETRS89, RDN2008. */
const DEGREES = /CRS:?84$|WGS ?84$|EPSG[:/]+(?:[\d.]*[:/])?(?:4326|4979|4258|4937|6706|6705)$/i;

/** The name of the system of coordinates that the file states and that is not degrees; null: none, or degrees. */
export function otherSystem(root: unknown): string | null {
  const crs = isObject(root) ? root['crs'] : null;
  const properties = isObject(crs) && isObject(crs['properties']) ? crs['properties'] : {};
  const { name, href, code } = properties;
  const said = [name, href].find((x) => typeof x === 'string' && x.trim() !== '');
  const system =
    typeof said === 'string'
      ? said.trim()
      : typeof code === 'number' || typeof code === 'string'
        ? `EPSG:${code}`
        : null;
  return system === null || DEGREES.test(system) ? null : system;
}

const position = (raw: unknown, swap: boolean): Position | null => {
  if (!Array.isArray(raw)) return null;
  const [x, y] = raw as unknown[];
  if (typeof x !== 'number' || typeof y !== 'number' || !Number.isFinite(x) || !Number.isFinite(y))
    return null;
  return swap ? [y, x] : [x, y];
};

type Ring = { ok: true; ring: Position[]; closed: boolean } | { ok: false };
function ringOf(raw: unknown, swap: boolean): Ring {
  if (!Array.isArray(raw)) return { ok: false };
  const ring: Position[] = [];
  for (const point of raw) {
    const at = position(point, swap);
    if (!at) return { ok: false };
    ring.push(at);
  }
  const [first] = ring;
  const last = ring.at(-1);
  const closed = first !== undefined && first[0] === last?.[0] && first[1] === last?.[1];
  if (first && !closed) ring.push(first);
  return ring.length < 4 ? { ok: false } : { ok: true, ring, closed };
}

function polygonOf(raw: unknown, swap: boolean): { rings: Position[][]; closed: boolean } | null {
  if (!Array.isArray(raw) || raw.length === 0) return null;
  const rings = raw.map((ring) => ringOf(ring, swap));
  const good = rings.flatMap((r) => (r.ok ? [r] : []));
  return good.length === rings.length
    ? { rings: good.map((r) => r.ring), closed: good.every((r) => r.closed) }
    : null;
}

/** A geometry taken apart. */
export interface Parts {
  polygons: Position[][][];
  points: Position[];
  /** No ring had to be closed. */
  closed: boolean;
  /** Why something of it cannot be drawn. */
  bad: ProblemId | null;
}
const nothing = (bad: ProblemId): Parts => ({ polygons: [], points: [], closed: true, bad });

/** Collections in collections, as deep as anybody has written them. */
const DEEPEST = 8;

export function partsOf(geometry: unknown, swap: boolean, depth = 0): Parts {
  if (!isObject(geometry)) return nothing('no-coordinates');
  const { type, coordinates, geometries } = geometry;
  switch (type) {
    case 'Point':
    case 'MultiPoint': {
      const raw: unknown[] =
        type === 'Point' ? [coordinates] : Array.isArray(coordinates) ? (coordinates as unknown[]) : [];
      const points = raw.flatMap((one) => {
        const at = position(one, swap);
        return at ? [at] : [];
      });
      const good = points.length > 0 && points.length === raw.length;
      return { polygons: [], points, closed: true, bad: good ? null : 'bad-coordinates' };
    }
    case 'Polygon':
    case 'MultiPolygon': {
      const raw: unknown[] =
        type === 'Polygon' ? [coordinates] : Array.isArray(coordinates) ? (coordinates as unknown[]) : [];
      const polygons = raw.map((one) => polygonOf(one, swap));
      const good = polygons.flatMap((one) => (one ? [one] : []));
      return good.length > 0 && good.length === polygons.length
        ? {
            polygons: good.map(({ rings }) => rings),
            points: [],
            closed: good.every(({ closed }) => closed),
            bad: null,
          }
        : nothing('bad-ring');
    }
    case 'GeometryCollection': {
      if (!Array.isArray(geometries) || geometries.length === 0 || depth === DEEPEST)
        return nothing('no-coordinates');
      const parts = geometries.map((one: unknown) => partsOf(one, swap, depth + 1));
      return {
        polygons: parts.flatMap(({ polygons }) => polygons),
        points: parts.flatMap(({ points }) => points),
        closed: parts.every(({ closed }) => closed),
        bad: parts.find(({ bad }) => bad !== null)?.bad ?? null,
      };
    }
    case 'LineString':
    case 'MultiLineString':
      return nothing('line');
    default:
      return nothing('other-geometry');
  }
}

/** The perimeters of a feature as one geometry. */
export const perimeter = (polygons: Position[][][]): Polygon | MultiPolygon => {
  const [only = []] = polygons;
  return polygons.length === 1
    ? { type: 'Polygon', coordinates: only }
    : { type: 'MultiPolygon', coordinates: polygons };
};
/** The points of a feature as one geometry. */
export const point = (points: Position[]): Point | MultiPoint => {
  const [only = []] = points;
  return points.length === 1
    ? { type: 'Point', coordinates: only }
    : { type: 'MultiPoint', coordinates: points };
};

/* ---- Lighter perimeters ---- */

/** Positions of a file from which perimeters are drawn lighter than they are written. */
const HEAVY = 60_000;
/** Half a metre, in degrees of latitude. */
const TOLERANCE = 5e-6;
/** A degree of longitude by one of latitude, in the middle of Lombardy. */
const NARROW = 0.7;

const round = ([x = NaN, y = NaN]: Position): Position => [
  Math.round(x * 1e6) / 1e6,
  Math.round(y * 1e6) / 1e6,
];

/** Squared distance from a segment, in degrees of latitude. */
function distance(
  [px = 0, py = 0]: Position,
  [ax = 0, ay = 0]: Position,
  [bx = 0, by = 0]: Position,
): number {
  const [dx, dy] = [(bx - ax) * NARROW, by - ay];
  const [ex, ey] = [(px - ax) * NARROW, py - ay];
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, (ex * dx + ey * dy) / length));
  return (ex - t * dx) ** 2 + (ey - t * dy) ** 2;
}

/** Without the corners that nobody sees at any zoom (Douglas and Peucker); a ring stays a ring. */
function lighterRing(ring: Position[]): Position[] {
  const keep = new Uint8Array(ring.length);
  keep[0] = keep[ring.length - 1] = 1;
  const spans: [from: number, to: number][] = [[0, ring.length - 1]];
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [from, to] = span;
    let [most, at] = [TOLERANCE ** 2, -1];
    for (let i = from + 1; i < to; i += 1) {
      const d = distance(ring[i] ?? [], ring[from] ?? [], ring[to] ?? []);
      if (d > most) [most, at] = [d, i];
    }
    if (at < 0) continue;
    keep[at] = 1;
    spans.push([from, at], [at, to]);
  }
  const kept = ring.filter((_, i) => keep[i] === 1).map(round);
  return kept.length < 4 ? ring : kept;
}

const size = (feature: Feature): number => {
  const { geometry } = feature;
  if (geometry.type === 'Polygon') return geometry.coordinates.reduce((n, ring) => n + ring.length, 0);
  if (geometry.type === 'MultiPolygon')
    return geometry.coordinates.flat().reduce((n, ring) => n + ring.length, 0);
  return geometry.type === 'MultiPoint' ? geometry.coordinates.length : 1;
};

/**
 * Perimeters of a large file as they are drawn: corners within half a metre of the line are left out and coordinates have six
 * decimals (a decimetre), because every position is copied to the page and from there to the map.
 */
export function lighter(features: Feature[]): Feature[] {
  if (features.reduce((n, feature) => n + size(feature), 0) < HEAVY) return features;
  return features.map((feature) => {
    const { geometry } = feature;
    if (geometry.type === 'Polygon')
      return { ...feature, geometry: { ...geometry, coordinates: geometry.coordinates.map(lighterRing) } };
    if (geometry.type === 'MultiPolygon')
      return {
        ...feature,
        geometry: { ...geometry, coordinates: geometry.coordinates.map((rings) => rings.map(lighterRing)) },
      };
    return feature;
  });
}

/** Features in their order, so few together that each lot is copied in a moment. */
export function lots(features: readonly Feature[], positions = 40_000): Feature[][] {
  const list: Feature[][] = [];
  let room = 0;
  for (const feature of features) {
    const n = size(feature) + 4;
    if (n > room || list.length === 0) {
      list.push([]);
      room = positions;
    }
    list.at(-1)?.push(feature);
    room -= n;
  }
  return list;
}
