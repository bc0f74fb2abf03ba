/** What the tests and the measuring scripts ask a page's map. The map's state is asserted, not its pixels. */
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Page } from 'playwright-core';

/** MapView puts its map on the host element for this. */
interface MapHost extends HTMLElement {
  map: MapLibreMap;
}

const HOST = '[data-testid=map]';

export interface MapState {
  /** Ids of the style's visible layers, bottom to top, custom (deck) layers included. */
  layers: string[];
  zoom: number;
  /** Longitude, latitude. */
  center: [number, number];
  /** Rendered features in the window by layer id, hidden ones left out; a feature cut by tile borders counts once. */
  features: Record<string, number>;
}

/** Resolves when the map has drawn its first complete picture. Software GL: seconds, not milliseconds. */
export async function waitForMap(page: Page, timeout = 60_000): Promise<void> {
  await page.waitForSelector(`${HOST}[data-ready=true]`, { state: 'attached', timeout });
}

/** Resolves when the map has nothing left to load, move or draw. */
export async function waitForIdle(page: Page, timeout = 60_000): Promise<void> {
  await waitForMap(page, timeout);
  await page.waitForFunction(
    (selector) => {
      const { map } = document.querySelector(selector) as MapHost;
      return map.loaded() && !map.isMoving() && map.areTilesLoaded();
    },
    HOST,
    { timeout },
  );
}

/** The map as it is now; waits for its first picture. */
export async function mapState(page: Page): Promise<MapState> {
  await waitForMap(page);
  return page.evaluate((selector) => {
    const { map } = document.querySelector(selector) as MapHost;
    const { lng, lat } = map.getCenter();
    const features: Record<string, number> = {};
    const seen = new Set<string>();
    for (const feature of map.queryRenderedFeatures()) {
      // A filter leaves the row in its source and hides it: see src/lib/map/rows-source.ts.
      if (feature.state['hidden'] === true) continue;
      const layer = feature.layer.id;
      const key = JSON.stringify([layer, feature.source, feature.id ?? feature.properties]);
      if (seen.has(key)) continue;
      seen.add(key);
      features[layer] = (features[layer] ?? 0) + 1;
    }
    return {
      layers: map.getLayersOrder().filter((id) => map.getLayer(id)?.visibility !== 'none'),
      zoom: map.getZoom(),
      center: [lng, lat],
      features,
    };
  }, HOST);
}
