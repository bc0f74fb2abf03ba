/** The one list of map layer ids, bottom to top. A layer that is not here cannot be added. */
export const ORDER = [
  'sfondo',
  'terra',
  // The background that an office may put behind the data (basemap.ts): a place, not a layer of ours.
  'sfondo-tiles',
  'comuni-fill',
  'comuni-mancanti',
  'comuni-incerti',
  'copertura-vuoti',
  'copertura-incerti',
  'comuni-line',
  'province-line',
  'regione-line',
  'comuni-selected',
  'densita-celle',
  'copertura-fill',
  'copertura-line',
  // Layers that people bring from their own machine.
  'propri-fill',
  'propri-vuoti',
  'propri-line',
  'propri-punti',
  'aree-fill',
  'aree-line',
  'aree-perimeter-line',
  'aree-punti',
  'aree-selected',
  'morosita-signs',
  'avanzamento-ring',
  'laboratori-sign',
  'laboratori-selected',
  'aree-selected-punti',
  'province-label',
  'comuni-label',
  'aree-label',
] as const;

export type MapLayerId = (typeof ORDER)[number];

/** Position of a layer id; throws on an unknown one, so that a new layer has to be put in its place here. */
export function position(id: string): number {
  const index = (ORDER as readonly string[]).indexOf(id);
  if (index < 0) throw new Error(`Map layer "${id}" is not in src/lib/map/order.ts`);
  return index;
}

/** The given layers from bottom to top. */
export const inOrder = <T extends { id: string }>(layers: readonly T[]): T[] =>
  [...layers].sort((a, b) => position(a.id) - position(b.id));

/**
 * The layer of a map that a new layer in place `id` has to be added before; undefined: on top of all. `present` is bottom to top
 * (`map.getLayersOrder()`) and may hold layers that are not ours.
 */
export function nextAbove(id: MapLayerId, present: readonly string[]): string | undefined {
  const own = position(id);
  return present.find((other) => (ORDER as readonly string[]).indexOf(other) > own);
}
