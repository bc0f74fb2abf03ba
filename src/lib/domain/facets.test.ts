import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildData } from '../../pipeline/build';
import type { Catalog } from '../schema/served';
import { AMBITI } from '../schema/tables';
import {
  activeFacets,
  AMBITO_BASES,
  facetCounts,
  facetIndex,
  knownValues,
  LIST_FACETS,
  NO_FACETS,
  OUTCOMES,
  passesFacets,
  type Facets,
} from './facets';
import { buildIndex, selectRows, type Index } from './select';

let index: Index;
beforeAll(() => {
  const { files } = buildData(join(process.cwd(), 'data'));
  const catalog = JSON.parse(String(files.get('catalog.json'))) as Catalog;
  index = buildIndex(catalog, { facts: [] });
  expect(readFileSync(join(process.cwd(), 'data/RELEASE'), 'utf8').trim()).toBe(catalog.release);
});

const question = (facets: Partial<Facets>) => ({
  axes: [],
  date: '2023-01-17',
  facets: { ...NO_FACETS, ...facets },
});
const ids = (facets: Partial<Facets>) =>
  selectRows(index, question(facets)).projects.map((p) => p.project_id);

describe('facets on the real tables', () => {
  it('leave refused projects out until an outcome is asked for', () => {
    expect(ids({}).some((id) => id.startsWith('a17-x-'))).toBe(false);
    expect(ids({ outcomes: ['not_admitted'] }).length).toBeGreaterThanOrEqual(5);
    expect(ids({ outcomes: ['not_admitted'] })).toContain('a17-x-gavardo');
  });

  it('find a project by province, lead, text of its area, accent-blind', () => {
    expect(ids({ provinces: ['020'] })).toContain('a17-mantova');
    expect(ids({ leads: ['aler'] })).toContain('a17-aler-milano');
    expect(ids({ leads: ['aler'] })).not.toContain('a17-mantova');
    expect(ids({ text: 'LUNETTA' })).toContain('a17-mantova');
    expect(ids({ text: 'zeist' })).toContain('b14-cremona');
  });

  it('narrow labs and areas with their projects, and drop whole-programme money that is nobody’s', () => {
    const rows = selectRows(index, question({ comuni: ['020030'] }));
    expect(rows.areas.every(({ area }) => area.istat_code === '020030')).toBe(true);
    expect(rows.labs.length).toBeGreaterThan(0);
    expect(rows.funding.every((f) => f.project_id !== null)).toBe(true);
  });

  it('count for each value what choosing it would leave', () => {
    const facets: Facets = { ...NO_FACETS, provinces: ['015'] };
    const rows = selectRows(index, question(facets));
    for (const facet of LIST_FACETS) {
      for (const [value, n] of facetCounts(rows.base, facets, facet, index.facets)) {
        const chosen = { ...facets, [facet]: [value] };
        expect(selectRows(index, question(chosen)).projects, `${facet} ${value}`).toHaveLength(n);
      }
    }
  });

  it('tell an ambito that a project declares from one that the evaluation has seen', () => {
    const bases = (project: string, ambito: string) =>
      new Set(
        index.catalog.ambiti
          .filter((a) => a.ambito === ambito)
          .filter((a) => index.catalog.labs.find((l) => l.lab_id === a.lab_id)?.project_id === project)
          .map((a) => (a.basis === 'table1' ? 'dichiarato' : 'osservato')),
      );
    for (const ambito of AMBITI)
      for (const basis of AMBITO_BASES) {
        const expected = index.catalog.projects
          .filter((p) => bases(p.project_id, ambito).has(basis))
          .map((p) => p.project_id);
        expect(ids({ ambiti: [ambito], ambitoBasis: [basis] }), `${ambito} ${basis}`).toEqual(expected);
      }
    // Self-management: table 1 has one lab; the chapters see it in two more, one of which had declared something else.
    expect(ids({ ambiti: ['autogestione'], ambitoBasis: ['dichiarato'] })).toHaveLength(1);
    expect(ids({ ambiti: ['autogestione'], ambitoBasis: ['osservato'] })).toHaveLength(3);
    // Alone it asks for any ambito known so; with both it asks for nothing more than an ambito.
    expect(ids({ ambitoBasis: ['osservato'] }).length).toBeGreaterThan(0);
    expect(ids({ ambitoBasis: ['dichiarato', 'osservato'] })).toEqual(ids({ ambiti: [...AMBITI] }));
  });

  it('count ambiti by the basis that is chosen, and bases by the ambiti', () => {
    const facets: Facets = {
      ...NO_FACETS,
      ambiti: ['autogestione', 'morosita-incolpevole'],
      ambitoBasis: ['dichiarato'],
    };
    const rows = selectRows(index, question(facets));
    for (const facet of ['ambiti', 'ambitoBasis'] as const)
      for (const [value, n] of facetCounts(rows.base, facets, facet, index.facets)) {
        const chosen = { ...facets, [facet]: [value] };
        expect(selectRows(index, question(chosen)).projects, `${facet} ${value}`).toHaveLength(n);
      }
  });

  it('know every value of the release without its figures', () => {
    const known = knownValues(index.catalog.projects, facetIndex(index.catalog));
    for (const facet of LIST_FACETS)
      expect(known.get(facet)).toEqual(
        new Set(facetCounts(index.catalog.projects, NO_FACETS, facet, index.facets).keys()),
      );
  });

  it('bug: with the outcome of a call and those without one a choice finds every funded project (40 were lost)', () => {
    expect(ids({})).toHaveLength(88);
    expect(ids({ outcomes: ['funded'] })).toHaveLength(48);
    expect(ids({ outcomes: ['no_outcome'] })).toHaveLength(40);
    expect(ids({ outcomes: ['funded', 'no_outcome'] })).toEqual(ids({}));
    // All of them together are all there are.
    expect(ids({ outcomes: OUTCOMES })).toHaveLength(index.catalog.projects.length);
    // What the filter's help says of them: the two calls give an outcome of each project, other programmes of none.
    const told = index.catalog.projects.filter((p) => p.outcome !== null).map((p) => p.programme_id);
    expect([...new Set(told)].sort()).toEqual(['avviso-2017', 'bando-2014']);
    expect(index.catalog.projects.filter((p) => p.outcome === null && told.includes(p.programme_id))).toEqual(
      [],
    );
  });

  it('bug: a text without letters or digits narrows nothing (7 areas and the money of programmes went)', () => {
    const all = selectRows(index, question({}));
    for (const text of ['!!!', ' ', '–', '"']) {
      expect(activeFacets({ ...NO_FACETS, text })).toEqual([]);
      const rows = selectRows(index, question({ text }));
      expect(rows.projects).toEqual(all.projects);
      expect(rows.areas).toEqual(all.areas);
      expect(rows.funding).toEqual(all.funding);
    }
    expect(activeFacets({ ...NO_FACETS, text: '!7' })).toEqual(['text']);
  });

  it('a further facet never adds a project', () => {
    const value = (facet: (typeof LIST_FACETS)[number]) => [
      ...facetCounts(index.catalog.projects, NO_FACETS, facet, index.facets).keys(),
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...LIST_FACETS),
        fc.nat(),
        fc.constantFrom(...LIST_FACETS),
        fc.nat(),
        (a, i, b, j) => {
          if (a === b || a === 'outcomes' || b === 'outcomes') return;
          const pick = (list: string[], n: number) => [list[n % list.length] ?? ''];
          const one = { ...NO_FACETS, [a]: pick(value(a), i) };
          const two = { ...one, [b]: pick(value(b), j) };
          const all = index.catalog.projects;
          const wide = new Set(all.filter((p) => passesFacets(p, one, index.facets)));
          expect(all.filter((p) => passesFacets(p, two, index.facets)).every((p) => wide.has(p))).toBe(true);
          expect(activeFacets(two)).toHaveLength(2);
        },
      ),
      { numRuns: 60 },
    );
  });
});
