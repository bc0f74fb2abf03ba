/** The municipal layer on the real data: what is written to the map, what the paint makes of it, what the legend says. */
import { join } from 'node:path';
import { createPropertyExpression, latest } from '@maplibre/maplibre-gl-style-spec';
import type { FeatureCollection } from 'geojson';
import type { Map as MapLibreMap } from 'maplibre-gl';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeMunicipalities } from '$lib/data/load';
import { computeCoverage } from '$lib/domain/coverage';
import { coverageBase } from '$lib/domain/coverage/base';
import { DENOMINATORS_OF, metricValues } from '$lib/domain/metrics';
import { buildIndex, selectRows } from '$lib/domain/select';
import type { Catalog, Fact, FactFile, Municipalities } from '$lib/schema/served';
import { THEMES } from '$lib/schema/tables';
import { METRICS, type Metric } from '$lib/state/view';
import { buildData } from '../../src/pipeline/build';
import { DARK, LIGHT, type MapTheme } from '$lib/map/theme';
import { comuni, rampOf, toneOf, type ComuneState } from '$lib/map/layers/comuni';
import type { LayerContext } from '$lib/map/layers/layer';

let base: LayerContext;
beforeAll(() => {
  const { files } = buildData(join(process.cwd(), 'data'));
  const read = <T>(name: string): T => JSON.parse(String(files.get(name))) as T;
  const facts: Fact[] = THEMES.flatMap((theme) => read<FactFile>(`facts/${theme}.json`).facts);
  const index = buildIndex(read<Catalog>('catalog.json'), { facts });
  const municipalities = decodeMunicipalities(read<Municipalities>('comuni.json'));
  const rows = selectRows(index, { axes: [], date: '2023-01-17' });
  base = {
    lang: 'it',
    theme: LIGHT,
    index,
    rows,
    municipalities,
    perimeters: new Map(),
    metric: 'progetti',
    selection: null,
    coverage: computeCoverage({ ...coverageBase(index, rows, municipalities), radius_km: 5 }),
  };
});

const contextOf = (change: Partial<LayerContext>): LayerContext => {
  const context = { ...base, ...change };
  const { index, rows, municipalities, metric, per = 'numero', euro = 'granted', coverage } = context;
  return { ...context, measured: metricValues(index, rows, municipalities, { metric, per, euro }, coverage) };
};

/** A map that remembers what is written. */
function recorder() {
  const states = new Map<string, ComuneState>();
  let writes = 0;
  let chosen: string[] = [];
  const filters = new Map<string, unknown>();
  const outlines: FeatureCollection = {
    type: 'FeatureCollection',
    features: base.municipalities.map(({ istat_code }) => ({
      type: 'Feature',
      properties: { istat_code },
      geometry: { type: 'Polygon', coordinates: [] },
    })),
  };
  const map = {
    setFeatureState: ({ id }: { id: string }, state: ComuneState) => {
      states.set(id, state);
      writes += 1;
    },
    getFilter: (id: string) => (filters.has(id) ? filters.get(id) : false),
    setFilter: (id: string, filter: unknown) => filters.set(id, filter),
    getSource: (id: string) => ({
      serialize: () => ({ data: outlines }),
      setData: (data: FeatureCollection) => {
        if (id === 'comune-scelto') chosen = data.features.map((f) => String(f.properties?.['istat_code']));
      },
    }),
  } as unknown as MapLibreMap;
  return {
    states,
    /** Codes of the municipality drawn as selected. */
    chosen: () => chosen,
    /** Patterns that are drawn. */
    patterns: () => [...filters].filter(([, filter]) => filter !== false).map(([id]) => id),
    /** Writes that a context costs. */
    update: (context: LayerContext): number => {
      writes = 0;
      comuni.update(map, context);
      return writes;
    },
  };
}

