import { describe, expect, it } from 'vitest';
import {
  cameraFor,
  dayAfter,
  dayBefore,
  formatDays,
  inWords,
  mergeCites,
  mergeLines,
  REFERENCE_PX,
} from './story';

describe('cites', () => {
  it('joins lines of one document, overlapping and adjacent ranges as one', () => {
    expect(mergeLines(['34', '32-33;30', '121-125', '121', '127'])).toBe('30;32-34;121-125;127');
    expect(mergeLines([])).toBeNull();
    expect(
      mergeCites([
        { source_id: 'milano-2017', lines: '30;33' },
        { source_id: 'milano-2023', lines: null },
        { source_id: 'milano-2017', lines: '32' },
      ]),
    ).toEqual([
      { source_id: 'milano-2017', lines: '30;32-33' },
      { source_id: 'milano-2023', lines: null },
    ]);
  });
});

describe('days', () => {
  it('steps over months and years', () => {
    expect(dayAfter('2016-04-30')).toBe('2016-05-01');
    expect(dayAfter('2023-12-31')).toBe('2024-01-01');
    expect(dayBefore('2018-01-01')).toBe('2017-12-31');
    expect(dayBefore('2016-03-01')).toBe('2016-02-29');
  });

  it('writes the year of an interval once', () => {
    expect(formatDays('2016-05-01', '2016-08-31', 'it')).toBe('1 mag–31 ago 2016');
    expect(formatDays('2016-09-01', '2017-08-31', 'en')).toBe('1 Sep 2016–31 Aug 2017');
  });
});

describe('lists in words', () => {
  it('puts the word before the last', () => {
    expect(inWords([], 'it')).toBe('');
    expect(inWords(['a'], 'it')).toBe('a');
    expect(inWords(['a', 'b', 'c'], 'it')).toBe('a, b e c');
    expect(inWords(['a', 'b'], 'en')).toBe('a and b');
  });
});

describe('camera', () => {
  it('holds all points with their margin', () => {
    const points = [
      { lon: 9.138, lat: 45.471 },
      { lon: 9.264, lat: 45.412 },
    ];
    const camera = cameraFor(points, 1_000);
    const near = cameraFor(points.slice(0, 1), 1_000);
    expect(camera?.lon).toBeCloseTo(9.201, 3);
    expect(camera?.lat).toBeCloseTo(45.4415, 3);
    // 9.8 km and 2 km of margin over 440 px.
    expect(camera?.zoom).toBeGreaterThan(10.8);
    expect(camera?.zoom).toBeLessThan(11.3);
    expect(near?.zoom).toBeGreaterThan(camera?.zoom ?? 99);
    expect(cameraFor([], 1_000)).toBeNull();
  });

  it('bug: names under the outermost points ran off the map: there is room for them in pixels, at any distance', () => {
    for (const east of [9.15, 9.264, 10.2]) {
      const points = [
        { lon: 9.138, lat: 45.44 },
        { lon: east, lat: 45.44 },
      ];
      const zoom = cameraFor(points, 0, 56)?.zoom ?? NaN;
      const apart = ((east - 9.138) / 360) * 512 * 2 ** zoom;
      expect((REFERENCE_PX - apart) / 2, String(east)).toBeGreaterThanOrEqual(55);
    }
  });
});
