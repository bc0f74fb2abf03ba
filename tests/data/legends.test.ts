/** Legends of areas, labs and arrears say the selected place's own value, from the real data. */
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeMunicipalities } from '$lib/data/load';
import { formatFigure } from '$lib/domain/figures';
import { buildIndex, selectRows } from '$lib/domain/select';
import { LAYERS, type LayerContext } from '$lib/map/layers';
import { LIGHT } from '$lib/map/theme';
import type { Catalog, Fact, FactFile, Municipalities } from '$lib/schema/served';
import { THEMES } from '$lib/schema/tables';
import type { Selection } from '$lib/state/view';
import { buildData } from '../../src/pipeline/build';

let base: LayerContext;
beforeAll(() => {
  const { files } = buildData(join(process.cwd(), 'data'));
  const read = <T>(name: string): T => JSON.parse(String(files.get(name))) as T;
  const facts: Fact[] = THEMES.flatMap((theme) => read<FactFile>(`facts/${theme}.json`).facts);
  const index = buildIndex(read<Catalog>('catalog.json'), { facts });
  base = {
    lang: 'it',
    theme: LIGHT,
    index,
    rows: selectRows(index, { axes: [], date: '2023-01-17' }),
    municipalities: decodeMunicipalities(read<Municipalities>('comuni.json')),
    perimeters: new Map(),
    metric: 'progetti',
    selection: null,
    coverage: null,
  };
});

const own = (layer: 'morosita' | 'avanzamento' | 'laboratori', selection: Selection | null) =>
  LAYERS[layer].legend({ ...base, selection }).own ?? null;

describe('the own value in a legend', () => {
  it('is absent while nothing is selected, or something that the layer does not show', () => {
    for (const layer of ['morosita', 'avanzamento', 'laboratori'] as const) {
      expect(own(layer, null)).toBeNull();
      expect(own(layer, { kind: 'comune', id: '015146' })).toBeNull();
    }
  });

  it('says every arrears figure of the map in its state, and never a withheld number', () => {
    for (const { area, fact } of base.rows.arrears) {
      const text = own('morosita', { kind: 'area', id: area.area_id });
      expect(text).toContain(area.name);
      if (fact.figure.state === 'value') expect(text).toContain(formatFigure(fact.figure, fact.unit, 'it'));
      if (fact.figure.state === 'suppressed') expect(text).toContain('riservato');
    }
  });

  it('says progress by component and the state of a lab', () => {
    for (const { area_id, components } of base.rows.progress) {
      const text = own('avanzamento', { kind: 'area', id: area_id });
      for (const { percent } of components) expect(text).toContain(`${percent} %`);
    }
    for (const { lab } of base.rows.labs)
      expect(own('laboratori', { kind: 'laboratorio', id: lab.lab_id })).toContain(lab.name);
  });
});
