/** What pictures of a map need besides the map: SVG text of our own as pixels, and whose the background is. */
import type { Map as MapLibreMap } from 'maplibre-gl';
import { PREFIX } from './basemap';

// Images load from data: URLs, which the page's policy allows; fetch would not be.

/** Draws an SVG document into a canvas context at a place and size. */
export async function drawSvg(
  pen: CanvasRenderingContext2D,
  svg: string,
  x: number,
  y: number,
  size: number,
): Promise<void> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  pen.drawImage(image, x, y, size, size);
}

/** A transparent canvas; null where the browser gives no 2D context. */
export function blankCanvas(width: number, height: number): CanvasRenderingContext2D | null {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return canvas.getContext('2d', { willReadFrequently: true });
}

/** Width and height that an SVG document of ours states. */
export const svgSize = (svg: string): number => Number(/width="(\d+)"/.exec(svg)?.[1] ?? 24);

const isMap = (value: unknown): value is MapLibreMap =>
  typeof value === 'object' && value !== null && 'getLayersOrder' in value;

/**
 * Whose background the map of a host (MapView's element) shows, in plain text, where its sources say it in HTML; '' when they do
 * not say. Null: it has none.
 */
export function backgroundCredit(host: Element | null): string | null {
  const map: unknown = host && 'map' in host ? host.map : null;
  if (!isMap(map) || !map.getLayersOrder().some((id) => id.startsWith(PREFIX))) return null;
  const ids = Object.keys(map.getStyle().sources).filter((id) => id.startsWith(PREFIX));
  const said = ids.map((id) => {
    const { attribution } = map.getSource(id) as { attribution?: unknown };
    if (typeof attribution !== 'string') return '';
    // A document made this way loads and runs nothing.
    const { body } = new DOMParser().parseFromString(attribution, 'text/html');
    return (body.textContent ?? '').replace(/\s+/g, ' ').trim();
  });
  return [...new Set(said)].filter(Boolean).join('; ');
}
