/** Files that were once read wrongly, or refused with advice that did not help. */
import fc from 'fast-check';
import type { Position } from 'geojson';
import { describe, expect, it } from 'vitest';
import { decode } from './decode';
import { feed } from '$lib/map/feed';
import { decimalSign, looksNumeric, readNumber, roundLimits } from './numbers';
import { readOwn } from './read';
import { lighter, lots } from './shapes';
import type { Mapping, OwnAnswer, OwnData, OwnFrame } from './types';

const frame: OwnFrame = {
  municipalities: [
    { code: '015146', name: 'Milano', province: 'Milano' },
    { code: '020030', name: 'Mantova', province: 'Mantova' },
    { code: '013075', name: 'Como', province: 'Como' },
    { code: '016024', name: 'Bergamo', province: 'Bergamo' },
  ],
  region: { west: 8.4, south: 44.6, east: 11.5, north: 46.7 },
};
const read = (text: string, mapping?: Partial<Mapping>): OwnAnswer =>
  readOwn(new TextEncoder().encode(text), frame, mapping);
function ready(answer: OwnAnswer): OwnData {
  if (answer.state !== 'ready') throw new Error(JSON.stringify(answer));
  return answer.data;
}
function refused(answer: OwnAnswer) {
  if (answer.state !== 'refused') throw new Error(JSON.stringify(answer).slice(0, 300));
  return answer.problem;
}
const NAMES = ['Milano', 'Mantova', 'Como', 'Bergamo'];
/** A CSV of municipalities with these values. */
const column = (values: readonly string[], separator = ';'): string =>
  `comune${separator}v\n${values.map((value, i) => `${NAMES[i]}${separator}${value}`).join('\n')}\n`;
const valuesOf = (data: OwnData) => data.rows.map(({ value }) => value);
const said = (data: OwnData) => data.problems.map(({ id, row, text }) => [id, row, text]);
const collection = (features: unknown[], more: object = {}) =>
  JSON.stringify({ type: 'FeatureCollection', ...more, features });
const feature = (geometry: unknown, properties: object = {}) => ({ type: 'Feature', properties, geometry });
const square = (x: number, y: number) => [
  [
    [x, y],
    [x + 0.1, y],
    [x + 0.1, y + 0.1],
    [x, y],
  ],
];

