/** What stands at a point of the screen. */
import type { Map as MapLibreMap, MapGeoJSONFeature, Point } from 'maplibre-gl';
import type { LayerId, Selection } from '$lib/state/view';
import type { ArrearsOverlay } from './deck/arrears';
import { LAYERS } from './layers';

/** The topmost thing at a point that can be chosen, or null. */
export function pickAt(
  map: MapLibreMap,
  point: Point,
  on: readonly LayerId[],
  overlay: Pick<ArrearsOverlay, 'pick'> | null,
): Selection | null {
  if (overlay) {
    const area = overlay.pick(point.x, point.y);
    if (area !== null) return { kind: 'area', id: area };
  }
  const pickable = on.flatMap((id) => LAYERS[id].pick?.layers ?? []);
  // A finger is wider than a point.
  const box: [[number, number], [number, number]] = [
    [point.x - 4, point.y - 4],
    [point.x + 4, point.y + 4],
  ];
  const hits: MapGeoJSONFeature[] = map.queryRenderedFeatures(box, { layers: pickable });
  const exact = new Set(map.queryRenderedFeatures(point, { layers: pickable }).map((f) => f.layer.id));
  for (const hit of hits) {
    // Municipalities fill the plane: for them only the point itself counts.
    if (hit.layer.id === 'comuni-fill' && !exact.has('comuni-fill')) continue;
    const owner = Object.values(LAYERS).find((layer) => layer.pick?.layers.some((id) => id === hit.layer.id));
    const feature =
      hit.layer.id === 'comuni-fill' ? map.queryRenderedFeatures(point, { layers: ['comuni-fill'] })[0] : hit;
    const selection = feature ? owner?.pick?.select(feature.properties) : null;
    if (selection) return selection;
  }
  return null;
}

/** The name of what is under the pointer, or null; undefined: nothing there. */
export function nameAt(map: MapLibreMap, point: Point): string | null | undefined {
  const layers = ['laboratori-sign', 'aree-punti', 'comuni-fill'].filter((id) => map.getLayer(id));
  const hit = map.queryRenderedFeatures(point, { layers })[0];
  if (!hit) return undefined;
  const name: unknown = hit.properties['name'];
  return typeof name === 'string' ? name : null;
}
