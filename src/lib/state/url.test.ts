import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_FACETS, type AmountRange, type Facets } from '$lib/domain/facets';
import { columnChoice } from '$lib/domain/table/column-choice';
import { isColumn } from '$lib/domain/table/column-ids';
import { filterText, parseView, roundCamera, shareHref, viewQuery } from './url';
import { AMOUNT_KINDS } from '$lib/schema/tables';
import {
  CAMERA_BOUNDS,
  defaultView,
  DENOMINATORS,
  DIVIDER,
  LAYER_IDS,
  METRICS,
  SELECTION_KINDS,
  TABLE_KINDS,
  THEMES,
  type View,
} from './view';

const day = fc
  .date({ min: new Date('2004-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
  .map((d) => d.toISOString().slice(0, 10));

const camera = fc
  .record({
    lon: fc.double({ min: CAMERA_BOUNDS.west, max: CAMERA_BOUNDS.east, noNaN: true }),
    lat: fc.double({ min: CAMERA_BOUNDS.south, max: CAMERA_BOUNDS.north, noNaN: true }),
    zoom: fc.double({ min: 5, max: 18, noNaN: true }),
  })
  .map(roundCamera);

const axisIds = [
  'fse',
  'fse/II',
  'fse/II/9.4.2',
  'fse/II/9.4.2/avviso-2017',
  'fesr/V',
  'fesr/V/9.b.1.1',
  'ponmetro/3',
  'regione',
];

/** Values as the tables have them, commas and accents included. */
const some = <T extends string>(...values: T[]) => fc.subarray(values).map((list) => [...list].sort());
const facets: fc.Arbitrary<Facets> = fc.record({
  programmes: some('bando-2014', 'avviso-2017', 'cdq2'),
  leads: some('aler', 'comune', 'comune-mantova'),
  provinces: some('015', '020', '108'),
  comuni: some('015146', '020030'),
  ambiti: some('autogestione', 'morosita-incolpevole'),
  ambitoBasis: some('dichiarato', 'osservato'),
  statuses: some('approvato, attività non avviate', 'concluso', 'in via di conclusione'),
  needs: some('Acuto', 'Da capoluogo'),
  outcomes: some('funded', 'not_admitted', 'no_outcome'),
  amount: fc.option(
    fc.constantFrom<AmountRange>(
      { kind: 'granted', min: 10_000, max: null },
      { kind: 'cost', min: null, max: 5_000_000 },
      { kind: 'allocation', min: 0, max: 60_000_000 },
    ),
    { nil: null },
  ),
  period: fc.option(fc.constantFrom({ from: 2014, to: 2016 }, { from: 2019, to: 2019 }), { nil: null }),
  text: fc.constantFrom('', 'lunetta', 'Sant’Eusebio & co', 'a+b=c?', '100 %'),
});

const percents = fc.option(
  fc.constantFrom(
    { from: 10, to: 50 },
    { from: null, to: 0.01 },
    { from: 100, to: null },
    { from: 57.8, to: 100 },
  ),
  { nil: null },
);

const view: fc.Arbitrary<View> = fc
  .record({
    lang: fc.constantFrom('it' as const, 'en' as const),
    camera: fc.option(camera, { nil: null }),
    layers: fc.subarray([...LAYER_IDS]),
    metric: fc.constantFrom(...METRICS),
    axes: fc.subarray(axisIds).map((axes) => [...axes].sort()),
    date: day,
    selection: fc.option(
      fc.record({
        kind: fc.constantFrom(...SELECTION_KINDS),
        id: fc.constantFrom('015146', 'mi-sansiro', 'ldq-mazzini', 'a17-mantova'),
      }),
      { nil: null },
    ),
    theme: fc.constantFrom(...THEMES),
    table: fc.option(fc.constantFrom(...TABLE_KINDS), { nil: null }),
    sort: fc.option(
      fc.record({ column: fc.constantFrom('name', 'residents', 'granted_eur'), descending: fc.boolean() }),
      { nil: null },
    ),
    columns: fc
      .record({
        all: fc.boolean(),
        on: fc.subarray(['proprieta', 'lon', 'errore_m', 'eur_granted']),
        off: fc.subarray(['gestore', 'indirizzo', 'lat', 'lon']),
      })
      .map(({ all, on, off }) => columnChoice(all, on, off)),
    radius: fc.option(
      fc.integer({ min: 1, max: 40 }).map((n) => n / 2),
      { nil: null },
    ),
    facets,
    per: fc.constantFrom(...DENOMINATORS),
    euro: fc.constantFrom(...AMOUNT_KINDS),
    values: fc.option(
      fc.constantFrom(
        { from: 10, to: 50 },
        { from: null, to: 0.25 },
        { from: 1_000_000, to: null },
        { from: 0, to: 1 },
      ),
      { nil: null },
    ),
    shares: percents,
    works: percents,
    compare: fc.subarray(['mi-sansiro', 'lunetta', 'cinisello-santeusebio', 'lorenteggio'], { maxLength: 4 }),
    onlyShared: fc.boolean(),
    secondDate: fc.option(day, { nil: null }),
    divider: fc.integer({ min: DIVIDER.min, max: DIVIDER.max }),
    highlight: fc.option(
      fc.constantFrom<NonNullable<View['highlight']>>(
        { layer: 'comuni', id: 'classe-3' },
        { layer: 'comuni', id: 'not-applicable' },
        { layer: 'laboratori', id: 'closed' },
        { layer: 'copertura', id: 'uncovered' },
      ),
      { nil: null },
    ),
    since: fc.option(day, { nil: null }),
    onlyGaps: fc.boolean(),
    point: fc.option(fc.constantFrom('t0' as const, 't1' as const), { nil: null }),
  })
  // Without a radius there is neither a period nor a gap.
  .map((v) => (v.radius === null ? { ...v, since: null, onlyGaps: false } : v));

describe('View and address', () => {
  it('know a lab in the municipality itself, which is no radius', () => {
    const { view: back, dropped } = parseView('?km=0', 'it');
    expect([back.radius, dropped]).toEqual([0, []]);
    expect(viewQuery(back)).toBe('?km=0');
    expect(parseView('?km=0.5', 'it').view.radius).toBe(0.5);
    expect(parseView('?km=21', 'it').dropped[0]?.reason).toBe('out-of-range');
  });

  it('make a round trip, thousands of times', () => {
    fc.assert(
      fc.property(view, (v) => {
        const { view: back, dropped, rewritten } = parseView(viewQuery(v), v.lang);
        expect(dropped).toEqual([]);
        expect(rewritten).toBeNull();
        expect(back).toEqual(v);
      }),
      { numRuns: 3000 },
    );
  }, 20_000);

  it('rounding a camera twice is rounding it once (bug: zoom 13.334 was written with one decimal more)', () => {
    const once = roundCamera({ lon: 8.123456, lat: 44.806212, zoom: 13.334 });
    expect(roundCamera(once)).toEqual(once);
  });

  it('every camera that the map can have is read again (bug: one beyond 12.5 degrees east was out of range)', () => {
    for (const c of ['13,45.4,8', '7.2,45.4,7', '3.4,42.4,5.5', '16.6,48.9,17'])
      expect(viewQuery(parseView(`?c=${c}`, 'it').view)).toBe(`?c=${c}`);
    // Own data may lie anywhere: the map goes as far as it can, and so does the address.
    const rome: View = { ...defaultView('it'), camera: { lon: 12.49, lat: 41.89, zoom: 10 } };
    expect(viewQuery(rome)).toBe('?c=12.49,42.4,10');
    expect(parseView(viewQuery(rome), 'it').dropped).toEqual([]);
  });

  it('a text cut within an emoji can be written (bug: every later click threw URIError)', () => {
    const { view: cut } = parseView(`?q=${'a'.repeat(79)}%F0%9F%98%80`, 'it');
    expect(viewQuery(cut)).toBe(`?q=${'a'.repeat(79)}`);
    expect(filterText(`${'a'.repeat(78)}😀b`)).toBe(`${'a'.repeat(78)}😀`);
    const texts = fc.oneof(fc.string({ unit: 'binary', minLength: 81 }), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(texts, (typed) => {
        // As the field sends it, and as somebody may have put it into an address.
        const sent = filterText(typed);
        const of = (text: string): View => ({ ...defaultView('it'), facets: { ...NO_FACETS, text } });
        for (const v of [
          of(sent),
          of(typed),
          parseView(`?${new URLSearchParams({ q: typed })}`, 'it').view,
        ]) {
          const { view: back, dropped } = parseView(viewQuery(v), 'it');
          expect(dropped).toEqual([]);
          expect(viewQuery(back)).toBe(viewQuery(v));
        }
        expect(parseView(viewQuery(of(sent)), 'it').view.facets.text).toBe(sent);
      }),
    );
  });

  it('leave out what is default', () => {
    expect(viewQuery(defaultView('it'))).toBe('');
  });

  // As a copied link is: with the host and the base path of the repository's own pages, in English, with its release.
  const { owner, repository } =
    /^url: https:\/\/github\.com\/(?<owner>[^/]+)\/(?<repository>[^/]+?)(?:\.git)?$/m.exec(
      readFileSync(join(process.cwd(), 'publiccode.yml'), 'utf8'),
    )?.groups ?? {};
  const length = (v: View): number =>
    `https://${owner ?? ''}.github.io/${repository ?? ''}${shareHref(v, '2026-11')}`.length;

  it('stay short: six filters and a selection in under 250 characters', () => {
    expect(owner).toBeTruthy();
    const six: View = {
      ...defaultView('en'),
      camera: { lon: 9.1382, lat: 45.4714, zoom: 13.25 },
      axes: ['fesr/V/9.b.1.1', 'fse/II/9.4.2'],
      date: '2017-10-10',
      selection: { kind: 'area', id: 'cinisello-santeusebio' },
      facets: {
        ...NO_FACETS,
        programmes: ['bando-2014'],
        provinces: ['015', '108'],
        ambiti: ['autogestione'],
        ambitoBasis: ['osservato'],
        outcomes: ['funded'],
      },
    };
    expect(length(six)).toBeLessThan(250);
    // The planner at work: colour by another metric, per residents, a range of it, coverage, a table and its order.
    const working: View = {
      ...defaultView('en'),
      axes: ['fse/II/9.4.2'],
      date: '2017-10-10',
      selection: { kind: 'comune', id: '015146' },
      facets: {
        ...NO_FACETS,
        leads: ['aler'],
        provinces: ['015'],
        ambitoBasis: ['osservato'],
        period: { from: 2014, to: 2016 },
      },
      metric: 'contributo',
      per: 'residenti',
      values: { from: 10, to: 50 },
      radius: 2.5,
      table: 'comuni',
      sort: { column: 'lab_max_km', descending: true },
    };
    expect(length(working)).toBeLessThan(250);
    const compared: View = {
      ...six,
      camera: null,
      axes: ['fse/II/9.4.2'],
      selection: { kind: 'progetto', id: 'lorenteggio-afol' },
      facets: { ...six.facets, provinces: ['015'] },
      compare: ['mi-sansiro', 'mn-lunetta'],
      secondDate: '2014-10-31',
    };
    expect(length(compared)).toBeLessThan(250);
  });
});

describe('parseView', () => {
  it('never throws, whatever the address', () => {
    fc.assert(
      fc.property(fc.string(), (s) => {
        expect(() => parseView(`?${s}`, 'it')).not.toThrow();
      }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom('c', 'strati', 'assi', 'data', 'sel', 'tema', 'metrica'),
        fc.string(),
        (key, value) => {
          const { view: v } = parseView(`?${key}=${encodeURIComponent(value)}`, 'it');
          expect(v.layers.every((id) => LAYER_IDS.includes(id))).toBe(true);
          expect(v.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
        },
      ),
    );
  });

  it('drops a bad value, keeps the rest and says which', () => {
    const { view: v, dropped } = parseView(
      '?data=2017-02-31&strati=aree,strade&tema=scuro&x=1&c=2,41,12',
      'it',
    );
    expect(v.theme).toBe('scuro');
    expect(v.layers).toEqual(['aree']);
    expect(v.date).toBe(defaultView('it').date);
    expect(v.camera).toBeNull();
    expect(dropped).toEqual([
      { parameter: 'data', value: '2017-02-31', reason: 'unreadable' },
      { parameter: 'strati', value: 'strade', reason: 'unknown-choice' },
      { parameter: 'x', value: '1', reason: 'unknown-parameter' },
      { parameter: 'c', value: '2,41,12', reason: 'out-of-range' },
    ]);
  });

  it('reads ranges of per cents, and drops what is no per cent', () => {
    expect(parseView('?quota=40-60&lavori=100-', 'it')).toMatchObject({
      dropped: [],
      view: { shares: { from: 40, to: 60 }, works: { from: 100, to: null } },
    });
    const { view: v, dropped } = parseView('?quota=60-40&lavori=10-250&valori=1-', 'it');
    expect([v.shares, v.works, v.values]).toEqual([null, null, { from: 1, to: null }]);
    expect(dropped).toEqual([
      { parameter: 'quota', value: '60-40', reason: 'unreadable' },
      { parameter: 'lavori', value: '10-250', reason: 'out-of-range' },
    ]);
  });

  it('drops ids that this release does not have', () => {
    const known = { axes: new Set(['fse']), has: () => false, facet: () => false };
    const { view: v, dropped } = parseView('?assi=fse,fse/IX&sel=area:atlantide', 'it', known);
    expect(v.axes).toEqual(['fse']);
    expect(v.selection).toBeNull();
    expect(dropped.map((d) => d.value)).toEqual(['fse/IX', 'area:atlantide']);
  });

  it('bug: an order by a column that there is not is dropped with the notice, wherever the table stands', () => {
    const known = { axes: new Set<string>(), has: () => false, column: isColumn };
    for (const query of ['?tab=comuni&ord=-indirizzo', '?ord=-indirizzo&tab=comuni', '?ord=-indirizzi']) {
      const { view: v, dropped } = parseView(query, 'it', known);
      expect(v.sort).toBeNull();
      expect(dropped).toEqual([
        {
          parameter: 'ord',
          value: expect.stringMatching(/^-indirizz[io]$/) as string,
          reason: 'unknown-choice',
        },
      ]);
    }
    // Columns of another moment stay: coverage that is off, a period that is not asked for, another kind of amount.
    for (const query of ['?tab=comuni&ord=distanza', '?tab=progetti&ord=-nel_periodo', '?ord=eur_cost'])
      expect(parseView(query, 'it', known)).toMatchObject({ dropped: [], view: { sort: {} } });
  });

  it('bug: a text that is cut says so', () => {
    const { view: v, dropped } = parseView(`?q=${'lunetta+'.repeat(12)}`, 'it');
    expect(v.facets.text).toHaveLength(79);
    expect(dropped).toEqual([{ parameter: 'q', value: 'lunetta '.repeat(10), reason: 'too-long' }]);
    expect(parseView(`?q=+${'a'.repeat(80)}+`, 'it').dropped).toEqual([]);
  });

  it('bug: the columns of the table come with the link; those that there are not are dropped with the notice', () => {
    const known = { axes: new Set<string>(), has: () => false, column: isColumn };
    const { view: v, dropped } = parseView(
      '?col=-gestore,proprieta,distanza_max_km,-Lat&tab=laboratori',
      'it',
      known,
    );
    expect(v.columns).toEqual({ all: false, on: ['proprieta'], off: ['gestore'] });
    expect(dropped).toEqual([
      { parameter: 'col', value: 'distanza_max_km', reason: 'unknown-choice' },
      { parameter: 'col', value: '-Lat', reason: 'unknown-choice' },
    ]);
    expect(viewQuery(v)).toBe('?tab=laboratori&col=proprieta,-gestore');
    expect(viewQuery(parseView('?columns=all,-lat&table=labs', 'it', known).view)).toBe(
      '?tab=laboratori&col=tutte,-lat',
    );
    expect(parseView('?tab=comuni&col=,', 'it', known)).toMatchObject({
      dropped: [],
      view: { columns: null },
    });
  });

  it('bug: the rows that a comparison shows come with the link', () => {
    expect(viewQuery(parseView('?confronta=mi-sansiro,mn-lunetta&righe=tutte', 'it').view)).toBe(
      '?confronta=mi-sansiro,mn-lunetta&righe=tutte',
    );
    expect(parseView('?righe=comuni', 'it')).toMatchObject({
      dropped: [{ parameter: 'righe', reason: 'unknown-choice' }],
      view: { onlyShared: true },
    });
  });

  it('bug: gaps and a period without a radius were kept without a word, for a coverage switched on later', () => {
    const { view: v, dropped } = parseView('?vuoti=1&dal=2014-01-01', 'it');
    expect([v.onlyGaps, v.since]).toEqual([false, null]);
    expect(dropped).toEqual([
      { parameter: 'vuoti', value: '1', reason: 'needs-radius' },
      { parameter: 'dal', value: '2014-01-01', reason: 'needs-radius' },
    ]);
    expect(parseView('?vuoti=1&dal=2014-01-01&km=0', 'it').dropped).toEqual([]);
  });

  it('bug: what stands out and where the divider is come with the link', () => {
    const query = '?data2=2013-06-01&linea=30&evid=laboratori:closed';
    expect(viewQuery(parseView(query, 'it').view)).toBe(query);
    const { view: v, dropped } = parseView(
      '?linea=3&evid=celle:classe-1&linea=metà&evid=laboratori:classe-1&evid=comuni',
      'it',
    );
    expect([v.divider, v.highlight]).toEqual([50, null]);
    expect(dropped.map(({ parameter, reason }) => [parameter, reason])).toEqual([
      ['linea', 'out-of-range'],
      ['evid', 'unknown-choice'],
      ['linea', 'unreadable'],
      ['evid', 'unknown-choice'],
      ['evid', 'unreadable'],
    ]);
  });

  it('reads the data release that a shared link names', () => {
    const link = shareHref({ ...defaultView('it'), axes: ['fse'] }, '2026-11');
    expect(link).toBe('/?assi=fse&v=2026-11');
    expect(parseView(link.slice(1), 'it')).toMatchObject({
      release: '2026-11',
      dropped: [],
      view: { axes: ['fse'] },
    });
    expect(parseView('?v=ieri', 'it')).toMatchObject({ release: null, dropped: [{ parameter: 'v' }] });
  });

  it('keeps an empty list of layers: nothing switched on is a choice', () => {
    const nothing: View = { ...defaultView('it'), layers: [] };
    expect(parseView(viewQuery(nothing), 'it').view.layers).toEqual([]);
  });
});
