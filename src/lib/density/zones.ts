/**
 * The zones that a household may lie in: provinces, municipalities, areas (by name and size), and the way from a point to
 * a municipality and to an H3 cell.
 *
 * The municipalities' borders are simplified (up to about 400 m, see data/boundaries/import.json), and a dwelling's point
 * is often its street's. So where a row has both a point and an ISTAT code, the code decides, and the point must lie in
 * that municipality or within TOLERANCE_M of it; a farther one is an error of the ledger and the row is refused. A point
 * without a code may lie as far outside the region's border as the borders are uncertain, no more.
 */
import type { MultiPolygon, Polygon, Position } from 'geojson';
import { latLngToCell } from 'h3-js';
import { istatText } from './cells';
import type { Why } from './reasons';
import { RESOLUTIONS, type LeafPlace } from './types';

/** Names and sizes of all zones that are no cells. */
export interface ZoneFrame {
  /** Name by code of three digits. */
  provinces: ReadonlyMap<string, string>;
  /** By ISTAT code of six digits. */
  municipalities: ReadonlyMap<string, { name: string; km2: number }>;
  /** By area_id of data/areas.csv. */
  areas: ReadonlyMap<string, { name: string; istat: string; km2: number | null }>;
}

/** How far a point may be from the municipality that its row names, in metres. */
export const TOLERANCE_M = 1_000;
/** How far outside every municipality a point may be and still belong to the nearest one, in metres. */
export const BORDER_M = 400;

/** Lombardy in degrees, with a margin: what is outside is no point of the region. */
const BOX = { west: 8.4, south: 44.6, east: 11.5, north: 46.7 } as const;
/** Columns and rows of the grid index by degree: cells of about 0.8 km by 1.1 km. */
const GRID = 100;

const METRES_LAT = 111_195;
/** Metres of a degree of longitude at the latitude. */
const metresLon = (lat: number): number => METRES_LAT * Math.cos((lat * Math.PI) / 180);

interface Shape {
  istat: string;
  /** All rings, flat: x0, y0, x1, y1, ...; holes too (even-odd rule). */
  rings: Float64Array[];
}

const ringsOf = (geometry: Polygon | MultiPolygon): Position[][] =>
  geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();

function inside({ rings }: Shape, x: number, y: number): boolean {
  let odd = false;
  for (const ring of rings) {
    for (let i = 0; i + 3 < ring.length; i += 2) {
      const ay = ring[i + 1] as number;
      const by = ring[i + 3] as number;
      if (ay > y !== by > y) {
        const ax = ring[i] as number;
        if (x < ax + ((y - ay) / (by - ay)) * ((ring[i + 2] as number) - ax)) odd = !odd;
      }
    }
  }
  return odd;
}

/** Metres from a point to the nearest edge. */
function edgeDistance({ rings }: Shape, x: number, y: number): number {
  const kx = metresLon(y);
  let best = Infinity;
  for (const ring of rings) {
    for (let i = 0; i + 3 < ring.length; i += 2) {
      const ax = ((ring[i] as number) - x) * kx;
      const ay = ((ring[i + 1] as number) - y) * METRES_LAT;
      const dx = ((ring[i + 2] as number) - x) * kx - ax;
      const dy = ((ring[i + 3] as number) - y) * METRES_LAT - ay;
      const length = dx * dx + dy * dy;
      const t = length > 0 ? Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length)) : 0;
      best = Math.min(best, Math.hypot(ax + t * dx, ay + t * dy));
    }
  }
  return best;
}

/** From a point to its municipality. */
export interface Locator {
  /** ISTAT code of the municipality around a point, or of the nearest within BORDER_M; null: outside the region. */
  locate(lat: number, lon: number): string | null;
  /** Metres to a municipality: 0 inside, Infinity for an unknown one. */
  distance(istat: string, lat: number, lon: number): number;
}

/**
 * Builds the grid index. A grid cell that no border crosses belongs to one municipality (or to none); in the others the
 * few polygons that touch it are tried.
 */
