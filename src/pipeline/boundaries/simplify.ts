/** Two TopoJSON files from the repaired polygons: one to zoom into, one to see the whole. */
import { gzipSync } from 'node:zlib';
import type { MultiPolygon, Polygon } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { fail } from './failure';
import { areaKm2 } from './geometry';
import type { Municipality } from './mergers';
import { gridArcs, partitionOf, ringPoints, type Partition } from './partition';
import { shape, type Area, type Areas } from './shaper';

/** Largest change of a municipality's area, as a share of it. */
export const MAX_DISTORTION = 0.03;
export const DETAIL_BYTES = 100_000;
export const DETAIL_POINTS = 20_000;
export const OVERVIEW_BYTES = 40_000;

/** The overview answers "where about", not "how large": a place may look larger, but never vanish or double. */
export const OVERVIEW_MAX_DISTORTION = 0.4;

/**
 * Grid steps across the region, and the parts of a step that mended crossings may use. 10,000 steps are 23 m, below what
 * the simplification moves; 100,000 would cost 20 % more bytes and show nothing. The overview's 1,200 are less than a
 * pixel of a drawing 1,000 px wide, so coarse that some crossings can only be mended between steps.
 */
interface Grid {
  steps: number;
  parts: number;
}
const DETAIL_GRID: Grid = { steps: 10_000, parts: 1 };
export const OVERVIEW_GRID: Grid = { steps: 1_200, parts: 100 };
/** Visvalingam resolutions in metres, finest first; the finest that fits the limits is taken. */
const DETAIL_INTERVALS = [200, 300, 400, 500, 600, 800, 1000, 1500] as const;
const OVERVIEW_INTERVALS = [1000, 1500, 2000, 3000] as const;
const MAX_ROUNDS = 25;

/**
 * Next interval of a municipality above the limit. Visvalingam drops triangles up to interval², so the area follows the
 * square of the interval; aiming a little below the limit saves rounds, and a step is bounded because a border also
 * belongs to the neighbour. A border that crosses another (share within the limit) is simply halved.
 */
function refined(interval: number, share: number, limit: number): number {
  if (share <= limit) return interval / 2;
  const factor = Math.sqrt((0.9 * limit) / share);
  return interval * (factor >= 0.5 ? Math.min(factor, 0.9) : 0.5);
}

export interface Distortion {
  code: string;
  share: number;
}

export interface Simplified {
  topology: Topology;
  json: string;
  gzip: number;
  points: number;
  interval: number;
  distortion: Distortion[];
  partition: Partition;
}

export interface Attempt {
  interval: number;
  round: number;
  points: number;
  bytes: number;
  over: number;
}

export interface Names {
  region: { code: string; name: string };
  provinces: ReadonlyMap<string, string>;
}

export const gzipSize = (text: string): number => gzipSync(text, { level: 9 }).length;

/** Share by which each municipality's area differs from the unsimplified one, largest first. */
export function distortionOf(topology: Topology, trueKm2: ReadonlyMap<string, number>): Distortion[] {
  const areas = municipalitiesOf(topology);
  return [...trueKm2]
    .map(([code, km2]) => ({ code, share: Math.abs(areaKm2(areas.get(code) ?? null) / km2 - 1) }))
    .sort((a, b) => b.share - a.share);
}

/** Decoded polygons of the object `comuni`, by code. */
export function municipalitiesOf(topology: Topology): Map<string, Area> {
  const object = topology.objects['comuni'] as GeometryCollection;
  return new Map(
    feature(topology, object).features.map((f) => [String(f.id), f.geometry as Polygon | MultiPolygon]),
  );
}

