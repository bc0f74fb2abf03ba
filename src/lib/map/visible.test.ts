import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rows } from '$lib/domain/select';
import type { MapBounds } from '$lib/domain/visible';
import type { Municipality } from '$lib/schema/served';
import type { LayerId } from '$lib/state/view';
import { DIRECTIONS, panStep } from './camera';
import type { LayerContext } from './layers/layer';
import {
  compassPoint,
  describe as inWords,
  distanceWords,
  LIMIT,
  visibleFeatures,
  whereWords,
} from './visible';

const plain = (s: string) => s.replace(/[\u00a0\u202f]/g, ' ');

const municipality = (istat_code: string, name: string, label: [number, number]): Municipality => ({
  istat_code,
  name,
  province_code: '015',
  province: 'Milano',
  population: 12_345,
  population_year: 2023,
  area_km2: 10,
  label,
  extent_km: 3,
});
const area = (area_id: string, name: string, point: [number, number] | null, kind = 'quartiere') => ({
  area: { area_id, name, name_en: name, kind, lon: point?.[0] ?? null, lat: point?.[1] ?? null },
  projects: [{}, {}],
});
const lab = (lab_id: string, state: string, lon: number, lat: number) => ({
  lab: { lab_id, name: `Laboratorio ${lab_id}`, name_en: `Lab ${lab_id}` },
  state,
  site: { lon, lat },
  sites: [],
});

const SHARE = {
  indicator_id: 'share_in_arrears',
  dimension: null,
  time_point: null,
  data_date: null,
  unit: '%',
};

const DUOMO: [number, number] = [9.19, 45.4642];
const BOUNDS: MapBounds = { west: 9, south: 45.3, east: 9.4, north: 45.6, center: DUOMO, zoom: 11 };
const ALL: readonly LayerId[] = ['comuni', 'aree', 'laboratori', 'avanzamento', 'morosita'];

function context(
  over: Partial<Record<keyof Rows, unknown>> = {},
  municipalities: Municipality[] = [],
): LayerContext {
  const rows = {
    question: { axes: [], date: '2023-01-17' },
    areas: [
      area('vicina', 'Vicina', [9.2, 45.47]),
      area('lontana', 'Lontana', [9.05, 45.35]),
      area('fuori', 'Fuori', [10.2, 45.5]),
      area('senza', 'Senza posto', null),
    ],
    labs: [lab('a', 'open', 9.195, 45.4642), lab('b', 'closed', 12, 45)],
    progress: [
      {
        area_id: 'vicina',
        components: [
          { name: 'ERP', percent: 46 },
          { name: 'Servizi', percent: 100 },
        ],
        report_date: '2017-10-10',
      },
    ],
    arrears: [],
    projectsIn: new Map<string, unknown[]>(),
    ...over,
  };
  return { lang: 'it', rows, municipalities } as unknown as LayerContext;
}

