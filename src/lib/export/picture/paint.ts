/** Paints a layout on a canvas. All measures come from the layout; nothing is decided here but strokes and colours. */
import type { Swatch } from '$lib/domain/legend';
import { drawSvg } from '$lib/map/picture';
import type { Box, Ink, Layout, Mark } from './layout/types';
import type { PictureTheme } from './options';
import type { Measure, Weight } from './wrap';

export const PICTURE_FONT = 'Titillium Web';
const font = (weight: Weight, px: number) =>
  `${weight} ${px}px "${PICTURE_FONT}", "Segoe UI", system-ui, sans-serif`;

interface Colours {
  paper: string;
  line: string;
  edge: string;
  plate: string;
  ink: Record<Ink, string>;
}

const COLOURS: Readonly<Record<PictureTheme, Colours>> = {
  chiaro: {
    paper: '#ffffff',
    line: '#b9b4aa',
    edge: '#8a847a',
    plate: 'rgb(255 255 255 / 0.86)',
    ink: { ink: '#1f2328', soft: '#4b5158', accent: '#004a9f' },
  },
  scuro: {
    paper: '#10161c',
    line: '#4a5663',
    edge: '#667482',
    plate: 'rgb(16 22 28 / 0.82)',
    ink: { ink: '#e9edf1', soft: '#b4bec8', accent: '#8cc0ff' },
  },
};

/** Fonts are loaded by use: a canvas alone does not ask for them. */
export const loadFonts = (): Promise<unknown> =>
  Promise.all(
    ([400, 600, 700] as const).map((weight) => document.fonts.load(font(weight, 16)).catch(() => [])),
  );

/** Measures with the browser's own letters. Call after loadFonts. */
export function textMeasure(): Measure {
  const pen = document.createElement('canvas').getContext('2d');
  if (!pen) return (text, size) => text.length * size * 0.55;
  const known = new Map<string, number>();
  return (text, size, weight) => {
    const key = `${weight} ${text}`;
    let width = known.get(key);
    if (width === undefined) {
      pen.font = font(weight, 100);
      width = pen.measureText(text).width / 100;
      known.set(key, width);
    }
    return width * size;
  };
}

function hatch(
  pen: CanvasRenderingContext2D,
  { x, y, width, height }: Box,
  colour: string,
  step: number,
): void {
  pen.save();
  pen.beginPath();
  pen.rect(x, y, width, height);
  pen.clip();
  pen.strokeStyle = colour;
  pen.lineWidth = step / 4;
  pen.beginPath();
  for (let at = x - height; at < x + width; at += step) {
    pen.moveTo(at, y + height);
    pen.lineTo(at + height, y);
  }
  pen.stroke();
  pen.restore();
}

function dots(
  pen: CanvasRenderingContext2D,
  { x, y, width, height }: Box,
  colour: string,
  step: number,
): void {
  pen.fillStyle = colour;
  for (let i = step / 2; i < width; i += step) {
    for (let j = step / 2; j < height; j += step) {
      pen.beginPath();
      pen.arc(x + i, y + j, step / 5, 0, 2 * Math.PI);
      pen.fill();
    }
  }
}

/** What stands out on a colour: light classes of the dark theme take dark dots. */
function patternInk(hex: string, usual: string): string {
  const part = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16);
  const light = 0.299 * part(1) + 0.587 * part(3) + 0.114 * part(5);
  if (!Number.isFinite(light)) return usual;
  return light > 140 ? COLOURS.chiaro.ink.soft : COLOURS.scuro.ink.soft;
}

export async function paintSwatch(
  pen: CanvasRenderingContext2D,
  swatch: Swatch,
  box: Box,
  colours: Colours,
): Promise<void> {
  if (swatch.kind === 'sign') {
    await drawSvg(pen, swatch.svg, box.x, box.y, box.width);
    return;
  }
  const field = { ...box, y: box.y + box.height * 0.14, height: box.height * 0.72 };
  const { pattern } = swatch;
  // A canvas has no such colour, and would go on with the one it had before.
  if (swatch.color !== 'none') {
    pen.fillStyle = swatch.color;
    pen.fillRect(field.x, field.y, field.width, field.height);
  }
  // Cells of a grid are wider than signs; strokes and patterns are alike.
  const side = Math.min(box.width, box.height);
  const ink = patternInk(swatch.color, colours.ink.soft);
  if (pattern === 'hatch') hatch(pen, field, ink, side / 4.5);
  if (pattern === 'dots') dots(pen, field, ink, side / 4.5);
  pen.save();
  pen.strokeStyle = colours.edge;
  pen.lineWidth = side / 26;
  if (pattern === 'dashed') pen.setLineDash([side / 7, side / 10]);
  pen.strokeRect(field.x, field.y, field.width, field.height);
  if (pattern === 'dashed') {
    // The two dashes that the map's tile repeats, where the screen's swatch has them.
    const at = (x: number, y: number) =>
      [field.x + (x / 22) * field.width, field.y + (y / 16) * field.height] as const;
    pen.setLineDash([]);
    pen.strokeStyle = ink;
    pen.beginPath();
    for (const [x, y] of [
      [4, 6],
      [13, 10],
    ] as const) {
      pen.moveTo(...at(x, y));
      pen.lineTo(...at(x + 5, y));
    }
    pen.stroke();
  }
  pen.restore();
}

