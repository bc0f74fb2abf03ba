/** The position of the device, asked once and kept nowhere; and which municipality a position is in. */
import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import type { FeatureCollection } from 'geojson';

export type Position = readonly [lon: number, lat: number];
export type NoPosition = 'refused' | 'silent' | 'unsupported';

/** A browser may leave its question open for ever; the page does not wait that long. */
const PATIENCE_MS = 30_000;
const DEVICE_MS = 12_000;

/** Asks the browser for the position, now. Never rejects. */
export function askPosition(
  geolocation: Geolocation | undefined = globalThis.navigator?.geolocation,
): Promise<Position | NoPosition> {
  if (!geolocation) return Promise.resolve('unsupported');
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve('silent'), PATIENCE_MS);
    const done = (answer: Position | NoPosition) => {
      clearTimeout(timer);
      resolve(answer);
    };
    geolocation.getCurrentPosition(
      ({ coords }) => done([coords.longitude, coords.latitude]),
      ({ code }) => done(code === 1 ? 'refused' : 'silent'),
      // A town and a neighbourhood need no more than a coarse position, and none from earlier on.
      { enableHighAccuracy: false, timeout: DEVICE_MS, maximumAge: 0 },
    );
  });
}

/** ISTAT code of the municipality whose boundary holds a position; null for none. */
export function municipalityAt(boundaries: FeatureCollection, position: Position): string | null {
  for (const { geometry, properties } of boundaries.features) {
    if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') continue;
    if (booleanPointInPolygon([...position], geometry)) {
      const code: unknown = properties?.['istat_code'];
      if (typeof code === 'string') return code;
    }
  }
  return null;
}
