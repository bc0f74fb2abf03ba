import { describe, expect, it } from 'vitest';
import { densityView, firstQuestion, indexRelease, WHOLE, type DensityHex } from '$lib/domain/density';
import { sampleRelease } from '$lib/domain/density.testing';
import type { Index, Rows } from '$lib/domain/select';
import type { Highlight } from '$lib/state/view';
import { DIM } from '../layers/layer';
import { densityLegend, type ArrearsContext } from '../layers/morosita';
import { DARK, LIGHT } from '../theme';
import { cellLayers, partCells } from './cells';

const release = sampleRelease({ cells: 900, seed: 3 });
const whole = densityView(indexRelease(release), firstQuestion(release.days));
/** Every look at both sizes: some cells are made parts, or something without a value. */
const OTHERS = ['zero', 'missing', 'not-applicable'] as const;
const odd = (cells: readonly DensityHex[]): DensityHex[] =>
  cells.map((cell, i) => {
    const state = i % 7 === 0 ? OTHERS[(i / 7) % 3] : undefined;
    if (state !== undefined) return { ...cell, state, low: Number.NaN, high: Number.NaN };
    return { ...cell, partial: cell.partial || i % 5 === 0 };
  });
const view = { ...whole, coarse: odd(whole.coarse), fine: odd(whole.fine) };
const all = [...view.coarse, ...view.fine];
const coarse = new Set(view.coarse.map((cell) => cell.h3));

const context = (theme = LIGHT): ArrearsContext => ({
  ...{ lang: 'it', theme, index: {} as Index, rows: {} as Rows, municipalities: [], perimeters: new Map() },
  ...{ metric: 'projects' as ArrearsContext['metric'], selection: null, coverage: null },
});
const legend = densityLegend(view, context());

type Accessor<T> = (cell: DensityHex) => T;
interface Drawn {
  data: DensityHex[];
  filled: boolean;
  getFillColor: Accessor<number[]>;
  getLineColor: Accessor<number[]>;
  getElevation: Accessor<number>;
  updateTriggers: Record<string, unknown[]>;
}
const draw = (highlight: Highlight | null, theme = LIGHT): Drawn[] =>
  cellLayers({
    view,
    parts: partCells(view),
    theme,
    look: { filter: WHOLE, height: true },
    fine: 1,
    selected: null,
    highlight,
  }).map((layer) => layer.props as unknown as Drawn);
/** Cells that have not stepped back, by what they are drawn with. */
const standing = (layers: readonly Drawn[]): DensityHex[] =>
  layers.flatMap(({ data, filled, getFillColor, getLineColor }) =>
    data.filter((cell) => {
      const [, , , alpha = 0] = (filled ? getFillColor : getLineColor)(cell);
      // The outline of what a measure does not apply to is faint by itself.
      return alpha > (cell.state === 'not-applicable' ? 90 : 255) * DIM;
    }),
  );
const ids = (cells: readonly DensityHex[]) => cells.map((cell) => cell.h3).sort();

describe('a class or state of the cells’ legend', () => {
  it('has a name of its own in the legend, and as many cells as are counted', () => {
    const names = legend.items.map((item) => item.id);
    expect(names).toEqual([...new Set(names)]);
    expect(names).not.toContain(undefined);
    expect(legend.items.filter((item) => (item.count ?? 0) > 0).length).toBeGreaterThan(7);
    // A part of a cell is in a class, too.
    const counts = legend.items.filter((item) => item.id !== 'partial').map((item) => item.count ?? 0);
    expect(counts.reduce((a, b) => a + b)).toBe(view.coarse.length);
  });

  it('stands out: the cells of all others step back and lie flat', () => {
    for (const theme of [LIGHT, DARK]) {
      expect(ids(standing(draw(null, theme)))).toEqual(ids(all));
      for (const { id = '', count, label } of legend.items) {
        const layers = draw({ layer: 'celle', id }, theme);
        const cells = standing(layers);
        // The count is of the large cells, which the small ones lie in; both stand out.
        expect(cells.filter((cell) => coarse.has(cell.h3)).length, label).toBe(count);
        const high = layers.flatMap((l) => l.data.filter((cell) => l.getElevation(cell) > 0));
        expect(ids(high), label).toEqual(ids(cells.filter((cell) => cell.state === 'value')));
      }
    }
  });

  it('tells deck that colours and heights are others; a class of the documents’ signs does not', () => {
    const triggers = (highlight: Highlight | null) => draw(highlight)[0]?.updateTriggers;
    const [none, first] = [triggers(null), triggers({ layer: 'celle', id: 'classe-1' })];
    for (const what of ['getFillColor', 'getLineColor', 'getElevation'])
      expect(first?.[what], what).not.toEqual(none?.[what]);
    expect(triggers({ layer: 'morosita', id: 'classe-1' })).toEqual(none);
    expect(ids(standing(draw({ layer: 'morosita', id: 'classe-1' })))).toEqual(ids(all));
  });
});
