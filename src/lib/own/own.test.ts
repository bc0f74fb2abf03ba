import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalSign, readNumber, roundLimits } from './numbers';
import { readOwn } from './read';
import { LIMITS, PROBLEMS, type Mapping, type OwnAnswer, type OwnData, type OwnFrame } from './types';

const frame: OwnFrame = {
  municipalities: [
    { code: '015146', name: 'Milano', province: 'Milano' },
    { code: '020030', name: 'Mantova', province: 'Mantova' },
    { code: '013036', name: 'Cantù', province: 'Como' },
    { code: '016113', name: 'Gemello', province: 'Bergamo' },
    { code: '017113', name: 'Gemello', province: 'Brescia' },
  ],
  region: { west: 8.4, south: 44.6, east: 11.5, north: 46.7 },
};
const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string, mapping?: Partial<Mapping>): OwnAnswer => readOwn(bytes(text), frame, mapping);
function ready(answer: OwnAnswer): OwnData {
  if (answer.state !== 'ready') throw new Error(JSON.stringify(answer));
  return answer.data;
}
const problemOf = (answer: OwnAnswer) => (answer.state === 'refused' ? answer.problem.id : answer.state);
const square = (x: number, y: number) => [
  [
    [x, y],
    [x + 0.1, y],
    [x + 0.1, y + 0.1],
    [x, y],
  ],
];
const collection = (...features: unknown[]) => JSON.stringify({ type: 'FeatureCollection', features });
const feature = (geometry: unknown, properties: object = {}) => ({ type: 'Feature', properties, geometry });

describe('numbers of a file', () => {
  it('are read by the decimal sign of their column', () => {
    const sign = (values: string[]) => decimalSign(values).sign;
    expect(sign(['1.234,5', '12'])).toBe(',');
    expect(sign(['1,234.5', '12'])).toBe('.');
    expect(sign(['1.234.567'])).toBe(',');
    expect(sign(['0,5', '12,75'])).toBe(',');
    expect(readNumber('€ 1.234,50', ',')).toBe(1234.5);
    expect(readNumber('12,5 %', ',')).toBe(12.5);
    expect(readNumber('n.d.', ',')).toBeNull();
    expect(readNumber('', ',')).toBeNull();
  });

  it('get at most four round limits, each above the least and not above the most', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { maxLength: 300 }), (values) => {
        const limits = roundLimits(values);
        expect(limits.length).toBeLessThanOrEqual(4);
        expect([...limits].sort((a, b) => a - b)).toEqual(limits);
        for (const limit of limits) {
          expect(limit).toBeGreaterThan(Math.min(...values));
          expect(limit).toBeLessThanOrEqual(Math.max(...values));
        }
      }),
    );
    expect(roundLimits([1, 12, 118, 3870, 52_000, 99_000])).toEqual([10, 100, 4000]);
  });
});

describe('a CSV of municipalities', () => {
  it('takes codes without their zeros, names with accents, and says what it mended', () => {
    const data = ready(read('codice ISTAT;Valore\n15146;1.234,5\n020030;7\nCantu;3,25\n'));
    expect(data.kind).toBe('comuni');
    expect(data.mapping).toMatchObject({ comune: 'codice ISTAT', value: 'Valore' });
    expect(data.rows.map((r) => [r.code, r.name, r.value])).toEqual([
      ['015146', 'Milano', 1234.5],
      ['020030', 'Mantova', 7],
      ['013036', 'Cantù', 3.25],
    ]);
    expect(data.counts).toEqual({ 'code-mended': 1 });
  });

  it('lists codes it does not know, names that two municipalities have, doubles and empty cells with their rows', () => {
    const data = ready(
      read(
        'comune,n\nMilano,1\n999999,2\nAtlantide,3\nGemello,4\nMilano,5\n,6\nGemello (Brescia),x\nMantova,8\nCantù,9\n',
      ),
    );
    expect(data.problems.map((p) => [p.id, p.row])).toEqual([
      ['unknown-code', 3],
      ['unknown-name', 4],
      ['ambiguous-name', 5],
      ['same-place', 6],
      ['no-code', 7],
      ['not-a-number', 8],
    ]);
    expect(data.rows.map((r) => [r.code, r.value])).toEqual([
      ['015146', 1],
      ['017113', null],
      ['020030', 8],
      ['013036', 9],
    ]);
  });

  it('asks for columns that it cannot recognise, and takes the answer', () => {
    const text = 'zona,quanti\nMilano,3\nMantova,4\n';
    expect(read(text)).toMatchObject({ state: 'choose', columns: ['zona', 'quanti'] });
    const data = ready(read(text, { comune: 'zona', value: 'quanti' }));
    expect(data.rows).toHaveLength(2);
  });

  it('reads UTF-16 with its mark, as spreadsheets write it', () => {
    const raw = new Uint8Array(Buffer.from('\ufeffcomune\tv\r\nCantù\t2\r\n', 'utf16le'));
    expect(ready(readOwn(raw, frame)).rows).toEqual([{ row: 2, name: 'Cantù', value: 2, code: '013036' }]);
  });

  it('reads Windows-1252', () => {
    const raw = Uint8Array.from([...'comune;v\nCant', 'ù', ';2\n'].join(''), (c) => c.charCodeAt(0));
    expect(ready(readOwn(raw, frame)).rows[0]).toMatchObject({ code: '013036', value: 2 });
  });
});

