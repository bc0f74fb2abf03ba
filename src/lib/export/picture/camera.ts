/** Where a picture's map looks, and how long a kilometre is on it. Web Mercator with MapLibre's world of 512 px at zoom 0. */
import type { Camera } from '$lib/state/view';

const WORLD = 512;
/** Metres around the earth in Web Mercator. */
const EQUATOR = 40_075_016.686;

/** Lombardy with a little air, as the map on the page shows it. */
export const REGION = { west: 8.49, south: 44.67, east: 11.43, north: 46.64 } as const;

const rad = (degrees: number) => (degrees * Math.PI) / 180;
/** Mercator position, 0 to 1, from west to east and north to south. */
export const mercatorX = (lon: number): number => (lon + 180) / 360;
export const mercatorY = (lat: number): number =>
  0.5 - Math.log(Math.tan(Math.PI / 4 + rad(lat) / 2)) / (2 * Math.PI);
export const longitude = (x: number): number => x * 360 - 180;
export const latitude = (y: number): number =>
  ((2 * Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) - Math.PI / 2) * 180) / Math.PI;

export interface Extent {
  /** CSS pixels. */
  width: number;
  height: number;
}

/** The camera that shows in a frame what the screen shows: the same middle, nothing cut off. Null: the whole region. */
export function fitCamera(camera: Camera | null, screen: Extent, frame: Extent): Camera {
  const least = (size: Extent) => size.width > 0 && size.height > 0;
  if (camera !== null) {
    if (!least(screen) || !least(frame)) return camera;
    const ratio = Math.min(frame.width / screen.width, frame.height / screen.height);
    return { ...camera, zoom: camera.zoom + Math.log2(ratio) };
  }
  const [west, east] = [mercatorX(REGION.west), mercatorX(REGION.east)];
  const [north, south] = [mercatorY(REGION.north), mercatorY(REGION.south)];
  const air = 16;
  const scale = Math.min(
    Math.max(1, frame.width - 2 * air) / (east - west),
    Math.max(1, frame.height - 2 * air) / (south - north),
  );
  return {
    lon: longitude((west + east) / 2),
    lat: latitude((north + south) / 2),
    zoom: Math.log2(scale / WORLD),
  };
}

/** Metres on the ground under a CSS pixel at the camera's latitude: exact in the middle, Mercator grows northwards. */
export const metresPerPixel = ({ lat, zoom }: Camera): number =>
  (EQUATOR * Math.cos(rad(lat))) / (WORLD * 2 ** zoom);

/** The longest bar of 1, 2 or 5 x 10^n metres that is not longer than `most`; null where nothing can be told. */
export function scaleBar(metresPerMm: number, most: number): { metres: number; mm: number } | null {
  const reach = metresPerMm * most;
  if (!Number.isFinite(reach) || reach <= 0) return null;
  const ten = 10 ** Math.floor(Math.log10(reach));
  const metres = ([5, 2, 1].find((n) => n * ten <= reach) ?? 1) * ten;
  return { metres, mm: metres / metresPerMm };
}

/** Denominator of the map's scale with two digits that count: 1:1 200 000. */
export function scaleNumber(metresPerMm: number): number | null {
  const n = metresPerMm * 1000;
  if (!Number.isFinite(n) || n <= 0) return null;
  const step = 10 ** Math.max(0, Math.floor(Math.log10(n)) - 1);
  return Math.round(n / step) * step;
}
