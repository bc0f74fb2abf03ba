/** What may be chosen about a picture. Light: the dialog reads it before any drawing code is fetched. */

export const SIZES = ['schermo', 'a4', 'a3'] as const;
export type Size = (typeof SIZES)[number];
export const ORIENTATIONS = ['orizzontale', 'verticale'] as const;
export type Orientation = (typeof ORIENTATIONS)[number];
export const PICTURE_THEMES = ['chiaro', 'scuro'] as const;
export type PictureTheme = (typeof PICTURE_THEMES)[number];

export interface PictureOptions {
  size: Size;
  /** Of the paper; the screen has its own. */
  orientation: Orientation;
  theme: PictureTheme;
  legend: boolean;
}

export type PicturePhase = 'map' | 'paint' | 'file';
/** Share done, 0 to 1, and of what. */
export type OnProgress = (share: number, phase: PicturePhase) => void;

export type PictureFailure = 'webgl' | 'slow' | 'too-large';

/** A picture that could not be made, for a reason that the visitor can do something about. */
export class PictureError extends Error {
  constructor(readonly failure: PictureFailure) {
    super(failure);
    this.name = 'PictureError';
  }
}

/** `atlante-erp_figura_2023-01-17_ed-2026-11_a3-orizzontale.png` */
export function pictureName(date: string, release: string, { size, orientation }: PictureOptions): string {
  const format = size === 'schermo' ? size : `${size}-${orientation}`;
  return `${`atlante-erp_figura_${date}_ed-${release}_${format}`.replace(/[^\w.-]+/g, '-')}.png`;
}