describe('numbers that were silently wrong', () => {
  it('1.5 among decimal commas is no number, and is told with its row; it was 15', () => {
    const data = ready(read(column(['12,5', '13,2', '1.5', '14,1'])));
    expect(valuesOf(data)).toEqual([12.5, 13.2, null, 14.1]);
    expect(said(data)).toEqual([['not-a-number', 4, '1.5']]);
    expect(ready(read(column(['12.5', '13.2', '"1,5"', '14.1'], ','))).rows[2]?.value).toBeNull();
  });

  it('a thousands mark stands before three digits, or nowhere', () => {
    for (const [text, value] of [
      ['1.234', 1234],
      ['1.234.567,8', 1_234_567.8],
      ['12.34', null],
      ['1234.567', null],
      ['1.2345', null],
      ['.123', null],
      ['1 234,5', 1234.5],
      ['12 34', null],
      ['1’234', 1234],
      [',5', 0.5],
      ['5,', null],
      ['1,2,3', null],
    ] as const)
      expect(readNumber(text, ','), text).toBe(value);
    // Whatever a number is written as in one convention, it is read as that number or not at all.
    fc.assert(
      fc.property(
        fc.integer({ min: -9_999_999, max: 9_999_999 }),
        fc.integer({ min: 0, max: 999 }),
        (a, b) => {
          const number = Number(`${a}.${b}`);
          const grouped = String(a).replace(/\B(?=(\d{3})+$)/g, '.');
          expect(readNumber(`${grouped},${b}`, ',')).toBeCloseTo(number, 6);
          expect(readNumber(`${grouped.replaceAll('.', ',')}.${b}`, '.')).toBeCloseTo(number, 6);
        },
      ),
    );
  });

  it('1.371; 2.500; 12.450; 950 with semicolons are thousands, and it says so and can be told otherwise', () => {
    const text = column(['1.371', '2.500', '12.450', '950']);
    const data = ready(read(text));
    expect(valuesOf(data)).toEqual([1371, 2500, 12_450, 950]);
    expect(data.ambiguous).toEqual({ sign: ',', sample: '1.371' });
    const other = ready(read(text, { ...data.mapping, decimal: '.' }));
    expect(valuesOf(other)).toEqual([1.371, 2.5, 12.45, 950]);
    expect(other.ambiguous).toEqual({ sign: '.', sample: '1.371' });
    expect(other.mapping.decimal).toBe('.');
  });

  it('nothing is asked where one number of the column tells', () => {
    for (const values of [
      ['1.371', '0.500', '12.450', '950'],
      ['1.371', '2.5', '12.450', '950'],
      ['1.371', '2.500,5', '12.450', '950'],
      ['1371', '2500', '12', '950'],
    ])
      expect(ready(read(column(values))).ambiguous, values.join()).toBeUndefined();
    expect(decimalSign(['1.371', '1.234.567'], '.')).toEqual({ sign: ',', ambiguous: null });
    // A file with commas between cells has points before decimals, and says so.
    expect(ready(read(column(['1.371', '2.500'], ','))).ambiguous).toEqual({ sign: '.', sample: '1.371' });
    // Numbers of a GeoJSON are numbers.
    const points = [1.371, 2.5].map((v, i) => feature({ type: 'Point', coordinates: [9 + i, 45] }, { v }));
    const data = ready(read(collection(points)));
    expect(valuesOf(data)).toEqual([1.371, 2.5]);
    expect(data.ambiguous).toBeUndefined();
  });

  it('degrees of three decimals are never thousands', () => {
    const data = ready(read('nome;lat;lon\nA;45.464;9.190\nB;45.512;9.201\n'));
    expect(data.features.features.map(({ geometry }) => geometry)).toEqual([
      { type: 'Point', coordinates: [9.19, 45.464] },
      { type: 'Point', coordinates: [9.201, 45.512] },
    ]);
  });

  it('1e400 is no number; a minus sign of typesetters is one; (12) is none and is told', () => {
    expect(readNumber('1e400', '.')).toBeNull();
    expect(readNumber('−5', ',')).toBe(-5);
    expect(readNumber('−1.234,5', ',')).toBe(-1234.5);
    const data = ready(read(column(['1e400', '−5', '(12)', '7'])));
    expect(valuesOf(data)).toEqual([null, -5, null, 7]);
    expect(said(data)).toEqual([
      ['not-a-number', 2, '1e400'],
      ['not-a-number', 4, '(12)'],
    ]);
  });

  it('a cell that says "no data" of itself is no error in the column', () => {
    const data = ready(read(column(['12', 'n.d.', '..', '-'])));
    expect(valuesOf(data)).toEqual([12, null, null, null]);
    expect(said(data)).toEqual([]);
    // Many of them do not push a real fault out of the list.
    const points = Array.from({ length: 320 }, (_, i) => `45.${1000 + i};9.1;${i < 300 ? 'n.d.' : i}`);
    const long = ready(read(`lat;lon;v\n${points.join('\n')}\n45.5;9.2;dodici\n`));
    expect(said(long)).toEqual([['not-a-number', 322, 'dodici']]);
  });

  it('a column of which most is in brackets is offered all the same', () => {
    const data = ready(read(column(['(1)', '(12)', '(3)', '7'])));
    expect(data.numeric).toEqual(['v']);
    expect(data.mapping.value).toBe('v');
    expect(data.counts['not-a-number']).toBe(3);
    // And so is one with few figures and many marks for none.
    expect(ready(read(column(['n.d.', '..', '-', '7']))).mapping.value).toBe('v');
    expect(['12/05/2024', 'via Roma 3', '2024-05-01', 'A12'].filter(looksNumeric)).toEqual([]);
  });

  it('rows are counted as a spreadsheet counts them, blank ones as well', () => {
    expect(said(ready(read('comune;v\n\nMilano;1\n;\n\nAtlantide;2\nComo;3\n')))).toEqual([
      ['unknown-name', 6, 'Atlantide'],
    ]);
  });
});

