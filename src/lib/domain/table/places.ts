/** Where labs and areas are, for their rows. */
import type { Precision } from '../../schema/tables';
import { areaOfLab } from '../lab-place';
import type { Index, LabRow } from '../select';
import type { Point } from './types';

export const isOpen = (lab: LabRow): boolean => lab.state === 'open' || lab.state === 'moved';

/** Areas of a lab: where its site lies, else the only area of its project. */
export function labArea(row: LabRow, index: Index): string | null {
  const stated = areaOfLab(row);
  if (stated !== null) return stated;
  const places = row.lab.project_id === null ? [] : (index.placesOf.get(row.lab.project_id) ?? []);
  const areas = new Set(places.flatMap((p) => (p.area_id === null ? [] : [p.area_id])));
  const [only] = areas;
  return areas.size === 1 ? (only ?? null) : null;
}

export const pointOf = (
  place: { lon: number | null; lat: number | null; precision: Precision; error_m: number | null } | undefined,
): Point[] =>
  place && place.lon !== null && place.lat !== null
    ? [{ lon: place.lon, lat: place.lat, precision: place.precision, error_m: place.error_m }]
    : [];

export const countBy = <T>(list: readonly T[], keys: (item: T) => Iterable<string>): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const item of list) for (const key of keys(item)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
};

/** Columns that tell of a position. */
export const PLACE_IDS = ['precisione', 'errore_m', 'lon', 'lat'] as const;

/** Where a position is from, as notes of its cells. */
export const placeNotes = (from: string | null | undefined): Record<string, string> =>
  from ? Object.fromEntries(PLACE_IDS.map((id) => [id, from])) : {};

export const placeColumns = [
  { id: 'precisione', kind: 'text', extra: true },
  { id: 'errore_m', kind: 'number', unit: 'm', extra: true },
  { id: 'lon', kind: 'number', extra: true },
  { id: 'lat', kind: 'number', extra: true },
] as const;
