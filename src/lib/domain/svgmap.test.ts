import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundsOf, fitFrame, inside, overlap, pathOf, placeLabels, type Bounds } from './svgmap';

const square: Bounds = { west: 9, south: 45, east: 10, north: 46 };

describe('boundsOf', () => {
  it('holds every position', () => {
    expect(
      boundsOf([
        { type: 'Point', coordinates: [9.5, 45.2] },
        {
          type: 'LineString',
          coordinates: [
            [9, 46],
            [10, 45.5],
          ],
        },
      ]),
    ).toEqual({ west: 9, south: 45.2, east: 10, north: 46 });
  });
  it('is null without a finite position', () => {
    expect(boundsOf([])).toBeNull();
    expect(boundsOf([{ type: 'Point', coordinates: [NaN, 45] }])).toBeNull();
  });
});

describe('fitFrame', () => {
  it('puts north up and keeps kilometres square at the middle parallel', () => {
    const frame = fitFrame(square, 1000);
    expect(frame.project(9, 46)).toEqual([0, 0]);
    const [x, y] = frame.project(10, 45);
    expect(x).toBeCloseTo(1000);
    // A degree of latitude is 1 / cos 45.5° = 1.43 degrees of longitude long.
    expect(y / x).toBeCloseTo(1 / Math.cos((45.5 * Math.PI) / 180), 6);
    expect(frame.height).toBe(Math.round(y));
  });
  it('keeps what is inside its bounds inside its margins', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 9, max: 10, noNaN: true }),
        fc.double({ min: 45, max: 46, noNaN: true }),
        (lon, lat) => {
          const frame = fitFrame(square, 500, 10);
          const [x, y] = frame.project(lon, lat);
          expect(x).toBeGreaterThanOrEqual(10 - 1e-6);
          expect(x).toBeLessThanOrEqual(490 + 1e-6);
          expect(y).toBeGreaterThanOrEqual(10 - 1e-6);
          expect(y).toBeLessThanOrEqual(frame.height - 9);
        },
      ),
    );
  });
  it('draws a box without extent', () => {
    const frame = fitFrame({ west: 9, south: 45, east: 9, north: 45 }, 100);
    expect(frame.project(9, 45)).toEqual([0, 0]);
    expect(frame.height).toBe(0);
  });
});

describe('pathOf', () => {
  const frame = fitFrame(square, 100);
  it('writes a ring once, closed, in relative whole units', () => {
    const d = pathOf(
      {
        type: 'Polygon',
        coordinates: [
          [
            [9, 46],
            [10, 46],
            [10, 45],
            [9, 46],
          ],
        ],
      },
      frame,
    );
    expect(d).toBe('M0 0l100 0 0 143z');
  });
  it('drops what is smaller than a unit and what is not a number', () => {
    const speck = [
      [9, 45],
      [9.0001, 45],
      [9, 45.0001],
      [9, 45],
    ];
    expect(pathOf({ type: 'MultiPolygon', coordinates: [[speck]] }, frame)).toBe('');
    expect(
      pathOf(
        {
          type: 'LineString',
          coordinates: [
            [NaN, 45],
            [9, 46],
            [9.5, 46],
          ],
        },
        frame,
      ),
    ).toBe('M0 0l50 0');
  });
  it('ends each line where it started from plus its moves', () => {
    const point = fc.tuple(
      fc.double({ min: 9, max: 10, noNaN: true }),
      fc.double({ min: 45, max: 46, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(point, { minLength: 2, maxLength: 30 }), (coordinates) => {
        const d = pathOf({ type: 'LineString', coordinates }, frame);
        if (d === '') return;
        const numbers = (d.match(/-?\d+/g) ?? []).map(Number);
        let [x = NaN, y = NaN] = numbers;
        for (let i = 2; i < numbers.length; i += 2) {
          x += numbers[i] ?? NaN;
          y += numbers[i + 1] ?? NaN;
        }
        const end = frame.project(...(coordinates.at(-1) as [number, number])).map(Math.round);
        expect([x, y]).toEqual(end.map((n) => n + 0));
      }),
    );
  });
});

it('inside and overlap include the edges', () => {
  expect(inside(square, 9, 45)).toBe(true);
  expect(inside(square, 8.99, 45)).toBe(false);
  expect(overlap(square, { west: 10, south: 46, east: 11, north: 47 })).toBe(true);
  expect(overlap(square, { west: 10.1, south: 46, east: 11, north: 47 })).toBe(false);
});

describe('placeLabels', () => {
  const frame = { width: 200, height: 100 };
  it('keeps the first, moves the second, drops what fits nowhere', () => {
    const labels = [
      { x: 100, y: 50, text: 'Milano' },
      { x: 104, y: 50, text: 'Rho' },
      { x: 198, y: 50, text: 'Cinisello Balsamo' },
    ];
    const [first, second, ...rest] = placeLabels(labels, frame, 15, []);
    expect(first).toEqual(labels[0]);
    expect(second?.text).toBe('Rho');
    expect(Math.abs((second?.y ?? 0) - 50)).toBeGreaterThan(15);
    expect(rest).toEqual([]);
  });
  it('stays clear of marks and of labels already set', () => {
    const [label] = placeLabels([{ x: 100, y: 50, text: 'Rho' }], frame, 15, [{ x: 100, y: 50 }]);
    expect(label?.y).not.toBe(50);
    const [other] = placeLabels(
      [{ x: 100, y: 50, text: 'Rho' }],
      frame,
      15,
      [],
      [{ x: 100, y: 50, text: 'Milano' }],
    );
    expect(other?.y).not.toBe(50);
  });
});
