/**
 * The cells of a density release as deck.gl layers: H3 hexagons at two resolutions, coloured by class, each state with a
 * look of its own. Filter values go to the GPU once with the cells; a moving range changes a uniform and nothing else.
 */
import { LayerExtension, type Color, type Layer } from '@deck.gl/core';
import { DataFilterExtension, type DataFilterExtensionProps } from '@deck.gl/extensions';
import { H3HexagonLayer } from '@deck.gl/geo-layers';
import {
  classOfTold,
  filterRanges,
  type DensityHex,
  type DensityView,
  type FigureState,
} from '$lib/domain/density';
import type { Highlight } from '$lib/state/view';
import { DIM, stepsBack } from '../layers/layer';
import { cellItems } from '../layers/morosita';
import type { MapTheme } from '../theme';
import type { DensityLook } from './look';

const OPACITY = 0.86;
/** Coarse cells stay in transparency under fine ones: most fine cells are too small to be told. */
const UNDER = 0.26;

/** `#rrggbb` as deck wants it. */
export function rgb(hex: string, alpha = 255): [number, number, number, number] {
  const n = Number.parseInt(hex.slice(1), 16);
  return [(n >> 16) & 255, (n >> 8) & 255, n & 255, alpha];
}

interface PatternOptions {
  /** `hatch`: stripes over paper; `dash`: what is drawn is broken into dashes. */
  pattern: 'hatch' | 'dash';
  /** Colour between the stripes, 0 to 1. */
  paper: [number, number, number];
  /** Device pixels of a CSS pixel. */
  ratio: number;
}

/**
 * Stripes and dashes in screen space: no pattern picture to fetch, no texture. While picking, the cell is whole.
 */
class PatternExtension extends LayerExtension<PatternOptions> {
  static override extensionName = 'PatternExtension';

  override getShaders(this: Layer, extension: this): unknown {
    const { pattern, paper, ratio } = extension.opts;
    const number = (n: number) => n.toFixed(4);
    const body =
      pattern === 'hatch'
        ? `
      float stripe = mod(gl_FragCoord.x + gl_FragCoord.y, ${number(7 * ratio)});
      if (stripe > ${number(1.8 * ratio)}) color = vec4(${paper.map(number).join(', ')}, color.a * 0.5);`
        : `
      float dash = mod(gl_FragCoord.x - gl_FragCoord.y, ${number(8 * ratio)});
      if (dash > ${number(4.5 * ratio)}) discard;`;
    return { inject: { 'fs:DECKGL_FILTER_COLOR': `if (!bool(picking.isActive)) {${body}\n}` } };
  }
}

const FILTER = new DataFilterExtension({ filterSize: 4 });

type Look = 'value' | 'partial' | Exclude<FigureState, 'value'>;
const LOOKS: readonly Look[] = ['not-applicable', 'zero', 'missing', 'suppressed', 'partial', 'value'];

/** Cells by how they are drawn; each list keeps its identity, which is how deck knows that nothing has to be sent. */
export type Parted = Record<'coarse' | 'fine', Record<Look, readonly DensityHex[]>>;

const WARM: readonly Look[] = ['value', 'partial', 'suppressed'];

const unseen = (h3: string, state: 'value' | 'suppressed', partial = false): DensityHex => ({
  h3,
  zones: [],
  state,
  low: 0,
  high: 0,
  partial,
  filter: [0, 0, 0, 0],
});
const unseenAt = (h3: string): DensityHex[] => [
  unseen(h3, 'value'),
  unseen(h3, 'value', true),
  unseen(h3, 'suppressed'),
];

/**
 * Before there is a view: one cell of each common look, drawn fully transparent, because a program is linked when it first
 * draws, and that would hold the page up just when the figures come.
 */
export const NO_CELLS: DensityView = {
  day: '',
  owner: '',
  measure: 'morose',
  form: 'pubblica',
  simulated: false,
  coarse: unseenAt('871f99cddffffff'),
  fine: unseenAt('891f99cdd4fffff'),
};

const EMPTY = (): Record<Look, DensityHex[]> => ({
  value: [],
  partial: [],
  zero: [],
  suppressed: [],
  missing: [],
  'not-applicable': [],
});

/** Sorts the cells of a view by look; once a view. */
export function partCells(view: Pick<DensityView, 'coarse' | 'fine'>): Parted {
  const part = (cells: readonly DensityHex[]) => {
    const looks = EMPTY();
    for (const cell of cells)
      looks[cell.state === 'value' && cell.partial ? 'partial' : cell.state].push(cell);
    return looks;
  };
  return { coarse: part(view.coarse), fine: part(view.fine) };
}

export interface CellsProps {
  view: DensityView;
  parts: Parted;
  theme: MapTheme;
  look: DensityLook;
  /** As `fineness` gives it. */
  fine: number;
  /** H3 index of the chosen cell. */
  selected: string | null;
  /** Item of the legend that stands out: what else is drawn steps back. */
  highlight?: Highlight | null;
  /** Id of the map layer that the cells lie under. */
  beforeId?: string;
}

/** Metres of height for a unit of the measure. */
const HEIGHT = { coarse: { share: 120, km2: 12 }, fine: { share: 16, km2: 1.6 } } as const;

