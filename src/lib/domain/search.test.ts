import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeMunicipalities } from '$lib/data/load';
import type { Catalog, Municipalities } from '$lib/schema/served';
import {
  buildSearch,
  distanceKm,
  find,
  HIT_KINDS,
  isFilteredOut,
  municipalityZoom,
  nearHits,
  search,
  unfiltered,
  type Hit,
  type SearchIndex,
} from './search';
import { NO_FACETS } from './facets';
import { buildIndex, selectRows, type Question } from './select';
import { fold } from './text';

const read = (name: string): unknown => JSON.parse(readFileSync(`static/data/${name}`, 'utf8'));
const catalog = read('catalog.json') as Catalog;
const municipalities = decodeMunicipalities(read('comuni.json') as Municipalities);
const index = buildIndex(catalog, { facts: [] });
const all = buildSearch(index, municipalities);

const titles = (text: string, limit = 12) => search(all, text, 'it', limit).map((hit) => hit.title);
const marked = ({ title, marks }: Hit) => marks.map(([start, end]) => title.slice(start, end));
const first = (text: string): Hit => {
  const [hit] = search(all, text, 'it', 12);
  if (!hit) throw new Error(`nothing for ${text}`);
  return hit;
};

describe('what is found', () => {
  it('a municipality without its accent, with the accent marked', () => {
    for (const text of ['cantu', 'Cantù', 'CANTU’', 'cantu\u0300', 'cant']) {
      const hit = first(text);
      expect(hit.title).toBe('Cantù');
      expect(hit.kind).toBe('comune');
      expect(marked(hit)).toEqual([text === 'cant' ? 'Cant' : 'Cantù']);
      expect(hit.target.selection).toEqual({ kind: 'comune', id: '013041' });
    }
  });

  it('an area by the name another document gives it, and says so', () => {
    const hit = first('zeist');
    expect(hit.target.selection).toEqual({ kind: 'area', id: 'cr-zaist' });
    expect(hit.title).toBe('quartiere Zaist (Zeist)');
    expect(marked(hit)).toEqual(['Zeist']);
    expect(hit.detail).toBe('Cremona');
    expect(hit.target.camera?.zoom).toBe(14);
    expect(marked(first('zaist'))).toEqual(['Zaist']);
  });

  it('apostrophes and spaces as people leave them out', () => {
    for (const text of ["sant'eusebio", 'sant’eusebio', 'sant eusebio', 'santeusebio'])
      expect(first(text).target.selection?.id).toBe('cinisello-santeusebio');
    expect(marked(first('santeuse'))).toEqual(["Sant'Euse"]);
    expect(titles('san polino')).toContain('Sanpolino');
  });

  it('words in any order, some of them of the place around', () => {
    expect(first('cremona zaist').target.selection?.id).toBe('cr-zaist');
    expect(search(all, 'via baroni milano', 'it', 9).map((h) => h.kind)).toContain('indirizzo');
  });

  it('of bodies that answer alike, the one that leads more projects comes first: ALER is ALER Milano before Lodi', () => {
    const bodies = search(all, 'aler', 'it', 40).filter(
      (h) => h.kind === 'ente' && h.target.lead !== undefined,
    );
    const led = bodies.map((h) => Number(/\d+/.exec(h.detail)?.[0] ?? 0));
    expect(bodies.length).toBeGreaterThan(2);
    expect(led).toEqual([...led].sort((a, b) => b - a));
    expect(bodies[0]?.title).toMatch(/Milano/);
  });

  it('a leading body filters, another one leads to its labs', () => {
    const body = search(all, 'comune di milano', 'it', 12).find((h) => h.kind === 'ente');
    expect(body?.target).toEqual({ lead: 'comune-milano' });
    expect(body?.detail).toMatch(/^capofila di \d+ progetti finanziati$/);
    for (const entry of all.entries) {
      if (entry.kind !== 'ente') continue;
      if (entry.target.lead === undefined) expect(entry.target.selection?.kind).toBe('laboratorio');
      else expect(catalog.projects.some((p) => p.lead_body_id === entry.target.lead)).toBe(true);
    }
  });

  it('premises by their street', () => {
    const hit = first('baroni');
    expect(hit.kind).toBe('indirizzo');
    expect(hit.target.selection).toEqual({ kind: 'laboratorio', id: 'ldq-gratosoglio' });
    expect(hit.target.camera).toEqual({ lon: 9.173511, lat: 45.411855, zoom: 14 });
  });

  it('no id, but the whole ISTAT code of a municipality', () => {
    for (const text of ['bs-sanpolino', 'b14', 'ls17', 'ldq', '0151']) expect(titles(text)).toEqual([]);
    expect(first('015146').title).toBe('Milano');
  });

  it('names in the page’s language, and in the other one beside it', () => {
    const [hit] = search(all, 'contratto di quartiere mazzini', 'en', 5);
    expect(hit?.title).toBe('Neighbourhood Contract II Mazzini (Contratto di Quartiere II Mazzini)');
    expect(marked(hit as Hit)).toEqual(['Contratto', 'Quartiere', 'Mazzini']);
    // Not where the name on the screen answers as well.
    for (const text of ['giambellino', 'gratosoglio', 'lorenteggio'])
      for (const h of search(all, text, 'it', 100))
        expect(h.title).not.toMatch(/\((?:Community|Neighbourhood|Public)/);
  });
});

describe('order', () => {
  it('exact, then the beginning, then any word, then inside a word', () => {
    expect(first('lodi').title).toBe('Lodi');
    const lodi = search(all, 'lodi', 'it', 100).filter((h) => h.kind === 'comune');
    const names = lodi.map((h) => h.title);
    expect(names.indexOf('Lodi')).toBe(0);
    expect(names.indexOf('Lodi Vecchio')).toBe(1);
    const cre = search(all, 'cre', 'it', 300).filter((h) => h.kind === 'comune');
    const inside = cre.findIndex((h) =>
      fold(h.title)
        .split(' ')
        .every((w) => !w.startsWith('cre')),
    );
    if (inside >= 0)
      for (const h of cre.slice(inside))
        expect(
          fold(h.title)
            .split(' ')
            .every((w) => !w.startsWith('cre')),
          h.title,
        ).toBe(true);
  });

  it('large municipalities first among equals', () => {
    expect(first('m').title).toBe('Milano');
    expect(first('b').title).toBe('Brescia');
    expect(search(all, 'mon', 'it', 100).filter((h) => h.kind === 'comune')[0]?.title).toBe('Monza');
  });

  it('one letter finds beginnings of words only', () => {
    for (const hit of search(all, 'z', 'it', 1000)) {
      expect(marked(hit).length).toBeGreaterThan(0);
      for (const [start] of hit.marks) {
        const before = hit.title.slice(0, start);
        expect(before === '' || /[^\p{L}\p{N}]$/u.test(before), hit.title).toBe(true);
      }
    }
  });

  it('many towns do not hide the other kinds; hits of a kind stand together', () => {
    const kinds = search(all, 'mil', 'it', 14).map((h) => h.kind);
    expect(new Set(kinds).size).toBeGreaterThanOrEqual(3);
    expect(kinds.filter((kind, i) => kind !== kinds[i - 1]).length).toBe(new Set(kinds).size);
    const { hits, total } = find(all, 'mil', 'it', 14);
    expect(hits.length).toBe(14);
    expect(total).toBeGreaterThan(14);
    expect(find(all, 'mil', 'it', Infinity).hits.length).toBe(total);
  });
});

const typed = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ maxLength: 200 }),
  fc
    .constantFrom(...all.entries.map((e) => e.shown.it.text))
    .chain((text) =>
      fc.tuple(fc.nat(text.length), fc.nat(12)).map(([from, n]) => text.slice(from, from + n)),
    ),
);

