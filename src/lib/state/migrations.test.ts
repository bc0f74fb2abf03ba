import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AMBITO_BASES, OUTCOMES } from '$lib/domain/facets';
import { AMBITI, AMOUNT_KINDS, type Row } from '$lib/schema/tables';
import { areaAliases, migrate, MIGRATIONS } from './migrations';
import { parseView, viewQuery } from './url';
import { DENOMINATORS, LAYER_IDS, METRICS, SELECTION_KINDS, TABLE_KINDS, THEMES } from './view';

const table = <T>(name: string): T[] =>
  parse(readFileSync(join(process.cwd(), 'data', name), 'utf8'), { columns: true });
const areas = table<Row<'areas'>>('areas.csv');
const axes = new Set(table<{ axis_id: string }>('funding_axes.csv').map((a) => a.axis_id));
const known = {
  axes,
  areas: areaAliases(areas),
  has: ({ kind, id }: { kind: string; id: string }) => kind !== 'area' || areas.some((a) => a.area_id === id),
};

/** Values that a parameter has today. */
const TODAY: Record<string, readonly string[]> = {
  strati: LAYER_IDS,
  metrica: METRICS,
  sel: SELECTION_KINDS,
  tema: THEMES,
  tab: TABLE_KINDS,
  capofila: ['comune', 'aler'],
  ambiti: AMBITI,
  base: AMBITO_BASES,
  esito: OUTCOMES,
  imp: AMOUNT_KINDS,
  euro: AMOUNT_KINDS,
  per: DENOMINATORS,
  col: ['tutte'],
  righe: ['tutte'],
};

describe('other names', () => {
  it('lead to a name of today, and no name of today leads elsewhere', () => {
    for (const { parameter, value, to } of MIGRATIONS) {
      if (value === null) {
        const reached = parseView(`?${to}=x`, 'it').dropped.map((d) => d.reason);
        expect(reached, to).not.toContain('unknown-parameter');
        expect(parseView(`?${parameter}=x`, 'it').dropped, parameter).toEqual(
          parseView(`?${to}=x`, 'it').dropped,
        );
        expect(MIGRATIONS.some((m) => m.value === null && m.parameter === to)).toBe(false);
      } else {
        expect(TODAY[parameter], `${parameter}=${value}`).toContain(to);
        expect(TODAY[parameter], `${parameter}=${value}`).not.toContain(value);
      }
    }
  });

  it('are right without a notice, and the address is written anew', () => {
    const search =
      '?layers=municipalities,labs&metric=residents&axes=fse/II&date=2017-10-10&sel=neighbourhood:mi-sansiro' +
      '&theme=dark&table=areas&radius=5&lead=municipality&basis=observed&outcome=not-admitted&amount=concesso:10-&release=2026-11';
    const { view, dropped, release, rewritten } = parseView(search, 'en', known);
    expect(dropped).toEqual([]);
    expect(release).toBe('2026-11');
    expect(view).toMatchObject({
      layers: ['comuni', 'laboratori'],
      metric: 'residenti',
      axes: ['fse/II'],
      date: '2017-10-10',
      selection: { kind: 'area', id: 'mi-sansiro' },
      theme: 'scuro',
      table: 'quartieri',
      radius: 5,
      facets: {
        leads: ['comune'],
        ambitoBasis: ['osservato'],
        outcomes: ['not_admitted'],
        amount: { kind: 'granted', min: 10, max: null },
      },
    });
    expect(rewritten).toBe(
      '?strati=comuni,laboratori&metrica=residenti&assi=fse/II&data=2017-10-10&sel=area:mi-sansiro&tema=scuro' +
        '&tab=quartieri&km=5&capofila=comune&base=osservato&esito=not_admitted&imp=granted:10-&v=2026-11',
    );
    const again = parseView(rewritten ?? '', 'en', known);
    expect(again.view).toEqual(view);
    expect(again.rewritten).toBeNull();
  });

  it('of areas and axes are found where only one can be meant', () => {
    const sel = (id: string) => parseView(`?sel=area:${id}`, 'it', known).view.selection?.id;
    expect(sel('lunetta')).toBe('mn-lunetta');
    expect(sel('cr-zeist')).toBe('cr-zaist');
    expect(sel('zeist')).toBe('cr-zaist');
    expect(sel('sant-eusebio')).toBe('cinisello-santeusebio');
    expect(parseView('?confronta=lunetta,mi-sansiro', 'it', known).view.compare).toEqual([
      'mn-lunetta',
      'mi-sansiro',
    ]);
    expect(parseView('?assi=FSE/ii/9.4.2,pon-metro/3', 'it', known).view.axes).toEqual([
      'fse/II/9.4.2',
      'ponmetro/3',
    ]);
    // Nobody's name stays unknown, and is told.
    expect(parseView('?sel=area:atlantide', 'it', known).dropped).toEqual([
      { parameter: 'sel', value: 'area:atlantide', reason: 'unknown-value' },
    ]);
    for (const [other, id] of known.areas) {
      expect(areas.map((a) => a.area_id)).toContain(id);
      expect(areas.map((a) => a.area_id)).not.toContain(other);
    }
  });

  it('leave what they do not know to the parser, beside what they do', () => {
    const { view, dropped, rewritten } = parseView('?layers=labs,roads&x=1&tema=scuro', 'it', known);
    expect(view.layers).toEqual(['laboratori']);
    expect(dropped.map((d) => `${d.parameter}=${d.value}`)).toEqual(['strati=roads', 'x=1']);
    expect(rewritten).toBe('?strati=laboratori,roads&x=1&tema=scuro');
  });

  it('give way to the name of today', () => {
    expect(migrate('?date=2010-01-01&data=2017-10-10')).toEqual({
      entries: [['data', '2017-10-10']],
      rewritten: '?data=2017-10-10',
    });
  });

  it('never throw, and writing anew twice is writing once', () => {
    const key = fc.constantFrom(...MIGRATIONS.map((m) => m.parameter), '__proto__', 'constructor');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(key, fc.string({ unit: 'binary', maxLength: 12 })), { maxLength: 6 }),
        (list) => {
          const search = `?${new URLSearchParams(list).toString()}`;
          const { entries, rewritten } = migrate(search, known);
          const again = migrate(rewritten ?? search, known);
          expect(again.entries).toEqual(entries);
          expect(again.rewritten).toBeNull();
        },
      ),
      { numRuns: 60 },
    );
  });

  it('say nothing about an address of today', () => {
    const { view } = parseView('?assi=fse/II&stato=approvato%252C+attivit%C3%A0+non+avviate&q=a%26b', 'it');
    expect(parseView(viewQuery(view), 'it').rewritten).toBeNull();
  });
});
