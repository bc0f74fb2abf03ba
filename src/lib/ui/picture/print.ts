/** Maps on paper: a WebGL canvas prints blank, a 2D canvas prints, and `beforeprint` waits for nothing. So they are copied at once. */

/** Where MapView puts its map. */
export const MAP_HOST = '[data-testid=map]';

/** What is asked of a map; MapLibre's is one. */
interface Redrawn {
  redraw: () => unknown;
  getCanvas: () => HTMLCanvasElement;
}

const isMap = (value: unknown): value is Redrawn =>
  typeof value === 'object' && value !== null && 'redraw' in value && 'getCanvas' in value;

/** Copies what a map's host, or a canvas, shows. False where there is nothing to copy. */
export function copyMap(source: Element, canvas: HTMLCanvasElement): boolean {
  try {
    const map: unknown = 'map' in source ? source.map : null;
    if (isMap(map)) map.redraw();
    else if (!(source instanceof HTMLCanvasElement)) return false;
    // The drawing buffer is only there until the browser shows it: drawn and read in one go.
    const from = isMap(map) ? map.getCanvas() : (source as HTMLCanvasElement);
    if (from.width === 0 || from.height === 0) return false;
    canvas.width = from.width;
    canvas.height = from.height;
    const pen = canvas.getContext('2d');
    pen?.drawImage(from, 0, 0);
    return pen !== null;
  } catch {
    return false;
  }
}

/** Puts a printable copy over each map of the page. Returns how to take them away again. */
export function copyMaps(): () => void {
  const copies = [...document.querySelectorAll(MAP_HOST)].flatMap((host) => {
    const canvas = document.createElement('canvas');
    canvas.className = 'print-copy';
    canvas.setAttribute('aria-hidden', 'true');
    if (!copyMap(host, canvas)) return [];
    host.append(canvas);
    return [canvas];
  });
  return () => copies.forEach((canvas) => canvas.remove());
}
