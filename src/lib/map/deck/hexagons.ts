/** The looks of cells as SVG text for legends: the same fills, hatches and outlines that cells.ts draws. */
import type { FigureState } from '$lib/domain/density';
import type { MapTheme } from '../theme';

const hexagon = (r: number): string =>
  Array.from({ length: 6 }, (_, i) => {
    const angle = (Math.PI / 3) * i + Math.PI / 6;
    return `${(12 + r * Math.cos(angle)).toFixed(2)},${(12 + r * Math.sin(angle)).toFixed(2)}`;
  }).join(' ');

const svg = (size: number, body: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 24 24">${body}</svg>`;

/** A cell of a class. */
export const cellSign = (color: string, theme: MapTheme, size = 24): string =>
  svg(
    size,
    `<polygon points="${hexagon(11)}" fill="${color}" stroke="${theme.state.ink}" stroke-opacity="0.4"/>`,
  );

/** A cell whose figure is about a part of it: smaller inside its outline. */
export const partialSign = (color: string, theme: MapTheme, size = 24): string =>
  svg(
    size,
    `<polygon points="${hexagon(11)}" fill="none" stroke="${theme.state.ink}" stroke-opacity="0.35"/><polygon points="${hexagon(7)}" fill="${color}" stroke="${theme.state.ink}"/>`,
  );

/** A cell without a value, by state. */
export function cellStateSign(state: Exclude<FigureState, 'value'>, theme: MapTheme, size = 24): string {
  const { ink, paper } = theme.state;
  const outline = (fill: string, extra = '') =>
    `<polygon points="${hexagon(10.6)}" fill="${fill}" stroke="${ink}" stroke-width="1.4"${extra}/>`;
  switch (state) {
    case 'suppressed': {
      const lines = [-18, -13, -8, -3, 2, 7].map((x) => `M${x + 6} 24 L${x + 24} 0`).join('');
      return svg(
        size,
        `<clipPath id="c"><polygon points="${hexagon(10)}"/></clipPath>${outline(paper)}<path d="${lines}" stroke="${ink}" stroke-width="1.6" clip-path="url(#c)"/>`,
      );
    }
    case 'missing':
      return svg(size, outline('none', ' stroke-dasharray="3.4 2.6"'));
    case 'zero':
      return svg(size, outline(theme.arrears[0] ?? paper));
    case 'not-applicable':
      return svg(size, outline('none', ' stroke-opacity="0.4"'));
  }
}
