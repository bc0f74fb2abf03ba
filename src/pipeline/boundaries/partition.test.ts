import type { Topology } from 'topojson-specification';
import { describe, expect, it } from 'vitest';
import { meeting, partitionOf } from './partition';
import { roundedArcs, withWholeRings } from './simplify';

/** Two unit squares of ten steps side by side; `arcs` may be replaced to spoil them. */
function squares(change: Partial<Topology> = {}): Topology {
  return {
    type: 'Topology',
    transform: { scale: [1, 1], translate: [0, 0] },
    arcs: [
      [
        [10, 0],
        [0, 10],
      ],
      [
        [10, 10],
        [-10, 0],
        [0, -10],
        [10, 0],
      ],
      [
        [10, 10],
        [10, 0],
        [0, -10],
        [-10, 0],
      ],
    ],
    objects: {
      comuni: {
        type: 'GeometryCollection',
        geometries: [
          { type: 'Polygon', id: 'a', arcs: [[0, 1]], properties: { istat_code: 'a', name: 'A' } },
          {
            type: 'Polygon',
            id: 'b',
            arcs: [[-1, -3]].map(() => [2, 0]),
            properties: { istat_code: 'b', name: 'B' },
          },
        ],
      },
    },
    ...change,
  };
}

const right = (): Topology => {
  const t = squares();
  const comuni = t.objects['comuni'];
  if (comuni?.type === 'GeometryCollection' && comuni.geometries[1]?.type === 'Polygon')
    // Around the right square: back along the shared border, then its own three sides.
    comuni.geometries[1].arcs = [[-1, -3]];
  t.arcs[2] = [
    [10, 10],
    [10, 0],
    [0, -10],
    [-10, 0],
  ];
  return t;
};

describe('partitionOf', () => {
  it('finds nothing wrong with two squares', () => {
    const p = partitionOf(right(), 'comuni');
    expect(p).toMatchObject({ badRings: [], crossing: [], touching: [], area2: 400, points: 10 });
    expect(p.outline.reduce((sum, ring) => sum + Math.abs(ring.area2), 0)).toBe(400);
  });
  it('finds two polygons on the same side of a border', () => {
    expect(partitionOf(squares(), 'comuni').crossing).toEqual(['a', 'b']);
  });
  it('finds an open ring', () => {
    const t = right();
    t.arcs[1] = [
      [10, 10],
      [-10, 0],
      [0, -10],
      [9, 0],
    ];
    expect(partitionOf(t, 'comuni').badRings).toEqual(['a']);
  });
  it('finds borders that cross', () => {
    const t = right();
    t.arcs[1] = [
      [10, 10],
      [5, -3],
      [-15, 3],
      [0, -10],
      [10, 0],
    ];
    expect(partitionOf(t, 'comuni').crossing).toContain('a');
  });
  it('does not judge positions between grid steps', () => {
    const t = right();
    t.arcs[0] = [
      [10, 0],
      [0, 10.25],
    ];
    expect(() => partitionOf(t, 'comuni')).toThrow('between grid steps');
    expect(() => partitionOf({ ...t, arcs: roundedArcs(t.arcs, 1) }, 'comuni')).not.toThrow();
    expect(() => partitionOf(t, 'comuni', 4)).not.toThrow();
  });
});

describe('meeting', () => {
  it.each([
    [[0, 0], [4, 4], [0, 4], [4, 0], 'cross'],
    [[0, 0], [4, 0], [2, 0], [2, 4], 'touch'],
    [[0, 0], [4, 0], [1, 0], [3, 0], 'touch'],
    [[0, 0], [4, 0], [4, 0], [0, 0], 'touch'],
    [[0, 0], [4, 0], [4, 0], [8, 1], null],
    [[0, 0], [4, 0], [0, 1], [4, 1], null],
  ] as const)('%j-%j and %j-%j: %s', (a, b, c, d, how) => {
    expect(meeting(a, b, c, d)).toBe(how);
  });
});

describe('withWholeRings', () => {
  it('gives each ring an arc and keeps the area', () => {
    const whole = withWholeRings(right());
    expect(whole.arcs).toHaveLength(2);
    expect(partitionOf(whole, 'comuni').area2).toBe(400);
  });
});

describe('roundedArcs', () => {
  it('drops repeated vertices but keeps both ends', () => {
    expect(
      roundedArcs(
        [
          [
            [1, 1],
            [0.2, 0.1],
            [3, 0],
          ],
        ],
        1,
      ),
    ).toEqual([
      [
        [1, 1],
        [3, 0],
      ],
    ]);
    expect(
      roundedArcs(
        [
          [
            [1, 1],
            [0.2, 0.1],
          ],
        ],
        1,
      ),
    ).toEqual([
      [
        [1, 1],
        [0, 0],
      ],
    ]);
  });
});
