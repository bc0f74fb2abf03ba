/** Hands a large layer to the map a lot at a time: the map copies what it is given, position by position, on the page's thread. */
import type { Feature, FeatureCollection } from 'geojson';
import { lots } from '$lib/own/shapes';

/** As much of MapLibre's GeoJSONSource as is used here. */
export interface Fed {
  setData: (data: FeatureCollection) => unknown;
  updateData: (diff: { add: Feature[] }) => unknown;
}

const turns = new WeakMap<object, number>();

/**
 * Shows these features and no others. Where they are many, `show` hides them until the last lot is there: nobody takes a part
 * for the whole, and the map cuts its tiles once and not for each lot. A later call on the same source ends an earlier one.
 * Features get ids, which the map asks for where it is to add to what it has. Settles when the source has all of them.
 */
export async function feed(
  source: Fed,
  features: readonly Feature[],
  show: (on: boolean) => void,
): Promise<void> {
  const turn = (turns.get(source) ?? 0) + 1;
  turns.set(source, turn);
  const [first = [], ...rest] = lots(features.map((feature, id) => ({ ...feature, id })));
  show(rest.length === 0);
  await source.setData({ type: 'FeatureCollection', features: first });
  for (const lot of rest) {
    if (turns.get(source) !== turn) return;
    await source.updateData({ add: lot });
  }
  if (turns.get(source) === turn) show(true);
}
