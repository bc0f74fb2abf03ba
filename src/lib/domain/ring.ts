/**
 * The progress ring: one sector of the circle for each component, filled clockwise in proportion to its percentage.
 * Pure SVG text, so that map, legend, panel and static pages draw the same sign.
 */

export interface RingColors {
  fill: string;
  track: string;
  /** Edge that separates the ring from whatever is below it. */
  halo: string;
}

const TAU = Math.PI * 2;
/** Gap between two components, in radians. */
const GAP = 0.16;

const clamp = (percent: number): number =>
  Number.isFinite(percent) ? Math.min(100, Math.max(0, percent)) : 0;

function arc(radius: number, center: number, from: number, to: number): string {
  const point = (angle: number) =>
    `${(center + radius * Math.sin(angle)).toFixed(2)} ${(center - radius * Math.cos(angle)).toFixed(2)}`;
  const large = to - from > Math.PI ? 1 : 0;
  return `M${point(from)}A${radius} ${radius} 0 ${large} 1 ${point(to)}`;
}

/** SVG paths of a ring of `size` px; percentages outside 0-100 are drawn at the nearest end. */
export function ringPaths(
  percents: readonly number[],
  size: number,
): { track: string[]; fill: string[]; width: number; radius: number } {
  const width = size * 0.2;
  const radius = (size - width) / 2 - size * 0.05;
  const n = Math.max(1, percents.length);
  const gap = n === 1 ? 0 : GAP;
  const track: string[] = [];
  const fill: string[] = [];
  percents.forEach((percent, i) => {
    const from = (TAU / n) * i + gap / 2;
    // A full circle as one arc is degenerate in SVG.
    const to = (TAU / n) * (i + 1) - gap / 2 - (n === 1 ? 1e-3 : 0);
    const end = from + ((to - from) * clamp(percent)) / 100;
    track.push(arc(radius, size / 2, from, to));
    if (end > from) fill.push(arc(radius, size / 2, from, end));
  });
  return { track, fill, width, radius };
}

/** A complete SVG document of the ring. */
export function ringSvg(percents: readonly number[], size: number, colors: RingColors): string {
  const { track, fill, width, radius } = ringPaths(percents, size);
  const stroke = (d: string, color: string, w: number) =>
    `<path d="${d}" fill="none" stroke="${color}" stroke-width="${w.toFixed(2)}"/>`;
  // The halo is a ring too: what lies below shows through the hole (an arrears disc fits in it).
  const halo = `<circle cx="${size / 2}" cy="${size / 2}" r="${radius.toFixed(2)}" fill="none" stroke="${colors.halo}" stroke-width="${(width + size * 0.07).toFixed(2)}"/>`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${size} ${size}">` +
    halo +
    track.map((d) => stroke(d, colors.track, width)).join('') +
    fill.map((d) => stroke(d, colors.fill, width)).join('') +
    `</svg>`
  );
}
