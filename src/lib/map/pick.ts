/** What stands at a point of the screen. */
import type { Map as MapLibreMap, MapGeoJSONFeature, Point } from 'maplibre-gl';
import type { OwnLayer, OwnPlace } from '$lib/own/types';
import type { LayerId, Selection } from '$lib/state/view';
import type { ArrearsOverlay } from './deck/arrears';
import { LAYERS } from './layers';
import type { LayerContext } from './layers/layer';
import { OWN_FILLS, OWN_LAYERS, OWN_SOURCE, ownPlace, ownWords } from './layers/own';
import { isHidden } from './rows-source';
import { describe } from './visible';

/** What a point chooses: something of the atlas, or a row of somebody's own layer. */
export type Picked = { of: 'atlas'; selection: Selection } | { of: 'own'; place: OwnPlace };

/** Layers that fill the plane: of them only what is at the point itself counts. */
const FILLS: readonly string[] = ['comuni-fill', ...OWN_FILLS];

const ownOn = (map: MapLibreMap): string[] => OWN_LAYERS.filter((id) => map.getLayer(id));

/** The topmost thing at a point that can be chosen, or null. */
export function pickAt(
  map: MapLibreMap,
  point: Point,
  on: readonly LayerId[],
  overlay: Pick<ArrearsOverlay, 'pick'> | null,
): Picked | null {
  if (overlay) {
    const area = overlay.pick(point.x, point.y);
    if (area !== null) return { of: 'atlas', selection: { kind: 'area', id: area } };
  }
  const pickable = [...on.flatMap((id) => LAYERS[id].pick?.layers ?? []), ...ownOn(map)];
  // A finger is wider than a point.
  const box: [[number, number], [number, number]] = [
    [point.x - 4, point.y - 4],
    [point.x + 4, point.y + 4],
  ];
  const near: MapGeoJSONFeature[] = map.queryRenderedFeatures(box, { layers: pickable });
  const exact = map.queryRenderedFeatures(point, { layers: pickable });
  for (const hit of near) {
    if (isHidden(hit)) continue;
    const id = hit.layer.id;
    const feature = FILLS.includes(id) ? exact.find((f) => f.layer.id === id) : hit;
    if (!feature) continue;
    const place = hit.source === OWN_SOURCE ? ownPlace(feature.properties) : null;
    if (place) return { of: 'own', place };
    const owner = Object.values(LAYERS).find((layer) => layer.pick?.layers.some((other) => other === id));
    const selection = owner?.pick?.select(feature.properties);
    if (selection) return { of: 'atlas', selection };
  }
  return null;
}

/** The name of what a press at a point would choose, or null; undefined: nothing. */
export function nameAt(
  map: MapLibreMap,
  point: Point,
  on: readonly LayerId[],
  context: LayerContext,
  own: readonly OwnLayer[],
): string | null | undefined {
  const picked = pickAt(map, point, on, null);
  if (!picked) return undefined;
  return picked.of === 'own'
    ? ownWords(own, picked.place, context.lang)
    : (describe(context, on, picked.selection)?.name ?? null);
}
