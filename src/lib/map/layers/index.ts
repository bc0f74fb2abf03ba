/** All layers of the map, in the order in which people read them. */
import type { LayerId } from '$lib/state/view';
import { aree } from './aree';
import { avanzamento } from './avanzamento';
import { comuni } from './comuni';
import { copertura } from './copertura';
import { laboratori } from './laboratori';
import type { MapLayer } from './layer';
import { morosita } from './morosita';

export const LAYERS: Readonly<Record<LayerId, MapLayer>> = {
  comuni,
  aree,
  laboratori,
  avanzamento,
  morosita,
  copertura,
};
export { LAB_STATE_WORDS } from './laboratori';
export type { LayerContext, MapLayer } from './layer';