describe('what is in view', () => {
  it('lists areas and labs in the window, nearest first, in words', () => {
    const { items, counts } = visibleFeatures(context(), ALL, BOUNDS);
    expect(items.map(({ selection }) => selection.id)).toEqual(['a', 'vicina', 'lontana']);
    expect(counts).toEqual({ area: 2, laboratorio: 1, comune: 0 });
    expect(items[0]?.detail).toBe('laboratorio; aperto');
    expect(items[0]?.where).toMatch(/^a est, 390 m$/);
    expect(plain(items[1]?.detail ?? '')).toBe('quartiere; lavori: ERP 46 %, Servizi 100 % (10 ott 2017)');
    expect(plain(items[2]?.where ?? '')).toMatch(/^a sud-ovest, 1\d km|^a sud-ovest, \d,\d km/);
    expect(items[2]?.detail).toBe('quartiere; 2 progetti finanziati');
  });

  it('says only what the layers show', () => {
    expect(visibleFeatures(context(), ['laboratori'], BOUNDS).counts).toEqual({
      area: 0,
      laboratorio: 1,
      comune: 0,
    });
    expect(visibleFeatures(context(), [], BOUNDS).items).toEqual([]);
    expect(visibleFeatures(context(), ['aree'], BOUNDS).items[0]?.detail).not.toContain('46');
  });

  it('tells states of arrears, never a number that is withheld', () => {
    const fact = (figure: object) => ({
      area: { area_id: 'vicina' },
      facts: [{ ...SHARE, figure }],
    });
    const detail = (figure: object) =>
      plain(
        visibleFeatures(context({ arrears: [fact(figure)], progress: [] }), ['morosita'], BOUNDS).items[0]
          ?.detail ?? '',
      );
    expect(detail({ state: 'value', value: 34.7 })).toBe('quartiere; morosità: 34,7 %');
    expect(detail({ state: 'suppressed', reason: 'few-households' })).toMatch(/riservato/);
    expect(detail({ state: 'missing', text_it: null, text_en: null })).toMatch(/non pervenuto/);
    expect(detail({ state: 'qualitative', text_it: 'parole '.repeat(99), text_en: '' })).toBe(
      'quartiere; morosità: detta solo a parole',
    );
  });

  it('bug: tells the share of the map’s time point, and nothing where the map has no sign', () => {
    const at = (time_point: string, figure: object) => ({ ...SHARE, time_point, figure });
    const arrears = [
      {
        area: { area_id: 'vicina' },
        facts: [at('t0', { state: 'value', value: 46 }), at('t1', { state: 'missing', text_it: null })],
      },
      { area: { area_id: 'lontana' }, facts: [at('t0', { state: 'value', value: 12 })] },
    ];
    const details = (point: 't0' | 't1' | null) =>
      visibleFeatures({ ...context({ arrears, progress: [] }), point }, ['morosita'], BOUNDS).items.map(
        ({ detail }) => plain(detail),
      );
    expect(details('t0')).toEqual(['quartiere; morosità: 46 %', 'quartiere; morosità: 12 %']);
    expect(details('t1')).toEqual(['quartiere; morosità: non pervenuto', 'quartiere; 2 progetti finanziati']);
    expect(details(null)).toEqual(details('t0'));
  });

  it('bug: refused projects, where they are asked for, are not called funded', () => {
    const said = (...outcomes: (string | null)[]) =>
      inWords(
        context({
          areas: [{ ...area('a', 'A', DUOMO), projects: outcomes.map((outcome) => ({ outcome })) }],
        }),
        ['aree'],
        { kind: 'area', id: 'a' },
      )?.detail;
    expect(said()).toBe('quartiere; nessun progetto finanziato');
    expect(said('funded', null)).toBe('quartiere; 2 progetti finanziati');
    expect(said('not_admitted')).toBe('quartiere; 1 progetto non finanziato o non ammesso');
    expect(said('not_funded', 'not_admitted', null)).toBe(
      'quartiere; 1 progetto finanziato; 2 progetti non finanziati o non ammessi',
    );
  });

  it('keeps room for areas, labs and municipalities with projects when there is too much', () => {
    const near = Array.from({ length: 80 }, (_, i) =>
      municipality(`0151${String(i).padStart(2, '0')}`, `Comune ${i}`, [9.19 + i * 1e-4, 45.4642]),
    );
    const far = municipality('015999', 'Lontano con progetti', [9.35, 45.58]);
    const { items, counts } = visibleFeatures(
      context({ projectsIn: new Map([['015999', [{}]]]) }, [...near, far]),
      ALL,
      BOUNDS,
    );
    expect(items).toHaveLength(LIMIT);
    expect(counts.comune).toBe(81);
    const ids = items.map(({ selection }) => selection.id);
    for (const id of ['a', 'vicina', 'lontana', '015999', '015100']) expect(ids).toContain(id);
    expect(items.map(({ metres }) => metres)).toEqual(
      items.map(({ metres }) => metres).toSorted((a, b) => a - b),
    );
    expect(plain(items.find(({ selection }) => selection.id === '015999')?.detail ?? '')).toBe(
      'comune; 1 progetto finanziato; 12.345 residenti',
    );
  });

  it('takes the words of a municipality from the page where it has them', () => {
    const m = municipality('015146', 'Milano', DUOMO);
    const { items } = visibleFeatures(
      context({}, [m]),
      ['comuni'],
      BOUNDS,
      () => 'classe di fabbisogno: acuto',
    );
    expect(items[0]).toMatchObject({ detail: 'comune; classe di fabbisogno: acuto', where: 'al centro' });
  });

  it('says what is selected, in view or not', () => {
    const c = context({}, [municipality('015146', 'Milano', DUOMO)]);
    expect(inWords(c, ALL, { kind: 'area', id: 'fuori' })?.name).toBe('Fuori');
    expect(inWords(c, ALL, { kind: 'area', id: 'senza' })?.point).toBeNull();
    expect(inWords(c, ALL, { kind: 'laboratorio', id: 'b' })?.detail).toBe('laboratorio; chiuso');
    expect(inWords(c, ALL, { kind: 'comune', id: '015146' })?.name).toBe('Milano');
    expect(inWords(c, ALL, { kind: 'progetto', id: 'x' })).toBeNull();
    expect(inWords(c, ALL, { kind: 'area', id: 'filtrata' })).toBeNull();
    expect(inWords(c, ALL, null)).toBeNull();
  });
});

describe('directions and distances', () => {
  it('are those of the compass', () => {
    const from = (lon: number, lat: number) =>
      whereWords(DUOMO, [DUOMO[0] + lon, DUOMO[1] + lat], 2_345, 'it');
    expect(from(0, 0.1)).toBe('a nord, 2,3 km');
    expect(from(-0.14, 0.1)).toBe('a nord-ovest, 2,3 km');
    expect(from(0.1, 0)).toBe('a est, 2,3 km');
    expect(from(0, -0.1)).toBe('a sud, 2,3 km');
    expect(whereWords(DUOMO, [8.7, 45.1], 2_345, 'en')).toBe('to the south-west, 2.3 km');
    expect(whereWords(DUOMO, DUOMO, 3, 'it')).toBe('al centro');
  });

  it('have an answer for every number', () => {
    fc.assert(
      fc.property(fc.double(), fc.double(), fc.double(), fc.double(), (a, b, c, d) => {
        const point = compassPoint([a, b], [c, d]);
        return Number.isInteger(point) && point >= 0 && point < 8;
      }),
    );
    expect(distanceWords(Number.NaN, 'it')).toBe('–');
    expect(distanceWords(Number.POSITIVE_INFINITY, 'it')).toBe('–');
    expect(distanceWords(-1, 'it')).toBe('0 m');
    expect(distanceWords(994, 'it')).toBe('990 m');
    expect(distanceWords(996, 'it')).toBe('1 km');
    expect(distanceWords(123_456, 'it')).toBe('123 km');
  });

  it('of a step by button are whole pixels, in four ways', () => {
    for (const direction of DIRECTIONS) {
      const [x, y] = panStep(direction, 800);
      expect([Math.abs(x), Math.abs(y)].sort((a, b) => a - b)).toEqual([0, 280]);
      expect(panStep(direction, Number.NaN).every(Number.isInteger)).toBe(true);
    }
    expect(panStep('north', 800)).toEqual([0, -280]);
    expect(panStep('east', 800)).toEqual([280, 0]);
  });
});
