/** How a map is set up to be read across a room, beside what its layers say for a desk. */
import type { Map as MapLibreMap } from 'maplibre-gl';

/** Layers whose names and signs grow with the wall. */
const SIZED = {
  'province-label': 'text-size',
  'comuni-label': 'text-size',
  'aree-label': 'text-size',
  'avanzamento-ring': 'icon-size',
  'laboratori-sign': 'icon-size',
} as const;
/** Signs that no name may lie under or over. */
const SIGNS = ['avanzamento-ring', 'laboratori-sign'] as const;

/** A size `k` times as large: a number, or what an expression of zoom or of data comes to. */
export function enlarged(size: unknown, k: number): unknown {
  if (typeof size === 'number') return size * k;
  if (!Array.isArray(size)) throw new TypeError(`no size to enlarge: ${JSON.stringify(size)}`);
  const [op, ...rest] = size as unknown[];
  // What comes before the first output, and the distance between outputs, which alternate with stops.
  const first = op === 'interpolate' ? 3 : op === 'step' ? 1 : NaN;
  if (Number.isNaN(first)) throw new TypeError(`no expression to enlarge: ${String(op)}`);
  return [op, ...rest.map((part, i) => (i >= first && (i - first) % 2 === 0 ? enlarged(part, k) : part))];
}

/** Sizes as the layers have them. */
const original = new WeakMap<MapLibreMap, Map<string, unknown>>();

/** Makes names and signs `k` times as large as at a desk. */
export function enlarge(map: MapLibreMap, k: number): void {
  const sizes = original.get(map) ?? new Map<string, unknown>();
  original.set(map, sizes);
  for (const [id, property] of Object.entries(SIZED)) {
    if (!sizes.has(id)) sizes.set(id, map.getLayoutProperty(id, property));
    map.setLayoutProperty(id, property, enlarged(sizes.get(id), k) as number);
  }
}

/** Where a name stands, from the middle of its area: clear of the ring, which takes part in the placing. Ems. */
const NAME_OFFSET = 2.3;

/**
 * Signs take their places before the names, which give way: a name that had its place before a sign came would otherwise keep
 * it, under the sign. What is placed first is what lies on top.
 */
export function placeSignsFirst(map: MapLibreMap): void {
  for (const id of SIGNS) {
    map.setLayoutProperty(id, 'icon-ignore-placement', false);
    map.moveLayer(id);
  }
  map.setLayoutProperty('aree-label', 'text-radial-offset', NAME_OFFSET);
}