describe('on any text', () => {
  it('answers, within the limit, with marks inside the title', () => {
    fc.assert(
      fc.property(
        typed,
        fc.constantFrom('it', 'en'),
        fc.integer({ min: -3, max: 30 }),
        (text, lang, limit) => {
          const { hits, total } = find(all, text, lang, limit);
          expect(hits.length).toBe(Math.min(Math.max(0, limit), total));
          for (const { title, marks } of hits) {
            let at = -1;
            for (const [start, end] of marks) {
              expect(start).toBeGreaterThan(at);
              expect(end).toBeGreaterThan(start);
              expect(end).toBeLessThanOrEqual(title.length);
              at = end;
            }
          }
        },
      ),
      { numRuns: 400 },
    );
    for (const limit of [NaN, -Infinity, 0]) expect(search(all, 'milano', 'it', limit)).toEqual([]);
    expect(titles('')).toEqual([]);
    expect(titles(' ’ - ')).toEqual([]);
  });

  it('a question in one piece is marked as it was typed', () => {
    fc.assert(
      fc.property(fc.constantFrom(...all.entries), fc.nat(40), (entry, cut) => {
        const { text } = entry.shown.it;
        const part = text.slice(0, cut + 1);
        if (fold(part) === '' || /\p{M}/u.test(text.charAt(cut + 1))) return;
        const hit = search(all, part, 'it', 2000).find(
          (h) => h.kind === entry.kind && h.title === text && h.marks.length === 1,
        );
        expect(hit, part).toBeDefined();
        expect(fold(marked(hit as Hit)[0] ?? '')).toBe(fold(part));
      }),
      { numRuns: 100 },
    );
  });

  it('whoever types a whole name finds it first of its kind', () => {
    for (const entry of all.entries.slice(0, 400)) {
      const hit = search(all, entry.shown.it.text, 'it', 50).find((h) => h.kind === entry.kind);
      expect(fold(hit?.title ?? '')).toBe(fold(entry.shown.it.text));
    }
  });
});

