/** Rows of people's own layers that are in the window of the map, in words, beside what visible.ts finds of the atlas. Pure. */
import { distance } from '@turf/distance';
import type { FeatureCollection } from 'geojson';
import type { Lang } from '$lib/domain/figures';
import type { MapBounds, OwnVisible } from '$lib/domain/visible';
import { fill } from '$lib/i18n';
import { helpWords } from '$lib/i18n/help';
import type { OwnLayer } from '$lib/own/types';
import { middleOf, ownValue, type Labels } from './layers/own';
import { inside, LIMIT, whereWords } from './visible';

type Middle = ReturnType<typeof middleOf>;

/** A layer may have fifty thousand shapes, and the map moves often. */
const middles = new WeakMap<FeatureCollection, readonly Middle[]>();
function middlesOf({ features: shapes }: OwnLayer): readonly Middle[] {
  const known = middles.get(shapes) ?? shapes.features.map(({ geometry }) => middleOf(geometry));
  middles.set(shapes, known);
  return known;
}

/** What is in the window of the layers that are on; of more than `limit` rows the nearest to the middle are listed. */
export function visibleOwn(
  layers: readonly OwnLayer[],
  bounds: MapBounds,
  labels: Labels,
  lang: Lang,
  limit = LIMIT,
): OwnVisible {
  const w = helpWords(lang).visible;
  const seen = layers
    .filter(({ on }) => on)
    .flatMap((layer) => {
      const shapes = middlesOf(layer);
      return layer.rows.flatMap((row, at) => {
        const point = row.code === null ? shapes[at] : labels.get(row.code)?.label;
        if (!point || !inside(point, bounds)) return [];
        return [{ layer, row, point, metres: distance([...bounds.center], [...point], { units: 'meters' }) }];
      });
    });
  const items = seen
    .sort((a, b) => a.metres - b.metres)
    .slice(0, Math.max(0, limit))
    .map(({ layer, row, point, metres }) => ({
      own: { layer: layer.id, row: row.row },
      name: row.name,
      detail: [fill(w.own, { layer: layer.name }), ownValue(layer, row, lang)].filter(Boolean).join('; '),
      point,
      metres,
      where: whereWords(bounds.center, point, metres, lang),
    }));
  return { items, count: seen.length };
}
