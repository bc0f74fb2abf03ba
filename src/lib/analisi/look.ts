/** Where the map looks when a neighbourhood is chosen. */
import type { Municipality } from '../schema/served';
import type { Row } from '../schema/tables';
import type { Camera } from '../state/view';

/** Zooms at which a neighbourhood, or its municipality, fills the map. */
export const AREA_ZOOM = 13.5;
export const COMUNE_ZOOM = 11;

/** The area; without a position its municipality: staying where it was, the map would show another place under its name. */
export function lookAtArea(
  area: Pick<Row<'areas'>, 'lat' | 'lon' | 'istat_code'>,
  municipalities: readonly Pick<Municipality, 'istat_code' | 'label'>[],
): Camera | null {
  if (area.lat !== null && area.lon !== null) return { lon: area.lon, lat: area.lat, zoom: AREA_ZOOM };
  const comune = municipalities.find((m) => m.istat_code === area.istat_code);
  return comune ? { lon: comune.label[0], lat: comune.label[1], zoom: COMUNE_ZOOM } : null;
}