describe('targets', () => {
  const ids = {
    comune: new Set(municipalities.map((m) => m.istat_code)),
    area: new Set(catalog.areas.map((a) => a.area_id)),
    laboratorio: new Set(catalog.labs.map((l) => l.lab_id)),
    progetto: new Set(catalog.projects.map((p) => p.project_id)),
  };

  it('exist, and their cameras are within the region', () => {
    expect(all.counts.comune).toBe(municipalities.length);
    expect(all.counts.area).toBe(catalog.areas.length);
    expect(all.counts.laboratorio).toBe(catalog.labs.length);
    expect(all.counts.progetto).toBe(catalog.projects.length);
    expect(HIT_KINDS.reduce((sum, kind) => sum + all.counts[kind], 0)).toBe(all.entries.length);
    for (const { target, kind, detail } of all.entries) {
      const { selection, camera, lead } = target;
      expect(selection !== undefined || lead !== undefined).toBe(true);
      if (selection) expect(ids[selection.kind].has(selection.id)).toBe(true);
      if (kind === 'comune') expect(camera).toBeDefined();
      if (kind !== 'ente') expect(detail.it, JSON.stringify(target)).not.toBe('');
      if (!camera) continue;
      expect(camera.lon).toBeGreaterThan(8);
      expect(camera.lon).toBeLessThan(12);
      expect(camera.lat).toBeGreaterThan(44);
      expect(camera.lat).toBeLessThan(47);
      expect(camera.zoom).toBeGreaterThanOrEqual(9);
      expect(camera.zoom).toBeLessThanOrEqual(14);
    }
  });

  it('a larger municipality is shown from further away', () => {
    expect(municipalityZoom(181)).toBeLessThan(municipalityZoom(5));
    expect(municipalityZoom(0.1)).toBe(13);
    for (const odd of [NaN, Infinity, -1, 0]) expect(municipalityZoom(odd)).toBe(11);
  });
});

describe('near a position', () => {
  it('the municipality and the nearest area, none outside the region', () => {
    const hits = nearHits(all, [10.0227, 45.1336], 'it') ?? [];
    expect(hits.map((h) => h.target.selection?.id)).toEqual(['019036', 'cr-zaist']);
    expect(hits[1]?.detail).toMatch(
      /^Cremona · a circa 1,1 km$|^Cremona · a meno di 1 km$|^Cremona · a circa/,
    );
    // The caller has asked the boundaries.
    expect(nearHits(all, [9.19, 45.46], 'it', '015146')?.[0]?.title).toBe('Milano');
    for (const outside of [
      [12.49, 41.9],
      [7.68, 45.07],
      [NaN, 45],
    ] as const)
      expect(nearHits(all, outside, 'it')).toBeNull();
    expect(nearHits(all, [12.49, 41.9], 'it', null)).toBeNull();
  });

  it('measures in kilometres', () => {
    expect(distanceKm([9, 45], [9, 46])).toBeCloseTo(111.2, 0);
    expect(distanceKm([9, 45], [9, 45])).toBe(0);
    // The mean radius that the coverage and the map's list use: half way round.
    expect(distanceKm([0, 0], [180, 0])).toBeCloseTo(Math.PI * 6371.0088, 6);
  });
});

