/**
 * Proof, in exact integer arithmetic, that the polygons of a quantized TopoJSON object divide the plane: no ring crosses
 * another or itself, no border is used twice from the same side, and what is left is the outline.
 */
import type { GeoJsonProperties } from 'geojson';
import type { GeometryObject, Topology } from 'topojson-specification';

type Point = readonly [x: number, y: number];

export interface Partition {
  /** Ids of geometries with a ring that is open, too short or without area. */
  badRings: string[];
  /** Ids whose borders cross those of another (or their own), or that lie on another: areas overlap. */
  crossing: string[];
  /** Ids whose borders meet others outside their common vertices; no area is wrong. */
  touching: string[];
  /** Twice the area of all polygons, in squared parts of a grid step. */
  area2: number;
  /** Rings that bound the whole; twice their signed area. Those of the minority sign are holes. */
  outline: { area2: number; at: Point }[];
  points: number;
}

/**
 * Arcs as absolute grid positions, in whole parts of a step (`parts` to a step). Throws on anything between: with
 * rounding errors in the coordinates the proof would be worth nothing.
 */
export function gridArcs(topology: Topology, parts = 1): Point[][] {
  if (!topology.transform) throw new Error('topology is not quantized');
  return topology.arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return arc.map((step) => {
      x += (step[0] ?? NaN) * parts;
      y += (step[1] ?? NaN) * parts;
      const [rx, ry] = [Math.round(x), Math.round(y)];
      if (!(Math.abs(x - rx) < 1e-3 && Math.abs(y - ry) < 1e-3))
        throw new Error(`arc position ${x} ${y} between grid steps`);
      return [rx, ry] as const;
    });
  });
}

/** Arc indices of each ring of a geometry, polygon by polygon. */
export function ringsOf(geometry: GeometryObject<GeoJsonProperties>): number[][][] {
  if (geometry.type === 'Polygon') return [geometry.arcs];
  if (geometry.type === 'MultiPolygon') return geometry.arcs;
  return [];
}

/** Positions of a ring, closed: the last equals the first. */
export function ringPoints(ring: readonly number[], arcs: readonly (readonly Point[])[]): Point[] {
  const points: Point[] = [];
  for (const ref of ring) {
    const arc = arcs[ref < 0 ? ~ref : ref] ?? [];
    const run = ref < 0 ? [...arc].reverse() : arc;
    points.push(...(points.length > 0 ? run.slice(1) : run));
  }
  return points;
}

/** Twice the signed area. */
export function area2Of(points: readonly Point[]): number {
  let sum = 0;
  for (let i = 1; i < points.length; i++) {
    const [ax, ay] = points[i - 1] as Point;
    const [bx, by] = points[i] as Point;
    sum += ax * by - bx * ay;
  }
  return sum;
}

const same = (a: Point, b: Point): boolean => a[0] === b[0] && a[1] === b[1];
const side = (a: Point, b: Point, p: Point): number =>
  Math.sign((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]));
const between = (a: Point, b: Point, p: Point): boolean =>
  p[0] >= Math.min(a[0], b[0]) &&
  p[0] <= Math.max(a[0], b[0]) &&
  p[1] >= Math.min(a[1], b[1]) &&
  p[1] <= Math.max(a[1], b[1]);

/**
 * How two segments meet beyond shared end points. `cross`: their insides cross, so areas overlap. `touch`: a vertex lies
 * on the inside of the other, or they run together; no area is wrong, but the border is not one arc.
 */
export function meeting(a: Point, b: Point, c: Point, d: Point): 'cross' | 'touch' | null {
  const [sc, sd] = [side(a, b, c), side(a, b, d)];
  const [sa, sb] = [side(c, d, a), side(c, d, b)];
  if (sc * sd < 0 && sa * sb < 0) return 'cross';
  const inner = (p: Point, s: number, u: Point, v: Point): boolean =>
    s === 0 && between(u, v, p) && !same(p, u) && !same(p, v);
  if (inner(c, sc, a, b) || inner(d, sd, a, b) || inner(a, sa, c, d) || inner(b, sb, c, d)) return 'touch';
  return (same(a, c) && same(b, d)) || (same(a, d) && same(b, c)) ? 'touch' : null;
}

