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

/** In characters: longest words that a column is kept wide enough for, what a long text counts for at most, and the gap. */
const ROOM = { word: 14, head: 10, text: 24, gap: 2.5 } as const;

/**
 * Shares of the width for a printed table's columns, percent: enough for the longest word, more for long texts. The browser's own
 * way gives empty columns the width of their heads and long names one word a line.
 */
export function columnShares(columns: readonly { head: string; cells: readonly string[] }[]): number[] {
  // A number and its unit are one word: the space between them does not break.
  const longest = (texts: readonly string[]) =>
    Math.max(3, ...texts.flatMap((t) => t.split(/[ \n\t]+/).map((word) => word.length)));
  const weights = columns.map(({ head, cells }) => {
    const filled = cells.filter(Boolean);
    const mean = filled.reduce((sum, t) => sum + t.length, 0) / Math.max(1, filled.length);
    const words = Math.max(Math.min(ROOM.word, longest(cells)), Math.min(ROOM.head, longest([head])));
    return ROOM.gap + Math.max(words, Math.min(ROOM.text, mean));
  });
  const all = weights.reduce((sum, w) => sum + w, 0);
  return weights.map((w) => (100 * w) / Math.max(1, all));
}

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
