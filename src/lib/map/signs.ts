/** The signs of the map as SVG text, shared by map, legends and static pages. */
import type { LabState } from '$lib/domain/time';
import type { MapTheme } from './theme';

const svg = (size: number, body: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 24 24">${body}</svg>`;

/** A lab: a house sign whose filling says its state at the date. Shape carries the state, not colour alone. */
export function labSign(state: LabState, theme: MapTheme, size = 24): string {
  const { lab, labInside } = theme;
  const house = 'M12 2.5 21.5 11v10.5h-19V11Z';
  const outline = (dash: string, fill: string) =>
    `<path d="${house}" fill="${fill}" stroke="${lab}" stroke-width="2" stroke-linejoin="round"${dash ? ` stroke-dasharray="${dash}"` : ''}/>`;
  const filled = `<path d="${house}" fill="${lab}" stroke="${labInside}" stroke-width="1.6" stroke-linejoin="round"/>`;
  const glyph = (d: string, color: string) =>
    `<path d="${d}" fill="none" stroke="${color}" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"/>`;
  switch (state) {
    case 'open':
      return svg(size, `${filled}<circle cx="12" cy="14.5" r="3.2" fill="${labInside}"/>`);
    case 'moved':
      return svg(size, `${filled}${glyph('M7.5 14.5h8M12.5 11l3.5 3.5-3.5 3.5', labInside)}`);
    case 'closed':
      return svg(size, `${outline('', labInside)}${glyph('M8.5 11.5l7 7M15.5 11.5l-7 7', lab)}`);
    case 'not-yet':
      return svg(size, `${outline('3 2.6', labInside)}${glyph('M12 11v4l2.6 2', lab)}`);
    case 'unknown':
      return svg(
        size,
        `${outline('3 2.6', labInside)}${glyph('M9.6 12.2a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.2.9-1.2 1.7M12 19v.1', lab)}`,
      );
  }
}

export type ArrearsSign = 'suppressed' | 'qualitative' | 'missing';

/** An arrears state without a number: hatch = withheld, dots = told in words, dashed outline = not supplied. */
export function arrearsSign(state: ArrearsSign, theme: MapTheme, size = 24): string {
  const { ink, paper } = theme.state;
  const disc = (extra: string) =>
    `<circle cx="12" cy="12" r="10" fill="${paper}" stroke="${ink}" stroke-width="1.6"${extra}/>`;
  switch (state) {
    case 'suppressed': {
      const lines = [-12, -7, -2, 3, 8].map((x) => `M${x + 4} 24 L${x + 20} 0`).join('');
      return svg(
        size,
        `<clipPath id="h"><circle cx="12" cy="12" r="9.4"/></clipPath>${disc('')}<path d="${lines}" stroke="${ink}" stroke-width="1.7" clip-path="url(#h)"/>`,
      );
    }
    case 'qualitative': {
      const dots = [
        [8, 8],
        [12, 6.5],
        [16, 8],
        [6.5, 12],
        [12, 12],
        [17.5, 12],
        [8, 16],
        [12, 17.5],
        [16, 16],
      ].map(([x, y]) => `<circle cx="${x}" cy="${y}" r="1.25" fill="${ink}"/>`);
      return svg(size, `${disc('')}${dots.join('')}`);
    }
    case 'missing':
      return svg(size, disc(' stroke-dasharray="3.2 2.6"'));
  }
}

/** A value on the arrears scale: a disc in the class colour. */
export const arrearsDisc = (color: string, theme: MapTheme, size = 24): string =>
  svg(
    size,
    `<circle cx="12" cy="12" r="10" fill="${color}" stroke="${theme.state.ink}" stroke-width="1.6"/>`,
  );

/** An area whose perimeter is not known: dashed circle. With one: solid. */
export const areaSign = (solid: boolean, theme: MapTheme, control = false, size = 24): string =>
  svg(
    size,
    `<circle cx="12" cy="12" r="9.5" fill="${theme.areaFill}" fill-opacity="0.12" stroke="${control ? theme.control : theme.area}" stroke-width="1.8"${solid ? '' : ' stroke-dasharray="4 3"'}/>`,
  );
