/** SVG text of our own as pixels. Images load from data: URLs, which the page's policy allows; fetch would not be. */

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