/** One run of mapshaper: municipalities at their own intervals, provinces and region dissolved from the same arcs. */
async function topologyOf(
  areas: Areas<Municipality>,
  intervalOf: (code: string) => number,
  grid: Grid,
  names: Names,
): Promise<Topology> {
  const input = {
    ...areas,
    features: areas.features.map((f) => ({
      ...f,
      properties: {
        code: f.properties.code,
        prov: f.properties.code.slice(0, 3),
        m: intervalOf(f.properties.code),
      },
    })),
  };
  const text = await shape(
    [
      ...['-i', 'in.json', 'name=comuni'],
      ...['-simplify', 'visvalingam', 'variable', 'interval=m', 'keep-shapes'],
      ...['-dissolve', 'prov', '+', 'name=province', 'target=comuni'],
      ...['-dissolve', '+', 'name=regione', 'target=comuni'],
      ...['-o', 'out.json', 'format=topojson', 'target=comuni,province,regione'],
      ...[`quantization=${grid.steps}`, 'fix-geometry'],
    ],
    { 'in.json': JSON.stringify(input) },
  );
  const raw = JSON.parse(text) as Topology;
  const municipality = new Map(areas.features.map((f) => [f.properties.code, f.properties.name]));
  const named = (object: string, label: (row: Record<string, unknown>) => { code: string; name: string }) => {
    const { geometries } = raw.objects[object] as GeometryCollection<Record<string, unknown>>;
    return {
      type: 'GeometryCollection' as const,
      geometries: geometries
        .map((g) => {
          const { code, name } = label(g.properties ?? {});
          return { ...g, id: code, properties: { istat_code: code, name } };
        })
        .sort((a, b) => a.id.localeCompare(b.id)),
    };
  };
  return {
    ...raw,
    arcs: roundedArcs(raw.arcs, grid.parts),
    objects: {
      comuni: named('comuni', (row) => ({
        code: String(row['code']),
        name: municipality.get(String(row['code'])) ?? '',
      })),
      province: named('province', (row) => ({
        code: String(row['prov']),
        name: names.provinces.get(String(row['prov'])) ?? '',
      })),
      regione: named('regione', () => names.region),
    },
  } as Topology;
}

/**
 * Arcs rounded to whole `parts` of a grid step. `fix-geometry` leaves the crossings it mends anywhere between grid
 * positions; only whole parts can be checked exactly.
 */
export function roundedArcs(arcs: Topology['arcs'], parts: number): number[][][] {
  return arcs.map((arc) => {
    const steps: number[][] = [];
    let [x, y, px, py] = [0, 0, 0, 0];
    arc.forEach((step, i) => {
      x += step[0] ?? NaN;
      y += step[1] ?? NaN;
      const [rx, ry] = [Math.round(x * parts), Math.round(y * parts)];
      // A vertex that rounds onto the one before goes, but an arc keeps its two ends.
      const repeats = steps.length > 0 && rx === px && ry === py;
      if (!repeats || (i === arc.length - 1 && steps.length === 1))
        steps.push([(rx - px) / parts, (ry - py) / parts]);
      [px, py] = [rx, ry];
    });
    return steps;
  });
}

const pointsOf = (topology: Topology): number => topology.arcs.reduce((sum, arc) => sum + arc.length, 0);

interface Search {
  file: string;
  intervals: readonly number[];
  grid: Grid;
  maxDistortion: number;
  maxBytes: number;
  maxPoints: number;
  /** Whether borders may meet outside common vertices: unavoidable on a coarse grid, unseen in a drawing. */
  mayTouch: boolean;
  /** How the topology is stored. */
  store: (topology: Topology) => Topology;
}

/**
 * Finest simplification that keeps each municipality within its distortion and the file within its limits. Starts
 * coarse and refines only the municipalities that need it, so that points go where small places would be bent out of
 * shape. Throws BoundaryFailure `distortion` or `size`.
 */
