/**
 * A map as text: GeoJSON geometries to SVG path strings, for pages that draw their map while they are built.
 * Equirectangular with the middle parallel kept true (x scaled by cos lat), which over one region is within a pixel of any
 * conformal projection. Whole numbers and relative moves keep the text small.
 */
import type { Geometry, LineString, MultiLineString, MultiPolygon, Polygon, Position } from 'geojson';

/** Degrees. */
export interface Bounds {
  west: number;
  south: number;
  east: number;
  north: number;
}

/** A drawing of fixed width; lengths are in its own units. */
export interface Frame {
  bounds: Bounds;
  width: number;
  height: number;
  project: (lon: number, lat: number) => [x: number, y: number];
}

export type Drawable = Polygon | MultiPolygon | LineString | MultiLineString;

/** All positions of a geometry; none for collections, which boundaries never are. */
function* positions(geometry: Geometry): Generator<Position> {
  switch (geometry.type) {
    case 'Point':
      yield geometry.coordinates;
      return;
    case 'MultiPoint':
    case 'LineString':
      yield* geometry.coordinates;
      return;
    case 'Polygon':
    case 'MultiLineString':
      for (const part of geometry.coordinates) yield* part;
      return;
    case 'MultiPolygon':
      for (const polygon of geometry.coordinates) for (const ring of polygon) yield* ring;
      return;
    case 'GeometryCollection':
      return;
  }
}

/** The smallest box around all geometries; null when there is no finite position. */
export function boundsOf(geometries: Iterable<Geometry>): Bounds | null {
  const box: Bounds = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (const geometry of geometries) {
    for (const [lon = NaN, lat = NaN] of positions(geometry)) {
      if (!Number.isFinite(lon) || !Number.isFinite(lat)) continue;
      box.west = Math.min(box.west, lon);
      box.east = Math.max(box.east, lon);
      box.south = Math.min(box.south, lat);
      box.north = Math.max(box.north, lat);
    }
  }
  return box.west === Infinity ? null : box;
}

export const inside = ({ west, south, east, north }: Bounds, lon: number, lat: number): boolean =>
  lon >= west && lon <= east && lat >= south && lat <= north;

export const overlap = (a: Bounds, b: Bounds): boolean =>
  a.west <= b.east && b.west <= a.east && a.south <= b.north && b.south <= a.north;

/** A frame `width` units wide that holds `bounds` with `margin` units around; its height follows. */
export function fitFrame(bounds: Bounds, width: number, margin = 0): Frame {
  const { west, south, east, north } = bounds;
  const cos = Math.cos((((south + north) / 2) * Math.PI) / 180);
  // A box without extent still gives a drawing.
  const degrees = Math.max((east - west) * cos, 1e-6);
  const scale = (width - 2 * margin) / degrees;
  return {
    bounds,
    width,
    height: Math.round((north - south) * scale + 2 * margin),
    project: (lon, lat) => [margin + (lon - west) * cos * scale, margin + (north - lat) * scale],
  };
}

/** One line or ring in whole units, points that fall on the one before left out. */
function round(line: readonly Position[], frame: Frame): [number, number][] {
  const points: [number, number][] = [];
  for (const [lon = NaN, lat = NaN] of line) {
    if (!Number.isFinite(lon) || !Number.isFinite(lat)) continue;
    const [x, y] = frame.project(lon, lat).map(Math.round) as [number, number];
    const last = points.at(-1);
    if (!last || last[0] !== x || last[1] !== y) points.push([x, y]);
  }
  return points;
}

function moves(points: readonly [number, number][], close: boolean): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let [x, y] = first;
  let text = `M${x} ${y}l`;
  for (const [i, point] of rest.entries()) {
    const dx = point[0] - x;
    const dy = point[1] - y;
    // A minus sign separates by itself.
    text += `${i > 0 && dx >= 0 ? ' ' : ''}${dx}${dy >= 0 ? ' ' : ''}${dy}`;
    [x, y] = point;
  }
  return close ? `${text}z` : text;
}

function ring(line: readonly Position[], frame: Frame): string {
  const points = round(line, frame);
  const first = points[0];
  const last = points.at(-1);
  // Closing is said by `z`.
  if (first && last && points.length > 1 && first[0] === last[0] && first[1] === last[1]) points.pop();
  return points.length < 3 ? '' : moves(points, true);
}

function line(positions: readonly Position[], frame: Frame): string {
  const points = round(positions, frame);
  return points.length < 2 ? '' : moves(points, false);
}

/** The `d` attribute of a geometry; empty when nothing of it is a unit large. Holes need `fill-rule: evenodd`. */
export function pathOf(geometry: Drawable, frame: Frame): string {
  switch (geometry.type) {
    case 'Polygon':
      return geometry.coordinates.map((r) => ring(r, frame)).join('');
    case 'MultiPolygon':
      return geometry.coordinates.flatMap((polygon) => polygon.map((r) => ring(r, frame))).join('');
    case 'LineString':
      return line(geometry.coordinates, frame);
    case 'MultiLineString':
      return geometry.coordinates.map((l) => line(l, frame)).join('');
  }
}

export interface Label {
  x: number;
  y: number;
  text: string;
}

/** How far a label may move, and half the size of a mark; in units of the drawing. */
const SHIFT = 18;
const MARK = 8;

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Letters of a text face are about half as wide as the type is high. */
const boxOf = ({ x, y, text }: Label, size: number): Box => {
  const half = (text.length * size * 0.52) / 2;
  return { left: x - half, right: x + half, top: y - size / 2, bottom: y + size / 2 };
};

const apart = (a: Box, b: Box): boolean =>
  a.right < b.left || b.right < a.left || a.bottom < b.top || b.bottom < a.top;

/**
 * Labels that can be set at `size` units without touching the frame, one another or the `marks`; earlier ones first. Each
 * may move up or down a little, never so far that it would name its neighbour; what fits nowhere is left out.
 */
export function placeLabels<L extends Label>(
  labels: readonly L[],
  { width, height }: Pick<Frame, 'width' | 'height'>,
  size: number,
  marks: readonly { x: number; y: number }[],
  taken: readonly Label[] = [],
): L[] {
  const boxes: Box[] = [
    ...marks.map(({ x, y }) => ({ left: x - MARK, right: x + MARK, top: y - MARK, bottom: y + MARK })),
    ...taken.map((label) => boxOf(label, size)),
  ];
  const placed: L[] = [];
  for (const label of labels) {
    for (const shift of [0, -SHIFT, SHIFT]) {
      const moved = { ...label, y: label.y + shift };
      const box = boxOf(moved, size);
      if (box.left < 0 || box.top < 0 || box.right > width || box.bottom > height) continue;
      if (!boxes.every((other) => apart(box, other))) continue;
      boxes.push(box);
      placed.push(moved);
      break;
    }
  }
  return placed;
}