function paintText(
  pen: CanvasRenderingContext2D,
  mark: { text: string; size: number; weight: Weight; align: 'left' | 'right' | 'center' } & Box,
  colour: string,
): void {
  pen.font = font(mark.weight, mark.size);
  pen.fillStyle = colour;
  pen.textBaseline = 'alphabetic';
  pen.textAlign = mark.align;
  // Capitals of the face are 0.69 em high: they stand in the middle of their line.
  const baseline = mark.y + mark.height / 2 + mark.size * 0.345;
  const share = { left: 0, center: 0.5, right: 1 }[mark.align];
  pen.fillText(mark.text, mark.x + share * mark.width, baseline);
}

async function paintMark(pen: CanvasRenderingContext2D, mark: Mark, colours: Colours): Promise<void> {
  switch (mark.kind) {
    case 'text':
      paintText(pen, mark, colours.ink[mark.ink]);
      return;
    case 'swatch':
      await paintSwatch(pen, mark.swatch, mark, colours);
      return;
    case 'rule':
      pen.fillStyle = colours.line;
      pen.fillRect(mark.x, mark.y, mark.width, mark.height);
      return;
    case 'plate':
      pen.fillStyle = colours.plate;
      pen.beginPath();
      pen.roundRect(mark.x, mark.y, mark.width, mark.height, mark.height / 12);
      pen.fill();
      return;
    case 'scale': {
      const { size } = mark;
      const text = {
        ...mark,
        height: size * 1.3,
        weight: 600 as const,
        align: 'left' as const,
        text: mark.label,
      };
      paintText(pen, text, colours.ink.ink);
      const tick = size * 0.55;
      const bottom = mark.y + mark.height;
      pen.strokeStyle = colours.ink.ink;
      pen.lineWidth = size * 0.14;
      pen.lineJoin = 'miter';
      const half = pen.lineWidth / 2;
      // From outer edge to outer edge: a ruler laid on it measures the length that is said.
      pen.beginPath();
      pen.moveTo(mark.x + half, bottom - tick);
      pen.lineTo(mark.x + half, bottom - half);
      pen.lineTo(mark.x + mark.length - half, bottom - half);
      pen.lineTo(mark.x + mark.length - half, bottom - tick);
      pen.stroke();
      return;
    }
    case 'day':
      paintText(pen, { ...mark, text: mark.label, weight: 700, align: 'left' }, colours.ink.ink);
      return;
    case 'north': {
      const middle = mark.x + mark.width / 2;
      const text = mark.size * 1.3;
      const tip = mark.y;
      const foot = mark.y + mark.height - text;
      pen.fillStyle = colours.ink.ink;
      pen.beginPath();
      pen.moveTo(middle, tip);
      pen.lineTo(middle + mark.width * 0.32, foot);
      pen.lineTo(middle, foot - mark.height * 0.16);
      pen.lineTo(middle - mark.width * 0.32, foot);
      pen.closePath();
      pen.fill();
      pen.font = font(700, mark.size);
      pen.textAlign = 'center';
      pen.textBaseline = 'alphabetic';
      pen.fillText(mark.label, middle, mark.y + mark.height - mark.size * 0.2);
      return;
    }
  }
}

/** Device pixels instead of millimetres: letters of 3 px under a scale of 12 would be spaced for 3 px. */
function inPixels<M extends Mark>(mark: M, k: number): M {
  const size = 'size' in mark ? { size: mark.size * k } : {};
  const length = 'length' in mark ? { length: mark.length * k } : {};
  const { x, y, width, height } = mark;
  return { ...mark, x: x * k, y: y * k, width: width * k, height: height * k, ...size, ...length };
}

/** The picture on a canvas of its own; null where the browser has no memory for one of this size. */
export async function paint(
  layout: Layout,
  maps: readonly HTMLCanvasElement[],
  theme: PictureTheme,
): Promise<HTMLCanvasElement | null> {
  const colours = COLOURS[theme];
  const canvas = document.createElement('canvas');
  canvas.width = layout.pixels.width;
  canvas.height = layout.pixels.height;
  const pen = canvas.getContext('2d', { alpha: false });
  if (!pen) return null;
  const perMm = layout.dpi / 25.4;
  pen.fillStyle = colours.paper;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  for (const [i, { box }] of layout.maps.entries()) {
    const at = { x: Math.round(box.x * perMm), y: Math.round(box.y * perMm) };
    const map = maps[i];
    if (map) pen.drawImage(map, at.x, at.y);
    pen.strokeStyle = colours.edge;
    pen.lineWidth = Math.max(1, 0.25 * perMm);
    pen.strokeRect(at.x, at.y, Math.round(box.width * perMm), Math.round(box.height * perMm));
  }
  for (const mark of layout.marks) await paintMark(pen, inPixels(mark, perMm), colours);
  // A canvas that was refused for lack of memory stays without any of it.
  const probe = pen.getImageData(1, 1, 1, 1).data;
  const [r = 0, g = 0, b = 0] = probe;
  const wanted = Number.parseInt(colours.paper.slice(1), 16);
  return ((r << 16) | (g << 8) | b) === wanted ? canvas : null;
}