/** The colour that the paint gives to a state. */
function colorOf(theme: MapTheme, metric: Metric, state: Partial<ComuneState>): string {
  const layer = comuni.layers(theme, 'it', metric).find((l) => l.id === 'comuni-fill');
  const paint = (layer as { paint: Record<string, unknown> }).paint['fill-color'];
  const compiled = createPropertyExpression(paint, 'fill-color', latest.paint_fill['fill-color'] as never);
  if (compiled.result !== 'success') throw new Error(JSON.stringify(compiled.value));
  const color = compiled.value.evaluate({ zoom: 8 }, { type: 3, properties: {} } as never, state) as {
    rgb: [number, number, number, number];
  };
  const [r, g, b, a] = color.rgb;
  if (a === 0) return 'clear';
  return `#${[r, g, b]
    .map((c) =>
      Math.round(c * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

const codeOf = (name: string): string => base.municipalities.find((m) => m.name === name)?.istat_code ?? '';

describe('the state of the municipalities', () => {
  it('is written once; then only what has changed is', () => {
    const { update, states, chosen } = recorder();
    const all = base.municipalities.length;
    expect(update(contextOf({}))).toBe(all);
    expect(update(contextOf({}))).toBe(0);
    expect(update(contextOf({ theme: DARK }))).toBe(0);
    // A selection is drawn from a source of its own.
    expect(update(contextOf({ selection: { kind: 'comune', id: codeOf('Mantova') } }))).toBe(0);
    expect(chosen()).toEqual([codeOf('Mantova')]);
    expect(states.get(codeOf('Mantova'))).toMatchObject({ value: 2, state: 'value' });
    update(contextOf({}));
    expect(chosen()).toEqual([]);
    expect(update(contextOf({ metric: 'residenti' }))).toBe(all);
    // Another denominator leaves alone who stays at nothing.
    update(contextOf({}));
    const moved = update(contextOf({ per: 'residenti' }));
    expect(moved).toBe(contextOf({}).measured?.states.value);
  });

  it('draws the pattern of a state only while some municipality is in it', () => {
    const { update, patterns } = recorder();
    update(contextOf({}));
    expect(patterns()).toEqual([]);
    update(contextOf({ metric: 'famiglie' }));
    expect(patterns().sort()).toEqual(['comuni-incerti', 'comuni-mancanti']);
    update(contextOf({ metric: 'residenti' }));
    expect(patterns()).toEqual([]);
  });

  it('tells what is out of a range and what a highlight sets back', () => {
    const { update, states } = recorder();
    const context = contextOf({
      values: { from: 2, to: 4 },
      highlight: { layer: 'comuni', id: 'classe-2' },
    });
    update(context);
    for (const { out, dim, value, tone } of states.values()) {
      expect(out).toBe(!(value !== null && value >= 2 && value < 4));
      expect(dim).toBe(tone !== 2);
    }
    expect([...states.values()].filter((s) => !s.out)).toHaveLength(context.measured?.classes[2] ?? 0);
    // Metrics without a line of values know no range.
    update(contextOf({ metric: 'copertura', values: { from: 2, to: null } }));
    expect([...states.values()].some((s) => s.out)).toBe(false);
  });

  it('lets every item of the legend stand out, states as well as classes, and nothing for another layer’s', () => {
    for (const metric of METRICS)
      for (const { id, still, count } of comuni.legend(contextOf({ metric, euro: 'allocation' })).items) {
        if (id === undefined || still) continue;
        const { update, states } = recorder();
        update(contextOf({ metric, euro: 'allocation', highlight: { layer: 'comuni', id } }));
        expect([...states.values()].filter((s) => !s.dim)).toHaveLength(count ?? -1);
      }
    const { update, states } = recorder();
    update(contextOf({ highlight: { layer: 'laboratori', id: 'open' } }));
    expect([...states.values()].some((s) => s.dim)).toBe(false);
  });

  it('is drawn: a class in its colour, out and missing clear, nothing to measure flat, dim paler', () => {
    for (const theme of [LIGHT, DARK])
      for (const metric of METRICS) {
        const ramp = rampOf(metric, theme);
        ramp.forEach((color, tone) => {
          const plain = { state: 'value', out: false, dim: false } as const;
          const colored = (change: object) =>
            colorOf(theme, metric, { tone: toneOf(tone, { ...plain, ...change }) });
          expect(colored({})).toBe(color);
          expect(colored({ out: true })).toBe('clear');
          expect(colored({ out: true, dim: true })).toBe('clear');
          expect(colored({ dim: true })).not.toBe(color);
          expect(colored({ dim: true })).not.toBe('clear');
        });
        const without = (state: 'missing' | 'not-applicable', dim = false) =>
          colorOf(theme, metric, { tone: toneOf(null, { state, out: false, dim }) });
        expect(without('missing')).toBe('clear');
        expect(without('missing', true)).toBe('clear');
        expect(without('not-applicable')).toBe(theme.notApplicable);
        expect(without('not-applicable', true)).not.toBe(theme.notApplicable);
        expect(colorOf(theme, metric, {})).toBe('clear');
      }
  });
});

describe('the legend', () => {
  it('counts every municipality once, by class or by what it has no class for', () => {
    for (const lang of ['it', 'en'] as const)
      for (const metric of METRICS)
        for (const per of DENOMINATORS_OF[metric]) {
          const context = contextOf({ lang, metric, per, euro: 'allocation' });
          const legend = comuni.legend(context);
          const counted = legend.items.filter((i) => i.id !== 'uncertain' && i.id !== 'out');
          expect(counted.reduce((sum, i) => sum + (i.count ?? 0), 0)).toBe(base.municipalities.length);
          expect(new Set(legend.items.map((i) => i.id)).size).toBe(legend.items.length);
          expect(new Set(legend.items.map((i) => i.label)).size).toBe(legend.items.length);
          expect(`${legend.sentence} ${legend.notes.join(' ')}`).not.toMatch(/undefined|NaN|null|\{|–$/);
          if (legend.grid)
            expect(legend.items.filter((i) => i.tone !== undefined)).toHaveLength(
              legend.grid.rows.labels.length * legend.grid.columns.labels.length,
            );
        }
  });

  it('bug: levels of need read like misprints, and English classes of euro mixed two forms', () => {
    const labels = (change: Partial<LayerContext>) => comuni.legend(contextOf(change)).items;
    const rows = (lang: 'it' | 'en') =>
      comuni.legend(contextOf({ lang, metric: 'bisogno' })).grid?.rows.labels;
    expect(rows('it')).toEqual(['Elevato / in aumento', 'Critico / da capoluogo', 'Acuto']);
    expect(rows('en')).toEqual(['High / rising', 'Critical / provincial capital', 'Acute']);
    const classes = labels({ lang: 'en', metric: 'contributo', per: 'residenti' }).filter(
      ({ tone }) => tone !== undefined,
    );
    expect(classes.map(({ label }) => label)).toEqual([
      'under €1,000',
      '€1,000 to under €10,000',
      '€10,000 to under €100,000',
      '€100,000 or more',
    ]);
  });

  const own = (change: Partial<LayerContext>, name: string): string =>
    (
      comuni.legend(contextOf({ ...change, selection: { kind: 'comune', id: codeOf(name) } })).own ?? ''
    ).replace(/[\u00a0\u202f]/g, ' ');

  it('says the selected place’s own value, class and rank', () => {
    expect(own({}, 'Cinisello Balsamo')).toBe(
      'Cinisello Balsamo: 3 progetti finanziati, classe «2–3», 3º su 1.504.',
    );
    expect(own({}, 'Mantova')).toMatch(
      /^Mantova: 2 progetti finanziati, classe «2–3», 4º su 1\.504, a pari merito con altri \d+\.$/,
    );
    expect(own({}, 'Agra')).toBe('Agra: nessun progetto.');
    expect(own({ metric: 'contributo' }, 'Mantova')).toBe(
      'Mantova: 270.000 € concessi, classe «da 100 mila € a meno di 1 mln €», 1º su 2. Importo dichiarato per un progetto su 2.',
    );
    // bug: "270,000 € granted" and Italian quotation marks on English pages
    expect(own({ metric: 'contributo', lang: 'en' }, 'Mantova')).toBe(
      'Mantova: €270,000 granted, class “€100,000 to under €1m”, 1st of 2. Amount stated for one of 2 projects.',
    );
    expect(own({ metric: 'contributo' }, 'Agra')).toBe('Agra: nessun progetto finanziato: nessun importo.');
    expect(own({ metric: 'contributo' }, 'Monza')).toContain('nessun importo di questo tipo è dichiarato');
    expect(own({ metric: 'famiglie' }, 'Milano')).toContain('tra 13.417 e 13.578 secondo i documenti');
    expect(own({ metric: 'famiglie' }, 'Brescia')).toContain('143 famiglie ERP');
    expect(own({ metric: 'bisogno' }, 'Sondrio')).toBe('Sondrio: fabbisogno «Da capoluogo», incerto.');
    expect(own({ metric: 'bisogno', lang: 'en' }, 'Sondrio')).toBe(
      'Sondrio: need “Provincial capital”, uncertain.',
    );
    expect(own({ metric: 'copertura' }, 'Milano')).toBe('Milano: coperto.');
    expect(own({ metric: 'residenti', lang: 'en' }, 'Milano')).toMatch(/1st of 1,504\.$/);
  });

  it('speaks for a neighbourhood’s municipality, and for nobody without a selection', () => {
    expect(comuni.legend(contextOf({})).own).toBeNull();
    const area = comuni.legend(contextOf({ selection: { kind: 'area', id: 'mn-lunetta' } }));
    expect(area.own).toMatch(/^Mantova: 2 /);
  });

  it('bug: with coverage off the one state stood in the first cell of the grid, and pictures told to press a button', () => {
    for (const lang of ['it', 'en'] as const) {
      const off = comuni.legend(contextOf({ lang, metric: 'bisogno', coverage: null }));
      expect(off.grid).toBeUndefined();
      const label = lang === 'it' ? 'copertura non calcolata' : 'coverage not calculated';
      expect(off.items.map((i) => [i.id, i.label, i.count])).toEqual([
        ['missing', label, base.municipalities.length],
      ]);
      expect(off.sentence).not.toMatch(/pulsante|scegli|si accende|button|choose/);
      // With coverage the grid is there, and its cells come first.
      const { grid, items } = comuni.legend(contextOf({ lang, metric: 'bisogno' }));
      const cells = (grid?.rows.labels.length ?? 0) * (grid?.columns.labels.length ?? 0);
      expect(cells).toBe(9);
      expect(items.slice(0, cells).every(({ tone }) => tone !== undefined)).toBe(true);
    }
  });

  it('computes by itself when it is given nothing', () => {
    expect(comuni.legend(base)).toEqual(comuni.legend(contextOf({})));
  });
});
