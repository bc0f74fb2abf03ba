/**
 * The arrears signs as deck.gl layers: discs on the scale of shares, and a sign for every state without a number.
 * Imported only when the layer is switched on: deck is 215 KiB gzip.
 */
import type { Layer } from '@deck.gl/core';
import { IconLayer } from '@deck.gl/layers';
import { MapLibreOverlay } from '@deck.gl/maplibre';
import type { Map as MapLibreMap } from 'maplibre-gl';
import { ARREARS_SCALE, classOf } from '$lib/domain/classes';
import type { ArrearsRow } from '$lib/domain/select';
import type { LayerContext } from '../layers/layer';
import { arrearsDisc, arrearsSign } from '../signs';

/** Side of a sign, in screen pixels. */
const SIGN_PX = 26;
/** deck draws from raster pictures: drawn at twice the size for dense screens. */
const ICON_PX = 96;

interface Sign {
  row: ArrearsRow;
  position: [number, number];
  svg: string;
  id: string;
}

/** Signs to draw, a sign an area with a point. */
export function arrearsSigns(context: LayerContext): Sign[] {
  return context.rows.arrears.flatMap((row) => {
    const { lon, lat } = row.area;
    if (lon === null || lat === null) return [];
    const { figure } = row.fact;
    if (figure.state === 'value' || figure.state === 'zero') {
      const index = classOf(ARREARS_SCALE, figure.value) ?? 0;
      const color = context.theme.arrears[index] ?? context.theme.land;
      return [
        {
          row,
          position: [lon, lat],
          svg: arrearsDisc(color, context.theme, ICON_PX),
          id: `v${index}-${context.theme.name}`,
        },
      ];
    }
    return [
      {
        row,
        position: [lon, lat],
        svg: arrearsSign(figure.state, context.theme, ICON_PX),
        id: `${figure.state}-${context.theme.name}`,
      },
    ];
  });
}

const dataUrl = (svg: string): string => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;

function layers(context: LayerContext, onSelect: (areaId: string) => void): Layer[] {
  return [
    new IconLayer<Sign>({
      id: 'morosita-signs-deck',
      data: arrearsSigns(context),
      pickable: true,
      sizeUnits: 'pixels',
      getSize: SIGN_PX,
      getPosition: (d) => d.position,
      getIcon: (d) => ({
        url: dataUrl(d.svg),
        width: ICON_PX,
        height: ICON_PX,
        id: d.id,
        anchorX: ICON_PX / 2,
        anchorY: ICON_PX / 2,
      }),
      // To the right of the ring, so that both can be read.
      getPixelOffset: [22, 0],
      onClick: ({ object }) => {
        if (object) onSelect((object as Sign).row.area.area_id);
        return true;
      },
      beforeId: 'avanzamento-ring',
    } as ConstructorParameters<typeof IconLayer<Sign>>[0]),
  ];
}

export interface ArrearsOverlay {
  update: (context: LayerContext) => void;
  /** Area id of the sign at a screen point, or null. */
  pick: (x: number, y: number) => string | null;
  remove: () => void;
}

/** Adds the overlay to a loaded map. */
export function addArrearsOverlay(map: MapLibreMap, context: LayerContext): ArrearsOverlay {
  // Selection goes through pick(), so that one click has one answer.
  const none = () => undefined;
  const overlay = new MapLibreOverlay({ interleaved: true, layers: layers(context, none) });
  map.addControl(overlay);
  return {
    update: (next) => overlay.setProps({ layers: layers(next, none) }),
    pick: (x, y) => {
      const hit = overlay.pickObject({ x, y, radius: 4 });
      return (hit?.object as Sign | undefined)?.row.area.area_id ?? null;
    },
    remove: () => map.removeControl(overlay),
  };
}