it('bench: a letter more is answered before the next one (printed, not judged)', () => {
  const entries = Array.from({ length: 4000 }, (_, i) => all.entries[i % all.entries.length]).flatMap((e) =>
    e ? [e] : [],
  );
  const large: SearchIndex = { ...all, entries };
  const asked = [
    'm',
    'mi',
    'mil',
    'san',
    'cantu',
    'via baroni milano',
    'contratto di quartiere',
    'xyzxyz',
    'o',
  ];
  for (const text of asked) search(large, text, 'it', 14);
  const lines = asked.map((text) => {
    const times = Array.from({ length: 15 }, () => {
      const start = performance.now();
      search(large, text, 'it', 14);
      return performance.now() - start;
    }).sort((a, b) => a - b);
    return `${text}: ${(times[7] ?? NaN).toFixed(2)} ms`;
  });
  const start = performance.now();
  buildSearch(index, municipalities);
  console.info(
    `search in ${entries.length} entries, median: ${lines.join(', ')}; building ${all.entries.length}: ${(performance.now() - start).toFixed(0)} ms`,
  );
});

describe('what the filters leave out', () => {
  const DATE = '2023-01-17';
  const question = (change: Partial<Question> = {}): Question => ({ axes: [], date: DATE, ...change });
  const outside = (target: Hit['target'], change: Partial<Question> = {}): boolean => {
    const rows = selectRows(index, question(change));
    return isFilteredOut(target, index, rows, unfiltered(index, rows));
  };
  const targets = all.entries.map((entry) => entry.target);

  it('is nothing without a filter, whatever can be found', () => {
    const rows = selectRows(index, question());
    const everything = unfiltered(index, rows);
    for (const target of targets) expect(isFilteredOut(target, index, rows, everything)).toBe(false);
  });

  it('is what has gone from the rows, of every kind', () => {
    const rows = catalog.programmes
      .map((p) => selectRows(index, question({ facets: { ...NO_FACETS, programmes: [p.programme_id] } })))
      .find(({ areas, labs, projects }) => areas.length > 0 && labs.length > 0 && projects.length > 0);
    if (!rows) throw new Error('no programme has areas, labs and projects');
    const everything = unfiltered(index, rows);
    const kept: Record<string, Set<string>> = {
      area: new Set(rows.areas.map(({ area }) => area.area_id)),
      laboratorio: new Set(rows.labs.map(({ lab }) => lab.lab_id)),
      progetto: new Set([...rows.projects, ...rows.refused].map((p) => p.project_id)),
    };
    const told: Record<string, boolean[]> = {};
    for (const { selection } of targets) {
      const stays = selection && kept[selection.kind];
      if (!stays) continue;
      const out = isFilteredOut({ selection }, index, rows, everything);
      // A project that is shown without a filter only when an outcome is asked for is there or not as before.
      if (stays.has(selection.id)) expect(out, selection.id).toBe(false);
      else if (selection.kind !== 'progetto') expect(out, selection.id).toBe(true);
      (told[selection.kind] ??= []).push(out);
    }
    for (const kind of ['area', 'laboratorio', 'progetto'])
      expect(new Set(told[kind]), kind).toEqual(new Set([true, false]));
  });

  it('is a municipality only where the filters choose among municipalities', () => {
    const milano = { selection: { kind: 'comune' as const, id: '015146' } };
    expect(outside(milano, { axes: ['fse'] })).toBe(false);
    expect(outside(milano, { within: new Set(['015146']) })).toBe(false);
    expect(outside(milano, { within: new Set(['020030']) })).toBe(true);
  });

  it('is a body none of whose projects would be left, and not because another body is chosen', () => {
    const leads = targets.flatMap(({ lead }) => (lead === undefined ? [] : [lead]));
    const [one = '', other = ''] = leads;
    expect(outside({ lead: other }, { facets: { ...NO_FACETS, leads: [one] } })).toBe(false);
    expect(outside({ lead: one }, { facets: { ...NO_FACETS, text: 'qwxzy' } })).toBe(true);
  });
});