describe('class limits that were false', () => {
  it('1,5 and 2,25 are two classes', () => {
    expect(roundLimits([1.5, 2.25])).toEqual([2]);
    expect(roundLimits([0.1, 0.2, 0.3])).toEqual([0.2, 0.3]);
  });

  it('a column that is mostly its least value has classes for the rest', () => {
    const limits = roundLimits([...Array.from({ length: 90 }, () => 0), 1, 2, 3, 5, 8, 13, 21, 34, 55, 89]);
    expect(limits.length).toBeGreaterThanOrEqual(3);
    expect(limits[0]).toBe(1);
    expect(roundLimits([7, 7, 7, 7, 7, 7, 7, 7, 7, 7.5]).length).toBe(1);
  });

  it('values that differ are never one class, and no class is empty', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 80 }),
        (values) => {
          const limits = roundLimits(values);
          const distinct = new Set(values.map((value) => value + 0)).size;
          expect(limits.length > 0).toBe(distinct > 1);
          const edges = [-Infinity, ...limits, Infinity];
          for (const [i, from] of edges.slice(0, -1).entries())
            if (values.length > 0)
              expect(values.some((value) => value >= from && value < (edges[i + 1] ?? Infinity))).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('encodings that were refused', () => {
  const text = 'comune;v\r\nMilano;3\r\nComo;4\r\n';
  const le = (s: string) => new Uint8Array(Buffer.from(s, 'utf16le'));
  const be = (s: string) => new Uint8Array(Buffer.from(s, 'utf16le').swap16());

  it('UTF-16 of either order, with its mark and without', () => {
    for (const bytes of [le(`\ufeff${text}`), le(text), be(`\ufeff${text}`), be(text)]) {
      expect(decode(bytes)).toBe(text);
      expect(valuesOf(ready(readOwn(bytes, frame)))).toEqual([3, 4]);
    }
    expect(decode(le('\ufeffCantù'))).toBe('Cantù');
  });

  it('an archive, an old spreadsheet and a shapefile are still told from text', () => {
    for (const head of [
      [0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0],
      [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0],
      [0, 0, 0x27, 0x0a, 0, 0, 0, 0, 0, 0],
    ])
      expect(refused(readOwn(new Uint8Array([...head, ...new Array<number>(90).fill(0)]), frame)).id).toBe(
        'not-text',
      );
  });
});

describe('messages that advised wrongly', () => {
  it('several points in one feature are drawn; a second file of them would have failed again', () => {
    const two = [
      [9, 45],
      [9.1, 45.1],
    ];
    const data = ready(read(collection([feature({ type: 'MultiPoint', coordinates: two }, { nome: 'A' })])));
    expect(data.kind).toBe('punti');
    expect(data.features.features[0]?.geometry).toEqual({ type: 'MultiPoint', coordinates: two });
    expect(data.counts).toEqual({ 'several-points': 1 });
  });

  it('a collection of geometries is drawn by its parts, and what is left out of it is told', () => {
    const geometry = {
      type: 'GeometryCollection',
      geometries: [
        { type: 'Polygon', coordinates: square(9, 45) },
        { type: 'GeometryCollection', geometries: [{ type: 'Polygon', coordinates: square(9.5, 45) }] },
        { type: 'Point', coordinates: [9, 45] },
      ],
    };
    const data = ready(
      read(collection([feature(geometry), feature({ type: 'Polygon', coordinates: square(10, 45) })])),
    );
    expect(data.features.features[0]?.geometry).toEqual({
      type: 'MultiPolygon',
      coordinates: [square(9, 45), square(9.5, 45)],
    });
    expect(said(data)).toEqual([['parts-left-out', 1, '']]);
    expect(refused(read(collection([feature({ type: 'GeometryCollection', geometries: [] })]))).id).toBe(
      'no-geometry',
    );
  });

  it('coordinates with thousands marks are the spreadsheet’s doing, not metres', () => {
    const text = 'nome;lat;lon\nA;45.464.211;9.190.336\nB;45.512.345;9.201.234\n';
    expect(refused(read(text))).toEqual({ id: 'mangled', row: 2, text: '45.464.211, 9.190.336' });
    expect(refused(read('nome;lat;lon\nA;5.034.000;514.000\n')).id).toBe('projected');
    const one = ready(read('nome;lat;lon\nA;45,46;9,19\nB;45.464.211;9.190.336\nC;45,5;9,2\n'));
    expect(said(one)).toEqual([['mangled-coordinates', 3, '45.464.211 9.190.336']]);
  });

  it('cadastral and longer codes are codes of another kind, not names', () => {
    expect(
      said(ready(read('codice comune;v\n015146;1\nF205;2\n3015146;3\nIT015146;4\nMi1ano;5\nAtlantide;6\n'))),
    ).toEqual([
      ['other-code', 3, 'F205'],
      ['other-code', 4, '3015146'],
      ['other-code', 5, 'IT015146'],
      ['other-code', 6, 'Mi1ano'],
      ['unknown-name', 7, 'Atlantide'],
    ]);
    expect(refused(read('codice comune;v\nF205;1\nE897;2\n'))).toEqual({
      id: 'other-codes',
      row: 2,
      text: 'codice comune: F205',
    });
  });

  it('a title above the titles is found, and reading can begin below it', () => {
    for (const title of ['Alloggi vuoti al 31 dicembre 2024', 'Alloggi vuoti;;', '"Alloggi; vuoti"']) {
      const text = `${title}\n\ncomune;alloggi;vuoti\nMilano;10;2\nAtlantide;3;1\n`;
      const answer = read(text);
      if (answer.state !== 'choose') throw new Error(JSON.stringify(answer));
      expect(answer.titles?.row).toBe(3);
      const data = ready(read(text, { begin: 3 }));
      expect(data.columns).toEqual(['comune', 'alloggi', 'vuoti']);
      expect(said(data)).toEqual([['unknown-name', 5, 'Atlantide']]);
      // Other columns of it are read from there too.
      expect(ready(read(text, { ...data.mapping, value: 'vuoti' })).rows[0]?.value).toBe(2);
    }
    const plain = read('zona;quanti\nA;1\nB;2\n');
    expect(plain.state === 'choose' && plain.titles).toBeUndefined();
  });

  it('KML and web pages are called by their name', () => {
    expect(refused(read('<?xml version="1.0"?>\n<kml xmlns="x"><Document/></kml>')).id).toBe('kml');
    expect(refused(read('<!doctype html><title>Accesso</title>')).id).toBe('markup');
  });

  it('a JSON on each line is read; a broken one is told by line and by what stands there, not in the parser’s words', () => {
    const line = (x: number) => JSON.stringify(feature({ type: 'Point', coordinates: [x, 45] }, { v: x }));
    for (const text of [`${line(9)}\n${line(10)}\n`, `\u001e${line(9)}\r\n\u001e${line(10)}`])
      expect(valuesOf(ready(read(text)))).toEqual([9, 10]);
    expect(refused(read(`${line(9)}\n{"type":\n`))).toEqual({ id: 'not-json', row: 2, text: '{"type":' });
    const { id, text } = refused(read('{"type":"FeatureCollection",\n"features":[{"a":1,}]}'));
    expect(id).toBe('not-json');
    expect(text).not.toMatch(/unexpected|expected|JSON|token/i);
    expect(refused(read('{"type":"FeatureCollection","features":['))).toMatchObject({ row: 1 });
  });

  it('several rows of a municipality are told apart from other doubles', () => {
    const data = ready(read('comune;anno;v\nMilano;2022;1\nMilano;2023;2\nComo;2022;3\nComo;2023;4\n'));
    expect(data.counts).toEqual({ 'same-place': 2 });
    expect(data.mapping.value).toBe('v');
    expect(valuesOf(data)).toEqual([1, 3]);
  });
});

describe('systems of coordinates', () => {
  const crs = (properties: object, type = 'name') =>
    read(collection([feature({ type: 'Point', coordinates: [9, 45] })], { crs: { type, properties } }));

  it('in degrees are fine by any name', () => {
    for (const name of [
      'urn:ogc:def:crs:OGC:1.3:CRS84',
      'EPSG:4326',
      'urn:ogc:def:crs:EPSG::4326',
      'http://www.opengis.net/def/crs/EPSG/0/4326',
      'urn:ogc:def:crs:EPSG::4258',
    ])
      expect(crs({ name }).state, name).toBe('ready');
    expect(crs({ code: 4326 }, 'EPSG').state).toBe('ready');
    expect(read(collection([feature({ type: 'Point', coordinates: [9, 45] })], { crs: null })).state).toBe(
      'ready',
    );
  });

  it('of any other kind are refused by name, also where the numbers could pass for degrees', () => {
    for (const name of ['urn:ogc:def:crs:EPSG::32632', 'EPSG:3003', 'EPSG:4265', 'EPSG:14326'])
      expect(refused(crs({ name }))).toEqual({ id: 'other-system', row: null, text: name });
  });
});

describe('a file of twenty megabytes', () => {
  /** A circle of this many corners, about 100 m wide. */
  const circle = (x: number, y: number, corners: number): Position[][] => [
    Array.from({ length: corners + 1 }, (_, i): Position => {
      const turn = (2 * Math.PI * (i % corners)) / corners;
      return [x + 0.001 * Math.cos(turn), y + 0.001 * Math.sin(turn)];
    }),
  ];
  const big = Array.from({ length: 1_000 }, (_, i) => ({
    type: 'Feature' as const,
    properties: {},
    geometry: { type: 'Polygon' as const, coordinates: circle(9 + i / 1000, 45, 80) },
  }));

  it('is drawn with fewer corners, none off by more than half a metre, and rings stay closed', () => {
    const light = lighter(big);
    let [before, after] = [0, 0];
    for (const [i, one] of light.entries()) {
      const ring = one.geometry.type === 'Polygon' ? (one.geometry.coordinates[0] ?? []) : [];
      const [x0, y0] = [9 + i / 1000, 45];
      before += 81;
      after += ring.length;
      expect(ring[0]).toEqual(ring.at(-1));
      for (const [x = 0, y = 0] of ring)
        expect(Math.abs(Math.hypot(x - x0, y - y0) - 0.001)).toBeLessThan(2e-6);
    }
    expect(after).toBeLessThan(before / 2);
    // A small file is drawn as it is written.
    expect(lighter(big.slice(0, 10))).toEqual(big.slice(0, 10));
  });

  it('comes to the page and goes to the map in lots, none lost, and a later layer ends the earlier', async () => {
    const parts = lots(big, 5_000);
    expect(parts.flat()).toEqual(big);
    expect(parts.length).toBeGreaterThan(10);
    expect(lots([])).toEqual([]);
    const calls: (number | boolean)[] = [];
    const source = {
      setData: ({ features }: { features: unknown[] }) => void calls.push(features.length),
      updateData: ({ add }: { add: unknown[] }) => void calls.push(add.length),
    };
    const show = (on: boolean) => void calls.push(on);
    await feed(source, big, show);
    // Hidden until all of it is there.
    expect(calls[0]).toBe(false);
    expect(calls.at(-1)).toBe(true);
    const sizes = calls.filter((call) => typeof call === 'number');
    expect(sizes.length).toBeGreaterThan(1);
    expect(sizes.reduce((a, b) => a + b, 0)).toBe(1_000);
    calls.length = 0;
    await Promise.all([feed(source, big, show), feed(source, big.slice(0, 3), show)]);
    expect(calls).toEqual([false, sizes[0], true, 3, true]);
  });
});
