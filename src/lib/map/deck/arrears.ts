/**
 * Arrears as deck.gl layers: the cells of an opened release (cells.ts) and, above them, the signs of what documents state:
 * discs on the scale of shares, and a sign for every state without a number.
 * Imported only when the layer is switched on: deck is 215 KiB gzip.
 */
import type { Layer } from '@deck.gl/core';
import { IconLayer } from '@deck.gl/layers';
import { MapLibreOverlay } from '@deck.gl/maplibre';
import type { Map as MapLibreMap } from 'maplibre-gl';
import { isCellId, type DensityHex, type DensityView } from '$lib/domain/density';
import type { ArrearsRow } from '$lib/domain/select';
import { arrearsFact } from '$lib/domain/shares';
import { classId, DIM, stepsBack } from '../layers/layer';
import { arrearsItem, type ArrearsContext } from '../layers/morosita';
import { nextAbove } from '../order';
import { blankCanvas, drawSvg } from '../picture';
import { arrearsDisc, arrearsSign, type ArrearsSign } from '../signs';
import type { MapTheme } from '../theme';
import type * as Cells from './cells';
import { fineness, followLook, lookOf } from './look';

/** Side of a sign, in screen pixels. */
const SIGN_PX = 24;
/** Side of a sign in the atlas: dense screens included. */
const CELL_PX = 96;

interface Sign {
  row: ArrearsRow;
  position: [number, number];
  /** Name of its picture: the legend's item that it stands under. */
  icon: string;
  /** Steps back, because another item is highlighted. */
  dim: boolean;
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
export function arrearsSigns(context: ArrearsContext): Sign[] {
  return context.rows.arrears.flatMap((row) => {
    const { lon, lat } = row.area;
    if (lon === null || lat === null) return [];
    const fact = arrearsFact(row.facts, context.point);
    // Nothing is told of this time point, not even that something is missing.
    if (fact === null) return [];
    const icon = arrearsItem(fact);
    return [{ row, position: [lon, lat], icon, dim: stepsBack(context, 'morosita', [icon]) }];
  });
}

/** One picture with every sign of a theme; deck itself would fetch each sign by URL, which the page's policy forbids. */
async function drawAtlas(theme: MapTheme): Promise<Atlas | null> {
  const signs = [
    ...theme.arrears.map((color, i) => ({ name: classId(i), svg: arrearsDisc(color, theme, CELL_PX) })),
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
  update: (context: ArrearsContext) => Promise<void>;
  /** What stands at a screen point: the area id of a sign, else the H3 index of a cell (isCellId), or null. */
  pick: (x: number, y: number) => string | null;
  /** Whether the last picture of the map has what was last given: deck makes itself ready in its own time. */
  drawn: () => boolean;
  remove: () => void;
}

/** Adds the overlay to a loaded map. */
export async function addArrearsOverlay(map: MapLibreMap, first: ArrearsContext): Promise<ArrearsOverlay> {
  let given: Layer[] = [];
  let drawn = false;
  const overlay = new MapLibreOverlay({
    interleaved: true,
    layers: [],
    // After every picture of the map, once deck has the graphics.
    onAfterRender: () => (drawn = given.every((layer) => layer.isLoaded)),
  });
  map.addControl(overlay);
  let atlas: Atlas | null = null;
  let latest = first;
  let parted: { view: DensityView; parts: Cells.Parted } | null = null;
  /** Hexagons are 90 KiB of their own, for pages that may show some. */
  let code: typeof Cells | null = null;
  let fine = fineness(map.getZoom());
  const below = nextAbove('densita-celle', map.getLayersOrder());

  const signLayer = (context: ArrearsContext, { image, mapping }: Atlas): Layer => {
    const props = {
      id: `morosita-signs-${context.theme.name}`,
      data: arrearsSigns(context),
      pickable: true,
      // deck takes pictures here as well as URLs and textures; its types do not say so.
      iconAtlas: image as unknown as string,
      iconMapping: mapping,
      getIcon: (d: Sign) => d.icon,
      getPosition: (d: Sign) => d.position,
      // Signs keep their own colours: of this one deck reads the opacity alone.
      getColor: (d: Sign): [number, number, number, number] => [0, 0, 0, d.dim ? 255 * DIM : 255],
      sizeUnits: 'pixels' as const,
      getSize: SIGN_PX,
      // Below the progress ring, whose hole it fills near and whose edge it shows around far away.
      beforeId: 'avanzamento-ring',
    };
    return new IconLayer<Sign>(props);
  };

  let signs: Layer[] = [];
  const draw = (): void => {
    const { density, theme, selection, highlight = null } = latest;
    let cells: Layer[] = [];
    // Null, not absent: a release may be opened later, and its layers are made ready.
    if (density !== undefined && code !== null) {
      const { cellLayers, NO_CELLS, partCells } = code;
      const view = density ?? NO_CELLS;
      if (parted?.view !== view) parted = { view, parts: partCells(view) };
      cells = cellLayers({
        ...parted,
        theme,
        look: lookOf(map),
        fine,
        selected: selection && isCellId(selection.id) ? selection.id : null,
        highlight,
        ...(below === undefined ? {} : { beforeId: below }),
      });
    } else parted = null;
    given = [...cells, ...signs];
    drawn = false;
    overlay.setProps({ layers: given });
    // For end-to-end tests, as MapView does with the map: what deck has been given.
    Object.assign(map.getContainer(), { cells });
  };

  const update = async (context: ArrearsContext): Promise<void> => {
    latest = context;
    if (context.density !== undefined) code ??= await import('./cells');
    if (atlas?.theme !== context.theme) atlas = await drawAtlas(context.theme);
    // A later call has already drawn a newer context.
    if (latest !== context) return;
    signs = atlas === null ? [] : [signLayer(context, atlas)];
    draw();
  };

  const onzoom = (): void => {
    const now = fineness(map.getZoom());
    if (now === fine) return;
    fine = now;
    if (latest.density) draw();
  };
  map.on('zoom', onzoom);
  const leave = followLook(map, () => latest.density && draw());

  await update(first);
  return {
    update,
    pick: (x, y) => {
      const sign = overlay.pickObject({ x, y, radius: 4, layerIds: signs.map((l) => l.id) });
      if (sign?.object) return (sign.object as Sign).row.area.area_id;
      if (!latest.density) return null;
      const cell = overlay.pickObject({ x, y })?.object as DensityHex | string | undefined;
      return typeof cell === 'object' && 'h3' in cell ? cell.h3 : null;
    },
    drawn: () => drawn,
    remove: () => {
      leave();
      map.off('zoom', onzoom);
      map.removeControl(overlay);
    },
  };
}