export function makeLocator(
  polygons: Iterable<readonly [istat: string, geometry: Polygon | MultiPolygon]>,
): Locator {
  const shapes: Shape[] = [];
  for (const [istat, geometry] of polygons)
    shapes.push({
      istat,
      rings: ringsOf(geometry).map((ring) => Float64Array.from(ring.flatMap(([x = 0, y = 0]) => [x, y]))),
    });
  const index = new Map(shapes.map((shape, i) => [shape.istat, i]));

  const columns = Math.ceil((BOX.east - BOX.west) * GRID);
  const rows = Math.ceil((BOX.north - BOX.south) * GRID);
  const column = (x: number): number => Math.min(columns - 1, Math.max(0, Math.floor((x - BOX.west) * GRID)));
  const line = (y: number): number => Math.min(rows - 1, Math.max(0, Math.floor((y - BOX.south) * GRID)));

  /** Shapes whose border crosses the grid cell. */
  const crossed = new Map<number, number[]>();
  const boxes: [west: number, south: number, east: number, north: number][] = [];
  shapes.forEach((shape, s) => {
    const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const ring of shape.rings) {
      for (let i = 0; i + 3 < ring.length; i += 2) {
        const [ax, ay, bx, by] = [ring[i], ring[i + 1], ring[i + 2], ring[i + 3]] as [
          number,
          number,
          number,
          number,
        ];
        box[0] = Math.min(box[0], ax, bx);
        box[1] = Math.min(box[1], ay, by);
        box[2] = Math.max(box[2], ax, bx);
        box[3] = Math.max(box[3], ay, by);
        for (let r = line(Math.min(ay, by)); r <= line(Math.max(ay, by)); r++) {
          for (let c = column(Math.min(ax, bx)); c <= column(Math.max(ax, bx)); c++) {
            const list = crossed.get(r * columns + c);
            if (!list) crossed.set(r * columns + c, [s]);
            else if (list[list.length - 1] !== s) list.push(s);
          }
        }
      }
    }
    boxes.push(box);
  });

  /** Shape of the cells that no border crosses; -1: none. */
  const whole = new Int16Array(columns * rows).fill(-1);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const at = r * columns + c;
      if (crossed.has(at)) continue;
      // No border between two neighbours that none crosses: they are of the same municipality.
      if (c > 0 && !crossed.has(at - 1)) {
        whole[at] = whole[at - 1] ?? -1;
        continue;
      }
      const x = BOX.west + (c + 0.5) / GRID;
      const y = BOX.south + (r + 0.5) / GRID;
      whole[at] = shapes.findIndex((shape, s) => {
        const [west, south, east, north] = boxes[s] ?? [0, 0, 0, 0];
        return x >= west && x <= east && y >= south && y <= north && inside(shape, x, y);
      });
    }
  }

  const around = (lat: number, lon: number): number => {
    const at = line(lat) * columns + column(lon);
    const list = crossed.get(at);
    if (!list) return whole[at] ?? -1;
    for (const s of list) if (inside(shapes[s] as Shape, lon, lat)) return s;
    return -1;
  };

  return {
    locate(lat, lon) {
      if (!(lon >= BOX.west && lon < BOX.east && lat >= BOX.south && lat < BOX.north)) return null;
      const s = around(lat, lon);
      if (s >= 0) return shapes[s]?.istat ?? null;
      // BORDER_M is less than a grid cell, so the nearest border is in this one or in one beside it.
      let best = BORDER_M;
      let nearest: string | null = null;
      for (let r = line(lat) - 1; r <= line(lat) + 1; r++) {
        for (let c = column(lon) - 1; c <= column(lon) + 1; c++) {
          for (const near of crossed.get(r * columns + c) ?? []) {
            const shape = shapes[near] as Shape;
            const metres = edgeDistance(shape, lon, lat);
            if (metres < best) [best, nearest] = [metres, shape.istat];
          }
        }
      }
      return nearest;
    },
    distance(istat, lat, lon) {
      const shape = shapes[index.get(istat) ?? -1];
      if (!shape) return Infinity;
      return inside(shape, lon, lat) ? 0 : edgeDistance(shape, lon, lat);
    },
  };
}

/** What a row says of its place; `istat` as a number, as `readIstat` gives it; `area` as `areaReader` gives it. */
export interface StatedPlace {
  istat: number | null;
  area: string | null;
  point: { lat: number; lon: number } | null;
}

/**
 * From a cell to an area_id: null when empty, undefined when there is no such area. `words`: areas by the ledger's own
 * names (Mapping.areas).
 */
export function areaReader(
  frame: ZoneFrame,
  words: Readonly<Record<string, string>> = {},
): (cell: string) => string | null | undefined {
  const renamed = new Map(
    Object.entries(words).map(([word, area]) => [word.trim().toLowerCase(), area.trim()]),
  );
  return (cell) => {
    const word = cell.trim().toLowerCase();
    const id = renamed.get(word) ?? word;
    if (id === '') return null;
    return frame.areas.has(id) ? id : undefined;
  };
}

/** The finest place of a household, or why its row is refused. Never fails. */
export type PlaceOf = (stated: StatedPlace) => LeafPlace | Why;

/**
 * Makes the function from what a row says to a place. The municipality is that of the ISTAT code, else of the area, else
 * of the point; those that are there must agree.
 */
export function placer(frame: ZoneFrame, locator: Locator): PlaceOf {
  return ({ istat: code, area, point }) => {
    let istat = code === null ? null : istatText(code);
    if (istat !== null && !frame.municipalities.has(istat)) return 'istat-unknown';
    const areaIstat = area === null ? null : (frame.areas.get(area)?.istat ?? null);
    if (area !== null && areaIstat === null) return 'area';
    if (istat !== null && areaIstat !== null && areaIstat !== istat) return 'area-elsewhere';
    const stated = istat !== null;
    istat ??= areaIstat;
    if (point === null)
      return istat === null ? 'place-missing' : { province: istat.slice(0, 3), istat, area, cell: null };

    const { lat, lon } = point;
    // A latitude of 9 and a longitude of 45.
    if (lat > 8 && lat < 12 && lon > 44 && lon < 47) return 'swapped';
    if (istat === null) {
      istat = locator.locate(lat, lon);
      if (istat === null || !frame.municipalities.has(istat)) return 'outside';
    } else if (locator.distance(istat, lat, lon) > TOLERANCE_M) {
      if (locator.locate(lat, lon) === null) return 'outside';
      return stated ? 'point-elsewhere' : 'area-elsewhere';
    }
    return { province: istat.slice(0, 3), istat, area, cell: latLngToCell(lat, lon, RESOLUTIONS.fine) };
  };
}