describe('a CSV of points', () => {
  it('takes decimal commas, names the rows it leaves out, and keeps what lies outside with a word', () => {
    const data = ready(
      read('nome;lat;lon;alloggi\nA;45,46;9,19;10\nB;;;3\nC;abc;9,2;1\nD;41,9;12,5;4\nA;45,46;9,19;10\n'),
    );
    expect(data.kind).toBe('punti');
    expect(data.rows.map((r) => r.name)).toEqual(['A', 'D']);
    expect(data.features.features[0]?.geometry).toEqual({ type: 'Point', coordinates: [9.19, 45.46] });
    expect(data.problems.map((p) => [p.id, p.row])).toEqual([
      ['no-coordinates', 3],
      ['bad-coordinates', 4],
      ['outside', 5],
      ['duplicate', 6],
    ]);
  });

  it('finds latitude and longitude swapped, and reads them the other way when told', () => {
    const text = 'lat,lon\n9.19,45.46\n9.2,45.5\n';
    expect(problemOf(read(text))).toBe('swapped');
    expect(ready(read(text, { swap: true })).features.features[0]?.geometry).toEqual({
      type: 'Point',
      coordinates: [9.19, 45.46],
    });
  });

  it('says that metres are no degrees, and leaves out one row that slipped', () => {
    expect(read('x,y\n514000,5034000\n')).toMatchObject({
      state: 'refused',
      problem: { id: 'projected', row: 2, text: '5034000, 514000' },
    });
    const data = ready(read('lat,lon\n45.46,9.19\n4546,9.2\n45.5,9.1\n'));
    expect(data.rows).toHaveLength(2);
    expect(data.problems).toEqual([{ id: 'bad-coordinates', row: 3, text: '4546 9.2' }]);
  });
});

describe('a GeoJSON', () => {
  it('gives perimeters with name and value; closes open rings and says so; leaves the rest out by number', () => {
    const open = square(9, 45)[0]?.slice(0, 3);
    const data = ready(
      read(
        collection(
          feature({ type: 'Polygon', coordinates: square(9.1, 45.4) }, { nome: 'Uno', famiglie: 12 }),
          feature({ type: 'Polygon', coordinates: [open] }, { nome: 'Due', famiglie: '1.300' }),
          feature({ type: 'Polygon', coordinates: [[[9, 45]]] }, { nome: 'Tre' }),
          feature({ type: 'LineString', coordinates: [] }, {}),
          feature(null, {}),
          feature({ type: 'Point', coordinates: [9, 45] }, {}),
        ),
      ),
    );
    expect(data.kind).toBe('perimetri');
    expect(data.rows.map((r) => r.name)).toEqual(['Uno', 'Due']);
    expect(data.mapping.value).toBe('famiglie');
    expect(data.problems.map((p) => [p.id, p.row])).toEqual([
      ['ring-closed', 2],
      ['bad-ring', 3],
      ['line', 4],
      ['no-coordinates', 5],
      ['other-geometry', 6],
    ]);
  });

  it('is refused with a reason', () => {
    expect(problemOf(read('{"type":'))).toBe('not-json');
    expect(problemOf(read('{"a":1}'))).toBe('not-geojson');
    expect(problemOf(read(collection()))).toBe('empty');
    expect(problemOf(read(collection(feature(null))))).toBe('no-geometry');
    expect(problemOf(read(collection(feature({ type: 'Point', coordinates: [514000, 5034000] }))))).toBe(
      'projected',
    );
    expect(problemOf(read(collection(feature({ type: 'Point', coordinates: [45.46, 9.19] }))))).toBe(
      'swapped',
    );
    expect(problemOf(read('   '))).toBe('empty');
    expect(problemOf(read('PK\u0003\u0004;a\n1;2\n'))).toBe('not-text');
    expect(problemOf(read('a;b\n1;\0\n'))).toBe('not-text');
    expect(problemOf(readOwn(new Uint8Array(LIMITS.bytes + 1), frame))).toBe('too-large');
  });
});

describe('any file', () => {
  it('gives an answer and never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (raw) => {
        const answer = readOwn(raw, frame);
        if (answer.state === 'refused') expect(PROBLEMS).toContain(answer.problem.id);
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(() => read(json)).not.toThrow();
        expect(() => read(`{"type":"FeatureCollection","features":[${json}]}`)).not.toThrow();
        expect(() =>
          read(`{"type":"Feature","properties":${json},"geometry":{"type":"Polygon","coordinates":${json}}}`),
        ).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });

  it('loses no row: what is not shown is listed', () => {
    const cellText = fc.constantFrom('015146', '15146', 'Milano', 'Mantova', '', 'x', '020030', 'Gemello');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cellText, fc.constantFrom('1', 'a', '')), { minLength: 1, maxLength: 30 }),
        (list) => {
          const answer = read(`comune;v\n${list.map(([a, b]) => `${a};${b}`).join('\n')}\n`);
          if (answer.state !== 'ready') return;
          const filled = list.filter(([a, b]) => a !== '' || b !== '').length;
          const left = answer.data.problems.filter(
            (p) => !['code-mended', 'not-a-number'].includes(p.id),
          ).length;
          expect(answer.data.rows.length + left).toBe(filled);
        },
      ),
    );
  });
});