const told = ({ low, high, state }: DensityHex) =>
  state === 'value' ? ({ state, low, high } as const) : ({ state } as const);

/** The layers of a view, bottom to top. */
export function cellLayers(props: CellsProps): Layer[] {
  const { view, parts, theme, look, fine, selected, highlight = null, beforeId } = props;
  const colors = theme.arrears.map((hex) => rgb(hex));
  const ink = rgb(theme.state.ink);
  const [r, g, b] = rgb(theme.state.paper);
  const paper: [number, number, number] = [r / 255, g / 255, b / 255];
  const ratio = Math.max(1, globalThis.devicePixelRatio || 1);
  const hatch = new PatternExtension({ pattern: 'hatch', paper, ratio });
  const dash = new PatternExtension({ pattern: 'dash', paper, ratio });
  const ranges = filterRanges(look.filter);
  const color = (cell: DensityHex): Color =>
    colors[classOfTold(told(cell), view.measure) ?? 0] ?? colors[0] ?? ink;
  const standing = highlight?.layer === 'celle' ? highlight.id : null;
  const isBack = (cell: DensityHex): boolean =>
    stepsBack({ highlight }, 'celle', cellItems(cell, view.measure));
  /** A colour as it is, or as much of it as is left. */
  const set =
    (of: (cell: DensityHex) => Color) =>
    (cell: DensityHex): Color => {
      const [red = 0, green = 0, blue = 0, alpha = 255] = of(cell);
      return [red, green, blue, isBack(cell) ? alpha * DIM : alpha];
    };

  const layer = (size: 'coarse' | 'fine', kind: Look): Layer | null => {
    const data = parts[size][kind];
    // Layers of the common looks stay when they are empty: their programs are linked already.
    if (data.length === 0 && !WARM.includes(kind)) return null;
    const filled = kind === 'value' || kind === 'partial' || kind === 'suppressed' || kind === 'zero';
    // Without fine cells the coarse ones have nothing to make room for.
    const noFine = parts.fine.value.length + parts.fine.partial.length + parts.fine.suppressed.length === 0;
    const opacity = size === 'fine' ? OPACITY * fine : noFine ? OPACITY : OPACITY * (1 - fine) + UNDER * fine;
    const extruded =
      look.height && (kind === 'value' || kind === 'partial') && (size === 'fine') === fine >= 0.5;
    const unit = HEIGHT[size][view.measure === 'km2' ? 'km2' : 'share'];
    const pattern = kind === 'suppressed' ? [hatch] : kind === 'missing' ? [dash] : [];
    return new H3HexagonLayer<DensityHex, DataFilterExtensionProps<DensityHex>>({
      id: `densita-${size}-${kind}-${theme.name}`,
      data: data as DensityHex[],
      ...(beforeId === undefined ? {} : { beforeId }),
      // All cells of a layer are of one resolution: one hexagon, drawn many times.
      highPrecision: false,
      // Smaller inside its cell: the figure is about a part of it.
      coverage: kind === 'partial' ? 0.66 : 0.95,
      filled,
      stroked: !extruded && kind !== 'value',
      extruded,
      elevationScale: unit,
      material: { ambient: 0.72, diffuse: 0.38, shininess: 8, specularColor: [20, 20, 20] },
      opacity: view === NO_CELLS ? 0 : extruded ? 1 : opacity,
      visible: view === NO_CELLS || (data.length > 0 && (size === 'coarse' || fine > 0)),
      pickable: view !== NO_CELLS && (size === 'fine') === fine >= 0.5,
      lineWidthUnits: 'pixels',
      getHexagon: (cell: DensityHex) => cell.h3,
      getFillColor: set(kind === 'suppressed' ? () => ink : kind === 'zero' ? () => colors[0] ?? ink : color),
      getLineColor: set(() => (kind === 'not-applicable' ? rgb(theme.state.ink, 90) : ink)),
      getLineWidth: kind === 'missing' ? 1.8 : 1,
      // What steps back lies flat: a pillar would stand before the others, however faint.
      getElevation: (cell: DensityHex) => (isBack(cell) ? 0 : cell.high || 0),
      extensions: [FILTER, ...pattern],
      getFilterValue: (cell: DensityHex) => [...cell.filter],
      filterRange: ranges,
      updateTriggers: {
        getFillColor: [view.measure, theme.name, standing],
        getLineColor: [theme.name, standing],
        getElevation: [standing],
      },
    } as never);
  };

  const layers = (['coarse', 'fine'] as const).flatMap((size) => LOOKS.map((kind) => layer(size, kind)));
  if (selected !== null)
    layers.push(
      new H3HexagonLayer<string>({
        id: `densita-scelta-${theme.name}`,
        data: [selected],
        ...(beforeId === undefined ? {} : { beforeId }),
        highPrecision: false,
        filled: false,
        stroked: true,
        extruded: false,
        lineWidthUnits: 'pixels',
        getHexagon: (h3: string) => h3,
        getLineColor: rgb(theme.selection),
        getLineWidth: 3.5,
      } as never),
    );
  return layers.filter((l) => l !== null);
}
