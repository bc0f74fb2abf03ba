/** The pictures that layers name, drawn from SVG text into the map. */
import type { Map as MapLibreMap } from 'maplibre-gl';
import { LAYERS } from './layers';
import type { LayerContext } from './layers/layer';
import { blankCanvas, drawSvg, svgSize } from './picture';

/** SVG text as a map picture, drawn at twice its size. */
async function addImage(map: MapLibreMap, name: string, svg: string): Promise<void> {
  const side = svgSize(svg) * 2;
  const pen = blankCanvas(side, side);
  if (!pen) return;
  await drawSvg(pen, svg, 0, 0, side);
  const data = pen.getImageData(0, 0, side, side);
  if (map.hasImage(name)) map.removeImage(name);
  map.addImage(name, data, { pixelRatio: 2 });
}

/** Adds what the layers need and the map has not; `again`: all of it, because the theme is another. */
export async function addImages(map: MapLibreMap, context: LayerContext, again: boolean): Promise<void> {
  const wanted = Object.values(LAYERS).flatMap((layer) => [...(layer.images?.(context) ?? [])]);
  await Promise.all(
    wanted.filter(([name]) => again || !map.hasImage(name)).map(([name, svg]) => addImage(map, name, svg)),
  );
}
