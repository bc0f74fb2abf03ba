/**
 * The arrears signs as a deck.gl layer: discs on the scale of shares, and a sign for every state without a number.
 * Imported only when the layer is switched on: deck is 215 KiB gzip.
 */
import { IconLayer } from '@deck.gl/layers';
import { MapLibreOverlay } from '@deck.gl/maplibre';
import type { Map as MapLibreMap } from 'maplibre-gl';
import { ARREARS_SCALE, classOf } from '$lib/domain/classes';
import type { ArrearsRow } from '$lib/domain/select';
import type { LayerContext } from '../layers/layer';
import { blankCanvas, drawSvg } from '../picture';
import { arrearsDisc, arrearsSign, type ArrearsSign } from '../signs';
import type { MapTheme } from '../theme';

/** Side of a sign, in screen pixels. */
const SIGN_PX = 24;
/** Side of a sign in the atlas: dense screens included. */
const CELL_PX = 96;

interface Sign {
  row: ArrearsRow;
  position: [number, number];
  icon: string;
}

interface Atlas {
  theme: MapTheme;
  image: ImageBitmap;
  mapping: Record<
    string,
    { x: number; y: number; width: number; height: number; anchorX: number; anchorY: number }
  >;
}

const STATES: readonly ArrearsSign[] = ['suppressed', 'qualitative', 'missing'];

/** Signs to draw, one for each area with a point. */
export function arrearsSigns(context: LayerContext): Sign[] {
  return context.rows.arrears.flatMap((row) => {
    const { lon, lat } = row.area;
    if (lon === null || lat === null) return [];
    const { figure } = row.fact;
    const icon =
      figure.state === 'value' || figure.state === 'zero'
        ? `class-${classOf(ARREARS_SCALE, figure.value) ?? 0}`
        : figure.state;
    return [{ row, position: [lon, lat], icon }];
  });
}

/** One picture with every sign of a theme; deck itself would fetch each sign by URL, which the page's policy forbids. */
async function drawAtlas(theme: MapTheme): Promise<Atlas | null> {
  const signs = [
    ...theme.arrears.map((color, i) => ({ name: `class-${i}`, svg: arrearsDisc(color, theme, CELL_PX) })),
    ...STATES.map((state) => ({ name: state, svg: arrearsSign(state, theme, CELL_PX) })),
  ];
  const pen = blankCanvas(CELL_PX * signs.length, CELL_PX);
  if (!pen) return null;
  await Promise.all(signs.map(({ svg }, i) => drawSvg(pen, svg, i * CELL_PX, 0, CELL_PX)));
  const mapping = Object.fromEntries(
    signs.map(({ name }, i) => [
      name,
      { x: i * CELL_PX, y: 0, width: CELL_PX, height: CELL_PX, anchorX: CELL_PX / 2, anchorY: CELL_PX / 2 },
    ]),
  );
  return { theme, image: await createImageBitmap(pen.canvas), mapping };
}

export interface ArrearsOverlay {
  update: (context: LayerContext) => Promise<void>;
  /** Area id of the sign at a screen point, or null. */
  pick: (x: number, y: number) => string | null;
  remove: () => void;
}

/** Adds the overlay to a loaded map. */
export async function addArrearsOverlay(map: MapLibreMap, first: LayerContext): Promise<ArrearsOverlay> {
  const overlay = new MapLibreOverlay({ interleaved: true, layers: [] });
  map.addControl(overlay);
  let atlas: Atlas | null = null;
  let latest = first;

  const update = async (context: LayerContext): Promise<void> => {
    latest = context;
    if (atlas?.theme !== context.theme) atlas = await drawAtlas(context.theme);
    // A later call has already drawn a newer context.
    if (latest !== context || atlas === null) return;
    const props = {
      id: `morosita-signs-${context.theme.name}`,
      data: arrearsSigns(context),
      pickable: true,
      // deck takes pictures here as well as URLs and textures; its types do not say so.
      iconAtlas: atlas.image as unknown as string,
      iconMapping: atlas.mapping,
      getIcon: (d: Sign) => d.icon,
      getPosition: (d: Sign) => d.position,
      sizeUnits: 'pixels' as const,
      getSize: SIGN_PX,
      // Below the progress ring, whose hole it fills near and whose edge it shows around far away.
      beforeId: 'avanzamento-ring',
    };
    overlay.setProps({ layers: [new IconLayer<Sign>(props)] });
  };

  await update(first);
  return {
    update,
    pick: (x, y) => {
      const hit = overlay.pickObject({ x, y, radius: 4 });
      return (hit?.object as Sign | undefined)?.row.area.area_id ?? null;
    },
    remove: () => map.removeControl(overlay),
  };
}