/** Pairs of arcs that cross or touch, worst first seen kept. A grid of cells keeps it near linear. */
function conflicts(
  arcs: readonly (readonly Point[])[],
  used: ReadonlySet<number>,
): { arcs: [number, number]; how: 'cross' | 'touch' }[] {
  const segments: { arc: number; a: Point; b: Point }[] = [];
  for (const arc of used) {
    const points = arcs[arc] ?? [];
    for (let i = 1; i < points.length; i++)
      segments.push({ arc, a: points[i - 1] as Point, b: points[i] as Point });
  }
  let size = 1;
  for (const s of segments) size = Math.max(size, s.a[0], s.b[0], s.a[1], s.b[1]);
  const cell = Math.max(1, size / 200);
  const cells = new Map<number, number[]>();
  const found = new Map<string, { arcs: [number, number]; how: 'cross' | 'touch' }>();
  segments.forEach((s, index) => {
    const seen = new Set<number>();
    const [x0, x1] = [Math.min(s.a[0], s.b[0]), Math.max(s.a[0], s.b[0])];
    const [y0, y1] = [Math.min(s.a[1], s.b[1]), Math.max(s.a[1], s.b[1])];
    for (let cx = Math.floor(x0 / cell); cx <= Math.floor(x1 / cell); cx++)
      for (let cy = Math.floor(y0 / cell); cy <= Math.floor(y1 / cell); cy++) {
        const key = cx * 100_000 + cy;
        const here = cells.get(key) ?? [];
        for (const other of here) {
          if (seen.has(other)) continue;
          seen.add(other);
          const o = segments[other];
          if (!o) continue;
          const how = meeting(s.a, s.b, o.a, o.b);
          const pair = `${o.arc}-${s.arc}`;
          if (how !== null && found.get(pair)?.how !== 'cross')
            found.set(pair, { arcs: [o.arc, s.arc], how });
        }
        here.push(index);
        cells.set(key, here);
      }
  });
  return [...found.values()];
}

/** Judges one object of a quantized topology whose positions are whole `parts` of a grid step. */
export function partitionOf(topology: Topology, objectName: string, parts = 1): Partition {
  const object = topology.objects[objectName];
  if (object?.type !== 'GeometryCollection') throw new Error(`no collection ${objectName}`);
  const arcs = gridArcs(topology, parts);
  const badRings = new Set<string>();
  const crossing = new Set<string>();
  const touching = new Set<string>();
  const users = new Map<number, { id: string; forward: boolean }[]>();
  let area2 = 0;

  for (const geometry of object.geometries) {
    const id = String(geometry.id);
    const polygons = ringsOf(geometry);
    if (polygons.length === 0) badRings.add(id);
    for (const polygon of polygons)
      polygon.forEach((ring, i) => {
        const points = ringPoints(ring, arcs);
        const [first] = points;
        const last = points.at(-1);
        const size = area2Of(points);
        if (!first || !last || !same(first, last) || points.length < 4 || size === 0) badRings.add(id);
        area2 += (i === 0 ? 1 : -1) * Math.abs(size);
        for (const ref of ring) {
          const arc = ref < 0 ? ~ref : ref;
          const uses = users.get(arc) ?? [];
          // The same side of a border twice: two polygons lie on top of each other.
          if (uses.some((use) => use.forward === ref >= 0))
            for (const other of [id, ...uses.map((u) => u.id)]) crossing.add(other);
          uses.push({ id, forward: ref >= 0 });
          users.set(arc, uses);
        }
      });
  }
  for (const conflict of conflicts(arcs, new Set(users.keys())))
    for (const arc of conflict.arcs)
      for (const use of users.get(arc) ?? []) (conflict.how === 'cross' ? crossing : touching).add(use.id);

  return {
    badRings: [...badRings].sort(),
    crossing: [...crossing].sort(),
    touching: [...touching].sort(),
    area2,
    outline: outlineOf(arcs, users),
    points: [...users.keys()].reduce((sum, arc) => sum + (arcs[arc]?.length ?? 0), 0),
  };
}

/** Chains the arcs used from one side only into rings. */
function outlineOf(
  arcs: readonly (readonly Point[])[],
  users: ReadonlyMap<number, { forward: boolean }[]>,
): Partition['outline'] {
  const key = (p: Point): string => `${p[0]},${p[1]}`;
  const runs: Point[][] = [];
  for (const [arc, uses] of users) {
    const points = arcs[arc] ?? [];
    if (uses.length === 1) runs.push(uses[0]?.forward ? [...points] : [...points].reverse());
  }
  const starts = new Map<string, number[]>();
  runs.forEach((run, i) => {
    const k = key(run[0] as Point);
    starts.set(k, [...(starts.get(k) ?? []), i]);
  });
  const taken = new Set<number>();
  const outline: Partition['outline'] = [];
  runs.forEach((first, i) => {
    if (taken.has(i)) return;
    taken.add(i);
    const ring = [...first];
    const end = key(first[0] as Point);
    while (key(ring.at(-1) as Point) !== end) {
      const next = (starts.get(key(ring.at(-1) as Point)) ?? []).find((j) => !taken.has(j));
      if (next === undefined) break;
      taken.add(next);
      ring.push(...(runs[next] ?? []).slice(1));
    }
    outline.push({ area2: area2Of(ring), at: first[0] as Point });
  });
  return outline;
}
