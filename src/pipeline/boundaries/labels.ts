/** A point well inside each municipality, for its label. */
import { depth } from './geometry';
import { reshape, type Area, type Areas } from './shaper';
import type { Municipality } from './mergers';

export type Label = readonly [lon: number, lat: number];

/** Five decimals are a metre. Throws if a point is outside the drawn polygon: that would be our own mistake. */
export async function labelsOf(
  areas: Areas<Municipality>,
  drawn: ReadonlyMap<string, Area>,
): Promise<Map<string, Label>> {
  // In metres, so that "well inside" is not stretched eastwards by 40 %.
  const points = await reshape(areas, ['-proj', 'EPSG:32632', '-points', 'inner', '-proj', 'wgs84']);
  const labels = new Map<string, Label>();
  for (const point of points.features) {
    const { code } = point.properties;
    const [lon = NaN, lat = NaN] = (point.geometry as unknown as { coordinates: number[] }).coordinates;
    const label = [Number(lon.toFixed(5)), Number(lat.toFixed(5))] as const;
    if (!(depth(drawn.get(code) ?? null, ...label) > 0))
      throw new Error(`label of ${code} outside its polygon`);
    labels.set(code, label);
  }
  return labels;
}