async function search(
  areas: Areas<Municipality>,
  names: Names,
  want: Search,
  onAttempt: (attempt: Attempt) => void,
): Promise<Simplified> {
  const trueKm2 = new Map(areas.features.map((f) => [f.properties.code, areaKm2(f.geometry)]));
  let smallest = Infinity;
  let stuck: string[] = [];
  for (const interval of want.intervals) {
    const intervals = new Map<string, number>();
    const intervalOf = (code: string): number => intervals.get(code) ?? interval;
    for (let round = 1; ; round++) {
      const shared = await topologyOf(areas, intervalOf, want.grid, names);
      const topology = want.store(shared);
      const json = `${JSON.stringify(topology)}\n`;
      const gzip = gzipSize(json);
      const points = pointsOf(topology);
      const distortion = distortionOf(shared, trueKm2);
      const partition = partitionOf(shared, 'comuni', want.grid.parts);
      const broken = new Set([
        ...partition.badRings,
        ...partition.crossing,
        ...(want.mayTouch ? [] : partition.touching),
      ]);
      const over = distortion.filter((d) => !(d.share <= want.maxDistortion) || broken.has(d.code));
      onAttempt({ interval, round, points, bytes: gzip, over: over.length });
      // Refining only adds points: what is too heavy now stays too heavy.
      if (gzip > want.maxBytes || points > want.maxPoints) {
        smallest = Math.min(smallest, gzip);
        break;
      }
      if (over.length === 0) return { topology, json, gzip, points, interval, distortion, partition };
      if (round === MAX_ROUNDS) {
        stuck = over.map((d) => `${d.code} ${(d.share * 100).toFixed(1)} %`);
        break;
      }
      for (const { code, share } of over)
        intervals.set(code, refined(intervalOf(code), share, want.maxDistortion));
    }
  }
  if (stuck.length > 0) return fail({ kind: 'distortion', limit: want.maxDistortion, found: stuck });
  return fail({ kind: 'size', file: want.file, limit: want.maxBytes, found: smallest });
}

/** The municipalities to zoom into: shared borders are shared arcs. */
export function simplifyDetail(
  areas: Areas<Municipality>,
  names: Names,
  onAttempt: (attempt: Attempt) => void,
): Promise<Simplified> {
  const want: Search = {
    file: 'comuni.topo.json',
    intervals: DETAIL_INTERVALS,
    grid: DETAIL_GRID,
    maxDistortion: MAX_DISTORTION,
    maxBytes: DETAIL_BYTES,
    maxPoints: DETAIL_POINTS,
    mayTouch: false,
    store: (topology) => topology,
  };
  return search(areas, names, want, onAttempt);
}

/**
 * The whole region for static drawings. Its rings are stored whole instead of as shared arcs: at five vertices a
 * municipality the arc indices weigh more than the second copy of each border, and copies on one grid still coincide.
 * Names of municipalities are left to comuni.csv.
 */
export function simplifyOverview(
  areas: Areas<Municipality>,
  names: Names,
  onAttempt: (attempt: Attempt) => void,
): Promise<Simplified> {
  const want: Search = {
    file: 'overview.topo.json',
    intervals: OVERVIEW_INTERVALS,
    grid: OVERVIEW_GRID,
    maxDistortion: OVERVIEW_MAX_DISTORTION,
    maxBytes: OVERVIEW_BYTES,
    maxPoints: DETAIL_POINTS,
    mayTouch: true,
    store: (topology) => withWholeRings(topology, OVERVIEW_GRID.parts),
  };
  return search(areas, names, want, onAttempt);
}

/** The same geometries, each ring an arc of its own. */
export function withWholeRings(topology: Topology, parts = 1): Topology {
  const arcs = gridArcs(topology, parts);
  const out: number[][][] = [];
  const whole = (ring: readonly number[]): number[] => {
    let [px, py] = [0, 0];
    const steps: number[][] = [];
    for (const [x, y] of ringPoints(ring, arcs)) {
      if (steps.length === 0 || x !== px || y !== py) steps.push([(x - px) / parts, (y - py) / parts]);
      [px, py] = [x, y];
    }
    return [out.push(steps) - 1];
  };
  const objects = Object.fromEntries(
    Object.entries(topology.objects).map(([name, object]) => {
      const { geometries } = object as GeometryCollection<{ istat_code: string; name: string }>;
      return [
        name,
        {
          type: 'GeometryCollection' as const,
          geometries: geometries.map((g) => {
            const kept =
              name === 'comuni'
                ? { type: g.type, id: g.id }
                : { type: g.type, id: g.id, properties: g.properties };
            if (g.type === 'Polygon') return { ...kept, arcs: g.arcs.map(whole) };
            if (g.type === 'MultiPolygon')
              return { ...kept, arcs: g.arcs.map((polygon) => polygon.map(whole)) };
            return g;
          }),
        },
      ];
    }),
  );
  return { ...topology, arcs: out, objects } as Topology;
}
