/** Legends of the real data: the selected place's own value, classes and states that can be highlighted, with their counts. */
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeMunicipalities } from '$lib/data/load';
import { formatFigure } from '$lib/domain/figures';
import { buildIndex, selectRows } from '$lib/domain/select';
import { computeCoverage } from '$lib/domain/coverage';
import { coverageBase } from '$lib/domain/coverage/base';
import { PROGRESS_SCALE } from '$lib/domain/classes';
import { metricClass } from '$lib/domain/metrics';
import { arrearsSigns } from '$lib/map/deck/arrears';
import { LAYERS, type LayerContext } from '$lib/map/layers';
import type { Catalog, Fact, FactFile, Municipalities } from '$lib/schema/served';
import { THEMES } from '$lib/schema/tables';
import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl';
import { DARK, LIGHT } from '$lib/map/theme';
import { arrearsSign, arrearsDisc, labSign } from '$lib/map/signs';
import { LAB_STATES, LAB_STATE_WORDS } from '$lib/domain/lab-words';
import { LAYER_IDS, type LayerId, type Selection } from '$lib/state/view';
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

/** A map that remembers the features it is given. */
function recorder(comuni: GeoJSON.FeatureCollection) {
  const data = new Map<string, GeoJSON.FeatureCollection>([['comuni', comuni]]);
  const map = {
    getSource: (id: string) =>
      ({
        setData: (collection: GeoJSON.FeatureCollection) => data.set(id, collection),
        serialize: () => ({ data: data.get(id) }),
      }) as unknown as GeoJSONSource,
    getZoom: () => 12,
    on: () => undefined,
  } as unknown as MapLibreMap;
  const standing = (source: string) =>
    (data.get(source)?.features ?? []).filter((f) => f.properties?.['dim'] === false);
  return { map, standing };
}

describe('highlight', () => {
  const outlines = (context: LayerContext): GeoJSON.FeatureCollection => ({
    type: 'FeatureCollection',
    features: context.municipalities.map((m) => ({
      type: 'Feature',
      properties: { istat_code: m.istat_code },
      geometry: { type: 'Point', coordinates: [9, 45] },
    })),
  });
  const items = (layer: LayerId, context: LayerContext) =>
    LAYERS[layer].legend(context).items.filter((i) => i.id !== undefined && !i.still);

  it('answers for every class and state of every layer, by a name of its own', () => {
    const context = {
      ...base,
      coverage: computeCoverage({
        ...coverageBase(base.index, base.rows, base.municipalities),
        radius_km: 5,
      }),
    };
    for (const layer of LAYER_IDS) {
      const ids = items(layer, context).map((i) => i.id);
      expect(ids.length, layer).toBeGreaterThan(1);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it('keeps the labs, areas and municipalities of the item in sight, as many as it counts', () => {
    const context = {
      ...base,
      coverage: computeCoverage({
        ...coverageBase(base.index, base.rows, base.municipalities),
        radius_km: 5,
      }),
    };
    const shown: [LayerId, string][] = [
      ['laboratori', 'laboratori'],
      ['aree', 'aree-punti'],
      ['copertura', 'copertura-vuoti'],
    ];
    for (const [layer, source] of shown) {
      const { map, standing } = recorder(outlines(context));
      LAYERS[layer].update(map, context);
      const all = standing(source).length;
      expect(all).toBeGreaterThan(0);
      let sum = 0;
      for (const { id = '', count = 0 } of items(layer, context)) {
        LAYERS[layer].update(map, { ...context, highlight: { layer, id } });
        // Labs without a position are counted, and cannot be drawn.
        if (layer === 'laboratori') expect(standing(source).length).toBeLessThanOrEqual(count);
        else expect(standing(source)).toHaveLength(count);
        sum += standing(source).length;
      }
      expect(sum).toBe(all);
      // Another layer's highlight, and none, set nothing back.
      for (const highlight of [null, { layer: 'comuni', id: 'missing' } as const]) {
        LAYERS[layer].update(map, { ...context, highlight });
        expect(standing(source)).toHaveLength(all);
      }
    }
  });

  it('keeps a ring when one of its components is in the class', () => {
    const { map, standing } = recorder(outlines(base));
    for (const { id = '', tone } of items('avanzamento', base)) {
      LAYERS.avanzamento.update(map, { ...base, highlight: { layer: 'avanzamento', id } });
      expect(standing('avanzamento').map((f) => String(f.properties?.['id']))).toEqual(
        base.rows.progress
          .filter((p) => p.components.some((c) => metricClass(PROGRESS_SCALE, c.percent) === tone))
          .map((p) => p.area_id)
          .sort(),
      );
    }
  });

  it('sets the other signs of arrears back, at each time point', () => {
    for (const point of ['t0', 't1', null] as const) {
      const context = { ...base, point };
      for (const { id = '', count } of items('morosita', context)) {
        const signs = arrearsSigns({ ...context, highlight: { layer: 'morosita', id } });
        const drawn = new Set(signs.filter((s) => !s.dim).map((s) => s.icon));
        expect([...drawn].every((icon) => icon === id)).toBe(true);
        expect(signs.filter((s) => !s.dim).length).toBeLessThanOrEqual(count ?? 0);
      }
      expect(arrearsSigns(context).some((s) => s.dim)).toBe(false);
    }
  });

  it('counts every stated percentage of the works in one class', () => {
    const counted = items('avanzamento', base).reduce((sum, i) => sum + (i.count ?? 0), 0);
    expect(counted).toBe(base.rows.progress.flatMap((p) => p.components).length);
    expect(counted).toBeGreaterThan(0);
  });
});

describe('states', () => {
  it('of labs and of arrears are five apart in words and, colours left aside, in looks', () => {
    const plain = (svg: string) => svg.replace(/#[0-9a-f]{6}/gi, '');
    for (const theme of [LIGHT, DARK]) {
      expect(new Set(LAB_STATES.map((state) => plain(labSign(state, theme)))).size).toBe(5);
      const signs = (['suppressed', 'qualitative', 'missing'] as const).map((s) => arrearsSign(s, theme));
      expect(new Set([arrearsDisc('#ffffff', theme), ...signs].map(plain)).size).toBe(4);
    }
    for (const lang of ['it', 'en'] as const) {
      expect(new Set(LAB_STATES.map((state) => LAB_STATE_WORDS[state][lang])).size).toBe(5);
      const labels = LAYERS.morosita.legend({ ...base, lang }).items.map((i) => i.label);
      expect(new Set(labels).size).toBe(labels.length);
    }
  });
});
